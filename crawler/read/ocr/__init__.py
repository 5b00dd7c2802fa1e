"""Pictures to blocks: scans, pages whose text layer is unreadable, and pictures large enough to carry text.

What is recognised depends on the bytes and on `ENGINE` only, and may be kept for ever under both; only the state
``limit`` depends on the time that was given. Thai digits come as they were read, and the engine knows half of them: no
year may be decided from them. Years that a second look (`digits.py`) made sure of come in Arabic digits.
"""

from __future__ import annotations

from typing import Final

from crawler.read.ocr.engine import DPI, LANGUAGES, OUR_VERSION, available, version
from crawler.read.ocr.layout import blocks_of
from crawler.read.ocr.merge import with_recognised
from crawler.read.ocr.recognise import recognise_page, recognise_picture
from crawler.read.ocr.recognised import Recognised, RecognisedState
from crawler.read.ocr.shapes import known_as

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

ENGINE: Final = f"tesseract-{version() or 'none'}/{LANGUAGES}/{DPI}/{OUR_VERSION}/digits-{known_as() or 'none'}"
"""Changes whenever the same bytes may give other words: with the engine, our code, and the fonts of this machine."""
