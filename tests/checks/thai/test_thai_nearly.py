"""Phrases in text read from pictures: a wrong letter or two, never a wrong number."""

from __future__ import annotations

import pytest

from checks.thai.fold import SEAM
from checks.thai.phrases import PhraseBook

BOOK = PhraseBook({
    "gift": ["นโยบายไม่รับของขวัญ"],
    "plan": ["แผนปฏิบัติการป้องกันการทุจริต"],
    "law": ["พระราชบัญญัติ พ.ศ. 2540"],
    "short": ["แผนงาน"],
})  # fmt: skip


def found(text: str, *, ocr: bool = True) -> list[tuple[str, str]]:
    spans = ((0, len(text)),) if ocr else ()
    hits = BOOK.find(text, skeleton=True, ocr=spans)
    return [(hit.key, hit.via) for key in sorted(hits.keys) for hit in hits.of(key)]


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("ประกาศนโยบายไม่รับของขวัญ", "exact"),
        ("ประกาศนโยบายใม่รับของขวัญ", "nearly"),
        ("ประกาศ นโยบาย ไม รับ ของ ขวญ ทุกชนิด", "skeleton"),
        ("ประกาศนโยบายไม่รับซองขวัญ", "nearly"),
        ("ประกาศนโยบายไม่\nรับขอวขวัญ", "nearly"),
    ],
)
def test_a_slip_of_the_reader_is_forgiven(text: str, via: str) -> None:
    assert found(text) == [("gift", via)]


@pytest.mark.parametrize(
    "text",
    [
        "ประกาศนโยบายรับบริจาคสิ่งของ",
        "พระราชบัญญัติ พ.ศ. 2546",  # a wrong digit is another law
        "แผ่นงวน",  # too short to be sure
        f"นโยบายไม่รับ{SEAM}ของขวักุ",  # two blocks
    ],
)
def test_other_words_are_not_taken_for_it(text: str) -> None:
    assert found(text) == []


def test_words_of_text_are_never_matched_nearly() -> None:
    typed = "ประกาศนโยบายใม่รับของขวัญ"
    assert found(typed, ocr=False) == []
    mixed = f"{typed}\n{SEAM}\nแผนปฏิบตการปองกนการทุจรีต"
    hits = BOOK.find(mixed, skeleton=True, ocr=((len(typed) + 3, len(mixed)),))
    assert [hit.via for hit in hits.of("plan")] == ["skeleton"]
    assert hits.of("gift") == []


def test_the_place_is_that_of_the_words() -> None:
    text = "ที่ ๑ ประกาศ นโยบายใม่รับของขวัญ ประจำปี"
    (hit,) = BOOK.find(text, ocr=((0, len(text)),)).of("gift")
    assert text[hit.start : hit.end] == "นโยบายใม่รับของขวัญ"
