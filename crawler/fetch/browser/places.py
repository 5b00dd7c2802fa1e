"""Places in a page's content that stay empty until a script fills them: told from the HTML alone.

A table whose rows a script fetches, a box that a script named beside it draws, a list that is written while the page
loads. Boxes of maps, chats and counters are no content, and neither is what stands in menus and side columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

LITTLE = 300
"""Letters of content; a page with more is no page whose content a script of its own draws."""

MARKER = 40
"""Letters of a place that says no more than that something is coming."""

_FRAME = frozenset({"header", "nav", "footer", "aside"})
_ROWS = frozenset({"tbody", "table"})
_BOXES = "div[id], section[id], table[id], tbody[id], ul[id], ol[id], dl[id], p[id], article[id]"
_SHOWN = "a[href], img, iframe, input, form, object, embed, canvas, svg, td, li"
_MAKES = re.compile(
    r"""<\\?/?(?:table|tr|td|li|ul|ol|dl|p|h[1-6]|div)\b|insertRow|createElement|DataTable|\.load\(""", re.IGNORECASE
)
_WRITES = re.compile(r"document\.write(?:ln)?\s*\(", re.IGNORECASE)
_ROWS_WRITTEN = re.compile(r"<(?:table|tr|td|li|p|h[1-6])\b", re.IGNORECASE)
_NO_CONTENT = re.compile(
    r"map|fb-|facebook|chat|messenger|count|visit|stat-?hit|ads|banner|translate|cookie|captcha|clock|date|weather|slide"
    r"|carousel|modal|popup|toast|load|menu|comment|disqus|player|lightbox|gallery|top$",
    re.IGNORECASE,
)
_LIBRARY = re.compile(
    r"^(?:https?:)?//|jquery|bootstrap|popper|swiper|slick|owl|analytics|gtag|wp-includes", re.IGNORECASE
)


def filled_by_script(tree: LexborHTMLParser, content: int) -> bool:
    """Does the content hold a place that only a script fills? ``content``: letters that stand there already."""
    inline = [code for node in tree.css("script:not([src])") if (code := node.text() or "").strip()]
    if any(_writes_rows(node) for node in tree.css("script:not([src])")):
        return True
    own = [n for n in tree.css("script[src]") if not _LIBRARY.search(n.attributes.get("src") or "")]
    for box in _empty(tree):
        name = box.attributes.get("id") or ""
        if any(_names(code, name) and _MAKES.search(code) for code in inline):
            return True
        if own and (box.tag in _ROWS or (content < LITTLE and _beside(box))):
            return True
    return False


def _empty(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """Elements with a name that hold nothing, or a few words that say that something is coming."""
    for box in tree.css(_BOXES):
        name = box.attributes.get("id") or ""
        if not name or _NO_CONTENT.search(name) or _in_frame(box) or box.css(_SHOWN):
            continue
        words = "" if box.tag == "table" and box.css("th") else " ".join(box.text(deep=True).split())
        if len(words) <= MARKER:
            yield box


def _names(code: str, name: str) -> bool:
    return re.search(rf"""['"`#]#?{re.escape(name)}(?:\s+tbody)?['"`\s]""", code) is not None


def _beside(box: LexborNode) -> bool:
    """Is a script of the site's own called right behind the place?"""
    after = box.next
    while after is not None and after.tag in ("-text", "-comment", "noscript"):
        after = after.next
    source = (after.attributes.get("src") or "") if after is not None and after.tag == "script" else ""
    return bool(source) and not _LIBRARY.search(source)


def _writes_rows(script: LexborNode) -> bool:
    """Does a script in the content write rows or paragraphs while the page loads?"""
    code = script.text() or ""
    return bool(_WRITES.search(code) and _ROWS_WRITTEN.search(code)) and not _in_frame(script)


def _in_frame(node: LexborNode) -> bool:
    above = node.parent
    while above is not None:
        if above.tag in _FRAME:
            return True
        above = above.parent
    return False
