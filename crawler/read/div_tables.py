"""Tables that are drawn with plain boxes: rows of ``<div>`` with the same number of cells below a row of column names.

Page builders and old responsive themes write them so. They are turned into table elements before the page is read, so
that what holds for tables holds for them. Cards, news lists and contact lines look alike and are no tables: they have
no row of column names.
"""

from __future__ import annotations

import re

from crawler.read.tree import Element, Tree

FEWEST_ROWS = 3
"""With the row of column names."""

WIDE = 4
"""So many columns are believed with one row below their names."""

FEWEST_CELLS = 3
FEWEST_MARKED_CELLS = 2
"""Where class, role or bold letters say that these are rows, or that the first row is one of names."""

MOST_CELLS = 20
LONG_NAME = 60
"""Letters in a column's name, at the most."""

LONG_CELL = 600

_ROWS = frozenset({"div", "li", "section", "article", "p", "ul"})
_CELLS = frozenset({"div", "span", "p", "li", "b", "strong", "label", "a", "small"})
_NOT_IN_CELLS = frozenset({
    "table", "h1", "h2", "h3", "h4", "h5", "h6", "form", "input", "select", "textarea", "button", "iframe", "nav",
})  # fmt: skip
_MARKED = re.compile(r"(^|[\s_-])(tr|td|th|row|cell|table|tbl|thead|tbody)([\s_-]|$)|display:\s*table", re.IGNORECASE)
_NAMES = re.compile(r"(^|[\s_-])(head|header|heading|thead|th|title)([\s_-]|$)", re.IGNORECASE)


def tabulate(tree: Tree) -> None:
    """Turn rows of boxes that hold data into tables, in place."""
    stack = [tree.root]
    while stack:
        element = stack.pop()
        if element.tag in ("table", "nav", "script", "svg"):
            continue
        for first, last, rows in reversed(_runs(element)):  # from the end: the places before stay what they are
            _wrap(element, first, last, rows)
        stack.extend(child for child in element.children if not isinstance(child, str))


def _runs(element: Element) -> list[tuple[int, int, list[Element]]]:
    """Neighbouring children that are the rows of a table: places of the first and the last of them, the rows."""
    found: list[tuple[int, int, list[Element]]] = []
    run: list[tuple[int, Element]] = []
    width = 0
    for place, child in enumerate(element.children):
        if isinstance(child, str):
            if child.strip():
                run, width = _ended(found, run), 0
            continue
        cells = _cells(child)
        if not cells or len(cells) != width or child.tag != run[0][1].tag:
            run, width = _ended(found, run), len(cells)
        if cells:
            run.append((place, child))
    _ended(found, run)
    return found


def _ended(found: list[tuple[int, int, list[Element]]], run: list[tuple[int, Element]]) -> list[tuple[int, Element]]:
    if run:
        rows = [row for _, row in run]
        fewest = FEWEST_ROWS - 1 if len(_cells(rows[0])) >= WIDE else FEWEST_ROWS
        if len(rows) >= fewest and _is_table(rows):
            found.append((run[0][0], run[-1][0], rows))
    return []


def _cells(row: Element) -> list[Element]:
    """The cells of what may be a row; none where it holds anything else."""
    if row.tag not in _ROWS or not row.letters:
        return []
    cells: list[Element] = []
    for child in row.children:
        if isinstance(child, str):
            if child.strip():
                return []
        elif child.tag not in _CELLS or len(cells) == MOST_CELLS:
            return []
        else:
            cells.append(child)
    return cells if len(cells) >= FEWEST_MARKED_CELLS else []


def _is_table(rows: list[Element]) -> bool:
    names, *others = [_cells(row) for row in rows]
    if len(names) < FEWEST_CELLS and not (_says_so(rows[0], names[0]) or _marked(rows, names)):
        return False
    if any(not c.letters or c.letters > LONG_NAME or c.links for c in names):
        return False
    flat = [cell for cells in others for cell in cells]
    if sum(bool(cell.letters) for cell in flat) * 2 < len(flat):
        return False
    if any(cell.letters > LONG_CELL or not _plain(cell) for cell in [*names, *flat]):
        return False
    return _named(rows, names, others)


def _named(rows: list[Element], names: list[Element], others: list[list[Element]]) -> bool:
    """Is the first row one of column names: marked or bold, or free of the figures that stand below it."""
    if _marked(rows, names) and not all(_bold(cell) for cell in others[0]):
        return True
    if any(_has_digit(cell) for cell in names):
        return False
    return any(all(_has_digit(cells[column]) for cells in others) for column in range(len(names)))


def _marked(rows: list[Element], names: list[Element]) -> bool:
    """Does the page set the first row apart from the others?"""
    by_class = bool(_NAMES.search(rows[0].get("class"))) or rows[0].get("class") != rows[1].get("class")
    return by_class or names[0].get("role") == "columnheader" or all(_bold(cell) for cell in names)


def _says_so(row: Element, cell: Element) -> bool:
    if row.get("role") == "row":
        return True
    return all(_MARKED.search(f"{e.get('class')} {e.get('style')}") for e in (row, cell))


def _plain(cell: Element) -> bool:
    inner = list(cell.elements())
    return not any(e.tag in _NOT_IN_CELLS for e in inner) and not (
        cell.letters == 0 and any(e.tag == "img" for e in inner)
    )


def _bold(cell: Element) -> bool:
    return any(e.tag in ("b", "strong") and e.letters >= cell.letters for e in cell.elements())


def _has_digit(cell: Element) -> bool:
    return any(letter.isdigit() for letter in cell.text())


def _wrap(element: Element, first: int, last: int, rows: list[Element]) -> None:
    table = Element("table", {"class": "table"}, element)
    for number, row in enumerate(rows):
        for cell in _cells(row):
            cell.tag = "td" if number else "th"
        row.tag = "tr"
        row.parent = table
        table.letters += row.letters
        table.linked += row.linked
        table.links += row.links
    table.children = list(element.children[first : last + 1])
    element.children[first : last + 1] = [table]
