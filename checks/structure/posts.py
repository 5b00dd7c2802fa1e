"""Posts that a text names, told by its words: of the agency's top executive, a deputy, or a lower one.

The words of posts are those of the check of executives, so that a post is the head's here when it is there: ``head``,
``head_alone``, ``lead`` (the head's where the agency's name follows), ``deputy``, ``not_deputy``, ``chief``, ``other``,
``aide``, ``acting``. The post at the head of a department's office in a province or district follows from the office's
own name. Words of the item itself: ``agency_local``, ``agency_province`` (what a name says of the kind of agency).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from checks.bundle import Bundle
from checks.lexicon import Match
from checks.owner import names_in, site_name
from checks.structure.names_and_terms import same
from checks.thai.fold import Folded, fold, skeleton

Kind = Literal["head", "acting", "deputy", "unit", "other"]
"""The top executive; someone acting in that post; a deputy; a lower post; a post that is not known."""

EXECUTIVES = "executives"
"""The check whose pages show who is who."""

BODIES = ("ministry", "department", "province", "district", "local", "area", "school", "hospital", "station", "bureau")
"""Kinds of bodies by the posts that only they have (``…_post``) and the words of their names (``…_name``)."""

AFTER, BEFORE = 80, 45
"""So many characters behind (before) a name may hold its post."""

SURE_NAME = 4
"""So many letters at the start of a place's name tell it in the agency's own name."""

CLOSE = 24
"""Words of acting stand so near before the post that is acted in."""

LOCAL, GOVERNOR = fold("นายก"), (fold("ผู้ว่าราชการ"), fold("ผวจ"), fold("ผู้ว่าฯ"), fold("ท่านผู้ว่า"))
_PROVINCE = (fold("จังหวัด"), fold("สำนักงานจังหวัด"))
_OFFICE = fold("สำนักงาน")
_GLUED = re.compile(r"\.?(?:ตำบล|เมือง|นคร|จังหวัด)?([\u0e01-\u0e4e]{3,})")
_PARTICLE = re.compile(
    r"กล่าว|เป็น|นำ|ได้|พร้อม|และ|ที่|ใน|ให้|มอบ|ร่วม|เปิด|ลง|แจ้ง|จัด|ประชุม|เข้า|ติด|ซึ่ง|โดย|คน|ปฏิบัติ|ประกาศ|อ่าน|แสดง|ชี้แจง|เน้น|กำชับ|ขอ|"
    r"จะ|ออก|พบ|ตรวจ|เชิญ|รับ|ต้อนรับ|เดิน|สั่ง|นั่ง|พา|ท่าน|ณ|เมื่อ|วัน|เวลา|ดำรง|หรือ|กับ"
)
_INSTEAD = fold("แทน")
_LEVELS = tuple(fold(w) for w in ("จังหวัด", "อำเภอ", "พื้นที่"))
_LETTERS = "[\u0e01-\u0e3a\u0e40-\u0e4e]"
_DEPARTMENT = re.compile(rf"{_OFFICE}({_LETTERS}{{2,60}}?)(?:{fold('ประจำ')})?({'|'.join(_LEVELS)})")
# Where the post is not the office's name without the word for office.
_SPECIAL = {
    fold(office): fold(post)
    for office, post in (
        ("พัฒนาชุมชนจังหวัด", "พัฒนาการจังหวัด"),
        ("พัฒนาชุมชนอำเภอ", "พัฒนาการอำเภอ"),
        ("ส่งเสริมการปกครองท้องถิ่นจังหวัด", "ท้องถิ่นจังหวัด"),
        ("ส่งเสริมการปกครองท้องถิ่นอำเภอ", "ท้องถิ่นอำเภอ"),
        ("สาธารณสุขจังหวัด", "นายแพทย์สาธารณสุขจังหวัด"),
        ("ที่ดินจังหวัด", "เจ้าพนักงานที่ดินจังหวัด"),
        ("ที่ดินอำเภอ", "เจ้าพนักงานที่ดินอำเภอ"),
        ("การท่องเที่ยวและกีฬาจังหวัด", "ท่องเที่ยวและกีฬาจังหวัด"),
    )
}
_ABBREVIATED = {
    fold(office): tuple(fold(w) for w in posts)
    for office, posts in (
        ("สาธารณสุขจังหวัด", ("นพ.สสจ", "นายแพทย์ สสจ")),
        ("สาธารณสุขอำเภอ", ("ผอ.สสอ", "หน.สสอ")),
        ("ทรัพยากรธรรมชาติและสิ่งแวดล้อมจังหวัด", ("ผอ.ทสจ", "ผอ.สนง.ทสจ")),
        ("ป้องกันและบรรเทาสาธารณภัยจังหวัด", ("หน.สนง.ปภ", "หัวหน้าสำนักงาน ปภ")),
        ("พัฒนาสังคมและความมั่นคงของมนุษย์จังหวัด", ("พมจ.",)),
    )
}
_BELOW = (fold("รอง"), fold("ผู้ช่วย"))
_NO_DEPARTMENT = tuple(fold(w) for w in ("เขต", "คณะกรรมการ", "เทศบาล", "ปลัด", "องค์การ", "อธิการ", "จังหวัด"))
_LEADS = tuple(fold(w) for w in ("หัวหน้า", "ผู้อำนวยการ", "ผอ."))
_GENERAL = {fold(w) for w in ("หัวหน้าสำนักงาน", "ผู้อำนวยการสำนักงาน", "ผู้อำนวยการ")}
_OTHER_OFFICE = re.compile(rf"{_LETTERS}{{0,40}}?(?:{'|'.join(_LEVELS)})")
_WORKPLACES = tuple(fold(w) for w in ("สำนักงาน", "สนง.", "สนง", "สำนัก", "ที่ทำการ", "เว็บไซต์", "เพจ"))


class Post(msgspec.Struct, frozen=True):
    """A post named in a text: its place, its kind, the words that name it."""

    start: int
    end: int
    kind: Kind
    phrase: str


@functools.lru_cache(maxsize=64)
def own_posts(name: str) -> tuple[str, ...]:
    """The words for the head of a department's office in a province, district or area, by its name; the post first.

    >>> [own_posts(f"สำนักงาน{n}")[0] for n in ("พลังงานจังหวัดศรีพนา", "สาธารณสุขอำเภอเขาพนม", "สรรพากรพื้นที่ศรีพนา")]
    ['พลังงานจังหวัด', 'สาธารณสุขอาเภอ', 'สรรพากรพื้นที่']
    >>> [fold("หัวหน้าสำนักงานประมงจังหวัด") in own_posts(n) for n in ("สำนักงานประมงจังหวัดศรีพนา", "อบต.ทุ่งแสงทอง")]
    [True, False]
    >>> own_posts("สำนักงานจังหวัดศรีพนา"), own_posts("สำนักงานเขตพื้นที่การศึกษาประถมศึกษาศรีพนา เขต 2")
    ((), ())
    >>> own_posts("สำนักงานพัฒนาชุมชนอำเภอเขาพนม")[0]
    'พัฒนาการอาเภอ'
    """
    found = _DEPARTMENT.match(fold(name))
    if found is None or found[1].startswith(_NO_DEPARTMENT):
        return ()
    office = found[1] + found[2]
    post = _SPECIAL.get(office, office)
    led = [f"{lead}{_OFFICE}{office}" for lead in _LEADS]
    return tuple(dict.fromkeys([post, office, *led, *_ABBREVIATED.get(office, ())]))


def tops(bundle: Bundle, text: str) -> list[Match]:
    """Words for a post at the head of an agency; the agency's own in whatever words by one phrase (:func:`own_posts`).

    The name of an office is no post, nor is what heads another office where the agency's own post is known.
    """
    item = executives(bundle)
    keys = {f"{item}.head", f"{item}.head_alone"}
    marks = [m for m in bundle.site.lexicon.scan(text) if m.key in keys and not _office_name(text, m)]
    own = agency_posts(bundle)
    if not own:
        led = [m for m in _led(bundle, text) if not any(m.start < o.end and o.start < m.end for o in marks)]
        return sorted([*marks, *led], key=lambda m: (m.start, -m.end))
    mine = _own_marks(f"{item}.head_alone", text, own)
    general = [
        Match(m.key, own[0], m.start, m.end)
        for m in marks
        if fold(m.phrase) in _GENERAL and not _OTHER_OFFICE.match(fold(text[m.end : m.end + AFTER]))
    ]
    heads = [*mine, *(m for m in general if not any(m.start < o.end and o.start < m.end for o in mine))]
    rest = [m for m in marks if not any(m.start < o.end and o.start < m.end for o in heads)]
    return sorted([*heads, *rest], key=lambda m: (m.start, -m.end))


def is_own(bundle: Bundle, match: Match) -> bool:
    """Is a top post the agency's own by the agency's name? Where the name tells no post, every one may be."""
    own = agency_posts(bundle)
    return not own or match.phrase == own[0]


def agency_posts(bundle: Bundle) -> tuple[str, ...]:
    """The words for the agency's own top post (:func:`own_posts`), by its name or by what its site calls it."""
    names = (
        [bundle.site.case.agency.name] if bundle.site.case.agency.name else [n.kind for n in bundle.site.names.names]
    )
    return next((own for own in map(own_posts, names) if own), ())


