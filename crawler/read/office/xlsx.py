"""The reader of Excel files, new (.xlsx, .xlsb) and old (.xls): the cells of the sheets that are shown."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

import openpyxl
import python_calamine as calamine

from crawler.read.found import FileText
from crawler.read.office.biff import is_sound
from crawler.read.office.docx import core_title
from crawler.read.office.gather import FullError, Pieces, Sheaf, link
from crawler.read.office.package import FileError, Package
from crawler.read.office.sheets import Ranges, add_sheet, shown
from crawler.read.office.xlsx_parts import SheetPart, sheet_parts

READER = "xlsx/1"

MAX_SHEETS = 200
MAX_AREA = 2_000_000
"""Cells in the rectangle of a sheet up to which it is read at once; a value in the last row makes it a billion."""

MAX_ROWS = 20_000
MAX_COLS = 100
"""So much is read of sheets beyond that."""

Row = tuple[int, Sequence[tuple[int, Pieces]]]


def read_xlsx(body: bytes) -> FileText:
    """Sheets as headings with their cells; ``page`` is the number of the sheet among those that are shown."""
    try:
        package = Package(body)
        parts = {} if "xl/workbook.bin" in package else sheet_parts(package)
        return _read(body, parts, core_title(package))
    except FileError as error:
        return error.as_text()


def read_xls(body: bytes) -> FileText:
    """The same for Excel 5 to 2003."""
    try:
        return _read(body, {}, "") if is_sound(body) else FileText("damaged")
    except FileError as error:
        return error.as_text()


def _read(body: bytes, parts: dict[str, SheetPart], title: str) -> FileText:
    sheaf = Sheaf()
    try:
        book = calamine.load_workbook(io.BytesIO(body))
        shown_sheets = [
            m.name
            for m in book.sheets_metadata
            if m.visible == calamine.SheetVisibleEnum.Visible and m.typ != calamine.SheetTypeEnum.Vba
        ]
        if len(shown_sheets) > MAX_SHEETS:
            sheaf.notes.append(f"sheets-cut:{MAX_SHEETS}")
        try:
            for sheaf.page, name in list(enumerate(shown_sheets, start=1))[:MAX_SHEETS]:
                _sheet(sheaf, body, book, name, parts.get(name, SheetPart()))
        except FullError:
            pass
    except calamine.PasswordError:
        return FileText("encrypted")
    except (calamine.CalamineError, OSError, ValueError) as error:
        locked = "password" in str(error).lower()
        return FileText("encrypted" if locked else "damaged")
    except BaseException as error:  # a panic in the library's Rust stands beside all other exceptions
        if type(error).__name__ != "PanicException":
            raise
        return FileText("damaged")
    return _finished(sheaf, title, len(shown_sheets))


def _finished(sheaf: Sheaf, title: str, sheets: int) -> FileText:
    """A workbook whose sheets hold nothing but their names is empty."""
    found = sheaf.finish(title, sheets)
    if all(block.kind == "heading" for block in sheaf.blocks):
        return FileText("empty", title=found.title, pages=sheets, notes=found.notes)
    return found


def _sheet(sheaf: Sheaf, body: bytes, book: calamine.CalamineWorkbook, name: str, part: SheetPart) -> None:
    if part.rows * part.cols > MAX_AREA:
        sheaf.notes.append(f"sheet-cut:{sheaf.page}:{MAX_ROWS}x{MAX_COLS}")
        add_sheet(sheaf, name, _pieces(_sparse(body, name), part))
    else:
        try:
            sheet = book.get_sheet_by_name(name)
        except calamine.WorksheetNotFound:  # a sheet of charts only
            sheaf.line([name], "heading", 1)
        else:
            add_sheet(sheaf, name, _pieces(_dense(sheet), part), _merged(sheet))
    for line in part.drawn:
        sheaf.line(line)


def _pieces(rows: Iterator[tuple[int, int, Sequence[Any]]], part: SheetPart) -> Iterator[Row]:
    """Rows of values as rows of words and links; ``rows`` gives row number, number of the first column, values."""
    for row, first, values in rows:
        line: list[tuple[int, Pieces]] = []
        for col, value in enumerate(values, start=first):
            text = shown(value, percent=(row, col) in part.percent)
            if text.strip():
                href = part.links.get((row, col), "")
                line.append((col, [text, link(text, href)] if href else [text]))
        if line:
            yield row, line


def _dense(sheet: calamine.CalamineSheet) -> Iterator[tuple[int, int, Sequence[Any]]]:
    if sheet.start is None:
        return
    first, left = sheet.start
    # The rows that come out begin at the top of the sheet, their values at the first filled column.
    for row, values in enumerate(sheet.iter_rows(), start=1):
        if row > first:
            yield row, left + 1, values


def _sparse(body: bytes, name: str) -> Iterator[tuple[int, int, Sequence[Any]]]:
    """The top of a sheet whose rectangle would not fit into memory, read as a stream."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True)
        try:
            rows = book[name].iter_rows(max_row=MAX_ROWS, max_col=MAX_COLS, values_only=True)
            for row, values in enumerate(rows, start=1):
                yield row, 1, values
        except (KeyError, TypeError, zipfile.BadZipFile) as error:
            raise FileError("damaged") from error
        finally:
            book.close()


def _merged(sheet: calamine.CalamineSheet) -> Ranges:
    found = sheet.merged_cell_ranges or []
    return [((top + 1, left + 1), (bottom + 1, right + 1)) for (top, left), (bottom, right) in found]
