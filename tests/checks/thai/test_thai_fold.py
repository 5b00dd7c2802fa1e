"""Folding: every damage that agencies' texts suffer folds to the same form, and leads back to the original words."""

from __future__ import annotations

import re
from itertools import pairwise, permutations, product
from typing import TYPE_CHECKING

import pytest

from checks.thai.fold import Folded, fold, skeleton, skeleton_of_folded, skeleton_places
from checks.thai.spelling import CORRECT_TO_MISTAKES

if TYPE_CHECKING:
    from collections.abc import Callable

PHRASES = (
    "สำนักงานเทศบาลตำบลตัวอย่าง", "อำเภอเมืองสมมุติ", "แผนปฏิบัติการป้องกันการทุจริต", "ประจำปีงบประมาณ พ.ศ. 2565",
    "อำนาจหน้าที่", "จำนวนผู้รับบริการ", "ดำเนินงานตามแผน", "รายงานการกำกับติดตาม", "คู่มือสำหรับประชาชน",
    "เจ้าหน้าที่ผู้ปฏิบัติงาน", "น้ำประปาและน้ำเสีย", "กฎหมายที่เกี่ยวข้อง", "กฎกระทรวง พระราชกฤษฎีกา",
    "ประกาศผู้ชนะการเสนอราคา", "สรุปผลการจัดซื้อจัดจ้าง แบบ สขร.1", "ข้อมูลผู้บริหาร", "แผนผังโครงสร้างองค์กร",
    "ที่ตั้ง 99 หมู่ 3", "ข้าราชการและลูกจ้าง", "ขั้นตอนการให้บริการ", "ความพึงพอใจของประชาชน",
    "เจตจำนงสุจริตของผู้บริหาร", "การประเมินความเสี่ยงการทุจริต", "นโยบาย No Gift Policy", "ช่องทางแจ้งเรื่องร้องเรียน",
    "มาตรการส่งเสริมคุณธรรมและความโปร่งใส", "ผลประโยชน์ทับซ้อน", "ข้อบัญญัติงบประมาณรายจ่าย", "ใบอนุญาตก่อสร้าง",
    "ญาติผู้ใหญ่ และหญิงมีครรภ์", "ฐานข้อมูลกลาง", "แบบฟอร์มคำขอ", "คำสั่งแต่งตั้งคณะทำงาน", "ตำแหน่งว่าง", "ทำเนียบผู้บริหาร",
    "ซ้ำซ้อน", "ค้ำประกัน", "คำนำ", "ทำการ", "ชำระภาษีป้าย", "แม่น้ำสมมุติ", "เลื่อนเงินเดือน", "หลักเกณฑ์การสรรหา",
    "ศูนย์ดำรงธรรม", "วิสัยทัศน์และพันธกิจ", "กระดานถาม-ตอบ (Q&A)", "E-Service ยื่นคำร้องออนไลน์", "มิถุนายน 2565",
    "กรกฎาคม", "กุมภาพันธ์", "พฤศจิกายน", "สิทธิ์ของประชาชน", "สัมฤทธิ์ผล", "รู้เท่าทัน", "เก็บค่าธรรมเนียม", "เปิดเผย",
    "ก่อนหน้านี้", "ร้านค้า", "บ้านตัวอย่าง หมู่ที่ 12", "ฏีกา", "โต๊ะ เก๊ะ", "เดี๋ยวนี้", "ปุ๋ยอินทรีย์", "ฤดูฝน", "เขื่อนตัวอย่าง",
    "ตามมาตรา 9 (8)", "ITA 2022 OIT", "TOR และราคากลาง",
)  # fmt: skip

MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
TONES = "\u0e48-\u0e4b"
VOWELS = "\u0e31\u0e34-\u0e39"
THAI_GAP = f"(?<=[\u0e01-\u0e4f])(?=[\u0e01-\u0e46])(?![{MARKS}])"
PRIVATE = {"\u0e34": "\uf701", "\u0e35": "\uf702", "\u0e37": "\uf704", "\u0e48": "\uf70a", "\u0e49": "\uf706",
           "\u0e4c": "\uf70e", "\u0e31": "\uf710", "\u0e47": "\uf712", "\u0e38": "\uf718", "\u0e39": "\uf719",
           "ญ": "\uf70f", "ฐ": "\uf700"}  # fmt: skip

