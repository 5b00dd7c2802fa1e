"""What an assessor would have open for one item: a page or document and what its own content links to, one step."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from checks.credits import others_title
from checks.elsewhere import ACCOUNTS, PAPERS, recognise
from checks.evidence import Block, Failure
from checks.links import host_of, url_key
from checks.partial import left_out
from checks.period import About, Fit, about, fit, held_before, named_years, planned_ahead, wanted_year
from checks.reading import Line, Reading, Spot
from checks.rubric.schema import Item
from checks.sections import of_year
from checks.site import Mention, Site, mentions_in
from checks.structure.hollow import hollow, is_login, to_come
from checks.structure.tables import bare_headers
from checks.thai.periods import years

MAX_MEMBERS = 40
"""So many linked pages and documents of one page are read for one item, those that speak of the item first."""

CALLED = 8
"""A link with so many letters, repeated in an index row, is what the row means; "PDF" or "คลิก" is not."""

HUB_LINKS = 60
"""A page with more content links than this is a directory: only links that speak of the item belong to it."""


STORIES = 3
"""A page with so many headings that are links lists stories."""

_SHARE = re.compile(r"sharer|share\?|intent/tweet|lineit|addthis|add_to_favorites", re.IGNORECASE)
FRONT = 8
"""So many first lines of a page may name the paper that it shows."""

FOLDER_STEPS = 2
"""A folder kept elsewhere is no page: its entries stand as if the page named them, through so many folders."""

_AFORESAID = re.compile(r"(?<!\s)ฯ(?!ลฯ)\s*(?:\S{0,12}\s?\d{2,4})?$|(?<!\s)ฯ\s")
"""Words cut short, because the page has said them in full."""

_FILE = re.compile(r"\.(pdf|docx?|xlsx?|pptx?|od[st]|zip|rar|csv|jpe?g|png)$", re.IGNORECASE)
"""What a link to another host must look like to be a document of this page rather than a link to another body."""


class Member(msgspec.Struct, frozen=True):
    """A reading inside a bundle.

    mentions: the links that lead to it (for the root: from the whole site; else from the root).
    named: its title, heading or a link to it speaks of the item. given: the agency itself tied it to the item
    (submitted link, index row). fit: does its time fit what the item asks for.
    """

    reading: Reading
    mentions: tuple[Mention, ...]
    named: bool
    given: bool
    about: About
    fit: Fit


class Unread(msgspec.Struct, frozen=True):
    """Something the bundle names that could not be read: its address, why, the words of the link."""

    url: str
    cause: str
    text: str
    failure: Failure | None = None


class Bundle:
    """Evidence for one item, with the questions that checks ask of it.

    ``members`` are the readings that count: about this item, of the right time, the agency's own, not hollow.
    ``set_aside`` are the others with the code that says why (``wrong-period``, ``hollow``, ``other-agency`` …).
    """

    def __init__(self, site: Site, item: Item, root: Reading | None, basis: str, *, leaned: Bundle | None) -> None:
        self.site = site
        self.item = item
        self.root = root
        self.basis = basis
        self.leaned = leaned
        self.members: list[Member] = []
        self.set_aside: list[tuple[Reading, str, About]] = []
        self.unread: list[Unread] = []

    @property
    def fiscal_year(self) -> int:
        """The fiscal year assessed, Buddhist era."""
        return self.site.case.fiscal_year

    @property
    def as_of(self) -> str:
        """The ISO date that stands for today."""
        return self.site.case.as_of

    @property
    def readings(self) -> list[Reading]:
        """The readings that count, best first."""
        return [m.reading for m in self.members]

    @property
    def urls(self) -> tuple[str, ...]:
        """Where was looked: root first, then every member, what was set aside and what could not be read."""
        root = [self.root.url] if self.root is not None else []
        seen = [*root, *(r.url for r in self.readings), *(r.url for r, _, _ in self.set_aside)]
        return tuple(dict.fromkeys([*seen, *(u.url for u in self.unread)]))

    @functools.cached_property
    def home(self) -> Reading | None:
        """The agency's home page."""
        return self.site.home

    def key(self, purpose: str) -> str:
        """The rubric key of this item's words: ``O10.budget``; ``book.x`` stays as it is."""
        return purpose if "." in purpose else f"{self.item.item}.{purpose}"

    def spots(self, *purposes: str, everywhere: bool = False) -> list[Spot]:
        """Where the item's words for ``purposes`` stand in the members' evidence, best member first."""
        return [s for m in self.members for s in self.spots_in(m.reading, *purposes, everywhere=everywhere)]

    def spots_in(self, reading: Reading, *purposes: str, everywhere: bool = False) -> list[Spot]:
        """As :meth:`spots`, in one reading (a member or any other page of the site).

        The header of an empty column names what is not there.
        """
        found = reading.spots(*(self.key(p) for p in purposes), everywhere=everywhere)
        cells = any(s.line.block.kind == "cell" for s in found)
        bare = bare_headers(reading) if cells else frozenset()
        return [s for s in found if s.line.block not in bare] if bare else found

    def lines(self) -> Iterable[tuple[Reading, Line]]:
        """Every evidence line of every member."""
        for member in self.members:
            for line in member.reading.evidence:
                yield member.reading, line

    def says(self, text: str, *purposes: str) -> bool:
        """Does a piece of text (a table cell, a link's words) hold one of the item's words for ``purposes``?"""
        keys = {self.key(p) for p in purposes}
        return self.site.lexicon.find(text).any_of(keys)

    def phrases(self, text: str, *purposes: str) -> set[str]:
        """Which of the item's words for ``purposes`` stand in a piece of text."""
        keys = {self.key(p) for p in purposes}
        found = self.site.lexicon.find(text)
        return {m.phrase for key in keys for m in found.of(key)}

    @staticmethod
    def is_link_text(reading: Reading, line: Line) -> bool:
        """Does a line hold nothing but the words of a link?"""
        return any(b.text and len(b.text) >= 0.8 * len(line.text) and b.text in line.text for b in reading.main_links)

    def widgets(self) -> list[tuple[Reading, Block]]:
        """Widgets (chat, frames, maps) of the members, everywhere on the page."""
        return [(m.reading, b) for m in self.members for b in m.reading.widgets]


