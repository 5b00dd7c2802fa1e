"""Who signs, who acts, and who is the present top executive: posts and names in signatures, cards and prose.

The words of posts are those of the check of executives, so that a post is the head's here when it is there: ``head``,
``head_alone``, ``deputy``, ``not_deputy``, ``chief``, ``other``, ``aide``, ``acting``, ``vacant``; its ``roll`` are
the titles of lists of those who held a post one after another. The post at the head of a department's office in a
province or district follows from the office's own name. Words of the item itself: ``former``, ``present`` and
``agency_local``, ``agency_province`` (what a name says of the kind of agency).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from checks.bundle import Bundle
from checks.lexicon import Match
from checks.links import url_key
from checks.locate import candidates
from checks.owner import names_in
from checks.reading import Line, Reading
from checks.structure import people as cards
from checks.thai.fold import Folded, fold, skeleton
from checks.verdict import Quote

Kind = Literal["head", "acting", "deputy", "unit", "other"]
"""The top executive; someone acting in that post; a deputy; a lower post; a post that is not known."""

EXECUTIVES = "executives"
"""The check whose pages show who is who."""

SHORT = 90
"""A longer line is prose: no signature."""

AFTER, BEFORE = 80, 45
"""So many characters behind (before) a name may hold its post."""

NEXT = 3
"""So many short lines below a name may hold its post."""

CLOSE = 24
"""Words of acting stand so near before the post that is acted in."""

PAGES = 3
ROLL = 2
"""A list of so many holders of a post with their terms is a roll."""

LEAST = 4

_LOCAL, _GOVERNOR = fold("นายก"), (fold("ผู้ว่า"), fold("ผวจ"))
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
_NO_DEPARTMENT = tuple(fold(w) for w in ("เขต", "คณะกรรมการ", "เทศบาล", "ปลัด", "องค์การ", "อธิการ", "จังหวัด"))
_LEADS = tuple(fold(w) for w in ("หัวหน้า", "ผู้อำนวยการ", "ผอ."))
_GENERAL = {fold(w) for w in ("หัวหน้าสำนักงาน", "ผู้อำนวยการสำนักงาน", "ผู้อำนวยการ")}
_OTHER_OFFICE = re.compile(rf"{_LETTERS}{{0,40}}?(?:{'|'.join(_LEVELS)})")
_WORKPLACES = tuple(fold(w) for w in ("สำนักงาน", "สนง.", "สนง", "สำนัก", "ที่ทำการ", "เว็บไซต์", "เพจ"))
_FRAME = " ()[].…:"


class Post(msgspec.Struct, frozen=True):
    """A post named in a text: its place, its kind, the words that name it."""

    start: int
    end: int
    kind: Kind
    phrase: str


class Person(msgspec.Struct, frozen=True):
    """A name with its post as it stands in a reading. signed: on a line of its own, as below a document."""

    reading: Reading
    line: Line
    name: str
    post: str
    kind: Kind
    signed: bool

    def quote(self) -> Quote:
        """Name and post as proof."""
        text = self.line.text if self.post in self.line.text else f"{self.line.text} {self.post}"
        return Quote(self.reading.url, text.strip()[:160], self.line.block.page, self.line.block.kind)


class Head(msgspec.Struct, frozen=True):
    """The present top executive as the site shows; others: names shown in the same post, former heads perhaps."""

    name: str
    phrase: str
    quote: Quote
    others: tuple[str, ...] = ()


class Roll(msgspec.Struct, frozen=True):
    """Those who held the top post one after another: who is in office, with the words for the post, and who was."""

    now: tuple[cards.Person, str] | None = None
    gone: tuple[str, ...] = ()


def same(name: str, other: str) -> bool:
    """Are two names one person's? Marks, spaces and a slip of a letter or two do not matter.

    >>> same("สมหวัง ดอนจันทร์ลา", "สมหวัง  ดอนจันทรลา"), same("สมหวัง ดอนจันทร์ลา", "ทองใบ วงศ์ชะอุ่ม")
    (True, False)
    """
    one, two = skeleton(name), skeleton(other)
    if min(len(one), len(two)) < LEAST:
        return False
    return one in two or two in one or _slips(one, two) <= max(1, min(len(one), len(two)) // 7)


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
    return tuple(dict.fromkeys([post, office, *(f"{lead}{_OFFICE}{office}" for lead in _LEADS)]))


def tops(bundle: Bundle, text: str) -> list[Match]:
    """Words for a post at the head of an agency; the agency's own in whatever words by one phrase (:func:`own_posts`).

    The name of an office is no post, nor is what heads another office where the agency's own post is known.
    """
    item = _executives(bundle)
    keys = {f"{item}.head", f"{item}.head_alone"}
    marks = [m for m in bundle.site.lexicon.scan(text) if m.key in keys and not _office_name(text, m)]
    own = _own(bundle)
    if not own:
        return marks
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
    own = _own(bundle)
    return not own or match.phrase == own[0]


def posts(bundle: Bundle, text: str) -> list[Post]:
    """The posts that a text names, in order; a post inside the words of another one is that other's.

    Of several offices under one roof only this agency's own top post is the head's.
    """
    head = present_head(bundle)
    phrase = fold(head.phrase) if head is not None else ""
    shared = phrase.startswith((_LOCAL, *_GOVERNOR))
    return [
        Post(p.start, p.end, "other", p.phrase)
        if p.kind in ("head", "acting") and phrase and not shared and fold(p.phrase) != phrase
        else p
        for p in _posts(bundle, text)
    ]


def people(bundle: Bundle, reading: Reading) -> list[Person]:
    """Everybody named in the evidence of a reading, in order, with the post that stands by the name."""
    found: list[Person] = []
    lines = reading.evidence
    for n, line in enumerate(lines):
        spans = cards.names(line.text)
        for at, (start, end, name, _) in enumerate(spans):
            right = spans[at + 1][0] if at + 1 < len(spans) else len(line.text)
            kind, post = _beside(bundle, line.text, start, end, right)
            alone = len(line.text) <= SHORT and not line.text[:start].strip(_FRAME + "ลงชื่อนาม")
            if not post and alone:
                kind, post = _below(bundle, lines[n + 1 : n + 1 + NEXT])
            found.append(Person(reading, line, name, post, kind, alone))
    return found


def post_lines(bundle: Bundle, reading: Reading) -> list[tuple[Line, Kind]]:
    """Short lines that begin with a post, as under a document that names nobody."""
    found: list[tuple[Line, Kind]] = []
    for line in reading.evidence:
        if len(line.text) <= SHORT and line.block.kind != "heading":
            first = next(iter(posts(bundle, line.text)), None)
            if first is not None and not line.text[: first.start].strip(_FRAME + "ตำแหน่งโดย"):
                found.append((line, first.kind))
    return found


@functools.lru_cache(maxsize=64)
def present_head(bundle: Bundle) -> Head | None:
    """The top executive whom the site itself shows: on its page of executives, a roll of heads or its home page.

    Where the page of executives still shows one whose term is over by the roll, the roll tells.
    """
    item = _executives(bundle)
    if not item:
        return None
    roll = _roll(bundle)
    for reading in _executive_pages(bundle, item):
        shown, _ = _shown(bundle, reading)
        shown = [t for t in shown if roll.now is None or not any(same(t[0].name, name) for name in roll.gone)]
        if shown:
            now = next((t for t in shown if bundle.says(t[0].post, "present")), shown[0])
            others = [p.name for p, phrase in shown if phrase == now[1]]
            others += [roll.now[0].name] if roll.now is not None else []
            kept = (name for name in others if not same(name, now[0].name))
            return Head(now[0].name, now[1], now[0].quote(), tuple(dict.fromkeys(kept)))
    return Head(roll.now[0].name, roll.now[1], roll.now[0].quote()) if roll.now is not None else None


@functools.lru_cache(maxsize=64)
def former_heads(bundle: Bundle) -> tuple[str, ...]:
    """Names of former heads, as the site shows them."""
    item = _executives(bundle)
    if not item:
        return ()
    head = present_head(bundle)
    gone = [*_roll(bundle).gone, *(n for r in _executive_pages(bundle, item) for n in _shown(bundle, r)[1])]
    return tuple(n for n in dict.fromkeys(gone) if head is None or not same(n, head.name))


def _words(bundle: Bundle) -> cards.Words:
    item = _executives(bundle)
    return cards.Words(
        post=lambda t: (
            bool(_own(bundle) and tops(bundle, t))
            or bundle.says(t, *(f"{item}.{p}" for p in ("head", "head_alone", "deputy", "chief", "other")))
        ),
        vacant=lambda t: bundle.says(t, f"{item}.vacant"),
        contact=lambda _: False,
        no_photo=lambda _: False,
    )


@functools.lru_cache(maxsize=64)
def _shown(bundle: Bundle, reading: Reading) -> tuple[list[tuple[cards.Person, str]], list[str]]:
    """Who is shown in the top post on a page, with the words for the post; and names of former heads there."""
    found: list[tuple[cards.Person, str]] = []
    gone: list[str] = []
    for person in (p for p in cards.people([reading], _words(bundle)) if p.name and p.surname):
        former = bundle.says(person.post, "former") and not bundle.says(person.post, "present")
        first = next((p for p in _posts(bundle, person.post) if p.kind in ("head", "acting")), None)
        if former and tops(bundle, person.post):
            gone.append(person.name)
        elif first is not None and not former and not bundle.says(person.post, f"{_executives(bundle)}.aide"):
            found.append((person, first.phrase))
    return found, gone


@functools.lru_cache(maxsize=64)
def _roll(bundle: Bundle) -> Roll:
    """The heads of the agency one after another, by the terms that stand with their names anywhere on the site."""
    item = _executives(bundle)
    found = Roll()
    for reading in bundle.site.readings if item else []:
        titled = [reading.document.title, *(x.text for x in reading.headings)]
        if not reading.readable or not any(bundle.says(t, f"{item}.roll") for t in titled):
            continue
        held: list[tuple[cards.Person, str]] = []
        for person in cards.people([reading], _words(bundle)):
            if person.name and person.surname and person.term:
                text = person.post or _heading(bundle, reading, person)
                first = next((p for p in _posts(bundle, text) if p.kind != "unit"), None)
                if first is not None and first.kind in ("head", "acting"):
                    held.append((person, first.phrase))
        if len(held) < ROLL:
            continue
        now, gone = cards.in_office([p for p, _ in held], bundle.as_of)
        mine = next((t for t in held if t[0] is now), None)
        if mine is not None or not found.gone:
            found = Roll(mine or found.now, tuple(p.name for p in gone))
        if mine is not None:
            break
    return found


def _heading(bundle: Bundle, reading: Reading, person: cards.Person) -> str:
    """The heading above a person that names a post, else the title of the page."""
    line = next((x for x in reading.main if x.block is person.block), None)
    above = [x.text for x in reversed(reading.headings) if line is not None and x.index < line.index]
    return next((t for t in above if _posts(bundle, t)), reading.document.title)


def _own(bundle: Bundle) -> tuple[str, ...]:
    names = (
        [bundle.site.case.agency.name] if bundle.site.case.agency.name else [n.kind for n in bundle.site.names.names]
    )
    return next((own for own in map(own_posts, names) if own), ())


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


def _posts(bundle: Bundle, text: str) -> list[Post]:
    item = _executives(bundle)
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
    bare = skeleton(glued[1])
    return not any(same(bare[: len(skeleton(place))], place) for place in places)


def _begins_word(bundle: Bundle, text: str) -> bool:
    """Does a text begin with a verb, a particle or a known word rather than with a name?"""
    return bool(_PARTICLE.match(text)) or any(m.start == 0 for m in bundle.site.lexicon.scan(text[:BEFORE]))


def names_another(bundle: Bundle, text: str) -> bool:
    """Does a text name another agency of the local kinds and not this one? Offices for complaints do not count."""
    folded = fold(text)
    if any(place in folded for place in bundle.site.names.places):
        return False
    return any(not name.kind.startswith(_OFFICE) for name in names_in(text))


def _covers(below: Match, top: Match) -> bool:
    """Does the post of a deputy or aide begin before the top post and run into it, or take its place?"""
    if below.start == top.start:
        return below.end > top.end
    return below.start < top.start <= below.end + 1


def _executives(bundle: Bundle) -> str:
    return next((i.item for i in bundle.site.rubric.items.values() if i.check == EXECUTIVES), "")


@functools.lru_cache(maxsize=64)
def _executive_pages(bundle: Bundle, name: str) -> tuple[Reading, ...]:
    site = bundle.site
    given = [site.at(s.url) for s in site.case.submitted if s.item == name]
    found = [c.reading for c in candidates(site, site.rubric.items[name])[:PAGES]]
    pages: dict[str, Reading] = {}
    for reading in [*given, *found, site.home]:
        if reading is not None and reading.readable:
            pages.setdefault(url_key(reading.url), reading)
    return tuple(pages.values())


def _fits(bundle: Bundle, phrase: str) -> bool:
    """Can a top post be this agency's, by the kind of agency that its name says?"""
    name = bundle.site.case.agency.name or (bundle.home.document.title if bundle.home is not None else "")
    folded = fold(phrase)
    if bundle.says(name, "agency_local"):
        return folded.startswith(_LOCAL)
    if bundle.says(name, "agency_province") and fold(name).startswith(_PROVINCE):
        return folded.startswith(_GOVERNOR)
    return not name or not folded.startswith((_LOCAL, *_GOVERNOR))


def _beside(bundle: Bundle, text: str, start: int, end: int, right: int) -> tuple[Kind, str]:
    """The post behind a name in its line (acting ones win), else just before it."""
    after = text[end : min(right, end + AFTER)]
    found = posts(bundle, after)
    if found:
        best = next((p for p in found if p.kind == "acting" and p.start - found[0].end <= BEFORE), found[0])
        return best.kind, after[: best.end + 30].strip(_FRAME)
    before = text[max(0, start - BEFORE) : start]
    found = posts(bundle, before)
    if found and not cards.names(before[found[-1].start :]):
        return found[-1].kind, before[found[-1].start :].strip(_FRAME)
    return "other", ""


def _below(bundle: Bundle, lines: Sequence[Line]) -> tuple[Kind, str]:
    for line in lines:
        if len(line.text) > SHORT:
            break
        found = posts(bundle, line.text)
        if found:
            best = next((p for p in found if p.kind == "acting"), found[0])
            return best.kind, line.text
    return "other", ""


def _slips(one: str, two: str) -> int:
    """Letters to change, add or drop to make one text of the other."""
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(two, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]
