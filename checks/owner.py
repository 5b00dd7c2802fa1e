"""Whose document is it? Names of agencies on a cover or letterhead, against the agency's own names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import cast
from urllib.parse import urlsplit

import msgspec

from checks.evidence import Agency
from checks.links import host_of
from checks.reading import Line, Reading
from checks.structure.names_and_terms import same
from checks.thai.fold import fold, skeleton, skeleton_of_folded
from checks.thai.nearly import nearly_in

_KINDS = (
    "องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนจังหวัด", "อบต.", "อบจ.",
    "เทศบาลนคร", "เทศบาลเมือง", "เทศบาลตำบล", "โรงพยาบาลส่งเสริมสุขภาพตำบล", "โรงพยาบาล",
    "สถานีตำรวจภูธร", "สภ.", "ตำรวจภูธรจังหวัด", "ที่ทำการปกครองอำเภอ", "ที่ว่าการอำเภอ",
    "สำนักงานเขตพื้นที่การศึกษาประถมศึกษา", "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษา", "สพป.", "สพม.",
    "การไฟฟ้าส่วนภูมิภาค", "การประปาส่วนภูมิภาค", "มหาวิทยาลัยราชภัฏ", "วิทยาลัยเทคนิค", "เรือนจำจังหวัด",
)  # fmt: skip
_ENDS = (
    "อำเภอ",
    "จังหวัด",
    "ประจำปี",
    "ปีงบประมาณ",
    "เรื่อง",
    "พ.ศ",
    "เลขที่",
    "ตำบล",
    "หมู่ที่",
    "ว่าด้วย",
    "ประกาศ",
    "เขต",
    "สาขา",
)

# Names are looked for in folded text: printed names are broken by spaces and lost vowels like every other word.
_LETTERS = "[\u0e01-\u0e3a\u0e40-\u0e4d]"
_NAMED = re.compile("(" + "|".join(re.escape(fold(k)) for k in _KINDS) + rf")\s*({_LETTERS}{{2,30}})")
_OFFICE = re.compile(
    rf"({fold('สำนักงาน')}{_LETTERS}{{2,40}}?)(?:{fold('ประจำ')})?({fold('จังหวัด')}|{fold('อำเภอ')})\s*({_LETTERS}{{2,20}})"
)
_OFFICE_SHORT, _OFFICE_LONG = fold("สนง."), fold("สำนักงาน")
_PROVINCE = re.compile(rf"{fold('จังหวัด')}\s*({_LETTERS}{{2,20}})")
_PARENTS = (
    "กรม", "กระทรวง", "ประกาศกรม", "ประกาศกระทรวง", "สำนักงานปลัดกระทรวง", "สำนักงานปลัดสำนัก",
    "ประกาศสำนักงานคณะกรรมการ", "สำนักงานคณะกรรมการ",
    "สำนักงาน ป.ป.", "สำนักงาน ก.พ.", "สพฐ.", "สป.", "สธ.", "มท.", "คณะรัฐมนตรี",
)  # fmt: skip
_PARENT = re.compile("^(" + "|".join(re.escape(fold(k)) for k in _PARENTS) + ")")
_ADDRESS = re.compile(f"({fold('อำเภอ')}|อ\\.|{fold('ตำบล')}|ต\\.).*({fold('จังหวัด')}|จ\\.)")
_LONG_NAMES = {
    "อบต.": "องค์การบริหารส่วนตำบล",
    "อบจ.": "องค์การบริหารส่วนจังหวัด",
    "สภ.": "สถานีตำรวจภูธร",
    "สพป.": "สำนักงานเขตพื้นที่การศึกษาประถมศึกษา",
    "สพม.": "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษา",
}
_SHORT = {fold(short): fold(long) for short, long in _LONG_NAMES.items()}
_TAIL = re.compile("(" + "|".join(re.escape(fold(k)) for k in _ENDS) + ").*$")

# Bodies of kinds that stand for no office of the agency itself, and kinds that its own units may have too: of the
# latter only a letterhead, the name with its address, says that the paper is another body's.
_BODIES = ("องค์การ", "มหาวิทยาลัย", "ธนาคาร", "สภากาชาด", "สถาบัน", "สำนักงาน", "ศูนย์", "โรงเรียน", "วิทยาลัย")
_UNITS = tuple(fold(k) for k in _BODIES[4:])
_NATIONAL = "|".join(fold(k) for k in ("แห่งประเทศไทย", "แห่งชาติ", "นครหลวง", "ส่วนภูมิภาค"))
_NATIONWIDE = rf"({fold('การ')})({_LETTERS}{{3,30}}?(?:{_NATIONAL}))"
_BODY_NAME = rf"(?:({'|'.join(fold(k) for k in _BODIES)})({_LETTERS}{{3,50}}?)|{_NATIONWIDE})"
_PLACED = "|".join(fold(k) for k in ("เลขที่", "ถนน", "หมู่", "ซอย", "ตำบล", "แขวง", "อำเภอ", "เขต", "จังหวัด", "โทร"))
_BODY = re.compile(rf"(?:{fold('จัดทำ')})?(?:{fold('โดย')})?{_BODY_NAME}(\d*[\d/]*(?:{_PLACED})|$)")
_SENTENCE = re.compile("|".join(fold(w) for w in ("ได้", "ดำเนิน", "ร่วมกับ", "กำหนด", "จัดกิจกรรม", "ประกาศ", "เพื่อ")))
SURE_OCR = 80
"""A name that was recognised with less confidence than this (percent) may be the agency's own, misread."""

