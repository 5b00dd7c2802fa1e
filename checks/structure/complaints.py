"""Is it about corruption, about complaints in general, or both? Guidelines, figures and forms of complaints.

Words of the item used: ``corruption``, ``complaint`` (what people do), ``general`` (other kinds of complaints),
``other_matter`` (what forms on the same page may be for),
``other_body`` (national bodies to turn to).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from checks.bundle import Bundle
from checks.reading import Reading, Spot
from checks.structure.channels import Offer
from checks.structure.tables import tables
from checks.verdict import Quote

FormKind = Literal["own", "unsure", "mixed", "none"]
"""A form for corruption alone; perhaps so; one for every kind, corruption among them; one that never names it."""

PASSING = 2
"""A paper that names corruption fewer times than this, never in its title, mentions it in passing."""

APART = 40

ROWS = 2
"""So many filled cells make a column of a table of steps."""

_PARTS = re.compile(r"\s*[|»·:]\s*|\s+[-–—]\s+")


def titled(bundle: Bundle, reading: Reading) -> bool:
    """Do its headings, or the part of its title that speaks of complaints, speak of corruption?"""
    if any(bundle.says(line.text, "corruption") for line in reading.cover):
        return True
    return any(bundle.says(part, "corruption") for part in _title(bundle, reading.document.title))


def about_corruption(bundle: Bundle) -> tuple[list[Reading], str]:
    """Readings about complaints of corruption; else those that mention it in passing, with the code that says so."""
    whole, passing = [], []
    for reading in bundle.readings:
        spots = bundle.spots_in(reading, "corruption")
        if titled(bundle, reading) or _times(spots) >= PASSING:
            whole.append(reading)
        elif spots:
            passing.append(reading)
    if whole or not passing:
        return whole, ""
    return passing, "corruption-in-passing"


def beside_steps(bundle: Bundle, reading: Reading, head: str, accept: Callable[[str], bool]) -> list[Quote]:
    """Cells of the columns headed by the words of ``head`` in a table that tells how complaints are handled."""
    for table in tables(reading):
        if not any(bundle.says(b.text, "handling") for row in table.body for b in row.values()):
            continue
        for col in table.columns(lambda text: bundle.says(text, head)):
            cells = [b for b in table.values(col) if accept(b.text)]
            if len(cells) >= ROWS:
                return [reading.quote_block(b) for b in cells[:ROWS]]
    return []


def form_kind(bundle: Bundle, offer: Offer) -> FormKind:
    """What a form says it is for: the headings first, then the lines above it, then its labels and choices."""
    if any(bundle.says(t, "other_matter") and not bundle.says(t, "corruption") for t in offer.names[1:][-1:]):
        return "none"  # the heading just above it is of something else
    headings = [t for t in offer.names[1:] if bundle.says(t, "complaint", "corruption", "general")]
    headings = headings or [part for t in offer.names[:1] for part in _title(bundle, t)]
    mixed = any(bundle.says(t, "general") for t in offer.choices)
    for texts in (headings, [] if headings else offer.near):
        named = [t for t in texts if bundle.says(t, "corruption")]
        if named:
            alone = any(not bundle.says(t, "general") for t in named)
            return "own" if alone and not mixed else "mixed"
    chosen = any(bundle.says(t, "corruption") for t in offer.choices)
    if not chosen and not bundle.says(offer.own, "corruption") and not _in_text(bundle, offer.reading):
        return "none"
    return "mixed" if mixed or chosen or any(bundle.says(t, "general") for t in offer.texts if t) else "unsure"


def linked_kind(bundle: Bundle, offer: Offer) -> FormKind:
    """The same for a form kept elsewhere, by the words of the link and the headings above it."""
    own = f"{offer.own} {' '.join(offer.near)}"
    if bundle.says(own, "corruption"):
        return "mixed" if bundle.says(own, "general") else "own"
    if bundle.says(own, "general"):
        return "none"
    headings = offer.names[1:] or tuple(part for t in offer.names[:1] for part in _title(bundle, t))
    names = [t for t in headings if bundle.says(t, "corruption")]
    return "own" if any(not bundle.says(t, "general") for t in names) else "mixed" if names else "none"


def _title(bundle: Bundle, title: str) -> list[str]:
    """The parts of a page's title that speak of complaints: the site's own part may be a slogan against corruption."""
    return [part for part in _PARTS.split(title) if bundle.says(part, "complaint")]


def _times(spots: list[Spot]) -> int:
    """How often it is named, where two words side by side are one naming."""
    starts = [s.match.start for s in spots]
    return sum(n == 0 or start - starts[n - 1] > APART for n, start in enumerate(starts))


def _in_text(bundle: Bundle, reading: Reading) -> bool:
    """Does the page's own text speak of complaints about corruption?"""
    linked = {b.text for b in reading.links}
    lines = [s.line for s in bundle.spots_in(reading, "corruption") if s.line.text not in linked]
    return any(bundle.says(x.text, "complaint") and not bundle.says(x.text, "other_body") for x in lines)
