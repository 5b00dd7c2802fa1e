"""The agency shows its criteria in force for each of the five fields of personnel administration.

They may be spread over several documents, also of the parent body (the civil service commission's letters, the
local personnel committee's announcements). A name without a document or text behind it is not enough.
"""

from __future__ import annotations

from collections.abc import Sequence

from checks.bundle import Bundle, Member
from checks.finding import met, unmet
from checks.reading import Spot
from checks.structure.criteria import (
    FEW,
    RULE,
    body,
    fields_of,
    holds_rules,
    labelled,
    members_of,
    names,
    spots_of,
    states,
)
from checks.unread import unread_finding
from checks.verdict import Finding, Quote


def _criteria(bundle: Bundle, purpose: str) -> Finding:
    named: list[Quote] = []
    for member in members_of(bundle):
        proof = _told(bundle, member, purpose, named)
        if proof:
            return met(proof)
    unread = [u for u in bundle.unread if bundle.says(u.text, purpose)]
    if unread:
        return unread_finding(unread, bundle.urls)
    return unmet(bundle, "link-only" if named else "criteria-missing")


def _told(bundle: Bundle, member: Member, purpose: str, named: list[Quote]) -> Sequence[Spot | Quote]:
    """The words by which a member states the rule of a field; where it only names it, ``named`` gets the quotes.

    A linked paper that is called after the field states it wherever it holds rules. A paper about another field says
    something of this one only in a section of its own.
    """
    reading = member.reading
    beside = reading is not bundle.root
    words = [m.words for m in member.mentions if m.region == "main"] if beside else []
    cover = fields_of(bundle, reading)
    if not reading.is_page and cover:
        words = []  # whatever its link promises, it says itself what it is about
    lines = body(bundle, reading)
    spots = spots_of(bundle, reading, purpose)
    named += [spot.quote() for spot in spots]
    called = purpose in cover or any(names(bundle, text, purpose) for text in words)
    if (beside or not reading.is_page) and called and holds_rules(bundle, lines):
        longer = (line for line in lines if len(line.text) >= RULE)
        return spots[:2] or [reading.quote(next(longer, lines[0]))]
    own = member.named or member.given
    special = 0 < len(cover) <= FEW and purpose not in cover and (beside or not reading.is_page)
    stated = next((s for s in spots if states(bundle, s, purpose, own=own, special=special)), None)
    if stated is None and own and not special:
        stated = labelled(bundle, reading, purpose)
    return [stated] if stated is not None else []


def recruitment(bundle: Bundle) -> Finding:
    """Criteria for recruitment and selection."""
    return _criteria(bundle, "recruitment")


def appointment(bundle: Bundle) -> Finding:
    """Criteria for appointment."""
    return _criteria(bundle, "appointment")


def development(bundle: Bundle) -> Finding:
    """Criteria for development."""
    return _criteria(bundle, "development")


def appraisal(bundle: Bundle) -> Finding:
    """Criteria for performance appraisal."""
    return _criteria(bundle, "appraisal")


def reward(bundle: Bundle) -> Finding:
    """Criteria for reward, discipline and morale."""
    return _criteria(bundle, "reward")


ELEMENTS = (recruitment, appointment, development, appraisal, reward)
