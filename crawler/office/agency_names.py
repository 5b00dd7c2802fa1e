"""Which agency of the list a code or name in a file means: abbreviations are known, nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
from rapidfuzz import fuzz, process

from checks.thai.fold import fold
from crawler.office.model import Listed

NEAREST = 3
NEAR_ENOUGH = 70
"""Names less alike (percent) are no help."""

_ABBREVIATIONS: tuple[tuple[str, str], ...] = (
    (r"รพ\.?\s?สต\.?", "โรงพยาบาลส่งเสริมสุขภาพตำบล"),
    (r"สสจ\.?", "สำนักงานสาธารณสุขจังหวัด"),
    (r"สสอ\.?", "สำนักงานสาธารณสุขอำเภอ"),
    (r"สพป\.?", "สำนักงานเขตพื้นที่การศึกษาประถมศึกษา"),
    (r"สพม\.?", "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษา"),
    (r"สนจ\.?", "สำนักงานจังหวัด"),
    (r"สถจ\.?", "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด"),
    (r"อบต\.?", "องค์การบริหารส่วนตำบล"),
    (r"อบจ\.?", "องค์การบริหารส่วนจังหวัด"),
    (r"สนง\.?", "สำนักงาน"),
    (r"สภ\.", "สถานีตำรวจภูธร"),
    (r"รพ\.", "โรงพยาบาล"),
    (r"รร\.", "โรงเรียน"),
    (r"ทน\.", "เทศบาลนคร"),
    (r"ทม\.", "เทศบาลเมือง"),
    (r"ทต\.", "เทศบาลตำบล"),
    (r"จ\.", "จังหวัด"),
    (r"อ\.", "อำเภอ"),
    (r"ต\.", "ตำบล"),
)
"""With a full stop each is plain; without one only those that are no beginning of a word."""

_SHORT = re.compile(
    rf"(?<![\u0e01-\u0e2e])(?:{'|'.join(f'(?P<a{n}>{short})' for n, (short, _) in enumerate(_ABBREVIATIONS))})"
)
# Behind a name letters stand before the full stop too ("สำนักงานเกษตรจ.ศรีพนา"); the letter alone ends no Thai word.
_PLACE = re.compile(r"(?<=[\u0e01-\u0e5b\s])(?P<short>[จอ])\.")
_PLACES = {"จ": "จังหวัด", "อ": "อำเภอ"}
_TAIL = re.compile(r"\s(?P<what>ตำบล|อำเภอ|จังหวัด)\s*(?P<name>\S+)")


class Matched(msgspec.Struct, frozen=True):
    """What a name was found to mean. agencies: one, several that it may be, or none. nearest: names like it."""

    agencies: tuple[Listed, ...]
    nearest: tuple[str, ...] = ()


class AgencyNames:
    """The names and codes of a list of agencies; answers are remembered, because each stands in dozens of rows.

    province: its name, with or without the word; a name that says another province is none of its agencies'.
    """

    def __init__(self, agencies: Sequence[Listed], province: str = "") -> None:
        self._province = _plain(written_out(province)).removeprefix("จังหวัด")
        self._codes: dict[str, list[Listed]] = {}
        self._names: dict[str, list[Listed]] = {}
        self._heads: dict[str, list[tuple[Listed, dict[str, str]]]] = {}
        self._known: dict[str, Matched] = {}
        for agency in agencies:
            self._codes.setdefault(_plain(agency.code), []).append(agency)
            name = _plain(written_out(agency.name))
            # Within the province its name is left out: "สำนักงานคลังจังหวัด".
            short = name.removesuffix(self._province) if name.endswith(f"จังหวัด{self._province}") else name
            for key in {name, short} - {"จังหวัด"}:
                self._names.setdefault(key, []).append(agency)
            head, places = _parted(agency.name)
            self._heads.setdefault(head, []).append((agency, places))
        self._shown = {agency.code: _plain(written_out(agency.name)) for agency in agencies}
        self._labels = {agency.code: f"{agency.name} ({agency.code})" for agency in agencies}

    def find(self, text: str) -> Matched:
        """The agency that a cell means."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._find(text)
        return found

    def _find(self, text: str) -> Matched:
        key = _plain(written_out(text))
        agencies = self._codes.get(_plain(text)) or self._names.get(key) or self._by_head(text)
        if agencies:
            return Matched(tuple(agencies))
        near = process.extract(key, self._shown, scorer=fuzz.ratio, limit=NEAREST, score_cutoff=NEAR_ENOUGH)
        return Matched((), tuple(self._labels[code] for _, _, code in near))

    def _by_head(self, text: str) -> list[Listed]:
        """Agencies of that name where one side alone says in which district or province it is."""
        head, places = _parted(text)
        if self._province and places.get("จังหวัด", self._province) != self._province:
            return []
        return [
            agency
            for agency, own in self._heads.get(head, ())
            if all(own.get(what, name) == name for what, name in places.items())
        ]


def written_out(name: str) -> str:
    """A name with its abbreviations written out.

    >>> written_out("สนง.เกษตรจ.ศรีพนา"), written_out("อบต บ้านไร่ อ.เมือง")
    ('สำนักงานเกษตรจังหวัดศรีพนา', 'องค์การบริหารส่วนตำบล บ้านไร่ อำเภอเมือง')
    """
    text = _SHORT.sub(lambda match: _ABBREVIATIONS[int(str(match.lastgroup)[1:])][1], name)
    return _PLACE.sub(lambda match: _PLACES[match["short"]], text)


def _plain(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum() or "\u0e00" <= char <= "\u0e7f")


def _parted(name: str) -> tuple[str, dict[str, str]]:
    """A name without the places behind it, and those places by what they are."""
    text = written_out(name)
    first = _TAIL.search(text)
    places = {match["what"]: _plain(match["name"]) for match in _TAIL.finditer(text)}
    return _plain(text[: first.start()] if first else text), places
