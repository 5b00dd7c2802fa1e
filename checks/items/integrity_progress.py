"""The agency reports the progress of its plan against corruption over the first six months, per project, with spending.

Months, quarters or the half-year do, if together they cover October to March. Progress of the annual action plan, the
plan itself, or a table with a header only is no such report.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.structure.coverage import half_year
from checks.structure.papers import Papers, papers
from checks.structure.reports import outlay, overall, progress, results, spent
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
    },
)


def _found(bundle: Bundle) -> Papers:
    return papers(bundle, RIVALS)


def plan_progress(bundle: Bundle) -> Finding:
    """Progress on the plan, of all six months."""
    found = _found(bundle)
    proof = [*progress(bundle, found.readings), *overall(bundle, found.readings), *spent(bundle, found.readings).quotes]
    return half_year(bundle, found.readings, proof) if proof else found.none()


def projects(bundle: Bundle) -> Finding:
    """What became of each project."""
    found = _found(bundle)
    return results(bundle, found.readings) if found.readings else found.none()


def money_spent(bundle: Bundle) -> Finding:
    """The money spent."""
    found = _found(bundle)
    return outlay(bundle, found.readings) if found.readings else found.none()


ELEMENTS = (plan_progress, projects, money_spent)
