"""The top executive took part in person in an activity of the year that improves the agency's integrity.

Chairing, leading, proclaiming, signing and attending count; a deputy, a representative or someone acting in the head's
place does not, and neither does what is only announced. The activity must be about integrity and transparency.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met, refuted, unclear, unmet
from checks.reading import Reading
from checks.structure.deeds import Passage, passages, when
from checks.structure.heads import Person, people, posts, present_head
from checks.structure.names_and_terms import names, same
from checks.verdict import Finding, Quote

LEAST = 18
AFTER = 160
"""So many characters behind the head the text says what the head did, or who came instead."""

BEFORE = 26
SENTENCE = 28


def in_person(bundle: Bundle) -> Finding:
    """An activity of the top executive in person."""
    below: list[Quote] = []
    acting: list[Quote] = []
    told = [p for p in _told(bundle) if "act" in p.said or "led_by" in p.said]
    left = [p for p in told if _stood_in(bundle, p.text)]
    for passage in told:
        elsewhere = not any(_same_event(bundle, passage, p) for p in left)
        for kind, start, end in _mentions(bundle, passage.text):
            if kind == "acting":
                acting.append(passage.quote())
            elif kind in ("deputy", "unit"):
                below.append(passage.quote())
            elif kind == "head" and elsewhere and _came(bundle, passage.text, start, end):
                return met([passage.quote()])
            elif kind == "head":
                below.append(passage.quote())
    signed = _signed(bundle)
    if signed:
        return met([p.quote() for p in signed])
    if acting:
        return unclear(bundle, "acting-head", acting)
    return refuted(bundle, "stand-in", below) if below else unmet(bundle, "head-absent")


def for_integrity(bundle: Bundle) -> Finding:
    """It serves to improve integrity and transparency."""
    told = _told(bundle)
    found = [p for p in told if "integrity" in p.said and len(p.text) >= SENTENCE]
    if any("act" in p.said for p in found):
        return met([p.quote() for p in found])
    acts = [p for p in told if "act" in p.said]
    titles = [s for s in bundle.spots("integrity") if s.line.block.kind == "heading" or len(s.line.text) < SENTENCE]
    titles = [s for s in titles if any(p.reading is s.reading for p in acts)]
    if titles:
        return met([titles[0], acts[0].quote()])
    declared = [p for p in found if any(s.reading is p.reading for s in _signed(bundle))]
    if declared:
        return met([p.quote() for p in declared])
    return refuted(bundle, "not-integrity", [acts[0].quote()]) if acts else unmet(bundle)


def _signed(bundle: Bundle) -> list[Person]:
    """The head's signature below a declaration that is about integrity by its own title."""
    declarations = [r for r in bundle.readings if bundle.says(r.cover_text, "integrity")]
    return [p for r in declarations for p in people(bundle, r) if p.signed and p.kind == "head"]


def _told(bundle: Bundle) -> list[Passage]:
    """Sentences that may tell of an activity: not of another year, not only planned.

    Where some of the readings are about integrity, the others do not count: both elements are one activity's.
    """
    about = [r for r in bundle.readings if any("integrity" in p.said for p in passages(bundle, r, SENTENCE))]
    return [
        p
        for reading in about or bundle.readings
        for p in [*_headlines(bundle, reading), *passages(bundle, reading, LEAST)]
        if when(bundle, p.text) is not False
        and not ("planned" in p.said and when(bundle, p.text) is None)
        and not bundle.is_link_text(reading, p.line)
    ]


def _headlines(bundle: Bundle, reading: Reading) -> list[Passage]:
    """Headlines tell too, where a story stands below them."""
    if not passages(bundle, reading, LEAST):
        return []
    lines = [line for line in reading.headings if len(line.text) >= LEAST and not line.pasted]
    purposes = ("act", "integrity", "planned", "led_by")
    return [Passage(reading, x, x.text, frozenset(p for p in purposes if bundle.says(x.text, p))) for x in lines]


def _mentions(bundle: Bundle, text: str) -> list[tuple[str, int, int]]:
    """Where a text speaks of the head, by post or by name, or of those below."""
    head = present_head(bundle)
    found: list[tuple[str, int, int]] = [(p.kind, p.start, p.end) for p in posts(bundle, text)]
    if head is not None:
        found += [("head", start, end) for start, end, name, _ in names(text) if same(name, head.name)]
    return sorted(found, key=lambda m: m[1])


def _came(bundle: Bundle, text: str, start: int, end: int) -> bool:
    after = text[end : end + AFTER]
    did, sent = _first(bundle, after, "act"), _first(bundle, after, "proxy")
    if sent < did or bundle.says(text[max(0, start - BEFORE) : start], "instead"):
        return False
    return did < AFTER or bundle.says(text[max(0, start - 2 * BEFORE) : start], "led_by")


def _stood_in(bundle: Bundle, text: str) -> bool:
    """Does a text say that somebody below came in the head's place?"""
    mentions = _mentions(bundle, text)
    if not any(kind in ("deputy", "unit") for kind, _, _ in mentions):
        return False
    return any(
        bundle.says(text[max(0, start - BEFORE) : start], "instead")
        or _first(bundle, text[end : end + AFTER], "proxy") < AFTER
        for kind, start, end in mentions
        if kind == "head"
    )


def _same_event(bundle: Bundle, passage: Passage, other: Passage) -> bool:
    """Does a passage without a date of its own go on with the event of another one on the same page?"""
    same_page = passage.reading is other.reading and passage.reading.is_page
    return same_page and passage.line is not other.line and when(bundle, passage.text) is None


def _first(bundle: Bundle, text: str, purpose: str) -> int:
    key = bundle.key(purpose)
    return min((m.start for m in bundle.site.lexicon.scan(text) if m.key == key), default=AFTER)


ELEMENTS = (in_person, for_integrity)
