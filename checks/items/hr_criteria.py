"""The agency shows its criteria in force for each of the five fields of personnel administration.

They may be spread over several documents, also of the parent body (the civil service commission's letters, the
local personnel committee's announcements). A name without a document or text behind it is not enough.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met, unmet
from checks.unread import unread_finding
from checks.verdict import Finding, Quote

FIELDS = ("recruitment", "appointment", "development", "appraisal", "reward")

SENTENCE = 40
"""A line shorter than this only names a rule; a longer one states it."""


def _criteria(bundle: Bundle, purpose: str) -> Finding:
    named: list[Quote] = []
    for member in bundle.members:
        reading = member.reading
        words = [m.words for m in member.mentions if m.region == "main"] if reading is not bundle.root else []
        cover = {field for field in FIELDS if bundle.says(reading.cover_text, field)}
        if not reading.is_page and cover:
            words = []  # whatever its link promises, it says itself what it is about
        said = next((w for w in [*words, reading.cover_text] if bundle.says(w, purpose)), None)
        spots = bundle.spots_in(reading, purpose)
        if said is not None and spots and reading is not bundle.root:
            return met(spots[:2])
        for spot in spots:
            line = spot.line
            stands = bundle.is_link_text(reading, line)
            if not stands and len(line.text) >= SENTENCE and bundle.says(line.text, "rule"):
                return met([spot])
            after = [x for x in reading.after(line, 2) if x.block.region == "main" and x.block.kind != "heading"]
            own_words = [x for x in after if not bundle.is_link_text(reading, x)]
            listed = line.block.kind == "heading" and all(x.block.kind == "item" for x in own_words)
            length = sum(len(x.text) for x in own_words) if listed else max((len(x.text) for x in own_words), default=0)
            told = not stands and length >= SENTENCE
            # Under a heading of the field on a page of criteria, what is written is the rule, whatever it is called.
            own = member.named or member.given
            if told and (own or bundle.says(" ".join([line.text, *(x.text for x in after)]), "rule")):
                return met([spot])
            named.append(spot.quote())
        if said is not None and reading is not bundle.root and reading.main_length > SENTENCE:
            return met([reading.quote(next(iter(reading.evidence)))])
    unread = [u for u in bundle.unread if bundle.says(u.text, purpose)]
    if unread:
        return unread_finding(unread, bundle.urls)
    return unmet(bundle, "link-only" if named else "criteria-missing")


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
