"""Reading the file of submitted links: a CSV with the header ``agency,item,url`` and, if wanted, ``note``."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import msgspec

from crawler.frontier.urls import clean

REQUIRED = ("agency", "item", "url")
OPTIONAL = ("note",)
LAST_ITEM = 43

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_ITEM = re.compile(r"(?:ข้อ)?[\s-]*o?[\s.-]*0?(\d{1,2})\.?", re.IGNORECASE)


class LinksFileError(ValueError):
    """The file as a whole cannot be read. The text is for logs; ``thai`` is for whoever gave the file."""

    def __init__(self, message: str, thai: str) -> None:
        super().__init__(message)
        self.thai = thai


class LinksRow(msgspec.Struct, frozen=True):
    """A good row: its line in the file, and what was mended in it (empty: nothing)."""

    number: int
    agency: str
    item: str
    url: str
    note: str = ""
    mended: str = ""


class BadRow(msgspec.Struct, frozen=True):
    """A row that cannot be used: its line in the file and why."""

    number: int
    reason: str


class LinksFile(msgspec.Struct, frozen=True):
    """All rows of a file, good and bad; empty lines are neither."""

    rows: tuple[LinksRow, ...]
    bad: tuple[BadRow, ...]


def read_links(path: Path) -> LinksFile:
    """Read a file of submitted links: UTF-8 (with or without BOM) or TIS-620.

    Raises:
        LinksFileError: no such file, no text, or no header as expected.
    """
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    rows: list[LinksRow] = []
    bad: list[BadRow] = []
    try:
        columns = _columns(path, next(reader, []))
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            row = _row(reader.line_num, cells, columns)
            if isinstance(row, LinksRow):
                rows.append(row)
            else:
                bad.append(row)
    except csv.Error as error:
        raise LinksFileError(
            f"{path}: line {reader.line_num}: {error}", f"อ่านไฟล์ {path} ไม่ได้ที่บรรทัด {reader.line_num}: {error}"
        ) from error
    return LinksFile(tuple(rows), tuple(bad))


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        why = error.strerror or str(error)
        raise LinksFileError(f"cannot read links file {path}: {why}", f"เปิดไฟล์ลิงก์ {path} ไม่ได้: {why}") from error
    if b"\0" in raw:
        raise LinksFileError(
            f"{path} is no CSV text file; save the sheet as CSV (UTF-8)",
            f"ไฟล์ {path} ไม่ใช่ไฟล์ข้อความ CSV โปรดบันทึกตารางเป็น CSV (UTF-8)",
        )
    for encoding in ("utf-8-sig", "cp874"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise LinksFileError(
        f"{path} is neither UTF-8 nor TIS-620; save it as CSV (UTF-8)",
        f"ไฟล์ {path} ไม่ใช่ UTF-8 หรือ TIS-620 โปรดบันทึกเป็น CSV (UTF-8)",
    )


def _columns(path: Path, header: list[str]) -> dict[str, int]:
    names = [cell.strip().lower() for cell in header]
    if any(name not in names for name in REQUIRED) or any(name not in REQUIRED + OPTIONAL for name in names):
        wanted = ",".join(REQUIRED)
        raise LinksFileError(
            f"{path}: header is {','.join(header)!r}, expected {wanted} and optionally note",
            f"ไฟล์ {path}: บรรทัดแรกต้องเป็น {wanted} (และ note ถ้ามี) แต่พบ {','.join(header)!r}",
        )
    return {name: place for place, name in enumerate(names)}


def _row(number: int, cells: list[str], columns: dict[str, int]) -> LinksRow | BadRow:
    if len(cells) > len(columns):
        return BadRow(number, f"{len(cells)} cells, the header has {len(columns)}")
    values = {name: cells[place].strip() if place < len(cells) else "" for name, place in columns.items()}
    item = item_of(values["item"])
    url, mended = _mend(values["url"])
    if not values["agency"]:
        return BadRow(number, "no agency")
    if not item:
        return BadRow(number, f"item {values['item']!r} is none of O1 … O{LAST_ITEM}")
    if not values["url"]:
        return BadRow(number, "no url")
    if not clean(url):
        return BadRow(number, f"url {values['url']!r} is no web address")
    return LinksRow(number, values["agency"], item, url, values.get("note", ""), mended)


def item_of(text: str) -> str:
    """The item a cell means: ``O7`` for ``o07``, ``7`` or ``O๗``; empty for anything else.

    >>> item_of("O๐๗"), item_of("ข้อ 43"), item_of("O44")
    ('O7', 'O43', '')
    """
    match = _ITEM.fullmatch(text.strip().translate(_THAI_DIGITS))
    number = int(match[1]) if match else 0
    return f"O{number}" if 1 <= number <= LAST_ITEM else ""


def _mend(url: str) -> tuple[str, str]:
    if url and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d)", url):
        mended = f"http://{url.lstrip('/')}"
        return mended, f"url {url!r} was read as {mended}"
    return url, ""
