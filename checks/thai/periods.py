"""Which fiscal years, months and halves of a year a text speaks of, and which of its years mean nothing.

A fiscal year Y (B.E.) runs from 1 October Y-1 to 30 September Y. Years of laws, of meetings and documents, of the
page's own clock and of its copyright line say nothing about the period of the evidence: they are told apart here.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from checks.thai import months as names
from checks.thai.dates import DateHit, buddhist_year, dates_in, fiscal_year_of
from checks.thai.fold import Folded, fold
from checks.thai.spans import MonthHit, first_half, fiscal_months, month_hits, months, over

__all__ = [
    "MonthHit",
    "YearHit",
    "covers",
    "first_half",
    "fiscal_months",
    "month_hits",
    "month_label",
    "months",
    "over",
    "thai_date",
    "url_years",
    "years",
]

YearKind = Literal["fiscal", "plain", "date", "law", "noise", "range"]
"""``fiscal``: said to be a fiscal year. ``plain``: a year of unsaid kind. ``date``: of a full date or a named month,
as the fiscal year it falls in. ``law``: the year of an act or regulation. ``noise``: the page's clock, copyright,
counters, numbers of meetings and documents. ``range``: first year of a span, with ``end_year``."""

_OLDEST_NAMED: Final = 2550
_OLDEST_BARE: Final = 2530
_LONGEST_PLAN: Final = 30
_SHORT: Final = len("65")
_REACH: Final = 170
"""How far before a year its law may be named, in folded characters (long names of regulations)."""


class YearHit(NamedTuple):
    """A year (B.E.) that a text names, with its place in the original. end_year: last year of a range, else 0."""

    start: int
    end: int
    year: int
    kind: YearKind
    end_year: int = 0


_YEAR: Final = r"(?:2[45]\d\d|20[0-4]\d)"
_CONTEXT: Final = (
    r"(?P<fiscal>(?:ปี?)?งี?บประมาณ(?:รายจ่าย)?|ปีงปม\.?|งปม\.?|fiscal ?year|\bfy)|(?P<year_word>ประจาปี|ปี|year|ita|oit)"
)
_ERA: Final = r"[ .,:('/-]*(?:ประจาปี|ปี)?[ .('-]*(?:พ\.?ศ\.?|ค\.?ศ\.?|b\.?e\.?)?[. ']*"
_YEARS: Final = re.compile(
    rf"(?:(?:{_CONTEXT}){_ERA})?(?P<era>พ\.?ศ\.?|ค\.?ศ\.?)?[. ]*"
    rf"(?<!\d)(?P<number>{_YEAR}(?!\d)|(?<!\d[.,/])(?:2 ?5 ?\d ?\d|[5-7]\d)(?!\d|[.,]\d|%|[-/]\d{{3}}))"
)
_RANGE_END: Final = re.compile(
    rf" ?(?:-|~|ถึง|จนถึง|to) ?(?:ปี)?(?:พ\.?ศ\.?|ค\.?ศ\.?)?[. ]*(?P<number>{_YEAR}|[5-7]\d)(?![\d/]|[.,]\d)"
)
_DOCUMENT_NUMBER: Final = re.compile(r"(?:(?<!\d)(?!2[45]\d\d/)\d{1,5}|[.…_]{2,})/$")
_QUARTER: Final = re.compile(r"ไตรมาส(?:ที่)?[1-4]/$")
_PERIOD: Final = re.compile(r"(?:งวด|รอบ|เดือน|ภาคเรียน|ปีการศึกษา)(?:ที่)?[^\d]{0,4}\d{1,2}/$")
_SAME_LIST: Final = re.compile(r" ?[,/]?(?:และ|กับ|หรือ)?(?:ปี)?")
_NOISE_BEFORE: Final = re.compile(
    r"(?:©|\(c\)|copyright|สงวนลิขสิทธิ์|ลิขสิทธิ์|all rights? reserved|ผู้เข้าชม|ผู้เยี่ยมชม|เข้าชม|เยี่ยมชม|เปิดอ่าน|จานวนครั้ง|"
    r"hits?|views?|visitors?|counter|ดาวน์โหลด|ดาวโหลด)[^\d]{0,24}$"
    r"|ภายใน(?:ปี)?$"  # a year by which something is to be reached
)
_CLOCK_BEFORE: Final = re.compile(r"(?:ปัจจุบัน|วันนี้(?! ?\()|today|now|เวลาขณะนี้)[^\d]{0,16}$")
_COUNT_AFTER: Final = re.compile(r" ?(?:พันบาท|หมื่น|แสน|ล้าน|ลาน|วัน(?!ที่)|ครั้ง|คน|ราย(?!งาน)|บาท|views?|hits?|เรื่อง|ฉบับ|แห่ง)")
_STRONG_LAW: Final = re.compile(
    r"(?:พ\.?ร\.?บ\.?|พ\.ร\.ก\.|พ\.ร\.ฏ\.|พระราชบัญญัติ|พระราชกฤษฏีกา|พระราชกาหนด|รัฐธรรมนูญ|ประมวลกฏหมาย|กฏกระทรวง|กฏก\.พ\.|ว่าด้วย|"
    r"\(ฉบับที่\d+\))[^|]*$"
)
_NO_LAW_NAME: Final = re.compile(r"^(?!.*ว่าด้วย).*(?:แผนปฏิบัติ|รายงานผล|ประจาปี)")
_BARE_LAW: Final = re.compile(
    r"(?:พ\.?ร\.?บ\.?|พ\.ร\.ก\.|พ\.ร\.ฏ\.|พระราชบัญญัติ|พระราชกฤษฏีกา)(?:(?!แผน|ประกาศ|รายงาน|ผลการ|ปี|ประจา)[^\d|]){0,70}$"
)
_WEAK_LAW: Final = re.compile(
    r"(?:ระเบียบ(?!วาระ)|ข้อบังคับ|กฏหมาย|ประกาศคณะกรรมการ|ประกาศกระทรวง)(?!.*(?:แผน|รายงาน|ประจาปี)).{0,70}$"
)


def years(text: str) -> list[YearHit]:
    """Return every year that a text names, by place.

    >>> [(hit.year, hit.kind) for hit in years("แผนจัดซื้อ ประจำปีงบประมาณ พ.ศ. ๒๕๖๕ ตาม พ.ร.บ. จัดซื้อจัดจ้าง พ.ศ. 2560")]
    [(2565, 'fiscal'), (2560, 'law')]
    >>> [(hit.year, hit.end_year) for hit in years("แผนพัฒนาท้องถิ่น (พ.ศ. 2561 ถึง 2565)")]
    [(2561, 2565)]
    """
    folded = Folded(text)
    if not any(char.isdigit() for char in folded.text):
        return []
    found = []
    for hit in years_in(folded.text):
        span = folded.original_span(hit.start, hit.end)
        found.append(hit._replace(start=span.start, end=span.end))
    return found


def years_in(folded: str) -> list[YearHit]:
    """Return every year that a folded text names, with places in the folded text."""
    dated = dates_in(folded)
    found = [_year_of_date(folded, hit) for hit in dated]
    taken = {place for hit in dated for place in range(hit.start, hit.end)}
    done = fiscal_end = 0
    for match in _YEARS.finditer(folded):
        if match.start("number") < done or not taken.isdisjoint(range(*match.span("number"))):
            continue
        hit = _year(folded, match)
        if hit:
            if fiscal_end and hit.kind == "plain" and _SAME_LIST.fullmatch(folded, fiscal_end, match.start()):
                hit = hit._replace(kind="fiscal")
            done = hit.end
            fiscal_end = hit.end if hit.kind == "fiscal" else 0
            found.append(hit)
    return sorted(found)


def _year_of_date(folded: str, hit: DateHit) -> YearHit:
    """Return the fiscal year that a date falls in; the page's own clock is noise."""
    clock = _CLOCK_BEFORE.search(folded, max(0, hit.start - _REACH), hit.start)
    return YearHit(hit.start, hit.end, fiscal_year_of(hit.year_be, hit.month), "noise" if clock else "date")


