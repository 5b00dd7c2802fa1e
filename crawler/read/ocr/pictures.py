"""Bytes to one grey picture of readable size: pages of PDFs, and pictures of any kind that Pillow opens."""

from __future__ import annotations

import io
import warnings

import pypdfium2 as pdfium
from PIL import Image, ImageOps

from crawler.read.ocr.engine import DPI

MAX_POINTS = 9_000_000
"""Points of a rendered page: A3 at 200 dpi is 7.7 million."""

MAX_OPENED = 60_000_000
"""Points of a picture that is opened at all: as many bytes times three in memory."""

MIN_SIDES = (200, 100)
"""Longer and shorter side in points below which a picture is an icon or a button."""

STRIP = 8
"""Times as long as it is high: a banner's edge, a divider."""

SMALL, READABLE, LARGE = 1100, 1650, 2600
"""Longer side in points: below the first a picture is enlarged to the second, above the third it is reduced."""

ENLARGED = 2.0
"""Times that a picture is enlarged at most: letters of 10 points are then read as well as larger ones, and more
makes it worse (measured for 10 to 34 points, 1 to 4 times)."""


class NoPictureError(Exception):
    """The bytes are no picture that can be opened; ``limit``: it is beyond our limits; ``small``: below them."""

    def __init__(self, *, limit: bool = False, small: bool = False) -> None:
        super().__init__("limit" if limit else "too small" if small else "damaged")
        self.limit = limit
        self.small = small


def page_picture(body: bytes, page: int) -> Image.Image:
    """A page (1-based) of a PDF in grey at `DPI`, or less where it is huge. Raises NoPictureError."""
    try:
        document = pdfium.PdfDocument(body)
    except pdfium.PdfiumError as error:
        raise NoPictureError from error
    try:
        if not 1 <= page <= len(document):
            raise NoPictureError
        sheet = document[page - 1]
        width, height = sheet.get_size()
        scale = DPI / 72
        if not (width > 0 and height > 0):
            raise NoPictureError
        scale = min(scale, (MAX_POINTS / (width * height)) ** 0.5)
        picture: Image.Image = sheet.render(scale=scale, grayscale=True).to_pil()
        return picture.convert("L")
    except (pdfium.PdfiumError, MemoryError, ValueError) as error:
        raise NoPictureError(limit=isinstance(error, MemoryError)) from error
    finally:
        document.close()


def opened_picture(body: bytes) -> Image.Image:
    """The first frame of a picture, in grey on white, upright by its own account, of readable size.

    Raises NoPictureError.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Pillow, about sizes and metadata; the size is judged here
            return _sized(_opened(body))
    except NoPictureError:
        raise
    except Exception as error:  # decoders of twenty formats raise whatever their authors chose
        raise NoPictureError(limit=isinstance(error, (Image.DecompressionBombError, MemoryError))) from error


def _opened(body: bytes) -> Image.Image:
    with Image.open(io.BytesIO(body)) as picture:
        long, short = max(picture.size), min(picture.size)
        if picture.width * picture.height > MAX_OPENED:
            raise NoPictureError(limit=True)
        if long < MIN_SIDES[0] or short < MIN_SIDES[1] or long > STRIP * short:
            raise NoPictureError(small=True)
        picture.draft("L", (LARGE, LARGE))
        upright = ImageOps.exif_transpose(picture)
        if upright.has_transparency_data:
            colours = upright.convert("RGBA")
            white = Image.new("RGBA", colours.size, "white")
            upright = Image.alpha_composite(white, colours)
        if upright.mode.startswith(("I", "F")):  # 16 bits and more: stretched to what there is
            low, high = upright.getextrema()
            span = float(high) - float(low) or 1.0  # type: ignore[arg-type]
            upright = upright.point(lambda level: (level - float(low)) * (255 / span))  # type: ignore[arg-type]
        return upright.convert("L")


def _sized(picture: Image.Image) -> Image.Image:
    long = max(picture.size)
    factor = min(ENLARGED, READABLE / long) if long < SMALL else min(1.0, LARGE / long)
    if factor == 1:
        return picture
    size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
    return picture.resize(size, Image.Resampling.LANCZOS)