DAMAGES: dict[str, Callable[[str], str]] = {
    "sara am to sara aa": lambda text: text.replace("ำ", "า"),
    "sara aa to sara am": lambda text: text.replace("า", "ำ"),
    "sara am decomposed": lambda text: text.replace("ำ", "\u0e4dา"),
    "sara am decomposed before the tone": lambda text: re.sub("([\u0e48\u0e49])ำ", "\u0e4d\\1า", text),
    "sara am decomposed and split": lambda text: text.replace("ำ", "\u0e4d า"),
    "space for nikhahit": lambda text: text.replace("ำ", " า"),
    "space before sara am": lambda text: text.replace("ำ", " ำ"),
    "mai tho for nikhahit": lambda text: text.replace("ำ", "\u0e49า"),
    "lost glyph before sara am": lambda text: text.replace("ำ", "\ufffdำ"),
    "tone before vowel": lambda text: re.sub(f"([{VOWELS}])([{TONES}\u0e4c])", r"\2\1", text),
    "marks doubled": lambda text: re.sub(f"([{MARKS}])", r"\1\1", text),
    "runs of marks doubled": lambda text: re.sub(f"([{MARKS}]+)", r"\1\1", text),
    "two sara e": lambda text: text.replace("แ", "เเ"),
    "do chada to to patak": lambda text: text.replace("ฎ", "ฏ"),
    "to patak to do chada": lambda text: text.replace("ฏ", "ฎ"),
    "Thai digits": lambda text: text.translate({ord(str(digit)): chr(0xE50 + digit) for digit in range(10)}),
    "private-use glyphs": lambda text: "".join(PRIVATE.get(char, char) for char in text),
    "invisible characters": lambda text: "\u200b".join(text) + "\ufeff\u00ad\u200d\u2060",
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "lines broken": lambda text: text.replace(" ", "\r\n \t"),
    "justified": lambda text: re.sub(THAI_GAP, "  ", text),
    "glued": lambda text: re.sub("(?<=[\u0e01-\u0e4e.]) | (?=[\u0e01-\u0e4e])", "", text),
    "capitals": str.upper,
    "full width": lambda text: "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text),
    "OCR sara u": lambda text: text.replace("\u0e38", "\u0941"),
    "OCR ro ruea": lambda text: text.replace("ร", "\u0930"),
    "en dashes": lambda text: text.replace("-", " – "),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGES)
def test_each_damage_folds_away(name: str) -> None:
    damage = DAMAGES[name]
    assert any(damage(phrase) != phrase for phrase in PHRASES)
    assert [fold(damage(phrase)) for phrase in PHRASES] == [fold(phrase) for phrase in PHRASES]


def test_two_damages_at_once_fold_away() -> None:
    wrong = [
        (first, second, phrase)
        for (first, second), phrase in product(permutations(DAMAGES, 2), PHRASES)
        if fold(DAMAGES[second](DAMAGES[first](phrase))) != fold(phrase)
    ]
    assert wrong == []


def test_folding_twice_changes_nothing() -> None:
    assert [fold(fold(phrase)) for phrase in PHRASES] == [fold(phrase) for phrase in PHRASES]


def test_different_phrases_stay_different() -> None:
    assert len({fold(phrase) for phrase in PHRASES}) == len(PHRASES)
    assert len({skeleton(phrase) for phrase in PHRASES}) == len(PHRASES)


@pytest.mark.parametrize(
    ("correct", "mistake"), [(correct, mistake) for correct, all_ in CORRECT_TO_MISTAKES.items() for mistake in all_]
)
def test_each_spelling_mistake_is_mended(correct: str, mistake: str) -> None:
    assert fold(f"การ{mistake}ของ") == fold(f"การ{correct}ของ")


def test_a_mistake_is_not_found_across_the_end_of_a_correct_word() -> None:
    assert fold("ทุจริตต่อหน้าที่") == "ทุจริตต่อหนาที่"


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("ทจุ รติ", "ทุจริต"),
        ("เสยี่ ง", "เสี่ยง"),
        ("ท่มี ีอยู่", "ที่มีอยู่"),
        ("ปงี บประมาณ", "ปีงบประมาณ"),
        ("ทอ้ งถนิ่", "ท้องถิ่น"),
        ("เจาหนาที่", "เจ้าหน้าที่"),
        ("โปรงใส", "โปร่งใส"),
        ("การป\nั\nองกนั", "การป้องกัน"),
    ],
)
def test_displaced_and_lost_marks_share_the_skeleton(damaged: str, whole: str) -> None:
    assert skeleton(damaged) == skeleton(whole)


def test_skeleton_has_no_marks_spaces_or_punctuation() -> None:
    assert all(re.fullmatch("[ก-ฮะาเ-ไa-z0-9]+", skeleton(phrase)) for phrase in PHRASES)


@pytest.mark.parametrize("name", DAMAGES)
def test_offsets_lead_back_to_the_damaged_words(name: str) -> None:
    for phrase in PHRASES:
        damaged = DAMAGES[name](phrase)
        text = f"เรื่อง: {damaged} / ทุจิต"
        folded = Folded(text)
        start = folded.text.index(fold(phrase))
        span = folded.original_span(start, start + len(fold(phrase)))
        assert fold(text[span.start : span.end]) == fold(phrase)
        assert damaged.strip("\u200b\ufeff\u00ad\u200d\u2060").startswith(text[span.start : span.end][:3])


@pytest.mark.parametrize("name", DAMAGES)
def test_places_never_run_backwards(name: str) -> None:
    text = DAMAGES[name](" ".join(PHRASES)) + " มาตราการ ประเมิณ"
    folded = Folded(text)
    spans = [folded.original_span(place, place + 1) for place in range(len(folded.text))]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(left.start <= right.start and left.end <= right.end for left, right in pairwise(spans))


def test_words_inside_a_mended_mistake_keep_their_place() -> None:
    folded = Folded("ตามมาตราการใหม่")
    start = folded.text.index("การ")
    assert folded.original_span(start, start + 3) == (8, 11)


def test_places_outside_the_text_are_refused() -> None:
    with pytest.raises(ValueError, match="2"):
        Folded("กข").original_span(1, 3)


def test_skeleton_places_point_into_the_folded_text() -> None:
    folded = fold("ที่ทำการ (ก.)")
    assert "".join(folded[place] for place in skeleton_places(folded)) == skeleton_of_folded(folded)