def _year(folded: str, match: re.Match[str]) -> YearHit | None:
    """Read one number that looks like a year; None when it is none after all."""
    digits = match["number"].replace(" ", "")
    named = bool(match["fiscal"] or match["year_word"] or match["era"])
    if not named and not _is_bare_year(folded, match):
        return None
    year = buddhist_year(digits)
    start, end = match.start("fiscal" if match["fiscal"] else "number"), match.end()
    if (last := _RANGE_END.match(folded, end)) and year < (to := buddhist_year(last["number"])) <= year + _LONGEST_PLAN:
        return YearHit(start, last.end(), year, "range", to)
    if len(digits) == _SHORT and (year < _OLDEST_NAMED or _COUNT_AFTER.match(folded, end)):
        return None
    if not named and year < _OLDEST_BARE:
        return None
    return YearHit(start, end, year, _kind(folded, match))


def _is_bare_year(folded: str, match: re.Match[str]) -> bool:
    """Tell whether a number without a word for "year" is four digits that belong to no amount, code or address."""
    if len(match["number"]) == _SHORT or " " in match["number"]:
        return False
    before, after = (
        folded[max(0, match.start("number") - 2) : match.start("number")],
        folded[match.end() : match.end() + 5],
    )
    inside_number = re.search(r"\d[.,:-]$", before) or re.match(r"[.,:]\d|%|-(?!2[45]\d\d)\d{3}", after)
    inside_word = re.search(r"[a-z@#=&]$", before) or re.match(r"[a-z@=]", after)
    return not inside_number and not inside_word


