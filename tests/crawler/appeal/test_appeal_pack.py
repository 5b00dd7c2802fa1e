"""An appeal file holds what proves its items, under names that do no harm, and comes out the same every time."""

from __future__ import annotations

import json
import re

import pytest

from checks.verdict import Quote
from crawler.appeal import pack as packing
from crawler.appeal.evidence import suffix_of
from crawler.appeal.pack import TooLargeError
from crawler.appeal.verify import CHAIN, CLAIMS, LIST, RUN, digest, verify
from crawler.store import Store

from .conftest import GIFT, HOSTILE, LAW, PICTURE, PNG, Make, unpacked


def test_the_same_database_gives_the_same_bytes(make: Make) -> None:
    assert make("a.zip")[0].read_bytes() == make("b.zip")[0].read_bytes()


def test_it_holds_copies_texts_screenshot_manifest_chain_and_the_means_to_check(files: dict[str, bytes]) -> None:
    page = f"<html><body>{HOSTILE}</body></html>".encode()
    assert files[f"copies/{digest(page)}.html.txt"] == page
    assert files[f"copies/{digest(PNG)}.png"] == PNG
    assert digest(b"\x89PNG\r\n\x1a\n a page") in " ".join(name for name in files if name.startswith("screenshots/"))
    assert {CLAIMS, RUN, CHAIN, LIST, "statement.html", "statement.txt", "README.txt", "verify.py"} <= set(files)
    assert len(files[CHAIN].splitlines()) == 3
    assert json.loads(files[RUN])["run_id"] == json.loads(files[CLAIMS])["run_id"]
    assert all(re.fullmatch(r"(?:[a-z]+/)?[A-Za-z0-9._-]+", name) for name in files)


def test_it_claims_what_was_said_with_criterion_headers_and_place(files: dict[str, bytes]) -> None:
    claims = json.loads(files[CLAIMS])
    assert [one["verdict"]["item"] for one in claims["items"]] == ["O6", "O34"]
    assert claims["items"][0]["requirement"]
    assert claims["source"]
    law = next(one for one in claims["evidence"] if one["url"] == LAW)
    assert ["X-Note", HOSTILE] in law["headers"]
    whole, joined = claims["items"][0]["elements"][0]["quotes"]
    assert (whole["pieces"], joined["pieces"]) == (1, 2)
    assert claims["items"][1]["decisions"][0]["reason"] == "ดูภาพแล้ว"


def test_words_of_a_picture_are_proved_by_the_picture(files: dict[str, bytes]) -> None:
    claims = json.loads(files[CLAIMS])
    assert claims["items"][1]["evidence"] == [GIFT, PICTURE]
    (quote,) = claims["items"][1]["elements"][0]["quotes"]
    assert "งดรับของขวัญ" in files[f"texts/{quote['stands_in']}.txt"].decode()


def test_words_that_stand_nowhere_are_told(make: Make) -> None:
    assert make()[1].unproved == (Quote(GIFT, "ลงนามโดยนายกฯ"),)


def test_one_item_alone_brings_its_own_evidence_alone(make: Make) -> None:
    claims = json.loads(unpacked(make("o6.zip", "O6")[0])[CLAIMS])
    assert [one["url"] for one in claims["evidence"]] == [LAW]


def test_a_copy_that_was_pruned_is_told_and_the_rest_still_proves(store: Store, make: Make) -> None:
    store._db.execute("UPDATE bodies SET zstd = x'' WHERE sha256 = ?", (digest(PNG),))
    path, made = make()
    assert made.gone == (PICTURE,)
    assert [one["copy"] for one in json.loads(unpacked(path)[CLAIMS])["evidence"] if one["url"] == PICTURE] == [""]
    assert verify(str(path)).faults == []


def test_more_than_can_be_checked_is_not_packed(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MOST_BYTES", 1000)
    with pytest.raises(TooLargeError):
        make()


@pytest.mark.parametrize(
    ("body", "suffix"),
    [
        (b"<html><script>x</script>", ".html.txt"),
        (b"%PDF-1.4 x", ".pdf"),
        (b"PK\x03\x04 a macro", ".bin"),
        (b"MZ\x90\x00 a program", ".bin"),
        (b"\xd0\xcf\x11\xe0 old office", ".bin"),
        (b"GIF89a", ".bin"),
        (PNG, ".png"),
    ],
)
def test_copies_have_suffixes_that_run_nothing(body: bytes, suffix: str) -> None:
    assert suffix_of(body) == suffix
