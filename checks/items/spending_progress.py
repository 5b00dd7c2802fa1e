"""The agency reports in figures how far its spending plan of the year was carried out in the first six months.

Months, quarters or the half-year do, if together they cover October to March. The plan itself, or a report of the first
quarter, is no such report.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.structure.coverage import half_year
from checks.structure.papers import Papers, papers
from checks.structure.plans import told
from checks.structure.reports import spent
from checks.verdict import Finding

RIVALS = frozenset({"annual_plan", "spending_plan", "integrity_plan", "integrity_progress", "integrity_results"})


def _found(bundle: Bundle) -> Papers:
    return papers(bundle, RIVALS)


def progress(bundle: Bundle) -> Finding:
    """Progress on the spending plan, of all six months."""
    found = _found(bundle)
    proof = spent(bundle, found.readings).quotes
    return half_year(bundle, found.readings, proof) if proof else found.none()


def figures(bundle: Bundle) -> Finding:
    """The money spent, in figures."""
    found = _found(bundle)
    return told(bundle, spent(bundle, found.readings)) if found.readings else found.none()


ELEMENTS = (progress, figures)
