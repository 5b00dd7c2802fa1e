"""The agency reports on last year's human resources work: results, problems and obstacles, suggestions or analysis."""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met, unmet
from checks.structure.deeds_of_staff import told, with_results
from checks.structure.reports import remarks
from checks.verdict import Finding

FIELDS = 2


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
    return _remarks(bundle, "problem")


def suggestions(bundle: Bundle) -> Finding:
    """Suggestions, or an analysis."""
    return _remarks(bundle, "suggestion")


def _remarks(bundle: Bundle, purpose: str) -> Finding:
    found = remarks(bundle, bundle.readings, purpose)
    return met(found.quotes) if found.quotes else unmet(bundle)


ELEMENTS = (results, problems, suggestions)
