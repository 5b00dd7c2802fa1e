"""A sheet of a table as plain words, and how it is made from filled cells and merged ranges."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from crawler.office.tables_refused import MAX_COLUMNS, MAX_ROWS, TableError
from crawler.read.office.sheets import shown

Place = tuple[int, int]
"""Row and column, 0-based."""

MOST_SPREAD = 1_000_000
"""Places of merged cells that are filled: hostile files merge the whole sheet thousands of times."""

_HYPERLINK = re.compile(r'\bHYPERLINK\s*\(\s*"((?:[^"]|"")*)"', re.IGNORECASE)


class Sheet(msgspec.Struct, frozen=True):
    """A sheet. Rows and columns are counted from 0 and end with the last filled cell.

    rows: words of the cells, each row as long as it is filled. formulas: places whose value was computed. links: where
    a cell leads to, several addresses a line each; what it shows may be other words.
    """

    name: str
    hidden: bool
    rows: tuple[tuple[str, ...], ...]
    formulas: frozenset[Place] = frozenset()
    links: dict[Place, str] = {}

    def at(self, row: int, column: int) -> str:
        """The words of a cell; empty beyond the filled ones."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return ""


def cell_name(row: int, column: int) -> str:
    """A place (0-based) as spreadsheets call it.

    >>> cell_name(6, 1), cell_name(0, 27)
    ('B7', 'AB1')
    """
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"


def words_of(value: Any) -> str:  # noqa: ANN401 - whatever a cell may hold
    """A value as words: whole numbers without a point, moments in ISO form to the second.

    >>> words_of(12.0), words_of(dt.datetime(2022, 3, 4, 9, 5, 33)), words_of(" a ")
    ('12', '2022-03-04 09:05:33', 'a')
    """
    if isinstance(value, dt.datetime) and value.time() != dt.time():
        return value.isoformat(" ", "seconds")
    return shown(value).strip()


def formula_target(formula: str) -> str:
    """The address that a formula leads to where it states it; empty for any other formula.

    >>> formula_target('=HYPERLINK("http://x.go.th/","เปิด")'), formula_target("=A1&B1")
    ('http://x.go.th/', '')
    """
    found = _HYPERLINK.search(formula)
    return found[1].replace('""', '"').strip() if found else ""


def make_sheet(
    path: Path,
    name: str,
    cells: Mapping[Place, str],
    *,
    hidden: bool,
    merged: Iterable[tuple[Place, Place]] = (),
    formulas: Iterable[Place] = (),
    links: Mapping[Place, str] | None = None,
) -> Sheet:
    """Put a sheet together; what stands in the first cell of a merged range counts for each place of it.

    Raises:
        TableError: the sheet is beyond the limits.
    """
    filled = {place: text for place, text in cells.items() if text}
    computed, targets = set(formulas), dict(links or {})
    used = [*filled, *computed, *targets]
    high, wide = max((row for row, _ in used), default=-1) + 1, max((column for _, column in used), default=-1) + 1
    refuse_large(path, name, high, wide)
    spread = 0
    for (top, left), (bottom, right) in merged:
        first = (top, left)
        down, along = range(top, min(bottom + 1, high)), range(left, min(right + 1, wide))
        spread += len(down) * len(along)
        if spread > MOST_SPREAD:
            break
        for place in ((row, column) for row in down for column in along):
            if first in filled and place != first:
                filled[place] = filled[first]
            if first in computed:
                computed.add(place)
            if first in targets:
                targets[place] = targets[first]
    return Sheet(name, hidden, _rows(filled, high), frozenset(computed), targets)


def refuse_large(path: Path, name: str, rows: int, columns: int) -> None:
    """Refuse a sheet whose cells reach too far.

    Raises:
        TableError: too many rows or columns.
    """
    if rows > MAX_ROWS:
        raise TableError(path, "too-many-rows", name or path.name)
    if columns > MAX_COLUMNS:
        raise TableError(path, "too-many-columns", name or path.name)


def _rows(filled: Mapping[Place, str], high: int) -> tuple[tuple[str, ...], ...]:
    rows: list[list[str]] = [[] for _ in range(high)]
    for (row, column), text in filled.items():
        line = rows[row]
        line.extend([""] * (column + 1 - len(line)))
        line[column] = text
    return tuple(map(tuple, rows))
