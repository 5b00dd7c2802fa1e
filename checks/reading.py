"""A document made ready for judging: its lines, the rubric's phrases in them, its links and tables."""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Sequence

import msgspec

from checks.contents import contents
from checks.evidence import TEXT_KINDS, Block, Document
from checks.lexicon import BREAK, GAP, Lexicon, Match, Matches
from checks.thai.quotes import quote as words_around
from checks.verdict import Quote

COVER_LINES = 14
"""Lines at the start of a document that say what it is: title, year, agency."""

COVER_TEXT = 320
"""So many characters of a document's cover are read as one title."""

TITLE_LENGTH = 160
"""A longer first line of a page is a sentence, not a title."""

FRAGMENT = 3
"""Letters of a line that say nothing about where a quote is from."""

PASTED_SHARE = 0.6
"""A line of which this share is the official wording is a copied requirement, not evidence."""


class Line(msgspec.Struct, frozen=True, gc=False):
    """A text block with its place in the joined text.

    ``pasted``: official wording or a line of a table of contents, so never evidence.
    """

    index: int
    start: int
    block: Block
    pasted: bool = False

    @property
    def text(self) -> str:
        """The words of the line."""
        return self.block.text


class Spot(msgspec.Struct, frozen=True):
    """A phrase found in a line of a reading."""

    reading: Reading
    line: Line
    match: Match

    def quote(self) -> Quote:
        """The original words around the phrase, with address and place."""
        return self.reading.quote(self.line, self.match.start - self.line.start, self.match.end - self.line.start)


_THAI_YEAR = re.compile(
    "(?<![๐-๙])(?<![๐-๙][,.])[๐-๙]{4}(?![๐-๙]|[,.][๐-๙])"
    "|(?:(?<=[คยพ]\\.)|(?<=คม)|(?<=ยน))(?P<space>\\s*)[๐-๙]{2}(?![๐-๙])"
)
"""Four digits, or two behind the name of a month."""

_HALF_RANGE = re.compile("25\\d\\d\\s*[-–]\\s*[๐-๙]{3,6}|[๐-๙]{3,6}\\s*[-–]\\s*25\\d\\d")
"""A range of years of which one end is not sure: the other end is no year of its own."""

UNSURE = "\u25a1"
"""Stands for a digit of a year that cannot be trusted."""


def without_unsure_years(block: Block) -> Block:
    """A block read from a picture without its years in Thai digits.

    Tesseract's Thai model knows only ๐ ๑ ๒ ๓ ๕, so that 2565 becomes 2525. Years that were recognised by the shapes of
    their digits come in Arabic ones. The text keeps its length, so that quotes can show what was read.
    """
    text = _HALF_RANGE.sub(lambda m: re.sub(r"\S", UNSURE, m[0]), block.text)
    text = _THAI_YEAR.sub(lambda m: (m["space"] or "") + UNSURE * len(m[0].strip()), text)
    return msgspec.structs.replace(block, text=text) if text != block.text else block


def _as_read(document: Document, lexicon: Lexicon) -> tuple[Document, dict[Block, str]]:
    """A document as the checks see it, and what was read in the blocks that differ.

    Words recognised in pictures go without unsure years, and listed words are spelt as they are listed.
    """
    shown: dict[Block, str] = {}
    blocks: list[Block] = []
    for block in document.blocks:
        seen = block
        if block.ocr and block.text and block.kind in TEXT_KINDS:
            seen = without_unsure_years(block)
            mended = lexicon.mend(seen.text)
            seen = msgspec.structs.replace(seen, text=mended) if mended != seen.text else seen
        if seen is not block:
            shown[seen] = block.text
        blocks.append(seen)
    return (msgspec.structs.replace(document, blocks=tuple(blocks)) if shown else document), shown


