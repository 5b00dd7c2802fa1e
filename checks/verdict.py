"""What the judge says: findings for elements, verdicts for items, always with proof or with where it looked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec


class Status(StrEnum):
    """The six answers for an element or an item (house rule 3)."""

    MET = "met"
    UNMET = "unmet"
    UNCLEAR = "unclear"
    UNREACHABLE = "unreachable"
    EXEMPT = "exempt"
    BROKEN = "broken"


class Quote(msgspec.Struct, frozen=True, omit_defaults=True):
    """Words as the visitor sees them, and where: URL, page of the document (0: none), kind of place.

    ocr: percent of confidence with which the words were recognised in a picture; 0: they are text.
    """

    url: str
    text: str
    page: int = 0
    place: str = ""
    ocr: int = 0


class Finding(msgspec.Struct, frozen=True, omit_defaults=True):
    """The answer for one element.

    code: stable English code; its sentence stands in the rubric. facts: values for that sentence
    (``{"months": "ธ.ค. 2564, ก.พ. 2565"}``). looked: URLs that were read in vain or that decided.
    """

    status: Status
    code: str
    quotes: tuple[Quote, ...] = ()
    looked: tuple[str, ...] = ()
    facts: dict[str, str] = {}

    def __post_init__(self) -> None:
        if self.status is Status.MET and not self.quotes:
            raise ValueError(f"finding {self.code!r} says met without a quote")


class ElementVerdict(msgspec.Struct, frozen=True, omit_defaults=True):
    """A finding at its address in the year's book: item, element number and element key."""

    item: str
    element_no: int
    element: str
    finding: Finding


class ItemVerdict(msgspec.Struct, frozen=True, omit_defaults=True):
    """The verdict for an item.

    url: the page or document that decided (empty where none was found). better_url: what to submit instead.
    basis: how it was reached: ``submitted``, ``index``, ``site``, ``content`` (no title names it) or ``none``.
    owes_link: the evidence stands on the site but no link was submitted for the item.
    considered: candidate URLs with the reasons for their rank, best first.
    """

    item: str
    check_name: str
    status: Status
    code: str
    elements: tuple[ElementVerdict, ...]
    url: str = ""
    better_url: str = ""
    basis: str = "none"
    owes_link: bool = False
    facts: dict[str, str] = {}
    considered: tuple[tuple[str, str], ...] = ()


ITEM_ORDER = (Status.BROKEN, Status.UNMET, Status.UNREACHABLE, Status.UNCLEAR, Status.MET, Status.EXEMPT)


def item_status(elements: Iterable[Status]) -> Status:
    """Combine element statuses: the first of ``ITEM_ORDER`` that occurs; nothing at all is broken, never met.

    >>> item_status([Status.MET, Status.UNCLEAR])
    <Status.UNCLEAR: 'unclear'>
    >>> item_status([])
    <Status.BROKEN: 'broken'>
    """
    found = set(elements)
    return next((status for status in ITEM_ORDER if status in found), Status.BROKEN)


def item_answer(findings: Sequence[Finding]) -> tuple[Status, str, dict[str, str]]:
    """Status, code and facts of an item: those of the first finding that has the item's status; met is ``complete``."""
    status = item_status(f.status for f in findings)
    first = next((f for f in findings if f.status is status), None)
    code = "complete" if status is Status.MET else first.code if first is not None else "check-failed"
    return status, code, first.facts if first is not None else {}


class Score(msgspec.Struct, frozen=True):
    """Predicted OIT score: lowest (undecided items lost) and highest (undecided items won), out of 100."""

    low: float
    high: float


class Judgement(msgspec.Struct, frozen=True):
    """All verdicts of one case under one rubric, and what they were reached with.

    holds: days, from the first to before the last, that stand for today and give these very verdicts; empty: this
    day alone.
    """

    agency: str
    agency_name: str
    fiscal_year: int
    as_of: str
    rubric: str
    items: tuple[ItemVerdict, ...]
    oit: Score
    indicators: dict[str, Score]
    holds: tuple[str, str] = ("", "")
