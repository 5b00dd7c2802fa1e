"""Words in the cells and on the tabs of an Excel file: always text, never computed."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from checks.verdict import Status
from reports.hostile import clean, link, shorten

LONGEST_CELL: Final = 32_767
"""Characters that Excel keeps of a cell, as UTF-16 counts them."""

LONGEST_LINK: Final = 2000
"""Excel follows no longer addresses."""

LONGEST_TAB: Final = 31

COLOURS: Final[dict[Status, tuple[str, str]]] = {
    Status.MET: ("E6F3EA", "17693A"),
    Status.UNMET: ("FBEAE9", "A3211D"),
    Status.UNCLEAR: ("FBF1DC", "7A4D00"),
    Status.UNREACHABLE: ("EEEDF8", "4B4590"),
    Status.EXEMPT: ("EEF1F5", "55606E"),
    Status.BROKEN: ("FBEAE9", "A3211D"),
}
"""Ground and ink of the statuses, as on the pages; the words always stand there, too."""

FONT: Final = Font(name="Tahoma", size=10)
"""Every office has it, and it has Thai letters that go with the Latin ones."""

LINK: Final = Font(name="Tahoma", size=10, color="1D4F8C", underline="single")
TITLE: Final = Font(name="Tahoma", size=14, bold=True)

_ROOM: Final = 1.05
"""Room of a Thai letter beside the digit by which Excel measures columns."""

_LINE_HEIGHT: Final = 15.0
_HIGHEST_ROW: Final = 400.0
"""Points; Excel allows 409."""

_A3: Final = 8
_A4: Final = 9
_HEAD: Final = PatternFill("solid", fgColor="DCE6F1")
_LINE: Final = Border(bottom=Side(style="thin", color="BBBBBB"))
_COMPUTED: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_ON_TABS: Final = re.compile(r"[\[\]:*?/\\]+")
_RESERVED_TAB: Final = "history"


def write_words(cell: Cell | MergedCell, words: str) -> None:
    """Write words as words: what begins with = + - @ is never computed, now or when the cell is edited."""
    said = _cut(_ILLEGAL.sub("", words), LONGEST_CELL)
    cell.value = said
    cell.data_type = "s"
    cell.quotePrefix = said.startswith(_COMPUTED)
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = FONT


def write_link(cell: Cell | MergedCell, url: str) -> None:
    """Write an address whole, in one line, and make it a link where it is one that Excel follows."""
    write_words(cell, clean(url))
    cell.alignment = Alignment(vertical="top")
    href = link(url).href
    if href and len(href) <= LONGEST_LINK:
        cell.hyperlink = href
        cell.font = LINK


def head_row(sheet: Worksheet, row: int, words: Sequence[str]) -> None:
    """Write the headings of a table."""
    for column, text in enumerate(words, 1):
        cell = sheet.cell(row, column)
        write_words(cell, text)
        cell.font, cell.fill, cell.border = Font(name=FONT.name, size=FONT.size, bold=True), _HEAD, _LINE


def turn(cell: Cell | MergedCell) -> None:
    """Let the words of a narrow heading run upwards."""
    cell.alignment = Alignment(text_rotation=90, wrap_text=True, vertical="bottom")


def fit_height(sheet: Worksheet, row: int, widths: Sequence[float]) -> None:
    """Make a row as high as its longest cell needs: not every program does so by itself when it opens the file."""
    lines = 1
    for cell, width in zip(sheet[row], widths, strict=False):
        if isinstance(cell.value, str) and cell.alignment.wrap_text:
            seen = sum(not combining(char) for char in cell.value)
            lines = max(lines, math.ceil(seen * _ROOM / width))
    sheet.row_dimensions[row].height = min(_LINE_HEIGHT * lines, _HIGHEST_ROW)


def combining(char: str) -> bool:
    """Tell whether a character takes no room of its own."""
    return unicodedata.category(char) == "Mn"


def paint(cell: Cell | MergedCell, status: Status, words: str) -> None:
    """Write a status as words on its colour."""
    ground, ink = COLOURS[status]
    write_words(cell, words)
    cell.fill, cell.font = PatternFill("solid", fgColor=ground), Font(name=FONT.name, size=FONT.size, color=ink)


def paper(sheet: Worksheet, head: int, *, made: str, large: bool = False) -> None:
    """Set a sheet up for printing: as wide as the paper (A4; large: two of A3), headings and numbers on each page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A3 if large else _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.print_title_rows = f"{head}:{head}"
    if large:
        sheet.page_setup.fitToWidth = 2
        sheet.print_title_cols = "A:A"
    sheet.oddFooter.left.text = made.replace("&", "&&")  # type: ignore[union-attr]
    sheet.oddFooter.right.text = "&P / &N"  # type: ignore[union-attr]


def tabs(names: list[str]) -> Iterator[str]:
    """Name a sheet for each name, in order: legal, at most 31 long, no two alike.

    >>> list(tabs(["อบต.ก/ข", "อบต.ก ข", "'History'"]))
    ['อบต.ก ข', 'อบต.ก ข 2', 'History 2']
    """
    taken = {_RESERVED_TAB}
    for name in names:
        base = _NOT_ON_TABS.sub(" ", _ILLEGAL.sub("", clean(name))).strip("' ") or "-"
        made, count = _cut(base, LONGEST_TAB), 1
        while made.casefold() in taken:
            count += 1
            made = f"{_cut(base, LONGEST_TAB - len(f' {count}'))} {count}"
        taken.add(made.casefold())
        yield made


def _cut(text: str, length: int) -> str:
    """Cut a text to what Excel counts as so many characters, never inside a cluster."""
    beyond_plane = _wide(text) > len(text)  # each such character counts twice
    return shorten(text, length // 2 - 1 if beyond_plane else length - 1).strip("' ") if _wide(text) > length else text


def _wide(text: str) -> int:
    return len(text.encode("utf-16-le", "replace")) // 2
