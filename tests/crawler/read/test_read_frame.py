"""Agencies on the same vendor's template are told from those that only look alike."""

from __future__ import annotations

import pytest

from crawler.read.frame import Frame, frame_of, same_templates
from fixtures.serve import AGENCIES

HOMES = {path.parent.parent.name: path for path in AGENCIES.glob("*/site/index.*")}
PARTS = [f"{place}-{part}" for place in ("top", "side", "news", "foot") for part in ("box", "head", "list", "more")]


def page(*names: str, words: str = "", number: int = 1) -> bytes:
    parts = "".join(f'<div class="{name} id-{number}{number}"><p>{words}</p></div>' for name in names)
    return f'<html><script src="/vendor/frame.js?v={number}"></script><body>{parts}</body></html>'.encode()


def framed(**bodies: bytes) -> dict[str, Frame]:
    return {code: frame_of(body, "text/html") for code, body in bodies.items()}


def test_words_numbers_and_a_part_more_do_not_matter() -> None:
    found = same_templates(
        framed(
            one=page(*PARTS, words="อบต.หนึ่ง", number=1),
            two=page(*PARTS, "popup", words="อบต.สอง", number=22),
            odd=page(*(f"x-{part}" for part in PARTS)),
        )
    )
    assert found["one"] == found["two"]
    assert "odd" not in found


def test_a_few_common_names_join_nobody() -> None:
    common = ("header", "menu", "content", "footer")
    assert same_templates(framed(one=page(*common), two=page(*common))) == {}
    assert same_templates(framed(one=b"", two=b"", three=b"<p>")) == {}


def test_whoever_is_like_one_of_a_group_belongs_to_it() -> None:
    found = same_templates(
        framed(a=page(*PARTS), b=page(*PARTS[:-2], "new"), c=page(*PARTS[:-4], "new"), d=page(*PARTS))
    )
    assert len(found) == 4
    assert len(set(found.values())) == 1


def test_fictional_agencies_that_have_nothing_to_do_with_each_other_differ() -> None:
    frames = {code: frame_of(path.read_bytes(), "text/html") for code, path in HOMES.items()}
    assert sum(len(frame) > 12 for frame in frames.values()) > 10
    assert same_templates(frames) == {}


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff\xfe<\x00d\x00", b"<link href='//[x'>", b"<div class=\x00\xed\xa0\x80 id>", b"<div " * 100_000],
    ids=["nothing", "half a letter", "no address", "surrogate", "deep"],
)
def test_broken_pages_have_a_frame_too(body: bytes) -> None:
    assert len(frame_of(body, "text/html")) <= 2
    assert same_templates({"one": frame_of(body, ""), "two": frame_of(body, "")}) == {}
