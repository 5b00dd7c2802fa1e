"""What time is a document about, and is that the time the item asks for?"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import cast

import msgspec

from checks.lexicon import BREAK
from checks.reading import Reading
from checks.rubric.schema import Period
from checks.thai.dates import DateRange, dates, fiscal_year_of, ranges
from checks.thai.fold import fold
from checks.thai.periods import YearHit, month_hits, url_years, years

SURE = frozenset({"fiscal", "plain", "range"})
SHORT_TITLE = 90
_SHORT_SPAN = re.compile(r"(?<![\d./-])([5-7]\d)\s*[-–]\s*([5-7]\d)(?![\d./-])")
_SHORT_FISCAL_YEAR = re.compile(rf"(?:{fold('ปีงบ')}|{fold('งบ')})\.?\s*([5-7]\d)(?!\d)")
_SHORT_YEAR = re.compile(rf"{_SHORT_FISCAL_YEAR.pattern}|(?<!{fold('ที่')})(?<![\d./:,-])\s*(?<!\d)([5-7]\d)$")

BODY_CHARACTERS = 60_000
"""So much of a document's text is read for years."""

PLAUSIBLE = range(2550, 2580)
"""Years that pictures are believed to speak of: a wrong digit makes any other."""

FISCAL_MONTHS = 12
BEGINNING = 6_000
"""A report says in so many first characters from when to when it is."""

WHOLE_YEAR = 10
"""A span of so many months is a year's; a shorter one is a part of it."""

MANY_DATES = 5
"""So many dates, all in one year, say more about a paper than the words of a link to it."""

BODY_MAJORITY = 3
"""So often must a document's body name one single other fiscal year before it outweighs its own title."""


ANY_YEAR = 2565
"""Stands for the year that a title does not name, where only its months matter."""

LAST_DAYS = 25
"""Figures of this day of a month or later are as at its end."""

_AS_AT = re.compile(r"(?:(?<!ประกาศ)(?<!ประกาศ )ณ|ถึง|สิ้น|สะสม)\s*(?:สิ้น)?\s*(?:วันที่)?\s*(?:ที่)?\s*$")


_COLLECTED = re.compile("แบบสอบถาม|เก็บข้อมูล|เก็บแบบ|สอบถาม|สัมภาษณ์|ไปถาม|ถามผู้|ถามคน|กลุ่มตัวอย่าง")
"""When people were asked is not the time that a paper is about."""


class Fit(StrEnum):
    """Does the time fit? ``unknown``: the document does not say."""

    RIGHT = "right"
    WRONG = "wrong"
    UNKNOWN = "unknown"


class About(msgspec.Struct, frozen=True):
    """Fiscal years named, by how much the place says about the whole: title and cover, link text, body, address.

    dates: the one fiscal year in which all of many dates lie, as in a table of months. part: the title is about some
    months of a year only ("1 ต.ค. 2563 ถึง 31 มี.ค. 2564", "ครึ่งปีแรก"). whole: years that the text spells out from
    October to September, which no title outweighs. single: what the title calls a fiscal year, where it also names a
    span of years ("ปีงบประมาณ 2564 ตามแผน 2561-2565"). until: years of which the title gives figures as at a day in
    their midst ("ณ 31 มีนาคม 2564").
    """

    title: frozenset[int] = frozenset()
    link: frozenset[int] = frozenset()
    body: tuple[tuple[int, int], ...] = ()
    dated: frozenset[int] = frozenset()
    dates: frozenset[int] = frozenset()
    part: bool = False
    whole: frozenset[int] = frozenset()
    address: frozenset[int] = frozenset()
    single: frozenset[int] = frozenset()
    until: frozenset[int] = frozenset()

    @property
    def named(self) -> frozenset[int]:
        """The years of the strongest place that names any."""
        body = dict(self.body)
        top = max(body.values(), default=0)
        common = frozenset(y for y, n in body.items() if n * 2 >= top)
        return self.title or self.link or common or self.dated or self.address


def spread(hits: Iterable[YearHit]) -> frozenset[int]:
    """Years of the hits that can say what a text is about; a range counts for every year in it."""
    found: set[int] = set()
    for hit in hits:
        if hit.kind == "range" and hit.end_year:
            found.update(range(hit.year, min(hit.end_year, hit.year + 25) + 1))
        elif hit.kind in SURE:
            found.add(hit.year)
    return frozenset(found)


def about(reading: Reading, links: Iterable[tuple[str, str]]) -> About:
    """Weigh the years of a reading: its title and cover, links to it, its body, its address.

    links: the text of each link, and the row or line it stands in.
    """
    named = [named_years(text) | row_years(row) for text, row in links]
    return msgspec.structs.replace(_own_years(reading), link=frozenset().union(*named))


