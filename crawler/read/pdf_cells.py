"""The words of a page placed in the cells of its ruled grids, and put together cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from crawler.read.lines import collapse
from crawler.read.pdf_drawn import Box
from crawler.read.pdf_grid import Grid, Span
from crawler.read.pdf_marks import Boxes, PageLine

SAME_LINE = 0.5
"""Heights of a line by which words of one line may differ in height."""

WORD_GAP = 0.2
"""Heights of a line from which words that were drawn apart are two words."""

_THAI_MARK = re.compile(r"[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\uf700-\uf71a]")
_WORD = re.compile(r"\S+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


Home = tuple[int, Span]
"""The number of a grid, and a cell in it."""


class _Unit(msgspec.Struct, frozen=True):
    """Letters that are placed together: index of the first in its line, boxes of the first and last, their cell."""

    index: int
    first: Box
    last: Box
    home: Home | None


class Piece(msgspec.Struct, frozen=True):
    """Words of one line that lie in one cell."""

    text: str
    box: Box


def clean(text: str) -> str:
    """Words without control characters, white space collapsed."""
    return collapse([_CONTROL.sub("", text)])


def placed(
    lines: Sequence[PageLine], boxes: Boxes, grids: Sequence[Grid]
) -> tuple[list[PageLine], dict[int, dict[Span, list[Piece]]]]:
    """The lines outside of grids, and for each grid that holds words the pieces in its cells."""
    outside: list[PageLine] = []
    pieces: dict[int, dict[Span, list[Piece]]] = {}
    for line in lines:
        if not _touches(line, boxes, grids):
            outside.append(line)
            continue
        for home, part, box in _parts(line, boxes, grids):
            if home is None:
                outside.append(part)
            elif box is not None and (text := clean(part.text)):
                pieces.setdefault(home[0], {}).setdefault(home[1], []).append(Piece(text, box))
    return outside, dict(sorted(pieces.items()))


def _touches(line: PageLine, boxes: Boxes, grids: Sequence[Grid]) -> bool:
    """Whether the first or the last letter of a line stands as high as a grid does."""
    text = line.text
    if not text or text.isspace():
        return False
    begin, end = len(text) - len(text.lstrip()), len(text.rstrip())
    for place in (line.places[begin], line.places[end - 1]):
        if (box := boxes.loose(place)) is not None:
            middle = (box[1] + box[3]) / 2
            if any(grid.box[1] <= middle <= grid.box[3] for grid in grids):
                return True
    return False


def _parts(line: PageLine, boxes: Boxes, grids: Sequence[Grid]) -> Iterator[tuple[Home | None, PageLine, Box | None]]:
    """Cut a line where it passes from cell to cell; marks and spaces stay with the letter before them.

    Letters without a gap are one word: it stays in the cell that it begins in, whatever line it runs across.
    """
    home: Home | None = None
    begin, edges, last = 0, None, None
    for unit in _units(line, boxes, grids):
        if last is None or edges is None:
            home = unit.home
        elif _next_line(edges, unit.first) or (unit.home != home and not _one_word(last, unit.first)):
            yield home, _cut(line, begin, unit.index), edges
            home, begin, edges = unit.home, unit.index, None
        left, bottom, right, top = edges or unit.first
        edges, last = (left, bottom, max(right, unit.last[2]), top), unit.last
    yield home, _cut(line, begin, len(line.text)), edges


def _units(line: PageLine, boxes: Boxes, grids: Sequence[Grid]) -> Iterator[_Unit]:
    """The words of a line where they begin and end in one cell, else their letters."""
    for word in _WORD.finditer(line.text):
        letters = [n for n in range(*word.span()) if not _THAI_MARK.match(line.text[n])] or [word.start()]
        unit = _unit(line, boxes, grids, letters[0], letters[-1])
        if unit is not None:
            yield unit
        else:
            yield from filter(None, (_unit(line, boxes, grids, letter, letter) for letter in letters))


def _unit(line: PageLine, boxes: Boxes, grids: Sequence[Grid], start: int, end: int) -> _Unit | None:
    """The letters from ``start`` to ``end``; nothing where they are not drawn or reach over cells or lines."""
    first = boxes.loose(line.places[start])
    last = first if start == end else boxes.loose(line.places[end])
    if first is None or last is None:
        return None
    home = _home(first, grids)
    if start != end and (last[0] < first[0] or _next_line(first, last) or _home(last, grids) != home):
        return None
    return _Unit(start, first, last, home)


def _one_word(last: Box, box: Box) -> bool:
    """Whether a letter goes on right where the one before it ends."""
    height = last[3] - last[1]
    return last[0] < box[0] and abs(box[0] - last[2]) < WORD_GAP * height


def _cut(line: PageLine, begin: int, end: int) -> PageLine:
    return PageLine(line.text[begin:end], line.places[begin:end])


def _next_line(edges: Box, box: Box) -> bool:
    """Whether a letter stands below or above the words before it."""
    height = max(1.0, box[3] - box[1])
    return abs((box[1] + box[3]) - (edges[1] + edges[3])) / 2 > SAME_LINE * height


def _home(box: Box, grids: Sequence[Grid]) -> Home | None:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for number, grid in enumerate(grids):
        if (span := grid.at(x, y)) is not None:
            return number, span
    return None


def joined(pieces: Sequence[Piece]) -> str:
    """The words of a cell, line after line from the top; letters stacked one by one are one word."""
    if len(pieces) > 3 and all(len(piece.text) <= 2 for piece in pieces):  # noqa: PLR2004
        return "".join(piece.text for piece in pieces)
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -(piece.box[1] + piece.box[3])):
        if rows and not _next_line(rows[-1][0].box, piece.box):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return " ".join(_in_line(row) for row in rows)


def _in_line(row: Sequence[Piece]) -> str:
    text, right = "", 0.0
    for piece in sorted(row, key=lambda piece: piece.box[0]):
        apart = piece.box[0] - right > WORD_GAP * (piece.box[3] - piece.box[1])
        text += f" {piece.text}" if text and apart else piece.text
        right = piece.box[2]
    return text