def _kind(folded: str, match: re.Match[str]) -> YearKind:
    """Tell what kind of year stands here from the words before and after it."""
    number, first = match.start("number"), match.start()
    begin = max(0, number - _REACH)
    if match["fiscal"] or _QUARTER.search(folded, begin, number):
        return "fiscal"
    if _DOCUMENT_NUMBER.search(folded, begin, number) and not _PERIOD.search(folded, begin, number):
        return "noise"
    if _NOISE_BEFORE.search(folded, begin, first) or _CLOCK_BEFORE.search(folded, begin, first):
        return "noise"
    if not match["year_word"] and not match["era"] and _COUNT_AFTER.match(folded, match.end()):
        return "noise"
    return "law" if _names_law(folded, match, begin) else "plain"


def _names_law(folded: str, match: re.Match[str], begin: int) -> bool:
    """Tell whether a year is that of a law named before it; without "พ.ศ." only right behind the act's name."""
    first = match.start()
    if match["era"]:
        return _is_law(folded[begin:first])
    return not match["year_word"] and bool(_BARE_LAW.search(folded, begin, first))


def _is_law(before: str) -> bool:
    """Tell whether the words before "พ.ศ." name a law, with no other year between."""
    before = re.split(r"2[45]\d\d", before)[-1]
    strong = _STRONG_LAW.search(before)
    return bool((strong and not _NO_LAW_NAME.search(strong.group())) or _WEAK_LAW.search(before))


_URL_YEAR: Final = re.compile(r"(?<!\d)(25[5-9]\d|20[0-4]\d)(?!\d)")
_URL_SHORT_YEAR: Final = re.compile(r"(?:ita|oit|plan|fy|year|ปี|งบประมาณ|budget|report|policy)[-_ ]?([56789]\d)(?!\d)")
_UPLOAD_FOLDER: Final = re.compile(r"/(?:25|20)\d\d/(?:0[1-9]|1[0-2])(?=/)")


def url_years(url: str) -> list[int]:
    """Return the years (B.E.) in an address's path and query, in order.

    Upload folders (``/2022/04/``) and anchors (``#…-2564``) do not count.


    >>> url_years("https://example.go.th/ita65/nogift_2021.pdf"), url_years("/wp-content/uploads/2022/04/plan2565.pdf")
    ([2565, 2564], [2565])
    """
    parts = urlsplit(url)
    address = _UPLOAD_FOLDER.sub("", fold(unquote(f"{parts.path}?{parts.query}")))
    found = [
        (match.start(1), match[1]) for pattern in (_URL_YEAR, _URL_SHORT_YEAR) for match in pattern.finditer(address)
    ]
    return list(dict.fromkeys(buddhist_year(digits) for _, digits in sorted(found)))


def covers(hit: YearHit, year: int) -> bool:
    """Tell whether a year, or a range of years, includes a year."""
    return hit.year <= year <= (hit.end_year or hit.year)


def month_label(year_be: int, month: int) -> str:
    """Return a month as officials write it.

    >>> month_label(2564, 12)
    'ธ.ค. 2564'
    """
    return f"{names.SHORT_NAMES[month - 1]} {year_be}"


def thai_date(iso: str) -> str:
    """Return an ISO date, or the date of an ISO time, in words.

    >>> thai_date("2022-04-25")
    '25 เมษายน 2565'
    """
    year, month, day = (int(part) for part in iso[:10].split("-"))
    return f"{day} {names.FULL_NAMES[month - 1]} {buddhist_year(str(year))}"
