"""The agency shows its criteria in force for each of the five fields of personnel administration.

They may be spread over several documents, also of the parent body (the civil service commission's letters, the
local personnel committee's announcements). A name without a document or text behind it is not enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from checks.bundle import Bundle, Member
from checks.finding import met, unmet
from checks.reading import Line, Reading, Spot
from checks.structure.papers import papers
from checks.thai.dates import dates
from checks.unread import unread_finding
from checks.verdict import Finding, Quote

FIELDS = ("recruitment", "appointment", "development", "appraisal", "reward")

_COLON = re.compile(r"[:：]")

RIVALS = frozenset({"hr_policy", "hr_action", "hr_results"})

SENTENCE = 40
"""A line shorter than this only names a rule; a longer one states it."""

RULE = 30
"""Behind a label a rule may be shorter."""

LABEL = 60

OPENING = 16
"""So many letters may stand before a label: its number, a word like "the"."""


def _criteria(bundle: Bundle, purpose: str) -> Finding:
    named: list[Quote] = []
    for member in bundle.members:
        proof = _told(bundle, member, purpose, named)
        if proof:
            return met(proof)
    unread = [u for u in bundle.unread if bundle.says(u.text, purpose)]
    if unread:
        return unread_finding(unread, bundle.urls)
    return unmet(bundle, "link-only" if named else "criteria-missing")


def _told(bundle: Bundle, member: Member, purpose: str, named: list[Quote]) -> Sequence[Spot | Quote]:
    """The words by which a member states the rule of a field; where it only names it, ``named`` gets the quotes."""
    reading = member.reading
    beside = reading is not bundle.root
    words = [m.words for m in member.mentions if m.region == "main"] if beside else []
    cover = {field for field in FIELDS if bundle.says(reading.cover_text, field)}
    if not reading.is_page and cover:
        words = []  # whatever its link promises, it says itself what it is about
    said = next((w for w in [*words, reading.cover_text] if bundle.says(w, purpose)), None)
    spots = bundle.spots_in(reading, purpose)
    if said is not None and spots and beside:
        return spots[:2]
    own = member.named or member.given
    stated = next((spot for spot in spots if _states(bundle, spot, own=own)), None)
    named += [spot.quote() for spot in spots]
    if stated is None and own and reading in papers(bundle, RIVALS).readings:
        stated = _labelled(bundle, reading, purpose)
    if stated is not None:
        return [stated]
    whole = said is not None and beside and reading.main_length > SENTENCE
    return [reading.quote(next(iter(reading.evidence)))] if whole else []


def _states(bundle: Bundle, spot: Spot, *, own: bool) -> bool:
    """Does the line of a spot, or what stands below it, state a rule rather than name one?"""
    line, reading = spot.line, spot.reading
    if _is_news(bundle, line.text) or bundle.is_link_text(reading, line):
        return False
    if len(line.text) >= SENTENCE and bundle.says(line.text, "rule") and not _only_names(bundle, line):
        return True
    below, length = _below(bundle, reading, line)
    # Under a heading of the field on a page of criteria, what is written is the rule, whatever it is called.
    return length >= SENTENCE and (own or bundle.says(" ".join([line.text, *(x.text for x in below)]), "rule"))


def _below(bundle: Bundle, reading: Reading, line: Line) -> tuple[list[Line], int]:
    """The lines below a line that may be its rule, and how much they say; names of other fields say nothing."""
    after = [x for x in reading.after(line, 2) if x.block.region == "main" and x.block.kind != "heading"]
    after = [x for x in after if not bundle.is_link_text(reading, x) and not _only_names(bundle, x)]
    listed = line.block.kind == "heading" and all(x.block.kind == "item" for x in after)
    lengths = [len(x.text) for x in after]
    return after, sum(lengths) if listed else max(lengths, default=0)


def _only_names(bundle: Bundle, line: Line) -> bool:
    """Is a line the mere name of a field, or the official wording?"""
    short = len(line.text) <= LABEL and not bundle.says(line.text, "norm")
    return line.pasted or (short and bundle.says(line.text, *FIELDS))


def _labelled(bundle: Bundle, reading: Reading, purpose: str) -> Spot | None:
    """A label of the field in everyday words, with a rule behind or below it, on a page of criteria."""
    for spot in bundle.spots_in(reading, purpose, f"{purpose}_label"):
        line = spot.line
        head = len(_COLON.split(line.text, maxsplit=1)[0])
        behind = line.text[spot.match.end - line.start :]
        at = spot.match.start - line.start
        label = at <= OPENING or len(line.text) <= LABEL or at < head <= LABEL
        if not label or bundle.is_link_text(reading, line) or _is_news(bundle, line.text):
            continue
        below, length = _below(bundle, reading, line) if len(line.text) <= LABEL else ([], 0)
        text = " ".join([behind, *(x.text for x in below)])
        if max(len(behind), length) >= RULE and bundle.says(text, "norm", "rule"):
            return spot
    return None


def _is_news(bundle: Bundle, text: str) -> bool:
    """Does a line tell what was done on a day, rather than what is to be done?"""
    return any(hit.day for hit in dates(text)) and not bundle.says(text, "norm", "rule")


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
