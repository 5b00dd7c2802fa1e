"""Workbooks and CSV files: values as a person sees them."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image

from checks.evidence import Block
from crawler.read.found import FileText
from crawler.read.office import sheets, xlsx
from crawler.read.office.delimited import read_csv
from crawler.read.office.ole import OleFile
from crawler.read.office.sheets import shown
from crawler.read.office.xlsx import read_xls, read_xlsx
from fixtures.bad import make_files

FILES = Path(__file__).parents[3] / "fixtures" / "files"


def _read(book: openpyxl.Workbook) -> FileText:
    out = io.BytesIO()
    book.save(out)
    return read_xlsx(out.getvalue())


def _cells(blocks: tuple[Block, ...]) -> list[tuple[int, int, str]]:
    return [(b.row, b.col, b.text) for b in blocks if b.kind == "cell"]


def test_sheets_cells_and_merged_cells() -> None:
    book = openpyxl.Workbook()
    first = book.active
    first.title = "แบบ สขร.1"
    first["B3"] = "สรุปผลการจัดซื้อจัดจ้าง"
    first.merge_cells("B3:C4")
    first["B5"], first["C5"] = 1, "ซื้อวัสดุ"
    hidden = book.create_sheet("คำนวณ")
    hidden["A1"], hidden.sheet_state = "ซ่อน", "hidden"
    second = book.create_sheet("หมายเหตุ")
    second["A1"], second["B2"] = "ก", "ข"
    book.properties.title = "สขร. มีนาคม ๒๕๖๕"
    found = _read(book)
    assert (found.state, found.pages, found.title) == ("read", 2, "สขร. มีนาคม ๒๕๖๕")
    assert [(b.kind, b.page, b.table, b.row, b.col, b.colspan, b.rowspan, b.text) for b in found.blocks] == [
        ("heading", 1, 0, 0, 0, 1, 1, "แบบ สขร.1"),
        ("cell", 1, 1, 1, 1, 2, 2, "สรุปผลการจัดซื้อจัดจ้าง"),
        ("cell", 1, 1, 3, 1, 1, 1, "1"),
        ("cell", 1, 1, 3, 2, 1, 1, "ซื้อวัสดุ"),
        ("heading", 2, 0, 0, 0, 1, 1, "หมายเหตุ"),
        ("cell", 2, 2, 1, 1, 1, 1, "ก"),
        ("cell", 2, 2, 2, 2, 1, 1, "ข"),
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (12, "General", "12"),
        (12.0, "#,##0.00", "12"),
        (1234567.891, "#,##0.00", "1234567.891"),
        (0.1 + 0.2, "General", "0.3"),
        (1e15, "General", "1000000000000000"),
        (0.5, "0%", "50%"),
        (0.255, '0.0%" ของแผน"', "25.5%"),
        (0.5, '0.0"%"', "0.5"),
        (dt.date(2022, 3, 4), "d/m/yyyy", "2022-03-04"),
        (dt.date(2022, 3, 4), "[$-1070000]d mmmm yyyy", "2022-03-04"),
        (dt.datetime(2022, 3, 4, 13, 5), "d/m/yyyy h:mm", "2022-03-04 13:05"),  # noqa: DTZ001 - cells have no zone
        (dt.time(9, 30), "h:mm", "09:30"),
        ("๔ มีนาคม ๒๕๖๕", "General", "๔ มีนาคม ๒๕๖๕"),
        ("0123456789", "@", "0123456789"),
        (True, "General", "TRUE"),
    ],
)
def test_values_as_they_are_seen(value: object, number_format: str, text: str) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B2"] = "หัว", value
    book.active["B2"].number_format = number_format
    assert _cells(_read(book).blocks)[1:] == [(2, 2, text)]


def test_shown_of_what_only_old_files_hold() -> None:
    assert [shown(v) for v in (dt.timedelta(hours=30, minutes=5), None, -0.0000012, 1.5e-7)] == [
        "30:05", "", "-0.0000012", "0.00000015",
    ]  # fmt: skip


def test_links_pictures_and_text_boxes() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    book = openpyxl.Workbook()
    book.active.append(["ลำดับ", "ลิงก์"])
    book.active.append([1, "แผน"])
    book.active["B2"].hyperlink = "http://a.example/plan?x=1&y=2"
    book.active.add_image(SheetImage(picture), "D4")
    found = _read(book).blocks
    assert [(b.text, b.href, b.row, b.col, b.table) for b in found if b.kind == "link"] == [
        ("แผน", "http://a.example/plan?x=1&y=2", 2, 2, 1)
    ]
    assert [b.page for b in found if b.kind == "image"] == [1]


def test_a_workbook_of_names_only_is_empty() -> None:
    assert _read(openpyxl.Workbook()).state == "empty"


def test_a_sheet_of_one_column_is_paragraphs() -> None:
    book = openpyxl.Workbook()
    for text in ("ก", "ข"):
        book.active.append([text])
    assert [(b.kind, b.text) for b in _read(book).blocks][1:] == [("paragraph", "ก"), ("paragraph", "ข")]


def test_long_sheets_are_cut_and_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_CELLS", 10)
    book = openpyxl.Workbook()
    for number in range(20):
        book.active.append([number, number])
    found = _read(book)
    assert (found.state, len(_cells(found.blocks)), found.notes) == ("read", 10, ("cells-cut:1:10",))


def test_a_value_in_the_last_cell_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_ROWS", 50)
    found = read_xlsx(make_files.MADE["last-cell.xlsx"]())
    assert (found.state, len(_cells(found.blocks)), found.notes) == ("read", 4, ("sheet-cut:1:50x100",))


def test_old_excel() -> None:
    found = read_xls((FILES / "monthly-procurement.xls").read_bytes())
    assert (found.state, found.pages) == ("read", 2)
    assert [b.text for b in found.blocks if b.kind == "heading"] == ["แบบ สขร.1", "หมายเหตุ"]
    assert _cells(found.blocks)[6:11] == [
        (3, 1, "1"), (3, 2, "ซื้อวัสดุสำนักงาน"), (3, 3, "2022-03-04"), (3, 4, "0.5"), (3, 5, "12500"),
    ]  # fmt: skip
    assert [b.colspan for b in found.blocks if b.kind == "cell"][:2] == [4, 1]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_csv(encoding: str, sign: str) -> None:
    text = sign.join(('"ลำดับ, ที่"', "งาน", "ราคา")) + "\r\n" + sign.join(("1", '"ซื้อ ""วัสดุ""\r\nสำนักงาน"', "500"))
    found = read_csv((text + "\r\n\r\n" + sign.join(("2", "จ้าง", ""))).encode(encoding))
    assert found.state == "read"
    assert _cells(found.blocks) == [
        (1, 1, "ลำดับ, ที่"), (1, 2, "งาน"), (1, 3, "ราคา"),
        (2, 1, "1"), (2, 2, 'ซื้อ "วัสดุ" สำนักงาน'), (2, 3, "500"),
        (3, 1, "2"), (3, 2, "จ้าง"),
    ]  # fmt: skip


def test_csv_with_a_stray_quotation_mark() -> None:
    found = read_csv('ก,ข\n"1,2\n3,4\n'.encode())
    assert _cells(found.blocks)[2:] == [(2, 1, '"1'), (2, 2, "2"), (3, 1, "3"), (3, 2, "4")]


@pytest.mark.parametrize(("record", "at"), [(b"\x00\x02\x0e\x00", 8), (b"\xfc\x00", 8)])
def test_old_excel_that_declares_more_than_there_can_be(record: bytes, at: int) -> None:
    """Reserving memory for it would end the process."""
    stream = bytearray(OleFile((FILES / "monthly-procurement.xls").read_bytes()).stream("Workbook"))
    place = stream.find(record)
    stream[place + at : place + at + 4] = b"\xff\xff\xff\xff"
    assert read_xls(make_files.ole({"Workbook": bytes(stream)})).state == "damaged"
