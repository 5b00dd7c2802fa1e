"""CSV and JSON for other programs."""

from __future__ import annotations

import csv
import io
import json

import pytest

from reports.tables_out import Table, csv_table, json_table


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "  =1", "\ufeff=1", "＝1", "=cmd|' /C calc'!A0"]
)
def test_no_text_begins_as_a_formula(text: str) -> None:
    cell = read(csv_table(Table(("a",), [(text,)])))[1][0]
    assert cell == f"'{text}"


@pytest.mark.parametrize("text", ["ครบ", 'เขียน "คำพูด", มีจุลภาค', "บรรทัดหนึ่ง\nบรรทัดสอง", "a=b", "https://a.example/?x=1"])
def test_other_texts_stay(text: str) -> None:
    assert read(csv_table(Table(("a",), [(text,)]))) == [["a"], [text]]


def test_csv_opens_as_thai_and_keeps_numbers() -> None:
    content = csv_table(Table(("ข้อ", "คะแนน"), [("O1", -1.5)]))
    assert content.startswith(b"\xef\xbb\xbf")
    assert b",-1.5\r\n" in content


def test_characters_that_nobody_sees_and_half_ones_break_nothing() -> None:
    assert read(csv_table(Table(("a",), [("ก\x00\x1bข\ud800",)])))[1] == ["กข?"]
    assert json.loads(json_table(Table(("a",), [("\x00\ud800",)]))) == [{"a": "\x00?"}]


def test_json_holds_every_value_as_it_is() -> None:
    rows = [("=1", 1, 2.5), ("ก\n", 0, -1.0)]
    assert [tuple(row.values()) for row in json.loads(json_table(Table(("a", "b", "c"), rows)))] == rows
    assert json.loads(json_table(Table(("a",), []))) == []
