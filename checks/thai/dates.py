"""Dates in Thai documents, in every typing seen: Thai and English months, B.E. and C.E., two-digit years, codes.

Years are returned in the Buddhist era. A two-digit year below 40 is read as C.E. (``21`` is 2021), else as B.E.
(``64`` is 2564).
"""

from __future__ import annotations

import calendar
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeVar

from checks.thai import months
from checks.thai.fold import Folded

if TYPE_CHECKING:
    from collections.abc import Iterator

BUDDHIST_OFFSET: Final = 543
FIRST_FISCAL_MONTH: Final = 10

_CENTURY: Final = 100
_PIVOT: Final = 40
_OLDEST_BUDDHIST: Final = 2400

DateKind = Literal["full", "month", "numeric", "iso", "compact"]
"""``full``: day, named month, year. ``month``: named month and year. ``numeric``: 25/4/2565. ``iso``: year first.
``compact``: 630703 or 25611129, the weakest."""

YearMonth = tuple[int, int]
"""A year of the Buddhist era and a month, 1-12."""


class DateHit(NamedTuple):
    """A date found in a text. day is 0 where none was written; a year may have been given by a later date of a list."""

    start: int
    end: int
    year_be: int
    month: int
    day: int
    kind: DateKind


class DateRange(NamedTuple):
    """Two dates joined as from and to: first and last month, both counted."""

    start: int
    end: int
    first: YearMonth
    last: YearMonth


_Hit = TypeVar("_Hit", DateHit, DateRange)

_DAY: Final = r"(?:3[01]|[12]\d|0?[1-9])"
_MONTH_NO: Final = r"(?:1[0-2]|0?[1-9])"
_ERA: Final = r"[-/., ]*(?:ปี|พ\.?ศ\.?|ค\.?ศ\.?|b\.?e\.?|a\.?d\.?)?[. ]*"
_YEAR4: Final = r"(?:2 ?[45] ?\d ?\d|(?:19|20)\d\d)(?!\d)"
# A two-digit year is none where it is the beginning of an amount or counts something.
_NO_COUNT: Final = (
    r"(?![\d%]|\.\d|,\d{3}(?!\d)|ราย|ครั้ง|คน|เรื่อง|บาท|โครงการ|แห่ง|ฉบับ|ชั่วโมง|กิจกรรม|หมู่|ข้อ|"
    r"วัน(?!ที่|นี้|จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์))"
)
# Nor where it is the day that ends a range: 1 ม.ค.-31 มี.ค. 66.
_NO_DAY: Final = rf"(?!(?<=-\d\d)[-/. ]?(?:เดือน)?{months.AFTER_DAY})"
_YEAR2: Final = rf"{_NO_COUNT}{_NO_DAY}"
_DAY_BEFORE: Final = rf"(?<!\d)(?<!\d[./:])(?:{_DAY}(?:-|ถึง))?(?P<day>{_DAY})(?:st|nd|rd|th)?[-/. ]*(?:เดือน)?"

_FULL: Final = re.compile(
    rf"{_DAY_BEFORE}(?P<month>{months.AFTER_DAY}){_ERA}(?P<year>{_YEAR4}|'?\d\d{_YEAR2})"
)  # fmt: skip
_ENGLISH_ORDER: Final = re.compile(
    rf"(?P<month>{months.ANY}) ?(?P<day>{_DAY})(?:st|nd|rd|th)?[, ]+(?P<year>{_YEAR4})"
)  # fmt: skip
_MONTH: Final = re.compile(rf"(?P<month>{months.ANY}){_ERA}(?P<year>{_YEAR4}|'\d\d(?!\d)|[5-7]\d{_YEAR2})")
_NUMERIC: Final = re.compile(
    rf"(?<![\d/.-])(?P<day>{_DAY})(?P<sign>[/.-])(?P<month>{_MONTH_NO})(?P=sign)"
    rf"(?P<year>(?:24|25|19|20)\d\d|(?<=/)[1-7]\d)(?![\d/-]|\.\d)"
)
_ISO: Final = re.compile(
    rf"(?<!\d)(?P<year>(?:24|25|19|20)\d\d)(?P<sign>[/.-])(?P<month>{_MONTH_NO})(?P=sign)(?P<day>{_DAY})(?!\d)"
)
_COMPACT: Final = re.compile(
    r"(?<![\d.,/-])(?P<year>25[4-9]\d|20[0-4]\d|[5-7]\d)(?P<month>1[0-2]|0[1-9])(?P<day>3[01]|[12]\d|0[1-9])"
    r"(?![\d,/-]|\.\d|บาท)"
)
_PATTERNS: Final[tuple[tuple[DateKind, re.Pattern[str]], ...]] = (
    ("full", _FULL),
    ("full", _ENGLISH_ORDER),
    ("iso", _ISO),
    ("numeric", _NUMERIC),
    ("month", _MONTH),
    ("compact", _COMPACT),
)
_TO: Final = r"(?:-|~|ถึง|จนถึง|to)"
_LEAD: Final = r"(?:สิ้นเดือน|เดือน|วันที่?|ของ|ณ)*"
_RANGE_JOINT: Final = re.compile(rf" ?{_TO} ?{_LEAD}")
_YEARLESS_BEFORE: Final = re.compile(
    rf"(?:(?<!\d)(?P<day>{_DAY})[-/. ]?)?(?P<month>{months.ANY}) ?(?:{_TO}|[,/]|และ|,และ)? ?{_LEAD}$"
)
_REACH: Final = 48
"""How far before a dated month a month without a year of its own may begin, in folded characters."""


