"""Amounts with their units; telephone numbers and e-mail addresses; and numbers that are none of these."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checks.thai.numbers import amounts, emails, phones


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("งบ 100,๐๐๐.-บาท", [("100000", "baht")]),
        ("1,250,000.50 บาท", [("1250000.50", "baht")]),
        ("2.5 ล้านบาท", [("2500000", "baht")]),
        ("฿300", [("300", "baht")]),
        ("ร้อยละ ๙๕.๒๕", [("95.25", "percent")]),
        ("95%", [("95", "percent")]),
        ("๓ ราย และ 0 เรื่อง", [("3", "count"), ("0", "count")]),
        ("12, 13 คน", [("12", ""), ("13", "count")]),
        ("0.00", [("0.00", "")]),
        ("2,565", [("2565", "")]),
        ("12 ม.ค. 65 จ่าย 3000", [("3000", "")]),
        ("จำนวน 2565 บาท", [("2565", "baht")]),
        ("2565", []),
        ("วันที่ 25 เมษายน 2565", []),
        ("โทร. 0-5612-3456", []),
        ("ตามมาตรา 9", []),
        ("ไตรมาสที่ 2", []),
        ("ครั้งที่ 2/2564", []),
        ("-", []),
        ("", []),
    ],
)
def test_amounts(text: str, found: list[tuple[str, str]]) -> None:
    assert [(hit.value, hit.unit) for hit in amounts(text)] == [(Decimal(value), unit) for value, unit in found]


def test_an_amount_stands_where_its_words_stand() -> None:
    text = "เบิกจ่าย ร้อยละ  ๙๕.๒๕ ของแผน"
    (hit,) = amounts(text)
    assert text[hit.start : hit.end] == "ร้อยละ  ๙๕.๒๕"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("โทร.0-5612-3456", ["0-5612-3456"]),
        ("โทรศัพท์ ๐ ๕๖๑๒ ๓๔๕๖ ต่อ ๑๒", ["๐ ๕๖๑๒ ๓๔๕๖ ต่อ ๑๒"]),
        ("(02) 123-4567", ["(02) 123-4567"]),
        ("044-123456-7", ["044-123456-7"]),
        ("+66 2 123 4567", ["+66 2 123 4567"]),
        ("มือถือ 0812345678", ["0812345678"]),
        ("081-234-5678, 089 876 5432", ["081-234-5678", "089 876 5432"]),
        ("สายด่วน 1567", ["1567"]),
        ("1567 คน", []),
        ("25/04/2565", []),
        ("1,234,567,890", []),
        ("เลขประจำตัว 1234567890123", []),
    ],
)
def test_phones(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in phones(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("saraban_02@example.go.thติดต่อ", ["saraban_02@example.go.th"]),
        ("อีเมลa.b@example.or.th", ["a.b@example.or.th"]),
        ("info[at]example.go.th", ["info[at]example.go.th"]),
        ("info (at) example (dot) go.th", ["info (at) example (dot) go.th"]),
        ("ABC @ example.com", ["ABC @ example.com"]),
        ("Line: @example", []),
        ("someone@localhost", []),
        ("meet at example.go.th", []),
    ],
)
def test_emails(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in emails(text)] == found