@functools.lru_cache(maxsize=16384)
def named_years(text: str) -> frozenset[int]:
    """Years by which a short text (a link, a heading) says what it is about.

    Clerks write years in two digits: "ปีงบ 65", "แผนกันโกง 65-69", "ผลสำรวจความพึงพอใจ 64".

    >>> sorted(named_years("แผนกันโกง 65-67")), sorted(named_years("ผลสำรวจความพึงใจ 64")), named_years("หมู่ที่ 64")
    ([2565, 2566, 2567], [2564], frozenset())
    """
    return spread(years(text)) or (_short_years(text) if len(text) <= SHORT_TITLE else frozenset())


@functools.lru_cache(maxsize=16384)
def row_years(row: str) -> frozenset[int]:
    """Years by which the row of a link says what it is about; a number at its end is how often it was opened.

    >>> sorted(row_years("1 วิเคราะห์ผล ITA 15 ธ.ค. 64 58")), sorted(row_years("2 แผนพัฒนา ปีงบ 65 412"))
    ([], [2565])
    """
    return spread(years(row)) or (_short_years(row, ending=False) if len(row) <= SHORT_TITLE else frozenset())


def _short_years(text: str, *, ending: bool = True) -> frozenset[int]:
    folded = fold(text)
    span = _SHORT_SPAN.search(folded)
    if span is not None and int(span[1]) < int(span[2]):
        return frozenset(range(2500 + int(span[1]), 2500 + int(span[2]) + 1))
    alone = (_SHORT_YEAR if ending else _SHORT_FISCAL_YEAR).search(folded)
    return frozenset({2500 + int(next(filter(None, alone.groups())))}) if alone is not None else frozenset()


def _spanned(text: str) -> set[int]:
    """Fiscal years of a span of dates ("1 ต.ค. 2564 ถึง 31 มี.ค. 2565"), which says what a title is about."""
    return {fiscal_year_of(*end) for span in ranges(text) for end in (span.first, span.last)}


def _own_years(reading: Reading) -> About:
    """Years of title, body, dates and address; computed once a reading, because every item asks for them."""
    known = reading.remembered.get("years")
    if known is None:
        known = reading.remembered["years"] = _read_years(reading)
    return cast("About", known)


def _read_years(reading: Reading) -> About:
    title: set[int] = set()
    spans: list[DateRange] = []
    lines = [line.text for line in reading.cover]
    told = [text for n, text in enumerate(lines) if not (n and _COLLECTED.search(text))]
    # Where a page without a heading begins with a sentence, its months say when something was done.
    first = {x.text for x in reading.cover if x.block.kind == "paragraph" and reading.is_page}
    told = [text for text in told if text not in first or len(text) <= SHORT_TITLE]
    shown = [reading.document.title, *told]
    for n, text in enumerate(lines):
        named = named_years(text)
        if n and not reading.is_page:
            # Printed titles are broken anywhere: "พ.ศ. 2564" below "ประจำเดือนตุลาคม" is no year of its own.
            named &= named_years(f"{lines[n - 1]} {text}")
        title |= named | _spanned(text)
        spans += ranges(text) if text in told else ()
    if not title and reading.document.title:
        title |= named_years(reading.document.title) | _spanned(reading.document.title)
        spans += ranges(reading.document.title)
    body: Counter[int] = Counter()
    dated: Counter[int] = Counter()
    for hit in years(_text(reading)[:BODY_CHARACTERS]):
        if reading.has_ocr and hit.year not in PLAUSIBLE:
            continue
        if hit.kind == "fiscal":
            body[hit.year] += 1
        elif hit.kind == "date":
            dated[hit.year] += 1
    return About(
        title=frozenset(title),
        body=tuple(sorted(body.items())),
        dated=frozenset(dated),
        dates=frozenset(dated) if len(dated) == 1 and dated.total() >= MANY_DATES else frozenset(),
        whole=_whole_years(_text(reading)[:BEGINNING]),
        part=_partial(shown, spans),
        address=frozenset(url_years(reading.url)),
        single=_single(shown),
        until=frozenset(year for text in shown for year in _until(text)),
    )


def _text(reading: Reading) -> str:
    """The evidence as one text in which no date runs from one cell of a table into the next ("24 ม.ค." and "61")."""
    return "\n".join(f"{x.text}\n{BREAK}" if x.block.kind == "cell" else x.text for x in reading.evidence)


def _partial(titles: Sequence[str], spans: Sequence[DateRange]) -> bool:
    """Are the titles about some months of a year only: by spans of dates, halves or quarters?"""
    if spans:
        return all(_months(span) < WHOLE_YEAR for span in spans)
    parts = [hit.months for text in titles for hit in month_hits(text, ANY_YEAR) if len(hit.months) > 1]
    return bool(parts) and len({month for months in parts for _, month in months}) < WHOLE_YEAR