def buddhist_year(digits: str) -> int:
    """Return the B.E. year of two or four digits in either era.

    >>> [buddhist_year(digits) for digits in ("2565", "2022", "65", "21", "256 8")]
    [2565, 2565, 2565, 2564, 2568]
    """
    year = int(digits.replace(" ", "").replace("'", ""))
    if year < _CENTURY:
        return year + (2000 + BUDDHIST_OFFSET if year < _PIVOT else 2500)
    return year if year >= _OLDEST_BUDDHIST else year + BUDDHIST_OFFSET


def fiscal_year_of(year_be: int, month: int) -> int:
    """Return the fiscal year (B.E.) of a month: it runs from 1 October of the year before to 30 September.

    >>> fiscal_year_of(2564, 12), fiscal_year_of(2565, 10), fiscal_year_of(2564, 9)
    (2565, 2566, 2564)
    """
    return year_be + (month >= FIRST_FISCAL_MONTH)


def dates(text: str) -> list[DateHit]:
    """Return every date in a text, by place.

    >>> [hit[2:] for hit in dates("ประกาศ ณ วันที่ ๒๕ เมษายน พ.ศ. ๒๕๖๕ แก้ไข 13 ธ.ค.64, 24-May-2567")]
    [(2565, 4, 25, 'full'), (2564, 12, 13, 'full'), (2567, 5, 24, 'full')]
    """
    folded = Folded(text)
    return [_in_original(folded, hit) for hit in dates_in(folded.text)]


def ranges(text: str) -> list[DateRange]:
    """Return every pair of dates joined as from and to.

    >>> [hit[2:] for hit in ranges("รอบเดือนตุลาคม - ธันวาคม ๒๕๖๔")]
    [((2564, 10), (2564, 12))]
    """
    folded = Folded(text)
    return [_in_original(folded, hit) for hit in ranges_in(folded.text, dates_in(folded.text))]


def _in_original(folded: Folded, hit: _Hit) -> _Hit:
    """Move the place of a hit from the folded text to the original."""
    span = folded.original_span(hit.start, hit.end)
    return hit._replace(start=span.start, end=span.end)


def dates_in(folded: str) -> list[DateHit]:
    """Return every date in a folded text, with places in the folded text."""
    found: list[DateHit] = []
    taken: set[int] = set()
    for hit in (hit for kind, pattern in _PATTERNS for hit in _read_all(kind, pattern, folded)):
        if taken.isdisjoint(range(hit.start, hit.end)):
            taken.update(range(hit.start, hit.end))
            found.append(hit)
    for hit in tuple(found):
        found += _months_led_by(folded, hit, taken)
    return sorted(found)


def ranges_in(folded: str, hits: list[DateHit]) -> list[DateRange]:
    """Return every pair of dates of a folded text that a dash or a word for "to" joins."""
    found = []
    for first, last in pairwise(hits):
        begin, finish = (first.year_be, first.month), (last.year_be, last.month)
        if begin <= finish and _RANGE_JOINT.fullmatch(folded, first.end, last.start):
            found.append(DateRange(first.start, last.end, begin, finish))
    return found


def _read_all(kind: DateKind, pattern: re.Pattern[str], folded: str) -> Iterator[DateHit]:
    """Yield what one pattern finds and the calendar allows."""
    for match in pattern.finditer(folded):
        parts = match.groupdict()
        name = parts["month"]
        month = int(name) if name.isdigit() else months.month_number(name)
        year, day = buddhist_year(parts["year"]), int(parts.get("day") or 0)
        if day > calendar.monthrange(year - BUDDHIST_OFFSET, month)[1]:
            if name.isdigit():
                continue
            day = 0  # 31 เม.ย. is a slip of the pen: the month still counts
        yield DateHit(match.start(), match.end(), year, month, day, kind)


def _months_led_by(folded: str, hit: DateHit, taken: set[int]) -> Iterator[DateHit]:
    """Yield the months without a year that stand in one list or range with a dated month behind them."""
    while match := _YEARLESS_BEFORE.search(folded, max(0, hit.start - _REACH), hit.start):
        month = months.month_number(match["month"])
        end = match.end("month")
        year = hit.year_be - (month > hit.month)
        hit = DateHit(match.start(), end, year, month, int(match["day"] or 0), "full" if match["day"] else "month")
        if not taken.isdisjoint(range(hit.start, hit.end)):
            return
        yield hit
