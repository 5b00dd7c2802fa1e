"""One folding for both sides of every comparison of Thai text, and the way back to the original words.

Born-digital PDFs of Thai agencies lose ``ำ`` three times in four, web pages carry invisible characters, doubled marks,
two ``เ`` for ``แ`` and digits of two scripts. Folding maps every form of a word to one form. It is lossy on purpose:
match on folded text, quote the original (`Folded.original_span`).

`skeleton` is a weaker, second key: consonants, spacing vowels and digits only. It still matches where marks were
displaced or lost.
"""

from __future__ import annotations

import bisect
import re
from array import array
from functools import cached_property
from typing import Final, NamedTuple

import ahocorasick

from checks.thai.characters import MARKS, TABLE, THAI, TONES, VOWEL_MARKS
from checks.thai.origins import Origins
from checks.thai.spelling import CORRECT_TO_MISTAKES

SEAM: Final = "\u241e"
"""Stands between pieces of a text that have nothing to do with each other: folding never reaches across it."""


def _in_order(run: re.Match[str]) -> str:
    """Return a run of marks with each mark once, vowels before tones."""
    marks = dict.fromkeys(run.group())
    return "".join(sorted(marks, key=lambda mark: mark in "\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e"))


_TABLE: Final = {code: chr(code) for code in (*range(0x0E01, 0x0E5C), ord(SEAM))} | TABLE
"""The character table with the characters that most texts are made of: a look-up that fails costs more."""

_DROPPED: Final = re.compile(f"[{''.join(chr(code) for code, char in TABLE.items() if char is None)}]")
_REPEATED_SPACE: Final = re.compile(r" (?<=  )")
_LOOSE_SPACE: Final = re.compile(rf" (?:(?<![^\W{THAI}] )|(?![^\W{THAI}]))")
_DISORDER: Final = re.compile(rf"[{MARKS}](?:(?<=[{TONES}])[{MARKS}]|(?<=([{VOWEL_MARKS}]))\1)")
_DISORDERED: Final = re.compile(rf"[{MARKS}]{{0,4}}(?:[{TONES}][{MARKS}]|([{VOWEL_MARKS}])\1)[{MARKS}]*")
_TONE_OF_SARA_AM: Final = re.compile("้(?=า)")
_TWO_SARA_E: Final = re.compile("เเ")
"""Applied in this order after the character table. White space stays only between two words of other scripts, so that
justified, split and glued Thai text all fold alike; mai tho before ``า`` goes because ``ำ`` is often read as ``้า``.
``_DISORDER`` only tells, much faster, whether ``_DISORDERED`` would match."""


def _fold_characters(text: str) -> str:
    """Fold everything but spelling mistakes."""
    text = text.translate(_TABLE)
    if " " in text:  # most phrases have none
        text = _LOOSE_SPACE.sub("", _REPEATED_SPACE.sub("", text))
    if _DISORDER.search(text):
        text = _DISORDERED.sub(_in_order, text)
    return text.replace("้า", "า").replace("เเ", "แ")


def _mistakes() -> tuple[tuple[str, str], ...]:
    """Return (mistake, correct) pairs, folded, longest mistake first; what folding already mends falls out."""
    folded = {
        _fold_characters(mistake): _fold_characters(correct)
        for correct, mistakes in CORRECT_TO_MISTAKES.items()
        for mistake in mistakes
    }
    pairs = [(mistake, correct) for mistake, correct in folded.items() if mistake not in correct]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


_MISTAKES: Final = _mistakes()
_CORRECT: Final = dict(_MISTAKES)
_ANY_MISTAKE: Final = ahocorasick.Automaton()
for _mistake in _CORRECT:
    _ANY_MISTAKE.add_word(_mistake, _mistake)
_ANY_MISTAKE.make_automaton()


def _has_mistake(folded: str) -> bool:
    return next(_ANY_MISTAKE.iter(folded), None) is not None


def fold(text: str) -> str:
    r"""Return the one form that all typings and damages of the same words share.

    Sara am, whole, decomposed, split by a space, or lost to ``า`` (or every ``า`` turned into ``ำ``):

    >>> {fold(word) for word in ("ตำบล", "ต\u0e4dาบล", "ต\u0e4d าบล", "ต าบล", "ต ำบล", "ตาบล")} == {"ตาบล"}
    True
    >>> fold("หน่วยงำน") == fold("หน่วยงาน")
    True
    >>> fold("น้้า") == fold("น้ำ") == fold("นํ้า") == fold("น้\u0e4dา")
    True
    >>> fold("ต้าบล") == fold("ตำบล")
    True
    >>> fold("ส\ufffdำหรับ") == fold("สำหรับ")
    True

    Two ``เ`` for ``แ``; marks in the wrong order, doubled, or one by one behind their consonant:

    >>> fold("เเผน") == "แผน"
    True
    >>> fold("ท\u0e48\u0e35") == fold("ท\u0e35\u0e48") == fold("ท\u0e35\u0e48\u0e35\u0e48")
    True
    >>> fold("ผ\u0e48\u0e48าน") == fold("ผ\u0e48าน")
    True

    White space inside Thai words, or lost between them; kept, as one space, between words of other scripts:

    >>> fold("รา ยงา น\n ประจำ ปี") == fold("รายงานประจำปี")
    True
    >>> fold("  No   Gift\tPolicy ")
    'no gift policy'
    >>> fold("ตามมาตรา 9 (8)") == fold("ตามมาตรา9(8)")
    True

    ``ฎ`` and ``ฏ`` swapped; common spelling mistakes:

    >>> fold("กฏหมาย") == fold("กฎหมาย") and fold("ปฎิบัติ") == fold("ปฏิบัติ")
    True
    >>> fold("แผ่นปฎิบัติการป้องกันการทุจิต") == fold("แผนปฏิบัติการป้องกันการทุจริต")
    True

    Private-use glyphs, invisible characters, no-break spaces, letters that OCR borrows from other scripts:

    >>> fold("ท\uf702\uf70a") == fold("ที่") and fold("\uf70fาติ") == fold("ญาติ")
    True
    >>> fold("แผน\u200b\u00ad\ufeff\u00a0งาน") == "แผนงาน"
    True
    >>> fold("ท\u0941จริต") == fold("ทุจริต") and fold("กา\u0930") == fold("การ")
    True

    Digits of both scripts, full-width forms, dashes, capitals:

    >>> fold("พ.ศ. ๒๕61 – ２５๖๕") == "พ.ศ.2561-2565"
    True
    >>> fold("ＩＴＡ")
    'ita'
    """
    text = _fold_characters(text)
    if _has_mistake(text):
        for mistake, correct in _MISTAKES:
            text = text.replace(mistake, correct)
    return text