def of_another_kind(bundle: Bundle, text: str) -> bool:
    """Does a text name posts that only other kinds of bodies have (a minister's, a governor's) and none of this kind's?

    Where the agency's name does not tell its kind, every post may be its own.
    """
    name = bundle.site.case.agency.name or (site_name(bundle.home.document.title) if bundle.home is not None else "")
    item, scan = executives(bundle), bundle.site.lexicon.scan
    own = {m.key for m in scan(name)}
    if not item or not (agency_posts(bundle) or any(f"{item}.{k}_name" in own for k in BODIES)):
        return False
    said = {m.key for m in scan(text) if not _office_name(text, m)}
    kinds = [k for k in BODIES if f"{item}.{k}_post" in said]
    return bool(kinds) and not any(f"{item}.{k}_name" in own for k in kinds)


def of_another_place(bundle: Bundle, text: str) -> bool:
    """Does the text of a post name an agency of this one's kind in another place, and this one nowhere?"""
    names = bundle.site.names
    if not names.places or names.within(text):
        return False
    kinds = {name.kind for name in names.names}
    placed = (m for m in tops(bundle, text) if fold(m.phrase).endswith(_LEVELS))
    return any(n.kind in kinds and not _begins_word(bundle, n.place) for n in names_in(text)) or any(
        _of_another_place(bundle, text[m.end : m.end + AFTER]) for m in placed
    )


