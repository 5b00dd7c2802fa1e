"""Tabs and accordions: which words on a page open which part of it.

A visitor knows that a table is October's because its tab says so. The label of a pane is therefore read at the pane,
as its heading, and not among the other labels. Only targets on the same page count; menus, dialogs and tables that a
script sorts have such attributes too and stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

import msgspec

from checks.evidence import Region
from crawler.read.regions import region_of
from crawler.read.tree import BLOCK_TAGS, Element, Tree

MAX_OPENERS = 500
"""Tabs and buttons of one page that are looked at; a page of questions and answers has a hundred."""

MAX_LABEL = 200
"""Letters of a label at most; what is longer is content that can be clicked."""

MAX_STEPS = 50
"""Pieces of a line that are looked at on either side of a button."""

_TABS = frozenset({"tab", "pill", "list"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CELLS = ("td", "th")
_NO_PANE = frozenset({"a", "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "input", "button", *_HEADINGS})
_NO_OPENER = frozenset({"tr", "td", "th", "thead", "tbody", "tfoot", "table", "input", "select", "textarea"})
_UNREAD = ("noscript", "svg", "select", "textarea", "object", "video", "audio", "iframe", "embed")
_TAB_NAME = re.compile(
    r"tabs\d*(?=$|[\s_-])|(?:^|[\s_-])tab(?:s|bed|ber|set|nav|list|menu|links?|content|pane|panel|\d+)?(?=$|[\s_-])",
    re.IGNORECASE,
)
_SAYS_NOTHING = re.compile(
    r"^\W*(?:(?:อ่าน|ดู|แสดง|คลิก|กด)(?:ต่อ|เพิ่ม|ทั้งหมด|ข้อมูล|รายละเอียด|ที่นี่|เพื่อ|ดู|/|\W*$)|รายละเอียด\W*$|เพิ่มเติม\W*$|ซ่อน"
    r"|เมนู|ค้นหา|(?:read|show|view|see)\b|(?:more|menu|search|toggle|filter|details?|expand|close|next|prev)\b)",
    re.IGNORECASE,
)
"""Labels that name the click and not what it opens."""


class Pane(msgspec.Struct, frozen=True):
    """What opens a part of the page.

    tab: the opener is a tab, whose pane takes the place of another; else it unfolds something on the page.
    """

    opener: Element
    tab: bool


class Panes(msgspec.Struct, frozen=True):
    """by_element: openers by the element they open. read_there: openers to be left out where they stand."""

    by_element: dict[Element, Pane]
    read_there: set[Element]


def find_panes(tree: Tree, prose: int) -> Panes:
    """Panes of a page whose label is to be read as their heading; prose: unlinked letters of the page."""
    panes = Panes({}, set())
    found = [
        (opener, target, tab)
        for opener in tree.openers[:MAX_OPENERS]
        if (tab := _kind(opener)) is not None and (target := _target(opener, tree.ids, tab=tab)) is not None
    ]
    regions: dict[Element, Region] = {}
    holders = {above for _, target, _ in found for above in (target, *_ancestors(target))}
    places: dict[Element, dict[int, int]] = {}
    for opener, target, tab in found:
        if opener in holders or any(above is target or above in panes.read_there for above in _ancestors(opener)):
            continue
        if _region(target, prose, regions) in ("menu", "header"):
            continue
        known = panes.by_element.get(target)
        if known is not None:
            if known.opener.text() == opener.text():  # the same tab again, for small screens
                panes.read_there.add(opener)
        elif tab or _unfolds(opener, places):
            panes.by_element[target] = Pane(opener, tab)
            panes.read_there.add(opener)
    return panes


def _ancestors(element: Element) -> Iterator[Element]:
    above = element.parent
    while above is not None:
        yield above
        above = above.parent


def _kind(opener: Element) -> bool | None:
    """``True`` for a tab, ``False`` for what unfolds a part of the page, ``None`` for neither."""
    if opener.tag in _NO_OPENER or not 0 < opener.letters <= MAX_LABEL:
        return None
    toggle = (opener.get("data-toggle") or opener.get("data-bs-toggle")).lower()
    if toggle == "collapse":
        return False
    if toggle in _TABS or opener.get("role").lower() == "tab":
        return True
    if toggle:
        return None
    if "aria-expanded" in opener.attrs and "aria-controls" in opener.attrs:
        return False
    return True if "data-tab" in opener.attrs or opener.get("href").startswith("#") else None


def _target(opener: Element, ids: dict[str, Element], *, tab: bool) -> Element | None:
    """The element of the same page that an opener opens."""
    for name in _addresses(opener):
        target = ids.get(name)
        if target is None or target.tag in _NO_PANE or target.within(*_UNREAD) is not None:
            continue
        if target.within(*_CELLS) is not opener.within(*_CELLS):
            continue
        if not tab or _says_tab(opener) or _named_tabs(opener, target):
            return target
    return None


def _addresses(opener: Element) -> Iterator[str]:
    for attribute in ("data-bs-target", "data-target", "href"):
        value = opener.get(attribute)
        if value.startswith("#") and len(value) > 1:
            yield value[1:]
            if "%" in value:
                yield unquote(value[1:])
    for attribute in ("aria-controls", "data-tab"):
        if value := opener.get(attribute):
            yield value.removeprefix("#")


def _says_tab(opener: Element) -> bool:
    attrs = opener.attrs
    return (
        "data-toggle" in attrs
        or "data-bs-toggle" in attrs
        or "data-tab" in attrs
        or opener.get("role").lower() == "tab"
    )


def _named_tabs(opener: Element, target: Element) -> bool:
    """Plain ``#`` links in a list are tabs only where it or its targets are called so; else a table of contents."""
    items = opener.within("ul", "ol")
    if items is None or opener.parent is None or opener.parent.tag != "li" or target.tag not in BLOCK_TAGS:
        return False
    near: Iterable[Element | None] = (items, items.parent, target)
    return any(e is not None and _TAB_NAME.search(f"{e.get('class')} {e.get('id')}") for e in near)


