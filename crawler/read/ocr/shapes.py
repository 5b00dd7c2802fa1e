"""Shapes of Thai digits, drawn from the Thai fonts of this machine, and how much a glyph is like each of them.

A shape is told by the directions of its edges in a coarse grid: that holds from font to font, and under blur, grain
and weight, where the points themselves do not.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from typing import Final

import msgspec
from PIL import Image, ImageDraw, ImageFilter, ImageFont

DIGITS: Final = "๐๑๒๓๔๕๖๗๘๙"

FAMILIES: Final = (
    "Laksaman", "Garuda", "Loma", "Norasi", "Kinnari", "Waree", "Umpush", "Sawasdee", "TlwgMono", "TlwgTypewriter",
    "TlwgTypist", "TlwgTypo",
)  # fmt: skip
"""Of Debian's fonts-thai-tlwg. Laksaman has the letters of TH Sarabun, which offices must write in."""

STYLES: Final = ("", "-Bold")

TALL = 28
"""Points to which a glyph is enlarged."""

EDGE = 4
"""Empty points around it."""

WIDE = 24
"""Points of width of a glyph that is stretched, so that narrow and wide fonts are alike."""

CELLS = 7
"""Cells of the grid in each direction."""

LEVELS = (6, 14, 24, 36, 50, 66, 84, 104)
"""Strengths of an edge that are told apart."""

_DRAWN = 200
_SCANNED = 18
"""Points in height of ๒๕ in a letter of 16 points at 150 dpi, and after it was enlarged to 200 dpi:"""
_READ = 24

_SLOPES = ((-1, 0, 1, -2, 0, 2, -1, 0, 1), (-1, -2, -1, 0, 0, 0, 1, 2, 1), (0, 1, 2, -1, 0, 1, -2, -1, 0),
           (2, 1, 0, 1, 0, -1, 0, -1, -2))  # fmt: skip
_EDGES = tuple(
    ImageFilter.Kernel((3, 3), [sign * weight for weight in slope], scale=4) for slope in _SLOPES for sign in (1, -1)
)
_STEPS = tuple([255 * (strength >= level) for strength in range(256)] for level in LEVELS)
_SOFT = ImageFilter.GaussianBlur(0.6)
_SPREAD = ImageFilter.GaussianBlur(1.5)


class Shape(msgspec.Struct, frozen=True):
    """A glyph as bits: as high as it stands among its neighbours, and stretched to one width.

    Two shapes differ by the number of bits in which they differ.
    """

    standing: int
    stretched: int

    @property
    def weight(self) -> int:
        """Bits that are set: what a difference is measured against."""
        return self.standing.bit_count() + self.stretched.bit_count()


def shape_of(ink: Image.Image, box: tuple[float, float, float, float]) -> Shape:
    """The shape of what stands in a box (left, top, right, bottom) of a picture, white on black.

    top and bottom are those of the whole number, so that digits that rise above the others are told from them.
    """
    left, top, right, bottom = box
    width = max(1, min(TALL + EDGE, round((right - left) * TALL / (bottom - top))))
    return Shape(*(_bits(ink.resize((w, TALL), Image.Resampling.BICUBIC, box)) for w in (width, WIDE)))


def _bits(glyph: Image.Image) -> int:
    side = TALL + 2 * EDGE
    framed = Image.new("L", (side, side))
    framed.paste(glyph, ((side - glyph.width) // 2, EDGE))
    framed = framed.filter(_SOFT)
    planes = Image.new("L", (CELLS, CELLS * len(_EDGES)))
    for n, edge in enumerate(_EDGES):
        plane = framed.filter(edge).filter(_SPREAD).resize((CELLS, CELLS), Image.Resampling.BOX)
        planes.paste(plane, (0, n * CELLS))
    return int.from_bytes(b"".join(planes.point(step, "1").tobytes() for step in _STEPS), "big")


@functools.cache
def fonts() -> Mapping[str, ImageFont.FreeTypeFont]:
    """The fonts of ours that are installed, by name; wherever the system keeps its fonts."""
    found = {}
    for name in (f"{family}{style}" for family in FAMILIES for style in STYLES):
        try:
            found[name] = ImageFont.truetype(f"{name}.ttf", _DRAWN, layout_engine=ImageFont.Layout.BASIC)
        except OSError:
            continue
    return found


@functools.cache
def known_as() -> str:
    """A name for the shapes that digits are compared with: changes with the fonts; empty where there are none."""
    digest = hashlib.sha256()
    for name, font in fonts().items():
        digest.update(name.encode())
        for digit in DIGITS:
            digest.update(bytes(font.getmask(digit)))
    return digest.hexdigest()[:8] if fonts() else ""


@functools.cache
def templates(without: str = "") -> tuple[tuple[Shape, ...], ...]:
    """Shapes of each digit from 0 to 9 in all fonts; those of the family ``without`` are left out (to measure)."""
    used = [_digits_of(name) for name in fonts() if not without or not name.startswith(without)]
    return tuple(tuple(shapes[n] for shapes in used) for n in range(len(DIGITS)))


@functools.cache
def _digits_of(name: str) -> tuple[Shape, ...]:
    return tuple(_drawn(fonts()[name], digit) for digit in DIGITS)


def _drawn(font: ImageFont.FreeTypeFont, digit: str) -> Shape:
    """A digit as a scanner of 150 dots an inch would show it."""
    _, top, _, bottom = font.getbbox("๒๕")  # both stand in every year, and none of the digits is higher or lower
    left, _, right, _ = font.getbbox(digit)
    margin = 30
    page = Image.new("L", (round(right - left) + 2 * margin, round(bottom - top) + 2 * margin))
    ImageDraw.Draw(page).text((margin - left, margin - top), digit, font=font, fill=255)
    coarse, fine = _SCANNED / (bottom - top), _READ / (bottom - top)
    seen = page.resize((round(page.width * coarse), round(page.height * coarse)), Image.Resampling.BOX)
    seen = seen.resize((round(page.width * fine), round(page.height * fine)), Image.Resampling.BICUBIC)
    x, y = seen.width / page.width, seen.height / page.height
    return shape_of(seen, (margin * x, margin * y, (page.width - margin) * x, (page.height - margin) * y))
