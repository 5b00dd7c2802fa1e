"""The agency has a human resources policy or plan in force that aims at integrity, in its own or its head's name.

A manpower plan (posts and numbers only) is no such policy. A policy that speaks of recruitment, development or
appraisal without a word on integrity is for a person to judge.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met, unclear, unmet
from checks.reading import Reading, Spot
from checks.structure.papers import papers
from checks.thai.dates import dates
from checks.verdict import Finding

TOPICS = 2
"""A policy speaks of so many fields of personnel work at least; of one, where its title or the agency names it so."""


def policy(bundle: Bundle) -> Finding:
    """A policy or plan in force, aimed at integrity."""
    sorted_papers = papers(bundle)
    bare: Reading | None = None
    for reading in sorted_papers.readings:
        topics = [s for s in bundle.spots_in(reading, "topic") if not _news(bundle, s)]
        few = 1 if any(m.reading is reading and (m.named or m.given) for m in bundle.members) else TOPICS
        if len({s.match.phrase for s in topics}) < few or not bundle.spots_in(reading, "policy"):
            continue
        integrity = [s for s in bundle.spots_in(reading, "integrity") if s.line.block.kind != "heading"]
        integrity = [s for s in integrity if not _news(bundle, s)]
        if integrity:
            return met([integrity[0], topics[0]])
        bare = bare or reading
    if bare is not None:
        return unclear(bundle, "no-integrity", bundle.spots_in(bare, "topic"))
    return sorted_papers.none()


def _news(bundle: Bundle, spot: Spot) -> bool:
    """Does a line tell of a meeting held on a day, or promise a policy, rather than lay one down?"""
    text = spot.line.text
    held = any(hit.day for hit in dates(text)) and bundle.says(text, "news")
    return held or bundle.says(text, "promise")


def in_name(bundle: Bundle) -> Finding:
    """In the name of the top executive or of the agency."""
    found = policy(bundle)
    if not found.quotes:
        return found
    for reading in papers(bundle).readings:
        signed = bundle.spots_in(reading, "signed")
        if signed:
            return met(signed[-1:])
        own = bundle.site.names.own_line(reading)
        if own is not None:
            return met([reading.quote(own)])
    return unmet(bundle)


ELEMENTS = (policy, in_name)
