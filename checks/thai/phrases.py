"""Finding many phrases in one pass over a text, and quoting the visitor's own words around what was found."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import ahocorasick

from checks.thai.characters import MARKS, THAI
from checks.thai.fold import Folded, fold, skeleton_of_folded, skeleton_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

SHORTEST_SKELETON: Final = 8
"""Phrases with a shorter skeleton are never matched by skeleton: too many other words share it."""

QUOTE_WIDTH: Final = 160
"""Characters of a quote, unless told otherwise."""

_MARKS: Final = frozenset(c for c in map(chr, range(0x0E31, 0x0E4F)) if re.match(f"[{MARKS}]", c))
_LETTER_OF_WORD: Final = re.compile(rf"[^\W\d_{THAI}]")
_THAI_OR_WORD: Final = re.compile(rf"[\w{THAI}]")
_NEVER_FIRST: Final = re.compile(f"[{MARKS}ะาำๅๆฯ]")
_NEVER_LAST: Final = re.compile(r"[เแโใไ]")


class Hit(NamedTuple):
    """A phrase found in a text.

    start, end: place in the original text. via: ``exact`` when the folded forms agree, ``skeleton`` when only the
    mark-stripped forms do (less sure: for damaged text).
    """

    key: str
    phrase: str
    start: int
    end: int
    via: Literal["exact", "skeleton"]


class _Entry(NamedTuple):
    """A phrase as it is looked for. whole_left, whole_right: it must not go on into a word on that side."""

    key: str
    phrase: str
    folded: str
    whole_left: bool
    whole_right: bool
    whole: bool


class _Group(NamedTuple):
    """All entries that look for one folded word. edged: it begins or ends with a Latin letter or a digit."""

    length: int
    entries: tuple[_Entry, ...]
    edged: bool


_Raw = tuple[int, _Group, _Entry]
_Places = dict[str, list[_Raw]]
"""Raw matches by key: last character in the folded text, the word's group, the entry that looks for it."""


class PhraseBook:
    """Phrases under keys, matched on folded text in one pass.

    A phrase that begins or ends with a Latin letter or a digit matches only where no further Latin letter (digit)
    follows on that side: ``TOR`` is not in ``monitor``. A phrase declared with ``|`` at its beginning or end matches
    only where no letter or digit of any script touches it there in the original text.

    >>> book = PhraseBook({"plan": ["แผนปฏิบัติการ"], "tor": ["TOR"], "line": ["|ไลน์|"]})
    >>> [(hit.key, hit.start, hit.end) for hit in book.scan("monitor TOR: เเผน ปฎิบัติการ ออนไลน์")]
    [('tor', 8, 11), ('plan', 13, 28)]
    """

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        """Fold the phrases and build the automatons once.

        Raises ValueError for a phrase of which folding leaves nothing.
        """
        entries = _unique(_entry(key, phrase) for key, phrases_of_key in phrases.items() for phrase in phrases_of_key)
        self._exact = _automaton((entry.folded, entry) for entry in entries)
        bones = ((skeleton_of_folded(entry.folded), entry) for entry in entries)
        self._skeletons = _automaton((bone, entry) for bone, entry in bones if len(bone) >= SHORTEST_SKELETON)

    def find(self, text: str, *, skeleton: bool = False) -> Found:
        """Look a text through once; which key was found where is worked out when the key is asked for.

        skeleton: also match by skeleton, for text that is known to be damaged.
        """
        folded = Folded(text)
        bones = skeleton_of_folded(folded.text) if skeleton else ""
        return Found(folded, _by_key(self._exact, folded.text), _by_key(self._skeletons, bones) if bones else {})

    def scan(self, text: str, *, skeleton: bool = False) -> list[Hit]:
        """Return every phrase in the text, by place; of the phrases of one key only the longest at a place."""
        found = self.find(text, skeleton=skeleton)
        return sorted((hit for key in found.keys for hit in found.of(key)), key=_place)


