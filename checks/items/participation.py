"""The agency shows an activity of the year in which stakeholders took part in its work.

Village forums, hearings, joint committees and joint work count when people from outside were there and proposed,
decided, said what they think or lent a hand. Principles, invitations, training that people merely attend, things
handed out and meetings of the staff do not.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met, unclear, unmet
from checks.reading import Reading, Spot
from checks.verdict import Finding

AROUND = 3
"""Who, what and that it took place stand within so many lines of each other."""

PICTURES = 1


def activity(bundle: Bundle) -> Finding:
    """An activity in which stakeholders took part in the agency's work."""
    invited: list[Spot] = []
    doubtful: list[Spot] = []
    for reading in bundle.readings:
        for spot in bundle.spots_in(reading, "took_part", "forum"):
            who = _near(bundle, spot, "stakeholder")
            forum = spot.match.key == bundle.key("forum")
            if not who and not forum:
                continue
            past = _near(bundle, spot, "past")
            done = past or _near(bundle, spot, "done")
            if _near(bundle, spot, "invitation") and not past:
                invited.append(spot)
            elif done or (forum and _shown(reading, spot)):
                return met([spot, *who[:1], *done[:1]])
        doubtful += [
            s for s in bundle.spots_in(reading, "weak") if _near(bundle, s, "stakeholder") and _near(bundle, s, "past")
        ]
    if invited:
        return unclear(bundle, "invitation-only", invited)
    if doubtful:
        return unclear(bundle, "part-unclear", doubtful)
    return unmet(bundle, "no-activity")


def _near(bundle: Bundle, spot: Spot, purpose: str) -> list[Spot]:
    """The words of ``purpose`` in the same lines as the spot."""
    return [s for s in bundle.spots_in(spot.reading, purpose) if abs(s.line.index - spot.line.index) <= AROUND]


def _shown(reading: Reading, spot: Spot) -> bool:
    """A heading over pictures shows an activity."""
    pictures = [b for b in reading.images if b.region == "main" and b.href]
    return spot.line.block.kind == "heading" and len(pictures) > PICTURES


ELEMENTS = (activity,)
