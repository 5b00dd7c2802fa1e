"""The agency reports in figures how last year's spending plan was carried out, with problems and suggestions.

The plan itself or a report of half the year is none. "None" under problems or suggestions counts as stated; a heading
with nothing under it does not.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met
from checks.structure.papers import Papers, papers
from checks.structure.plans import told
from checks.structure.reports import remarks, spent
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


def results(bundle: Bundle) -> Finding:
    """Results of the spending plan."""
    found = _found(bundle)
    proof = spent(bundle, found.readings).quotes
    return met(proof) if proof else found.none()


def figures(bundle: Bundle) -> Finding:
    """The money spent, in figures."""
    found = _found(bundle)
    return told(bundle, spent(bundle, found.readings)) if found.readings else found.none()


def _remarks(bundle: Bundle, purpose: str) -> Finding:
    """What a report says of its figures; a paper without any is no report."""
    found = _found(bundle)
    return remarks(bundle, found.readings, purpose) if spent(bundle, found.readings).quotes else found.none()


def problems(bundle: Bundle) -> Finding:
    """Problems and obstacles; that there were none may be said."""
    return _remarks(bundle, "problem")


def suggestions(bundle: Bundle) -> Finding:
    """Suggestions; that there are none may be said."""
    return _remarks(bundle, "suggestion")


ELEMENTS = (results, figures, problems, suggestions)
