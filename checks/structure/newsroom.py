"""News on a page: headlines and articles, whose they are, and the fiscal years of their dates."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import msgspec

from checks.bundle import Bundle
from checks.evidence import Block
from checks.links import url_key
from checks.reading import Line, Reading
from checks.thai.dates import dates, fiscal_year_of
from checks.thai.fold import fold
from checks.thai.periods import years
from checks.verdict import Quote

HEADLINE = 18
"""A link or line with fewer letters is a button, not a headline."""

ARTICLE = 160
BESIDE = 30
"""A line with so few letters besides its date is the day of posting."""


class News(msgspec.Struct):
    """What was found: pieces of own news, notices that are none, and the fiscal years of dates, posted or told."""

    own: list[Quote]
    notices: list[Quote]
    posted: dict[int, Quote]
    told: dict[int, Quote]


@functools.lru_cache(maxsize=4)
def gather(bundle: Bundle) -> News:
    """The news that the members of a bundle show; on the home page only under a heading of news."""
    news = News([], [], {}, {})
    for member in bundle.members:
        reading = member.reading
        home = reading is bundle.home
        if home and not bundle.spots_in(reading, "title"):
            continue
        pieces = list(_pieces(bundle, reading))
        for quote, own in pieces:
            (news.own if own else news.notices).append(quote)
        if any(own for _, own in pieces):
            _dates(bundle, reading, news)
    return news


def _pieces(bundle: Bundle, reading: Reading) -> Iterator[tuple[Quote, bool]]:
    """Headlines that lead on within the site, and the text of an article."""
    here = url_key(reading.url)
    seen = set()
    for block in reading.main_links:
        if len(block.text) < HEADLINE or url_key(block.href) == here or block.text in seen:
            continue
        seen.add(block.text)
        yield reading.quote_block(block), _is_own(bundle, block)
    linked = {b.text for b in reading.main_links}
    for line in reading.evidence:
        if line.text in linked or line.block.kind == "heading":
            continue
        headline = line.block.kind == "cell" and not line.block.head and _without_dates(line.text) >= HEADLINE
        if headline or len(line.text) >= ARTICLE:
            yield reading.quote(line), not bundle.says(line.text, "not_news")


def _is_own(bundle: Bundle, block: Block) -> bool:
    """A headline on the agency's own site about its work."""
    if not bundle.site.is_own(block.href) or bundle.says(block.text, "not_news"):
        return False
    others = set(bundle.site.identifier.items(block.text)) - {bundle.item.item}
    return bundle.says(block.text, "agency_work") and not (others and len(block.text) < 2 * HEADLINE)


def _dates(bundle: Bundle, reading: Reading, news: News) -> None:
    """Fiscal years of the dates on a page: those of posting, and those in the texts."""
    for line in reading.evidence:
        if bundle.says(line.text, "clock") or bundle.says(line.text, "not_news"):
            continue
        for hit in dates(line.text):
            if not hit.day or hit.kind == "compact" or _is_clock(line, hit.start):
                continue
            iso = f"{hit.year_be - 543:04d}-{hit.month:02d}-{hit.day:02d}"
            year = fiscal_year_of(hit.year_be, hit.month)
            quote = reading.quote(line, hit.start, hit.end)
            letters = _without_dates(line.text)
            if iso == bundle.as_of[:10] and letters <= HEADLINE:
                continue  # the page's own clock
            short = letters <= BESIDE
            posting = short or (bundle.says(line.text[: hit.start][-BESIDE:], "posted") and len(line.text) < ARTICLE)
            if posting and iso <= bundle.as_of:
                news.posted.setdefault(year, quote)
            else:
                news.told.setdefault(year, quote)


def _is_clock(line: Line, at: int) -> bool:
    return any(h.kind == "noise" and h.start <= at < h.end for h in years(line.text))


def _without_dates(text: str) -> int:
    """Letters of a text outside its dates."""
    spans = [(h.start, h.end) for h in dates(text)]
    return len(fold(text)) - sum(end - start for start, end in spans)
