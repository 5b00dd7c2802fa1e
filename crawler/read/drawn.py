"""Pages of documents as pictures for people: what a reader of the report would see."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
from PIL import Image

DPI = 100
"""Enough to read the words on a screen; half of what OCR needs."""

MAX_SIDE = 2000
"""Points of the longer side: a poster is shown smaller."""


def as_png(body: bytes, page: int) -> bytes:
    """A page (1-based) of a PDF, or (page 0) a picture, as a PNG; empty where it cannot be drawn."""
    try:
        picture = _page(body, page) if page else Image.open(io.BytesIO(body)).convert("RGB")
        picture.thumbnail((MAX_SIDE, MAX_SIDE))
        out = io.BytesIO()
        picture.save(out, "PNG", optimize=True)
    except Exception:  # noqa: BLE001 - decoders of twenty formats raise whatever their authors chose
        return b""
    return out.getvalue()


def _page(body: bytes, page: int) -> Image.Image:
    document = pdfium.PdfDocument(body)
    try:
        picture: Image.Image = document[page - 1].render(scale=DPI / 72).to_pil()
        return picture.convert("RGB")
    finally:
        document.close()