class Reading:
    """A document with everything the checks ask of it, each computed once.

    ``remembered`` keeps what other modules worked out about the reading alone (years, tables), under their own keys.

    Evidence is what stands in the main region; ``everywhere=True`` also looks at header, footer, menus, side columns.
    """

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        document, self._shown = _as_read(document, lexicon)
        self.document = document
        self.url = document.final_url or document.url
        self.is_page = document.kind == "page"
        self.readable = document.state == "read"
        blocks = document.blocks
        texts = [b for b in blocks if b.kind in TEXT_KINDS and b.text]
        self.has_ocr = any(b.ocr for b in texts)
        self.links = [b for b in blocks if b.kind == "link" and b.href]
        self.images = [b for b in blocks if b.kind == "image"]
        self.controls = [b for b in blocks if b.kind == "control"]
        self.widgets = [b for b in blocks if b.kind == "widget"]
        starts, pieces, at = [], [], 0
        for number, block in enumerate(texts):
            starts.append(at)
            joint = self._joint(block, texts[number + 1] if number + 1 < len(texts) else None)
            pieces.append(block.text + joint)
            at += len(block.text) + len(joint)
        self.text = "".join(pieces)
        ocr = [(starts[n], starts[n + 1] if n + 1 < len(texts) else at) for n, b in enumerate(texts) if b.ocr]
        self._starts = starts
        self.remembered: dict[str, object] = {}
        self._matches = lexicon.find(self.text, skeleton=not self.is_page, ocr=ocr)
        pasted = self._pasted(texts, starts, self._matches, lexicon.wordings)
        pasted |= {n for n, b in enumerate(texts) if lexicon.clauses.copied(b.text)}
        if pasted:  # what stands beside a copied clause may be the rest of one
            pasted |= {n for n, b in enumerate(texts) if lexicon.clauses.part(b.text)}
        pasted |= contents(texts)
        self.lines = [Line(n, starts[n], b, n in pasted) for n, b in enumerate(texts)]

    def __repr__(self) -> str:
        return f"<Reading {self.url}>"

    def _joint(self, block: Block, following: Block | None) -> str:
        """What stands between two blocks of the joined text.

        Paragraphs of a document are often halves of one printed line, and so are lines read from one picture; blocks
        of a page never are. Between words of text and words of a picture no phrase matches.
        """
        both = following is not None and bool(following.ocr) == bool(block.ocr)
        halves = block.kind == "paragraph" and both and (not self.is_page or block.ocr > 0)
        return "\n" if halves else f"\n{BREAK}\n"

    @functools.cached_property
    def main(self) -> list[Line]:
        """Lines of the main region: what counts as evidence, pasted wording included."""
        return [line for line in self.lines if line.block.region == "main"]

    @functools.cached_property
    def evidence(self) -> list[Line]:
        """Lines that can prove something: main region, no pasted wording, no contents."""
        return [line for line in self.main if not line.pasted]

    @functools.cached_property
    def headings(self) -> list[Line]:
        """Headings of the main region."""
        return [line for line in self.main if line.block.kind == "heading"]

    @functools.cached_property
    def cover(self) -> list[Line]:
        """The first lines of a document, the first headings of a page: what it says it is.

        Old templates have no headings: there the first short lines of the content are its title.
        """
        if self.is_page:
            early = [line for line in self.main[:3] if len(line.text) <= TITLE_LENGTH]
            return self.headings[:3] if self.headings and self.headings[0] in self.main[:4] else early[:2]
        front = [line for line in self.main[:COVER_LINES] if line.block.page <= 2]  # noqa: PLR2004 - cover and its back
        # A table is no title; where a document is nothing but one, its first rows must do.
        return list(itertools.takewhile(lambda line: line.block.kind != "cell", front)) or front

    @functools.cached_property
    def titles(self) -> list[str]:
        """What may name the reading: its title, each cover line, and a document's cover as one text.

        Printed titles are broken into lines anywhere.
        """
        texts = [self.document.title, *(self.mended(line) for line in self.cover)]
        if not self.is_page and self.cover:
            first = self.cover[0].block.page
            texts.append(" ".join(self.mended(x) for x in self.cover if x.block.page == first)[:COVER_TEXT])
        return [text for text in texts if text]

    @functools.cached_property
    def cover_text(self) -> str:
        """Title and cover lines, one a line."""
        return "\n".join([self.document.title, *(line.text for line in self.cover)])

    @functools.cached_property
    def main_links(self) -> list[Block]:
        """Links in the page's own content."""
        return [b for b in self.links if b.region == "main"]

    @functools.cached_property
    def main_length(self) -> int:
        """Characters of evidence text."""
        return sum(len(line.text) for line in self.evidence)

    def spots(self, *keys: str, everywhere: bool = False, pasted: bool = False) -> list[Spot]:
        """Where the phrases of ``keys`` (``O8.title``) stand, in reading order."""
        found = []
        for key in keys:
            for match in self._matches.of(key):
                line = self.line_at(match.start)
                if (everywhere or line.block.region == "main") and (pasted or not line.pasted):
                    found.append(Spot(self, line, match))
        found.sort(key=lambda s: (s.match.start, s.match.end))
        return found

    def mended(self, line: Line) -> str:
        """A line with the phrases that were nearly read in a picture as they are listed; any other line as it is.

        Titles are compared as texts of their own, without the picture they came from.
        """
        if not line.block.ocr:
            return line.text
        end = line.start + len(line.text)
        found = (m for key in self._matches.keys for m in self._matches.of(key) if m.weak and GAP not in m.phrase)
        text, at = "", line.start
        for match in sorted(found, key=lambda m: (m.start, -m.end)):
            if at <= match.start and match.end <= end:
                text += f"{self.text[at : match.start]}{match.phrase}"
                at = match.end
        return text + self.text[at:end]

    @property
    def words(self) -> frozenset[int]:
        """Numbers of the rubric's words in the text, wherever they stand (``Lexicon.words_of``)."""
        return self._matches.words

    def phrases_of(self, prefix: str, *, but: Sequence[str]) -> frozenset[str]:
        """Different phrases of the keys that begin with ``prefix`` (and are not in ``but``), in evidence lines."""
        keys = [key for key in self._matches.keys if key.startswith(prefix) and key not in but]
        return frozenset(
            match.phrase
            for key in keys
            for match in self._matches.of(key)
            if (line := self.line_at(match.start)).block.region == "main" and not line.pasted
        )

    def line_at(self, offset: int) -> Line:
        """The line that holds an offset of the joined text."""
        return self.lines[bisect.bisect_right(self._starts, offset) - 1]

    def after(self, line: Line, count: int) -> Sequence[Line]:
        """The next ``count`` lines behind ``line``."""
        return self.lines[line.index + 1 : line.index + 1 + count]

    def ocr_of(self, text: str) -> int:
        """Confidence of the line read in a picture that a text holds, or that holds it; 0 where it is none of those."""
        lines = (line for line in self.main if line.block.ocr)
        return next((x.block.ocr for x in lines if len(x.text) > FRAGMENT and (x.text in text or text in x.text)), 0)

    def quote(self, line: Line, start: int = 0, end: int | None = None) -> Quote:
        """Words of ``line`` around a span of it (default: its start), as proof."""
        stop = min(len(line.text), start + 80) if end is None else min(end, len(line.text))
        block = line.block
        place = f"table {block.table}, row {block.row}" if block.kind == "cell" else block.kind
        region = "" if block.region == "main" else f"{block.region} "
        shown = self._shown.get(block, line.text)
        if len(shown) != len(line.text):  # mended: the place is only about right
            start, stop = min(start, max(0, len(shown) - 1)), max(stop, min(start + 40, len(shown)))
        text = words_around(shown, min(start, len(shown)), min(stop, len(shown)))
        return Quote(url=self.url, text=text, page=block.page, place=region + place, ocr=block.ocr)

    def quote_block(self, block: Block) -> Quote:
        """A link, image, control or widget as proof: its words or, where it has none, its address."""
        region = "" if block.region == "main" else f"{block.region} "
        text = self._shown.get(block, block.text) or block.href
        return Quote(url=self.url, text=text, page=block.page, place=region + block.kind, ocr=block.ocr)

    @staticmethod
    def _pasted(texts: Sequence[Block], starts: Sequence[int], matches: Matches, wordings: Sequence[str]) -> set[int]:
        covered: dict[int, set[int]] = {}
        for key in wordings:
            for match in matches.of(key):
                index = bisect.bisect_right(starts, match.start) - 1
                last = min(match.end, starts[index] + len(texts[index].text))
                covered.setdefault(index, set()).update(range(match.start, last))
        return {i for i, chars in covered.items() if len(chars) >= PASTED_SHARE * len(texts[i].text.strip())}
