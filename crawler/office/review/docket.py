"""The newest judgement of an agency as it lies before a reviewer."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection

from checks.decisions import by_person
from checks.rubric import Rubric
from checks.thai.fold import fold
from checks.verdict import ElementVerdict, ItemVerdict, Judgement
from crawler.books import Books
from crawler.office.model import OfficeError
from crawler.office.review.keys import Contents, evidence_key
from crawler.store import Store

_PLACE = re.compile(r"o?\s*(?P<item>\d{1,2})(?:\.(?P<element>\d{1,2}))?")


class ReviewError(OfficeError):
    """A decision that cannot be taken. code: why, for programs."""

    def __init__(self, code: str, message: str, thai: str) -> None:
        super().__init__(message, thai)
        self.code = code


class Docket:
    """The newest judgement of an agency, the book it was judged by, and the evidence it rests on.

    judged_by: fingerprints of the book and the code; empty where they are not known.
    """

    def __init__(self, store: Store, run_id: str, judgement: Judgement, rubric: Rubric, *, judged_by: str = "") -> None:
        self._store = store
        self.judged_by = judged_by
        self.run_id = run_id
        self.judgement = judgement
        self.rubric = rubric
        self.agency = judgement.agency
        self._verdicts = {verdict.item: verdict for verdict in judgement.items}

    @functools.cached_property
    def contents(self) -> Contents:
        """What stands at the addresses of the run."""
        return Contents(self._store.load_case(self.run_id))

    def at(self, place: str) -> tuple[ItemVerdict, int]:
        """The verdict of an item and the number of its element (0: the whole) by what people write: ``O8.2``.

        Raises:
            ReviewError: the book has no such item or element.
        """
        found = _PLACE.fullmatch(fold(place).strip())
        item, number = (f"O{int(found['item'])}", int(found["element"] or 0)) if found else ("", 0)
        verdict = self._verdicts.get(item)
        if verdict is None:
            raise ReviewError(
                "no-such-item",
                f"the book of {self.rubric.year} has no item {place!r}; write O8, or O8.2 for its second element",
                f"เกณฑ์ปี {self.rubric.year} ไม่มีข้อ “{place}” ให้เขียน O8 หรือ O8.2 สำหรับองค์ประกอบที่ 2",
            )
        if number > len(verdict.elements) or (found is not None and found["element"] and not number):
            count = len(verdict.elements)
            raise ReviewError(
                "no-such-element",
                f"{item} has {count} elements, there is no {place}; write {item}.1 to {item}.{count}, or {item}",
                f"ข้อ {item} มี {count} องค์ประกอบ ไม่มี “{place}” ให้เขียน {item}.1 ถึง {item}.{count} หรือ {item} ทั้งข้อ",
            )
        return verdict, number

    def key(self, verdict: ItemVerdict, element_no: int) -> str:
        """The fingerprint of what an element's verdict (0: the item's) rests on in this run."""
        evidence = self.contents.evidence(verdict, element_no)
        return evidence_key(self.agency, verdict.item, element_no, evidence)


def dockets(store: Store, books: Books, agencies: Collection[str] = ()) -> list[Docket]:
    """The newest judged run of each agency (of those only, where some are named by code), by agency.

    Raises:
        RubricError: the book of a year is missing or broken.
    """
    found = []
    makers = {(one.run_id, one.fiscal_year): maker(one.rubric, one.program) for one in store.newest_judged()}
    for run_id, year in store.latest_judged():
        judged = store.load_judgement(run_id, year)
        if judged is not None and (not agencies or judged[1].agency in agencies):
            judged_by = makers.get((run_id, year), "")
            found.append(Docket(store, run_id, judged[1], books.load(year), judged_by=judged_by))
    return found


def maker(rubric: str, program: str) -> str:
    """What made a judgement, in one word: fingerprints of the book and of the judging code."""
    return f"{rubric} {program}"


def machine_answer(verdict: ItemVerdict, element_no: int) -> tuple[str, str]:
    """Status and code that the machine gave an element, also where a person decided; of an item: of its first gap."""
    said = [_machine(element) for element in verdict.elements if element_no in (0, element.element_no)]
    if element_no or len(set(said)) == 1:
        return said[0]
    if not any(by_person(element.finding) for element in verdict.elements):
        return verdict.status.value, verdict.code
    return next((answer for answer in said if answer[0] != "met"), said[0])


def _machine(element: ElementVerdict) -> tuple[str, str]:
    finding = element.finding
    if by_person(finding):
        return finding.facts["machine"], finding.facts["machine_code"]
    return finding.status.value, finding.code