class Span(NamedTuple):
    """A half-open range of characters in the original text."""

    start: int
    end: int


class Folded:
    """Folded text together with the way back to the original.

    The way back costs several times the folding: it is worked out when first asked for, piece by piece where the text
    is made of pieces (``SEAM``).
    """

    def __init__(self, original: str) -> None:
        """Fold the original at once; keep it for the way back."""
        self.original = original
        self.text = fold(original)
        self._origins: dict[int, Origins] = {}

    def original_span(self, start: int, end: int) -> Span:
        """Return where the folded characters ``start`` to ``end`` stand in the original.

        >>> folded = Folded("ที่ทำการ  อ าเภอ")
        >>> start = folded.text.index(fold("อำเภอ"))
        >>> "".join(folded.original[slice(*folded.original_span(start, start + 5))])
        'อ าเภอ'
        """
        if not 0 <= start < end <= len(self.text):
            message = f"no folded characters {start} to {end} in a text of {len(self.text)}"
            raise ValueError(message)
        if SEAM in self.text[start:end]:
            return Span(self.original_span(start, start + 1).start, self.original_span(end - 1, end).end)
        piece = bisect.bisect_right(self._seams, start)
        origins = self._origins.get(piece) or self._traced(piece)
        begin = self._original_seams[piece - 1] + 1 if piece else 0
        base = self._seams[piece - 1] + 1 if piece else 0
        return Span(begin + origins.start(start - base), begin + origins.end(end - 1 - base))

    def piece_start(self, place: int) -> int:
        """Where the piece that holds a place of the original begins in the folded text; its end for a place beyond."""
        if place >= len(self.original):
            return len(self.text)
        piece = bisect.bisect_right(self._original_seams, place)
        return self._seams[piece - 1] + 1 if piece else 0

    @cached_property
    def _seams(self) -> array[int]:
        """Places of the seams in the folded text; a seam counts as the beginning of the piece behind it."""
        return _places(SEAM, self.text)

    @cached_property
    def _original_seams(self) -> array[int]:
        return _places(SEAM, self.original)

    def _traced(self, piece: int) -> Origins:
        """Fold a piece again, step by step."""
        begin = self._original_seams[piece - 1] + 1 if piece else 0
        end = self._original_seams[piece] if piece < len(self._original_seams) else len(self.original)
        origins = self._origins[piece] = Origins(self.original[begin:end])
        origins.delete(_DROPPED)
        origins.translate(_TABLE)  # one to one, now that nothing is dropped
        origins.delete(_REPEATED_SPACE)
        origins.delete(_LOOSE_SPACE)
        if _DISORDER.search(origins.text):
            origins.substitute(_DISORDERED, _in_order)
        origins.delete(_TONE_OF_SARA_AM)
        origins.substitute(_TWO_SARA_E, lambda _: "แ")
        if _has_mistake(origins.text):
            for mistake in _CORRECT:
                origins.substitute(re.compile(re.escape(mistake)), lambda match: _CORRECT[match.group()])
        return origins


def _places(char: str, text: str) -> array[int]:
    return array("L", [match.start() for match in re.finditer(char, text)])


_NOT_IN_SKELETON: Final = re.compile(r"[\W_ฯๆ]+")


def skeleton_of_folded(folded: str) -> str:
    """Return the skeleton of a text that is folded already."""
    return _NOT_IN_SKELETON.sub("", folded)


def skeleton_places(folded: str) -> list[int]:
    """Return, for each character of the skeleton, its place in the folded text."""
    places: list[int] = []
    done = 0
    for match in _NOT_IN_SKELETON.finditer(folded):
        places += range(done, match.start())
        done = match.end()
    return [*places, *range(done, len(folded))]


def skeleton(text: str) -> str:
    """Return consonants, spacing vowels, Latin letters and digits only: the second, weaker key for damaged text.

    >>> skeleton("การป้องกันการทุจริต ๒๕๖๕")
    'การปองกนการทจรต2565'
    >>> skeleton("ทจุ รติ") == skeleton("ทุจริต") and skeleton("ปงี บประมาณ") == skeleton("ปีงบประมาณ")
    True
    >>> skeleton("เจาหนาที่ โปรงใส") == skeleton("เจ้าหน้าที่โปร่งใส")
    True
    """
    return skeleton_of_folded(fold(text))
