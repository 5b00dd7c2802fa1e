"""The agency shows an activity of the year in which stakeholders took part in its work.

Village forums, hearings, joint committees and joint work count when people from outside were there and proposed,
decided, said what they think or lent a hand. So do the minutes of a meeting with people from outside that say what was
decided. Principles, invitations, what is still to come, training that people merely attend, things handed out and
meetings of the staff do not.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.bundle import Bundle
from checks.finding import met, refuted, unclear, unmet
from checks.reading import Reading, Spot
from checks.thai.dates import BUDDHIST_OFFSET, dates, fiscal_year_of
from checks.verdict import Finding

AROUND = 3
"""Who, what and that it took place stand within so many lines of each other."""

SOON = 6
"""So many letters before a word may say that it is to come."""

SENTENCE = 40
"""A line with a date and no more than this says when the page was posted."""

PICTURES = 1

POSTED = 20
"""Within so many letters before a date stands what says that the page was posted, or a paper signed, on it."""

OUTSIDERS = 2
"""So many different kinds of people from outside came to a meeting that is not the staff's own."""


def activity(bundle: Bundle) -> Finding:
    """An activity in which stakeholders took part in the agency's work."""
    invited: list[Spot] = []
    ahead: list[Spot] = []
    doubtful: list[Spot] = []
    for reading in bundle.readings:
        outline = _outline(bundle, reading)
        if outline:
            ahead += outline
            continue
        for spot, who, past in _told(bundle, reading):
            days = _days(bundle, spot)
            held = any(day <= bundle.as_of for day in days)
            to_come = bool(days) and not held
            done = past or _near(bundle, spot, "done") or ([spot] if held else [])
            if _near(bundle, spot, "invitation") and (to_come or not past):
                # What a mere link invites to is told on the page behind it.
                sure = to_come and not past
                invited += [] if sure or bundle.is_link_text(reading, spot.line) else [spot]
                ahead += [spot] if sure else []
            elif done or (spot.match.key == bundle.key("forum") and _shown(reading, spot)):
                return met([spot, *who[:1], *done[:1]])
        decided = _minutes(bundle, reading)
        if decided:
            return met(decided)
        doubtful += [
            s for s in bundle.spots_in(reading, "weak") if _near(bundle, s, "stakeholder") and _near(bundle, s, "past")
        ]
    if invited:
        return unclear(bundle, "invitation-only", invited)
    if doubtful:
        return unclear(bundle, "part-unclear", doubtful)
    return refuted(bundle, "to-come", ahead) if ahead else unmet(bundle, "no-activity")


def _outline(bundle: Bundle, reading: Reading) -> list[Spot]:
    """The time set in the outline of a project: it says what is expected of it, and all its dates are to come."""
    expected = bundle.spots_in(reading, "outline")
    if not expected or bundle.spots_in(reading, "done"):
        return []
    lines = [x.text for x in reading.evidence if len(x.text) >= SENTENCE]
    days = [h for t in lines for h in dates(t) if h.kind != "compact" and not bundle.says(t[: h.start], "posted")]
    held = [f"{h.year_be - BUDDHIST_OFFSET:04d}-{h.month:02d}-{h.day or 1:02d}" <= bundle.as_of for h in days]
    over = any(past and h.day for past, h in zip(held, days, strict=True))  # a calendar beside it shows this month
    return [] if all(held) or over else expected


def _told(bundle: Bundle, reading: Reading) -> Iterator[tuple[Spot, list[Spot], list[Spot]]]:
    """Where it says that somebody took part: the words, who it was, and what says that it is over."""
    planned = any(bundle.says(t, "programme") for t in reading.titles)
    for spot in bundle.spots_in(reading, "took_part", "forum"):
        who = _near(bundle, spot, "stakeholder")
        past = [s for s in _near(bundle, spot, "past") if not _to_come(bundle, s)]
        forum = spot.match.key == bundle.key("forum")
        if _title_only(bundle, spot) or _near(bundle, spot, "elsewhere") or not (who or forum):
            continue
        if past or not planned:  # what a plan or a calendar says is to come
            yield spot, who, past


def _title_only(bundle: Bundle, spot: Spot) -> bool:
    """Is it the item's own word in a title ("การมีส่วนร่วมของประชาชน")? What is told below may be anything."""
    title = spot.line.block.kind == "heading" or spot.line in spot.reading.cover[:1]
    own = bundle.phrases(spot.line.text, "took_part", "forum") <= bundle.phrases(spot.line.text, "principle")
    return title and own


def _near(bundle: Bundle, spot: Spot, purpose: str) -> list[Spot]:
    """The words of ``purpose`` in the same lines as the spot."""
    return [s for s in bundle.spots_in(spot.reading, purpose) if abs(s.line.index - spot.line.index) <= AROUND]


def _to_come(bundle: Bundle, spot: Spot) -> bool:
    """Is what is said to have been done still to be done: "จะได้ร่วมคิด", "ผู้เข้าร่วมจะเสนอ"?"""
    start = spot.match.start - spot.line.start
    longer = [s.match for s in bundle.spots_in(spot.reading, "invitation") if s.line is spot.line]
    inside = any(m.start <= spot.match.start and spot.match.end <= m.end for m in longer)
    return inside or bundle.says(spot.line.text[max(0, start - SOON) : start], "soon")


def _days(bundle: Bundle, spot: Spot) -> list[str]:
    """Dates of the year in the lines around, as ISO text; those of a post or a signature are none."""
    lines = [x for x in spot.reading.evidence if abs(x.index - spot.line.index) <= AROUND]
    texts = [x.text for x in lines if x is spot.line or len(x.text) >= SENTENCE]
    return [
        f"{hit.year_be - BUDDHIST_OFFSET:04d}-{hit.month:02d}-{hit.day or 1:02d}"
        for text in texts
        for hit in dates(text)
        if hit.kind != "compact" and fiscal_year_of(hit.year_be, hit.month) == bundle.fiscal_year
        if not bundle.says(text[max(0, hit.start - POSTED) : hit.start], "posted")
    ]


def _minutes(bundle: Bundle, reading: Reading) -> list[Spot]:
    """Minutes of a meeting of the year: people from outside among those who came, and what was decided."""
    if not any(bundle.says(t, "minutes") for t in reading.titles):
        return []
    decided = bundle.spots_in(reading, "decided")
    for came in bundle.spots_in(reading, "attended"):
        who = _near(bundle, came, "stakeholder")
        held = any(day <= bundle.as_of for day in _days(bundle, came))
        if decided and held and len({s.match.phrase for s in who}) >= OUTSIDERS:
            return [came, *who[:1], *decided[:1]]
    return []


def _shown(reading: Reading, spot: Spot) -> bool:
    """A heading over pictures shows an activity."""
    pictures = [b for b in reading.images if b.region == "main" and b.href]
    return spot.line.block.kind == "heading" and len(pictures) > PICTURES


ELEMENTS = (activity,)
