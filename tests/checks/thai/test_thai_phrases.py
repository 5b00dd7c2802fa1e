"""Phrase matching: what is found, where in the original, by which key; and quotes that tear no letter apart."""

from __future__ import annotations

import re

import pytest

from checks.thai.fold import fold
from checks.thai.phrases import PhraseBook
from checks.thai.quotes import quote

BOOK = PhraseBook(
    {
        "plan": ["แผนปฏิบัติการ", "แผนปฏิบัติการป้องกันการทุจริต"],
        "fraud": ["ทุจริต"],
        "tor": ["TOR"],
        "faq": ["FAQ", "คำถามที่พบบ่อย"],
        "gift": ["No Gift Policy"],
        "line": ["LINE", "|ไลน์|"],
        "chair": ["นายก|"],
        "law": ["มาตรา 9 (8)"],
        "that": ["ที"],
    }
)


def keys(text: str, *, skeleton: bool = False) -> list[str]:
    return [hit.key for hit in BOOK.scan(text, skeleton=skeleton)]


def test_a_hit_stands_where_its_words_stand() -> None:
    text = "ดาวน์โหลด เเผน ปฎิบัติ\u200bการ (PDF)"
    (hit,) = BOOK.scan(text)
    assert (hit.key, hit.phrase, hit.via, text[hit.start : hit.end]) == (
        "plan",
        "แผนปฏิบัติการ",
        "exact",
        "เเผน ปฎิบัติ\u200bการ",
    )


def test_the_longer_phrase_of_a_key_wins_and_other_keys_stay() -> None:
    hits = BOOK.scan("แผนปฏิบัติการป้องกันการทุจริต")
    assert [(hit.key, hit.phrase) for hit in hits] == [("plan", "แผนปฏิบัติการป้องกันการทุจริต"), ("fraud", "ทุจริต")]


def test_every_place_is_reported() -> None:
    assert [(hit.start, hit.end) for hit in BOOK.scan("ทุจริต และทุจริต")] == [(0, 6), (10, 16)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("monitor", []),
        ("ร่างTORงานจ้าง", ["tor"]),
        ("TOR_2565.pdf", ["tor"]),
        ("Tor2", ["tor"]),
        ("online outline", []),
        ("Line: @example", ["line"]),
        ("ไลน์", ["line"]),
        ("ติดต่อทาง ไลน์ ได้", ["line"]),
        ("ออนไลน์", []),
        ("นายก อบต.", ["chair"]),
        ("นายกเทศมนตรี", []),
        ("ตามมาตรา ๙(๘)", ["law"]),
        ("ตามมาตรา 19 (8)", []),
        ("no  gift\npolicy", ["gift"]),
        ("no gift policymaker", []),
        ("ที่", []),
        ("ที", ["that"]),
        ("คาถามทีพบบอย", ["that"]),
        ("", []),
    ],
)
def test_borders_of_words(text: str, found: list[str]) -> None:
    assert keys(text) == found


def test_skeleton_only_when_asked_and_only_for_long_phrases() -> None:
    text = "แผนปฏบิ ตั กิ าร เรอื่ ง ทจุ รติ"
    assert keys(text) == []
    (hit,) = BOOK.scan(text, skeleton=True)
    assert (hit.key, hit.via, text[hit.start : hit.end]) == ("plan", "skeleton", "แผนปฏบิ ตั กิ าร")


def test_an_exact_hit_silences_the_skeleton_at_its_place() -> None:
    assert {hit.via for hit in BOOK.scan("แผนปฏิบัติการป้องกันการทุจริต", skeleton=True)} == {"exact"}


def test_a_phrase_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        PhraseBook({"bad": ["|\u200b|"]})


def test_an_empty_book_finds_nothing() -> None:
    assert PhraseBook({}).scan("แผน", skeleton=True) == []


LONG = (
    "เทศบาลตำบลตัวอย่างขอประชาสัมพันธ์ การจัดทำแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2565 "
    "เพื่อให้ประชาชนทั่วไปได้รับทราบ และมีส่วนร่วมในการตรวจสอบการดำเนินงานของเทศบาล ตามนโยบาย No Gift Policy "
) * 3


@pytest.mark.parametrize("width", [12, 20, 31, 40, 80, 160, 1000])
def test_quotes_are_parts_of_the_text_and_tear_nothing_apart(width: int) -> None:
    for hit in BOOK.scan(LONG):
        words = quote(LONG, hit.start, hit.end, width)
        assert words in LONG
        assert len(words) <= width
        assert not re.match("[\u0e30-\u0e3a\u0e45-\u0e4e]", words)
        assert words[-1] not in "เแโใไ"
        if hit.end - hit.start < width:
            assert fold(hit.phrase) in fold(words)


@pytest.mark.parametrize("width", [8, 15, 30])
def test_quotes_of_text_without_spaces(width: int) -> None:
    text = LONG.replace(" ", "")
    for hit in BOOK.scan(text):
        words = quote(text, hit.start, hit.end, width)
        assert words in text
        assert not re.match("[\u0e30-\u0e3a\u0e45-\u0e4e]", text[text.index(words) + len(words) :])


def test_a_short_text_is_quoted_whole() -> None:
    assert quote(" แผนปฏิบัติการ 2565 ", 1, 14) == "แผนปฏิบัติการ 2565"
