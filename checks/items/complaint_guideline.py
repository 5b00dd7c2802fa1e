"""The agency publishes how complaints about corruption are made and handled: ways, steps, unit responsible, time.

The guideline must be about corruption and misconduct; one on general complaints that never speaks of them does not
count. The time is a number of days (or hours) for the handling.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from checks.bundle import Bundle
from checks.finding import met, unclear, unmet
from checks.reading import Reading, Spot
from checks.structure.labels import contents_line
from checks.structure.procedure import first_steps
from checks.thai.fold import fold
from checks.verdict import Finding

WAYS = 2
HANDLED = 3
"""So many different acts of handling, named together, are steps of handling."""

PASSING = 2
"""A guideline that names corruption fewer times than this, never in its title, mentions it in passing."""

SMALL = 120
APART = 40


def how_to_complain(bundle: Bundle) -> Finding:
    """How outsiders complain."""

    def look(readings: list[Reading]) -> list[Spot]:
        for reading in readings:
            ways = _distinct(s for s in bundle.spots_in(reading, "way") if not contents_line(s.line.text))
            content = _distinct(bundle.spots_in(reading, "content"))
            if bundle.spots_in(reading, "complain") and (
                len(ways) >= WAYS or len(content) >= WAYS or (ways and content)
            ):
                return [*ways[:2], *content[:1]]
        return []

    return _judge(bundle, look)


def steps(bundle: Bundle) -> Finding:
    """Steps of handling a complaint."""
    readings, code = _guidelines(bundle)
    acts = [s for r in readings for s in _distinct(bundle.spots_in(r, "handling"))]
    if len(_distinct(acts)) >= HANDLED:
        return met(acts) if not code else unclear(bundle, code, acts)
    found = first_steps(bundle, readings, "steps") if acts else []
    if found:
        return met(found) if not code else unclear(bundle, code, found)
    return unmet(bundle, "not-found" if readings else "not-about-corruption")


def unit(bundle: Bundle) -> Finding:
    """The unit responsible."""

    def look(readings: list[Reading]) -> list[Spot]:
        return [s for r in readings for s in bundle.spots_in(r, "unit") if not contents_line(s.line.text)]

    return _judge(bundle, look)


def time(bundle: Bundle) -> Finding:
    """The time that handling takes."""

    def look(readings: list[Reading]) -> list[Spot]:
        spots = [s for r in readings for s in bundle.spots_in(r, "days") if _counted(s)]
        timed = [s for s in spots if bundle.says(_around(s), "time")]
        return timed or [s for s in spots if s.line.block.kind == "cell"]

    return _judge(bundle, look)


def _judge(bundle: Bundle, look: Callable[[list[Reading]], list[Spot]]) -> Finding:
    readings, code = _guidelines(bundle)
    spots = look(readings)
    if spots:
        return met(spots) if not code else unclear(bundle, code, spots)
    return unmet(bundle, "not-found" if readings else "not-about-corruption")


def _guidelines(bundle: Bundle) -> tuple[list[Reading], str]:
    """Readings about complaints of corruption; else those that mention it in passing, with the code that says so."""
    whole, passing = [], []
    for reading in bundle.readings:
        spots = bundle.spots_in(reading, "corruption")
        titled = bundle.says(reading.cover_text, "corruption")
        if titled or _times(spots) >= PASSING:
            whole.append(reading)
        elif spots:
            passing.append(reading)
    if whole or not passing:
        return whole, ""
    return passing, "corruption-in-passing"


def _times(spots: list[Spot]) -> int:
    """How often it is named, where two words side by side are one naming."""
    starts = [s.match.start for s in spots]
    return sum(n == 0 or start - starts[n - 1] > APART for n, start in enumerate(starts))


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
