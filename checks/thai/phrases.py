"""Finding many phrases in one pass over a text."""

from __future__ import annotations

import bisect
import re
from array import array
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from checks.thai.characters import MARKS, THAI
from checks.thai.fold import SEAM, Folded, fold, skeleton_of_folded, skeleton_places
from checks.thai.nearly import nearest, nearly_found
from checks.thai.words import LETTER_OF_WORD, NO_WORDS, Entry, Word, Words, read_phrase, unique

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checks.thai.fold import Span

Via = Literal["exact", "skeleton", "nearly"]

SHORTEST_SKELETON: Final = 8
"""Phrases with a shorter skeleton are never matched by skeleton: too many other words share it."""

_MARKS: Final = frozenset(c for c in map(chr, range(0x0E31, 0x0E4F)) if re.match(f"[{MARKS}]", c))
_THAI_OR_WORD: Final = re.compile(rf"[\w{THAI}]")


class Hit(NamedTuple):
    """A phrase found in a text.

    start, end: place in the original text. via: ``exact`` when the folded forms agree, ``skeleton`` when only the
    mark-stripped forms do (less sure: for damaged text), ``nearly`` when even those differ in a letter or two (OCR).
    """

    key: str
    phrase: str
    start: int
    end: int
    via: Via


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
        entries = unique(read_phrase(key, phrase) for key, words in phrases.items() for phrase in words)
        self._exact = Words((entry.folded, entry) for entry in entries)
        pairs = [(skeleton_of_folded(entry.folded), entry) for entry in entries]
        self._skeletons = Words((bones, entry) for bones, entry in pairs if len(bones) >= SHORTEST_SKELETON)
        self._by_bones: dict[str, str] = {}
        for bones, entry in pairs:
            if bones and not any(c.isdigit() for c in bones):
                self._by_bones.setdefault(bones, entry.phrase)

    def find(self, text: str, *, skeleton: bool = False, ocr: Sequence[tuple[int, int]] = ()) -> Found:
        """Look a text through once; which key was found where is worked out when the key is asked for.

        skeleton: also match by skeleton, for text that is known to be damaged. ocr: spans of the text, from seam to
        seam, that were recognised in a picture, where letters may be wrong (implies skeleton).
        """
        return Found(Folded(text), self._exact, self._skeletons if skeleton or ocr else None, ocr)

    def words_of(self, keys: Iterable[str]) -> frozenset[int]:
        """Numbers of the words that these keys look for, to compare with ``Found.words``."""
        return frozenset(number for key in keys for number in self._exact.numbers.get(key, NO_WORDS))

    def mend(self, text: str) -> str:
        """Spell the phrases in a recognised text as they are listed, where only its marks were lost or misread.

        A text that is nothing but a phrase is mended however short it is: the header of a column.

        >>> PhraseBook({"head": ["งานที่จัดซื้อจัดจ้าง", "วงเงิน"]}).mend("งานทจดซอจดจาง ๕ รายการ")
        'งานที่จัดซื้อจัดจ้าง ๕ รายการ'
        >>> PhraseBook({"head": ["ผู้รับผิดชอบ", "วงเงิน"]}).mend("วงเงน")
        'วงเงิน'
        >>> PhraseBook({"head": ["ผู้รับผิดชอบ", "วงเงิน"]}).mend("ผรบผดขอบ")
        'ผู้รับผิดชอบ'
        """
        folded = Folded(text)
        bones = skeleton_of_folded(folded.text)
        whole = self._by_bones.get(bones) or self._by_bones.get(nearest(bones, self._by_bones.keys()))
        if whole is not None:
            return text if fold(whole) == folded.text else whole
        hits = [hit for hit in Found(folded, self._exact, self._skeletons).weakest() if hit.via != "exact"]
        mended, at = "", 0
        for hit in sorted(hits, key=_place):
            if hit.start >= at:
                mended += text[at : hit.start] + hit.phrase
                at = hit.end
        return mended + text[at:]

    def scan(self, text: str, *, skeleton: bool = False) -> list[Hit]:
        """Return every phrase in the text, by place; of the phrases of one key only the longest at a place."""
        found = self.find(text, skeleton=skeleton)
        return sorted((hit for key in found.keys for hit in found.of(key)), key=_place)


