"""The agency reports the results of last year's plan against corruption: per project, spending, problems, suggestions.

A half-year report, a report on risks or on the annual action plan is none. "None" under problems or suggestions counts
as stated; a heading with nothing under it does not.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.structure.papers import Papers, papers
from checks.structure.reports import outlay, remarks, results
from checks.verdict import Finding

RIVALS = frozenset(
    {
        "annual_plan",
        "annual_progress",
        "annual_results",
        "spending_plan",
        "spending_progress",
        "spending_results",
        "integrity_plan",
        "integrity_progress",
    },
)


def _found(bundle: Bundle) -> Papers:
    return papers(bundle, RIVALS)


def projects(bundle: Bundle) -> Finding:
    """What became of each project."""
    found = _found(bundle)
    return results(bundle, found.readings) if found.readings else found.none()


def money_spent(bundle: Bundle) -> Finding:
    """The money spent."""
    found = _found(bundle)
    return outlay(bundle, found.readings) if found.readings else found.none()


def problems(bundle: Bundle) -> Finding:
    """Problems and obstacles; that there were none may be said."""
    found = _found(bundle)
    return remarks(bundle, found.readings, "problem") if found.readings else found.none()


def suggestions(bundle: Bundle) -> Finding:
    """Suggestions; that there are none may be said."""
    found = _found(bundle)
    return remarks(bundle, found.readings, "suggestion") if found.readings else found.none()


ELEMENTS = (projects, money_spent, problems, suggestions)