_OWN_KINDS = (
    *_BODIES, "กรม", "กระทรวง", "รพ.สต.", "รพ.", "ทต.", "ทม.", "ทน.", "สสอ.", "สสจ.", "สนง.", "ร.ร.", "รร.", "สน.",
    "เทศบาล", "เรือนจำ", "ทัณฑสถาน", "สถานี", "แขวง", "ด่าน",
)  # fmt: skip
_OWN_NAME = re.compile(
    rf"(?:{fold('ยินดีต้อนรับ')})?(?:{fold('เข้า')})?(?:{fold('สู่')})?(?:{fold('เว็บไซต์')})?"
    rf"({'|'.join(re.escape(fold(k)) for k in _OWN_KINDS)})({_LETTERS}{{3,60}})"
)
"""A title or a line of the head that is nothing but the name of an agency of a kind that covers need not tell apart."""

_OWN_LONG = {
    "ทต.": "เทศบาลตำบล", "ทม.": "เทศบาลเมือง", "ทน.": "เทศบาลนคร", "สสอ.": "สำนักงานสาธารณสุขอำเภอ",
    "รพ.สต.": "โรงพยาบาลส่งเสริมสุขภาพตำบล", "รพ.": "โรงพยาบาล", "สสจ.": "สำนักงานสาธารณสุขจังหวัด",
}  # fmt: skip
_OWN_SHORT = re.compile(
    rf"(?<![\u0e01-\u0e4e.])({'|'.join(map(re.escape, sorted(_OWN_LONG, reverse=True)))})\s*(?=[\u0e01-\u0e4e])"
)

_DEPARTMENT = fold("กรม")
_NOTED = re.compile(r"\(.*?\)")
_PARTS = re.compile(r"\s*(?:[|»]|::+)\s*|\s+[–—:-]+\s+")
_FRONT_DOOR = tuple(fold(w) for w in ("หน้าแรก", "หน้าหลัก", "home", "ยินดีต้อนรับ", "index", "เว็บไซต์"))
_ABBREVIATED = re.compile(r"(?<=\S)\s+(?=[\u0e01-\u0e2e]{1,3}\.)")
"""Before the abbreviation of a district or province a name ends; folding leaves no space to tell."""

_AREAS = "อจตม"
SURE_BONES = 5
"""So many letters of a name without its marks are that name."""

HEAD_LINES = 3
"""So many lines at the start of a home page without a marked head are its head."""

FRONT_PAGES = 3
FRONT_LINES = 80
"""The front of a document, in which an agency's own paper names the agency."""


class Name(msgspec.Struct, frozen=True):
    """A kind of agency and its place name, folded: ("องค์การบริหารส่วนตำบล", "หนองบัว")."""

    kind: str
    place: str


