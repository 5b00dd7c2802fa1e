"""Makes the lines of a picture level: finds by how many degrees they slope, without reading them."""

from __future__ import annotations

import itertools

from PIL import Image

STEEPEST = 6.0
"""Degrees; what slopes more is a photo of a paper, or no text."""

LEAST = 0.25
"""Degrees below which nothing is done: turning a picture blurs it."""

LOOK = 700
"""Points of the longer side of the small picture that is tried."""


def skew_of(picture: Image.Image) -> float:
    """Degrees by which a grey picture must be turned counter-clockwise to make its lines level; 0 where unknown.

    Level lines of text make rows of the picture that are all white beside rows that are dark: the turn with the
    sharpest change from row to row wins, if it is clearly sharper than no turn.
    """
    small = picture.copy()
    small.thumbnail((LOOK, LOOK), Image.Resampling.BOX)
    ink = small.point(lambda level: max(0, 200 - level))
    best = _sharpest(ink, [step * 0.5 for step in range(-12, 13)])
    best = round(_sharpest(ink, [best + step * 0.1 for step in range(-4, 5)]), 1)
    sharper = _sharpness(ink, best) > 1.05 * _sharpness(ink, 0.0)
    return best if sharper and LEAST <= abs(best) < STEEPEST else 0.0


def straightened(picture: Image.Image, degrees: float) -> Image.Image:
    """The picture turned counter-clockwise about its middle, corners white."""
    return picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255) if degrees else picture


def _sharpest(ink: Image.Image, angles: list[float]) -> float:
    return max(angles, key=lambda angle: (_sharpness(ink, angle), -abs(angle)))


def _sharpness(ink: Image.Image, angle: float) -> int:
    rows = ink.rotate(angle, Image.Resampling.BILINEAR).resize((1, ink.height), Image.Resampling.BOX, None).tobytes()
    return sum((one - other) ** 2 for one, other in itertools.pairwise(rows))
