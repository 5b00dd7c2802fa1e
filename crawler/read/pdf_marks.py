"""Thai marks that a PDF draws on a line of their own, put back on the letters they stand over."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

import msgspec
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from crawler.read.pdf_drawn import Box, Turn

_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\uf700-\uf71a"
_LONE = re.compile(rf"^[\s{_MARKS}]*[{_MARKS}][\s{_MARKS}]*$")
_MARK = re.compile(rf"[{_MARKS}]")
_VOWEL = re.compile(r"[\u0e31\u0e34-\u0e3a]")
_BASE = re.compile(r"[\u0e01-\u0e2e]")

NEIGHBOURS = 2
"""Lines before and behind in which the letters of a lone mark are looked for."""


class Boxes:
    """Where the characters of a page stand, by their index in its text, as the page is seen."""

    def __init__(self, text_page: pdfium.PdfTextPage, turn: Turn) -> None:
        """Ask ``text_page``; turn its boxes by ``turn``."""
        self._text_page = text_page
        self._turn = turn
        self._rect = pdfium_c.FS_RECTF()

    def loose(self, place: int) -> Box | None:
        """The box of a character with the height of its font; nothing for characters that are not drawn."""
        index = pdfium_c.FPDFText_GetCharIndexFromTextIndex(self._text_page, place)
        if index < 0 or not pdfium_c.FPDFText_GetLooseCharBox(self._text_page, index, self._rect):
            return None
        rect = self._rect
        return self._turn.box(rect.left, rect.bottom, rect.right, rect.top)

    def tight(self, place: int) -> Box | None:
        """The box of the strokes of a character."""
        index = pdfium_c.FPDFText_GetCharIndexFromTextIndex(self._text_page, place)
        if index < 0:
            return None
        try:
            return self._turn.box(*self._text_page.get_charbox(index))
        except pdfium.PdfiumError:
            return None


class _Spot(msgspec.Struct, frozen=True):
    """A letter that can carry a mark: line, index in it, horizontal edges and vertical middle, in points."""

    line: int
    index: int
    left: float
    right: float
    middle: float


class PageLine(msgspec.Struct, frozen=True):
    """A line of a page; ``places`` holds the text index in PDFium of each of its characters."""

    text: str
    places: Sequence[int]


def rejoin_marks(text: str, boxes: Boxes) -> list[PageLine]:
    """The lines of a page's text: lone marks put back on their letters, lines that only such marks had cut joined.

    Where the letter of one of its marks cannot be told, a line of marks stays as it is.
    """
    lines = _lines(text)
    lone = {n for n, line in enumerate(lines) if _LONE.match(line.text)}
    if not lone:
        return lines
    inserts: dict[int, list[tuple[int, str, int]]] = {}
    dropped = set()
    for number in sorted(lone):
        line = lines[number]
        spots = tuple(_spots(boxes, lines, number, lone))
        marks = [(match[0], line.places[match.start()]) for match in _MARK.finditer(line.text)]
        homes = [_home(boxes, place, spots) for _, place in marks]
        found = [home for home in homes if home is not None]
        if len(found) == len(marks):
            dropped.add(number)
            for (mark, place), home in zip(marks, found, strict=True):
                inserts.setdefault(home.line, []).append((home.index, mark, place))
    mended: list[PageLine] = []
    cut = False
    for number, line in enumerate(lines):
        if number in dropped:
            cut = True
            continue
        whole = _insert(line, inserts.get(number, []))
        if cut and mended and _one_line(boxes, mended[-1], whole):
            last = mended.pop()
            whole = PageLine(last.text + whole.text, (*last.places, *whole.places))
        mended.append(whole)
        cut = False
    return mended


def _lines(text: str) -> list[PageLine]:
    lines, at = [], 0
    for line in text.splitlines(keepends=True):
        words = line.rstrip("\r\n")
        lines.append(PageLine(words, range(at, at + len(words))))
        at += len(line)
    return lines


def _one_line(boxes: Boxes, first: PageLine, second: PageLine) -> bool:
    """Whether the second goes on where the first ends, at the same height; marks, drawn higher, are not asked."""
    letters = [place for char, place in zip(first.text, first.places, strict=True) if not _MARK.match(char)]
    if not letters or not second.text:
        return False
    end, begin = boxes.loose(letters[-1]), boxes.loose(second.places[0])
    if end is None or begin is None:
        return False
    height = end[3] - end[1]
    return abs(begin[1] - end[1]) < height / 4 and abs(begin[0] - end[2]) < height / 2


def _spots(boxes: Boxes, lines: Sequence[PageLine], number: int, lone: Collection[int]) -> Iterator[_Spot]:
    """Consonants of the lines around line ``number`` that carry text."""
    real = [n for n in range(max(0, number - 6), min(len(lines), number + 7)) if n not in lone]
    before = [n for n in real if n < number][-NEIGHBOURS:]
    for near in before + [n for n in real if n > number][:NEIGHBOURS]:
        line = lines[near]
        for match in _BASE.finditer(line.text):
            if (box := boxes.tight(line.places[match.start()])) is not None:
                left, bottom, right, top = box
                yield _Spot(near, match.start(), left, right, (bottom + top) / 2)


def _home(boxes: Boxes, place: int, spots: Sequence[_Spot]) -> _Spot | None:
    """The letter under a mark (or over it, for vowels below): same place across, nearest in height."""
    box = boxes.tight(place)
    if box is None:
        return None
    left, bottom, right, top = box
    across, high = (left + right) / 2, (bottom + top) / 2
    under = [spot for spot in spots if spot.left - 1 <= across <= spot.right + 1.5]  # marks lean to the right
    close = [spot for spot in under if abs(spot.middle - high) <= 1.5 * (spot.right - spot.left) + 10]
    return min(
        close, key=lambda spot: (abs(spot.middle - high), abs(spot.left + spot.right - 2 * across)), default=None
    )


def _insert(line: PageLine, marks: Sequence[tuple[int, str, int]]) -> PageLine:
    """The line with marks (index of the letter, mark, its place) behind their letters: vowels first, then tones."""
    text, places = line.text, list(line.places)
    for index, mark, place in sorted(marks, key=lambda found: (-found[0], bool(_VOWEL.match(found[1])))):
        at = index + 1
        while at < len(text) and (_VOWEL if _VOWEL.match(mark) else _MARK).match(text[at]):
            at += 1
        text = text[:at] + mark + text[at:]
        places.insert(at, place)
    return PageLine(text, places)
