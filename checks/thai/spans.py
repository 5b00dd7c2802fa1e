"""Which months a text speaks of: named months, ranges, quarters and halves of a fiscal year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from checks.thai import months as names
from checks.thai.dates import DateHit, DateRange, YearMonth, buddhist_year, dates_in, ranges_in
from checks.thai.fold import Folded

BUDDHIST_ERA: Final = 543
DECEMBER: Final = 12

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FIRST_MONTH: Final = 10
_LONGEST: Final = 60
"""Months of the longest range that is unfolded into its months (a five-year plan)."""


class MonthHit(NamedTuple):
    """Words that name one month or several, with their place in the original text."""

    start: int
    end: int
    months: tuple[YearMonth, ...]


_JOINT: Final = r"(?:-|ถึง|และ|,|,และ|/(?!\d{4}))"
_FISCAL_YEAR: Final = re.compile(
    r"(?:ปีงบประมาณ|งบประมาณ|ประจาปี|ปี|พ\.?ศ\.?|fy|/)[ .(]*(?:ประจาปี|ปี)?[ .(]*(?:พ\.?ศ\.?)?[. ']*"
    r"(?P<year>25\d\d|20[0-4]\d|[5-7]\d)(?!\d|[.,]\d)"
)
_QUARTER: Final = re.compile(
    rf"(?:ไตรมาส(?:ที่)?|(?<![a-z])q(?:uarter)?) ?(?P<first>[1-4])(?!\d)(?: ?{_JOINT} ?(?:ไตรมาส(?:ที่)?|q)?"
    r"(?P<last>[1-4])(?![\d]))?"
)
_HALF: Final = re.compile(
    r"(?:รอบ|ระยะ|ราย|ในรอบ|ช่วง)?(?:6|หก)เดือน(?P<late>หลัง|ที่2|ที่สอง)?(?:แรก)?|ครึ่งปี(?P<late2>หลัง)?(?:แรก)?|"
    r"(?P<year>(?:รอบ|ระยะ)?(?:12|สิบสอง)เดือน)"
)
# Folding glues a row of short names ("ต.ค. พ.ย. ธ.ค."): there the next one, or the one before, is the boundary.
_ALONE: Final = re.compile(
    rf"(?P<month>{names.FULL}|(?<=เดือน)(?:{names.DOTTED})|(?:(?<![ก-๙.])|{names.BEHIND_SHORT})(?:{names.DOTTED})"
    rf"(?=(?:{names.DOTTED})|(?![ก-๙])))"
)
_ALONE_RANGE: Final = re.compile(rf"(?P<first>{names.ANY}) ?(?:-|ถึง|จนถึง)(?:เดือน|สิ้นเดือน)? ?(?P<last>{names.ANY})")
_DAY_BEFORE: Final = re.compile(r"\d[-/. ]?$")
_REACH: Final = 48
"""How far from a quarter or a half its year may stand, in folded characters."""


def fiscal_months(fiscal_year: int) -> list[YearMonth]:
    """Return the twelve months of a fiscal year, October first."""
    return [(fiscal_year - 1, month) for month in (10, 11, 12)] + [(fiscal_year, month) for month in range(1, 10)]


def first_half(fiscal_year: int) -> list[YearMonth]:
    """Return the first six months of a fiscal year.

    >>> first_half(2565)
    [(2564, 10), (2564, 11), (2564, 12), (2565, 1), (2565, 2), (2565, 3)]
    """
    return fiscal_months(fiscal_year)[:6]


def months(text: str, default_fiscal_year: int = 0) -> set[YearMonth]:
    """Return every month that a text names, alone or inside a range, a quarter or a half-year.

    The date of an announcement (a day with its month) names no month; the ends of a range do. Where no year stands,
    the default fiscal year is taken; without one (0) such months do not count.

    >>> sorted(months("ไตรมาสที่ ๑/๒๕๖๕ ประกาศ ณ วันที่ 5 เมษายน 2565"))
    [(2564, 10), (2564, 11), (2564, 12)]
    >>> sorted(months("เดือนธันวาคม", 2565)), months("เดือนธันวาคม")
    ([(2564, 12)], set())
    """
    return {month for hit in month_hits(text, default_fiscal_year) for month in hit.months}


def month_hits(text: str, default_fiscal_year: int = 0) -> list[MonthHit]:
    """Return the words that name months, by place, each with its months."""
    folded = Folded(text)
    found = []
    for hit in sorted(_hits_in(folded.text, default_fiscal_year)):
        span = folded.original_span(hit.start, hit.end)
        found.append(hit._replace(start=span.start, end=span.end))
    return found


def _hits_in(folded: str, default: int) -> Iterator[MonthHit]:
    """Yield every naming of months in a folded text."""
    dated = dates_in(folded)
    spans = ranges_in(folded, dated)
    yield from (MonthHit(span.start, span.end, _between(span.first, span.last)) for span in spans)
    for hit in dated:
        if not hit.day and hit.kind == "month" and not _inside(hit, spans):
            yield MonthHit(hit.start, hit.end, ((hit.year_be, hit.month),))
    yield from _quarters(folded, default)
    yield from _halves(folded, default, spans)
    if default:
        yield from _yearless(folded, default, dated)


def _between(first: YearMonth, last: YearMonth) -> tuple[YearMonth, ...]:
    """Return all months from first to last; only the two ends where the range is longer than any plan."""
    begin, finish = first[0] * 12 + first[1] - 1, last[0] * 12 + last[1] - 1
    if finish - begin >= _LONGEST:
        return first, last
    return tuple((number // 12, number % 12 + 1) for number in range(begin, finish + 1))


def _inside(hit: DateHit, spans: Iterable[DateRange]) -> bool:
    """Tell whether a date is an end of a range."""
    return any(span.start <= hit.start and hit.end <= span.end for span in spans)


def _year_near(folded: str, start: int, end: int, default: int) -> int:
    """Return the fiscal year written behind some words, else before them, else the default."""
    after = _FISCAL_YEAR.search(folded, end, end + _REACH)
    if after:
        return buddhist_year(after["year"])
    before = list(_FISCAL_YEAR.finditer(folded, max(0, start - _REACH), start))
    return buddhist_year(before[-1]["year"]) if before else default


def _quarters(folded: str, default: int) -> Iterator[MonthHit]:
    """Yield the months of quarters of a fiscal year."""
    for match in _QUARTER.finditer(folded):
        year = _year_near(folded, match.start(), match.end(), default)
        first, last = int(match["first"]), int(match["last"] or match["first"])
        if year and first <= last:
            yield MonthHit(match.start(), match.end(), tuple(fiscal_months(year)[first * 3 - 3 : last * 3]))


def _halves(folded: str, default: int, spans: list[DateRange]) -> Iterator[MonthHit]:
    """Yield the months of halves and wholes of a fiscal year, unless a range behind them says which months."""
    for match in _HALF.finditer(folded):
        if any(0 <= span.start - match.end() <= _REACH for span in spans):
            continue
        year = _year_near(folded, match.start(), match.end(), default)
        if year:
            late = bool(match["late"] or match["late2"])
            part = slice(None) if match["year"] else slice(6, None) if late else slice(6)
            yield MonthHit(match.start(), match.end(), tuple(fiscal_months(year)[part]))


def _yearless(folded: str, default: int, dated: list[DateHit]) -> Iterator[MonthHit]:
    """Yield months without a year of their own, as months of the default fiscal year."""
    taken = {place for hit in dated for place in range(hit.start, hit.end)}
    for match in _ALONE_RANGE.finditer(folded):
        if taken.isdisjoint(range(*match.span())):
            taken.update(range(*match.span()))
            ends = (_in_fiscal_year(names.month_number(match[end]), default) for end in ("first", "last"))
            yield MonthHit(*match.span(), _between(*ends))
    for match in _ALONE.finditer(folded):
        day_before = _DAY_BEFORE.search(folded, max(0, match.start() - 2), match.start())
        if not day_before and taken.isdisjoint(range(*match.span())):
            yield MonthHit(*match.span(), (_in_fiscal_year(names.month_number(match["month"]), default),))


def _in_fiscal_year(month: int, fiscal_year: int) -> YearMonth:
    """Return a month with the calendar year it has in a fiscal year."""
    return fiscal_year - (month >= _FIRST_MONTH), month


def over(month: YearMonth, as_of: str) -> bool:
    """Has the month ended by this ISO date?"""
    year, number = month[0] - BUDDHIST_ERA, month[1]
    after = (year + 1, 1) if number == DECEMBER else (year, number + 1)
    return as_of >= f"{after[0]}-{after[1]:02d}-01"
