"""Every phrase of a rubric, found in a text in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import msgspec

from checks.rubric.schema import Rubric
from checks.thai.phrases import Hit, PhraseBook

BREAK = "\u241e"
"""Stands between two blocks in a joined text, so that no phrase matches across them."""

GAP = "…"
"""In a phrase: any words in between, within one block and :data:`GAP_SPAN` characters."""

GAP_SPAN = 120

SHORT = 500
REMEMBERED = 20_000
"""Texts up to so many characters are remembered, so many of them."""


class Match(msgspec.Struct, frozen=True, gc=False):
    """A phrase found: rubric key (``O10.title``), the phrase as listed, span in the scanned text, how it matched."""

    key: str
    phrase: str
    start: int
    end: int
    weak: bool = False


class Lexicon:
    """The words of all items (``O8.title``) and of the book (``book.hollow``) as one matcher."""

    _made: ClassVar[dict[str, Lexicon]] = {}

    @classmethod
    def of(cls, rubric: Rubric) -> Lexicon:
        """The lexicon of a rubric, built once a process: building costs as much as reading some dozen pages."""
        if rubric.digest not in cls._made:
            cls._made[rubric.digest] = cls(rubric)
        return cls._made[rubric.digest]

    def __init__(self, rubric: Rubric) -> None:
        phrases: dict[str, list[str]] = {}
        self._gapped: dict[str, tuple[str, str, tuple[str, ...]]] = {}
        self._known: dict[tuple[str, bool], list[Match]] = {}
        items = rubric.items.values()
        sources = {f"{item.item}.{purpose}": words for item in items for purpose, words in item.words.items()}
        sources |= {f"{item.item}.wording": item.wording for item in items}
        sources |= {f"book.{purpose}": words for purpose, words in rubric.book.words.items()}
        for key, words in sources.items():
            for number, phrase in enumerate(words):
                if GAP not in phrase:
                    phrases.setdefault(key, []).append(phrase)
                    continue
                parts = tuple(f"{key}#{number}.{n}" for n in range(phrase.count(GAP) + 1))
                self._gapped[parts[0]] = (key, phrase, parts)
                for part_key, part in zip(parts, phrase.split(GAP), strict=True):
                    phrases[part_key] = [part.strip()]
        self._book = PhraseBook(phrases)

    def scan(self, text: str, *, skeleton: bool = False) -> list[Match]:
        """All phrases in ``text``, by start; ``skeleton`` also tries the mark-stripped key (damaged text layers).

        Short texts (cells, link words, headings) come back again and again: their answers are remembered.
        """
        if len(text) > SHORT:
            return self._scan(text, skeleton=skeleton)
        known = self._known.get((text, skeleton))
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[(text, skeleton)] = self._scan(text, skeleton=skeleton)
        return known

    def _scan(self, text: str, *, skeleton: bool) -> list[Match]:
        plain: list[Match] = []
        parts: dict[str, list[Hit]] = {}
        for hit in self._book.scan(text, skeleton=skeleton):
            if "#" in hit.key:
                parts.setdefault(hit.key, []).append(hit)
            else:
                plain.append(Match(hit.key, hit.phrase, hit.start, hit.end, hit.via != "exact"))
        for key, phrase, names in (self._gapped[first] for first in parts if first in self._gapped):
            if all(name in parts for name in names):
                plain += self._bridge(text, key, phrase, [parts[name] for name in names])
        plain.sort(key=lambda m: (m.start, -m.end, m.key))
        return plain

    @staticmethod
    def _bridge(text: str, key: str, phrase: str, parts: list[list[Hit]]) -> Iterator[Match]:
        for first in parts[0]:
            end, weak = first.end, first.via != "exact"
            for later in parts[1:]:
                following = next((h for h in later if 0 <= h.start - end <= GAP_SPAN), None)
                if following is None or BREAK in text[end : following.start]:
                    break
                end, weak = following.end, weak or following.via != "exact"
            else:
                yield Match(key, phrase, first.start, end, weak)