def build(site: Site, item: Item, root: Reading, basis: str, *, leaned: Bundle | None) -> Bundle:
    """Gather the bundle of ``item`` around ``root``: follow its content links one step and sort what is found.

    basis: ``submitted``, ``index`` or ``site``: how the root was reached.
    """
    whole, root = root, _of_time(site, item, root)
    bundle = Bundle(site, item, root, basis, leaned=leaned)
    mentions = tuple(site.mentions_of(whole))
    given = basis in ("submitted", "index")
    root_named = _named(site, item, root, mentions)
    _sort(bundle, _member(site, item, root, mentions, named=root_named, given=given, dated=False))
    root_member = next((m for m in bundle.members if m.reading is root), None)
    root_aside = next((code for r, code, _ in bundle.set_aside if r is root), "")
    dated = root_member is not None and root_member.fit is Fit.RIGHT
    for url, found in _opened(site, _steps(site, item, root, whole=(root_named or given))):
        target = site.at(url)
        named = any(item.item in _speaks_of(site, m) for m in found)
        if target is None:
            _note_failure(bundle, url, found)
        elif url_key(target.url) != url_key(whole.url) and not (root_aside == "other-agency" and not named):
            if _lists(target, whole) and not any(item.item in _speaks_itself(site, m) for m in found):
                continue
            named = named or _titled(site, item, target)
            target = _of_time(site, item, target)
            _sort(bundle, _member(site, item, target, tuple(found), named=named, given=given, dated=dated))
    bundle.members.sort(key=lambda m: (not m.named, m.fit is not Fit.RIGHT, m.reading is not root))
    return bundle


def together(bundles: Sequence[Bundle]) -> Bundle:
    """One bundle of several: for items whose elements may be spread over pages that do not link to each other.

    The first bundle gives the root; every reading counts once.
    """
    first = bundles[0]
    pool = Bundle(first.site, first.item, first.root, first.basis, leaned=first.leaned)
    for bundle in bundles:
        have = {id(m.reading) for m in pool.members}
        pool.members += [m for m in bundle.members if id(m.reading) not in have]
        pool.set_aside += bundle.set_aside
        pool.unread += [u for u in bundle.unread if u not in pool.unread]
    return pool


def _of_time(site: Site, item: Item, reading: Reading) -> Reading:
    """Without the sections of other years, where the item asks for a time."""
    if item.period == "none" or not reading.is_page or not reading.readable:
        return reading
    return of_year(reading, wanted_year(item.period, site.case.fiscal_year), site.lexicon)