def _led(bundle: Bundle, text: str) -> list[Match]:
    """Where the post is a general word for a head with the agency's own name behind it, by the phrase of that word."""
    item = executives(bundle)
    own = tuple(f"{name.kind}{name.place}" for name in bundle.site.names.names)
    if not own:
        return []
    found: list[Match] = []
    marks = bundle.site.lexicon.scan(text)
    below = {m.end for m in marks if m.key in (f"{item}.chief", f"{item}.other", f"{item}.deputy")}
    for mark in (m for m in marks if m.key == f"{item}.lead" and m.start not in below):
        rest = Folded(text[mark.end : mark.end + AFTER])
        name = next((n for n in own if rest.text.startswith(n)), "")
        if name:
            _, end = rest.original_span(0, len(name))
            found.append(Match(f"{item}.head", mark.phrase, mark.start, mark.end + end))
    return found


def _own_marks(key: str, text: str, own: Sequence[str]) -> list[Match]:
    """Where the agency's own top post stands in a text, the longest words first, by the phrase of the post."""
    folded = Folded(text)
    found: list[Match] = []
    for form in sorted(own, key=len, reverse=True):
        at = folded.text.find(form)
        while at >= 0:
            start, end = folded.original_span(at, at + len(form))
            mark = Match(key, own[0], start, end)
            inside = any(start < o.end and o.start < end for o in found)
            if not inside and not _office_name(text, Match(key, form, start, end)):
                found.append(mark)
            at = folded.text.find(form, at + len(form))
    return found


def _office_name(text: str, mark: Match) -> bool:
    """Is a post only a piece of the name of an office (the office of agriculture of a province)?"""
    before = text[max(0, mark.start - BEFORE) : mark.start]
    loose = fold(mark.phrase).endswith(_LEVELS)
    return (loose or before == before.rstrip()) and fold(before).endswith(_WORKPLACES)