def names_in(text: str) -> list[Name]:
    """Names of agencies that stand in a text, in order.

    >>> [n.place for n in names_in("แผนพัฒนา อบต.หนองน้ำใส อำเภอเมือง")] == [fold("หนองน้ำใส")]
    True
    >>> {n.place for t in ("ทุ่งกว้าง อ.เมือง", "ทุ่งกว้างอ.เมือง") for n in names_in(f"อบต.{t}")} == {fold("ทุ่งกว้าง")}
    True
    """
    folded = fold(_ABBREVIATED.sub("|", text))
    found = []
    for match in _NAMED.finditer(folded):
        place = _TAIL.sub("", match[2])
        if place == match[2] and folded[match.end() : match.end() + 1] == "." and place[-1] in _AREAS:
            place = place[:-1]
        if len(place) > 1:
            found.append(Name(_SHORT.get(match[1], match[1]), place))
    offices = _OFFICE.finditer(folded.replace(_OFFICE_SHORT, _OFFICE_LONG))
    return found + [Name(m[1] + m[2], _TAIL.sub("", m[3])) for m in offices]


def issuer_in(text: str) -> Name | None:
    """The body that a line of a cover or letterhead names: the line is its name, with or without its address.

    >>> [n.place == fold("พลังงานลม") for n in [issuer_in("องค์การพลังงานลม"), issuer_in("โดย องค์การพลังงานลม 8 ถนนหาด")]]
    [True, True]
    >>> issuer_in("องค์การพลังงานลมได้จัดกิจกรรม"), issuer_in("ศูนย์บริการประชาชน")
    (None, None)
    """
    found = _BODY.match(fold(text))
    sure = found is not None and (found[1] not in _UNITS or bool(found[5])) and not _SENTENCE.search(found[0])
    return _body_in(text) if sure else None


def site_name(title: str) -> str:
    """The agency's name out of a home page's title: the part that names an agency, else the first.

    >>> site_name("จังหวัดศรีพนา – จังหวัดศรีพนา")
    'จังหวัดศรีพนา'
    >>> site_name("หน้าแรก | เทศบาลตำบลบ้านสวน"), site_name("หน้าแรก - กรมงานไม้"), site_name("หน้าแรก - ศบค.")
    ('เทศบาลตำบลบ้านสวน', 'กรมงานไม้', 'ศบค.')
    """
    parts = [part for part in _PARTS.split(title.strip()) if part]
    named = (part for part in parts if names_in(part) or _provinces_in(part) or _own_name(part) is not None)
    other = (part for part in parts if not fold(part).startswith(_FRONT_DOOR))
    return next(named, next(other, parts[0] if parts else ""))


