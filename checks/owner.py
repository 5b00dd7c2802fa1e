"""Whose document is it? Names of agencies on a cover or letterhead, against the agency's own names."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

import msgspec

from checks.evidence import Agency
from checks.links import host_of
from checks.reading import Line, Reading
from checks.thai.fold import fold

_THAI = r"[\u0e01-\u0e3a\u0e40-\u0e4d]"
_KINDS = (
    "องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนจังหวัด", "อบต.", "อบจ.",
    "เทศบาลนคร", "เทศบาลเมือง", "เทศบาลตำบล", "โรงพยาบาลส่งเสริมสุขภาพตำบล", "โรงพยาบาล",
    "สถานีตำรวจภูธร", "ตำรวจภูธรจังหวัด", "ที่ทำการปกครองอำเภอ", "ที่ว่าการอำเภอ",
)  # fmt: skip
_NAMED = re.compile("(" + "|".join(re.escape(k) for k in _KINDS) + rf")\s*({_THAI}{{2,30}})")
_OFFICE = re.compile(rf"(สำนักงาน{_THAI}{{2,40}}?)(?:ประจำ)?(จังหวัด|อำเภอ)\s*({_THAI}{{2,20}})")
_PROVINCE = re.compile(rf"จังหวัด\s*({_THAI}{{2,20}})")
_PARENT = re.compile(r"^\s*(กรม|กระทรวง|สำนักงานปลัดกระทรวง|สำนักงานคณะกรรมการ|สำนักงาน ป\.ป\.)")
_SHORT = {"อบต.": "องค์การบริหารส่วนตำบล", "อบจ.": "องค์การบริหารส่วนจังหวัด"}
_TAIL = re.compile("(อำเภอ|จังหวัด|ประจำปี|ปีงบประมาณ|เรื่อง|พ\\.ศ|เลขที่|ตำบล|หมู่ที่|ว่าด้วย|ได้|โดย|และ|มี|ขอ).*$")

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
    """
    found = []
    for match in _NAMED.finditer(text):
        kind = _SHORT.get(match[1], match[1])
        place = _TAIL.sub("", match[2])
        if len(place) > 1:
            found.append(Name(fold(kind), fold(place)))
    offices = _OFFICE.finditer(text)
    return found + [Name(fold(m[1] + m[2]), fold(_TAIL.sub("", m[3]))) for m in offices]


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
        counted: Counter[Name] = Counter(names_in(agency.name))
        if not counted and home is not None:
            frame = [x.text for x in home.lines if x.block.region in ("header", "footer")][:40]
            counted = Counter(n for text in [home.document.title, *frame] for n in names_in(text))
        names = frozenset(n for n, _ in counted.most_common(1))
        provinces = _PROVINCE.findall(agency.name or (home.document.title if home is not None else ""))
        places = {n.place for n in names} or {fold(p) for p in provinces[:1]}
        path = urlsplit(agency.url).path.rpartition("/")[0] + "/"
        return cls(names, frozenset(places), host_of(agency.url), path)

    def foreign(self, reading: Reading) -> Line | None:
        """The line by which a document says that it is another agency's; none where it may be the agency's own.

        Another agency of the same kind on the cover (or in the frame of a page) is another's; so is a department or
        ministry on the cover of a file that never names the agency, and a page of a shared host outside its own path.
        """
        if not self.places:
            return None
        front = [x for x in reading.main if x.block.page <= FRONT_PAGES][:FRONT_LINES]
        frame = [x for x in reading.lines if x.block.region in ("header", "footer")][:20]
        text = fold("\n".join([reading.document.title, *(x.text for x in [*frame, *front])]))
        if any(place in text for place in self.places):
            return None
        shown = [*reading.cover, *frame] if reading.is_page else reading.cover
        kinds = {n.kind for n in self.names} or {fold("จังหวัด")}
        for line in shown:
            if any(n.kind in kinds for n in [*names_in(line.text), *_provinces_in(line.text)]):
                return line
        if not reading.is_page:
            return next((x for x in reading.cover if _PARENT.match(x.text)), None)
        if host_of(reading.url) == self.host and not urlsplit(reading.url).path.startswith(self.path):
            return next(iter([*shown, *reading.main]), None)
        return None


def _provinces_in(text: str) -> list[Name]:
    return [Name(fold("จังหวัด"), fold(p)) for p in _PROVINCE.findall(text)]