def _member(
    site: Site,
    item: Item,
    reading: Reading,
    mentions: tuple[Mention, ...],
    *,
    named: bool,
    given: bool,
    dated: bool,
) -> Member:
    """dated: the page that links to it is of the right time, which holds for what says no time of its own."""
    links = [(m.text, m.context) for m in mentions if m.region == "main"] or [(m.text, "") for m in mentions]
    known = about(reading, links)
    fits = fit(item.period, site.case.fiscal_year, known)
    if fits is Fit.WRONG and item.gather == "any" and planned_ahead(site.case.fiscal_year, known):
        fits = Fit.RIGHT
    if fits is Fit.UNKNOWN:
        above = [m.heading for m in mentions if m.heading]
        fits = fit(item.period, site.case.fiscal_year, About(link=_years_of(above)))
    if fits is Fit.UNKNOWN and item.period == "cover" and reading.is_page:
        # The years that a plan or policy runs for may stand with its name below the page's heading.
        first = [x.text for x in reading.evidence[:FRONT]]
        titled = [t for t in first if item.item in site.identifier.items(t)]
        spans = [t for t in first if given and any(h.kind == "range" for h in years(t))]
        fits = fit(item.period, site.case.fiscal_year, About(link=_years_of(titled or spans[:1])))
    if fits is Fit.UNKNOWN and dated:
        fits = Fit.RIGHT
    if fits is Fit.RIGHT and item.gather == "any" and held_before(site.case.fiscal_year, known):
        fits = Fit.UNKNOWN
    return Member(reading, mentions, named, given, known, fits)


def _years_of(texts: Sequence[str]) -> frozenset[int]:
    return frozenset(y for text in texts for y in named_years(text))


def _sort(bundle: Bundle, member: Member) -> None:
    reading = member.reading
    if is_login(reading) and not member.named:
        bundle.unread.append(Unread(reading.url, "login", reading.document.title))
        return
    if not reading.readable:
        if member.fit is not Fit.WRONG:
            text = member.mentions[0].text if member.mentions else ""
            late = any(note.startswith("browser-timeout") for note in reading.document.notes)
            bundle.unread.append(Unread(reading.url, "limit" if late else reading.document.state, text))
        return
    code = ""
    if member.fit is Fit.WRONG:
        code = "wrong-period"
    elif not bundle.item.parent_serves and _is_others(bundle, reading):
        code = "other-agency"
    else:
        code = hollow(reading)
    partial = left_out(reading.document) if code in ("hollow", "other-agency") and not to_come(reading) else ""
    if partial:  # what it holds may stand in the part that was not read
        bundle.unread.append(Unread(reading.url, partial, reading.document.title))
    elif code:
        bundle.set_aside.append((reading, code, member.about))
    else:
        bundle.members.append(member)


def _is_others(bundle: Bundle, reading: Reading) -> bool:
    """Is a reading another body's? The home page is the agency's own, as is what its pages say of where to reach it."""
    names = bundle.site.names
    titled = None if bundle.item.home or reading is bundle.home else others_title(names, reading)
    return names.foreign(reading) is not None or titled is not None


def _named(site: Site, item: Item, reading: Reading, mentions: Iterable[Mention]) -> bool:
    spoken = (_speaks_of(site, m) if m.region == "main" else site.identifier.items(m.text) for m in mentions)
    return any(item.item in named for named in spoken) or _titled(site, item, reading)


def headlines(page: Reading) -> set[str]:
    """Headings of a list of stories that are links to them; a page with fewer of them is no such list."""
    linked = {b.text for b in page.main_links} & {line.text for line in page.headings}
    return linked if len(linked) >= STORIES else set()


def _lists(page: Reading, story: Reading) -> bool:
    """Is a page a list of stories in which this one stands by its headline? The others there are no part of it."""
    linked = headlines(page)
    return any(line.text in linked for line in story.headings)


def _titled(site: Site, item: Item, reading: Reading | None) -> bool:
    return reading is not None and any(item.item in site.identifier.items(text) for text in reading.titles)


