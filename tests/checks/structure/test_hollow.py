"""Files of tables that nobody filled in prove nothing; a short file that says something does."""

from __future__ import annotations

import pytest

from checks.evidence import Block, Document
from checks.lexicon import Lexicon
from checks.reading import Reading
from checks.rubric import load
from checks.structure.hollow import hollow

URL = "http://x.example/file/1"
TITLE = ["รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต รอบ 6 เดือน ปีงบประมาณ 2565"]
HEADER = ["ลำดับ", "โครงการ/กิจกรรม", "ผลการดำเนินงาน", "เบิกจ่าย (บาท)"]


def sheet(*rows: list[str], kind: str = "document") -> Reading:
    cells = (
        Block("cell", text, table=1, row=r, col=c, page=1)
        for r, row in enumerate(rows, 1)
        for c, text in enumerate(row, 1)
        if text
    )
    document = Document(URL, URL, kind, "x", "0" * 64, "xlsx/1", "read", blocks=tuple(cells))  # type: ignore[arg-type]
    return Reading(document, Lexicon.of(load(2565)))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([TITLE, HEADER], "hollow"),
        ([TITLE, HEADER, ["1"], ["2", "-", "-", "-"]], "hollow"),
        ([TITLE, HEADER, ["1", "อบรมพนักงานใหม่", "จัดแล้ว", "12,000"]], ""),
        ([TITLE, HEADER, ["ไม่มีการดำเนินการในรอบนี้"]], ""),
        ([["เรื่องร้องเรียนการทุจริต", "ไม่มี"]], ""),
        ([["รับทั้งหมด", "แล้วเสร็จ", "คงค้าง", "0 เรื่อง"]], ""),
    ],
)
def test_a_table_to_fill_in_is_hollow(rows: list[list[str]], code: str) -> None:
    assert hollow(sheet(*rows)) == code


def test_a_page_may_fill_its_table_later() -> None:
    assert hollow(sheet(TITLE, HEADER, kind="page")) == ""
