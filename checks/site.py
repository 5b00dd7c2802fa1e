"""All evidence of one case as a whole: who links to what with which words, and the agency's own OIT index."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urldefrag

import msgspec

from checks.chrome import without_frame
from checks.evidence import TEXT_KINDS, Block, Case, Document, Failure
from checks.identity import Identifier
from checks.index_page import Row, rows_of
from checks.lexicon import Lexicon
from checks.links import host_of, url_key, without_route
from checks.owner import OwnNames
from checks.pictures import with_pictures
from checks.reading import Reading
from checks.rubric.schema import Rubric

OF_READING = frozenset({"pictures", "no-ocr"})
"""Limits that cut no address off: everything was fetched, but not everything read."""


BAR = 4
"""So many links side by side, and nothing else in the line, are a menu."""

NEIGHBOURS = 16
"""So many blocks behind a link may be its neighbours in the line."""


class Mention(msgspec.Struct, frozen=True, gc=False):
    """A link to a document: its words, the words around it (row, line), the heading above, where it stands."""

    source: str
    text: str
    context: str
    heading: str
    region: str

    @property
    def words(self) -> str:
        """Link text and what stands around it."""
        return self.text if self.text == self.context else f"{self.text} {self.context}".strip()


class Site:
    """Readings of a case, found by address; links between them and the anchors they lead to; index rows; failures."""

    def __init__(self, case: Case, rubric: Rubric) -> None:
        self.case = case
        self.rubric = rubric
        self.lexicon = Lexicon.of(rubric)
        self.identifier = Identifier(rubric, self.lexicon)
        documents = with_pictures(without_frame(_distinct(case.documents), case.agency.url))
        self.readings = [Reading(d, self.lexicon) for d in documents]
        self._by_key: dict[str, Reading] = {}
        for reading in self.readings:
            self._by_key.setdefault(url_key(reading.url), reading)
        for document in case.documents:
            target = self._by_key.get(url_key(document.final_url or document.url))
            if target is not None:
                self._by_key.setdefault(url_key(document.url), target)
        self.failures = {url_key(f.url): f for f in case.failures}
        self.fetched = frozenset(self._by_key)
        self.cut_short = any(limit not in OF_READING for limit in case.limits)
        self.home = self.at(case.agency.url)
        self.anchors: dict[str, set[str]] = {}
        self.mentions = self._all_mentions()
        self.index_rows = self._index_rows()
        self.names = OwnNames.learn(case.agency, self.home)

    def at(self, url: str) -> Reading | None:
        """The reading of an address, if it was fetched."""
        return self._by_key.get(url_key(url)) or self._by_key.get(without_route(url_key(url)))

    def failure_at(self, url: str) -> Failure | None:
        """Why an address gave no evidence, if it was asked for in vain."""
        return self.failures.get(url_key(url)) or self.failures.get(without_route(url_key(url)))

    def is_own(self, url: str) -> bool:
        """Does the address stand on the agency's own host?"""
        return host_of(url) == host_of(self.case.agency.url)

    def mentions_of(self, reading: Reading) -> Sequence[Mention]:
        """Links to a reading from anywhere on the site, each wording once."""
        own, asked = url_key(reading.url), url_key(reading.document.url)
        found = list(self.mentions.get(own, ()))
        if asked != own:
            found += self.mentions.get(asked, ())
        return found

    def _all_mentions(self) -> dict[str, list[Mention]]:
        found: dict[str, list[Mention]] = {}
        seen: set[tuple[str, str]] = set()
        for reading in self.readings:
            own = {url_key(reading.url), url_key(reading.document.url)}
            for link, mention in mentions_in(reading):
                if "#" in link.href and (name := urldefrag(link.href).fragment):
                    self.anchors.setdefault(url_key(link.href), set()).add(name)
                if url_key(link.href) in own:
                    continue
                # The menus of every page say the same: one mention of a wording is enough.
                if (link.href, mention.words) in seen:
                    continue
                seen.add((link.href, mention.words))
                key = url_key(link.href)
                key = key if key in self._by_key else without_route(key)
                found.setdefault(key, []).append(mention)
        return found

    def _index_rows(self) -> dict[str, list[Row]]:
        rows: dict[str, list[Row]] = {}
        for reading in self.readings:
            if reading.is_page:
                for row in rows_of(reading, self.identifier, self.rubric):
                    rows.setdefault(row.item, []).append(row)
        return rows


def _distinct(documents: Iterable[Document]) -> list[Document]:
    """Each address once; what was read beats what was not, then the first."""
    best: dict[str, Document] = {}
    for document in documents:
        key = url_key(document.final_url or document.url)
        if key not in best or (best[key].state != "read" and document.state == "read"):
            best[key] = document
    return list(best.values())


def mentions_in(reading: Reading) -> list[tuple[Block, Mention]]:
    """Every link of a reading with the words around it."""
    found = []
    heading = ""
    texts: list[Block] = []
    blocks = reading.document.blocks
    rows, bars = _row_texts(blocks), _bars(blocks)
    for n, block in enumerate(blocks):
        if block.kind == "heading":
            heading = block.text
        if block.kind in TEXT_KINDS:
            texts = [*texts[-3:], block]
        if block.href and block.kind in ("link", "widget"):
            if block.table:
                context = rows.get((block.page, block.table, block.row), "")
            else:
                held = next((t for t in reversed(texts) if block.text and block.text in t.text), None)
                context = "" if held is None or held in bars else held.text
            if len(context) > len(block.text):
                context = _up_to(context, block, _beside(itertools.islice(blocks, n + 1, n + 1 + NEIGHBOURS)))
            found.append((block, Mention(reading.url, block.text, context[:400], heading, block.region)))
    return found


def _beside(blocks: Iterable[Block]) -> list[Block]:
    """The links that follow in the same line."""
    line = itertools.takewhile(lambda b: b.kind not in TEXT_KINDS, blocks)
    return [b for b in line if b.kind == "link" and b.text]


def _up_to(line: str, link: Block, following: Iterable[Block]) -> str:
    """A line without the words of links to other places behind this one: "half-year | all of 2564"."""
    at = line.find(link.text) + len(link.text)
    ends = [line.find(b.text, at) for b in following if b.href != link.href]
    return line[: min((end for end in ends if end >= 0), default=len(line))]


def _bars(blocks: Iterable[Block]) -> frozenset[Block]:
    """Lines that are nothing but several links side by side: a menu, where no link says anything of its neighbour."""
    found: list[Block] = []
    line: Block | None = None
    rest, count = "", 0
    for block in blocks:
        if block.kind in TEXT_KINDS:
            line, rest, count = block, block.text, 0
        elif block.kind == "link" and line is not None and block.text and block.text in rest:
            rest, count = rest.replace(block.text, "", 1), count + 1
            if count >= BAR and not any(c.isalnum() for c in rest):
                found.append(line)
    return frozenset(found)


def _row_texts(blocks: Iterable[Block]) -> Mapping[tuple[int, int, int], str]:
    rows: dict[tuple[int, int, int], list[str]] = {}
    for block in blocks:
        if block.kind == "cell" and block.text:
            rows.setdefault((block.page, block.table, block.row), []).append(block.text)
    return {key: " ".join(parts) for key, parts in rows.items()}
