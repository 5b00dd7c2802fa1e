"""Labels and what stands under them: "ปัญหาและอุปสรรค" with a sentence behind it, below it or in the next cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from checks.bundle import Bundle
from checks.contents import TAIL
from checks.reading import Line, Reading, Spot
from checks.structure.tables import tables
from checks.verdict import Quote

NEXT_LINES = 3
"""So many lines below a label may hold what it announces."""

LABEL_LENGTH = 90
"""A longer line is a sentence of its own, not a label."""

SHORT = 36
"""A label that ends with its word is no longer than this."""

NONE = 24
"""Characters behind a label in which "ไม่มี" answers it."""

_BEFORE = re.compile(
    r"^[\W\d_]*(?:\S{2,8}\s*[\d\u0e50-\u0e59]+|[ก-ฮ](?=[.)]))?[\W\d_]*(?:(?:การ|ผลการ)?(?:วิเคราะห์|สรุป)\s*)?$"
)
_TAIL = re.compile(r"[:：]\s*(.*)$", re.DOTALL)
_CONTENTS = re.compile(r"(?<![.…·_])[.…·_]{4,}\s*[\d\u0e50-\u0e59]*\s*$|\s{3,}[\d\u0e50-\u0e59]{1,3}$")
_DASHED = re.compile(r"^[\s/]*(?:[-–•]|[\d\u0e50-\u0e59]+[.)])\s*[^\W\d_]")
_ENTRIES = ("cell", "item")
_EMPTY = re.compile(r"^[\s\d\u0e50-\u0e59.…_\-–—•·()\[\]:/|]*$")

Accept = Callable[[str], bool]


def wordy(text: str) -> bool:
    """Does a text say something: more than dots, dashes and numbers?"""
    return not _EMPTY.match(text) and len(text.strip()) > 2  # noqa: PLR2004 - a stray letter says nothing


def contents_line(text: str) -> bool:
    """Is it a line of a table of contents (dots and a page number)?"""
    return bool(_CONTENTS.search(text[-TAIL:]))


def starts(spot: Spot) -> bool:
    """Does the phrase begin its line, apart from numbering ("4.2", "ส่วนที่ ๓", "-")?"""
    return bool(_BEFORE.match(spot.line.text[: spot.match.start - spot.line.start]))


def labelled(
    bundle: Bundle,
    reading: Reading,
    *purposes: str,
    stops: Sequence[str] = (),
    accept: Accept = wordy,
    reach: int = NEXT_LINES,
) -> list[Quote]:
    """What stands behind or below labels made of the words of ``purposes``.

    stops: words that begin another section; a label followed by one of them is empty. accept: what counts as content.
    Words of the item used: ``none``.
    """
    found: list[Quote] = []
    for spot, line in labelled_lines(bundle, reading, *purposes, stops=stops, accept=accept, reach=reach):
        found += [spot.quote()] if line is spot.line else [spot.quote(), reading.quote(line)]
    return found


def labelled_lines(
    bundle: Bundle,
    reading: Reading,
    *purposes: str,
    stops: Sequence[str] = (),
    accept: Accept = wordy,
    reach: int = NEXT_LINES,
) -> list[tuple[Spot, Line]]:
    """As :func:`labelled`: each label with the line that holds what it announces."""
    ends = {s.line.index for s in bundle.spots_in(reading, *stops) if _is_label(s)}
    ends |= {s.line.index for s in bundle.spots_in(reading, *purposes) if _is_label(s) and _is_bare(s)}
    heads = _header_lines(reading)
    found: list[tuple[Spot, Line]] = []
    for spot in bundle.spots_in(reading, *purposes):
        if spot.line.index in heads or contents_line(spot.line.text) or not (starts(spot) or _closes(spot)):
            continue
        content = _content(bundle, spot, ends, reach, loose=accept is wordy)
        line = next((line for line, text in content if accept(text)), None)
        if line is not None:
            found.append((spot, line))
    return found


def _is_label(spot: Spot) -> bool:
    return (starts(spot) and len(spot.line.text) <= LABEL_LENGTH) or _closes(spot)


def _is_bare(spot: Spot) -> bool:
    """Is the label nothing but its word? "ปัญหาด้านบุคลากรไม่เพียงพอ" below "ปัญหา" is what that announces."""
    line = spot.line
    return line.block.kind != "paragraph" or not wordy(line.text[spot.match.end - line.start :])


def _closes(spot: Spot) -> bool:
    """Is the phrase the end of a short line of its own ("สิ่งที่กองคลังขอเสนอ")? The last words of a paragraph are none."""
    line, reading = spot.line, spot.reading
    if len(line.text) > SHORT or line.text[spot.match.end - line.start :].strip(" :?") or line.block.kind in _ENTRIES:
        return False
    if line.block.kind == "heading" or reading.is_page:
        return True
    before = reading.lines[line.index - 1] if line.index else line
    widest = max((len(x.text) for x in reading.main), default=0)
    return before.block.kind in ("cell", "heading") or len(before.text) * 4 < widest * 3


def _content(bundle: Bundle, spot: Spot, ends: set[int], reach: int, *, loose: bool) -> Iterator[tuple[Line, str]]:
    """The texts that may be what the label announces: the rest of its line, then the next lines.

    loose: anything wordy counts, so the rest of a short line ("ปัญหา … ในการดำเนินงาน") is still the label.
    """
    line = spot.line
    rest = line.text[spot.match.end - line.start :]
    tail = _TAIL.search(rest)
    if tail is not None:
        yield line, tail[1]
        if wordy(tail[1]):
            return
    elif len(line.text) > LABEL_LENGTH or not loose or _DASHED.match(rest) or bundle.says(rest[:NONE], "none"):
        yield line, rest
    for later in spot.reading.after(line, reach):
        if later.block.region != "main" or later.index in ends or later.block.kind == "heading":
            return
        if line.block.kind == "cell" and (later.block.table, later.block.row) != (line.block.table, line.block.row):
            return
        if not later.pasted and not contents_line(later.text):
            yield later, later.text


def _header_lines(reading: Reading) -> set[int]:
    """Lines that are header cells of a data table: columns are judged as columns."""
    places = {(t.page, t.number, row) for t in tables(reading) for row in t.heads if len(t.cells.get(row, ())) > 2}  # noqa: PLR2004 - two columns: a label and its content
    return {
        line.index
        for line in reading.main
        if line.block.kind == "cell" and (line.block.page, line.block.table, line.block.row) in places
    }
