"""Rows below a header, read from a workbook or CSV by the words of their columns."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from crawler.office.fault import Faults
from crawler.office.model import OfficeError
from crawler.office.tables import Sheet, cell_name, header_words, read_tables

SUFFIXES = (".csv", ".xlsx", ".xls", ".ods")
HEADER_WITHIN = 10
"""The header stands in one of so many first rows: people put titles above it."""

_NOTHING = frozenset({"-", "–", "—"})
"""What people write where there is nothing to say."""


class Column(msgspec.Struct, frozen=True):
    """A column that is read: its key, the words that head it, and whether there is no table without it."""

    key: str
    words: tuple[str, ...]
    needed: bool = False


class Row(msgspec.Struct, frozen=True):
    """A row that is not empty: its number, counted from 1; words, cells (``B7``) and link targets by column key."""

    number: int
    said: dict[str, str]
    cells: dict[str, str]
    links: dict[str, str]

    def get(self, key: str) -> str:
        """The words of a column; empty where it is missing."""
        return self.said.get(key, "")

    def cell(self, key: str) -> str:
        """The cell of a column, or of the row's first one where the column is missing."""
        return self.cells.get(key, f"A{self.number}")


def find_table(folder: Path, stem: str, faults: Faults) -> Path | None:
    """The file of a list, whichever of the formats it has; None when there is none."""
    found = [path for path in sorted(folder.iterdir()) if path.stem.lower() == stem and path.suffix.lower() in SUFFIXES]
    if len(found) > 1:
        others = ", ".join(path.name for path in found)
        faults.add("file-twice", found[0].name, others=others)
    return found[0] if found else None


def read_headed(
    path: Path, columns: Sequence[Column], faults: Faults, *, most: int, may_be_empty: bool = False
) -> list[Row]:
    """The rows of the first sheet that has such a header; what cannot be read is noted.

    most: so many rows are read; more are no list of this kind.
    """
    try:
        sheets = read_tables(path)
    except OfficeError as error:
        faults.add("file-unreadable", path.name, thai=error.thai, english=str(error))
        return []
    for sheet in (s for s in sheets if s.hidden and any(map(any, s.rows))):
        faults.add("sheet-hidden", path.name, sheet=sheet.name)
    open_sheets = [sheet for sheet in sheets if not sheet.hidden]
    headers = [(sheet, row) for sheet in open_sheets if (row := _header_row(sheet, columns)) is not None]
    if not headers:
        needed = ", ".join(f"{c.words[0]} ({c.key})" for c in columns if c.needed)
        faults.add("header-missing", path.name, columns=needed)
        return []
    sheet, header = headers[0]
    for other, _ in headers[1:]:
        faults.add("sheet-further", path.name, sheet=other.name, read=sheet.name)
    places = _places(path.name, sheet, header, columns, faults)
    rows = _rows(path, sheet, header, places, faults, most=most)
    if not rows and not may_be_empty:
        faults.add("file-empty", path.name)
    return rows


def _header_row(sheet: Sheet, columns: Sequence[Column]) -> int | None:
    needed = {column.key for column in columns if column.needed}
    for number, cells in enumerate(sheet.rows[:HEADER_WITHIN]):
        if needed <= {key for cell in cells for key in _meanings(cell, columns)}:
            return number
    return None


def _meanings(cell: str, columns: Sequence[Column]) -> list[str]:
    """The columns that a header may mean, the likeliest first: by its words, or those before or between brackets."""
    before, _, rest = cell.partition("(")
    spoken = (header_words(cell), header_words(before), header_words(rest.partition(")")[0]))
    return [
        column.key
        for words in spoken
        for column in columns
        if words and words in {header_words(column.key), *map(header_words, column.words)}
    ]


def _places(file: str, sheet: Sheet, header: int, columns: Sequence[Column], faults: Faults) -> dict[str, int]:
    places: dict[str, int] = {}
    known = {word: column.words[0] for column in columns for word in (column.key, *column.words)}
    for number, cell in enumerate(sheet.rows[header]):
        meanings, where = _meanings(cell, columns), cell_name(header, number)
        free = [key for key in meanings if key not in places]
        key = next(iter(free or meanings), "")
        if not key and cell.strip():
            near = difflib.get_close_matches(cell.strip(), known, 1, 0.5)
            meant = known[near[0]] if near else ", ".join(dict.fromkeys(known.values()))
            faults.add("column-unknown", file, where, header + 1, value=cell.strip(), known=meant)
        elif key in places:
            other = cell_name(header, places[key])
            faults.add("column-twice", file, where, header + 1, value=cell.strip(), other=other)
        elif key:
            places[key] = number
    return places


def _rows(path: Path, sheet: Sheet, header: int, places: dict[str, int], faults: Faults, *, most: int) -> list[Row]:
    rows: list[Row] = []
    for number, cells in enumerate(sheet.rows[header + 1 :], header + 1):
        said = {key: _words(cells, at) for key, at in places.items()}
        if not any(said.values()):
            continue
        if len(rows) == most:
            faults.add("rows-too-many", path.name, row=number + 1, most=str(most))
            break
        names = {key: cell_name(number, at) for key, at in places.items()}
        links = {key: sheet.links[number, at] for key, at in places.items() if (number, at) in sheet.links}
        row = Row(number + 1, said, names, links)
        for key, at in places.items():
            if (number, at) in sheet.formulas:
                faults.add("formula", path.name, names[key], row.number, value=said[key])
            elif said[key].startswith("="):
                faults.add("formula-text", path.name, names[key], row.number, value=said[key])
        rows.append(row)
    return rows


def _words(cells: Sequence[str], at: int) -> str:
    words = cells[at].strip() if at < len(cells) else ""
    return "" if words in _NOTHING else words