class Found:
    """The phrases of one text: which words it holds is known; where they stand is worked out key by key."""

    __slots__ = (
        "_bare_words", "_bones", "_exact", "_folded", "_nearly", "_places", "_skeletons", "_spans", "_whole_words",
    )  # fmt: skip

    def __init__(
        self, folded: Folded, exact: Words, skeletons: Words | None, ocr: Sequence[tuple[int, int]] = ()
    ) -> None:
        """Look for the words; ``PhraseBook.find`` makes these."""
        self._folded = folded
        self._exact = exact
        self._skeletons = skeletons
        self._bones = skeleton_of_folded(folded.text) if skeletons else ""
        self._whole_words = exact.found_in(folded.text)
        self._bare_words = skeletons.found_in(self._bones) if skeletons else NO_WORDS
        self._places: array[int] | None = None
        self._spans: dict[int, list[Span]] = {}  # many keys look for the same words
        self._nearly: dict[int, tuple[int, int]] = {}
        if skeletons is not None and ocr:
            self._nearly = self._look_nearly(skeletons, ocr)
            self._bare_words |= self._nearly.keys()

    @property
    def words(self) -> frozenset[int]:
        """Numbers of the words that the text holds, wherever and however they stand in it: a cheap first look."""
        if self._skeletons is None or not self._bare_words:
            return self._whole_words
        bare = {e.folded for n in self._bare_words for e in self._skeletons.entries[n]}
        return self._whole_words | {n for word in bare if (n := self._exact.number_of.get(word)) is not None}

    @property
    def keys(self) -> set[str]:
        """Keys that may have been found; asking for one may still give nothing."""
        whole = [self._exact.keys[number] for number in self._whole_words]
        bare = [self._skeletons.keys[number] for number in self._bare_words] if self._skeletons else []
        return set().union(*whole, *bare)

    def may_have(self, key: str) -> bool:
        """Tell whether the text holds a word of a key; `of` may still give nothing."""
        return not self._whole_words.isdisjoint(self._exact.numbers.get(key, NO_WORDS)) or (
            self._skeletons is not None and not self._bare_words.isdisjoint(self._skeletons.numbers.get(key, NO_WORDS))
        )

    def of(self, key: str) -> list[Hit]:
        """The phrases of one key by place, the longest at each place."""
        if not self.may_have(key):
            return []
        words = self._exact.of_key.get(key, ())
        hits = _longest(h for word in words if word.number in self._whole_words for h in self._whole(word))
        if self._bare_words and self._skeletons is not None:
            words = self._skeletons.of_key.get(key, ())
            bare = _longest(h for word in words if word.number in self._bare_words for h in self._bare(word))
            hits = _with_weaker(hits, bare) if bare else hits
        return hits

    def weakest(self) -> list[Hit]:
        """Words found by their skeleton alone, the longest at each place, whichever key looks for them."""
        if self._skeletons is None:
            return []
        hits = [hit for n in self._bare_words for hit in self._bare(self._skeletons.words[n])]
        exact = [span for n in self._whole_words for span in self._whole_spans(n)]
        hits = [h for h in hits if not any(start <= h.start and h.end <= end for start, end in exact)]
        longest: list[Hit] = []
        for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start)):
            if all(hit.end <= other.start or other.end <= hit.start for other in longest):
                longest.append(hit)
        return longest

    def _whole_spans(self, number: int) -> list[tuple[int, int]]:
        word = self._exact.words[number]
        return [(hit.start, hit.end) for hit in self._whole(word)]

    def _whole(self, word: Word) -> Iterator[Hit]:
        spans = self._spans.get(word.number)
        if spans is None:
            text, length = self._folded.text, len(word.text)
            places = [(start, start + length) for start in _occurrences(word.text, text)]
            if word.edged:
                places = [place for place in places if not _splits_word(text, *place)]
            spans = [self._folded.original_span(*p) for p in places if not _splits_cluster(text, *p)]
            self._spans[word.number] = spans
        return self._hits(spans, word, "exact")

    def _bare(self, word: Word) -> Iterator[Hit]:
        if self._places is None:
            self._places = array("L", skeleton_places(self._folded.text))
        text, length = self._folded.text, len(word.text)
        starts = _occurrences(word.text, self._bones)
        places = [(self._places[start], self._places[start + length - 1] + 1) for start in starts]
        spans = [self._folded.original_span(*place) for place in places if not _splits_word(text, *place)]
        if not spans and word.number in self._nearly:
            start, end = self._nearly[word.number]
            place = self._places[start], self._places[end - 1] + 1
            return self._hits([self._folded.original_span(*place)], word, "nearly")
        return self._hits(spans, word, "skeleton")

    def _look_nearly(self, skeletons: Words, ocr: Sequence[tuple[int, int]]) -> dict[int, tuple[int, int]]:
        """Words that nearly stand in the recognised parts of the text, by place in the skeleton."""
        places = self._places = array("L", skeleton_places(self._folded.text))
        if not places:
            return {}
        edges = [self._folded.piece_start(edge) for span in ocr for edge in span]
        pieces: list[tuple[int, int]] = []
        for begin, end in zip(edges[::2], edges[1::2], strict=True):
            piece = bisect.bisect_left(places, begin), bisect.bisect_left(places, end)
            # Neighbours are read together: printed titles are broken into lines anywhere.
            if pieces and pieces[-1][1] >= piece[0]:
                piece = pieces.pop()[0], piece[1]
            pieces.append(piece)
        missing = (w for n, w in skeletons.words.items() if n not in self._bare_words)
        found = nearly_found(missing, self._bones, pieces)
        return {n: at for n, at in found.items() if SEAM not in self._folded.text[places[at[0]] : places[at[1] - 1]]}

    def _hits(self, spans: Iterable[Span], word: Word, via: Via) -> Iterator[Hit]:
        original = self._folded.original
        for start, end in spans:
            for entry in word.entries:
                if not (entry.whole and _touches(original, start, end, entry)):
                    yield Hit(entry.key, entry.phrase, start, _cluster_end(original, end), via)


def _occurrences(word: str, text: str) -> Iterator[int]:
    """Every place of a word in a text, overlapping ones too."""
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)


def _splits_cluster(folded: str, start: int, end: int) -> bool:
    """Tell whether the match begins with a mark of the letter before, or leaves a mark of its own behind."""
    return folded[start] in _MARKS or (end < len(folded) and folded[end] in _MARKS)


def _splits_word(folded: str, start: int, end: int) -> bool:
    """Tell whether a Latin word or a number goes on beyond the match."""
    return (start > 0 and goes_on(folded[start - 1], folded[start])) or (
        end < len(folded) and goes_on(folded[end], folded[end - 1])
    )


def goes_on(outside: str, inside: str) -> bool:
    """Tell whether two neighbours belong to one Latin word or one number."""
    if inside.isdigit():
        return outside.isdigit()
    return bool(LETTER_OF_WORD.match(inside) and LETTER_OF_WORD.match(outside))


def _touches(original: str, start: int, end: int, entry: Entry) -> bool:
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
