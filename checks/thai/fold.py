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
from typing import TYPE_CHECKING, Final, NamedTuple

from checks.thai.characters import MARKS, TABLE, THAI, TONES, VOWEL_MARKS
from checks.thai.spelling import CORRECT_TO_MISTAKES

if TYPE_CHECKING:
    from collections.abc import Callable


def _in_order(run: re.Match[str]) -> str:
    """Return a run of marks with each mark once, vowels before tones."""
    marks = dict.fromkeys(run.group())
    return "".join(sorted(marks, key=lambda mark: mark in "\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e"))


_DROPPED: Final = re.compile(f"[{''.join(chr(code) for code, char in TABLE.items() if char is None)}]")
_SUBSTITUTIONS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (re.compile(r" {2,}"), lambda _: " "),
    (re.compile(rf"(?<![^\W{THAI}]) +| +(?![^\W{THAI}])"), lambda _: ""),
    (re.compile(rf"[{MARKS}]{{0,4}}(?:[{TONES}][{MARKS}]|([{VOWEL_MARKS}])\1)[{MARKS}]*"), _in_order),
    (re.compile(r"้า"), lambda _: "า"),
    (re.compile(r"เเ"), lambda _: "แ"),
)
"""Applied in this order after the character table. White space stays only between two words of other scripts, so that
justified, split and glued Thai text all fold alike; mai tho before ``า`` goes because ``ำ`` is often read as ``้า``."""


def _fold_characters(text: str) -> str:
    """Fold everything but spelling mistakes."""
    text = text.translate(TABLE)
    for pattern, replacement in _SUBSTITUTIONS:
        text = pattern.sub(replacement, text)
    return text


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
    for mistake, correct in _MISTAKES:
        text = text.replace(mistake, correct)
    return text


class Span(NamedTuple):
    """A half-open range of characters in the original text."""

    start: int
    end: int


SEAM: Final = "\u241e"
"""Stands between pieces of a text that have nothing to do with each other: folding never reaches across it."""


class Folded:
    """Folded text together with the way back to the original.

    The way back costs several times the folding: it is worked out when first asked for, piece by piece where the text
    is made of pieces (``SEAM``).
    """

    def __init__(self, original: str) -> None:
        """Fold the original at once; keep it for the way back."""
        self.original = original
        self.text = fold(original)
        self._origins: dict[int, tuple[array[int], array[int]]] = {}

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
        starts, ends = self._way_back(piece)
        base = self._seams[piece - 1] + 1 if piece else 0
        return Span(starts[start - base], ends[end - 1 - base])

    @cached_property
    def _seams(self) -> list[int]:
        """Places of the seams in the folded text; a seam counts as the beginning of the piece behind it."""
        return [place for place, char in enumerate(self.text) if char == SEAM]

    @cached_property
    def _original_seams(self) -> list[int]:
        return [place for place, char in enumerate(self.original) if char == SEAM]

    def _way_back(self, piece: int) -> tuple[array[int], array[int]]:
        """Where the origin of each folded character of a piece starts and ends in the original."""
        known = self._origins.get(piece)
        if known is None:
            begin = self._original_seams[piece - 1] + 1 if piece else 0
            end = self._original_seams[piece] if piece < len(self._original_seams) else len(self.original)
            trace = _Trace(self.original[begin:end])
            for pattern, replacement in _SUBSTITUTIONS:
                trace.substitute(pattern, replacement)
            for mistake in _CORRECT:
                if mistake in trace.text:
                    trace.substitute(re.compile(re.escape(mistake)), lambda match: _CORRECT[match.group()])
            known = (array("L", (begin + n for n in trace.starts)), array("L", (begin + n for n in trace.ends)))
            self._origins[piece] = known
        return known


class _Trace:
    """A text being folded step by step, with the origin of each of its characters."""

    def __init__(self, original: str) -> None:
        self.text = original
        self.starts = list(range(len(original)))
        self.ends = list(range(1, len(original) + 1))
        self.substitute(_DROPPED, lambda _: "")
        self.text = self.text.translate(TABLE)  # one to one, now that nothing is dropped

    def substitute(self, pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str]) -> None:
        """Replace every match; characters that stay at the edges of a match keep their own origin."""
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for match in pattern.finditer(self.text):
            new = replacement(match)
            head, tail = _common_edges(match.group(), new) if new else (0, 0)
            first, last = match.start() + head, match.end() - tail
            pieces += (self.text[done:first], new[head : len(new) - tail])
            starts += self.starts[done:first]
            ends += self.ends[done:first]
            middle = len(new) - head - tail
            if middle:
                starts += [self.starts[min(first, match.end() - 1)]] * middle
                ends += [self.ends[max(last - 1, match.start())]] * middle
            done = last
        self.text = "".join((*pieces, self.text[done:]))
        self.starts = starts + self.starts[done:]
        self.ends = ends + self.ends[done:]


def _common_edges(old: str, new: str) -> tuple[int, int]:
    """Return how many characters two strings share at their beginning and, of the rest, at their end."""
    shortest = min(len(old), len(new))
    head = next((i for i in range(shortest) if old[i] != new[i]), shortest)
    tail = next((i for i in range(shortest - head) if old[-1 - i] != new[-1 - i]), shortest - head)
    return head, tail


def fold_with_offsets(text: str) -> Folded:
    """Fold a text and keep the way back to its own words."""
    return Folded(text)


_NOT_IN_SKELETON: Final = re.compile(r"[\W_ฯๆ]+")


def skeleton_of_folded(folded: str) -> str:
    """Return the skeleton of a text that is folded already."""
    return _NOT_IN_SKELETON.sub("", folded)


def skeleton_places(folded: str) -> list[int]:
    """Return, for each character of the skeleton, its place in the folded text."""
    return [place for place, char in enumerate(folded) if not _NOT_IN_SKELETON.match(char)]


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
