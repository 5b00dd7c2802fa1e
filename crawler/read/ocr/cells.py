"""Cells and boxes laid one below the other in a picture of their own, so that no line runs from one into the next.

Measured on ruled tables (``bench/ocr.py``): nine in ten of the errors go that the engine makes when it reads the table
in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from PIL import Image, ImageDraw, ImageOps

from crawler.read.ocr.engine import Piece
from crawler.read.ocr.recognised import Box
from crawler.read.ocr.rulings import DARK, Region

GAP = 48
"""White points between two cells."""

EDGE = 20
"""White points left and right of them."""

TALLEST = 12_000
"""Points after which another picture is begun."""

SMALLEST = 14
"""Points that a cell with text has at least in both directions."""

FRAME = 0.4
"""A single box that is a larger part of the page than this is its frame."""


class Rung(msgspec.Struct, frozen=True):
    """A cell in its place in the ladder."""

    region: Region
    top: int


def worth_reading(picture: Image.Image, regions: Iterable[Region]) -> list[Region]:
    """The cells and boxes with ink in them; frames around a page are no boxes."""
    page = picture.width * picture.height
    return [
        region
        for region in regions
        if min(_width(region.box), _height(region.box)) >= SMALLEST
        and (region.table or _width(region.box) * _height(region.box) < FRAME * page)
        and _darkest(picture.crop(_tuple(region.box))) < DARK
    ]


def without(picture: Image.Image, regions: Iterable[Region]) -> Image.Image:
    """The picture with its cells and boxes blank."""
    rest = picture.copy()
    draw = ImageDraw.Draw(rest)
    for region in regions:
        draw.rectangle(_tuple(region.box), fill=255)
    return rest


def ladders(picture: Image.Image, regions: Iterable[Region]) -> Iterator[tuple[Image.Image, list[Rung]]]:
    """Pictures of the cells one below the other, with what stands where."""
    rungs: list[Rung] = []
    bottom = GAP
    for region in regions:
        if bottom > TALLEST:
            yield _drawn(picture, rungs, bottom), rungs
            rungs, bottom = [], GAP
        rungs.append(Rung(region, bottom))
        bottom += _height(region.box) + GAP
    if rungs:
        yield _drawn(picture, rungs, bottom), rungs


def back_in_place(found: Iterable[Piece], rungs: list[Rung]) -> Iterator[tuple[Region, Piece]]:
    """Every piece with its cell, its box moved to where it stands in the page."""
    for piece in found:
        rung = max((r for r in rungs if r.top - GAP / 2 <= piece.box.middle), key=lambda r: r.top, default=rungs[0])
        x, y = rung.region.box.left - EDGE, rung.region.box.top - rung.top
        box = Box(piece.box.left + x, piece.box.top + y, piece.box.right + x, piece.box.bottom + y)
        yield rung.region, msgspec.structs.replace(piece, box=box)


def _drawn(picture: Image.Image, rungs: list[Rung], height: int) -> Image.Image:
    width = max(_width(rung.region.box) for rung in rungs) + 2 * EDGE
    ladder = Image.new("L", (width, height), 255)
    for rung in rungs:
        cell = ImageOps.autocontrast(picture.crop(_tuple(rung.region.box)), cutoff=(1, 30))
        ladder.paste(cell, (EDGE, rung.top))
    return ladder


def _darkest(cell: Image.Image) -> int:
    # A mean of 2 × 2 points: single specks are no ink.
    return int(cell.reduce(2).getextrema()[0])  # type: ignore[arg-type]


def _width(box: Box) -> int:
    return box.right - box.left


def _height(box: Box) -> int:
    return box.bottom - box.top


def _tuple(box: Box) -> tuple[int, int, int, int]:
    return box.left, box.top, box.right, box.bottom