def _region(element: Element, prose: int, known: dict[Element, Region]) -> Region:
    """The region of an element, by its own attributes and those around it."""
    path: list[Element] = []
    at: Element | None = element
    while at is not None and at not in known:
        path.append(at)
        at = at.parent
    region: Region = known[at] if at is not None else "main"
    for inner in reversed(path):
        region = known[inner] = region_of(inner, region, prose)
    return region


def _unfolds(opener: Element, places: dict[Element, dict[int, int]]) -> bool:
    """Whether the words of a button name what it unfolds: no "read more", no part of a sentence, not yet a heading."""
    if _SAYS_NOTHING.search(opener.text()) or opener.within(*_HEADINGS) is not None:
        return False
    if any(inner.tag in _HEADINGS and inner.letters for inner in opener.elements()):
        return False
    return opener.tag in BLOCK_TAGS or _beside(opener, places) <= opener.letters


def _beside(opener: Element, places: dict[Element, dict[int, int]]) -> int:
    """Letters that share the line with an opener, other openers not counted."""
    top = opener
    while top.parent is not None and top.parent.tag not in BLOCK_TAGS:
        top = top.parent
    letters = top.letters - opener.letters
    if top.parent is None:
        return letters
    siblings = top.parent.children
    if top.parent not in places:
        places[top.parent] = {id(child): n for n, child in enumerate(siblings)}
    at = places[top.parent][id(top)]
    for line in (siblings[max(0, at - MAX_STEPS) : at][::-1], siblings[at + 1 : at + 1 + MAX_STEPS]):
        for piece in line:
            if isinstance(piece, str):
                letters += len("".join(piece.split()))
            elif piece.tag in BLOCK_TAGS or piece.tag == "br":
                break
            elif _kind(piece) is None:
                letters += piece.letters
    return letters