def named_posts(bundle: Bundle, text: str) -> list[Post]:
    """The posts that a text names, in order, by its words alone, whoever the present head is."""
    item = executives(bundle)
    if not item or not text:
        return []
    keys = {
        f"{item}.{p}": p for p in ("head", "head_alone", "deputy", "not_deputy", "chief", "other", "aide", "acting")
    }
    lower = [m for m in bundle.site.lexicon.scan(text) if keys.get(m.key, "head") not in ("head", "head_alone")]
    marks = sorted([*lower, *tops(bundle, text)], key=lambda m: (m.start, -m.end, m.key))
    acting = [m for m in marks if keys[m.key] == "acting"]
    below = [m for m in marks if keys[m.key] not in ("head", "head_alone", "acting")]
    found: list[Post] = []
    for mark in (m for m in marks if keys[m.key] != "acting"):
        if keys[mark.key] in ("head", "head_alone"):
            if any(_covers(o, mark) for o in below):
                continue
            mine = (
                is_own(bundle, mark)
                and _fits(bundle, mark.phrase)
                and not _of_another_place(bundle, text[mark.end : mark.end + AFTER])
            )
            kind: Kind = "head" if mine else "other"
            if kind == "head" and fold(text[: mark.start]).endswith(_BELOW):
                kind = "deputy"
            lead = next((a for a in acting if 0 <= mark.start - a.end <= CLOSE), None)
            if kind == "head" and lead is not None:
                kind = "deputy" if _INSTEAD in fold(text[lead.start : mark.start]) else "acting"
        else:
            kind = "deputy" if keys[mark.key] == "deputy" else "unit"
        if not any(p.start <= mark.start and mark.end <= p.end for p in found):
            found.append(Post(mark.start, mark.end, kind, mark.phrase))
    return found


def _of_another_place(bundle: Bundle, tail: str) -> bool:
    """Does the place name glued to a post say that it is another agency's ("นายก อบต.หนองไผ่")?"""
    places = bundle.site.names.places
    glued = _GLUED.match(tail)
    if not places or glued is None or _begins_word(bundle, glued[1]):
        return False
    if fold(glued[1])[:SURE_NAME] in fold(bundle.site.case.agency.name):
        return False  # of a district whose province is what it is known by
    bare = skeleton(glued[1])
    own = map(skeleton, places)  # the shortest names (Nan, Trat, Loei) are too short to be compared loosely
    return not any(bare.startswith(place) or same(bare[: len(place)], place) for place in own)


def _begins_word(bundle: Bundle, text: str) -> bool:
    """Does a text begin with a verb, a particle or a known word rather than with a name?"""
    return bool(_PARTICLE.match(text)) or any(m.start == 0 for m in bundle.site.lexicon.scan(text[:BEFORE]))


def names_another(bundle: Bundle, text: str) -> bool:
    """Does a text name another agency of the local kinds and not this one? Offices for complaints do not count."""
    if bundle.site.names.within(text):
        return False
    return any(not name.kind.startswith(_OFFICE) for name in names_in(text))


def _covers(below: Match, top: Match) -> bool:
    """Does the post of a deputy or aide begin before the top post and run into it, or take its place?"""
    if below.start == top.start:
        return below.end > top.end
    return below.start < top.start <= below.end + 1


def executives(bundle: Bundle) -> str:
    """The item whose check is that of executives; "" where the book has none."""
    return next((i.item for i in bundle.site.rubric.items.values() if i.check == EXECUTIVES), "")


def _fits(bundle: Bundle, phrase: str) -> bool:
    """Can a top post be this agency's, by the kind of agency that its name says?"""
    name = bundle.site.case.agency.name or (site_name(bundle.home.document.title) if bundle.home is not None else "")
    folded = fold(phrase)
    if bundle.says(name, "agency_local"):
        return folded.startswith(LOCAL)
    if bundle.says(name, "agency_province") and fold(name).startswith(_PROVINCE):
        return folded.startswith(GOVERNOR)
    return not name or not folded.startswith((LOCAL, *GOVERNOR))
