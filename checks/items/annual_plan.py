"""The agency publishes a one-year action plan of the year with projects or activities, their budget and their time.

A list of projects makes a plan, in a table or in lines. A plan of several years, a report (whatever its title: one that
tells what was paid and done, and no time for anything), a procurement plan, the steps by which a plan is made or the
news that one was made is none. A plan of the year for spending counts where it lists projects.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met
from checks.structure.papers import Papers, papers, whole
from checks.structure.plans import allotted, listing, project_names, told
from checks.structure.reports import looks_back, plans_only
from checks.structure.timing import timed, when
from checks.verdict import Finding

RIVALS = frozenset(
    {
        "annual_progress",
        "annual_results",
        "spending_progress",
        "spending_results",
        "integrity_plan",
        "integrity_progress",
        "integrity_results",
    },
)


def _found(bundle: Bundle) -> Papers:
    found = plans_only(papers(bundle, RIVALS, one_year=True))
    ahead = tuple(r for r in found.readings if when(bundle, [r]).quotes or not looks_back(bundle, r))
    return Papers(bundle, ahead, found.refused or ("" if ahead == found.readings else "other-paper"))


def plan(bundle: Bundle) -> Finding:
    """A one-year action plan."""
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
