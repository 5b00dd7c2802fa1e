"""Places in a page's content that stay empty until a script fills them: told from the HTML alone.

A table whose rows a script fetches, a box that a script named beside it draws, a list that is written while the page
loads. Boxes of maps, chats and counters are no content, and neither is what stands in menus and side columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

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
_ROWS_WRITTEN = re.compile(r"<(?:tr|td|li)\b", re.IGNORECASE)
_WORDS_WRITTEN = re.compile(r"<(?:table|tr|td|li|p|h[1-6])\b", re.IGNORECASE)
_NO_CONTENT = re.compile(
    r"facebook|messenger|visit|banner|translate|cookie|captcha|weather|slide|carousel|modal|popup|preload|counter|disqus"
    r"|comment|player|lightbox|gallery"
    # these stand inside other words (uploads, account, candidates): only at the beginning of a word, also as in siteMap
    r"|(?:(?<![a-z])|(?-i:(?<=[a-z])(?=[A-Z])))(?:map|fb-|chat|count|stat-?hit|ads|clock|date|toast|load|menu|top$)",
    re.IGNORECASE,
)
_LIBRARY = re.compile(
    r"jquery|bootstrap|popper|swiper|(?<![a-z])(?:slick|owl)|analytics|gtag|wp-includes", re.IGNORECASE
)


def filled_by_script(tree: LexborHTMLParser, content: int, host: str) -> bool:
    """Does the content hold a place that only a script fills?

    content: letters that stand there already. host: the page's own; scripts of other hosts are no scripts of the site.
    """
    inline = [code for node in tree.css("script:not([src])") if (code := node.text() or "").strip()]
    if any(_writes_rows(node, content) for node in tree.css("script:not([src])")):
        return True
    own = any(_is_own(node, host) for node in tree.css("script[src]"))
    for box in _empty(tree):
        name = box.attributes.get("id") or ""
        if any(_names(code, name) and _MAKES.search(code) for code in inline):
            return True
        if own and (box.tag in _ROWS or (content < LITTLE and _beside(box, host))):
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


def _is_own(script: LexborNode, host: str) -> bool:
    """Does a script come from the site itself, and is it no library?"""
    source = (script.attributes.get("src") or "").strip()
    try:
        named = urlsplit(source).netloc
    except ValueError:
        return False
    return bool(source) and not _LIBRARY.search(source) and (not named or _bare(named) == _bare(host))


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")


def _beside(box: LexborNode, host: str) -> bool:
    """Is a script of the site's own called right behind the place?"""
    after = box.next
    while after is not None and after.tag in ("-text", "-comment", "noscript"):
        after = after.next
    return after is not None and after.tag == "script" and _is_own(after, host)


def _writes_rows(script: LexborNode, content: int) -> bool:
    """Does a script in the content write rows while the page loads, or on a page of few words any content?"""
    code = script.text() or ""
    wanted = _WORDS_WRITTEN if content < LITTLE else _ROWS_WRITTEN
    return bool(_WRITES.search(code) and wanted.search(code)) and not _in_frame(script)


def _in_frame(node: LexborNode) -> bool:
    above = node.parent
    while above is not None:
        if above.tag in _FRAME:
            return True
        above = above.parent
    return False
