"""Cuts the four digits of a year out of a picture: pieces of ink side by side, no more and no less."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

import msgspec
from PIL import Image

from crawler.read.ocr.recognised import Box

FOUR = 4

CONTRAST = 60
"""Grey levels between ink and paper below which nothing is told."""

INKS = (115, 70, 160)
"""Share of 255 from which a point is ink, tried in turn: lower joins digits whose thin strokes broke, higher parts
digits that touch."""

SPECK = 6
"""Points of ink below which a piece is dirt."""

LOW = 0.45
"""Height, in heights of the line, below which a piece is no digit but a mark, a dot or a comma."""

DOUBLE = 1.5
"""Times as wide as the next widest: two digits that touch, as the tail of ๕ and the stem of ๖ often do."""

NARROW, HIGH = 0.6, 1.1
"""A bracket's width and height, in those of the digits beside it."""

SLIVER = 0.2
"""So narrow is no digit."""

CLOSE = 0.35
"""White space, in heights of the line, up to which the next digit belongs to the same number."""


class Glyphs(msgspec.Struct, frozen=True):
    """Four pieces of ink. ink: white on black, contrast stretched. boxes: in it. box: all four, in the picture."""

    ink: Image.Image
    boxes: tuple[Box, ...]
    box: Box


def four_glyphs(
    picture: Image.Image, seen: Sequence[Box], *, before: bool, behind: bool, close: float
) -> Glyphs | None:
    """The four glyphs that stand where the engine saw a number, or nothing where there are more or fewer.

    seen: the engine's boxes of its digits, which are often as high as the line and may miss a digit at either end.
    before, behind: other signs stand there without a space. close: as `CLOSE`.
    """
    height = sorted(box.bottom - box.top for box in seen)[(len(seen) - 1) // 2]
    level = [box for box in seen if box.bottom - box.top <= 1.25 * height]
    top, bottom = min(box.top for box in level), max(box.bottom for box in level)
    left, right = min(box.left for box in seen), max(box.right for box in seen)
    x, y = max(0, left - 2 * height), max(0, top - height // 2)
    ink = _ink(picture.crop((x, y, min(picture.width, right + 2 * height), min(picture.height, bottom + height // 2))))
    if ink is None or height < 1:
        return None
    line = Box(left - x, top - y, right - x, bottom - y)
    for least in INKS:
        chain = _chain(list(_upright(_pieces(ink, least), line)), line, close)
        while before and len(chain) > FOUR and _middle(chain[0]) < line.left:
            chain = chain[1:]
        while behind and len(chain) > FOUR and _middle(chain[-1]) > line.right:
            chain = chain[:-1]
        chain = _without_brackets(chain)
        if len(chain) == FOUR - 1:
            chain = _parted(chain, ink)
        if len(chain) == FOUR:
            low, high = max(box.bottom for box in chain), min(box.top for box in chain)
            boxes = tuple(Box(box.left, high, box.right, low) for box in chain)
            return Glyphs(ink, boxes, Box(x + chain[0].left, y + high, x + chain[-1].right, y + low))
    return None


def _without_brackets(chain: list[Box]) -> list[Box]:
    """The pieces without what is no digit at either end: a bracket, which is narrow and high, or a sliver of one."""
    while len(chain) > FOUR - 1 and _is_bracket(chain[-1], chain[:-1]):
        chain = chain[:-1]
    while len(chain) > FOUR - 1 and _is_bracket(chain[0], chain[1:]):
        chain = chain[1:]
    return chain


def _is_bracket(box: Box, digits: Sequence[Box]) -> bool:
    middle = len(digits) // 2
    width = sorted(digit.right - digit.left for digit in digits)[middle]
    height = sorted(digit.bottom - digit.top for digit in digits)[middle]
    narrow = (box.right - box.left) / width
    return narrow < SLIVER or (len(digits) >= FOUR and narrow < NARROW and box.bottom - box.top > HIGH * height)


def _ink(cut: Image.Image) -> Image.Image | None:
    """White on black, from no ink (0) to the darkest (255)."""
    levels = list(itertools.accumulate(cut.histogram()))
    if not levels[-1]:
        return None
    dark = next(level for level in range(256) if levels[level] >= 0.02 * levels[-1])
    paper = next(level for level in range(256) if levels[level] >= 0.6 * levels[-1])
    if paper - dark < CONTRAST:
        return None
    return cut.point(lambda level: max(0, min(255, round((paper - level) * 255 / (paper - dark)))))


def _pieces(ink: Image.Image, least: int) -> list[Box]:
    """Boxes of points that hang together, also over a corner, from the left."""
    width = ink.width
    data = ink.point(lambda level: 255 * (level > least)).tobytes()
    owner: list[int] = []
    boxes: list[tuple[Box, int]] = []
    above: list[tuple[int, int, int]] = []

    def root(part: int) -> int:
        while owner[part] != part:
            part = owner[part]
        return part

    for y in range(ink.height):
        runs = []
        for found in re.finditer(rb"\xff+", data[y * width : (y + 1) * width]):
            start, end = found.span()
            part = len(owner)
            owner.append(part)
            boxes.append((Box(start, y, end, y + 1), end - start))
            for left, right, other in above:
                if left <= end and right >= start and root(other) != root(part):
                    one, two = root(other), root(part)
                    owner[two] = one
                    boxes[one] = (boxes[one][0].around(boxes[two][0]), boxes[one][1] + boxes[two][1])
            runs.append((start, end, part))
        above = runs
    return sorted(
        (box for part, (box, points) in enumerate(boxes) if owner[part] == part and points >= SPECK),
        key=lambda box: (box.left, box.right),
    )


def _upright(pieces: Sequence[Box], line: Box) -> Iterator[Box]:
    """Pieces as high as digits on this line; what stands one above the other is one glyph that broke."""
    height = line.bottom - line.top
    held: Box | None = None
    for box in pieces:
        middle = line.top + 0.5 * height < box.bottom and box.top < line.bottom - 0.3 * height
        if box.bottom - box.top < LOW * height or not middle:
            continue
        narrower = min(box.right - box.left, held.right - held.left) if held else 0
        if held and min(held.right, box.right) - box.left > narrower / 2:
            held = held.around(box)
            continue
        if held:
            yield held
        held = box
    if held:
        yield held


def _chain(glyphs: list[Box], line: Box, close: float) -> list[Box]:
    """The glyphs that stand close to one another where the engine saw the number."""
    seen = [n for n, box in enumerate(glyphs) if line.left - 2 <= _middle(box) <= line.right + 2]
    if not seen:
        return []
    first = last = seen[len(seen) // 2]
    gap = close * (line.bottom - line.top)
    while first > 0 and glyphs[first].left - glyphs[first - 1].right < gap:
        first -= 1
    while last < len(glyphs) - 1 and glyphs[last + 1].left - glyphs[last].right < gap:
        last += 1
    return glyphs[first : last + 1]


def _parted(glyphs: list[Box], ink: Image.Image) -> list[Box]:
    """Three glyphs of which one is two that touch, cut where its columns have the least ink; or as they were."""
    *others, wide = sorted(range(len(glyphs)), key=lambda n: glyphs[n].right - glyphs[n].left)
    box = glyphs[wide]
    width = box.right - box.left
    if width < DOUBLE * max(glyphs[n].right - glyphs[n].left for n in others):
        return glyphs
    columns = ink.crop((box.left, box.top, box.right, box.bottom)).resize((width, 1), Image.Resampling.BOX).tobytes()
    middle = range(round(0.35 * width), round(0.65 * width) + 1)
    cut = box.left + min(middle, key=lambda x: (columns[x], abs(2 * x - width)))
    halves = [Box(box.left, box.top, cut, box.bottom), Box(cut, box.top, box.right, box.bottom)]
    return [*glyphs[:wide], *halves, *glyphs[wide + 1 :]]


def _middle(box: Box) -> float:
    return (box.left + box.right) / 2