class Found:
    """The phrases of one text. Places in the original cost most of the work: they are worked out key by key."""

    def __init__(self, folded: Folded, exact: _Places, skeletons: _Places) -> None:
        """Keep the raw matches; ``PhraseBook.find`` makes these."""
        self._folded = folded
        self._exact = exact
        self._skeletons = skeletons
        self._known: dict[str, list[Hit]] = {}
        self._places: list[int] = []

    @cached_property
    def keys(self) -> set[str]:
        """Keys that may have been found; asking for one may still give nothing."""
        return {*self._exact, *self._skeletons}

    def of(self, key: str) -> list[Hit]:
        """The phrases of one key by place, the longest at each place."""
        if key not in self._exact and key not in self._skeletons:
            return []
        known = self._known.get(key)
        if known is None:
            known = _longest(self._whole(self._exact.get(key, ())))
            if key in self._skeletons:
                known = _with_weaker(known, _longest(self._bare(self._skeletons[key])))
            self._known[key] = known
        return known

    def _whole(self, raw: Iterable[_Raw]) -> Iterator[Hit]:
        text = self._folded.text
        for last, group, entry in raw:
            start, end = last - group.length + 1, last + 1
            if not _splits_cluster(text, start, end) and not (group.edged and _splits_word(text, start, end)):
                yield from self._hit(start, end, entry, "exact")

    def _bare(self, raw: Iterable[_Raw]) -> Iterator[Hit]:
        self._places = self._places or skeleton_places(self._folded.text)
        for last, group, entry in raw:
            first, end = self._places[last - group.length + 1], self._places[last] + 1
            if not _splits_word(self._folded.text, first, end):
                yield from self._hit(first, end, entry, "skeleton")

    def _hit(self, start: int, end: int, entry: _Entry, via: Literal["exact", "skeleton"]) -> Iterator[Hit]:
        original = self._folded.original
        span = self._folded.original_span(start, end)
        if not (entry.whole and _touches(original, span.start, span.end, entry)):
            yield Hit(entry.key, entry.phrase, span.start, _cluster_end(original, span.end), via)


def _entry(key: str, phrase: str) -> _Entry:
    """Read one phrase of a book, with its ``|`` markers."""
    words = phrase.removeprefix("|").removesuffix("|")
    folded = fold(words)
    if not folded:
        message = f"phrase {phrase!r} of {key!r} is empty after folding"
        raise ValueError(message)
    left, right = phrase.startswith("|"), phrase.endswith("|")
    return _Entry(key, words, folded, left, right, left or right)


def _unique(entries: Iterable[_Entry]) -> list[_Entry]:
    """Drop entries of a key that look for the same folded phrase in the same way; the first one stays."""
    return list({entry._replace(phrase=""): entry for entry in reversed(list(entries))}.values())[::-1]


def _automaton(pairs: Iterable[tuple[str, _Entry]]) -> ahocorasick.Automaton | None:
    """Build an automaton whose words carry all the entries that look for them; None when there are no words."""
    grouped: dict[str, list[_Entry]] = {}
    for word, entry in pairs:
        grouped.setdefault(word, []).append(entry)
    if not grouped:
        return None
    automaton = ahocorasick.Automaton()
    for word, entries in grouped.items():
        edged = any(c.isdigit() or _LETTER_OF_WORD.match(c) for c in (word[0], word[-1]))
        automaton.add_word(word, _Group(len(word), tuple(entries), edged))
    automaton.make_automaton()
    return automaton


def _by_key(automaton: ahocorasick.Automaton | None, text: str) -> _Places:
    """Raw matches of a text under the keys that look for them."""
    found: _Places = {}
    if automaton is not None:
        for last, group in automaton.iter(text):
            for entry in group.entries:
                found.setdefault(entry.key, []).append((last, group, entry))
    return found


