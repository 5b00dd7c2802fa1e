"""The agency lists the laws that its work rests on, or shows their text; a parent body's collection serves.

A law counts where its name begins a line or a link of the page's own content: a law that a sentence refers to, or that
a menu names, is no list. Budget ordinances and notices are no laws its work rests on.
"""

from __future__ import annotations

import re

from checks.bundle import Bundle
from checks.finding import met, unclear, unmet
from checks.reading import Reading, Spot
from checks.thai.fold import fold
from checks.verdict import Finding, Quote

FEW = 2
ARTICLES = 3
NAME = 6

_LETTER = re.compile(r"[a-z\u0e01-\u0e2e]", re.IGNORECASE)
"""Before a law's name only a number or a bullet may stand."""

_LAW_SITE = re.compile(r"krisdika|ratchakitcha|law\.|/law|lawlink|LawServlet|legal|senate|parliament", re.IGNORECASE)


def laws(bundle: Bundle) -> Finding:
    """The laws that its work rests on."""
    listed: dict[str, Spot] = {}
    for reading in bundle.readings:
        for spot in _names(bundle, reading):
            listed.setdefault(fold(spot.line.text[spot.match.start - spot.line.start :])[:40], spot)
    texts = [r for r in bundle.readings if len({s.line.index for s in bundle.spots_in(r, "article")}) >= ARTICLES]
    if len(listed) >= FEW or texts:
        shown = list(listed.values())[:3]
        return met(shown or [bundle.spots_in(texts[0], "article")[0]])
    if listed:
        return unclear(bundle, "law-single", listed.values())
    links = [(r, b) for r in bundle.readings for b in r.main_links if _LAW_SITE.search(b.href)]
    outside = [r.quote_block(b) for r, b in links if not bundle.site.is_own(b.href)]
    if outside or any(_is_law_document(bundle, m.reading) for m in bundle.members):
        return unclear(bundle, "law-outside", outside or [Quote(bundle.urls[0], bundle.readings[0].document.title)])
    return unmet(bundle)


def _names(bundle: Bundle, reading: Reading) -> list[Spot]:
    """Laws whose name begins a line."""
    other = {s.line.index for s in bundle.spots_in(reading, "not_law")}
    found = []
    for spot in bundle.spots_in(reading, "act"):
        before = spot.line.text[: spot.match.start - spot.line.start]
        rest = spot.line.text[spot.match.end - spot.line.start :]
        if spot.line.index not in other and not _LETTER.search(before) and len(rest.strip()) >= NAME:
            found.append(spot)
    return found


def _is_law_document(bundle: Bundle, reading: Reading) -> bool:
    return not reading.is_page and bool(bundle.spots_in(reading, "act")) and bool(bundle.spots_in(reading, "article"))


ELEMENTS = (laws,)
