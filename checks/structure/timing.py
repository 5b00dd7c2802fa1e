"""When the projects of a plan are carried out: dates, months, quarters, spans of time, or marks in a time-table.

Words of the item used: ``time`` (columns and labels), ``always`` ("ตลอดปี"), ``span`` (units of time).
"""

from __future__ import annotations

from collections.abc import Sequence

from checks.bundle import Bundle
from checks.finding import unclear
from checks.reading import Reading
from checks.structure.labels import labelled
from checks.structure.plans import (
    FEW,
    HEADER_LINE,
    NAME_LENGTH,
    Column,
    beside,
    column,
    printed_quotes,
    project_starts,
    project_tables,
    told,
)
from checks.structure.printed import printed_tables
from checks.thai.periods import month_hits, years
from checks.verdict import Finding, Quote

TIME_HEADING = 30
"""A longer text is no heading of a month, a quarter or a year."""

QUARTER = 3

PART = 4
"""At least every fourth project has a time, where times stand in the lines of projects and nothing calls them so."""

CALENDAR = 4
"""A header that names so many months (or two quarters) is a time-table."""


def when(bundle: Bundle, readings: Sequence[Reading]) -> Column:
    """The time frame of each project: dates, months, quarters, or marks in a time-table."""

    def accept(text: str) -> bool:
        return _timed(bundle, text)

    found = column(bundle, readings, "time", accept=lambda text: accept(text) or bundle.says(text, "span"), but=())
    if found.quotes:
        return found
    quotes: list[Quote] = []
    unseen: list[Quote] = list(found.dashes)
    for reading in readings:
        quotes += printed_quotes(bundle, reading, "time", lambda row: accept(row.text))
        quotes += [q for p in printed_tables(bundle, reading) if _calendar(bundle, p.head) for q in p.quotes(p.rows)]
        marks, heads = _timetable(bundle, reading)
        quotes += marks
        unseen += heads
        quotes += labelled(bundle, reading, "time", accept=accept, reach=2)
        if not quotes:
            quotes += _beside_names(bundle, reading)
    return Column(tuple(quotes), tuple(unseen), found.there)


def timed(bundle: Bundle, readings: Sequence[Reading]) -> Finding:
    """The answer for "time frame": a time-table whose marks cannot be seen is for a person."""
    found = when(bundle, readings)
    if found.quotes or not found.dashes:
        return told(bundle, found)
    return unclear(bundle, "marks-unseen", found.dashes)


def _beside_names(bundle: Bundle, reading: Reading) -> list[Quote]:
    """Times in the lines of the projects themselves, for a good part of them: one date may be that of the signature.

    A year in the name of a one-year plan's project ("เวทีประชาคมแผน 2566–2570") is what it is about, no time for it.
    """

    def accept(text: str) -> bool:
        year = bundle.item.period == "cover" and _timed(bundle, text)
        return year or bool(month_hits(text, bundle.fiscal_year)) or bundle.says(text, "always")

    found = beside(bundle, reading, accept)
    names = len(project_starts(bundle, reading))
    return [reading.quote(line) for line in found] if len(found) * PART >= names else []


def _timed(bundle: Bundle, text: str) -> bool:
    if month_hits(text, bundle.fiscal_year) or bundle.says(text, "always"):
        return True
    return any(hit.kind in ("fiscal", "plain", "range", "date") for hit in years(text))


def _timetable(bundle: Bundle, reading: Reading) -> tuple[list[Quote], list[Quote]]:
    """Headers that are time-tables: those that hold marks or need none, and those of pages whose marks are unseen.

    A printed page draws its marks as arrows or shades, which no text layer holds: there the header and the projects
    below it are the time-table. Years as columns are the time frame of a plan of several years.
    """
    sure: list[Quote] = []
    unsure: list[Quote] = []
    for table, _ in project_tables(bundle, reading):
        for row in sorted(table.cells)[:CALENDAR]:
            cols = [c for c, b in table.cells[row].items() if _names_time(bundle, b.text)]
            if len({table.cells[row][c].text for c in cols}) < FEW:
                continue
            head = reading.quote_block(table.cells[row][cols[0]])
            below = [table.cells[r][c] for r in table.cells if r > row for c in cols if c in table.cells[r]]
            marked = any(b.row > row and b.text and not _names_time(bundle, b.text) for b in below)
            drawn = any(i.table == table.number and i.page == table.page and i.col in cols for i in reading.images)
            (sure if marked or drawn or not reading.is_page else unsure).append(head)
    if not sure and not unsure:
        lines = [line for line in reading.evidence if line.block.kind != "cell" and len(line.text) <= HEADER_LINE]
        for n, line in enumerate(lines):
            window = " ".join(x.text for x in lines[n : n + 6]) if len(line.text) < NAME_LENGTH else line.text
            if _calendar(bundle, window):
                sure.append(reading.quote(line))
                break
    return sure, unsure


def _calendar(bundle: Bundle, text: str) -> bool:
    """Does a header name enough months, or quarters, to be a time-table?"""
    named = {hit.months for word in text.split() for hit in month_hits(word, bundle.fiscal_year)}
    named |= {hit.months for hit in month_hits(text, bundle.fiscal_year) if len(hit.months) > 1}
    return len(named) >= CALENDAR or sum(len(months) == QUARTER for months in named) >= FEW


def _names_time(bundle: Bundle, text: str) -> bool:
    if len(text) > TIME_HEADING:
        return False
    if month_hits(text, bundle.fiscal_year):
        return True
    return bundle.item.period == "cover" and any(h.kind in ("fiscal", "plain") for h in years(text))
