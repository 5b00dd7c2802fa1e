"""Pages that look like evidence and hold none: under construction, official wording only, a title and nothing else.

So are files of tables that nobody filled in.
"""

from __future__ import annotations

import re

from checks.reading import Line, Reading
from checks.structure.tables import Table, blank, tables

SHORT = 400
"""A page with less text than this, in characters, is hollow when it also says that it is being made."""

BARE = 25
"""A page with less own text than this, no links, pictures, forms or widgets in its content is an empty page."""

COLUMNS = 3
"""A table to fill in has at least so many columns; a single row of two may say something."""

_MAKING = re.compile(
    r"construct|coming[ _-]?soon|maintenance|work(?:ing)?[ _-]?in[ _-]?progress|อยู่ระหว่าง|กำลังปรับปรุง|ปิดปรับปรุง",
    re.IGNORECASE,
)
"""Names of the picture that stands on a page which is being made."""

_BUTTON = re.compile(r"icon|button|btn|print|e-?mail|arrow|logo", re.IGNORECASE)

_ORDINAL = re.compile(r"^\W*\d{1,3}\W*$")
"""A row numbered in advance."""

_SAYING = re.compile(r"\d|ไม่มี|ไม่พบ|ไม่ปรากฏ")
"""A first row with figures or a statement is no header."""


_STATED = re.compile(r"ไม่(?:มี|พบ|ปรากฏ|ได้รับ)(?!ข้อมูล|เนื้อหา|รายการ|บทความ|ไฟล์)|[\d๐-๙]\s*(?:เรื่อง|ราย|โครงการ)")
"""A statement that there was none, or how many there were, is content however short it is."""


def _is_head(line: Line) -> bool:
    return line.block.kind == "heading"


def is_login(reading: Reading) -> bool:
    """Does the page show nothing but a log-in form?"""
    asks = any(b.control == "password" and b.region == "main" for b in reading.controls)
    return asks and sum(len(x.text) for x in reading.main if x.block.kind != "heading") < SHORT


def hollow(reading: Reading) -> str:
    """Why the page proves nothing: ``hollow`` (being made, filler text, empty), ``wording-pasted``; empty if it may.

    Titles do not count as content: a page that holds its own heading alone is empty.
    """
    own = sum(len(line.text) for line in reading.evidence if line.block.kind != "heading")
    shows = any(b.region == "main" for b in [*reading.images, *reading.controls, *reading.widgets, *reading.links])
    rows = any(b.kind == "cell" and b.region == "main" for b in reading.document.blocks)
    if own < SHORT and reading.spots("book.hollow") and not rows:
        return "hollow"
    if reading.spots("book.filler"):
        return "hollow"
    if own < BARE and not shows and not any(_STATED.search(x.text) for x in reading.evidence if not _is_head(x)):
        return "wording-pasted" if any(line.pasted for line in reading.main) else "hollow"
    if own < SHORT and not shows and not reading.is_page and _header_only(reading):
        return "hollow"
    return ""


def to_come(reading: Reading) -> bool:
    """Does a page say that it is being made, with no picture but one that says the same?"""
    shown = [b for b in reading.images if b.region == "main" and not _BUTTON.search(b.href.rsplit("/", 1)[-1])]
    made = all(_MAKING.search(f"{b.text} {b.href.rsplit('/', 1)[-1]}") for b in shown)
    return reading.is_page and made and bool(reading.spots("book.hollow"))


def _header_only(reading: Reading) -> bool:
    """Is a file nothing but tables to fill in: titles and headers, and no row below them?"""
    found = tables(reading)
    loose = any(x.block.kind in ("paragraph", "item") for x in reading.main)
    heads = [[b.text for r in t.heads for b in t.cells[r].values()] for t in found]
    form = any(len(set(texts)) >= COLUMNS for texts in heads) and not any(_SAYING.search(x) for h in heads for x in h)
    return form and not loose and not any(_filled(t) for t in found)


def _filled(table: Table) -> bool:
    """Is there a row below the header that says more than its own number?"""
    last = max(table.heads, default=0)
    rows = (row for number, row in table.cells.items() if number > last)
    return any(not blank(b.text) and not _ORDINAL.match(b.text) for row in rows for b in row.values())
