"""What needs eyes as an Excel form: written for people who work there, read back row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from crawler.office.review.deciding import DECISION_WORDS
from crawler.office.review.docket import ReviewError
from crawler.office.review.needs_eyes import Eye
from crawler.office.tables import Sheet, header_words, read_tables
from reports.excel_cells import write_words
from reports.hostile import link, shorten
from reports.words import words

LONGEST_CELL = 1000
LONGEST_LINK = 2000
"""Excel follows no longer addresses."""

HEADER_WITHIN = 10
"""The header stands in one of so many first rows: people put titles above it."""

_HEADERS: dict[str, tuple[str, ...]] = {
    "number": ("ที่", "ลำดับ", "number"),
    "agency": ("รหัสหน่วยงาน", "agency code"),
    "name": ("หน่วยงาน", "agency"),
    "place": ("ข้อ", "item"),
    "needed": ("สิ่งที่ต้องมี", "required"),
    "why": ("เหตุที่ต้องดู", "why"),
    "machine": ("ผลของระบบ", "machine"),
    "quote": ("ข้อความที่พบ", "quote"),
    "url": ("ลิงก์", "link"),
    "decision": ("ผลการตัดสิน", "decision"),
    "reason": ("เหตุผล", "reason"),
    "reviewer": ("ชื่อผู้ตัดสิน", "reviewer"),
    "own_url": ("ลิงก์ที่พบเอง (ถ้ามี)", "own link"),
    "own_quote": ("ข้อความที่พบเอง (ถ้ามี)", "own quote"),
    "key": ("รหัสหลักฐาน (ห้ามแก้)", "evidence key"),
}
"""Columns by key: the words that head them; the first are written."""

_NEEDED = ("agency", "place", "decision", "reason", "reviewer", "key")
_FILLED = ("decision", "reason", "reviewer")
_READ = (*_NEEDED, "own_url", "own_quote")
_WIDTHS = {"number": 6, "agency": 18, "name": 30, "place": 8, "needed": 36, "why": 18, "machine": 16, "quote": 50,
           "url": 40, "decision": 14, "reason": 36, "reviewer": 24, "own_url": 30, "own_quote": 30}  # fmt: skip
_WHYS = {
    "lapsed": "หลักฐานเปลี่ยนหลังจากที่เคยตัดสิน",
    "changed": "ผลเพิ่งเปลี่ยน (ภายใน 7 วัน)",
    "unclear": "ระบบตัดสินไม่ได้",
    "unreachable": "เปิดดูไม่ได้ขณะตรวจ",
    "low-confidence": "ระบบไม่มั่นใจ",
}
_HELP = (
    "วิธีกรอกแบบตรวจด้วยตา",
    "1. เปิดลิงก์ในแต่ละแถว ดูว่ามีสิ่งที่ต้องมีหรือไม่",
    "2. ช่อง “ผลการตัดสิน” เลือก ครบ หรือ ไม่ครบ แถวที่ยังไม่ตัดสินให้เว้นว่างไว้",
    "3. กรอก “เหตุผล” และ “ชื่อผู้ตัดสิน” ทุกแถวที่ตัดสิน",
    "4. หากพบหลักฐานที่หน้าอื่น หรือช่อง “ข้อความที่พบ” ว่าง แต่ตัดสินว่าครบ ให้กรอก “ลิงก์ที่พบเอง” และ “ข้อความที่พบเอง”",
    "5. บันทึกไฟล์ แล้วนำเข้าด้วยคำสั่ง oit review import",
    "ห้ามแก้รหัสหน่วยงาน ข้อ และคอลัมน์ที่ซ่อนไว้ หากหลักฐานเปลี่ยนหลังส่งออกแบบนี้ แถวนั้นจะไม่ถูกรับ ให้ส่งออกใหม่",
)


class Row(msgspec.Struct, frozen=True):
    """A row that somebody filled in: its number in the file (from 1), its words by column, columns with formulas."""

    row: int
    said: dict[str, str]
    formulas: tuple[str, ...] = ()


def write_form(path: Path, eyes: Sequence[Eye], names: Mapping[str, str]) -> None:
    """Write the form. names: of agencies by code, where the judgement knows none.

    Raises:
        ReviewError: there is a file of that name; what people filled in is never overwritten.
        OSError: it cannot be written.
    """
    if path.suffix.lower() != ".xlsx":
        raise ReviewError("not-xlsx", f"{path}: the form is written as .xlsx", f"{path}: ชื่อไฟล์ต้องลงท้ายด้วย .xlsx")
    if path.exists():
        raise ReviewError(
            "file-exists",
            f"{path} is there already and may hold decisions; give another name",
            f"มีไฟล์ {path} อยู่แล้วและอาจมีผลที่กรอกไว้ โปรดใช้ชื่ออื่น",
        )
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has one
    sheet.title = "ตรวจด้วยตา"
    _head(sheet)
    for number, eye in enumerate(eyes, 1):
        _write_row(sheet, number + 1, _cells(eye, number, names))
    _offer_words(sheet, len(eyes) + 1)
    helping = book.create_sheet("คำอธิบาย")
    helping.column_dimensions["A"].width = 110
    for number, line in enumerate(_HELP, 1):
        write_words(helping.cell(number, 1), line)
    _save(book, path)


def read_form(path: Path) -> list[Row]:
    """The rows of a form in which somebody filled in a decision, a reason or a name.

    Raises:
        TableError: the file cannot be used.
        ReviewError: it is no such form.
    """
    for sheet in read_tables(path):
        for at in range(min(HEADER_WITHIN, len(sheet.rows))):
            columns = _columns(sheet, at)
            if set(_NEEDED) <= set(columns):
                return list(_rows(sheet, at, columns))
    needed = ", ".join(_HEADERS[key][0] for key in _NEEDED)
    raise ReviewError(
        "no-form",
        f"{path} is no form of oit review export; these columns are needed: {needed}",
        f"{path} ไม่ใช่แบบจาก oit review export ต้องมีคอลัมน์ {needed}",
    )


def _columns(sheet: Sheet, row: int) -> dict[str, int]:
    known = {header_words(word): key for key, all_words in _HEADERS.items() for word in all_words}
    found: dict[str, int] = {}
    for number, cell in enumerate(sheet.rows[row]):
        key = known.get(header_words(cell))
        if key is not None:
            found.setdefault(key, number)
    return found


def _rows(sheet: Sheet, header: int, columns: Mapping[str, int]) -> Iterable[Row]:
    for number in range(header + 1, len(sheet.rows)):
        said = {key: sheet.at(number, column).strip() for key, column in columns.items()}
        if any(said[key] for key in _FILLED):
            formulas = tuple(key for key in _READ if (number, columns.get(key, -1)) in sheet.formulas)
            yield Row(number + 1, said, formulas)


def _cells(eye: Eye, number: int, names: Mapping[str, str]) -> dict[str, str | int]:
    item = eye.docket.rubric.items[eye.verdict.item]
    element = next((e for e in item.elements if e.no == eye.element_no), None)
    return {
        "number": number,
        "agency": eye.docket.agency,
        "name": eye.docket.judgement.agency_name or names.get(eye.docket.agency, ""),
        "place": eye.place,
        "needed": element.name_th if element is not None else item.title_th,
        "why": _WHYS[eye.why],
        "machine": words("th")(f"part.{eye.status.value}"),
        "quote": eye.quote,
        "url": eye.url,
        "key": eye.docket.key(eye.verdict, eye.element_no),
    }


def _head(sheet: Worksheet) -> None:
    for number, (key, said) in enumerate(_HEADERS.items(), 1):
        cell = sheet.cell(1, number)
        write_words(cell, said[0])
        cell.font = Font(bold=True)
        if key in _FILLED:
            cell.fill = PatternFill("solid", fgColor="FFF2CC")
        column = sheet.column_dimensions[get_column_letter(number)]
        column.width = _WIDTHS.get(key, 10)
        column.hidden = key == "key"
    sheet.freeze_panes = "A2"


def _write_row(sheet: Worksheet, row: int, cells: Mapping[str, str | int]) -> None:
    for number, key in enumerate(_HEADERS, 1):
        cell = sheet.cell(row, number)
        value = cells.get(key, "")
        if isinstance(value, int):
            cell.value = value
        else:
            write_words(cell, shorten(value, LONGEST_CELL))
        if key == "url" and len(href := link(str(value)).href) <= LONGEST_LINK and href:
            cell.hyperlink = href


def _offer_words(sheet: Worksheet, last: int) -> None:
    offered = DataValidation(
        type="list",
        formula1=f'"{",".join(said[0] for said in DECISION_WORDS.values())}"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="ผลการตัดสิน",
        error="เลือก ครบ หรือ ไม่ครบ",
    )
    column = get_column_letter(list(_HEADERS).index("decision") + 1)
    offered.add(f"{column}2:{column}{max(2, last)}")
    sheet.add_data_validation(offered)


def _save(book: Workbook, path: Path) -> None:
    """Whole or not at all: a form that was cut off would be sent out."""
    beside = path.with_name(f".{path.name}.new")
    try:
        book.save(beside)
        beside.rename(path)
    finally:
        beside.unlink(missing_ok=True)
