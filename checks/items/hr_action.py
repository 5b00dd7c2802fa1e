"""The agency shows what it did in the year in the fields of its human resources policy.

A table with results, or sentences that tell what was done (with a number, a date or an order), in two fields of
personnel work at least. The policy itself, a plan, or what will be done are no action.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met, unmet
from checks.structure.deeds_of_staff import told, with_results
from checks.structure.papers import papers
from checks.verdict import Finding

FIELDS = 2


def action(bundle: Bundle) -> Finding:
    """What was done, matching the policy."""
    actions = papers(bundle, frozenset({"hr_policy"}))
    for reading in actions.readings:
        quotes, fields = with_results(bundle, reading)
        more, others = told(bundle, reading)
        if len(fields | others) >= FIELDS:
            return met([*quotes, *more])
    return unmet(bundle, "plan-only" if bundle.spots("topic") else "not-found")


ELEMENTS = (action,)
