"""The Excel form by which agencies send in links: instructions, a row for each agency and item, lists to choose."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from checks.rubric import Rubric
from crawler.office.model import Listed, Province
from reports.excel_cells import write_words

HEADER = ("รหัสหน่วยงาน", "หน่วยงาน", "ข้อ", "รายการ", "ลิงก์ (URL)", "หมายเหตุ")
_WIDTHS = (18, 38, 7, 46, 70, 30)
_URL, _NOTE = 5, 6
SPARE_ROWS = 200
"""Empty rows below the filled ones for which the lists and the check of addresses hold, too."""

_INSTRUCTIONS = (
    "กรอกเฉพาะช่อง “ลิงก์ (URL)” ในแผ่นงาน “ลิงก์” ข้อละหนึ่งแถว ช่องหมายเหตุจะกรอกหรือไม่ก็ได้",
    "ลิงก์ต้องเปิดไปยังหน้าหรือไฟล์ที่แสดงข้อมูลของข้อนั้นโดยตรง ไม่ใช่หน้าแรกของเว็บไซต์",
    "คัดลอกที่อยู่จากแถบที่อยู่ของเบราว์เซอร์ทั้งบรรทัด ขึ้นต้นด้วย https:// หรือ http://",
    "ข้อที่มีหลายลิงก์ ให้วางในช่องเดียวกัน บรรทัดละหนึ่งลิงก์ (กด Alt+Enter เพื่อขึ้นบรรทัดใหม่) หรือเพิ่มแถวใหม่ท้ายตาราง",
    "ข้อที่ยังไม่มีลิงก์ ให้เว้นว่างไว้ ลิงก์ที่เคยส่งในรอบก่อนจะยังใช้ต่อไป",
    "ห้ามใช้ไฟล์ในเครื่อง (เช่น C:\\…) อีเมล หรือสูตรแทนลิงก์ เพราะผู้ประเมินเปิดไม่ได้",
    "ลิงก์ที่ต้องเข้าสู่ระบบหรือขอสิทธิ์ก่อนเปิด ผู้ประเมินเปิดไม่ได้ โปรดตั้งค่าให้ทุกคนเปิดดูได้ก่อนส่ง",
    "อย่าเปลี่ยนหัวตาราง รหัสหน่วยงาน และเลขข้อ แล้วส่งไฟล์นี้คืนโดยไม่ตั้งรหัสผ่าน",
)


def write_form(path: Path, province: Province, rubric: Rubric, agencies: Sequence[Listed]) -> int:
    """Write the form for these agencies, each with the items that are asked of it; gives how many rows it has.

    Raises:
        OSError: the file cannot be written.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    _instruct(book.create_sheet("คำอธิบาย"), province)
    links, lists = book.create_sheet("ลิงก์"), book.create_sheet("รายการให้เลือก")
    _lists(lists, agencies, rubric)
    rows = _rows(links, province, rubric, agencies)
    _rules(links, rows, len(agencies), len(rubric.items))
    book.active = 1
    # The sheet that is to be filled in is the one that is chosen; two chosen sheets are written into together.
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is links
    book.save(path)
    return rows


def put(sheet: Worksheet, row: int, column: int, text: str, *, bold: bool = False) -> None:
    """Write words into a cell (1-based)."""
    cell = sheet.cell(row, column)
    write_words(cell, text)
    if bold:
        cell.font = Font(bold=True)


def _instruct(sheet: Worksheet, province: Province) -> None:
    sheet.column_dimensions["A"].width = 6
    sheet.column_dimensions["B"].width = 110
    put(sheet, 1, 2, f"แบบส่งลิงก์ OIT ปีงบประมาณ พ.ศ. {province.fiscal_year}", bold=True)
    put(sheet, 2, 2, f"ส่งคืน: {province.name} {province.contact}".strip())
    for number, text in enumerate(_INSTRUCTIONS, 1):
        put(sheet, number + 3, 1, f"{number}.")
        put(sheet, number + 3, 2, text)


