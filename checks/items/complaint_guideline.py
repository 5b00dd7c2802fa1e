"""The agency publishes how complaints about corruption are made and handled: ways, steps, unit responsible, time.

The guideline must be about corruption and misconduct; one on general complaints that never speaks of them does not
count. The time is a number of days (or hours) for the handling.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from checks.bundle import Bundle
from checks.finding import met, unclear, unmet
from checks.reading import Reading, Spot
from checks.structure.complaints import about_corruption
from checks.structure.labels import contents_line, starts
from checks.structure.procedure import first_steps
from checks.thai.fold import fold
from checks.verdict import Finding

WAYS = 2
HANDLED = 3
"""So many different acts of handling, named together, are steps of handling."""

SMALL = 120


def how_to_complain(bundle: Bundle) -> Finding:
    """How outsiders complain."""

    def look(readings: list[Reading]) -> list[Spot]:
        for reading in readings:
            ways = _distinct(s for s in bundle.spots_in(reading, "way") if not contents_line(s.line.text))
            content = _distinct(bundle.spots_in(reading, "content"))
            if bundle.spots_in(reading, "complaint") and (
                len(ways) >= WAYS or len(content) >= WAYS or (ways and content)
            ):
                return [*ways[:2], *content[:1]]
        return []

    return _judge(bundle, look)


def steps(bundle: Bundle) -> Finding:
    """Steps of handling a complaint."""
    readings, code = about_corruption(bundle)
    acts = [s for r in readings for s in _distinct(bundle.spots_in(r, "handling"))]
    if len(_distinct(acts)) >= HANDLED:
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
        s for s in offices if s.line.block.kind == "cell" or starts(s) or bundle.says(s.line.text, "handling")
    ]
    if named:
        return met(named) if not code else unclear(bundle, code, named)
    if offices:
        return unclear(bundle, "office-as-place", offices)
    return unmet(bundle, "not-found" if readings else "not-about-corruption")


def time(bundle: Bundle) -> Finding:
    """The time that handling takes."""

    def look(readings: list[Reading]) -> list[Spot]:
        spots = [s for r in readings for s in bundle.spots_in(r, "days") if _counted(s)]
        timed = [s for s in spots if bundle.says(_around(s), "time")]
        return timed or [s for s in spots if s.line.block.kind == "cell"]

    return _judge(bundle, look)


def _judge(bundle: Bundle, look: Callable[[list[Reading]], list[Spot]]) -> Finding:
    readings, code = about_corruption(bundle)
    spots = look(readings)
    if spots:
        return met(spots) if not code else unclear(bundle, code, spots)
    return unmet(bundle, "not-found" if readings else "not-about-corruption")


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
