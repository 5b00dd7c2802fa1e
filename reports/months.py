"""The months of the first half of the year that the item of monthly procurement shows, one by one."""

from __future__ import annotations

from checks.rubric import Item
from checks.thai.periods import first_half, month_label
from checks.verdict import ItemVerdict, Status
from reports.dates import month
from reports.words import Words


def months_shown(entry: Item, verdict: ItemVerdict, fiscal_year: int, words: Words) -> tuple[tuple[str, Status], ...]:
    """Each month with its status; empty for other items and where the finding does not speak of months."""
    if entry.check != "monthly_procurement":
        return ()
    finding = next((e.finding for e in verdict.elements if e.element == "months"), None)
    if finding is None or (finding.status is not Status.MET and "months" not in finding.facts):
        return ()
    named = set() if finding.status is Status.MET else set(finding.facts["months"].split(", "))
    return tuple(
        (month(*one, words), finding.status if month_label(*one) in named else Status.MET)
        for one in first_half(fiscal_year)
    )
