"""A picture to lines of words: made level, its cells read apart, turned where the letters say so."""

from __future__ import annotations

import itertools
import re
import statistics
import time
from collections.abc import Iterable, Iterator

import msgspec
from PIL import Image

from crawler.read.ocr import cells, engine
from crawler.read.ocr.digits import with_years
from crawler.read.ocr.engine import PAGE, SCATTERED, EngineError, Piece
from crawler.read.ocr.pictures import NoPictureError, opened_picture, page_picture
from crawler.read.ocr.recognised import Line, Recognised, Word, mean_confidence
from crawler.read.ocr.rulings import Region, find_rulings, regions, wiped
from crawler.read.ocr.spacing import around, letter_width, one_line, rows_of, runs
from crawler.read.ocr.upright import skew_of, straightened

DOUBTFUL = 85
"""Mean confidence of a page below which it may lie on its side or head: upright pages have 90 and more, pages upside
down 64 at most."""

SURE = 70
"""Confidence of a line that is kept. On 54 bad scans of our own papers 1,451 lines of 1,456 with right words have it,
and 30 of 79 without; what is lost are numbers, therefore:"""

SURE_NUMBER = 40
"""The same for lines that are numbers only."""

SURE_SHORT = 90
"""The same for lines of up to `SHORT` characters: mostly marks that were torn off their letters, and specks;
those that are less than half as high as the page's other lines go in any case."""

SHORT = 4

FEW_LETTERS = 12
"""Letters on the kept lines below which a picture has no text."""

SAME_ROW = 20
"""Points by which the first lines of boxes side by side differ in height."""

ENOUGH_TO_TURN = 20
"""Letters, sure or not, below which it is not asked how a picture lies."""


_NUMBER = re.compile(r"[\d,. ]+")


class _Reading(msgspec.Struct):
    lines: list[Line]
    skew: float
    sideways: bool
    letters: int

    @property
    def confidence(self) -> int:
        return mean_confidence([word for line in self.lines for word in line.words])


class _Clock:
    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        return self.end - time.monotonic()


def recognise_page(body: bytes, page: int, *, seconds: float) -> Recognised:
    """Read a page (1-based) of a PDF as a picture, within so many seconds."""
    clock = _Clock(seconds)
    try:
        picture = page_picture(body, page)
    except NoPictureError as error:
        return Recognised("limit" if error.limit else "damaged")
    return _recognise(picture, clock)


def recognise_picture(body: bytes, *, seconds: float) -> Recognised:
    """Read a picture of any kind that Pillow opens, within so many seconds."""
    clock = _Clock(seconds)
    try:
        picture = opened_picture(body)
    except NoPictureError as error:
        return Recognised("limit" if error.limit else "too-small" if error.small else "damaged")
    return _recognise(picture, clock)


def _recognise(picture: Image.Image, clock: _Clock) -> Recognised:
    if engine.available():
        return Recognised("reader-missing")
    try:
        best, turned = _read(picture, clock), 0
        if best.letters >= ENOUGH_TO_TURN and (best.sideways or best.confidence < DOUBTFUL):
            turn = engine.turned_by(picture, seconds=clock.left)
            if turn:
                upright = picture.rotate(-turn, expand=True)
                again = _read(upright, clock)
                if best.sideways or again.confidence > best.confidence:
                    picture, best, turned = upright, again, turn
    except (EngineError, MemoryError):
        return Recognised("limit", width=picture.width, height=picture.height)
    usual = statistics.median([line.height for line in best.lines] or [0])
    kept = tuple(line for line in best.lines if _is_sure(line) and (len(line.text) > SHORT or line.height * 2 > usual))
    if sum(sum(map(str.isalnum, line.text)) for line in kept) < FEW_LETTERS:
        return Recognised("no-text", width=picture.width, height=picture.height)
    confidence = mean_confidence([word for line in kept for word in line.words])
    return Recognised("read", kept, picture.width, picture.height, confidence, turned, best.skew)


def _is_sure(line: Line) -> bool:
    text = line.text
    if len(text) <= SHORT:
        return line.confidence >= SURE_SHORT
    return line.confidence >= (SURE_NUMBER if _NUMBER.fullmatch(text) else SURE)


