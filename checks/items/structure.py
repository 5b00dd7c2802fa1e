"""The agency shows a chart of how it is divided, with its key posts and its divisions.

A chart is readable when several divisions and posts stand together under the heading of the structure, as a table,
a list or boxes. A picture of a chart without such text is for a person to look at.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.evidence import Block
from checks.finding import met, unclear, unmet
from checks.reading import Reading, Spot
from checks.verdict import Finding

FEW = 3
"""So many different divisions (or divisions and posts together) make a chart rather than a mention."""


def chart(bundle: Bundle) -> Finding:
    """A chart of how the agency is divided."""
    for reading in bundle.readings:
        divisions, posts = _distinct(bundle.spots_in(reading, "division")), _distinct(bundle.spots_in(reading, "post"))
        if len(divisions) >= FEW:
            return met([*divisions[:2], *posts[:1]])
    pictures = _pictures(bundle)
    if pictures:
        return unclear(bundle, "picture-only", [reading.quote_block(block) for reading, block in pictures])
    return unmet(bundle)


def divisions(bundle: Bundle) -> Finding:
    """Key posts and the divisions inside."""
    for reading in bundle.readings:
        divisions, posts = _distinct(bundle.spots_in(reading, "division")), _distinct(bundle.spots_in(reading, "post"))
        if len(divisions) >= FEW and posts:
            return met([posts[0], *divisions[:2]])
    pictures = _pictures(bundle)
    if pictures:
        return unclear(bundle, "picture-only", [reading.quote_block(block) for reading, block in pictures])
    return unmet(bundle)


def _distinct(spots: list[Spot]) -> list[Spot]:
    """One spot for each different line: the same division named twice is one."""
    return list({spot.line.text: spot for spot in spots}.values())


def _pictures(bundle: Bundle) -> list[tuple[Reading, Block]]:
    named = [m.reading for m in bundle.members if m.named or m.given]
    return [
        (r, b) for r in named for b in r.images if b.region == "main" and bundle.says(b.text + r.cover_text, "title")
    ]


ELEMENTS = (chart, divisions)
