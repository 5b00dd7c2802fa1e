"""Finding the agencies that a cell means: by code, by name, by group, or all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crawler.office.agency_names import AgencyNames
from crawler.office.model import Listed
from crawler.office.tables import header_words

ALL = frozenset({
    "all", "ทุกส่วนราชการ", "ส่วนราชการทุกส่วน", "ทุกหน่วยงาน", "หน่วยงานทุกหน่วย", "ทุกหน่วย", "ทั้งหมด", "ทุกส่วน",
})  # fmt: skip
PROVINCIAL_OFFICE = "สำนักงานจังหวัด"
SERVICE = "บริการ"
"""The group of those who serve the public, whom the national assignment asks for O14 to O17."""

SHOWN = 3

_SERVICE = frozenset({
    "service", "หน่วยงานที่ให้บริการ", "หน่วยงานที่ให้บริการประชาชน", "ส่วนราชการที่ให้บริการประชาชน", "หน่วยงานบริการ",
})  # fmt: skip
_GROUP = re.compile(r"^\s*(?:กลุ่ม|group)\s*:?\s*", re.IGNORECASE)
_SEPARATORS = re.compile(r"[,;\n\r、]+")


def several(cell: str) -> list[str]:
    """The entries of a cell that holds several, with commas, semicolons or line breaks between them."""
    return [entry for entry in (part.strip() for part in _SEPARATORS.split(cell)) if entry]


class Directory:
    """The agencies of a province by everything they are called.

    place: the province's name; "สำนักงานคลังจังหวัด" means its own treasury office. The provincial office, where it is
    not listed by itself, is the province: it speaks on the province's own website.
    """

    def __init__(self, agencies: Iterable[Listed], place: str = "") -> None:
        self._agencies = tuple(agencies)
        self._written_out = AgencyNames(self._agencies, place)
        self._one: dict[str, str] = {}
        self._groups: dict[str, tuple[str, ...]] = {}
        for called, code in self._names(header_words(place).removeprefix(header_words("จังหวัด"))):
            self._one.setdefault(called, code)
        for agency in self._agencies:
            for group in map(header_words, agency.groups):
                self._groups[group] = (*self._groups.get(group, ()), agency.code)

    def _names(self, short: str) -> Iterator[tuple[str, str]]:
        """What agencies are called, with their codes; the surest names first."""
        for agency in self._agencies:
            yield agency.code.casefold(), agency.code
        for agency in self._agencies:
            yield header_words(agency.name), agency.code
        for agency in self._agencies:
            yield header_words(agency.name).removesuffix(short), agency.code
        for agency in self._agencies:
            if agency.kind == "province":
                yield header_words(PROVINCIAL_OFFICE), agency.code
                yield header_words(PROVINCIAL_OFFICE) + short, agency.code

    def one(self, text: str) -> str:
        """The code of the agency that is meant, also by an abbreviated name; empty when none is, or several are."""
        found = self._one.get(text.strip().casefold()) or self._one.get(header_words(text), "")
        if found or not text.strip():
            return found
        meant = self._written_out.find(text).agencies
        return meant[0].code if len(meant) == 1 else ""

    def like(self, text: str) -> str:
        """Agencies whose names are like a text, or the first ones where none is, to show what may be written."""
        near = self._written_out.find(text).nearest or tuple(agency.name for agency in self._agencies[:SHOWN])
        return ", ".join(near) or "-"

    def meant(self, text: str) -> tuple[str, ...]:
        """The codes of the agencies that an entry means: one of them, a group, or all that share the work.

        All are the contributing offices with their units; where there are no offices, every unit.
        """
        found = self.one(text)
        if found:
            return (found,)
        word = header_words(text)
        if word in _ALL:
            return self._sharing()
        group = header_words(SERVICE) if word in _SERVICES else header_words(_GROUP.sub("", text))
        return self._groups.get(group, ())

    def _sharing(self) -> tuple[str, ...]:
        parents = {agency.parent for agency in self._agencies if agency.role == "office"}
        shared = tuple(a.code for a in self._agencies if a.role == "office" or a.code in parents)
        return shared or tuple(a.code for a in self._agencies)


_ALL = frozenset(map(header_words, ALL))
_SERVICES = frozenset(map(header_words, _SERVICE))
