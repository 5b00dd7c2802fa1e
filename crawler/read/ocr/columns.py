"""Columns that line up without drawn lines: open tables, told from text that is set in columns."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import msgspec

from crawler.read.ocr.recognised import Box, Line
from crawler.read.ocr.spacing import around, rows_of

MIN_ROWS = 3
"""Rows, one below the other, that make a table."""

PROSE = 0.8
"""Share of its column's width that a line of running text fills."""

NARROW = 6
"""Width, in heights of a line, of a column too narrow for running text."""

WRAPPED = 1.2
"""White space above a row, in heights of a line, below which it may go on with the cells of the row above."""

Placed = tuple[Line, int, int]
"""A line with its row and column, from 1."""


class Part(msgspec.Struct, frozen=True):
    """Lines between two tables, or a table."""

    lines: tuple[Line, ...] = ()
    grid: tuple[Placed, ...] = ()


def open_tables(lines: Sequence[Line]) -> Iterator[Part]:
    """Parts of a page in reading order; lines keep the engine's order where they make no table."""
    rows = rows_of([line for line in lines if line.group > 0])
    tables = [(run, grid) for run in _runs(rows) if (grid := _grid(run))]
    of_table = {id(line): n for n, (run, _) in enumerate(tables) for row in run for line in row}
    held: list[Line] = []
    shown: set[int] = set()
    for line in lines:
        table = of_table.get(id(line))
        if table is None:
            held.append(line)
        elif table not in shown:
            shown.add(table)
            if held:
                yield Part(lines=tuple(held))
                held = []
            yield Part(grid=tables[table][1])
    if held:
        yield Part(lines=tuple(held))


def _runs(rows: Sequence[list[Line]]) -> Iterator[list[list[Line]]]:
    """Rows one below the other of which none is a whole line of text by itself."""
    run: list[list[Line]] = []
    for row in rows:
        if len(row) > 1 or (run and _wrapped(run[-1], row[0])):
            run.append(row)
            continue
        if run:
            yield run
        run = []
    if run:
        yield run


def _wrapped(above: list[Line], line: Line) -> bool:
    """Whether a lone line goes on with one cell of the row above."""
    under = [one for one in above if one.box.left < line.box.right and line.box.left < one.box.right]
    return len(under) == 1 and line.box.top - under[0].box.bottom < WRAPPED * line.height and len(above) > 1


def _grid(run: list[list[Line]]) -> tuple[Placed, ...]:
    """Rows and columns of a run, or nothing where it is no table."""
    most = max(map(len, run))
    model = [row for row in run if len(row) == most]
    if len(run) < MIN_ROWS or len(model) < 2:  # noqa: PLR2004 - columns show in two rows at least
        return ()
    columns = [around(row[n].box for row in model) for n in range(most)]
    if any(one.right > other.left for one, other in itertools.pairwise(columns)):
        return ()
    if _is_prose(run, columns):
        return ()
    placed: list[Placed] = []
    row_number = 0
    for n, row in enumerate(run):
        if n == 0 or not _goes_on(run[n - 1], row, most):
            row_number += 1
        placed += [(part, row_number, _column(part.box, columns)) for line in row for part in _cut(line, columns)]
    return tuple(sorted(placed, key=lambda one: one[1:])) if row_number >= MIN_ROWS else ()


def _cut(line: Line, columns: list[Box]) -> Iterator[Line]:
    """A line that lies over several columns, cut between its words where the next column begins."""
    for _, words in itertools.groupby(line.words, key=lambda word: _column(word.box, columns)):
        yield msgspec.structs.replace(line, words=tuple(words))


def _goes_on(above: list[Line], row: list[Line], most: int) -> bool:
    gap = min(line.box.top for line in row) - max(line.box.bottom for line in above)
    return len(row) < most and gap < WRAPPED * row[0].height / 2


def _is_prose(run: list[list[Line]], columns: list[Box]) -> bool:
    """Whether every column is wide and its lines fill it: text set in columns."""
    for n, column in enumerate(columns):
        widths = [line.box.right - line.box.left for row in run for line in row if _column(line.box, columns) == n + 1]
        full = sum(width >= PROSE * (column.right - column.left) for width in widths)
        if full * 2 < len(widths):
            return False
    return min(column.right - column.left for column in columns) > NARROW * run[0][0].height


def _column(box: Box, columns: list[Box]) -> int:
    middle = (box.left + box.right) / 2
    return 1 + min(range(len(columns)), key=lambda n: max(columns[n].left - middle, middle - columns[n].right, 0))