def _single(titles: Sequence[str]) -> frozenset[int]:
    """Fiscal years that the titles name beside a span of years: those of the report, not of the plan it is about."""
    hits = [hit for text in titles for hit in years(text)]
    spanned = any(hit.kind == "range" for hit in hits)
    return frozenset(hit.year for hit in hits if hit.kind == "fiscal") if spanned else frozenset()


def _until(text: str) -> Iterator[int]:
    """Fiscal years of which a title gives figures as at the end of a month, before the last of them.

    >>> list(_until("ผลการเบิกจ่ายสะสม ณ 31 มีนาคม 2564")), list(_until("ณ 30 กันยายน 2564"))
    ([2564], [])
    """
    for hit in dates(text):
        late = (hit.month - 10) % FISCAL_MONTHS + 1 >= WHOLE_YEAR
        if hit.day >= LAST_DAYS and not late and _AS_AT.search(text[: hit.start]):
            yield fiscal_year_of(hit.year_be, hit.month)


def _whole_years(text: str) -> frozenset[int]:
    spans = [s for s in ranges(text) if _months(s) in (FISCAL_MONTHS - 1, FISCAL_MONTHS)]
    return frozenset(fiscal_year_of(*s.last) for s in spans if fiscal_year_of(*s.first) == fiscal_year_of(*s.last))


def _months(span: DateRange) -> int:
    (first_year, first), (last_year, last) = span.first, span.last
    return (last_year - first_year) * 12 + last - first + 1


def wanted_year(period: Period, fiscal_year: int) -> int:
    """The fiscal year that evidence of this period must be about."""
    return fiscal_year - 1 if period == "previous-year" else fiscal_year


def fit(period: Period, fiscal_year: int, known: About) -> Fit:
    """Does what is known of a document's time fit what the item asks for?"""
    if period == "none":
        return Fit.RIGHT
    if period == "previous-year" and (known.part or fiscal_year - 1 in known.until):
        return Fit.WRONG
    named = _fit_of_names(period, fiscal_year, known)
    return named if named is not None else _fit_of_body(period, fiscal_year, known)


def planned_ahead(fiscal_year: int, known: About) -> bool:
    """Did what a page tells of take place in the year, though its title names years to come?

    A forum that chooses the projects of the years to come is held before them: its dates say when.
    """
    named = known.title or known.link
    dated = known.dated | dict(known.body).keys()
    return bool(named) and min(named) > fiscal_year and fiscal_year in known.dated and max(dated) == fiscal_year


def held_before(fiscal_year: int, known: About) -> bool:
    """Is everything that a page tells of dated before the year, though its title names the year?

    A forum of March 2564 chooses the projects of 2565.
    """
    return fiscal_year in (known.title or known.link) and bool(known.dated) and max(known.dated) < fiscal_year


def _fit_of_names(period: Period, fiscal_year: int, known: About) -> Fit | None:
    """The answer of title and links; None where neither names a year."""
    wanted = wanted_year(period, fiscal_year)
    body = dict(known.body)
    foreign = max((n for y, n in body.items() if y != wanted), default=0)
    contradicted = foreign >= BODY_MAJORITY and wanted not in body and wanted not in known.dated
    contradicted = contradicted or bool(known.whole and wanted not in known.whole and period != "cover")
    if known.title:
        title = known.title if period == "cover" else known.single or known.title
        return Fit.RIGHT if wanted in title and not contradicted else Fit.WRONG
    if known.link:
        # A link's words are often copied from last year's row: a body that names the wanted year outweighs them.
        inside = wanted in known.link or body.get(wanted, 0) > 1
        contradicted = contradicted or bool(known.dates and wanted not in known.dates and period != "cover")
        return Fit.RIGHT if inside and not contradicted else Fit.WRONG
    return None


def _fit_of_body(period: Period, fiscal_year: int, known: About) -> Fit:
    """The answer of the text, its dates and its address, the first of them that names a year."""
    wanted = wanted_year(period, fiscal_year)
    body = dict(known.body)
    if wanted in body and body[wanted] < max(body.values()):
        # Named less often than another year: next year's plan, or last year's figures for comparison.
        return Fit.UNKNOWN
    if wanted in body and len(body) > 1 and known.dated and max(known.dated) < wanted:
        return Fit.UNKNOWN  # named beside others, and nothing in it is dated so late: "from the year 2565 on"
    if not body and period == "previous-year" and known.dated <= {wanted + 1} and known.dated:
        # A report on last year is posted this year: the date of the post says nothing about the report.
        return Fit.UNKNOWN
    if not body and known.dated and wanted not in known.dated and period == "cover":
        # A policy announced some years ago may still be in force: its date alone says nothing about that.
        return Fit.UNKNOWN
    place = frozenset(body) or known.dated or known.address
    if not place:
        return Fit.UNKNOWN
    return Fit.RIGHT if wanted in place else Fit.WRONG
