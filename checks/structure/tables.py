"""Data tables: which column is which, and how many rows are filled."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

import msgspec

from checks.evidence import Block
from checks.reading import Reading

HEADER_ROWS = 3
"""Header words stand in the first rows; a table's title row may come before them."""

PAIR = 2
"""A table of so many columns holds labels and values."""

LABEL = 40
"""A header cell that is not marked as one is no longer than this."""

_FIGURE = re.compile(r"[\d\u0e50-\u0e59@]")
_BLANK = re.compile(r"^[\s\-–—_.…/\\]*$")


class Table(msgspec.Struct, frozen=True):
    """A table as a grid: ``cells[row][col]`` with 1-based keys; spans are expanded."""

    reading: Reading
    number: int
    page: int
    cells: dict[int, dict[int, Block]]

    @property
    def heads(self) -> list[int]:
        """Row numbers that hold the header: rows of header cells, else the first row of at least two filled cells."""
        rows = sorted(self.cells)
        marked = [r for r in rows if all(b.head for b in self.cells[r].values())]
        if marked and marked[0] in rows[:HEADER_ROWS]:
            return [r for r in marked if r in rows[: HEADER_ROWS + 1]]
        wide = [r for r in rows[:HEADER_ROWS] if len({id(b) for b in self.cells[r].values() if b.text}) > 1]
        if not wide:
            return []
        spanned = any(b.rowspan > 1 or b.colspan > 1 for b in self.cells[wide[0]].values())
        return wide[:2] if spanned else wide[:1]

    @property
    def body(self) -> list[dict[int, Block]]:
        """Rows below the header that hold something in at least two columns (or in the only one)."""
        last = max(self.heads, default=0)
        rows = [self.cells[r] for r in sorted(self.cells) if r > last]
        return [row for row in rows if sum(not blank(b.text) for b in row.values()) >= min(2, len(row))]

    @property
    def first(self) -> Block:
        """The first cell that says something, else the first."""
        blocks = [b for row in sorted(self.cells) for _, b in sorted(self.cells[row].items())]
        return next((b for b in blocks if b.text), blocks[0])

    def header(self, col: int) -> str:
        """The words above a column, all header rows together."""
        texts = [self.cells[r][col].text for r in self.heads if col in self.cells[r]]
        return " ".join(dict.fromkeys(t for t in texts if t))

    @property
    def bare(self) -> list[Block]:
        """Header cells with nothing below them: they name what is not there.

        Without marked header cells a table of one row may be content; its short cells without figures are names.
        """
        filled = {c for row in self.cells.items() if row[0] not in self.heads for c, b in row[1].items() if b.text}
        names: dict[int, Block] = {}
        for row in self.heads:
            for col, block in self.cells[row].items():
                own = range(block.col, block.col + max(1, block.colspan))
                label = block.head or (len(block.text) <= LABEL and not _FIGURE.search(block.text))
                if label and col not in filled and filled.isdisjoint(own):
                    names[id(block)] = block
        return list(names.values())

    def columns(self, accept: Callable[[str], bool]) -> list[int]:
        """Columns whose header is accepted."""
        width = max((max(row) for row in self.cells.values() if row), default=0)
        return [c for c in range(1, width + 1) if accept(self.header(c))]

    def values(self, col: int) -> list[Block]:
        """Filled cells of a column in the body rows."""
        return [row[col] for row in self.body if col in row and not blank(row[col].text)]


def blank(text: str) -> bool:
    """Is a cell empty, or a dash that stands for nothing?"""
    return bool(_BLANK.match(text))


def bare_headers(reading: Reading) -> frozenset[Block]:
    """Header cells of the reading's tables with nothing below them; computed once a reading."""
    known = reading.remembered.get("bare headers")
    if known is None:
        known = frozenset(b for t in tables(reading) if len(t.cells.get(1, ())) > PAIR for b in t.bare)
        reading.remembered["bare headers"] = known
    return cast("frozenset[Block]", known)


def tables(reading: Reading, *, everywhere: bool = False) -> list[Table]:
    """The data tables of a reading, in order."""
    grids: dict[tuple[int, int], dict[int, dict[int, Block]]] = {}
    for block in reading.document.blocks:
        if block.kind == "cell" and block.table and (everywhere or block.region == "main"):
            rows = grids.setdefault((block.page, block.table), {})
            for row in range(block.row, block.row + max(1, block.rowspan)):
                for col in range(block.col, block.col + max(1, block.colspan)):
                    rows.setdefault(row, {}).setdefault(col, block)
    return [Table(reading, number, page, cells) for (page, number), cells in grids.items()]
