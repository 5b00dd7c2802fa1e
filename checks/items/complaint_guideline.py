"""The agency publishes how complaints about corruption are made and handled: ways, steps, unit responsible, time.

The guideline must be about corruption and misconduct; one on general complaints that never speaks of them does not
count. The time is a number of days (or hours) for the handling.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from checks.bundle import Bundle
from checks.finding import met, unclear, unmet
from checks.reading import Reading, Spot
from checks.structure.complaints import about_corruption, beside_steps
from checks.structure.labels import contents_line, starts, wordy
from checks.structure.procedure import first_steps
from checks.structure.tally import has_figure
from checks.thai.fold import fold
from checks.verdict import Finding, Quote

WAYS = 2
HANDLED = 3
"""So many different acts of handling, named together, are steps of handling."""

ASKED = 3
"""A way, with so many different things that a complaint should tell, says how to complain."""

PASSAGE = 60
"""Acts of handling stand within so many lines of each other."""

SMALL = 120


def how_to_complain(bundle: Bundle) -> Finding:
    """How outsiders complain."""

    def look(readings: list[Reading]) -> list[Spot | Quote]:
        for reading in readings:
            ways = _distinct(_told(bundle, reading, "way"))
            ways = _distinct([*ways, *_weak_ways(bundle, reading)]) if ways else []
            content = _distinct(bundle.spots_in(reading, "content"))
            asked = _distinct(_told(bundle, reading, "asks")) if ways else []
            if bundle.spots_in(reading, "complaint") and (
                len(ways) >= WAYS or len(content) >= WAYS or (ways and (content or len(asked) >= ASKED))
            ):
                return [*ways[:2], *content[:1]]
        return []

    return _judge(bundle, look)


def steps(bundle: Bundle) -> Finding:
    """Steps of handling a complaint."""
    readings, code = about_corruption(bundle)
    acts = _together([s for r in readings for s in bundle.spots_in(r, "handling")])
    if len(acts) >= HANDLED:
        return met(acts) if not code else unclear(bundle, code, acts)
    found = first_steps(bundle, readings, "steps") if acts else []
    if found:
        return met(found) if not code else unclear(bundle, code, found)
    return unmet(bundle, "not-found" if readings else "not-about-corruption")


def unit(bundle: Bundle) -> Finding:
    """The unit responsible: said to be, or an office that is told to handle; an office to go to may be only a place."""
    readings, code = about_corruption(bundle)
    offices = [s for r in readings for s in bundle.spots_in(r, "office") if not contents_line(s.line.text)]
    named = [s for r in readings for s in bundle.spots_in(r, "unit") if not contents_line(s.line.text)]
    # An office that a page is called by is where to go; that says nothing of who handles.
    named = [s for s in named if not (s.reading.is_page and s.line in s.reading.cover and starts(s))]
    named = named or [
        s
        for s in offices
        if s.line.block.kind == "cell"
        or (starts(s) and s.line not in s.reading.cover)
        or bundle.says(s.line.text, "handling")
    ]
    proof: list[Spot] | list[Quote] = named or [
        q for r in readings for q in beside_steps(bundle, r, "unit_head", wordy)
    ]
    if proof:
        return met(proof) if not code else unclear(bundle, code, proof)
    if offices:
        return unclear(bundle, "office-as-place", offices)
    return unmet(bundle, "not-found" if readings else "not-about-corruption")


def time(bundle: Bundle) -> Finding:
    """The time that handling takes."""

    def look(readings: list[Reading]) -> list[Spot | Quote]:
        spots = [s for r in readings for s in bundle.spots_in(r, "days") if _counted(s)]
        spots += [s for r in readings for s in bundle.spots_in(r, "spelt")]
        timed = [s for s in spots if bundle.says(_around(s), "time")]
        timed = timed or [s for s in spots if s.line.block.kind == "cell" or bundle.says(s.line.text, "handling")]
        return [*timed, *(q for r in readings for q in beside_steps(bundle, r, "time_head", has_figure))]

    return _judge(bundle, look)


def _judge(bundle: Bundle, look: Callable[[list[Reading]], list[Spot | Quote]]) -> Finding:
    readings, code = about_corruption(bundle)
    spots = look(readings)
    if spots:
        return met(spots) if not code else unclear(bundle, code, spots)
    return unmet(bundle, "not-found" if readings else "not-about-corruption")


def _told(bundle: Bundle, reading: Reading, purpose: str) -> list[Spot]:
    return [s for s in bundle.spots_in(reading, purpose) if not contents_line(s.line.text)]


def _weak_ways(bundle: Bundle, reading: Reading) -> list[Spot]:
    """A telephone, a website: ways to complain where their line says so; on a letterhead they are none."""
    return [s for s in _told(bundle, reading, "weak_way") if bundle.says(_around(s), "tell")]


def _together(spots: list[Spot]) -> list[Spot]:
    """The most different acts of one reading that stand within so many lines of each other."""
    groups = (
        _distinct(s for s in spots if s.reading is first.reading and 0 <= s.line.index - first.line.index <= PASSAGE)
        for first in spots
    )
    return max(groups, key=len, default=[])


def _counted(spot: Spot) -> bool:
    """Does a number stand just before the word for days?"""
    before = fold(spot.line.text[: spot.match.start - spot.line.start]).rstrip(" ()")
    return before[-1:].isdigit()


def _around(spot: Spot) -> str:
    start = spot.match.start - spot.line.start
    above = spot.reading.lines[max(0, spot.line.index - 2) : spot.line.index]
    return " ".join(
        [*(x.text for x in above if len(x.text) < SMALL), spot.line.text[max(0, start - SMALL) : start + SMALL]]
    )


def _distinct(spots: Iterable[Spot]) -> list[Spot]:
    """One spot for each different phrase."""
    return list({fold(spot.match.phrase): spot for spot in spots}.values())


ELEMENTS = (how_to_complain, steps, unit, time)
