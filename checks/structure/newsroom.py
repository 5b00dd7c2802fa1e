"""News on a page: headlines and articles, whose they are, and the fiscal years of their dates."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from itertools import pairwise, takewhile

import msgspec

from checks.bundle import Bundle, Member
from checks.credits import byline, credit, source
from checks.evidence import TEXT_KINDS, Block
from checks.links import url_key
from checks.owner import names_in, spelt_out
from checks.reading import Line, Reading
from checks.thai.dates import dates, fiscal_year_of
from checks.thai.fold import fold
from checks.thai.periods import years
from checks.verdict import Quote

HEADLINE = 18
"""A link or line with fewer letters is a button, not a headline."""

TITLE = 40
"""A longer text is no title of a part of the home page."""

FEW = 8
ARTICLE = 160
NAME = 60
"""A longer text is more than the name of whose news it is."""

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
        if (home and not bundle.spots_in(reading, "title")) or not _is_story(bundle, member):
            continue
        shown = _under_news(bundle, reading) if home else None
        pieces = list(_pieces(bundle, reading, shown))
        for quote, own in pieces:
            (news.own if own else news.notices).append(quote)
        if any(own for _, own in pieces):
            _dates(bundle, reading, news, shown)
    return news


def _is_story(bundle: Bundle, member: Member) -> bool:
    """Was a page that the root leads to opened as news of the agency: not by a headline of another body's?

    From the home page only what stands below a title of news leads to news.
    """
    if member.reading is bundle.root or member.reading is bundle.home or member.given:
        return True
    texts = [m.text for m in member.mentions if m.text]
    if texts and all(_of_another(bundle, text) for text in texts):
        return False
    if bundle.root is not bundle.home or bundle.root is None or member.named:
        return True
    led = {b.text for b in _under_news(bundle, bundle.root)}
    return any(text in led for text in texts)


def _under_news(bundle: Bundle, reading: Reading) -> frozenset[Block]:
    """The blocks of a home page that stand below a title of news, up to a title of something else.

    A tab or link may open the news; only a title that is no link ends them.
    """
    links = {b.text for b in reading.main_links}
    blocks = [b for b in reading.document.blocks if b.region == "main" and b.kind in (*TEXT_KINDS, "link")]
    shown: set[Block] = set()
    news = False
    for block, after in pairwise([*blocks, Block("paragraph", "")]):
        short = len(block.text) <= TITLE
        named = bundle.site.identifier.items(block.text) if short else {}
        lists = short and after.kind == "item" and not any(c.isdigit() for c in block.text)
        title = block.kind == "heading" or (block.kind == "paragraph" and (bool(named) or lists))
        linked = block.text in links or any(text in block.text for text in links if len(text) > FEW)
        if bundle.item.item in named and (title or block.text in links):
            news = True
        elif title and (named or lists) and not linked:
            news = False
        if news:
            shown.add(block)
    return frozenset(shown)


def _pieces(bundle: Bundle, reading: Reading, shown: frozenset[Block] | None = None) -> Iterator[tuple[Quote, bool]]:
    """Headlines that lead on within the site, and the text of an article. shown: only these blocks count."""
    here = url_key(reading.url)
    seen = set()
    # On the home page the menu may stand in the content: other pages tell it by where it stands there.
    others = bundle.site.readings if reading is bundle.home else []
    menus = {b.href for r in others if r is not reading for b in r.links if b.region != "main"}
    for block in reading.main_links:
        if shown is not None and block not in shown:
            continue
        if len(block.text) < HEADLINE or url_key(block.href) == here or block.text in seen:
            continue
        if block.href in menus and not _has_day(reading, block):
            continue
        seen.add(block.text)
        yield reading.quote_block(block), _is_own(bundle, reading, block) and not _credited(bundle, reading, block)
    linked = {b.text for b in reading.main_links}
    # An article that says whose it is says so once for the whole page.
    given = (reading is not bundle.root or not seen) and any(
        _is_others(bundle, source(x.text)) for x in reading.evidence
    )
    for line in reading.evidence:
        if line.text in linked or line.block.kind == "heading" or (shown is not None and line.block not in shown):
            continue
        headline = line.block.kind == "cell" and not line.block.head and _without_dates(line.text) >= HEADLINE
        if headline or len(line.text) >= ARTICLE:
            own = not bundle.says(line.text, "not_news") and not _of_another(bundle, line.text)
            yield reading.quote(line), own and not given and not _credited(bundle, reading, line.block)


def _is_own(bundle: Bundle, reading: Reading, block: Block) -> bool:
    """A headline on the agency's own site about its work.

    What speaks of another item is a headline only where it is long and has its day: else it is a banner.
    """
    if not bundle.site.is_own(block.href) or bundle.says(block.text, "not_news") or _of_another(bundle, block.text):
        return False
    others = set(bundle.site.identifier.items(block.text)) - {bundle.item.item}
    plain = not others or (len(block.text) >= 2 * HEADLINE and _has_day(reading, block))
    return bundle.says(block.text, "agency_work") and plain


def _of_another(bundle: Bundle, text: str) -> bool:
    """Does a headline begin with another body's name and tell nothing of the agency?"""
    names = bundle.site.names
    starts = [m for m in bundle.site.lexicon.scan(text) if m.key == bundle.key("other_body") and not m.start]
    own = f"{bundle.site.case.agency.name} {names.called}"
    strange = [m for m in starts if m.phrase not in bundle.phrases(own, "other_body")]
    if not strange or not names.within(text):
        return bool(strange)
    # What has only the place in common with the agency is another's, unless it tells of the agency by its name or kind.
    said = [f"{n.kind}{n.place}" for n in names_in(spelt_out(text))] + [fold(spelt_out(text))]
    told = any(n.kind in text for n in names.names for text in said if n.kind)
    return bool(names.names) and not (told or _is_area(bundle) or all(m.phrase.strip("|") in own for m in strange))


