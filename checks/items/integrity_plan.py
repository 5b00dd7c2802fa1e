"""The agency publishes a plan against corruption, in force in the year, with projects, their budget and their time.

A plan for integrity and transparency counts as well, and so does one of several years that covers the year. A plan of
risks or internal control, the annual action plan or a report on the plan is none.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met
from checks.structure.papers import Papers, papers, whole
from checks.structure.plans import allotted, listing, project_names, told
from checks.structure.timing import timed
from checks.verdict import Finding

RIVALS = frozenset(
    {
        "annual_plan",
        "annual_progress",
        "annual_results",
        "spending_plan",
        "spending_progress",
        "spending_results",
        "integrity_progress",
        "integrity_results",
    },
)


def _found(bundle: Bundle) -> Papers:
    return papers(bundle, RIVALS)


def plan(bundle: Bundle) -> Finding:
    """A plan against corruption."""
    found = _found(bundle)
    proof = project_names(bundle, found.readings) or whole(found)
    return met(proof) if proof else found.none()


def projects(bundle: Bundle) -> Finding:
    """The projects or activities."""
    found = _found(bundle)
    proof = project_names(bundle, found.readings)
    return met(proof) if proof else found.none()


def budget(bundle: Bundle) -> Finding:
    """The money of the projects."""
    found = _found(bundle)
    lists = listing(bundle, found.readings)
    return told(bundle, allotted(bundle, lists)) if lists else found.none()


def time(bundle: Bundle) -> Finding:
    """The time frame of the projects."""
    found = _found(bundle)
    lists = listing(bundle, found.readings)
    return timed(bundle, lists) if lists else found.none()


ELEMENTS = (plan, projects, budget, time)
