"""Pages of documents as pictures for people: what a reader of the report would see."""

from __future__ import annotations

import io
import warnings

import pypdfium2 as pdfium
from PIL import Image

DPI = 100
"""Enough to read the words on a screen; half of what OCR needs."""

MAX_SIDE = 2000
"""Points of the longer side: a poster is shown smaller."""


def as_png(body: bytes, page: int) -> bytes:
    """A page (1-based) of a PDF, or (page 0) a picture, as a PNG; empty where it cannot be drawn."""
    try:
        picture = _page(body, page) if page else _opened(body)
        picture.thumbnail((MAX_SIDE, MAX_SIDE))
        out = io.BytesIO()
        picture.save(out, "PNG", optimize=True)
    except Exception:  # noqa: BLE001 - decoders of twenty formats raise whatever their authors chose
        return b""
    return out.getvalue()


def _page(body: bytes, page: int) -> Image.Image:
    document = pdfium.PdfDocument(body)
    try:
        sheet = document[page - 1]
        scale = min(DPI / 72, MAX_SIDE / max(sheet.get_size()))
        picture: Image.Image = sheet.render(scale=scale).to_pil()
        return picture.convert("RGB")
    finally:
        document.close()


def _opened(body: bytes) -> Image.Image:
    """A picture, on white where it lets its ground show through."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of Pillow, about sizes and metadata
        picture = Image.open(io.BytesIO(body))
        if not picture.has_transparency_data:
            return picture.convert("RGB")
        clear = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
