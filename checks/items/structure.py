"""The agency shows a chart of how it is divided, with its key posts and its divisions.

A chart is readable when several divisions stand as boxes: table cells, list entries, headings or short lines.
Divisions named only inside a sentence, or a picture whose text cannot be read, are for a person to look at.
"""

from __future__ import annotations

from collections.abc import Iterable

from checks.bundle import Bundle
from checks.credits import others_matter
from checks.finding import met, refuted, unclear, unmet
from checks.reading import Reading, Spot
from checks.thai.fold import fold
from checks.verdict import Finding, Quote

FEW = 3
"""So many different divisions make a chart rather than a mention."""

BOX = 90
"""A text block longer than this is no box of a chart, unless it is a table cell."""


def chart(bundle: Bundle) -> Finding:
    """A chart of how the agency is divided."""
    others = _others(bundle)
    if others:
        return refuted(bundle, "other-agency", others)
    for member in bundle.members:
        reading = member.reading
        boxes = _distinct(s for s in _divisions(bundle, reading) if _is_box(bundle, s, named=member.named))
        if len(boxes) >= FEW:
            return met(boxes)
    pictures = _pictures(bundle)
    if pictures:
        return unclear(bundle, "picture-only", pictures)
    for reading in bundle.readings:
        named = _distinct(_divisions(bundle, reading))
        if len(named) >= FEW:
            return unclear(bundle, "chart-in-prose", named)
    return unmet(bundle)


def divisions(bundle: Bundle) -> Finding:
    """Key posts and the divisions inside."""
    others = _others(bundle)
    if others:
        return refuted(bundle, "other-agency", others)
    without_posts = False
    for member in bundle.members:
        reading = member.reading
        spots = (s for s in _divisions(bundle, reading) if member.named or not bundle.says(s.line.text, "no_box"))
        named, posts = _distinct(spots), bundle.spots_in(reading, "post")
        if len(named) >= FEW and posts:
            return met([posts[0], *named])
        without_posts = without_posts or len(named) >= FEW
    pictures = _pictures(bundle)
    if pictures:
        return unclear(bundle, "picture-only", pictures)
    return unmet(bundle, "posts-missing" if without_posts else "not-found")


def _divisions(bundle: Bundle, reading: Reading) -> list[Spot]:
    """Names of divisions, without words that only look like one (a fund, a target group)."""
    other = [(s.match.start, s.match.end) for s in bundle.spots_in(reading, "no_division")]
    spots = bundle.spots_in(reading, "division")
    return [s for s in spots if not any(a < s.match.end and s.match.start < b for a, b in other)]


def _others(bundle: Bundle) -> list[Quote]:
    """Lines by which pages say that the chart is another body's, where no page is left."""
    found = [(r, others_matter(bundle.site.names, r)) for r in bundle.readings]
    named = [r.quote(line) for r, line in found if line is not None]
    return named if len(named) == len(found) else []


def _is_box(bundle: Bundle, spot: Spot, *, named: bool) -> bool:
    """A division in a cell or short line; on a page about something else not one with its telephone or dues."""
    if not named and bundle.says(spot.line.text, "no_box"):
        return False
    return spot.line.block.kind == "cell" or len(spot.line.text) <= BOX


def _distinct(spots: Iterable[Spot]) -> list[Spot]:
    """One spot for each different division: the words that follow tell one from another."""
    return list({_unit(spot): spot for spot in spots}.values())


def _unit(spot: Spot) -> str:
    start = spot.match.start - spot.line.start
    return fold(spot.line.text[start:].split("(")[0])[:14]


def _pictures(bundle: Bundle) -> list[Quote]:
    """Content pictures that say they are the chart, or that stand on a page which does."""
    found = []
    for member in bundle.members:
        if not (member.named or member.given):
            continue
        reading = member.reading
        for block in reading.images:
            name = block.href.rsplit("/", 1)[-1]
            if block.region == "main" and bundle.says(f"{block.text} {name}", "picture"):
                found.append(reading.quote_block(block))
    return found


ELEMENTS = (chart, divisions)
