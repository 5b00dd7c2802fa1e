"""How sure a verdict is, in three plain levels, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from checks.decisions import by_person
from checks.verdict import Finding, ItemVerdict, Status
from reports.words import Words

Level = Literal["high", "medium", "low"]

READ_WELL: Final = 85
"""Percent from which words recognised in a picture are hardly ever wrong."""

_BY_BASIS: Final[dict[str, Level]] = {"submitted": "high", "index": "high", "site": "medium", "content": "low"}
"""How sure it is that the right page was judged, by how it was found."""


@dataclass(frozen=True)
class Confidence:
    """A level and its reason in words."""

    level: Level
    reason: str


def confidence(verdict: ItemVerdict, *, cut_short: bool, words: Words) -> Confidence | None:
    """How sure ``verdict`` is; None where nothing is decided.

    cut_short: gathering ended early, so that what was not found may stand on a page that was not opened.
    """
    if verdict.status not in {Status.MET, Status.UNMET}:
        return None
    deciding = [e.finding for e in verdict.elements if e.finding.status is verdict.status]
    if deciding and all(by_person(finding) for finding in deciding):
        return Confidence("high", words("sure.person"))
    if percent := _read_from_pictures(deciding):
        return Confidence("medium" if percent >= READ_WELL else "low", words("sure.ocr", percent=percent))
    if verdict.url and verdict.basis in _BY_BASIS:
        return Confidence(_BY_BASIS[verdict.basis], words(f"sure.{verdict.basis}"))
    if cut_short:
        return Confidence("low", words("sure.cut_short"))
    looked = {url for finding in deciding for url in finding.looked}
    return Confidence("medium", words("sure.looked", count=len(looked)))


def _read_from_pictures(findings: Sequence[Finding]) -> int:
    """Percent of the least sure finding that rests on recognised words alone; 0 where none does."""
    alone = [
        max(quote.ocr for quote in finding.quotes)
        for finding in findings
        if finding.quotes and all(quote.ocr for quote in finding.quotes)
    ]
    return min(alone, default=0)