class OwnNames(msgspec.Struct, frozen=True):
    """What the agency calls itself, and where on a shared host it lives.

    names: its own kind and place. places: the folded place names that make a document its own.
    """

    names: frozenset[Name]
    places: frozenset[str]
    host: str
    path: str

    @classmethod
    def learn(cls, agency: Agency, home: Reading | None) -> OwnNames:
        """Take the agency's registered name; without one, what its home page's title, header and footer say most."""
        counted: Counter[Name] = Counter(names_in(spelt_out(agency.name)))
        if not counted and home is not None:
            frame = [x.text for x in home.lines if x.block.region in ("header", "footer")][:40]
            counted = Counter(n for text in [spelt_out(home.document.title), *frame] for n in names_in(text))
            counted = counted or Counter(_alone(home))
        names = frozenset(n for n, _ in counted.most_common(1))
        provinces = _PROVINCE.findall(fold(agency.name or (home.document.title if home is not None else "")))
        places = {n.place for n in names} or {_TAIL.sub("", p) for p in provinces[:1]}
        if not places:
            names = _body_of(agency, home)
            places = {n.place for n in names}
        path = urlsplit(agency.url).path.rpartition("/")[0] + "/"
        return cls(names, frozenset(places), host_of(agency.url), path)

    @property
    def called(self) -> str:
        """The agency's name as it was learnt, folded; empty where only its place is known."""
        return " ".join(sorted(n.kind + n.place for n in self.names))

    def within(self, text: str, *, damaged: bool = False) -> bool:
        """Does a text name the agency? Marks lost on the way do not matter.

        damaged: nor does a letter or two, in text read from a picture or mended.
        """
        folded = fold(text)
        if any(place in folded for place in self.places):
            return True
        bones = skeleton(text)
        own = [b for place in self.places if len(b := skeleton_of_folded(place)) >= SURE_BONES]
        return any(b in bones or (damaged and nearly_in(b, bones)) for b in own)

    def in_line(self, line: Line) -> bool:
        """Does a line name the agency? What was read from a picture may be a letter or two off."""
        return self.within(line.text, damaged=line.block.ocr > 0)

    def own_line(self, reading: Reading) -> Line | None:
        """The first line of a document that names the agency."""
        return next((x for x in reading.main if self.in_line(x)), None)

    def foreign(self, reading: Reading) -> Line | None:
        """The line by which a document says that it is another agency's; none where it may be the agency's own.

        Another agency of the same kind on the cover (or in the frame of a page) is another's; so is a department or
        ministry on the cover of a file that never names the agency, any other body on the cover or letterhead of a
        file that names the agency nowhere, and a page of a shared host outside its own path.
        """
        if "foreign" not in reading.remembered:
            reading.remembered["foreign"] = self._foreign(reading) if self.places else None
        return cast("Line | None", reading.remembered["foreign"])

    def _foreign(self, reading: Reading) -> Line | None:
        shown = [*reading.cover, *frame_of(reading)] if reading.is_page else reading.cover
        other = self._other(shown, page=reading.is_page)
        if other is not None and not (reading.is_page and self._in_front(reading)):
            return other
        if self._in_front(reading):
            return self._sibling(reading)
        return (None if reading.is_page else self._broken(reading)) or self._nobodys(reading, shown)

    def _broken(self, reading: Reading) -> Line | None:
        """The cover line that begins another agency's name which the next line ends, in a file without the own name."""
        for line, following in pairwise(reading.cover):
            found = names_in(f"{line.text}{following.text}")
            if found and not any(self._own(n) for n in found) and not line.block.ocr and not following.block.ocr:
                return line
        return None

    def _sibling(self, reading: Reading) -> Line | None:
        """The cover line that is the name of another office of the own province or district.

        The file names the agency (or its head, called like it) nowhere: the place alone makes it nobody's own.
        """
        own = next((n for n in self.names if _OFFICE.fullmatch(n.kind + n.place)), None)
        if own is None or reading.is_page:
            return None
        text = skeleton(spelt_out(f"{reading.document.title} {reading.text}"))
        for line in reading.cover:
            found = names_in(line.text) if not line.block.ocr else []
            if (
                len(found) != 1
                or same(found[0].kind, own.kind)
                or not _OFFICE.fullmatch(found[0].kind + found[0].place)
            ):
                continue
            other, mine = _headed(found[0]), _headed(own)
            if skeleton(line.text).endswith(other) and mine not in text.replace(other, ""):
                return line if skeleton_of_folded(found[0].kind + found[0].place) == skeleton(line.text) else None
        return None

    def _nobodys(self, reading: Reading, shown: Sequence[Line]) -> Line | None:
        """A paper that never names the agency: a parent's, or one from outside the agency's path."""
        parent = next((x for x in reading.cover if self._is_parent(x.text)), None)
        if parent is not None:
            return parent
        if not reading.is_page:
            return self._issued(reading, [*shown, *frame_of(reading)])
        if host_of(reading.url) == self.host and not urlsplit(reading.url).path.startswith(self.path):
            return next(iter([*shown, *reading.main]), None)
        return None

    def _issued(self, reading: Reading, shown: Sequence[Line]) -> Line | None:
        """The line of a cover or letterhead that names another body, where the file names the agency nowhere."""
        sure = (x for x in shown if not 0 < x.block.ocr < SURE_OCR)
        line = next((x for x in sure if (body := issuer_in(x.text)) is not None and not self._misread(body)), None)
        if line is None:
            return None
        return None if self.within(f"{reading.document.title} {reading.text}", damaged=is_damaged(reading)) else line

    def stranger(self, text: str) -> bool:
        """Does a line name another body: a ministry, an office of another place, an organisation?"""
        if not self.places or self.within(text):
            return False
        body = issuer_in(text)
        return self._is_parent(text) or bool(names_in(text)) or (body is not None and body.kind not in _UNITS)

    def _is_parent(self, text: str) -> bool:
        """Does a line begin with a department or ministry? To a department "กรม …" is how it speaks of itself."""
        folded = fold(text)
        own = any(n.kind == _DEPARTMENT for n in self.names) and folded.startswith(_DEPARTMENT)
        return bool(_PARENT.match(folded)) and not own

    def _misread(self, body: Name) -> bool:
        return any(same(place, body.place) for place in self.places)

    def _other(self, shown: Sequence[Line], *, page: bool) -> Line | None:
        """The first line that names another agency, unless one names the agency itself (other than as an address)."""
        other: Line | None = None
        for line in shown:
            agencies = names_in(line.text)
            named = agencies or ([] if self.names else _provinces_in(line.text))
            damaged = line.block.ocr > 0
            own = any(self._own(n) for n in named) or ((not named or damaged) and self.in_line(line))
            if own and (agencies or not _ADDRESS.search(fold(line.text))):
                return None
            if other is None and named and not own and (not page or any(n.kind in self._kinds for n in named)):
                other = line
        return other

    @property
    def _kinds(self) -> set[str]:
        return {n.kind for n in self.names} or {fold("จังหวัด")}

    def _own(self, name: Name) -> bool:
        bones = skeleton_of_folded(name.place)
        sure = len(bones) >= SURE_BONES
        return any(
            place in name.place or name.place in place or (sure and skeleton_of_folded(place) == bones)
            for place in self.places
        )

    def _in_front(self, reading: Reading) -> bool:
        front = [x.text for x in reading.main if x.block.page <= FRONT_PAGES][:FRONT_LINES]
        return self.within("\n".join([reading.document.title, *front]), damaged=is_damaged(reading))


