"""Phrases in text that was read from a picture, where single letters are wrong: a bounded edit distance on skeletons.

For OCR text only. Never for anything with a digit: a wrong digit is another number or year, not a slip.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from checks.thai.words import Word

SHORTEST: Final = 10
"""Letters of a skeleton below which one wrong letter makes another word."""

ALIKE: Final = 86.0
"""Percent of letters that agree: one wrong in ten, two in fifteen (measured on Tesseract's Thai: 3-5 in a hundred)."""

SHORTEST_WHOLE: Final = 7
LONGEST_WHOLE: Final = 40
"""Letters of a text that may be nothing but a phrase: a column's header, a label."""

PIECE: Final = 4000
"""Letters compared at a time; pieces overlap by the longest phrase."""

OVERLAP: Final = 200


def nearly_found(words: Iterable[Word], bones: str, spans: Sequence[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """For each word (by number) that nearly stands inside one of the spans of ``bones``: where.

    The best place only: whoever asks wants to know whether a phrase is there.
    """
    wanted = [word for word in words if len(word.text) >= SHORTEST and not any(c.isdigit() for c in word.text)]
    found: dict[int, tuple[int, int]] = {}
    for begin, end in _pieces(spans):
        text = bones[begin:end]
        for word in wanted:
            if word.number in found or len(word.text) > len(text):
                continue
            place = fuzz.partial_ratio_alignment(word.text, text, score_cutoff=ALIKE)
            if place is not None:
                found[word.number] = (begin + place.dest_start, begin + place.dest_end)
    return found


def nearly_in(word: str, bones: str) -> bool:
    """Does one skeleton nearly stand in another, a letter in ten apart?

    >>> nearly_in("สงเสรมหตถกรรม", "กรมสงเสรนหตถกรรมไทย"), nearly_in("หนองไผ", "หนองไม")
    (True, False)
    """
    if not SHORTEST <= len(word) <= len(bones) or any(c.isdigit() for c in word):
        return False
    return fuzz.partial_ratio(word, bones, score_cutoff=ALIKE) > 0


def nearest(bones: str, known: Collection[str]) -> str:
    """The one of ``known`` skeletons that a whole short text nearly is; empty where none is, or the text is too short.

    >>> nearest("ผรบผดขอบ", ["ผรบผดชอบ", "วงเงนงบประมาณ"]), nearest("ผรบ", ["ผรบผดชอบ"])
    ('ผรบผดชอบ', '')
    """
    if not SHORTEST_WHOLE <= len(bones) <= LONGEST_WHOLE or any(c.isdigit() for c in bones):
        return ""
    found = process.extractOne(bones, known, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return found[0] if found is not None and not any(c.isdigit() for c in found[0]) else ""


def _pieces(spans: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    for begin, end in spans:
        for start in range(begin, end, PIECE):
            yield start, min(start + PIECE + OVERLAP, end)
