"""The lines that are drawn in a picture: tables and boxes, found and wiped out before the letters are read.

Without them the engine reads the letters better, and every letter can be given to the cell it stands in.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterable, Iterator

import msgspec
from PIL import Image, ImageDraw

from crawler.read.ocr.recognised import Box

DARK = 160
"""Grey level below which a point is ink."""

STEP = 8
"""Points that are looked at together along a line."""

SHORTEST = 6
"""Steps (of `STEP` points) that a drawn line has at least: 6 mm at 200 dpi, longer than any stroke of a letter."""

INK = 0.8
"""Share of ink that makes a step part of a line."""

THICKEST = 9
"""Points; what is thicker is a bar or a picture."""

NEAR = 9
"""Points by which lines may miss one another and still meet."""

WALL = 0.7
"""Share of a cell's side that a line must cover to close it."""

MOST = 150
"""Lines in one direction beyond which a picture is hatched, no table."""


class Ruling(msgspec.Struct, frozen=True, gc=False):
    """A level line (or, with x and y exchanged, an upright one): its ends, its place, its thickness."""

    start: int
    end: int
    at: int
    thick: int


class Region(msgspec.Struct, frozen=True):
    """A closed part: a cell of a table, or (table 0) a box. row, col: from 1; spans in cells."""

    box: Box
    table: int = 0
    row: int = 0
    col: int = 0


def find_rulings(picture: Image.Image) -> tuple[list[Ruling], list[Ruling]]:
    """Level and upright lines of a grey picture."""
    ink = picture.point(lambda level: 255 if level < DARK else 0)
    return _level(ink), _level(ink.transpose(Image.Transpose.TRANSPOSE))


