"""Taking in a filled form: each row becomes a decision or is refused with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from checks.thai.fold import fold
from crawler.office.review.deciding import Given, answered, decide
from crawler.office.review.docket import Docket, ReviewError
from crawler.office.review.sheet import Row
from crawler.store import Store


class Refused(msgspec.Struct, frozen=True):
    """A row that was not taken: its number in the file and why."""

    row: int
    why: ReviewError


class Taken(msgspec.Struct, frozen=True):
    """What became of a form: rows that were filled in, numbers of the decisions made, rows that say what holds already.

    agencies: codes of those whose newest run must be judged again.
    """

    rows: int
    numbers: tuple[int, ...]
    known: int
    refused: tuple[Refused, ...]
    agencies: tuple[str, ...]


def take(store: Store, dockets: Sequence[Docket], rows: Sequence[Row]) -> Taken:
    """Take in the filled rows of a form; one that is refused stops no other.

    Raises:
        StoreError: the database cannot be written; what was taken before stays.
    """
    by_code = {docket.agency: docket for docket in dockets}
    numbers: list[int] = []
    refused: list[Refused] = []
    agencies: dict[str, None] = {}
    seen: dict[tuple[str, str], int] = {}
    known = 0
    for row in rows:
        try:
            number = _take(store, by_code, row, seen)
        except ReviewError as error:
            refused.append(Refused(row.row, error))
            continue
        if number is None:
            known += 1
        else:
            numbers.append(number)
            agencies[row.said["agency"]] = None
    return Taken(len(rows), tuple(numbers), known, tuple(refused), tuple(agencies))


def _take(store: Store, dockets: Mapping[str, Docket], row: Row, seen: dict[tuple[str, str], int]) -> int | None:
    """The number of the decision made; None where the same holds already."""
    said = row.said
    if row.formulas:
        raise ReviewError("formula", "a cell is a formula; write the words themselves", "มีช่องที่เป็นสูตร ให้พิมพ์ข้อความแทนสูตร")
    docket = dockets.get(said["agency"])
    if docket is None:
        raise ReviewError(
            "no-such-agency",
            f"no agency {said['agency']!r} was judged here; do not change the code",
            f"ไม่มีผลตรวจของหน่วยงานรหัส “{said['agency']}” โปรดอย่าแก้รหัสหน่วยงาน",
        )
    verdict, element_no = docket.at(said["place"])
    place = f"{verdict.item}.{element_no}" if element_no else verdict.item
    first = seen.setdefault((docket.agency, place), row.row)
    if first != row.row:
        raise ReviewError(
            "twice", f"row {first} decides the same; keep one of them", f"แถวที่ {first} ตัดสินข้อเดียวกันแล้ว โปรดเก็บไว้แถวเดียว"
        )
    if not said["decision"]:
        raise ReviewError("decision-missing", "the decision is missing", "ยังไม่ได้เลือกผลการตัดสิน")
    answer = answered(
        Given(said["decision"], said["reviewer"], said["reason"], said.get("own_url", ""), said.get("own_quote", ""))
    )
    same = (answer.status, fold(answer.reviewer), fold(answer.reason))
    for one in store.decisions.held(docket.agency, docket.judgement.fiscal_year):
        now = one.decision
        if one.place == place and (now.status, fold(now.reviewer), fold(now.reason)) == same:
            return None
    if said["key"] != docket.key(verdict, element_no):
        raise ReviewError(
            "evidence-changed",
            "the evidence is another since the form was written; export it again and look once more",
            "หลักฐานเปลี่ยนไปหลังจากส่งออกแบบนี้ โปรดส่งออกใหม่แล้วดูอีกครั้ง",
        )
    return decide(store, docket, place, answer)