def _splits_cluster(folded: str, start: int, end: int) -> bool:
    """Tell whether the match begins with a mark of the letter before, or leaves a mark of its own behind."""
    return folded[start] in _MARKS or (end < len(folded) and folded[end] in _MARKS)


def _splits_word(folded: str, start: int, end: int) -> bool:
    """Tell whether a Latin word or a number goes on beyond the match."""
    return (start > 0 and _goes_on(folded[start - 1], folded[start])) or (
        end < len(folded) and _goes_on(folded[end], folded[end - 1])
    )


def _goes_on(outside: str, inside: str) -> bool:
    """Tell whether two neighbours belong to one Latin word or one number."""
    if inside.isdigit():
        return outside.isdigit()
    return bool(_LETTER_OF_WORD.match(inside) and _LETTER_OF_WORD.match(outside))


def _touches(original: str, start: int, end: int, entry: _Entry) -> bool:
    """Tell whether a phrase that was declared whole is only a part of a longer word."""
    return bool(
        (entry.whole_left and start > 0 and _THAI_OR_WORD.match(original, start - 1))
        or (entry.whole_right and _THAI_OR_WORD.match(original, end))
    )


def _place(hit: Hit) -> tuple[int, int, str, str]:
    """Order hits by place, the longest first."""
    return (hit.start, -hit.end, hit.key, hit.phrase)


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Drop hits inside a longer hit of the same key, and order the rest by place."""
    kept: list[Hit] = []
    furthest: dict[str, int] = {}
    for hit in sorted(hits, key=_place):
        if hit.end > furthest.get(hit.key, -1):
            furthest[hit.key] = hit.end
            kept.append(hit)
    return kept


def _with_weaker(exact: list[Hit], weaker: list[Hit]) -> list[Hit]:
    """Add the weaker hits that overlap no exact hit of their key."""
    taken = {(hit.key, place) for hit in exact for place in range(hit.start, hit.end)}
    new = [hit for hit in weaker if taken.isdisjoint((hit.key, place) for place in range(hit.start, hit.end))]
    return sorted(exact + new, key=_place)


def _cluster_end(text: str, end: int) -> int:
    """Move an end to the right over the marks that belong to the last letter."""
    while end < len(text) and text[end] in _MARKS:
        end += 1
    return end


def _may_cut(text: str, place: int) -> bool:
    """Tell whether a text may be cut before this place without tearing a Thai cluster or a Latin word."""
    if not 0 < place < len(text):
        return True
    if _NEVER_FIRST.match(text, place) or _NEVER_LAST.match(text, place - 1):
        return False
    return not _goes_on(text[place - 1], text[place])


def _cut(text: str, outer: int, inner: int) -> int:
    """Return the place nearest to ``outer``, on the way to ``inner``, where the text may be cut: white space first."""
    step = 1 if inner >= outer else -1
    way = range(outer, inner + step, step)
    if not 0 < outer < len(text):
        return outer
    for place in way:
        if text[place - 1 : place + 1].strip() != text[place - 1 : place + 1]:
            return place
    return next((place for place in way if _may_cut(text, place)), inner)


def quote(text: str, start: int, end: int, width: int = QUOTE_WIDTH) -> str:
    """Return the original words around a hit: at most about ``width`` characters, never cut inside a Thai cluster.

    The quote is a part of the text as it stands. What is cut off is cut at white space where there is some, and the
    words of the hit are always in it, up to the width.

    >>> quote("นโยบาย No Gift Policy ของ ผู้บริหาร ประจำปี 2565", 7, 21, width=32)
    'นโยบาย No Gift Policy ของ'
    """
    if end - start >= width:
        return text[start : _cut(text, start + width, start)].strip()
    spare = width - (end - start)
    left = max(0, start - spare // 2)
    right = min(len(text), end + spare - (start - left))
    left = max(0, min(left, start - (spare - (right - end))))
    return text[_cut(text, left, start) : _cut(text, right, end)].strip()