def _lists(sheet: Worksheet, agencies: Sequence[Listed], rubric: Rubric) -> None:
    """What may be chosen: codes with names, items with titles."""
    for column, (width, words) in enumerate(zip((18, 50, 7, 60), HEADER[:4], strict=True), 1):
        sheet.column_dimensions["ABCD"[column - 1]].width = width
        put(sheet, 1, column, words, bold=True)
    for row, agency in enumerate(agencies, 2):
        put(sheet, row, 1, agency.code)
        put(sheet, row, 2, agency.name)
    for row, item in enumerate(rubric.items.values(), 2):
        put(sheet, row, 3, item.item)
        put(sheet, row, 4, item.title_th)
    sheet.freeze_panes = "A2"


def _rows(sheet: Worksheet, province: Province, rubric: Rubric, agencies: Sequence[Listed]) -> int:
    line = Side(style="thin", color="BBBBBB")
    border, yellow = Border(line, line, line, line), PatternFill("solid", fgColor="FFF8DC")
    for column, words in enumerate(HEADER, 1):
        put(sheet, 1, column, words, bold=True)
        sheet.cell(1, column).fill = PatternFill("solid", fgColor="DCE6F1")
        sheet.column_dimensions["ABCDEF"[column - 1]].width = _WIDTHS[column - 1]
    row = 1
    for agency in agencies:
        exempt = province.exempt(agency.code)
        for item in (item for name, item in rubric.items.items() if name not in exempt):
            row += 1
            for column, words in enumerate((agency.code, agency.name, item.item, item.title_th), 1):
                put(sheet, row, column, words)
            for column in range(1, len(HEADER) + 1):
                sheet.cell(row, column).border = border
            for column in (_URL, _NOTE):
                sheet.cell(row, column).number_format = "@"  # what is pasted stays text
                sheet.cell(row, column).alignment = Alignment(vertical="top", wrap_text=True)
            sheet.cell(row, _URL).fill = yellow
    sheet.freeze_panes = "E2"
    sheet.auto_filter.ref = f"A1:F{max(row, 2)}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.print_title_rows = "1:1"
    return row - 1


def _rules(sheet: Worksheet, rows: int, agencies: int, items: int) -> None:
    """What Excel says while the form is filled in: agencies and items from the lists, addresses that begin as such."""
    last = rows + 1 + SPARE_ROWS
    begins = 'OR(LEFT(TRIM(E2),4)="http",LEFT(TRIM(E2),4)="www.",TRIM(E2)="-",TRIM(E2)="ไม่มี")'
    chosen = (
        ("A", f"'รายการให้เลือก'!$A$2:$A${agencies + 1}", "ไม่มีรหัสนี้ในบัญชีหน่วยงาน โปรดเลือกจากรายการ"),
        ("B", f"'รายการให้เลือก'!$B$2:$B${agencies + 1}", "ไม่มีชื่อนี้ในบัญชีหน่วยงาน โปรดเลือกจากรายการ"),
        ("C", f"'รายการให้เลือก'!$C$2:$C${items + 1}", "ไม่มีข้อนี้ในเกณฑ์ โปรดเลือกจากรายการ"),
    )
    for column, source, error in chosen:
        rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
        rule.errorTitle, rule.error = "เลือกจากรายการ", error
        sheet.add_data_validation(rule)
        rule.add(f"{column}2:{column}{last}")
    rule = DataValidation(type="custom", formula1=begins, allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = "ไม่ใช่ที่อยู่เว็บ", "ที่อยู่เว็บต้องขึ้นต้นด้วย https:// หรือ http:// ถ้ายังไม่มีให้เว้นว่างไว้"
    rule.showInputMessage, rule.promptTitle = True, "ลิงก์ (URL)"
    rule.prompt = "วางที่อยู่เว็บของหน้าหรือไฟล์ หลายลิงก์ให้ขึ้นบรรทัดใหม่ด้วย Alt+Enter"
    sheet.add_data_validation(rule)
    rule.add(f"E2:E{last}")
