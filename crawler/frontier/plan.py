"""The order of a crawl: targets ranked by who named them, taken within the limits, each with the reason why.

Same calls in the same order give the same targets: nothing here asks the clock, the network or chance.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from enum import IntEnum
from typing import Literal, Protocol
from urllib.parse import unquote, urlsplit

import msgspec

from checks.evidence import Block, Document, Submitted
from checks.links import url_key
from crawler.frontier.scope import Scope
from crawler.frontier.traps import Lists, paged, trap, untwin
from crawler.frontier.urls import clean, guess_kind, host_and_port

DocumentKind = Literal["page", "document"]

OFFSITE_LINKS = 40
"""So many content links of one page on a foreign host are read: an agency's page there, not the whole portal."""

SOCIAL = (
    "facebook.com", "fb.com", "fb.me", "m.me", "messenger.com", "twitter.com", "x.com", "t.co", "instagram.com",
    "youtube.com", "youtu.be", "line.me", "lin.ee", "tiktok.com", "pinterest.com", "linkedin.com", "addtoany.com",
    "translate.google.com", "translate.goog", "maps.google.com", "maps.app.goo.gl", "play.google.com",
    "apps.apple.com", "googletagmanager.com", "w3.org", "truehits.net", "histats.com",
)  # fmt: skip
"""Hosts whose address on a page is the evidence; what they answer to a program proves nothing. Only a submitted link
or an index row leads there."""


class Words(Protocol):
    """What the frontier asks about texts and pages."""

    def item(self, text: str) -> str:
        """The item (``O7``) a link text speaks of most surely; empty for none."""

    def leads_to_index(self, text: str) -> bool:
        """Does a link text promise the agency's index of the items?"""

    def rows(self, document: Document) -> Sequence[tuple[str, str]]:
        """Item and address of each row, where the page is such an index; else nothing."""


class Rank(IntEnum):
    """Who named an address, first things first."""

    SUBMITTED = 0
    START = 1
    INDEX = 2
    ROW = 3
    MENU = 4
    WORDS = 5
    SITEMAP = 6  # behind the words: a sitemap of thousands of news posts must not eat the pages that name an item
    REST = 7


class Limits(msgspec.Struct, frozen=True):
    """How much of a site is read: link depth from the start page, pages, documents."""

    depth: int = 4
    pages: int = 500
    documents: int = 300


class Target(msgspec.Struct, frozen=True):
    """An address to ask for.

    url: as it was named, which is what evidence is filed under and found by; asked: as it is written in the request.
    reason: stable code, as ``submitted:O1``, ``row:O23``, ``menu``, ``words:O7``, ``link``. steps: how many further
    steps its content links may lead on foreign hosts. guess: page or document, by the look of the address.
    """

    url: str
    asked: str
    key: str
    rank: Rank
    depth: int
    reason: str
    referrer: str = ""
    guess: DocumentKind = "page"
    steps: int = 0
    attempt: int = 1

    @property
    def host(self) -> str:
        """Host and port that will be asked."""
        return host_and_port(self.asked)

    @property
    def named(self) -> bool:
        """Did the agency itself, or words about an item, point here? Then it is owed an answer even when not read."""
        return self.rank in (Rank.SUBMITTED, Rank.START, Rank.INDEX, Rank.ROW, Rank.WORDS)