def _level(ink: Image.Image) -> list[Ruling]:
    width, height = ink.width // STEP, ink.height
    if not width or not height:
        return []
    # Slight slopes and broken lines: a step counts when its points, or those just above or below, are ink.
    steps = ink.resize((width, height), Image.Resampling.BOX, (0, 0, width * STEP, height))
    rows = steps.point(lambda share: 255 if share >= 255 * INK else 0).tobytes()
    long = re.compile(rb"\xff{%d,}" % SHORTEST)
    open_runs: list[list[int]] = []  # start, end, first row, last row
    done: list[list[int]] = []
    for y in range(height):
        row = rows[y * width : (y + 1) * width]
        runs = [match.span() for match in long.finditer(row)] if b"\xff" in row else []
        for start, end in runs:
            for run in open_runs:
                if run[3] >= y - 2 and start <= run[1] + 1 and end >= run[0] - 1:
                    run[0], run[1], run[3] = min(run[0], start), max(run[1], end), y
                    break
            else:
                open_runs.append([start, end, y, y])
        done += [run for run in open_runs if run[3] < y - 2]
        open_runs = [run for run in open_runs if run[3] >= y - 2]
    return [
        Ruling(start * STEP, end * STEP, (first + last) // 2, last - first + 1)
        for start, end, first, last in done + open_runs
        if last - first < THICKEST
    ]


def wiped(picture: Image.Image, level: Iterable[Ruling], upright: Iterable[Ruling]) -> Image.Image:
    """The picture without its lines."""
    clean = picture.copy()
    draw = ImageDraw.Draw(clean)
    for line in level:
        half = line.thick // 2 + 2
        draw.rectangle((line.start - STEP, line.at - half, line.end + STEP, line.at + half), fill=255)
    for line in upright:
        half = line.thick // 2 + 2
        draw.rectangle((line.at - half, line.start - STEP, line.at + half, line.end + STEP), fill=255)
    return clean


def regions(level: list[Ruling], upright: list[Ruling]) -> list[Region]:
    """Cells and boxes that lines close on all sides, tables in the order of their upper edges."""
    if not 2 <= len(level) <= MOST or not 2 <= len(upright) <= MOST:  # noqa: PLR2004 - a box has two of each
        return []
    xs, ys = _places(upright), _places(level)
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1:
        return []
    parts = _joined(columns, rows, _Walls(upright, xs, ys), _Walls(level, ys, xs))
    found: dict[int, list[tuple[int, int]]] = {}
    for r, c in itertools.product(range(rows), range(columns)):
        root = parts.root(r * columns + c)
        if root != parts.root(columns * rows):
            found.setdefault(root, []).append((r, c))
    return list(_numbered(list(found.values()), xs, ys))


def _joined(columns: int, rows: int, upright: _Walls, level: _Walls) -> _Parts:
    """Cells of the grid of all lines, joined where no wall parts them; the last part is what lies outside."""
    outside = columns * rows
    parts = _Parts(outside + 1)
    for r, c in itertools.product(range(rows), range(columns + 1)):
        if not upright.closed(c, r):
            parts.join(r * columns + c - 1 if c else outside, r * columns + c if c < columns else outside)
    for c, r in itertools.product(range(columns), range(rows + 1)):
        if not level.closed(r, c):
            parts.join((r - 1) * columns + c if r else outside, r * columns + c if r < rows else outside)
    return parts


def _places(lines: list[Ruling]) -> list[int]:
    """Where lines stand, those that nearly meet as one."""
    found: list[list[int]] = []
    for at in sorted(line.at for line in lines):
        if found and at - found[-1][-1] <= NEAR:
            found[-1].append(at)
        else:
            found.append([at])
    return [sum(group) // len(group) for group in found]


class _Walls:
    """Lines of one direction by the place they stand at, and where lines of the other direction cut them."""

    def __init__(self, lines: list[Ruling], places: list[int], cuts: list[int]) -> None:
        self.cuts = cuts
        self.lines: list[list[Ruling]] = [[] for _ in places]
        for line in lines:
            near = min(range(len(places)), key=lambda n: abs(places[n] - line.at))
            self.lines[near].append(line)

    def closed(self, place: int, cut: int) -> bool:
        """Whether a wall stands at a place between a cut and the next."""
        start, end = self.cuts[cut], self.cuts[cut + 1]
        covered = sum(max(0, min(end, line.end + STEP) - max(start, line.start - STEP)) for line in self.lines[place])
        return covered >= WALL * (end - start)


class _Parts:
    """Cells that no wall parts are one."""

    def __init__(self, count: int) -> None:
        self.parent = list(range(count))

    def root(self, part: int) -> int:
        while self.parent[part] != part:
            self.parent[part] = self.parent[self.parent[part]]
            part = self.parent[part]
        return part

    def join(self, one: int, other: int) -> None:
        self.parent[self.root(one)] = self.root(other)


def _numbered(found: list[list[tuple[int, int]]], xs: list[int], ys: list[int]) -> Iterator[Region]:
    """Give every cell its table, row and column; what has no neighbours on two sides is a box."""
    shapes = [
        (min(r for r, _ in cells), max(r for r, _ in cells), min(c for _, c in cells), max(c for _, c in cells))
        for cells in found
    ]
    parts = _Parts(len(shapes))
    for n, one in enumerate(shapes):
        for m in range(n):
            if _touch(one, shapes[m]):
                parts.join(n, m)
    tables: dict[int, list[int]] = {}
    for n in range(len(shapes)):
        tables.setdefault(parts.root(n), []).append(n)
    number = 0
    for members in sorted(tables.values(), key=lambda members: min(shapes[n][0] for n in members)):
        tops = sorted({shapes[n][0] for n in members})
        lefts = sorted({shapes[n][2] for n in members})
        is_table = len(tops) > 1 and len(lefts) > 1
        number += is_table
        for n in sorted(members, key=lambda n: (shapes[n][0], shapes[n][2])):
            top, bottom, left, right = shapes[n]
            box = Box(xs[left], ys[top], xs[right + 1], ys[bottom + 1])
            if is_table:
                yield Region(box, number, bisect.bisect(tops, top), bisect.bisect(lefts, left))
            else:
                yield Region(box)


def _touch(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    """Whether two shapes (first and last row, first and last column) share a side."""
    rows = min(one[1], other[1]) - max(one[0], other[0])
    columns = min(one[3], other[3]) - max(one[2], other[2])
    return (rows >= 0 and columns == -1) or (columns >= 0 and rows == -1)