def _headed(office: Name) -> str:
    """An office as its head is called, without its marks: "เกษตรจังหวัด…"."""
    return skeleton_of_folded((office.kind + office.place).removeprefix(_OFFICE_LONG))


def _alone(home: Reading) -> list[Name]:
    """Old templates mark no head: there a first line of the home page that is nothing but a name is the agency's."""
    found = ((names_in(line.text), fold(line.text)) for line in home.main[:HEAD_LINES])
    return next(([names[0]] for names, text in found if names and text == names[0].kind + names[0].place), [])


def _body_of(agency: Agency, home: Reading | None) -> frozenset[Name]:
    """An agency of another kind: by its registered name, else by what its home page's title, head and foot say most."""
    if agency.name:
        return frozenset([_own_name(agency.name) or Name("", fold(agency.name))])
    if home is None:
        return frozenset()
    titles = [x for part in _PARTS.split(home.document.title) if (x := _own_name(part)) is not None]
    if titles:
        return frozenset(titles[:1])
    counted = Counter(x for line in frame_of(home) if (x := issuer_in(line.text)) is not None)
    counted = counted or Counter(x for line in frame_of(home)[:HEAD_LINES] if (x := _own_name(line.text)) is not None)
    return frozenset(n for n, _ in counted.most_common(1))


def _body_in(text: str) -> Name | None:
    found = _BODY.match(fold(text))
    return None if found is None else Name(found[1] or found[3], found[2] or found[4])


def spelt_out(title: str) -> str:
    """A title with the short forms of agencies that only their own sites use for a name."""
    return _OWN_SHORT.sub(lambda m: _OWN_LONG[m[1]], title)


def _own_name(text: str) -> Name | None:
    """The agency that a text names, where it is nothing but its name."""
    found = _OWN_NAME.fullmatch(fold(_NOTED.sub("", text)))
    return _body_in(text) or (None if found is None else Name(found[1], found[2]))


def is_damaged(reading: Reading) -> bool:
    """Was a document read from pictures, or its text mended?"""
    return reading.has_ocr or reading.document.layer.decision == "repaired"


def frame_of(reading: Reading) -> list[Line]:
    """The first lines around the content: head and foot of a page, running head of a file."""
    return [x for x in reading.lines if x.block.region in ("header", "footer")][:20]


def _provinces_in(text: str) -> list[Name]:
    return [Name(fold("จังหวัด"), _TAIL.sub("", p)) for p in _PROVINCE.findall(fold(text))]
