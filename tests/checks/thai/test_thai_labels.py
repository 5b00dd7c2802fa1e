"""Item labels in every form that agencies write, and the labels of other lists, which are none."""

from __future__ import annotations

import pytest

from checks.thai.labels import item_label


@pytest.mark.parametrize(
    ("text", "number", "strength"),
    [
        ("O1", 1, "letter"),
        ("O1.", 1, "letter"),
        ("O39 : แผน", 39, "letter"),
        ("o15", 15, "letter"),
        ("o 16", 16, "letter"),
        ("O๘ กระดาน", 8, "letter"),
        ("O2", 2, "letter"),
        ("O2 ข้อมูลผู้บริหาร", 2, "letter"),
        ("OIT1", 1, "letter"),
        ("OIT 3", 3, "letter"),
        ("ข้อ O12 รายงาน", 12, "letter"),
        ("O1โครงสร้าง", 1, "letter"),
        ("ขอ-o1-โครงสราง", 1, "letter"),
        ("• O43", 43, "letter"),
        ("๐๑", 1, "zero"),
        ("0๒๒", 22, "zero"),
        ("010", 10, "zero"),
        ("01", 1, "zero"),
        ("019", 19, "zero"),
        ("(019-022)", 19, "zero"),
        ("029ประกาศ", 29, "zero"),
        ("015.", 15, "zero"),
        ("ข้อ-028", 28, "zero"),
        ("ข้อ ๐๑", 1, "zero"),
        ("ข้อ ๓๘ คนดีของเรา", 38, "bare"),
        ("19", 19, "bare"),
        ("30การประเมิน", 30, "bare"),
        ("1. โครงสร้าง", 1, "bare"),
    ],
)
def test_labels(text: str, number: int, strength: str) -> None:
    label = item_label(text)
    assert label is not None
    assert (label.number, label.strength) == (number, strength)


@pytest.mark.parametrize(
    "text",
    [
        "CLO1", "ศธ. 02", "EB1", "EB 12", "MOIT1", "MOIT 23", "LPA 5", "9.1", "9.1 ข้อมูลพื้นฐาน", "O44", "O0", "044",
        "2565", "12/2565", "19 มกราคม 2565", "5 คน", "30 วัน", "10,000 บาท", "95%", "02-123-4567", "0-5612-3456",
        "Office", "Online", "O2 sat 95%", "O2 คือออกซิเจน", "แผน O1", "", " ",
    ],
)  # fmt: skip
def test_no_labels(text: str) -> None:
    assert item_label(text) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("O39 : แผนปฏิบัติการ", "แผนปฏิบัติการ"),
        ("029ประกาศ", "ประกาศ"),
        ("(O8) Q&A", "Q&A"),
        ("O๑๐\u200b  –  แผนดำเนินงาน", "แผนดำเนินงาน"),
        ("O5", ""),
    ],
)
def test_the_rest_is_the_original_words(text: str, rest: str) -> None:
    label = item_label(text)
    assert label is not None
    assert label.rest == rest
