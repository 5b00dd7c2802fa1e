"""Lines of a page without what changes by itself: visitor counters, clocks, today's date. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.evidence import Document
from checks.links import url_key
from checks.thai.fold import fold

SHORT = 80
"""A counter or a clock has fewer folded characters; longer lines are sentences."""

STRUCK = "#"
"""Stands for what was left out."""


def _any(*words: str) -> str:
    return "|".join(re.escape(fold(word)) for word in words)


_COUNTER = re.compile(
    _any(
        "เข้าชม", "เยี่ยมชม", "เปิดอ่าน", "เปิดดู", "อ่านแล้ว", "ผู้ชม", "ขณะนี้ออนไลน์", "ออนไลน์ขณะนี้", "กำลังออนไลน์",
        "จำนวนดาวน์โหลด", "ดาวน์โหลดแล้ว", "สถิติเว็บ",
    )
    + r"|\b(?:hits?|views?|visitors?|visits?|counter|online|downloads?)\b|^(?:your )?ip\b"
)  # fmt: skip
_BY_DAY = re.compile(
    f"^(?:{_any('วันนี้', 'เมื่อวาน', 'สัปดาห์นี้', 'เดือนนี้', 'ปีนี้', 'ขณะนี้')}|today|yesterday|now|this (?:week|month|year))"
)
_SUM = re.compile(f"^(?:{_any('ทั้งหมด', 'รวม')}|total|all)")
_MONTH = _any(
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน",
    "ธันวาคม",
)  # fmt: skip
_WEEKDAY = _any("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "พฤหัส", "ศุกร์", "เสาร์", "อาทิตย์")
_ERA = _any("พ.ศ.", "ค.ศ.")
_DATE_LINE = re.compile(
    rf"(?:{_any('วันนี้')})?(?:{_any('วัน')})?(?:{_WEEKDAY})(?:{_any('ที่')})?\W*\d{{1,2}}\W*(?:{_any('เดือน')})?(?:{_MONTH})"
    rf"\W*(?:{_ERA})?\W*\d{{4}}\W*(?:{_any('เวลา')})?[\d:. ]*(?:{_any('น.')}|{_any('น')})?"
)
_TIME = re.compile(r"\d{1,2}:\d\d:\d\d")
_FIGURES = re.compile(rf"(?<!\d)(?<!{fold('ปี')})(?<!{re.escape(fold('พ.ศ.'))})\d[\d,.:]*|(?:{_MONTH})")
_NOTHING_BUT_FIGURES = re.compile(r"[\d\s,.:]+")
_MENU_FIGURES = re.compile(r"(?<!\d)(?!2[45]\d\d(?!\d))\d[\d,.:]*")
"""Figures but for years."""

_LED = frozenset({"link", "image", "widget"})
"""Kinds of blocks that count with the path they lead to, without its query: tokens live there."""


def lines_of(document: Document) -> Iterator[tuple[str, str]]:
    """Folded lines of a page's main region, each as it stands and without what changes by itself.

    A counter may stand in a line of its own or beside its figure: ``วันนี้`` and ``49``.
    """
    counting = waiting = False
    for block in document.blocks:
        line = fold(block.text) if block.region == "main" else ""
        path = url_key(block.href).partition("?")[0] if block.region == "main" and block.kind in _LED else ""
        if not line and not path:
            continue
        if waiting and _NOTHING_BUT_FIGURES.fullmatch(line):
            kept, counting, waiting = STRUCK, True, False
        else:
            kept, counting = _steady(line, after_counter=counting)
            waiting = counting and STRUCK not in kept
        yield f"{line} {path}", f"{kept} {path}"


def bare(line: str) -> str:
    """A line without its figures, years kept; empty where nothing but figures and signs stands in it.

    >>> bare("รายงาน 12 ครั้ง ปี2565"), bare("2,450")
    ('รายงาน # ครั้ง ปี2565', '')
    """
    return "" if re.fullmatch(r"[\W\d_]*", line) else _MENU_FIGURES.sub(STRUCK, line)


def _steady(line: str, *, after_counter: bool) -> tuple[str, bool]:
    """The line without what changes by itself, and whether it counts visits or days."""
    if len(line) < SHORT:
        if _DATE_LINE.fullmatch(line):
            return STRUCK, True
        if (after_counter and _SUM.match(line)) or _COUNTER.search(line) or _BY_DAY.match(line):
            return _FIGURES.sub(STRUCK, line), True
    return _TIME.sub(STRUCK, line), False
