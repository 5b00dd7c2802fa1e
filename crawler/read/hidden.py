"""What a page does not show at first, though a visitor can open it: tabs, accordions, collapsed rows."""

from __future__ import annotations

import functools
import re

from crawler.read.tree import Element

_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_OPENABLE = frozenset({"accordion-collapse", "panel-collapse", "collapse", "tab-pane", "dropdown-menu", "modal"})
_CLOSED = _OPENABLE | {
    "hidden", "d-none", "hide", "invisible", "sub-menu", "ui-tabs-hide", "screen-reader-text", "sr-only",
    "visually-hidden",
}  # fmt: skip
_OPEN = frozenset({"in", "show", "active", "open"})


@functools.lru_cache(maxsize=8192)
def _closed(classes: str) -> bool:
    tokens = set(classes.lower().split())
    closed = tokens & _CLOSED
    return bool(closed) and not (closed <= _OPENABLE and tokens & _OPEN)


def is_hidden(element: Element) -> bool:
    """Whether an element is not visible at first, by its own attributes.

    >>> is_hidden(Element("div", {"class": "tab-pane fade"}, None))
    True
    >>> is_hidden(Element("div", {"class": "tab-pane fade active in"}, None))
    False
    """
    attrs = element.attrs
    if "hidden" in attrs:
        return True
    if (style := attrs.get("style")) and _STYLE.search(style):
        return True
    classes = attrs.get("class")
    return bool(classes) and _closed(classes or "")
