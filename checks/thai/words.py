"""The words of a phrase book as they are looked for: folded, each once, whichever keys ask for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import ahocorasick

from checks.thai.characters import THAI
from checks.thai.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

LETTER_OF_WORD: Final = re.compile(rf"[^\W\d_{THAI}]")
NO_WORDS: Final[frozenset[int]] = frozenset()


class Entry(NamedTuple):
    """A phrase as it is looked for. whole_left, whole_right: it must not go on into a word on that side."""

    key: str
    phrase: str
    folded: str
    whole_left: bool
    whole_right: bool
    whole: bool


class Word(NamedTuple):
    """A folded word and the entries of one key that look for it. edged: it begins or ends with a Latin letter or digit.

    number: the same for the same word under every key.
    """

    number: int
    text: str
    entries: tuple[Entry, ...]
    edged: bool


class Words:
    """Distinct folded words, found in one pass, and under each key those that it looks for."""

    def __init__(self, pairs: Iterable[tuple[str, Entry]]) -> None:
        """Number the words; many keys look for the same ones."""
        grouped: dict[str, dict[str, list[Entry]]] = {}
        for word, entry in pairs:
            grouped.setdefault(word, {}).setdefault(entry.key, []).append(entry)
        self.of_key: dict[str, list[Word]] = {}
        self.words: dict[int, Word] = {}
        self.entries: list[tuple[Entry, ...]] = []
        self.number_of: dict[str, int] = {}
        self.keys = [frozenset(by_key) for by_key in grouped.values()]
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        for number, (word, by_key) in enumerate(grouped.items()):
            edged = any(c.isdigit() or LETTER_OF_WORD.match(c) for c in (word[0], word[-1]))
            self._automaton.add_word(word, number)
            for key, entries in by_key.items():
                found = Word(number, word, tuple(entries), edged)
                self.of_key.setdefault(key, []).append(found)
                self.words.setdefault(number, found)
            self.entries.append(tuple(entry for entries in by_key.values() for entry in entries))
            self.number_of[word] = number
        self._automaton.make_automaton()
        self.numbers = {key: frozenset(word.number for word in words) for key, words in self.of_key.items()}

    def found_in(self, text: str) -> frozenset[int]:
        """Numbers of the words that a text holds."""
        if not self.keys or not text:
            return NO_WORDS
        return frozenset({number for _, number in self._automaton.iter(text)}) or NO_WORDS


def read_phrase(key: str, phrase: str) -> Entry:
    """Read one phrase of a book, with its ``|`` markers."""
    words = phrase.removeprefix("|").removesuffix("|")
    folded = fold(words)
    if not folded:
        message = f"phrase {phrase!r} of {key!r} is empty after folding"
        raise ValueError(message)
    left, right = phrase.startswith("|"), phrase.endswith("|")
    return Entry(key, words, folded, left, right, left or right)


def unique(entries: Iterable[Entry]) -> list[Entry]:
    """Drop entries of a key that look for the same folded phrase in the same way; the first one stays."""
    kept = {(e.key, e.folded, e.whole_left, e.whole_right): e for e in reversed(list(entries))}
    return list(kept.values())[::-1]
