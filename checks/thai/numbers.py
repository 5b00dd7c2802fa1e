"""Amounts, telephone numbers and e-mail addresses in Thai text."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from checks.thai.dates import dates_in
from checks.thai.fold import Folded, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

AmountUnit = Literal["baht", "percent", "count", ""]
"""``count``: people, times, matters and the like. Empty: a number without a unit, as in a table's cell."""


class Amount(NamedTuple):
    """A number that counts or measures something, with its place in the original text."""

    value: Decimal
    start: int
    end: int
    unit: AmountUnit


_FACTORS: Final = {"พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000, "ล้าน": 1_000_000, "ลาน": 1_000_000}
_COUNTED: Final = "ราย|คน|ครั้ง|เรื่อง|โครงการ|กิจกรรม|ฉบับ|แห่ง|รายการ|คำขอ|คาขอ|ครัวเรือน|หมู่บาน|หลัง|คัน|ชิ้น|ชุด|ตัว|อัตรา"
_AMOUNT: Final = re.compile(
    r"(?<!\d)(?<!\d[./-])(?P<lead>รอยละ|ร้อยละ|฿)?"
    r"(?P<number>\d{1,3}(?:, ?\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d/]|,\d{3}(?!\d)|\.\d)"
    rf"(?P<factor>{'|'.join(_FACTORS)})?(?:[.,]?-|[ =])*"
    rf"(?P<unit>บาท|baht|thb|%|เปอร์เซ็นต์|{_COUNTED})?"
)
_BARE_YEAR: Final = re.compile(r"(?:24|25|19|20)\d\d")
_LIKE_YEAR: Final = re.compile(r"\d{1,2}|(?:24|25|19|20)\d\d")
_YEAR_BEFORE: Final = re.compile(r"(?:ปี|พ\.?ศ\.?|ค\.?ศ\.?|งบประมาณ)$")
_LABEL_BEFORE: Final = re.compile(r"(?:มาตรา|ข้อ|หมู่(?:ที่)?|ฉบับที่|ครั้งที่|เลขที่|ลำดับที่|ลาดับที่|ไตรมาส(?:ที่)?|โทร\.?|ไปรษณีย์|[a-z])$")
_REACH: Final = 16

_PHONE: Final = re.compile(
    r"(?<!\d)(?<!\d[./])(?:"
    r"(?:\+?66|0)[- ]?[689]\d?[- ]?\d{3,4}[- ]?\d{3,4}"  # mobile
    r"|(?:\(?0\)?|\+?66)[- ]?[2-7]\)?(?:[- ]?\d){7,8}"  # fixed line
    r")(?:(?:-|ถึง|ต่?อ)\d{1,5})*(?!\d)"
)
_SHORT_NUMBER: Final = re.compile(
    r"(?:โทรศัพท์|โทร\.?|สายด่วน|hotline|tel\.?|call ?center)[^\d]{0,12}(?P<number>1\d{3})(?!\d)"
)
_AT: Final = r"(?:@| ?[\[({] ?(?:@|at) ?[\])}] ?)"
_DOT: Final = r"(?:\.| ?[\[({] ?(?:\.|dot) ?[\])}] ?)"
_EMAIL: Final = re.compile(
    rf"(?<![a-z0-9._%+-])[a-z0-9](?:[a-z0-9._%+-]*[a-z0-9_])?{_AT}[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:{_DOT}[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*"
    rf"{_DOT}[a-z]{{2,12}}(?![a-z0-9])"
)


def amounts(text: str) -> list[Amount]:
    """Return the amounts of a text: no dates, years, telephone numbers, clause or document numbers.

    >>> [str(hit.value) for hit in amounts("แผนปีงบประมาณ 65 งบประมาณ 250,000 บาท")]
    ['250000']
    >>> [(str(hit.value), hit.unit) for hit in amounts("งบ 100,๐๐๐.-บาท เบิกจ่ายร้อยละ ๔๕.๕ จำนวน 12 โครงการ ปี 2565")]
    [('100000', 'baht'), ('45.5', 'percent'), ('12', 'count')]
    """
    folded = Folded(text)
    if not any(char.isdigit() for char in folded.text):
        return []
    others = [(hit.start, hit.end) for hit in dates_in(folded.text)] + _phones_in(folded.text)
    taken = {place for start, end in others for place in range(start, end)}
    return [
        Amount(value, *folded.original_span(start, end), unit)
        for value, start, end, unit in _amounts_in(folded.text)
        if taken.isdisjoint(range(start, end))
    ]


def _amounts_in(folded: str) -> Iterator[tuple[Decimal, int, int, AmountUnit]]:
    """Yield value, place and unit of every number in a folded text that is no year and no label."""
    for match in _AMOUNT.finditer(folded):
        digits = match["number"].replace(",", "").replace(" ", "")
        unit = _unit(match["unit"] or "", match["lead"] or "")
        before = folded[max(0, match.start("number") - _REACH) : match.start("number")]
        year = unit != "baht" and _LIKE_YEAR.fullmatch(match["number"]) and _YEAR_BEFORE.search(before)
        if not match["lead"] and (year or _LABEL_BEFORE.search(before)):
            continue
        if not unit and not match["factor"] and _BARE_YEAR.fullmatch(match["number"]):
            continue
        last = "unit" if match["unit"] else "factor" if match["factor"] else "number"
        yield Decimal(digits) * _FACTORS.get(match["factor"] or "", 1), match.start(), match.end(last), unit


def _unit(word: str, lead: str) -> AmountUnit:
    """Return the unit that the words around a number give it."""
    if lead in {"รอยละ", "ร้อยละ"} or word in {"%", "เปอร์เซ็นต์"}:
        return "percent"
    if lead == "฿" or word in {"บาท", "baht", "thb"}:
        return "baht"
    return "count" if word else ""


def phones(text: str) -> list[Span]:
    """Return where telephone numbers stand: Thai fixed lines, mobiles, +66 forms, and short numbers after โทร.

    >>> [text[start:end] for text in ["โทร. ๐-๕๖๑๒-๓๔๕๖ ต่อ ๑๒ หรือ 081 234 5678"] for start, end in phones(text)]
    ['๐-๕๖๑๒-๓๔๕๖ ต่อ ๑๒', '081 234 5678']
    """
    folded = Folded(text)
    return [folded.original_span(start, end) for start, end in _phones_in(folded.text)]


def _phones_in(folded: str) -> list[tuple[int, int]]:
    """Return the places of telephone numbers in a folded text."""
    found = [match.span() for match in _PHONE.finditer(folded)]
    found += [match.span("number") for match in _SHORT_NUMBER.finditer(folded)]
    return sorted(found)


def emails(text: str) -> list[Span]:
    """Return where e-mail addresses stand, also disguised or glued to Thai words.

    >>> emails("อีเมลsaraban@example.go.th, info [at] example.or.th")
    [Span(start=5, end=26), Span(start=28, end=51)]
    """
    folded = Folded(text)
    return [folded.original_span(*match.span()) for match in _EMAIL.finditer(folded.text)]
