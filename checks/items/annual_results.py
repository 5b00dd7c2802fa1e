"""The agency reports the results of last year's annual plan: per project, spending, problems and suggestions.

The annual report of the agency counts. A half-year report, the plan itself or a spending report without results of the
work is none. "None" under problems or suggestions counts as stated; a heading with nothing under it does not.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met
from checks.structure.papers import Papers, papers, whole
from checks.structure.reports import outlay, overall, progress, remarks, results, spent
from checks.verdict import Finding

RIVALS = frozenset(
    {
        "annual_plan",
        "annual_progress",
        "spending_plan",
        "spending_progress",
        "integrity_plan",
        "integrity_progress",
        "integrity_results",
    },
)


def _found(bundle: Bundle) -> Papers:
    return papers(bundle, RIVALS)


def plan_results(bundle: Bundle) -> Finding:
    """Results of the annual plan."""
    found = _found(bundle)
    proof = [*progress(bundle, found.readings), *overall(bundle, found.readings)] or whole(found)
    return met(proof) if proof else found.none()


def projects(bundle: Bundle) -> Finding:
    """What became of each project."""
    found = _found(bundle)
    return results(bundle, found.readings) if found.readings else found.none()


def money_spent(bundle: Bundle) -> Finding:
    """The money spent."""
    found = _found(bundle)
    return outlay(bundle, found.readings) if found.readings else found.none()


def _remarks(bundle: Bundle, purpose: str) -> Finding:
    """What a report says of its results; a paper with neither results nor spending is no report."""
    found = _found(bundle)
    told = plan_results(bundle).quotes or spent(bundle, found.readings).quotes
    return remarks(bundle, found.readings, purpose) if told else found.none()


def problems(bundle: Bundle) -> Finding:
    """Problems and obstacles; that there were none may be said."""
    return _remarks(bundle, "problem")


def suggestions(bundle: Bundle) -> Finding:
    """Suggestions; that there are none may be said."""
    return _remarks(bundle, "suggestion")


ELEMENTS = (plan_results, projects, money_spent, problems, suggestions)
