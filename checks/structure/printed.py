"""Tables of printed pages, whose text layer holds rows of words: a header, then rows beneath it.

A reader of PDFs gives the lines of a printed table as paragraphs, or a part of its rows as cells without their header.
Here a row is a row whatever it came as, and a header is what says at least two kinds of columns above rows of figures.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

import msgspec

from checks.bundle import Bundle
from checks.reading import Line, Reading
from checks.structure.labels import contents_line
from checks.structure.tables import bare_headers
from checks.thai.dates import dates
from checks.thai.numbers import amounts
from checks.verdict import Quote

HEAD_LINES = 10
"""A header may be broken into so many lines."""

HEAD_TEXT = 260
ROWS = 80
"""So many rows of one table are looked at."""

LABEL = 40
"""The heading of a section of problems or suggestions is no longer than this."""

HUNDRED = 100
_WORD = re.compile(r"[^\W\d_]{3}")
_NUMBERED = re.compile(r"^\s*[\d\u0e50-\u0e59]{1,3}(?:[.)]\s*|\s+)\D{3}")
_OF_PROJECTS = ("project", "budget", "spent", "progress", "time")
_COLUMNS = ("project", "budget", "spent", "progress", "time", "problem", "suggestion", "kind_head", "column")


class Row(msgspec.Struct, frozen=True):
    """A printed row: its words, the line it begins with, how many cells the reader saw in it (0: a plain line)."""

    text: str
    line: Line
    cells: int = 0


class Printed(msgspec.Struct, frozen=True):
    """A printed table: the words of its header and its rows."""

    reading: Reading
    head: str
    first: Line
    rows: tuple[Row, ...]

    def quotes(self, rows: Sequence[Row]) -> list[Quote]:
        """The header and some rows as proof."""
        return [self.reading.quote(self.first), *(self.reading.quote(row.line) for row in rows[:2])]


@functools.lru_cache(maxsize=64)
def printed_tables(bundle: Bundle, reading: Reading) -> tuple[Printed, ...]:
    """The printed tables of a document, in order; pages have tables of their own."""
    return () if reading.is_page else tuple(_tables(bundle, reading))


def _tables(bundle: Bundle, reading: Reading) -> Iterator[Printed]:
    rows = _rows(reading)
    n = 0
    while n < len(rows):
        head = _head(bundle, rows, n)
        if head is None:
            n += 1
            continue
        body = _body(bundle, rows, head)
        if len(body) > 1 or any(row.cells or _is_numbered(row.text) for row in body):  # one sum in prose is no table
            text = " ".join(row.text for row in rows[n:head])
            yield Printed(reading, text, rows[n].line, tuple(body))
        n = head + max(1, len(body))


def _rows(reading: Reading) -> list[Row]:
    found: list[Row] = []
    place = (0, 0, 0)
    bare = bare_headers(reading)
    for line in reading.evidence:
        if contents_line(line.text) or (line.block.kind == "cell" and line.block in bare):
            continue
        block = line.block
        here = (block.page, block.table, block.row) if block.kind == "cell" else (0, 0, 0)
        if block.kind == "cell" and here == place:
            last = found[-1]
            found[-1] = Row(f"{last.text} {line.text}", last.line, last.cells + 1)
        else:
            found.append(Row(line.text, line, int(block.kind == "cell")))
        place = here
    return found


def _head(bundle: Bundle, rows: Sequence[Row], n: int) -> int | None:
    """Where the body begins that the header at ``n`` stands above, or nothing where no header begins at ``n``."""
    if _is_body(rows[n]) or not bundle.says(rows[n].text, *_COLUMNS):
        return None
    end = n
    while end < len(rows) and end - n < HEAD_LINES and not _is_body(rows[end]):
        end += 1
    if end >= len(rows) or not _is_body(rows[end]):
        return None
    above = rows[end - 1].text
    if len(above) <= LABEL and bundle.says(above, "problem", "suggestion") and not bundle.says(above, *_OF_PROJECTS):
        return None  # the heading of a section: what stands below are problems, not projects
    text = " ".join(row.text for row in rows[n:end])
    said = sum(bundle.says(text, purpose) for purpose in _COLUMNS)
    return end if said > 1 and len(text) <= HEAD_TEXT else None


def _body(bundle: Bundle, rows: Sequence[Row], start: int) -> list[Row]:
    """Rows up to a label that begins another section; a line without figures goes on the row before it."""
    found: list[Row] = []
    for row in rows[start : start + ROWS]:
        label = not row.cells and not _is_body(row) and bundle.says(row.text[:40], "problem", "suggestion", "closing")
        if label or row.line.block.kind == "heading":
            break
        if _is_body(row) or not found:
            found.append(row)
        else:
            found[-1] = Row(f"{found[-1].text} {row.text}", found[-1].line, found[-1].cells)
    return found


def _is_body(row: Row) -> bool:
    if row.cells > 1 or _is_numbered(row.text):
        return True
    return sum(a.unit != "percent" and a.value >= HUNDRED for a in amounts(row.text)) > 0 and bool(
        _WORD.search(row.text)
    )


def _is_numbered(text: str) -> bool:
    """Does a row begin with its number? The day of a date is none."""
    return _NUMBERED.match(text) is not None and not any(
        hit.day and not text[: hit.start].strip() for hit in dates(text)
    )
