"""Where on a site does the evidence for an item stand? Candidates, ranked, with the reasons for their rank."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import cast
from urllib.parse import unquote, urlsplit

import msgspec

from checks.links import url_key
from checks.period import Fit, about, fit
from checks.reading import Reading
from checks.rubric.schema import Item
from checks.site import Mention, Site

MAX_CANDIDATES = 10
"""So many candidates of an item are judged; more are only listed."""

INDEX, LINK_MAIN, LINK_MENU, TITLE, HEADING, COVER, SLUG, HOME, BODY = 300, 100, 90, 90, 80, 80, 40, 40, 4
LINK_HEADING = 60
"""What each kind of sign adds to a candidate's rank. The agency's own index outranks all words; words of the body
alone make no candidate."""

BODY_SPOTS = 5

CLOSER_LOOK = 24
"""So many readings without a name, those with most of the item's words, are looked at closely."""

FEW_WORDS = 4
MAX_UNNAMED = 6
"""A reading without a name must hold so many of the item's words, and so many such readings are judged."""


class _Sign(msgspec.Struct):
    """What speaks for one item in a reading's names: how much, and which names."""

    rank: float = 0.0
    reasons: tuple[str, ...] = ()


class _Names(msgspec.Struct, frozen=True):
    """What the names of a reading say, for all items at once. any: does a title or a link speak of any item?"""

    signs: Mapping[str, _Sign]
    any: bool


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
        at_home = reading is site.home
        sign = _names(site, reading).signs.get(item.item)
        if (at_home and not item.home) or not (sign or row or at_home):
            continue
        rank, reasons = _with_body(sign or _Sign(), item, reading)
        if row is not None and not at_home:
            rank, reasons = rank + INDEX, [f"index row: {row.text[:60]}", *reasons]
        if at_home:
            rank, reasons = rank + HOME, [*reasons, "home page"]
        known = about(reading, [(m.text, m.context) for m in site.mentions_of(reading)])
        fits = fit(item.period, site.case.fiscal_year, known)
        rank += {Fit.RIGHT: 30.0, Fit.UNKNOWN: 0.0, Fit.WRONG: -60.0}[fits] if item.period != "none" else 0.0
        # A row that leads back to the home page names nothing.
        basis = "index" if row is not None and not at_home else "site"
        found.append((-rank, order, Candidate(reading, basis, rank, "; ".join(reasons))))
    found.sort(key=lambda c: c[:2])
    return [c for _, _, c in found]


def unnamed(site: Site, item: Item) -> list[Candidate]:
    """Readings that no item's words name, by how much they speak of this item's matters; a few, best first.

    Agencies call their papers as they like ("ทำอะไรไปแล้วบ้าง"): where no title speaks of the item, content must. Rare
    words weigh more than common ones; papers that other items' words name are those items' own. Where the item asks
    for a place to write to, a page with a form needs no more than one of its words. What says another time is
    passed over.
    """
    named = (f"{item.item}.title", f"{item.item}.near", f"{item.item}.not", f"{item.item}.wording")
    keys = [key for purpose in item.words if (key := f"{item.item}.{purpose}") not in named]
    wanted = site.lexicon.words_of(keys)
    pool = [r for r in site.readings if r.readable and not _names(site, r).any]
    forms = {id(r) for r in pool if item.home and any(b.control == "textarea" for b in r.controls)}
    pool = sorted(pool, key=lambda r: (id(r) not in forms, -len(r.words & wanted)))[:CLOSER_LOOK]
    pool = [r for r in pool if _in_time(site, item, r)]
    phrases = [(r, r.phrases_of(f"{item.item}.", but=named)) for r in pool]
    spread = Counter(p for _, found in phrases for p in found)
    found = []
    for order, (reading, said) in enumerate(phrases):
        rank = sum(math.log(1 + len(site.readings) / spread[p]) for p in said)
        enough = 1 if id(reading) in forms else FEW_WORDS
        if len(said) >= enough and reading is not site.home:
            found.append((-rank, order, Candidate(reading, "content", rank, f"content: {len(said)} words of the item")))
    found.sort(key=lambda c: c[:2])
    return [c for _, _, c in found[:MAX_UNNAMED]]


def _in_time(site: Site, item: Item, reading: Reading) -> bool:
    """May a reading be of the time that the item asks for?"""
    known = about(reading, [(m.text, m.context) for m in site.mentions_of(reading)])
    return fit(item.period, site.case.fiscal_year, known) is not Fit.WRONG


def _names(site: Site, reading: Reading) -> _Names:
    """What the names of a reading say; worked out once, because every item asks."""
    known = reading.remembered.get("names")
    if known is None:
        known = reading.remembered["names"] = _read_names(site, reading)
    return cast("_Names", known)


def _read_names(site: Site, reading: Reading) -> _Names:
    items = site.identifier.items
    mentions = site.mentions_of(reading)
    title = items(reading.document.title)
    shown = [items(t) for t in reading.titles if t != reading.document.title]
    signs: dict[str, _Sign] = {}
    for name, (weight, words) in _links(site, mentions).items():
        _add(signs, name, weight, f"link: {words[:60]}")
    for name, length in title.items():
        _add(signs, name, TITLE + length, "title")
    value, reason = (HEADING, "heading") if reading.is_page else (COVER, "cover")
    for name in {name for named in shown for name in named}:
        _add(signs, name, value + max(named.get(name, 0) for named in shown), reason)
    for name in items(slug(reading.url), skeleton=True):
        _add(signs, name, SLUG, "address")
    return _Names(signs, bool(title) or any(shown) or any(items(m.text) for m in mentions))


def _links(site: Site, mentions: Iterable[Mention]) -> dict[str, tuple[int, str]]:
    """For each item the weight and the words of the link that speaks most clearly of it, the first such."""
    best: dict[str, tuple[int, str]] = {}
    for mention in mentions:
        main = mention.region == "main"
        around = site.identifier.items(mention.context) if main else {}
        said = {name: (length, mention.context) for name, length in around.items()}
        said |= {name: (length, mention.text) for name, length in site.identifier.items(mention.text).items()}
        value = LINK_MAIN if main else LINK_MENU
        if main and not said:
            # "คลิก" below a heading says what the heading says.
            value = LINK_HEADING
            above = site.identifier.items(mention.heading)
            said = {name: (length, mention.heading) for name, length in above.items()}
        for name, (length, words) in said.items():
            weight = value + length
            if name not in best or weight > best[name][0]:
                best[name] = (weight, words)
    return best


def _add(signs: dict[str, _Sign], name: str, value: float, reason: str) -> None:
    sign = signs.setdefault(name, _Sign())
    sign.rank += value
    sign.reasons += (reason,)


def _with_body(sign: _Sign, item: Item, reading: Reading) -> tuple[float, list[str]]:
    inside = min(BODY_SPOTS, len(reading.spots(f"{item.item}.title")))
    body = [f"body × {inside}"] if inside else []
    return sign.rank + BODY * inside, [*sign.reasons, *body]


def slug(url: str) -> str:
    """The readable words of an address: its path, decoded, with separators as spaces."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return ""
    return re.sub(r"[-_/.+]+", " ", path).strip()
