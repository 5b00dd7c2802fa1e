"""The header row of a table of links: which column holds what, told from its words in Thai or English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

import msgspec

from crawler.office.link_items import Items, Named
from crawler.office.tables import Sheet, header_words

ColumnKind = Literal["code", "agency", "item", "title", "url", "note", "time"]

FURTHEST_HEADER = 200
"""Rows in which the header is looked for: titles and instructions stand above it."""

LONGEST_HEADER = 400
"""Characters of a header cell; questions of a form are long."""

FURTHEST_WORD = 20
"""Characters of a header cell before the words that say what its column holds ("โปรดเลือกชื่อหน่วยงานของท่าน")."""

NEAR_WORD = 6
"""The same where a number stands before them ("1. ชื่อหน่วยงาน")."""

_LINK_WORDS = ("ลิงก์", "ลิงค์", "ลิ้งก์", "ลิ้งค์", "ลิ๊งค์", "ลิ้ง", "ลิงก", "url", "link", "เว็บไซต์", "เว็บไซด์", "เว็บเพจ",
               "ที่อยู่เว็บ", "website", "webaddress", "webpage")  # fmt: skip
_WHOLE: dict[ColumnKind, tuple[str, ...]] = {
    "code": ("รหัส", "code"),
    "agency": ("office", "unit", "name", "ชื่อ", "อปท", "สังกัด"),
    "item": ("ข้อ", "item", "items", "oit", "ข้อoit", "oitข้อ", "oititem", "itemno", "no", "เลขข้อ", "ตัวชี้วัด", "indicator"),
    "title": ("รายการ", "title", "หัวข้อ", "ประเด็น", "รายละเอียด", "ชื่อข้อ", "ชื่อรายการ"),
}
_INSIDE: dict[ColumnKind, tuple[str, ...]] = {
    "time": ("ประทับเวลา", "timestamp", "วันเวลาที่ส่ง"),
    "note": ("หมายเหตุ", "note", "remark", "comment", "คำอธิบาย", "ข้อเสนอแนะ", "เพิ่มเติม"),
    "code": ("รหัสหน่วยงาน", "agencycode"),
    "item": ("ข้อที่", "ข้อoit", "เลขข้อ", "หมายเลขข้อ", "รหัสข้อ", "ตัวชี้วัดข้อ", "ข้อตัวชี้วัด", "itemnumber"),
    "title": ("ชื่อรายการ", "ชื่อข้อ", "ประเด็นการประเมิน", "หัวข้อการประเมิน", "itemtitle"),
    "url": _LINK_WORDS,
    "agency": ("หน่วยงาน", "ส่วนราชการ", "องค์กรปกครอง", "ท้องถิ่น", "agency", "organization", "organisation"),
}
_PATTERNS: dict[ColumnKind, tuple[str, ...]] = {
    kind: tuple(map(header_words, words)) for kind, words in _INSIDE.items()
}
_WHOLE_WORDS = {header_words(word): kind for kind, words in _WHOLE.items() for word in words}
_LABEL_INSIDE = re.compile(
    r"(?<![A-Za-z])(?:ข้อ(?:ที่)?[ .:-]*)?(?:oit|o)[ .:_-]?[0-9๐-๙]|ข้อ(?:ที่)?[ .:-]*[0-9๐-๙]", re.IGNORECASE
)
_NUMBERING = re.compile(r"^\s*[0-9๐-๙]{1,2}\s*[.)]\s*")
_ADDRESS = re.compile(r"https?:|www\.", re.IGNORECASE)


class Header(msgspec.Struct, frozen=True):
    """Where a header row stands and what its columns hold; ``items``: in the wide form, the item of each column."""

    row: int
    columns: dict[ColumnKind, int]
    items: dict[int, Named]
    width: int

    @property
    def is_wide(self) -> bool:
        """One row an agency, one column an item."""
        return bool(self.items)


def find_header(sheet: Sheet, items: Items) -> Header | None:
    """The header of a sheet's table of links; None where there is no such table."""
    for row in range(min(len(sheet.rows), FURTHEST_HEADER)):
        header = _header(sheet, row, items)
        if header is not None:
            return header
    return None


