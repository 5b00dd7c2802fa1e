"""Names of persons and their terms of office, as a text tells them.

Only the grammar of names, ranks and terms stands here; whose name or term it is, a page tells by how it is laid out.
"""

from __future__ import annotations

import re

import msgspec

from checks.thai.dates import BUDDHIST_OFFSET, dates_in
from checks.thai.fold import fold, skeleton

_TH = r"[\u0e01-\u0e2e\u0e2f-\u0e3a\u0e40-\u0e4e]"
_CIVIL = r"นาย|นางสาว|นาง|น\.\s?ส\.|เด็กชาย|หม่อมหลวง|หม่อมราชวงศ์|ม\.ล\.|ม\.ร\.ว\.|คุณหญิง|คุณ"
_RANK = (
    r"(?:ว่าที่\s?)?(?:พันตำรวจ|ร้อยตำรวจ|พลตำรวจ|พัน|ร้อย|พล|นาวา|เรือ)(?:เอก|โท|ตรี)(?:หญิง)?"
    r"|(?:ว่าที่\s?)?(?:จ่าสิบ|สิบ)(?:ตำรวจ)?(?:เอก|โท|ตรี)(?:หญิง)?|(?:ว่าที่\s?)?(?:ดาบ|จ่าสิบ|สิบ)ตำรวจ|นายดาบตำรวจ"
    r"|(?:ว่าที่\s?)?(?:พล|พ|ร|น|จ|ส|ด|จ\.ส|ส\.ต|ร\.ต|พ\.ต|พล\.ต|พล\.ร|พล\.อ|น\.ต)\s?\.\s?(?:[ตอทสร]\.\s?){1,3}(?:หญิง)?"
    r"|พล\.(?:อ|ท|ต)\.|พลเอก|พลโท|พลตรี"
)
_SCHOLAR = r"(?:ศ|รศ|ผศ|ดร|นพ|พญ|ทพ|ทพญ|ภก|ภญ|สพ\.ญ|น\.สพ)\s?\.|ศาสตราจารย์|รองศาสตราจารย์|ผู้ช่วยศาสตราจารย์|ดอกเตอร์"
_DOCTOR = r"นายแพทย์|แพทย์หญิง|ทันตแพทย์(?:หญิง)?|เภสัชกร(?:หญิง)?|นายสัตวแพทย์|สัตวแพทย์หญิง"
_TITLE = rf"(?:{_RANK}|{_SCHOLAR}|{_DOCTOR}|{_CIVIL})"
# Posts that begin like a title: นายก, นายอำเภอ, นายแพทย์สาธารณสุขจังหวัด …
_POST_NOT_TITLE = (
    r"นาย(?:ก(?:\s|$|เทศ|องค์|อบ|เมือง|สมาคม|สภา|รัฐ|ฯ|\.)|อำเภอ|อาเภอ|ทะเบียน|ช่าง|ตรวจ|ด่าน|จ้าง|ประกัน|หน้า|ทหาร|ตำรวจ|สถานี|แพทย์(?:สาธารณสุข|เชี่ยวชาญ|ชำนาญ|ปฏิบัติ|ผู้|ทรง)"
    r"|สัตวแพทย์(?:เชี่ยว|ชำนาญ|ปฏิบัติ|ประจำ|ผู้))|คุณ(?:ธรรม|ภาพ|วุฒิ|สมบัติ|ค่า|ครู|แม่|ลักษณะ|ประโยชน์|ูปการ)|พล(?:เมือง|ังงาน|เรือน)|พัน(?:ธ|ธุ์)|นาง(?:เลิ้ง|รอง)|ร้อยละ|เภสัชกร(?:เชี่ยว|ชำนาญ|ปฏิบัติ|รม)"
    r"|ทันตแพทย์(?:เชี่ยว|ชำนาญ|ปฏิบัติ)"
)
_NAME = re.compile(
    rf"(?<!{_TH})(?!{_POST_NOT_TITLE})(?P<title>{_TITLE}(?:\s?{_TITLE})*)\s?(?P<first>{_TH}{{2,25}})(?!{_TH}|\.)"
    rf"(?:\s+(?P<last>(?:ณ\s+)?{_TH}{{2,30}}(?:\s+ณ\s+{_TH}{{2,25}})?))?"
)
_NO_SURNAME = re.compile(
    r"^(?:ตำแหน่ง|ตาแหน่ง|นายก|นายอำเภอ|นายแพทย์|ปลัด|รอง(?:นายก|ผู้|อธิบดี|ปลัด|หัวหน้า|ผอ|เลขา|ประธาน)|ผู้|หัวหน้า|เลขา|ที่ปรึกษา|ประธาน|สมาชิก"
    r"|โทร|เบอร์|อีเมล|[\u0e01-\u0e4e]*?(?:จังหวัด|อำเภอ)|อธิบดี|ผอ(?:\.|$)|กรรมการ|เจ้าพนักงาน"
    r"|นัก(?:วิ|ทรั|จัด|บริ|พัฒ)|รักษา(?:ราชการ|การ)|ปฏิบัติ(?:หน้าที่|ราชการ)|ครู|กำนัน|สารวัตร)"
)
_YEAR = re.compile(r"(?<!\d)2[45]\d\d(?!\d)")
_OPEN = fold("ปัจจุบัน"), fold("บัดนี้"), "present"
_TO = re.compile(f"-|~|{fold('ถึง')}")
_AROUND_TERM = re.compile(
    "|".join(
        fold(w)
        for w in (
            "ดำรงตำแหน่ง",
            "ตั้งแต่",
            "ระหว่าง",
            "วันที่",
            "เมื่อ",
            "จนถึง",
            "ถึง",
            "พ.ศ.",
            "ปี",
            "วาระ",
            "ระยะเวลา",
            "เดือน",
            "จน",
        )
    )
    + r"|[\d\W_]"
)
LEAST = 4


