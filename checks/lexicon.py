"""Every phrase of a rubric, found in a text in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar

import msgspec

from checks.rubric.schema import Rubric
from checks.thai.fold import SEAM
from checks.thai.phrases import Found, Hit, PhraseBook
from checks.wording import Wordings

BREAK = SEAM
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


_Gapped = tuple[str, tuple[str, ...]]
"""A phrase with a gap, and the keys of its parts."""


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
        self._gapped: dict[str, list[_Gapped]] = {}
        self._known: dict[tuple[str, bool], Matches] = {}
        items = rubric.items.values()
        sources = {f"{item.item}.{purpose}": words for item in items for purpose, words in item.words.items()}
        sources |= {f"{item.item}.wording": item.wording for item in items}
        self.wordings = tuple(key for key in sources if key.endswith(".wording"))
        self.clauses = Wordings(clause for item in items for clause in item.wording)
        sources |= {f"book.{purpose}": words for purpose, words in rubric.book.words.items()}
        for key, words in sources.items():
            for number, phrase in enumerate(words):
                if GAP not in phrase:
                    phrases.setdefault(key, []).append(phrase)
                    continue
                parts = tuple(f"{key}#{number}.{n}" for n in range(phrase.count(GAP) + 1))
                self._gapped.setdefault(key, []).append((phrase, parts))
                for part_key, part in zip(parts, phrase.split(GAP), strict=True):
                    phrases[part_key] = [part.strip()]
        self._book = PhraseBook(phrases)

    def find(self, text: str, *, skeleton: bool = False, ocr: Sequence[tuple[int, int]] = ()) -> Matches:
        """Look a text through once; ``skeleton`` also tries the mark-stripped key (damaged text layers).

        ocr: spans of the text, from break to break, that were recognised in a picture.
        Short texts (cells, link words, headings) come back again and again: their answers are remembered.
        """
        if len(text) > SHORT or ocr:
            return Matches(text, self._book.find(text, skeleton=skeleton, ocr=ocr), self._gapped)
        known = self._known.get((text, skeleton))
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = Matches(text, self._book.find(text, skeleton=skeleton), self._gapped)
            self._known[(text, skeleton)] = known
        return known

    def mend(self, text: str) -> str:
        """A text recognised in a picture with the listed phrases spelt as they are listed."""
        return self._book.mend(text)

    def words_of(self, keys: Iterable[str]) -> frozenset[int]:
        """Numbers of the words that these keys look for, to compare with ``Matches.words``."""
        return self._book.words_of(keys)

    def scan(self, text: str, *, skeleton: bool = False) -> list[Match]:
        """All phrases in ``text``, by start."""
        found = self.find(text, skeleton=skeleton)
        return sorted((m for key in found.keys for m in found.of(key)), key=_place)


class Matches:
    """The phrases of a rubric in one text, worked out key by key as they are asked for."""

    __slots__ = ("_found", "_gapped", "_keys", "_known", "_text")

    def __init__(self, text: str, found: Found, gapped: Mapping[str, Sequence[_Gapped]]) -> None:
        self._text = text
        self._found = found
        self._gapped = gapped
        self._keys: frozenset[str] | None = None
        self._known: dict[str, list[Match]] = {}

    @property
    def words(self) -> frozenset[int]:
        """Numbers of the words in the text: a cheap first look."""
        return self._found.words

    @property
    def keys(self) -> frozenset[str]:
        """Keys that may have been found; asking for one may still give nothing."""
        if self._keys is None:
            self._keys = frozenset(key.partition("#")[0] for key in self._found.keys)
        return self._keys

    def of(self, key: str) -> list[Match]:
        """Matches of one key, by start."""
        known = self._known.get(key)
        if known is None:
            known = [Match(h.key, h.phrase, h.start, h.end, h.via != "exact") for h in self._found.of(key)]
            for phrase, names in self._gapped.get(key, ()):
                if all(map(self._found.may_have, names)):
                    known += _bridge(self._text, key, phrase, [self._found.of(name) for name in names])
            known.sort(key=_place)
            self._known[key] = known
        return known

    def any_of(self, keys: Iterable[str]) -> bool:
        """Was any of the keys found?"""
        return any(self.of(key) for key in keys)


def _place(match: Match) -> tuple[int, int, str]:
    return (match.start, -match.end, match.key)


def _bridge(text: str, key: str, phrase: str, parts: list[list[Hit]]) -> Iterator[Match]:
    """Phrases with a gap: the parts in order, near enough, in one block."""
    for first in parts[0]:
        end, weak = first.end, first.via != "exact"
        for later in parts[1:]:
            following = next((h for h in later if 0 <= h.start - end <= GAP_SPAN), None)
            if following is None or BREAK in text[end : following.start]:
                break
            end, weak = following.end, weak or following.via != "exact"
        else:
            yield Match(key, phrase, first.start, end, weak)
