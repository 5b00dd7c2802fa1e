"""The order of a crawl: targets ranked by who named them, taken within the limits, each with the reason why.

Same calls in the same order give the same targets: nothing here asks the clock, the network or chance.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from urllib.parse import unquote, urlsplit

import msgspec

from checks.elsewhere import fetch_url, recognise
from checks.evidence import Block, Document, Submitted
from checks.links import url_key
from crawler.frontier.foreign import content_links, kept_elsewhere, links, steps_from, without_route, worth_leaving
from crawler.frontier.pictures import ContentPictures
from crawler.frontier.scope import Scope
from crawler.frontier.target import DocumentKind, Limits, Rank, Target, Words
from crawler.frontier.traps import Lists, paged, trap, untwin
from crawler.frontier.urls import clean, guess_kind, without_place


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
        self._too_deep: set[str] = set()
        self._lists = Lists()
        self._pictures = ContentPictures()
        self._heaps: dict[tuple[str, DocumentKind], list[tuple[int, int, int, Target]]] = {}
        self._best: dict[str, tuple[int, int]] = {}
        self._taken: set[str] = set()
        self._under_way: dict[str, Target] = {}
        self._aside: set[str] = set()
        self._used: Counter[DocumentKind] = Counter()
        self._later: list[Target] = []
        self._seen: dict[tuple[str, str, bool], int] = {}
        self._order = 0

    # Naming addresses

    def start(self, url: str) -> None:
        """Name the agency's start address."""
        self._add(url, Rank.START, 0, "start", steps=1)

    def submit(self, submitted: Sequence[Submitted]) -> None:
        """Name the submitted links, in the order of the items."""
        for link in sorted(submitted, key=lambda s: int(s.item[1:])):
            self._add(link.url, Rank.SUBMITTED, 0, f"submitted:{link.item}", steps=steps_from(link.url))

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
            self._add(url, Rank.ROW, target.depth + 1, f"row:{item}", source, steps=steps_from(url))
        if own:
            drawn = any(note.startswith("browser:") for note in document.notes)
            for block in links(document.blocks):
                self._own_link(block if drawn else without_route(block), target, source)
            if document.kind == "page":
                self._own_pictures(document, target, source)
            self._elsewhere_links(document, target, source)
        else:
            self._foreign_links(document, target, source)

    def _own_link(self, block: Block, target: Target, source: str) -> None:
        seen = (block.href, block.text, block.region == "menu")
        # The same menu stands on every page: its addresses are looked at once, and again from a page nearer the start.
        if self._seen.get(seen, target.depth + 1) <= target.depth:
            return
        known = seen in self._seen
        self._seen[seen] = target.depth
        url = untwin(block.href) if guess_kind(block.href) != "document" else block.href
        rank, reason = self._rank(block, url)
        if self.scope.contains(url):
            # A list's page numbers are marked up as navigation, too, and are no menu.
            if block.region == "menu" and rank > Rank.MENU and guess_kind(url) == "page" and not paged(url):
                rank, reason = Rank.MENU, "menu"
            if not self._trapped(url, counted=known):
                self._add(url, rank, target.depth + 1, reason, source)
        elif worth_leaving(url, rank):
            self._add(url, max(rank, Rank.WORDS), target.depth + 1, reason, source, steps=steps_from(url))

    def _elsewhere_links(self, document: Document, target: Target, source: str) -> None:
        """What a page about an item keeps on a service is as much its content as a document it links to."""
        found = kept_elsewhere(document)
        if not found or not self._speaks(document, target):
            return
        for block in found:
            self._add(block.href, Rank.REST, target.depth + 1, "elsewhere", source, steps=steps_from(block.href))

    def _speaks(self, document: Document, target: Target) -> bool:
        """Is a page about an item: by who named it, its title or a heading?"""
        if target.rank in (Rank.SUBMITTED, Rank.ROW, Rank.WORDS):
            return True
        heads = (b.text for b in document.blocks if b.kind == "heading" and b.region == "main")
        return any(self._words.item(text) for text in (document.title, *heads))

    def _own_pictures(self, page: Document, target: Target, source: str) -> None:
        """Pictures of a page about an item may be its chart, its announcement, its list of people."""
        item = target.reason.partition(":")[2] if target.named else ""
        titles = (page.title, *(b.text for b in page.blocks if b.kind == "heading" and b.region == "main"))
        item = item or next(filter(None, map(self._words.item, titles)), "")
        for picture in self._pictures.of(page, wanted=bool(item)):
            if self.scope.contains(picture.href):
                self._add(picture.href, Rank.PICTURE, target.depth + 1, f"picture:{item}", source)

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
        for block in content_links(document, self._words):
            item = self._words.item(block.text)
            rank = Rank.WORDS if item else Rank.REST
            at = recognise(block.href)
            # A folder inside a folder, and what lies behind a short link, are one place for the visitor.
            steps = target.steps - 1 if at is not None and at.kind == "folder" else 0
            reason = f"words:{item}" if item else "offsite"
            self._add(block.href, rank, target.depth + 1, reason, source, steps=steps)

    def _trapped(self, url: str, *, counted: bool = False) -> bool:
        kind = guess_kind(url)
        code = "asset" if kind == "asset" else trap(url)
        if code and not counted:
            self.trapped[code] += 1
        return bool(code)

    def _add(self, href: str, rank: Rank, depth: int, reason: str, referrer: str = "", *, steps: int = 0) -> None:
        asked = clean(fetch_url(href))
        if not asked:
            return
        kind = guess_kind(asked)
        if kind == "image" and rank > Rank.ROW and rank not in (Rank.WORDS, Rank.PICTURE):
            return  # Photographs of a gallery; a chart or an announcement as an image is named by its words.
        raw = without_place(href.strip())
        # The judge looks an address up by the key of how it was written: what cleaning changed beyond that is kept.
        url = asked if url_key(asked) == url_key(raw) else raw
        key = url_key(url if rank <= Rank.ROW or recognise(raw) is not None else asked)
        place = (rank, depth)
        if key in self._taken or self._best.get(key, (99, 99)) <= place:
            return
        guess: DocumentKind = "page" if kind == "page" else "document"
        # A document ends a path, so it may stand one step beyond the last page.
        if rank > Rank.ROW and depth > self._limits.depth + (guess == "document"):
            self._too_deep.add(key)
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
        under_way = Counter(target.guess for target in (*self._under_way.values(), *self._later))
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
        self._end(target)
        self._used[kind or target.guess] += 1
        if final_url:
            self._taken.add(url_key(final_url))

    def postpone(self, target: Target) -> bool:
        """Put a target that failed for the moment off to the end of the crawl; False when it had its second try."""
        self._end(target)
        if target.attempt > 1:
            return False
        self._later.append(msgspec.structs.replace(target, attempt=target.attempt + 1))
        return True

    def under_way(self) -> Collection[Target]:
        """Targets taken and not yet answered."""
        return self._under_way.values()

    def aside(self, target: Target) -> None:
        """A target was answered and is being drawn: it keeps its host busy no more."""
        self._aside.add(target.key)

    def asked(self) -> list[Target]:
        """Targets under way that keep their host busy."""
        return [target for key, target in self._under_way.items() if key not in self._aside]

    def _end(self, target: Target) -> None:
        self._under_way.pop(target.key, None)
        self._aside.discard(target.key)

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
        if self._too_deep - self._best.keys():
            full.append("depth")
        return full