class Term(msgspec.Struct, frozen=True):
    """A term of office, ISO dates. end: "" where none is said. still: the words say that it lasts to this day."""

    start: str
    end: str = ""
    still: bool = False

    def over(self, as_of: str) -> bool:
        """Did it end before a day?"""
        return bool(self.end) and self.end < as_of


def names(text: str) -> list[tuple[int, int, str, bool]]:
    """Names of persons in a text: start, end, the name without its title, whether a surname stands with it.

    >>> [(name, full) for _, _, name, full in names("นายสมชาย ใจดี นายกเทศมนตรี โทร. 08 1234 5678")]
    [('สมชาย ใจดี', True)]
    >>> names("นายกองค์การบริหารส่วนตำบล นายอำเภอ นายแพทย์สาธารณสุขจังหวัด")
    []
    """
    found = []
    for match in _NAME.finditer(text):
        last = match["last"] or ""
        if last and _NO_SURNAME.match(last):
            last = ""
        end = match.end("last") if last else match.end("first")
        found.append((match.start(), end, f"{match['first']} {last}".strip(), bool(last)))
    return found


def same(name: str, other: str) -> bool:
    """Are two names one person's? Marks, spaces and a slip of a letter or two do not matter.

    >>> same("สมหวัง ดอนจันทร์ลา", "สมหวัง  ดอนจันทรลา"), same("สมหวัง ดอนจันทร์ลา", "ทองใบ วงศ์ชะอุ่ม")
    (True, False)
    """
    one, two = skeleton(name), skeleton(other)
    if min(len(one), len(two)) < LEAST:
        return False
    return one in two or two in one or _slips(one, two) <= max(1, min(len(one), len(two)) // 7)


def term_of(text: str) -> Term | None:
    """The term of office that a text tells, the last one where it tells several.

    >>> term_of("1 ก.พ. 2565 – ปัจจุบัน"), term_of("พ.ศ. 2556 - 2564")
    (Term(start='2022-02-01', end='', still=True), Term(start='2013-01-01', end='2021-12-31', still=False))
    >>> term_of("5 มี.ค. 2546"), term_of("นายก")
    (Term(start='2003-03-05', end='', still=False), None)
    """
    folded = fold(text)
    points = _points(folded)
    if not points:
        return None
    if any(word in folded[points[-1][1] :] for word in _OPEN):
        return Term(points[-1][2], still=True)
    *_, last = points
    if len(points) % 2:
        return Term(last[2])
    before = points[-2]
    return Term(before[2], last[3]) if before[2] <= last[3] else Term(last[2])


def _points(folded: str) -> list[tuple[int, int, str, str]]:
    """Dates and years of a folded text in order: place, first day, last day."""
    points = []
    for hit in (h for h in dates_in(folded) if h.kind != "compact"):
        month = f"{hit.year_be - BUDDHIST_OFFSET:04d}-{hit.month:02d}"
        points.append((hit.start, hit.end, f"{month}-{hit.day or 1:02d}", f"{month}-{hit.day or 31:02d}"))
    for year in _YEAR.finditer(folded):
        if not any(a <= year.start() < b for a, b, *_ in points):
            iso = int(year[0]) - BUDDHIST_OFFSET
            points.append((year.start(), year.end(), f"{iso:04d}-01-01", f"{iso:04d}-12-31"))
    return sorted(points)


def is_term(text: str) -> bool:
    """Does a text tell nothing but a time (a cell, a line below a name)?"""
    folded = fold(text)
    rest = folded
    points = _points(folded)
    if not points:
        return any(word == folded.strip(" -") for word in _OPEN)
    for start, end, *_ in reversed(points):
        rest = rest[:start] + rest[end:]
    for word in _OPEN:
        rest = rest.replace(word, "")
    return not _AROUND_TERM.sub("", rest)


def term_in(text: str) -> str:
    """The part of a text that tells a time from … to …, or to this day."""
    folded = fold(text)
    points = _points(folded)
    for n, (start, end, *_) in enumerate(points):
        tail = folded[end : end + 12]
        after = points[n + 1] if n + 1 < len(points) else None
        if after is not None and _TO.search(folded[end : after[0]]) and not _letters(folded[end : after[0]]):
            return folded[start : after[1]]
        joint = _TO.search(tail)
        still = next((word for word in _OPEN if word in tail), "")
        if still and joint is not None and not _letters(tail[: tail.index(still)]):
            return folded[start : end + tail.index(still) + len(still)]
    return ""


def _letters(folded: str) -> bool:
    """Is there anything between two dates but what joins them?"""
    return bool(_AROUND_TERM.sub("", folded))


def _slips(one: str, two: str) -> int:
    """Letters to change, add or drop to make one text of the other."""
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(two, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]
