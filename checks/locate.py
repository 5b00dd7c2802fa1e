"""Where on a site does the evidence for an item stand? Candidates, ranked, with the reasons for their rank."""

from __future__ import annotations

import math
import re
from collections import Counter
from urllib.parse import unquote, urlsplit

import msgspec

from checks.links import url_key
from checks.period import Fit, about, fit
from checks.reading import Reading
from checks.rubric.schema import Item
from checks.site import Site

MAX_CANDIDATES = 10
"""So many candidates of an item are judged; more are only listed."""

INDEX, LINK_MAIN, LINK_MENU, TITLE, HEADING, COVER, SLUG, BODY = 300, 100, 90, 90, 80, 80, 40, 4
"""What each kind of sign adds to a candidate's rank. The agency's own index outranks all words."""

BODY_SPOTS = 5
MINIMUM = 40
"""Body words alone, below this, make no candidate."""

FEW_WORDS = 4
MAX_UNNAMED = 6
"""A reading without a name must hold so many of the item's words, and so many such readings are judged."""


class Candidate(msgspec.Struct, frozen=True):
    """A reading that may be the evidence: how it was reached, its rank and why."""

    reading: Reading
    basis: str
    rank: float
    reasons: str


def candidates(site: Site, item: Item) -> list[Candidate]:
    """Candidates for an item from the whole site, best first; ties in order of the crawl."""
    index = {url_key(row.url): row for row in site.index_rows.get(item.item, ())}
    found = []
    for order, reading in enumerate(site.readings):
        row = index.get(url_key(reading.url)) or index.get(url_key(reading.document.url))
        rank, reasons = _words(site, item, reading)
        if row is not None and reading is not site.home:
            rank, reasons = rank + INDEX, [f"index row: {row.text[:60]}", *reasons]
        if reading is site.home and not item.home:
            continue
        if item.home and reading is site.home:
            rank, reasons = rank + MINIMUM, [*reasons, "home page"]
        if rank < MINIMUM:
            continue
        known = about(reading, [m.words for m in site.mentions_of(reading)])
        fits = fit(item.period, site.case.fiscal_year, known)
        rank += {Fit.RIGHT: 30.0, Fit.UNKNOWN: 0.0, Fit.WRONG: -60.0}[fits] if item.period != "none" else 0.0
        basis = "index" if row is not None else "site"
        found.append((-rank, order, Candidate(reading, basis, rank, "; ".join(reasons))))
    found.sort(key=lambda c: c[:2])
    return [c for _, _, c in found]


def unnamed(site: Site, item: Item) -> list[Candidate]:
    """Readings that no item's words name, by how much they speak of this item's matters; a few, best first.

    Agencies call their papers as they like ("ทำอะไรไปแล้วบ้าง"): where no title speaks of the item, content must. Rare
    words weigh more than common ones; papers that other items' words name are those items' own.
    """
    named = (f"{item.item}.title", f"{item.item}.near", f"{item.item}.not", f"{item.item}.wording")
    phrases = [
        (r, r.phrases_of(f"{item.item}.", but=named)) for r in site.readings if r.readable and not _is_named(site, r)
    ]
    spread = Counter(p for _, found in phrases for p in found)
    found = []
    for order, (reading, said) in enumerate(phrases):
        rank = sum(math.log(1 + len(site.readings) / spread[p]) for p in said)
        if len(said) >= FEW_WORDS and reading is not site.home:
            found.append((-rank, order, Candidate(reading, "content", rank, f"content: {len(said)} words of the item")))
    found.sort(key=lambda c: c[:2])
    return [c for _, _, c in found[:MAX_UNNAMED]]


def _is_named(site: Site, reading: Reading) -> bool:
    texts = [*reading.titles, *(m.text for m in site.mentions_of(reading))]
    return any(site.identifier.items(t) for t in texts if t)


def _words(site: Site, item: Item, reading: Reading) -> tuple[float, list[str]]:
    rank, reasons = 0.0, []
    best = 0
    for mention in site.mentions_of(reading):
        length = site.identifier.items(mention.text).get(item.item, 0)
        if not length and mention.region == "main":
            length = site.identifier.items(mention.context).get(item.item, 0)
        weight = (LINK_MENU if mention.region != "main" else LINK_MAIN) + length if length else 0
        if weight > best:
            best = weight
            words = mention.text if item.item in site.identifier.items(mention.text) else mention.context
            reasons = [f"link: {words[:60]}"]
    rank += best
    shown = (HEADING, "heading") if reading.is_page else (COVER, "cover")
    for (value, sign), texts in (
        ((TITLE, "title"), [reading.document.title]),
        (shown, [t for t in reading.titles if t != reading.document.title]),
    ):
        length = max((site.identifier.items(t).get(item.item, 0) for t in texts if t), default=0)
        if length:
            rank += value + length
            reasons.append(sign)
    if item.item in site.identifier.items(slug(reading.url), skeleton=True):
        rank += SLUG
        reasons.append("address")
    inside = min(BODY_SPOTS, len(reading.spots(f"{item.item}.title")))
    if inside:
        rank += BODY * inside
        reasons.append(f"body × {inside}")
    return rank, reasons


def slug(url: str) -> str:
    """The readable words of an address: its path, decoded, with separators as spaces."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return ""
    return re.sub(r"[-_/.+]+", " ", path).strip()
