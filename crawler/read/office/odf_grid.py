"""Tables of OpenDocument files: rows and cells that may stand for thousands of equal ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from checks.evidence import Block
from crawler.read.office.gather import Cell, Pieces, words
from crawler.read.office.package import Node, name_of, number, value_of
from crawler.read.office.sheets import MAX_CELLS

MOST_COPIES = 200
"""Equal filled cells or rows beyond this are read once: nobody fills in so many by hand."""

_GROUPS = frozenset({"table-header-rows", "table-rows", "table-row-group"})


def grid(table: Node, read: Callable[[Node], Pieces]) -> list[Cell]:
    """The filled cells of a table with their grid places; ``read`` gives the pieces of a cell."""
    cells: list[Cell] = []
    row = 1
    for node, head in _rows(table, head=False):
        copies = max(1, number(value_of(node, "number-rows-repeated"), 1))
        line = _line(node, read, row, head=head)
        for copy in range(copies if copies <= MOST_COPIES and line else 1):
            cells += [Cell(c.pieces, c.row + copy, c.col, c.colspan, c.rowspan, head) for c in line]
        if len(cells) >= MAX_CELLS:
            break
        row += copies
    return cells


def _rows(node: Node, *, head: bool) -> Iterator[tuple[Node, bool]]:
    for inner in node:
        name = name_of(inner)
        if name == "table-row":
            yield inner, head
        elif name in _GROUPS:
            yield from _rows(inner, head=head or name == "table-header-rows")


def _line(node: Node, read: Callable[[Node], Pieces], row: int, *, head: bool) -> list[Cell]:
    """The filled cells of a row; cells under a merged one are empty or hold what is not shown."""
    cells: list[Cell] = []
    col = 1
    for inner in node:
        name = name_of(inner)
        if name not in ("table-cell", "covered-table-cell"):
            continue
        copies = max(1, number(value_of(inner, "number-columns-repeated"), 1))
        pieces = read(inner) if name == "table-cell" and len(inner) else []
        if words(pieces) or any(isinstance(piece, Block) for piece in pieces):
            wide = max(1, number(value_of(inner, "number-columns-spanned"), 1))
            high = max(1, number(value_of(inner, "number-rows-spanned"), 1))
            filled = copies if copies <= MOST_COPIES else 1
            cells += [Cell(pieces, row, col + copy, wide, high, head) for copy in range(filled)]
        col += copies
    return cells
