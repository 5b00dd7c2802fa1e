"""Rows that name a document to open: "PDF คู่มือการปฏิบัติงาน … ดาวน์โหลด". What the document says is the evidence."""

from __future__ import annotations

from checks.bundle import Bundle
from checks.evidence import GONE, TEXT_KINDS, Block
from checks.partial import left_out
from checks.reading import Line, Reading

ROW = 200
"""A longer text with a link in it says something itself."""

BUTTON = 24
"""A link alone in its line, and no longer than this, is the button of the line above it."""

COVER = 120
"""A document with less text than this is a cover, whatever names it."""


def without_covers(bundle: Bundle, reading: Reading) -> list[Line]:
    """The evidence of a page without the rows that name documents which are a cover only, or gone."""
    bare = {block for block, href in _rows(reading) if _says_nothing(bundle, href)}
    return [x for x in reading.evidence if x.block not in bare] if bare else reading.evidence


def _rows(reading: Reading) -> list[tuple[Block, str]]:
    """Short texts of a page with the address they lead to: the link stands in them, or is a button below them."""
    found: list[tuple[Block, str]] = []
    texts: list[Block] = []
    for block in reading.document.blocks if reading.is_page else ():
        if block.region != "main":
            continue
        if block.kind in TEXT_KINDS and block.text:
            texts.append(block)
        elif block.kind == "link" and block.href and texts:
            button = texts[-1].text == block.text and len(block.text) <= BUTTON
            found += [(t, block.href) for t in texts[-2 if button else -1 :] if len(t.text) <= ROW]
    return found


def _says_nothing(bundle: Bundle, href: str) -> bool:
    target = bundle.site.at(href)
    if target is None:
        failure = bundle.site.failure_at(href)
        return failure is not None and failure.cause in GONE
    if target.is_page or not target.readable:
        return False
    unread = target.document.layer.unread or left_out(target.document)
    return not unread and sum(len(x.text) for x in target.evidence) < COVER