def _read(picture: Image.Image, clock: _Clock) -> _Reading:
    """Read a picture as it lies."""
    skew = skew_of(picture)
    picture = straightened(picture, skew)
    level, upright = find_rulings(picture)
    clean = wiped(picture, level, upright)
    parts = cells.worth_reading(clean, regions(level, upright))
    found = engine.pieces(cells.without(clean, parts), layout=PAGE, seconds=clock.left)
    inside: list[tuple[Region, Piece]] = []
    for ladder, rungs in cells.ladders(clean, parts):
        inside += cells.back_in_place(engine.pieces(ladder, layout=SCATTERED, seconds=clock.left), rungs)
    pieces = found + [piece for _, piece in inside]
    letters = sum(len(piece.text) for piece in pieces)
    lines = [*_outside(found, clean), *_inside(inside, clean)]
    return _Reading(_in_order(lines), skew, _lies_sideways(found), letters)


def _lies_sideways(pieces: Iterable[Piece]) -> bool:
    """Whether most letters stand on lines that run up or down."""
    balance = 0
    for _, line in itertools.groupby(pieces, key=lambda piece: piece.line):
        held = list(line)
        box = around(piece.box for piece in held)
        if len(held) > 3:  # noqa: PLR2004 - shorter lines may be as high as wide
            balance += len(held) if box.bottom - box.top > box.right - box.left else -len(held)
    return balance > 0


def _outside(pieces: list[Piece], picture: Image.Image) -> Iterator[Line]:
    """Lines of the page itself; the engine's blocks are their groups."""
    page_width = letter_width(pieces)
    groups: dict[int, int] = {}
    for key, line in itertools.groupby(pieces, key=lambda piece: piece.line):
        held = list(line)
        group = groups.setdefault(key[0], len(groups) + 1)
        for words in runs(with_years(held, picture), _width(held, page_width)):
            yield _line(words, group)


def _inside(pieces: list[tuple[Region, Piece]], picture: Image.Image) -> Iterator[Line]:
    """Lines of cells and boxes; every cell is a group of its own, with negative numbers."""
    page_width = letter_width([piece for _, piece in pieces])
    groups: dict[Region, int] = {}
    for (region, _), line in itertools.groupby(pieces, key=lambda pair: (pair[0], pair[1].line)):
        held = [piece for _, piece in line]
        group = groups.setdefault(region, -len(groups) - 1)
        words = [word for run in runs(with_years(held, picture), _width(held, page_width)) for word in run]
        yield _line(words, group, (region.table, region.row, region.col))


def _width(held: list[Piece], page_width: float) -> float:
    """Width of a letter of this line; short lines say little about it."""
    return letter_width(held) if len(held) >= 8 else page_width  # noqa: PLR2004


def _line(words: list[Word], group: int, cell: tuple[int, int, int] = (0, 0, 0)) -> Line:
    heights = sorted(word.box.bottom - word.box.top for word in words)
    return Line(tuple(words), group, heights[len(heights) // 2], cell)


def _in_order(lines: list[Line]) -> list[Line]:
    """Reading order: tables and boxes where the line stands that begins below them, all else as it came."""
    outside = [line for line in lines if line.group > 0]
    parts: dict[int, list[Line]] = {}
    for line in lines:
        if line.group < 0:
            parts.setdefault(line.cell[0] or line.group, []).append(line)
    waiting: dict[int, list[list[Line]]] = {}
    for held in _from_above(list(parts.values())):
        top = around(line.box for line in held).top
        place = next((n for n, line in enumerate(outside) if line.box.top >= top), len(outside))
        waiting.setdefault(place, []).append(held)
    found: list[Line] = []
    for place in range(len(outside) + 1):
        found += [line for held in waiting.get(place, []) for line in _cell_by_cell(held)]
        found += outside[place : place + 1]
    return found


def _from_above(parts: list[list[Line]]) -> list[list[Line]]:
    """Tables and boxes from above, those side by side from the left."""
    boxes = [around(line.box for line in part) for part in parts]
    tops = sorted(box.top for box in boxes)
    row_of = {tops[0]: 0} if tops else {}
    for above, top in itertools.pairwise(tops):
        row_of[top] = row_of[above] + (top - above > SAME_ROW)
    order = sorted(range(len(parts)), key=lambda n: (row_of[boxes[n].top], boxes[n].left))
    return [parts[n] for n in order]


def _cell_by_cell(held: list[Line]) -> Iterator[Line]:
    cells_first = sorted(held, key=lambda line: (line.cell, line.group))
    for _, cell in itertools.groupby(cells_first, key=lambda line: line.group):
        yield from map(one_line, rows_of(list(cell)))
