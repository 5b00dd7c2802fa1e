"""Why a file of a table is not read: a stable code, and the words for logs and for whoever gave the file."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from crawler.office.model import OfficeError

TableFault = Literal[
    "missing", "folder", "unreadable", "empty", "locked", "damaged", "unknown-kind", "too-large", "too-large-unpacked",
    "too-many-rows", "too-many-columns", "encoding",
]  # fmt: skip

MAX_BYTES = 20_000_000
MAX_ROWS = 50_000
MAX_COLUMNS = 200

_WORDS: dict[TableFault, tuple[str, str]] = {
    "missing": ("there is no such file; check the name and the folder", "ไม่พบไฟล์นี้ โปรดตรวจสอบชื่อไฟล์และโฟลเดอร์"),
    "folder": ("it is a folder; give a file in it", "เป็นโฟลเดอร์ ไม่ใช่ไฟล์ โปรดระบุไฟล์ในโฟลเดอร์นั้น"),
    "unreadable": (
        "it cannot be opened ({detail}); close it in other programs and check its permissions",
        "เปิดไฟล์ไม่ได้ ({detail}) โปรดปิดไฟล์ในโปรแกรมอื่น และตรวจสอบสิทธิ์การใช้งาน",
    ),
    "empty": ("there is nothing in it; fill it in and save it again", "ไม่มีข้อมูลในไฟล์ โปรดกรอกข้อมูลแล้วบันทึกใหม่"),
    "locked": (
        "it has a password; take the password off and save it again",
        "ไฟล์ตั้งรหัสผ่านไว้ โปรดเปิดใน Excel แล้วยกเลิกรหัสผ่าน (ไฟล์ > ข้อมูล > ป้องกันเวิร์กบุ๊ก) แล้วบันทึกใหม่",
    ),
    "damaged": (
        "it is damaged ({detail}); open it in Excel, save it again, or ask for it once more",
        "ไฟล์เสียหาย อ่านไม่ได้ ({detail}) โปรดเปิดใน Excel แล้วบันทึกใหม่ หรือขอไฟล์อีกครั้ง",
    ),
    "unknown-kind": (
        "it holds no table but {detail}, whatever its name; save the table as .xlsx, .xls, .ods or .csv",
        "เนื้อไฟล์ไม่ใช่ตาราง แต่เป็น {detail} โปรดบันทึกตารางเป็น .xlsx .xls .ods หรือ .csv",
    ),
    "too-large": (
        "it is larger than {detail}; split it, or take pictures out of it",
        "ไฟล์ใหญ่เกิน {detail} โปรดแบ่งไฟล์ หรือลบรูปภาพออกจากไฟล์",
    ),
    "too-large-unpacked": (
        "it grows beyond all measure when unpacked ({detail}); copy the table into a new workbook",
        "ไฟล์ขยายตัวใหญ่ผิดปกติเมื่อเปิด ({detail}) โปรดคัดลอกตารางไปไว้ในไฟล์ใหม่",
    ),
    "too-many-rows": (
        "sheet {detail} goes beyond row 50,000; delete what stands far below the table, or split it",
        "แผ่นงาน {detail} ยาวเกิน 50,000 แถว โปรดลบสิ่งที่อยู่ใต้ตาราง หรือแบ่งไฟล์",
    ),
    "too-many-columns": (
        "sheet {detail} goes beyond 200 columns; delete what stands far right of the table",
        "แผ่นงาน {detail} กว้างเกิน 200 คอลัมน์ โปรดลบสิ่งที่อยู่ทางขวาของตาราง",
    ),
    "encoding": (
        "its text is neither UTF-8 nor TIS-620; save it as CSV UTF-8 or as .xlsx",
        "อ่านตัวอักษรในไฟล์ไม่ได้ (ไม่ใช่ UTF-8 หรือ TIS-620) โปรดบันทึกเป็น CSV UTF-8 หรือ .xlsx",
    ),
}


class TableError(OfficeError):
    """A file that is not read as a table. code: why; detail: the fact in the sentence."""

    def __init__(self, path: Path, code: TableFault, detail: str = "") -> None:
        english, thai = (words.format(detail=detail) for words in _WORDS[code])
        super().__init__(f"{path}: {english}", f"ไฟล์ {path}: {thai}")
        self.code: TableFault = code
        self.detail = detail