class Frontier:
    """All addresses known, which are taken, and which come next.

    ``limits_hit`` holds the codes of the limits that cut the crawl short: ``pages``, ``documents``, ``depth``.
    ``trapped`` counts addresses left out as traps, by code.
    """

    def __init__(self, scope: Scope, words: Words, limits: Limits) -> None:
        self.scope = scope
        self.trapped: Counter[str] = Counter()
        self._words = words
        self._limits = limits
        self._cut: set[str] = set()
        self._lists = Lists()
        self._heaps: dict[tuple[str, DocumentKind], list[tuple[int, int, int, Target]]] = {}
        self._best: dict[str, tuple[int, int]] = {}
        self._taken: set[str] = set()
        self._under_way: dict[str, Target] = {}
        self._used: Counter[DocumentKind] = Counter()
        self._later: list[Target] = []
        self._seen: set[tuple[str, str, bool]] = set()
        self._order = 0

    # Naming addresses

    def start(self, url: str) -> None:
        """Name the agency's start address."""
        self._add(url, Rank.START, 0, "start", steps=1)

    def submit(self, submitted: Sequence[Submitted]) -> None:
        """Name the submitted links, in the order of the items."""
        for link in sorted(submitted, key=lambda s: int(s.item[1:])):
            self._add(link.url, Rank.SUBMITTED, 0, f"submitted:{link.item}", steps=1)

    def sitemap(self, urls: Sequence[str], referrer: str) -> None:
        """Name the addresses of a sitemap: own ones only. Those whose slug speaks of an item count as such."""
        for url in urls:
            if self.scope.contains(url) and not self._trapped(url):
                slug = unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2]
                item = self._words.item(re.sub(r"[-_+.]+", " ", slug))
                rank, reason = (Rank.WORDS, f"words:{item}") if item else (Rank.SITEMAP, "sitemap")
                self._add(url, rank, 1, reason, referrer)

    def read(self, document: Document, target: Target) -> None:
        """Name what a document that was read links to."""
        source = document.final_url or document.url
        own = self.scope.contains(source)
        if not own and not target.steps:
            return
        rows = self._words.rows(document) if document.kind == "page" else ()
        for item, url in rows:
            self._add(url, Rank.ROW, target.depth + 1, f"row:{item}", source, steps=1)
        if own:
            for block in _links(document.blocks):
                self._own_link(block, target, source)
        else:
            self._foreign_links(document, target, source)

    def _own_link(self, block: Block, target: Target, source: str) -> None:
        seen = (block.href, block.text, block.region == "menu")
        # The same menu stands on every page: its addresses are looked at once.
        if seen in self._seen:
            return
        self._seen.add(seen)
        url = untwin(block.href) if guess_kind(block.href) != "document" else block.href
        rank, reason = self._rank(block, url)
        if self.scope.contains(url):
            # A list's page numbers are marked up as navigation, too, and are no menu.
            if block.region == "menu" and rank > Rank.MENU and guess_kind(url) == "page" and not paged(url):
                rank, reason = Rank.MENU, "menu"
            if not self._trapped(url):
                self._add(url, rank, target.depth + 1, reason, source)
        elif _worth_leaving(url, rank):
            self._add(url, max(rank, Rank.WORDS), target.depth + 1, reason, source, steps=1)

    def _rank(self, block: Block, url: str) -> tuple[Rank, str]:
        if guess_kind(url) == "page" and self._words.leads_to_index(block.text):
            return Rank.INDEX, "index"
        item = self._words.item(block.text)
        if item:
            return Rank.WORDS, f"words:{item}"
        # A frame is part of the page that holds it.
        return (Rank.MENU, "frame") if block.kind == "widget" else (Rank.REST, "link")

    def _foreign_links(self, document: Document, target: Target, source: str) -> None:
        """One step on: what the content of a foreign page links to, the likeliest first, so many at most."""
        links = [b for b in _links(document.blocks) if b.region == "main" and not _social(b.href) and not trap(b.href)]
        links = [b for b in links if guess_kind(b.href) in ("page", "document")]
        links.sort(key=lambda b: (guess_kind(b.href) != "document", not self._words.item(b.text)))
        chosen = list({url_key(b.href): b for b in reversed(links)}.values())[::-1][:OFFSITE_LINKS]
        for block in chosen:
            item = self._words.item(block.text)
            rank = Rank.WORDS if item else Rank.REST
            self._add(block.href, rank, target.depth + 1, f"words:{item}" if item else "offsite", source)

    def _trapped(self, url: str) -> bool:
        kind = guess_kind(url)
        code = "asset" if kind == "asset" else trap(url)
        if code:
            self.trapped[code] += 1
        return bool(code)

    def _add(self, href: str, rank: Rank, depth: int, reason: str, referrer: str = "", *, steps: int = 0) -> None:
        asked = clean(href)
        if not asked:
            return
        kind = guess_kind(asked)
        if kind == "image" and rank > Rank.ROW and rank is not Rank.WORDS:
            return  # Photographs of a gallery; a chart or an announcement as an image is named by its words.
        raw = href.strip().partition("#")[0]
        # The judge looks an address up by the key of how it was written: what cleaning changed beyond that is kept.
        url = asked if url_key(asked) == url_key(raw) else raw
        key = url_key(url if rank <= Rank.ROW else asked)
        place = (rank, depth)
        if key in self._taken or self._best.get(key, (99, 99)) <= place:
            return
        guess: DocumentKind = "page" if kind == "page" else "document"
        # A document ends a path, so it may stand one step beyond the last page.
        if rank > Rank.ROW and depth > self._limits.depth + (guess == "document"):
            self._cut.add("depth")
            return
        if rank > Rank.ROW and key not in self._best and self._list_full(asked):
            return
        self._best[key] = place
        self._order += 1
        target = Target(url, asked, key, rank, depth, reason, referrer, guess, steps)
        heapq.heappush(self._heaps.setdefault((target.host, guess), []), (rank, depth, self._order, target))

    def _list_full(self, url: str) -> bool:
        code = self._lists.full(url)
        if code:
            self.trapped[code] += 1
        return bool(code)

    # Taking them

    def take(self, busy: Collection[str] = ()) -> Target | None:
        """The next target on a host that is not busy, or None.

        When nothing new is left, addresses put off by :meth:`postpone` come again, one at a time.
        """
        heap = min(
            (heap for (host, _), heap in self._open_heaps() if host not in busy),
            key=lambda heap: heap[0][:3],
            default=None,
        )
        if heap is not None:
            target = heapq.heappop(heap)[3]
            self._taken.add(target.key)
        else:
            if any(True for _ in self._open_heaps()) or self._under_way or not self._later:
                return None
            target = self._later.pop(0)
        self._under_way[target.key] = target
        return target

    def _open_heaps(self) -> Iterator[tuple[tuple[str, DocumentKind], list[tuple[int, int, int, Target]]]]:
        """Heaps with something to take within the limits; entries overtaken by a better rank are dropped."""
        under_way = Counter(target.guess for target in self._under_way.values())
        room = {
            "page": self._limits.pages - self._used["page"] - under_way["page"],
            "document": self._limits.documents - self._used["document"] - under_way["document"],
        }
        for name, heap in self._heaps.items():
            while heap and heap[0][3].key in self._taken:
                heapq.heappop(heap)
            if heap and room[name[1]] > 0:
                yield name, heap

    def done(self, target: Target, kind: DocumentKind | None = None, final_url: str = "") -> None:
        """A target has its answer: it turned out to be this kind, or (None) gave no evidence.

        Vain requests count against the limits like answered ones. What it was redirected to need not be asked again.
        """
        self._under_way.pop(target.key, None)
        self._used[kind or target.guess] += 1
        if final_url:
            self._taken.add(url_key(final_url))

    def postpone(self, target: Target) -> bool:
        """Put a target that failed for the moment off to the end of the crawl; False when it had its second try."""
        self._under_way.pop(target.key, None)
        if target.attempt > 1:
            return False
        self._later.append(msgspec.structs.replace(target, attempt=target.attempt + 1))
        return True

    def under_way(self) -> Collection[Target]:
        """Targets taken and not yet answered."""
        return self._under_way.values()

    def pending(self) -> bool:
        """Is anything left to take?"""
        return bool(self._later) or any(True for _ in self._open_heaps())

    def left(self) -> list[Target]:
        """Targets without an answer, best first: still to take, put off, or under way."""
        waiting = {e[3].key: e for heap in self._heaps.values() for e in sorted(heap, reverse=True)}
        open_ones = [e[3] for e in sorted(waiting.values(), key=lambda e: e[:3]) if e[3].key not in self._taken]
        return [*self._under_way.values(), *self._later, *open_ones]

    @property
    def limits_hit(self) -> list[str]:
        """Codes of the limits that cut the crawl short."""
        left = {target.guess for target in self.left() if target.key not in self._under_way}
        full = []
        if "page" in left and self._used["page"] >= self._limits.pages:
            full.append("pages")
        if "document" in left and self._used["document"] >= self._limits.documents:
            full.append("documents")
        return [*full, *sorted(self._cut)]


def _links(blocks: Sequence[Block]) -> Iterator[Block]:
    """Links and frames; a script's source is no link."""
    for block in blocks:
        if block.href and (block.kind == "link" or (block.kind == "widget" and guess_kind(block.href) != "asset")):
            yield block


def _worth_leaving(url: str, rank: Rank) -> bool:
    """Is a foreign address read: words about an item, the index, or a document?"""
    if _social(url) or trap(url) == "machine":
        return False
    return rank in (Rank.WORDS, Rank.INDEX) or guess_kind(url) == "document"


def _social(url: str) -> bool:
    host = host_and_port(url)
    return any(host == name or host.endswith(f".{name}") for name in SOCIAL)
