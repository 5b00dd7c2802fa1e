"""Which months of the first half of the fiscal year does a report speak of?

A report says it in its title ("รอบ 6 เดือน", "ไตรมาสที่ 1"), by a date of its figures ("ณ วันที่ 31 มีนาคม 2565") or
by columns of months and quarters. Columns that stand there empty do not count, whatever the title says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from checks.bundle import Bundle, headlines
from checks.finding import met, unclear, unmet
from checks.reading import Reading
from checks.structure.papers import titles
from checks.structure.tables import Table, blank, tables
from checks.thai.dates import YearMonth, dates, ranges
from checks.thai.numbers import amounts
from checks.thai.periods import first_half, month_hits, month_label, months
from checks.verdict import Finding, Quote

TOP = 25
"""So many lines at the beginning of a report say what time it is about."""

AFTER = 70
"""Characters behind "ณ วันที่" in which its date stands."""

LAST_DAYS = 25
"""Figures of this day of March or later count for the whole of March."""

HEAD_ROWS = 4

HEADING = 40
"""A cell that heads a column names a month; a longer one only mentions it."""

MARK = 3
"""A mark in a time-table is no longer than this."""

LINE = 160
"""A longer line is a paragraph, and the months in it may be anybody's."""


class Coverage(msgspec.Struct, frozen=True):
    """The months covered; ``said``: does any of the readings say which?"""

    months: frozenset[YearMonth] = frozenset()
    said: bool = False

    def missing(self, fiscal_year: int) -> list[YearMonth]:
        """Months of the first half that are not covered."""
        return [month for month in first_half(fiscal_year) if month not in self.months]


def coverage(bundle: Bundle, readings: Iterable[Reading]) -> Coverage:
    """The months that the readings cover together. Words of the item used: ``as_at``, ``cumulative``.

    What a report says of itself counts; what only the links to it say counts where no report says anything.
    """
    every = list(readings)
    for links in (False, True):
        own = [months for r in every if (months := _reading(bundle, r, links=links)) is not None]
        if own:
            return Coverage(frozenset().union(*own), said=True)
    return Coverage()


def _reading(bundle: Bundle, reading: Reading, *, links: bool) -> set[YearMonth] | None:
    half = set(first_half(bundle.fiscal_year))
    stated = _stated(bundle, reading, half) or (_linked(bundle, reading) if links else set())
    limit = _limit(bundle, reading)
    filled, empty = _columns(bundle, reading)
    if limit is not None:
        stated = {month for month in half if month <= limit}
    elif stated and (stated & half) != half and bundle.spots_in(reading, "cumulative"):
        stated = {month for month in half if month <= max(stated)}
    if not stated:
        stated = (_rows(bundle, reading) | filled) & half
    if not stated and not empty:
        return None
    return (stated or half) - empty


def _stated(bundle: Bundle, reading: Reading, half: set[YearMonth]) -> set[YearMonth]:
    """Months named by the report itself; a range that begins in October beats a title."""
    fiscal_year = bundle.fiscal_year
    others = headlines(reading)  # what stands in a list of stories tells of their times
    top = [line.text for line in reading.main[:TOP] if line.block.kind != "cell" and not others]
    spans = [r for text in top for r in ranges(text) if r.first <= min(half)]
    if spans:
        return {m for span in spans for m in half if m <= span.last}
    own = {
        m
        for text in (*(() if others else titles(bundle, reading)), *(line.text for line in reading.headings))
        if text not in others
        for m in months(text, fiscal_year)
    }
    own = own or {m for text in top if len(text) < LINE for m in months(text, fiscal_year)}
    return own if own & half else set()


def _linked(bundle: Bundle, reading: Reading) -> set[YearMonth]:
    """Months named by the links to a report, else by what stands around them."""
    fiscal_year = bundle.fiscal_year
    mentions = next((m.mentions for m in bundle.members if m.reading is reading), ())
    linked = {m for mention in mentions for m in months(mention.text, fiscal_year)}
    return linked or {
        m for mention in mentions for text in (mention.context, mention.heading) for m in months(text, fiscal_year)
    }


