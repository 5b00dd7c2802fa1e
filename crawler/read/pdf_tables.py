"""Tables of a PDF page: words placed in the cells that lines rule, or in columns that only white space parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from crawler.read.pdf_cells import Piece, joined, placed
from crawler.read.pdf_drawn import Box
from crawler.read.pdf_grid import Grid, Span
from crawler.read.pdf_marks import Boxes, PageLine

LONG_CELL = 1_500
"""Letters in a cell from which lines frame a page and make no table."""

PLAIN_SHARE = 0.3
"""Share of cells of one row and one column below which a grid is a chart of boxes that lines connect."""

NARROW = 5.0
"""Points up to which an empty row or column is the gap of a double line."""

HEADER_CELL = 160
"""Letters in a cell from which it is no header."""

DEEPEST_HEADER = 4
"""Rows of the deepest header."""

_YEAR = re.compile(r"^\s*(?:2[05]|๒๕)[\d\u0e50-\u0e59]{2}\s*$")
_FIGURE = re.compile(r"^[\s\d\u0e50-\u0e59,.()/%:+-]*[\d\u0e50-\u0e59][\s\d\u0e50-\u0e59,.()/%:+-]*(?:บาท)?$")


class Cell(msgspec.Struct, frozen=True):
    """Words of a cell; row and column are 1-based, spans in grid places."""

    row: int
    col: int
    text: str
    rows: int = 1
    cols: int = 1
    head: bool = False


class Table(msgspec.Struct, frozen=True):
    """A table: its filled cells in reading order, its edges, and the edges of its columns in points."""

    cells: tuple[Cell, ...]
    rows: int
    box: Box
    columns: tuple[float, ...]


def ruled(lines: Sequence[PageLine], boxes: Boxes, grids: Sequence[Grid]) -> tuple[list[PageLine], list[Table]]:
    """Take the words that stand in grids out of the lines; grids that hold no table leave theirs where they are."""
    outside, pieces = placed(lines, boxes, grids)
    tables = {number: _table(grids[number], cells) for number, cells in pieces.items()}
    if kept := [grids[number] for number, table in tables.items() if table is not None]:
        if len(kept) < len(pieces):
            return ruled(lines, boxes, kept)
        return outside, [table for table in tables.values() if table is not None]
    return list(lines), []


def _table(grid: Grid, cells: dict[Span, list[Piece]]) -> Table | None:
    """The table in a grid, without the rows and columns that double lines make; nothing where it only frames text."""
    texts = {span: joined(cells[span]) for span in sorted(cells)}
    rows = _kept(grid.rows[::-1], {span.row for span in texts})
    cols = _kept(grid.columns, {span.col for span in texts})
    if max(map(len, texts.values()), default=0) > LONG_CELL:
        return None
    found = tuple(
        Cell(
            rows[span.row],
            cols[span.col],
            text,
            _size(rows, span.row, span.rows),
            _size(cols, span.col, span.cols),
        )
        for span, text in texts.items()
    )
    if sum(cell.rows == cell.cols == 1 for cell in found) < PLAIN_SHARE * len(found):
        return None
    rows_of_cells = Counter(cell.row for cell in found)
    if len(rows_of_cells) < 2 or max(rows_of_cells.values()) < 2:  # noqa: PLR2004 - a grid
        return None
    return Table(with_header(found), max(rows.values()), grid.box, grid.columns)


def _kept(edges: Sequence[float], filled: set[int]) -> dict[int, int]:
    """New 1-based numbers of rows or columns; those between double lines share the number before them."""
    numbers: dict[int, int] = {}
    number = 0
    for index in range(len(edges) - 1):
        number += index in filled or abs(edges[index + 1] - edges[index]) > NARROW
        numbers[index] = max(1, number)
    return numbers


def _size(numbers: dict[int, int], first: int, size: int) -> int:
    return numbers[first + size - 1] - numbers[first] + 1


def with_header(cells: tuple[Cell, ...], *, only_above_figures: bool = False) -> tuple[Cell, ...]:
    """Mark the header: the first rows of words above a body, as deep as their spans reach.

    Two columns, or columns without lines, have a header only where figures stand below it: names and their values,
    and lists of people, have none.
    """
    top = _first_wide(cells)
    first = [cell for cell in cells if cell.row == top]
    spanned = any(cell.cols > 1 for cell in first)
    depth = max((cell.rows for cell in first), default=1) if spanned else 1
    last = top + depth - 1
    head = [cell for cell in cells if top <= cell.row <= last]
    body = [cell for cell in cells if cell.row > last]
    named = all(
        len(cell.text) <= HEADER_CELL and (_YEAR.match(cell.text) or not _FIGURE.match(cell.text)) for cell in first
    )
    if not body or len(first) < 2 or depth > DEEPEST_HEADER or not named:  # noqa: PLR2004 - a header has columns
        return cells
    width = max(cell.col + cell.cols - 1 for cell in cells)
    if (only_above_figures or width < 3) and not _has_figures(body):  # noqa: PLR2004 - columns
        return cells
    if sum(cell.cols for cell in first) * 3 < 2 * width:
        return cells
    return tuple(msgspec.structs.replace(cell, head=True) if cell in head else cell for cell in cells)


def _first_wide(cells: Sequence[Cell]) -> int:
    """The first row of two cells or more: a title may stretch over the whole table above it."""
    rows = sorted({cell.row for cell in cells})
    return next((row for row in rows[:3] if sum(cell.row == row for cell in cells) > 1), rows[0])


def _has_figures(body: Sequence[Cell]) -> bool:
    """Whether most cells of some column hold numbers only."""
    for col in {cell.col for cell in body}:
        texts = [cell.text for cell in body if cell.col == col]
        if sum(bool(_FIGURE.match(text)) for text in texts) * 2 > len(texts):
            return True
    return False
