"""Pictures to blocks: scans, pages whose text layer is unreadable, and pictures large enough to carry text.

What is recognised depends on the bytes and on `ENGINE` only, and may be kept for ever under both; only the state
``limit`` depends on the time that was given. Digits come as they were read: Thai ๖ is read as ๒ in six of ten years,
so that no year may be decided from them.
"""

from __future__ import annotations

from typing import Final

from crawler.read.ocr.engine import DPI, LANGUAGES, OUR_VERSION, available, version
from crawler.read.ocr.layout import blocks_of
from crawler.read.ocr.merge import with_recognised
from crawler.read.ocr.recognise import recognise_page, recognise_picture
from crawler.read.ocr.recognised import Recognised, RecognisedState

__all__ = [
    "ENGINE",
    "Recognised",
    "RecognisedState",
    "available",
    "blocks_of",
    "recognise_page",
    "recognise_picture",
    "with_recognised",
]

ENGINE: Final = f"tesseract-{version() or 'none'}/{LANGUAGES}/{DPI}/{OUR_VERSION}"
"""Changes whenever the same bytes may give other words."""
