"""The agency reports on last year's human resources work: results, problems and obstacles, suggestions or analysis."""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met, unmet
from checks.reading import Reading
from checks.structure.afterword import lessons
from checks.structure.deeds_of_staff import told, with_results
from checks.structure.papers import papers
from checks.verdict import Finding

FIELDS = 2
RIVALS = frozenset({"integrity_measures", "measures_action", "risk_assessment", "risk_action", "integrity_results"})


def results(bundle: Bundle) -> Finding:
    """Results of the human resources policy."""
    for reading in bundle.readings:
        quotes, fields = with_results(bundle, reading)
        more, others = told(bundle, reading)
        if len(fields | others) >= FIELDS:
            return met([*quotes, *more])
    return unmet(bundle)


def problems(bundle: Bundle) -> Finding:
    """Problems and obstacles, or the statement that there were none."""
    return lessons(bundle, _reports(bundle), "problem")


def suggestions(bundle: Bundle) -> Finding:
    """Suggestions, or an analysis."""
    return lessons(bundle, _reports(bundle), "suggestion")


def _reports(bundle: Bundle) -> list[Reading]:
    """The readings that speak of personnel work at all."""
    return [r for r in papers(bundle, RIVALS).readings if bundle.spots_in(r, "topic")]


ELEMENTS = (results, problems, suggestions)
