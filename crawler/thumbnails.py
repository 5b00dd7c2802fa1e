"""Small pictures of pages for the reports: the top of a page, as a PNG of a few kilobytes."""

from __future__ import annotations

import io
import logging
from typing import Final

from PIL import Image

logger = logging.getLogger(__name__)

LARGEST: Final = 12_000
"""Bytes of a thumbnail: a report holds up to 43 of them."""

_SHAPE: Final = 3 / 4
"""Height for a width of 1: of a long page the top is shown."""

_TRIES: Final = ((320, 64), (320, 24), (240, 24), (200, 16), (160, 8), (96, 4))
"""Widths in pixels and numbers of colours, the best looking first."""


def thumbnail(png: bytes) -> bytes:
    """The top of a picture, small; empty where it is no picture or cannot be made small enough."""
    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as picture:
            top = picture.convert("RGB").crop((0, 0, picture.width, min(picture.height, int(picture.width * _SHAPE))))
        return next((small for small in (_shrunk(top, *one) for one in _TRIES) if len(small) <= LARGEST), b"")
    except (OSError, ValueError, SyntaxError, ZeroDivisionError, Image.DecompressionBombError) as error:
        logger.warning("a stored picture cannot be shown: %s", error)
        return b""


def _shrunk(picture: Image.Image, width: int, colours: int) -> bytes:
    width = min(width, picture.width)
    small = picture.resize((width, max(1, picture.height * width // picture.width)), reducing_gap=2.0)
    out = io.BytesIO()
    small.quantize(colours).save(out, "PNG", optimize=True)
    return out.getvalue()
