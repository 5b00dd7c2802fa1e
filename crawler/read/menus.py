"""Menus of old pages that lay themselves out with nested tables and name nothing.

A cell counts as a menu only when it is almost all short links to pages, and another cell of the same row holds what
looks like the page's content. Lists of documents and the agency's own O1 … O43 index are content wherever they stand.
"""

from __future__ import annotations

import re

from crawler.read.tables import cells_of, rows_of
from crawler.read.tree import Element

_DOCUMENT = re.compile(r"\.(pdf|docx?|xlsx?|pptx?|zip|rar|jpe?g|png)\b|drive\.google|download", re.IGNORECASE)
_ITEM = re.compile(r"^\W*(?:OIT|O|ข้อ)[\s.:-]*[0-9๐-๙]{1,2}\b", re.IGNORECASE)

MENU_LINKS = 5
"""A list of fewer links is no menu."""

LINKED_SHARE = 0.8
"""Share of a menu's letters that stand in links."""

SHORT_LABEL = 40
"""Mean letters of a menu label at most; titles of news and documents are longer."""

BAR_LABEL = 30
"""Letters in a cell of a menu bar at most."""

CONTENT = 150
"""Unlinked letters that make a neighbouring cell the content."""


def menu_cells(table: Element, *, first: bool) -> set[Element]:
    """Cells and rows of a layout table that are menus.

    first: nothing but a banner stands before the table, so that a row of short links is the site's menu bar.
    """
    found: set[Element] = set()
    for row in rows_of(table):
        cells = cells_of(row)
        if len(cells) > 1:
            likely = [cell for cell in cells if _is_link_list(cell)]
            if likely and any(_is_content(cell) for cell in cells if cell not in likely):
                found.update(likely)
        if first and _is_bar(row, cells):
            found.add(row)
        if row.letters - row.linked > CONTENT:
            first = False
    return found


def _is_link_list(cell: Element) -> bool:
    if cell.links < MENU_LINKS or cell.linked < LINKED_SHARE * cell.letters:
        return False
    if cell.linked > SHORT_LABEL * cell.links or cell.holds_main or _is_wide(cell):
        return False
    return not _lists_evidence(cell)


def _is_content(cell: Element) -> bool:
    return cell.holds_main or cell.letters - cell.linked >= CONTENT or _lists_evidence(cell)


def _is_bar(row: Element, cells: list[Element]) -> bool:
    """A row of at least four cells, or one cell, of short links only."""
    if row.links < MENU_LINKS - 1 or row.linked < LINKED_SHARE * row.letters or _lists_evidence(row):
        return False
    if any(e.tag in ("table", "ul", "ol", "p", "br") for e in row.elements()):
        return False
    return row.linked <= BAR_LABEL * row.links and (len(cells) == 1 or all(c.links <= 1 for c in cells))


def _lists_evidence(element: Element) -> bool:
    """Three links or more to documents, or named as items of the OIT."""
    documents = items = 0
    for inner in element.elements():
        if inner.tag == "a":
            documents += bool(_DOCUMENT.search(inner.get("href")))
            items += bool(_ITEM.match(inner.text()))
    return documents >= 3 or items >= 3  # noqa: PLR2004 - one or two may stand in any menu


def _is_wide(cell: Element) -> bool:
    """The page gives the cell more than two fifths of its width: a column of content."""
    width = cell.get("width")
    if width.endswith("%") and width[:-1].isdigit():
        return int(width[:-1]) > 40  # noqa: PLR2004
    return width.isdigit() and int(width) > 400  # noqa: PLR2004 - of about 1,000 pixels
