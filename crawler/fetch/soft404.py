"""Soft 404: a page that says "not found" with status 200.

Each host is asked once for an address that cannot exist. A page with the same title and the same words as the answer
is not there either. What the host's own front page looks like is never taken for "not found".
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import msgspec

from checks.evidence import TEXT_KINDS, Document
from checks.thai.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

SLACK = 24
"""Folded letters by which two answers may differ and still say the same: a counter, a date, the address asked."""

LITTLE = 80
"""Folded letters; with less there is nothing to compare (a page that a script has yet to fill)."""

_SAYS_SO = tuple(
    fold(text)
    for text in (
        "ไม่พบหน้าที่ท่านต้องการ", "ไม่พบหน้าที่คุณต้องการ", "ไม่พบหน้าเว็บ", "ไม่พบหน้านี้", "ไม่พบหน้าที่ค้นหา", "ไม่พบเพจ",
        "404 not found", "page not found", "error 404", "404 error", "404 page",
    )
)  # fmt: skip

# The look behind keeps it linear on a long word: only the beginning of a word is tried.
_VARYING = re.compile(r"https?://\S+|(?<![\w./%-])[\w./%-]*oit-no-such-page[\w./%-]*|\d+")


class Face(msgspec.Struct, frozen=True):
    """What an answer looks like: folded title and the folded lines of its content, numbers left out."""

    title: str
    lines: frozenset[str]

    @property
    def length(self) -> int:
        """Folded letters in the lines."""
        return _size(self.lines)


def face(document: Document) -> Face:
    """The face of a page: menus, headers and footers left out."""
    texts = [b.text for b in document.blocks if b.kind in TEXT_KINDS and b.region == "main"]
    lines = frozenset(fold(_VARYING.sub("", text)) for text in texts) - {""}
    return Face(fold(_VARYING.sub("", document.title)), lines)


def alike(one: Face, other: Face) -> bool:
    """Do two answers say the same, up to a counter or a date?"""
    if one.title != other.title or min(one.length, other.length) < LITTLE:
        return False
    return _size(one.lines - other.lines) <= SLACK and _size(other.lines - one.lines) <= SLACK


def _size(lines: Iterable[str]) -> int:
    return sum(map(len, lines))


def says_so(document: Document) -> bool:
    """Does the page's title, or its first heading, say in so many words that it was not found?"""
    headings = [b.text for b in document.blocks if b.kind == "heading" and b.region == "main"][:1]
    return any(words in fold(text) for text in (document.title, *headings) for words in _SAYS_SO)


def nowhere(origin: str, folder: str = "/") -> str:
    """An address on a host that no site has: the same for every crawl, so that servers' logs explain it."""
    mark = hashlib.sha256(origin.encode()).hexdigest()[:10]
    return f"{origin}{folder}oit-no-such-page-{mark}"
