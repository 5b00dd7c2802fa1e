"""What a person should look at, what brings most points first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal, get_args

import msgspec

from checks.decisions import WHOLE_ITEM, by_person
from checks.rubric import Rubric
from checks.score import figures
from checks.verdict import ElementVerdict, Finding, ItemVerdict, Status
from crawler.office.review.docket import Docket
from crawler.store import Store
from crawler.store.decisions import Recorded
from crawler.store.history import Change

Why = Literal["lapsed", "changed", "unclear", "unreachable", "low-confidence"]
"""``lapsed``: somebody decided, and the evidence is another since. ``changed``: the machine says otherwise than it did
within the last days. ``unclear``, ``unreachable``: as the machine says. ``low-confidence``: met, but all its words
were read in pictures with less than 80 % confidence, or no title says that the paper is about the item."""

WHYS: tuple[Why, ...] = get_args(Why)

RECENT = timedelta(days=7)
"""So long before the newest run a change still needs eyes: not everybody looks every morning."""

SURE = 80
"""Percent of confidence from which words read in a picture need no second look."""


class Eye(msgspec.Struct, frozen=True):
    """An element (0: a whole item) that needs a person's eyes.

    points: OIT points between met and unmet. url, quote: what to look at. was: the decision that lapsed.
    """

    docket: Docket
    verdict: ItemVerdict
    element_no: int
    why: Why
    points: float
    url: str
    quote: str
    was: Recorded | None = None

    @property
    def place(self) -> str:
        """Item and element: ``O8.2``, or ``O8`` for the whole."""
        return f"{self.verdict.item}.{self.element_no}" if self.element_no else self.verdict.item

    @property
    def status(self) -> Status:
        """What is said of it now."""
        found = (e.finding.status for e in self.verdict.elements if e.element_no == self.element_no)
        return next(found, self.verdict.status)


def needs_eyes(store: Store, dockets: Sequence[Docket], *, item: str = "", whys: Collection[str] = WHYS) -> list[Eye]:
    """What needs eyes: lapsed decisions first, then by points, then in the order of agencies and book.

    item: only this one. whys: only these reasons.
    """
    lapsed: dict[tuple[str, int], list[Recorded]] = {}
    for one in store.decisions.lapsed():
        lapsed.setdefault((one.agency, one.fiscal_year), []).append(one)
    turned: dict[tuple[str, int], dict[str, Change]] = {}
    for year in {docket.judgement.fiscal_year for docket in dockets}:
        for change in store.history.changes(year):  # the last one of each item stays
            turned.setdefault((change.agency, year), {})[change.item] = change
    found = [
        eye
        for docket in dockets
        for judged in [(docket.agency, docket.judgement.fiscal_year)]
        for eye in _of(docket, lapsed.get(judged, []), _recent(store, docket, turned.get(judged, {})))
        if item in ("", eye.verdict.item) and eye.why in whys
    ]
    return sorted(found, key=lambda eye: (eye.why != "lapsed", -round(eye.points, 6)))


def points(rubric: Rubric, verdicts: Sequence[ItemVerdict]) -> dict[str, float]:
    """OIT points between met and unmet for each item that is asked of the agency."""
    won = {v.item: v.status is Status.MET for v in verdicts if v.status is not Status.EXEMPT}
    return {
        item: figures(rubric, {**won, item: True})["OIT"] - figures(rubric, {**won, item: False})["OIT"] for item in won
    }


def _recent(store: Store, docket: Docket, changes: Mapping[str, Change]) -> set[tuple[str, Status]]:
    """Items that changed within the last days but not by a person, with what they have been since."""
    began = datetime.fromisoformat(store.run(docket.run_id).started_at)
    return {
        (item, Status.MET if change.kind == "became-met" else Status.UNMET)
        for item, change in changes.items()
        if change.cause != "person" and began - datetime.fromisoformat(change.since) < RECENT
    }


def _of(docket: Docket, lapsed: Sequence[Recorded], turned: Collection[tuple[str, Status]]) -> Iterator[Eye]:
    worth = points(docket.rubric, docket.judgement.items)
    for verdict in docket.judgement.items:
        if verdict.status is Status.EXEMPT:
            continue
        here = [one for one in lapsed if one.decision.item == verdict.item]
        told = {one.decision.element_no for one in here}
        for one in here:
            yield _eye(docket, verdict, one.decision.element_no, "lapsed", worth, one)
        changed = (verdict.item, verdict.status) in turned
        for element in verdict.elements:
            why = _why(verdict, element, changed=changed)
            if why is not None and not told & {WHOLE_ITEM, element.element_no}:
                yield _eye(docket, verdict, element.element_no, why, worth, None)


def _why(verdict: ItemVerdict, element: ElementVerdict, *, changed: bool) -> Why | None:
    finding = element.finding
    if by_person(finding):
        return None
    if finding.status is Status.UNCLEAR:
        return "unclear"
    if finding.status is Status.UNREACHABLE:
        return "unreachable"
    if changed and finding.status is verdict.status:
        return "changed"
    if finding.status is Status.MET and (verdict.basis == "content" or _unsure(finding)):
        return "low-confidence"
    return None


def _unsure(finding: Finding) -> bool:
    return all(0 < quote.ocr < SURE for quote in finding.quotes)


def _eye(
    docket: Docket, verdict: ItemVerdict, element_no: int, why: Why, worth: dict[str, float], was: Recorded | None
) -> Eye:
    findings = [e.finding for e in verdict.elements if element_no in (WHOLE_ITEM, e.element_no)]
    quote = next((quote for finding in findings for quote in finding.quotes), None)
    looked = next((url for finding in findings for url in finding.looked), "")
    url = quote.url if quote is not None else verdict.url or looked
    words = quote.text if quote is not None else ""
    return Eye(docket, verdict, element_no, why, worth.get(verdict.item, 0.0), url, words, was)
