"""Whose the content of a page is, where its title, a source line or a bracket behind a headline names another body."""

from __future__ import annotations

import re

from checks.owner import OwnNames
from checks.reading import Line, Reading
from checks.thai.dates import dates
from checks.thai.fold import fold

FRONT = 12
"""A page says in its first lines whose paper it shows."""

FIRST = 3
"""Whose matter a page shows stands in so many first lines."""

TITLE = 120
"""A longer line is prose, not a title or a credit."""

_NOUNS = (
    "ผู้บริหาร", "คณะผู้บริหาร", "ทำเนียบ", "รายชื่อ", "รายนาม", "บุคลากร", "โครงสร้าง",
    "แผนผัง", "ผัง", "แผนภูมิ", "แผน", "รายงาน", "คู่มือ", "นโยบาย", "ประกาศ",
    "มาตรการ", "สถิติ", "สรุป", "ผลการ", "อำนาจหน้าที่", "ภารกิจ", "บทบาท", "การแบ่ง",
    "ข้อมูลผู้บริหาร", "การประเมิน",
)  # fmt: skip
_NOUN = re.compile(r"(?:\d+[.)]?)*(?:" + "|".join(fold(w) for w in _NOUNS) + ")")
"""How the title of a paper or a list begins."""

_KINDS = (
    "กระทรวง", "กรม", "สำนักงาน", "สนง", "องค์การบริหารส่วน", "อบต", "อบจ", "เทศบาล",
    "โรงพยาบาล", "สถานีตำรวจ", "ที่ว่าการอำเภอ", "ที่ทำการปกครอง",
)  # fmt: skip
_BODY = re.compile("(?<!" + fold("โปรแ") + ")(?:" + "|".join(fold(w) for w in _KINDS) + ")")
_BESIDE = (
    "ณ", "กับ", "ร่วม", "จาก", "ให้", "แก่", "ต่อ", "ถึง", "โดย", "เสนอ", "ตาม",
    "แนวทาง", "ที่", "เรื่อง", "ส่ง", "ได้", "ไป",
)  # fmt: skip
_BESIDES = re.compile("|".join(fold(w) for w in _BESIDE))
"""Words before a body's name by which a title speaks of it without being its own."""

_PROVINCES = fold("ของจังหวัด")
_OVERSEERS = tuple(fold(w) for w in ("สำนักงาน ป.ป", "สำนักงาน ก.พ", "สำนักงานคณะกรรมการป้องกัน", "กรมบัญชีกลาง", "กรมธรรม์"))
"""Bodies whose forms and assessments every agency's own papers are called by."""

SURE = 6
"""The word for a kind of body and a name behind it have so many letters."""

_LABELS = (
    "ที่มา", "แหล่งที่มา", "แหล่งข้อมูล", "แหล่งข่าว", "ข้อมูลจาก", "ข่าวจาก",
    "ข่าวโดย", "ภาพข่าวจาก", "ภาพ/ข่าว", "เครดิต", "ขอบคุณข้อมูล", "คัดลอกจาก",
    "ขอบคุณข่าว", "ข่าวนี้ฝากลงโดย", "ฝากลงโดย", "ฝากข่าวโดย", "เจ้าของข่าว",
    "หน่วยงานเจ้าของข่าว", "นำมาจาก", "credit",
)  # fmt: skip
_WORDS = "|".join(re.escape(w) for w in sorted(_LABELS, key=len, reverse=True))
_LABEL = re.compile(rf"(?<![\u0e01-\u0e4e])(?:{_WORDS})\s*[:：\-–]?\s*(?P<who>\S.*)", re.IGNORECASE)
_BESIDE_DATE = re.compile(r"[|·•–—/]+|\s-\s|(?:^|\s)โดย\s")
_BRACKET = re.compile(r"\(([^()]{3,60})\)\s*$")


def credit(text: str) -> str:
    """The source that a line names, behind the word for it or in a bracket at the end of a headline.

    >>> [credit(t) for t in ("ที่มา : กรมงานไม้", "เตือนพายุ (กรมงานไม้)", "ประชุมประจำเดือน")]
    ['กรมงานไม้', 'กรมงานไม้', '']
    """
    return (bracket[1] if (bracket := _BRACKET.search(text)) is not None else "") or source(text)


def source(text: str) -> str:
    """What follows the word for a source in a line, up to a bracket.

    >>> source("วันที่ 5 ที่มา : กรมงานไม้ (ย่อ)"), source("ความเป็นมา")
    ('กรมงานไม้', '')
    """
    label = _LABEL.search(text) if len(text) <= TITLE else None
    return label["who"].split("(")[0].strip() if label is not None else ""


def byline(text: str) -> list[str]:
    """What stands beside the day of posting, set apart from it, in a line that holds little else.

    >>> byline("11 เม.ย. 2565 | กรมงานไม้"), byline("โดย กรมงานไม้ - 11 เม.ย. 2565"), byline("ประชุม 11 เม.ย. 2565")
    (['กรมงานไม้'], ['กรมงานไม้'], [])
    """
    days = [hit for hit in dates(text) if hit.day] if len(text) <= TITLE else []
    if len(days) != 1 or not _BESIDE_DATE.search(text):
        return []
    pieces = (piece.strip() for piece in _BESIDE_DATE.split(f"{text[: days[0].start]}|{text[days[0].end :]}"))
    return [piece for piece in pieces if piece]


def others_title(names: OwnNames, reading: Reading) -> Line | None:
    """The title line by which the content of a page says that it is another body's; none where the agency is named.

    The title of a paper or list ends with the body's name ("โครงสร้าง สำนักงานคลังจังหวัด…"); names in sentences, of
    hosts and partners, say nothing.
    """
    if not reading.is_page or not names.places or _named(names, reading):
        return None
    front = [x for x in reading.evidence if len(x.text) <= TITLE and x.block.kind != "cell"][:FRONT]
    links = {b.text for b in reading.main_links}
    return next((x for x in front if x.text not in links and _is_title_of_other(names, x.text)), None)


def others_matter(names: OwnNames, reading: Reading) -> Line | None:
    """The line by which a page says that it shows another body's matter; none where the agency is named.

    A source line, or a first line that begins with the other body's name.
    """
    if not reading.is_page or not names.places or _named(names, reading):
        return None
    credited = (x for x in reading.evidence if (said := source(x.text)) and names.stranger(said))
    links = {b.text for b in reading.main_links}
    first = [x for x in reading.evidence if len(x.text) <= TITLE and x.text not in links][:FIRST]
    return next(credited, next((x for x in first if _BODY.match(fold(x.text)) and names.stranger(x.text)), None))


def _named(names: OwnNames, reading: Reading) -> bool:
    return any(names.in_line(x) for x in reading.main)


def _is_title_of_other(names: OwnNames, text: str) -> bool:
    folded = fold(text)
    noun = _NOUN.match(folded)
    if noun is not None and _PROVINCES in folded and names.names and not names.within(text):
        return True
    body = _BODY.search(folded, noun.end()) if noun is not None else None
    if noun is None or body is None or _BESIDES.search(folded[noun.end() : body.start()]):
        return False
    name = folded[body.start() :]
    return len(name) >= SURE and not name.startswith(_OVERSEERS) and names.stranger(name)
