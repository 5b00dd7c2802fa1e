"""Tables: which of them hold data and which only lay a page out, and the grid of those that hold data."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import msgspec

from crawler.read.tree import Element

MAX_SPAN = 200
"""Wider or taller spans are read as this many grid places."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CONTROLS = frozenset({"input", "select", "textarea", "button"})
_DATA_CLASS = re.compile(
    r"(^|[\s_-])(data-?table|table|tablepress|wp-block-table|table-bordered)([\s_-]|$)", re.IGNORECASE
)
_HEAD_CLASS = re.compile(r"(^|[\s_-])(head|header|thead|th|title)([\s_-]|$)", re.IGNORECASE)

MANY_LINKS = 4
"""Links in one cell above which an unmarked table is taken for page layout."""

LONG_CELL = 400
"""Letters in a cell from which an unmarked table is taken for page layout."""


class Cell(msgspec.Struct, frozen=True):
    """A cell of a data table: its element, 1-based grid place, size in grid places, and whether it is a header."""

    element: Element
    row: int
    col: int
    colspan: int
    rowspan: int
    head: bool


class _Shape(msgspec.Struct):
    """What a table holds, counted once."""

    nested: int = 0
    headings: int = 0
    controls: int = 0
    images: int = 0
    lists: int = 0
    headers: int = 0


def rows_of(table: Element) -> list[Element]:
    """The table's own rows, without those of tables inside it."""
    found: list[Element] = []
    for child in _own(table):
        if child.tag == "tr":
            found.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            found.extend(row for row in _own(child) if row.tag == "tr")
    return found


def cells_of(row: Element) -> list[Element]:
    """The cells of a row."""
    return [cell for cell in _own(row) if cell.tag in ("td", "th")]


def _own(element: Element) -> Iterator[Element]:
    """Child elements; through forms, which old pages put between a table and its rows."""
    for child in element.children:
        if isinstance(child, str):
            continue
        if child.tag == "form":
            yield from _own(child)
        else:
            yield child


def holds_data(table: Element) -> bool:
    """Whether rows and columns of a table mean something; a table that only places things on the page does not count.

    A table with header cells, a caption, a border or a class such as ``table`` is believed unless it has one
    column or wraps other tables. One without any mark must look like data: regular rows of short, plain cells.
    """
    rows = [cells for row in rows_of(table) if (cells := cells_of(row))]
    widths = [sum(_span(cell, "colspan") for cell in cells) for cells in rows]
    for_layout = table.get("role").lower() in ("presentation", "none")
    if for_layout or max(map(len, rows), default=0) < 2:  # noqa: PLR2004 - one column is no grid
        return False
    if len(rows) == 1:  # only a header: the rows are missing, or a script was to fill them in
        return all(cell.tag == "th" for cell in rows[0])
    shape = _shape(table)
    if shape.nested:
        return bool(shape.headers) and len(rows) > 2 and shape.nested <= len(rows)  # noqa: PLR2004
    if shape.headers:
        return True
    flat = [cell for cells in rows for cell in cells]
    if shape.headings or shape.controls > 1:
        return False
    limit = LONG_CELL * 4 if _marked(table) else LONG_CELL
    short = max(cell.letters for cell in flat) <= limit
    return short and (_marked(table) or (_regular(widths) and _plain(flat, shape)))


def _shape(table: Element) -> _Shape:
    shape = _Shape()
    for inner in itertools.islice(table.elements(), 1, None):
        tag = inner.tag
        if tag == "table":
            shape.nested += 1
        elif tag in ("th", "thead", "caption") and inner.within("table") is table:
            shape.headers += 1
        elif tag in _HEADINGS:
            shape.headings += 1
        elif tag in _CONTROLS and inner.get("type").lower() not in ("hidden", "checkbox"):
            shape.controls += 1
        elif tag == "img":
            shape.images += 1
        elif tag in ("ul", "ol"):
            shape.lists += 1
    return shape


def _marked(table: Element) -> bool:
    border = table.get("border")
    return (border.isdigit() and int(border) > 0) or bool(_DATA_CLASS.search(table.get("class")))


def _regular(widths: list[int]) -> bool:
    """Most rows have the same number of grid places, two or more."""
    usual = max(set(widths), key=widths.count)
    return usual > 1 and widths.count(usual) >= 0.6 * len(widths)


def _plain(cells: list[Element], shape: _Shape) -> bool:
    """Short text in most cells; no gallery of pictures, no lists, no menu."""
    filled = [cell for cell in cells if cell.letters]
    few_links = max(cell.links for cell in cells) <= MANY_LINKS
    return len(filled) * 2 >= len(cells) and shape.images * 2 < len(cells) and not shape.lists and few_links


def grid(table: Element) -> Iterator[Cell]:
    """The cells of a data table in reading order, spans expanded: each cell once, at its first grid place."""
    taken: set[tuple[int, int]] = set()
    rows = rows_of(table)
    all_bold = _bold_first_row(rows)
    for number, row in enumerate(rows, start=1):
        in_head = row.parent is not None and row.parent.tag == "thead"
        marked = in_head or (number == 1 and all_bold) or bool(_HEAD_CLASS.search(row.get("class")))
        col = 1
        for cell in cells_of(row):
            while (number, col) in taken:
                col += 1
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            high = min(high or len(rows), len(rows) - number + 1)
            if wide * high > 1:
                taken.update((number + down, col + right) for down in range(high) for right in range(wide))
            yield Cell(cell, number, col, wide, high, marked or cell.tag == "th")
            col += wide


def _bold_first_row(rows: list[Element]) -> bool:
    """The first of several rows is all bold: a header row that nobody marked as one."""
    if len(rows) < 2:  # noqa: PLR2004
        return False
    filled = [cell for cell in cells_of(rows[0]) if cell.letters]
    return (
        bool(filled)
        and all(_bold(cell) for cell in filled)
        and not all(_bold(cell) for cell in cells_of(rows[1]) if cell.letters)
    )


def _bold(cell: Element) -> bool:
    """All letters of a cell stand in bold."""
    return any(e.tag in ("b", "strong") and e.letters >= cell.letters for e in cell.elements())


def _span(cell: Element, name: str) -> int:
    value = cell.get(name)
    if not value.isascii() or not value.isdigit():
        return 1
    return min(int(value[:6]), MAX_SPAN) if name == "rowspan" else max(1, min(int(value[:6]), MAX_SPAN))
