"""People's decisions laid over a judgement: what a person found outranks what the machine found. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from checks.finding import MAX_QUOTES
from checks.rubric.schema import Rubric
from checks.score import score
from checks.verdict import ElementVerdict, Finding, ItemVerdict, Judgement, Quote, Status, item_answer

WHOLE_ITEM = 0
"""Element number of a decision on all elements of an item."""

CODES: dict[Status, str] = {Status.MET: "by-person-met", Status.UNMET: "by-person-unmet"}
"""Codes of findings that a person decided."""


class Decision(msgspec.Struct, frozen=True):
    """What a person decided about an element, or about a whole item (element_no 0): ``met`` or ``unmet``.

    decided_at: ISO time. url, quote: where the person saw it and in which words; both may be empty for ``unmet``.
    unseen: addresses of its evidence that could not be opened this time, so that nobody knows whether it changed.
    """

    item: str
    element_no: int
    status: Status
    reviewer: str
    reason: str
    decided_at: str
    url: str = ""
    quote: str = ""
    unseen: tuple[str, ...] = ()

    def covers(self, verdict: ElementVerdict) -> bool:
        """Is it about this element?"""
        return self.item == verdict.item and self.element_no in (WHOLE_ITEM, verdict.element_no)


def decided(judgement: Judgement, decisions: Sequence[Decision], rubric: Rubric) -> Judgement:
    """The judgement with the decided elements answered by people, its items and scores reckoned anew.

    Of several decisions on an element the last one counts. Exempt elements stay exempt, decisions on what the book
    does not have change nothing (`homeless` tells them).
    """
    if not decisions:
        return judgement
    items = tuple(_item(verdict, [d for d in decisions if d.item == verdict.item]) for verdict in judgement.items)
    oit, indicators = score(rubric, items)
    return replace(judgement, items=items, oit=oit, indicators=indicators)


def homeless(decisions: Iterable[Decision], rubric: Rubric) -> list[Decision]:
    """Decisions on items or elements that the book does not have."""
    known = {(i.item, no) for i in rubric.items.values() for no in (WHOLE_ITEM, *(e.no for e in i.elements))}
    return [decision for decision in decisions if (decision.item, decision.element_no) not in known]


def by_person(finding: Finding) -> bool:
    """Did a person decide this?"""
    return finding.code in CODES.values()


def _item(verdict: ItemVerdict, decisions: Sequence[Decision]) -> ItemVerdict:
    elements = tuple(_element(element, decisions) for element in verdict.elements)
    if elements == verdict.elements:
        return verdict
    findings = [element.finding for element in elements]
    status, code, facts = item_answer(findings)
    moved = any(finding.code == "found-elsewhere" for finding in findings)
    seen = next((d.url for d in decisions if d.status is Status.MET and d.url), "")
    return replace(
        verdict,
        status=status,
        code=code,
        facts=facts,
        elements=elements,
        url=verdict.url or seen,
        better_url=verdict.better_url if moved else "",
    )


def _element(verdict: ElementVerdict, decisions: Sequence[Decision]) -> ElementVerdict:
    last = next((d for d in reversed(decisions) if d.covers(verdict)), None)
    if last is None or verdict.finding.status is Status.EXEMPT:
        return verdict
    return replace(verdict, finding=_finding(verdict.finding, last))


def _finding(machine: Finding, decision: Decision) -> Finding:
    facts = {
        "person": decision.reviewer,
        "reason": decision.reason,
        "decided_at": decision.decided_at,
        "machine": machine.status.value,
        "machine_code": machine.code,
    }
    if decision.unseen:
        facts["unseen"] = " ".join(decision.unseen)
    looked = tuple(dict.fromkeys([*machine.looked, *([decision.url] if decision.url else [])]))
    return Finding(decision.status, CODES[decision.status], _quotes(machine, decision), looked, facts)


def _quotes(machine: Finding, decision: Decision) -> tuple[Quote, ...]:
    """The machine's proof; the person's own words before it where they are others."""
    if not decision.quote or any(quote.text == decision.quote for quote in machine.quotes):
        return machine.quotes
    return (Quote(decision.url, decision.quote), *machine.quotes)[:MAX_QUOTES]