def _header(sheet: Sheet, row: int, items: Items) -> Header | None:
    cells = _told(sheet.rows[row])
    if len(cells) < 2 or any(_ADDRESS.search(cell) for cell in cells.values()):  # noqa: PLR2004 - one cell is a title
        return None
    if any(items.is_title(cell) for cell in cells.values()):
        return None  # a list of items
    labelled = {column: named for column, cell in cells.items() if (named := _item_column(cell, items)) is not None}
    columns = _columns({column: cell for column, cell in cells.items() if column not in labelled})
    width = max(cells) + 1
    if "item" not in columns and "title" in columns:
        columns["item"] = columns.pop("title")  # "O1 โครงสร้าง" below "รายการ"
    has_agency = "agency" in columns or "code" in columns
    if has_agency and {"item", "url"} <= columns.keys() and len(labelled) < 2:  # noqa: PLR2004 - one may be a remark
        return Header(row, columns, {}, width)
    plain = [named for named in labelled.values() if named.strength != "bare"]
    if has_agency and (plain or len(labelled) > 1):
        return Header(row, columns, labelled, width)
    return None


def _told(cells: tuple[str, ...]) -> dict[int, str]:
    """The cells of a row by column; one that is merged over several columns counts in the first."""
    return {
        column: cell
        for column, cell in enumerate(cells)
        if cell and len(cell) <= LONGEST_HEADER and not (_merged(cells, column) and _item_free(cell))
    }


def _merged(cells: tuple[str, ...], column: int) -> bool:
    return column > 0 and cells[column - 1] == cells[column]


def _item_free(cell: str) -> bool:
    """A heading over several columns is told once; an item over several columns is each of them."""
    return _LABEL_INSIDE.search(cell) is None


def _item_column(cell: str, items: Items) -> Named | None:
    """The item whose links a column holds, also one that is none of this year's; None for any other column."""
    inside = _LABEL_INSIDE.search(cell)
    before = header_words(cell[: inside.start()]) if inside else ""
    if inside and before and not before.isdigit():
        # "ลิงก์ข้อ O8" is the item's column, "หมายเหตุข้อ O8" and "ข้อ (O1-O43)" are not.
        kind = _kind(before)
        named = items.find(cell[inside.start() :])
        return named if (kind is None or kind[0] == "url") and not named.fault and before != "ข" else None
    kind = _kind(_words(cell))
    # "1. ชื่อหน่วยงาน" is a numbered question, "7 ข่าวประชาสัมพันธ์ (ลิงก์)" an item.
    if kind is not None and not inside and (kind[1] <= NEAR_WORD or not cell.strip()[0].isdigit()):
        return None
    named = items.find(cell)
    if named.fault in (None, "title-disagrees") or (inside and named.fault in ("unknown-item", "several-items")):
        # A title alone heads no column: in the long form it may be a word of the header.
        return named if inside or any(char.isdigit() for char in cell) else None
    return None


def _columns(cells: Mapping[int, str]) -> dict[ColumnKind, int]:
    """The column of each kind: the one whose words say so first and shortest."""
    best: dict[ColumnKind, tuple[int, int, int]] = {}
    for column, cell in cells.items():
        found = _kind(_words(cell))
        if found is not None:
            kind, place = found
            best[kind] = min(best.get(kind, (1 << 30, 0, 0)), (place, len(cell), column))
    return {kind: column for kind, (_, _, column) in best.items()}


def _words(cell: str) -> str:
    """A header cell without the number that its form gave the question."""
    return header_words(_NUMBERING.sub("", cell))


def _kind(words: str) -> tuple[ColumnKind, int] | None:
    """What a header says, and how far from its beginning: the words that stand first count, then the longest."""
    if words in _WHOLE_WORDS:
        return _WHOLE_WORDS[words], 0
    found = [
        (place, -len(phrase), kind)
        for kind, phrases in _PATTERNS.items()
        for phrase in phrases
        if 0 <= (place := words.find(phrase)) <= FURTHEST_WORD
    ]
    if not found:
        return None
    place, _, kind = min(found)
    return kind, place
