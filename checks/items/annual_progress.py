"""The agency reports the progress of its annual plan over the first six months, per project, with the money spent.

Months, quarters or the half-year do, if together they cover October to March. A description of how the plan will be
monitored is no report, and a plan without results is none either; a total for all projects is no progress of each.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.structure.coverage import half_year
from checks.structure.papers import Papers, papers
from checks.structure.reports import outlay, overall, progress, results, spent
from checks.verdict import Finding

RIVALS = frozenset({"annual_plan", "spending_plan", "integrity_plan", "integrity_progress", "integrity_results"})


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
