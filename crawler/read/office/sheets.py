"""Workbooks in blocks: each sheet a heading with its name and a table of its filled cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crawler.read.office.gather import Cell, Pieces, Sheaf

MAX_CELLS = 100_000
"""Filled cells read of one sheet; evidence stands at the top of longer ones."""

Place = tuple[int, int]
"""Row and column of a cell, 1-based."""

Ranges = Iterable[tuple[Place, Place]]
"""Merged cells: their first and last place."""


def shown(value: Any, *, percent: bool = False) -> str:  # noqa: ANN401 - whatever a cell may hold
    """A value as a person sees it; dates in ISO form.

    >>> shown(12.0), shown(0.255, percent=True), shown(dt.datetime(2022, 3, 4)), shown(0.1 + 0.2)
    ('12', '25.5%', '2022-03-04', '0.3')
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value * 100) + "%" if percent else _number(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, dt.time):
        return value.isoformat("minutes")
    return "" if value is None else str(value)


def _number(value: float) -> str:
    """Fifteen digits, as spreadsheets show them, and no exponent where a person writes none."""
    text = f"{value:.15g}"
    return text if "e" not in text else f"{value:.10f}".rstrip("0").rstrip(".") if abs(value) < 1 else f"{value:.0f}"


def add_sheet(
    sheaf: Sheaf,
    name: str,
    rows: Iterable[tuple[int, Sequence[tuple[int, Pieces]]]],
    merged: Ranges = (),
) -> None:
    """Put a sheet into the sheaf: its name, then its cells, beginning at the first filled row and column.

    rows: number of each row with the number and pieces of its cells. Cells under a merged one are not read again.
    """
    sheaf.line([name], "heading", 1)
    spans, covered = _spans(merged)
    cells: list[Cell] = []
    for row, line in rows:
        for col, pieces in line:
            if pieces and (row, col) not in covered:
                high, wide = spans.get((row, col), (1, 1))
                cells.append(Cell(pieces, row, col, wide, high))
        if len(cells) >= MAX_CELLS:
            sheaf.notes.append(f"cells-cut:{sheaf.page}:{MAX_CELLS}")
            break
    top, left = min((c.row for c in cells), default=1) - 1, min((c.col for c in cells), default=1) - 1
    for cell in cells:
        cell.row, cell.col = cell.row - top, cell.col - left
    sheaf.table(cells, is_grid=True)


def _spans(merged: Ranges) -> tuple[Mapping[Place, Place], set[Place]]:
    """Height and width of merged cells by their first place, and the places they cover."""
    spans: dict[Place, Place] = {}
    covered: set[Place] = set()
    for (top, left), (bottom, right) in merged:
        high, wide = bottom - top + 1, right - left + 1
        spans[top, left] = high, wide
        if high * wide <= MAX_CELLS:
            covered.update((row, col) for row in range(top, bottom + 1) for col in range(left, right + 1))
            covered.discard((top, left))
    return spans, covered
