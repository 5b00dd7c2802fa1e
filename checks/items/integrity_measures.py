"""Last year's integrity assessment is analysed and turned into measures: who, in which steps, how followed up.

The analysis must be of the year before, with its weak points; scores alone, or another year's result, are none. A
heading or column of persons, steps or follow-up counts when something stands under it.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met, unclear, unmet
from checks.structure import lessons
from checks.verdict import Finding, Status


def analysis(bundle: Bundle) -> Finding:
    """An analysis of last year's result with its weak points."""
    right, other, unsaid = lessons.about_last_year(bundle)
    found = [q for reading in right for q in lessons.weak_points(bundle, reading)]
    if found:
        return met(found)
    doubtful = [q for reading in unsaid for q in lessons.weak_points(bundle, reading)]
    if doubtful:
        return unclear(bundle, "result-year-unclear", doubtful)
    if other and not right and not unsaid:
        return unmet(bundle, "other-result")
    return unmet(bundle, "no-weak-points" if right and bundle.spots("assessment") else "not-found")


def responsible(bundle: Bundle) -> Finding:
    """Who is responsible for the measures."""
    return _measures(bundle, "responsible_head", "assign")


def steps(bundle: Bundle) -> Finding:
    """The steps of the measures."""
    found = _measures(bundle, "step_head", "")
    if found.status is Status.MET:
        return found
    right, _, unsaid = lessons.about_last_year(bundle)
    told = lessons.sequences(bundle, lessons.papers(bundle, [*right, *unsaid]))
    return met(told) if told else found


def follow_up(bundle: Bundle) -> Finding:
    """How the measures are followed up and reported."""
    return _measures(bundle, "follow_head", "follow")


def _measures(bundle: Bundle, head: str, said: str) -> Finding:
    right, other, unsaid = lessons.about_last_year(bundle)
    found = lessons.column(bundle, lessons.papers(bundle, [*right, *unsaid]), head, said)
    if found:
        return met(found)
    return unmet(bundle, "other-result" if other and not right and not unsaid else "not-found")


ELEMENTS = (analysis, responsible, steps, follow_up)
