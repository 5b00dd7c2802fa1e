"""What was recognised, put into the document it was recognised in."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from checks.evidence import TEXT_KINDS, Block, Document
from crawler.read.ocr.layout import blocks_of
from crawler.read.ocr.recognised import Recognised

READER = "ocr/1"
"""Goes up whenever the same recognised lines give other blocks."""

_LOOKED = frozenset({"read", "no-text", "too-small"})
_MENDED = frozenset({"no-text", "garbled"})


def with_recognised(document: Document, pages: Mapping[int, Recognised]) -> Document:
    """The document with the words of its pictures at their pages; a picture by itself is its own page 0 or 1.

    Pages with recognised words lose the text they had: it was unusable. Pages in which there are none (photographs)
    stay as they are, and count as looked at. The document is returned unchanged where none was looked at.

    The reader's name tells how many pages were looked at, as in ``pdf/2+ocr/1:3``: more pages are another reading.
    """
    looked = {page: found for page, found in sorted(pages.items()) if found.state in _LOOKED}
    if not looked:
        return document
    read = {page: found for page, found in looked.items() if found.state == "read"}
    table = max((block.table for block in document.blocks), default=0)
    new: dict[int, tuple[Block, ...]] = {}
    for page, found in read.items():
        new[page] = blocks_of(found, page, table + 1)
        table = max((table, *(block.table for block in new[page])))
    kept = [block for block in document.blocks if block.page not in new or block.kind not in TEXT_KINDS]
    blocks = sorted([*(block for page in new.values() for block in page), *kept], key=lambda block: block.page)
    layer = msgspec.structs.replace(
        document.layer,
        decision="recognised",
        recognised=tuple(sorted({*document.layer.recognised, *looked})),
        confidence=_confidence(blocks),
    )
    state = "read" if read and document.state in _MENDED else document.state
    name = f"{document.reader.partition('+')[0]}+{READER}:{len(layer.recognised)}"
    return msgspec.structs.replace(document, state=state, blocks=tuple(blocks), layer=layer, reader=name)


def _confidence(blocks: list[Block]) -> int:
    read = [(block.ocr, len(block.text)) for block in blocks if block.ocr]
    letters = sum(length for _, length in read)
    return round(sum(ocr * length for ocr, length in read) / letters) if letters else 0