def _limit(bundle: Bundle, reading: Reading) -> YearMonth | None:
    """The last whole month of figures that are said to be as of a date of this fiscal year."""
    half = first_half(bundle.fiscal_year)
    found: list[YearMonth] = []
    for spot in bundle.spots_in(reading, "as_at"):
        start = spot.match.end - spot.line.start
        for hit in dates(spot.line.text[start : start + AFTER])[:1]:
            month = (hit.year_be, hit.month)
            if half[0] <= month <= (bundle.fiscal_year, 9):
                whole = not hit.day or hit.day >= LAST_DAYS
                earlier = max((m for m in half if m < month), default=(0, 0))
                found.append(month if whole else earlier)
    return max(found) if found else None


def _columns(bundle: Bundle, reading: Reading) -> tuple[set[YearMonth], set[YearMonth]]:
    """Months whose columns report something, and months whose columns stand empty beside such columns."""
    half = set(first_half(bundle.fiscal_year))
    reported: set[YearMonth] = set()
    empty: set[YearMonth] = set()
    for table in tables(reading):
        columns = _calendar(table, bundle.fiscal_year)
        filled: set[YearMonth] = set()
        bare: set[YearMonth] = set()
        for col, (named, below) in columns.items():
            held = any(_holds(text, quarter=len(named) > 1) for text in _below(table, col, below))
            (filled if held else bare).update(named)
        reported |= filled & half
        if filled:
            empty |= (bare - filled) & half
    return reported, empty - reported


def _holds(text: str, *, quarter: bool) -> bool:
    """Does a cell report something: figures, or words in the column of a quarter? Marks of a time-table do not."""
    return any(a.unit != "count" for a in amounts(text)) or (quarter and len(text) > MARK)


def _calendar(table: Table, fiscal_year: int) -> dict[int, tuple[frozenset[YearMonth], int]]:
    """Columns headed by months or quarters: their months and the row in which they are named."""
    found: dict[int, tuple[frozenset[YearMonth], int]] = {}
    for row in sorted(table.cells)[:HEAD_ROWS]:
        named: dict[int, frozenset[YearMonth]] = {}
        for col, block in table.cells[row].items():
            if len(block.text) <= HEADING and block.colspan < max(table.cells[row]):
                hits = month_hits(block.text, fiscal_year)
                if hits:
                    named[col] = frozenset(m for hit in hits for m in hit.months)
        if len(set(named.values())) > 1:
            found.update({col: (span, row) for col, span in named.items()})
    return found


def _below(table: Table, col: int, row: int) -> list[str]:
    below = (table.cells[r].get(col) for r in sorted(table.cells) if r > row)
    return [
        block.text
        for block in below
        if block is not None and block.row > row and not block.head and not blank(block.text)
    ]


def _rows(bundle: Bundle, reading: Reading) -> set[YearMonth]:
    """Months that begin rows or lines which hold figures."""
    found: set[YearMonth] = set()
    for table in tables(reading):
        for row in table.body:
            first = next((b.text for _, b in sorted(row.items()) if not blank(b.text) and len(b.text) > MARK), "")
            if any(amounts(b.text) for b in row.values() if b.text != first):
                found |= months(first[:HEADING], bundle.fiscal_year)
    for line in reading.evidence:
        if line.block.kind != "cell":
            hits = month_hits(line.text, bundle.fiscal_year)
            if hits and hits[0].start < 14 and amounts(line.text[hits[0].end :]):  # noqa: PLR2004 - numbering may come first
                found |= set(hits[0].months)
    return found


def half_year(bundle: Bundle, readings: Iterable[Reading], proof: Sequence[Quote]) -> Finding:
    """The answer for "covers the first six months": ``proof`` is the progress shown.

    The months are those of the readings that show it; others (a list that calls everything half-yearly) say them only
    where those say none.
    """
    every = list(readings)
    proving = {quote.url for quote in proof}
    known = coverage(bundle, [r for r in every if r.url in proving])
    known = known if known.said else coverage(bundle, every)
    missing = known.missing(bundle.fiscal_year)
    if not known.said:
        return unclear(bundle, "coverage-unsaid", proof)
    if not missing:
        return met(proof)
    facts = {"months": month_names(missing)}
    if missing == first_half(bundle.fiscal_year)[:3]:
        return unclear(bundle, "second-quarter-only", proof, facts)
    return unmet(bundle, "partial-period", facts)


def month_names(missing: Sequence[YearMonth]) -> str:
    """Months in words, for a sentence."""
    return ", ".join(month_label(*month) for month in missing)