def _steps(site: Site, item: Item, root: Reading, *, whole: bool) -> list[tuple[str, list[Mention]]]:
    """Content links of the root that belong to the item, those that name it first; frames always."""
    groups: dict[str, list[Mention]] = {}
    order: dict[str, int] = {}
    links = [(b, m) for b, m in mentions_in(root) if b.region == "main" or b.kind == "widget"]
    hub = len(links) > HUB_LINKS
    own = {root.document.title, *(line.text for line in root.headings[:1])}
    rows = [row.text for row in site.index_rows.get(item.item, ()) if url_key(row.url) == url_key(root.url)]
    for block, mention in links:
        spoken = _speaks_of(site, mention)
        # What the agency's index calls just so, in the row that leads to this page, is what the row means.
        mine = item.item in spoken or (len(mention.text) >= CALLED and any(mention.text in row for row in rows))
        if not mine and whole and _AFORESAID.search(mention.text):
            spoken = {}  # "แผนปฏิบัติการฯ" on a page about one plan is that plan
        attached = whole and _is_paper(block.href) and mention.heading in own
        if not mine and attached and not _speaks_itself(site, mention):
            spoken = {}  # the page's own heading, in whatever words, is about what the page is about
        if whole and spoken and not mine and _titled(site, item, site.at(block.href)):
            spoken = {}  # whatever the link calls it, it names the item itself
        if _SHARE.search(block.href):
            continue
        if not mine and site.lexicon.find(mention.text).any_of(("book.navigation",)):
            continue
        # What a frame shows is part of the page that holds it, wherever the document is kept.
        frame = block.kind == "widget" and may_belong(block.href, root.url)
        if not mine and not frame and (block.kind == "widget" or not may_belong(block.href, root.url)):
            continue
        if not mine and not frame and (hub or spoken or not whole):
            continue
        groups.setdefault(block.href, []).append(mention)
        order[block.href] = min(order.get(block.href, 9), 0 if mine else 1)
    ranked = sorted(groups, key=lambda url: order[url])
    return [(url, groups[url]) for url in ranked[:MAX_MEMBERS]]


def _opened(
    site: Site, steps: Sequence[tuple[str, list[Mention]]], deep: int = FOLDER_STEPS
) -> Iterator[tuple[str, list[Mention]]]:
    """The steps with the entries of folders behind them, each under the words of the folder as well as its own."""
    for url, found in steps:
        yield url, found
        at, folder = recognise(url), site.at(url)
        if deep and folder is not None and at is not None and at.kind == "folder":
            entries = [(b, m) for b, m in mentions_in(folder) if b.region == "main"][:MAX_MEMBERS]
            yield from _opened(site, [(b.href, [m, *found]) for b, m in entries], deep - 1)


def may_belong(href: str, page: str) -> bool:
    """May what a link leads to be evidence of the page: on its own host, or a document wherever it is kept?"""
    return host_of(href) == host_of(page) or _is_paper(href)


def _is_paper(href: str) -> bool:
    """Is it a document by its suffix, or kept by a service that keeps documents?"""
    at = recognise(href)
    return at.kind in PAPERS if at is not None else bool(_FILE.search(href))


def _speaks_of(site: Site, mention: Mention) -> Mapping[str, int]:
    """Items a link speaks of: by its own words, else the row or line it stands in, else the heading above it."""
    return _speaks_itself(site, mention) or site.identifier.items(mention.heading)


def _speaks_itself(site: Site, mention: Mention) -> Mapping[str, int]:
    """Items a link speaks of by its own words, else by the row or line it stands in."""
    return site.identifier.items(mention.text) or site.identifier.items(mention.context)


def _note_failure(bundle: Bundle, url: str, mentions: Sequence[Mention]) -> None:
    failure = bundle.site.failure_at(url)
    words = mentions[0].words[:160]
    if failure is not None:
        bundle.unread.append(Unread(url, failure.cause, words, failure))
    elif host_of(url) != host_of(bundle.site.case.agency.url) and _opens_outside(bundle, url, mentions):
        # A document that opens only outside, and was not asked for: a person must open it, it is no gap.
        bundle.unread.append(Unread(url, "outside", words))


def _opens_outside(bundle: Bundle, url: str, mentions: Sequence[Mention]) -> bool:
    """May what stands at an address that was not asked for be evidence that people see and a program does not?

    A document; or, where something was done in a year, what a social network shows behind a link that speaks of it.
    Not where the link itself names another year.
    """
    item = bundle.item
    years = About(link=_years_of([m.words for m in mentions]))
    if fit(item.period, bundle.fiscal_year, years) is Fit.WRONG:
        return False
    if _is_paper(url):
        return True
    at = recognise(url)
    told = any(item.item in _speaks_of(bundle.site, m) for m in mentions)
    return told and item.period != "none" and at is not None and at.kind in ACCOUNTS