def _is_area(bundle: Bundle) -> bool:
    """Is the agency a province or district, whose news is that of all the offices of the place?"""
    name = bundle.site.case.agency.name or bundle.site.names.called
    return any(m.key == bundle.key("area") and not m.start for m in bundle.site.lexicon.scan(name))


def _credited(bundle: Bundle, reading: Reading, block: Block) -> bool:
    """Does the row or line of a headline, or the lines up to the next, say that the news is another body's?"""
    if _is_others(bundle, credit(block.text)):
        return True
    if block.table:
        place = (block.page, block.table)
        table = [b for b in reading.document.blocks if b.kind == "cell" and (b.page, b.table) == place]
        row = [b for b in table if b.row == block.row]
        sources = {b.col for b in table if b.row == 1 and len(b.text) <= BESIDE and bundle.says(b.text, "source")}
        named = [b.text for b in row if b.col in sources and b.row > 1 and len(b.text) <= NAME]
        return any(_is_others(bundle, said) for said in (*(credit(b.text) for b in row), *named))
    lines = [x for x in reading.main if x.block.kind != "cell"]
    at = next((n for n, x in enumerate(lines) if block.text in x.text), None)
    if at is None:
        return False
    links = {b.text for b in reading.main_links}
    below = [x.text for x in takewhile(lambda x: x.text not in links, lines[at + 1 : at + 3])]
    posted = [lines[at - 1].text] if at and block.kind not in ("link", "heading") else []
    said = [credit(lines[at].text), *map(source, below)]
    return any(_is_others(bundle, x) for x in said) or _is_posted_by_others(bundle, [*posted, *below])


def _is_posted_by_others(bundle: Bundle, lines: list[str]) -> bool:
    """Does another body stand beside the day of posting? A province's offices post on its pages."""
    return not _is_area(bundle) and any(_is_others(bundle, said) for text in lines for said in byline(text))


def _is_others(bundle: Bundle, said: str) -> bool:
    """Is what a source names another body, be it of the same place?"""
    names = bundle.site.names
    if not said or len(said) > NAME or (names.called and any(f"{n.kind}{n.place}" in fold(said) for n in names.names)):
        return False
    own = bundle.phrases(f"{bundle.site.case.agency.name} {names.called}", "other_body")
    kinds = {n.kind for n in names.names}
    bodies = bundle.phrases(said, "other_body", "outsider") - own
    return bool(bodies) or names.stranger(said) or any(n.kind not in kinds for n in names_in(said) if kinds)


def _has_day(reading: Reading, block: Block) -> bool:
    """Does a date stand in the line of a link, or beside it?"""
    held = (x for x in reading.main if block.text in x.text)
    near = (x.text for line in held for x in (line, *reading.after(line, 2)))
    return any(hit.day for text in near for hit in dates(text))


def _dates(bundle: Bundle, reading: Reading, news: News, shown: frozenset[Block] | None = None) -> None:
    """Fiscal years of the dates on a page: those of posting, and those in the texts."""
    for line in reading.evidence:
        if bundle.says(line.text, "clock") or bundle.says(line.text, "not_news"):
            continue
        if (shown is not None and line.block not in shown) or (
            line.block.table and _credited(bundle, reading, line.block)
        ):
            continue
        for hit in dates(line.text):
            if not hit.day or hit.kind == "compact" or _is_clock(line, hit.start):
                continue
            iso = f"{hit.year_be - 543:04d}-{hit.month:02d}-{hit.day:02d}"
            year = fiscal_year_of(hit.year_be, hit.month)
            quote = reading.quote(line, hit.start, hit.end)
            letters = _without_dates(line.text)
            if iso == bundle.as_of and letters <= HEADLINE:
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
