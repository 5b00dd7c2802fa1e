"""Bytes to blocks: the readers of pages and documents.

``read`` tells from the bytes what a body is and hands it to the reader of that kind. Checks see only the blocks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import msgspec

from checks.evidence import Block, Document, DocumentState
from crawler.read import html, pdf
from crawler.read.encoding import GARBLED, decode
from crawler.read.kinds import kind_of
from crawler.read.lines import collapse

__all__ = ["READERS", "read"]

TEXT_READER = "text/1"
NO_READER = "none/1"

READERS: dict[str, str] = dict(name.split("/") for name in (html.READER, pdf.READER, TEXT_READER, NO_READER))
"""Readers by name with their version; a version goes up whenever the blocks of the same bytes change."""


def read(body: bytes, *, url: str, final_url: str, content_type: str, fetched_at: str = "") -> Document:
    """Turn a fetched body into a document.

    body: decompressed bytes. url: as asked; final_url: as answered, against which links are resolved. content_type:
    the header as sent; it only helps to guess the encoding. Never raises on bad bytes: the state says what is wrong.
    """
    final_url = final_url or url
    kind = kind_of(body)
    document = Document(
        url=url,
        final_url=final_url,
        kind="page" if kind == "html" else "document",
        content_type=content_type,
        sha256=hashlib.sha256(body).hexdigest(),
        reader=NO_READER,
        state="reader-missing",
        fetched_at=fetched_at,
    )
    return _READ[kind](document, body) if kind in _READ else document


def _read_empty(document: Document, _body: bytes) -> Document:
    return msgspec.structs.replace(document, state="empty")


def _read_html(document: Document, body: bytes) -> Document:
    text, encoding, notes = decode(body, document.content_type)
    page = html.read_html(text, document.final_url, encoding)
    state: DocumentState = "garbled" if GARBLED in notes and page.state == "read" else page.state
    return msgspec.structs.replace(document, reader=html.READER, state=state, title=page.title, blocks=page.blocks)


def _read_text(document: Document, body: bytes) -> Document:
    text, _, notes = decode(body, document.content_type)
    lines = (collapse([line]) for line in text.splitlines())
    blocks = tuple(Block("paragraph", line) for line in lines if line)
    return msgspec.structs.replace(
        document, reader=TEXT_READER, state="garbled" if GARBLED in notes else "read", blocks=blocks
    )


def _read_pdf(document: Document, body: bytes) -> Document:
    found = pdf.read_pdf(body)
    return msgspec.structs.replace(
        document, reader=pdf.READER, state=found.state, title=found.title, blocks=found.blocks, pages=found.pages
    )


_READ: dict[str, Callable[[Document, bytes], Document]] = {
    "empty": _read_empty,
    "html": _read_html,
    "text": _read_text,
    "pdf": _read_pdf,
}
