"""Bytes to blocks: the readers of pages and documents.

``read`` tells from the bytes what a body is and hands it to the reader of that kind. Checks see only the blocks. It is
a pure function of the bytes; files are read in a process apart (:mod:`crawler.read.apart`), and the words in pictures
are recognised later (:mod:`crawler.read.ocr`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import msgspec

from checks.evidence import Block, Document, DocumentState, Layer
from crawler.read import archives, html, pdf
from crawler.read.encoding import GARBLED, decode
from crawler.read.found import FileText
from crawler.read.kinds import Kind, kind_of
from crawler.read.lines import collapse
from crawler.read.office import delimited, docx, odf, old_slides, old_word, ole, pptx, xlsx

__all__ = ["READERS", "read"]

TEXT_READER = "text/1"
PICTURE_READER = "image/1"
LOCKED_READER = "locked/1"
NO_READER = "none/1"


def _picture(_body: bytes) -> FileText:
    """A picture holds no text of its own; what can be recognised in it is asked later."""
    return FileText("no-text", layer=Layer("picture", damage=1.0, pictures=(1,)))


def _nothing(_body: bytes) -> FileText:
    return FileText("empty")


_FILES: dict[Kind, tuple[str, Callable[[bytes], FileText]]] = {
    "pdf": (pdf.READER, pdf.read_pdf),
    "docx": (docx.READER, docx.read_docx),
    "xlsx": (xlsx.READER, xlsx.read_xlsx),
    "xls": (xlsx.READER, xlsx.read_xls),
    "ods": (odf.READER, odf.read_ods),
    "odt": (odf.READER, odf.read_odt),
    "odp": (odf.READER, odf.read_odp),
    "pptx": (pptx.READER, pptx.read_pptx),
    "doc": (old_word.READER, old_word.read_doc),
    "ppt": (old_slides.READER, old_slides.read_ppt),
    "locked": (LOCKED_READER, ole.read_locked),
    "image": (PICTURE_READER, _picture),
    "empty": (NO_READER, _nothing),
}
"""Readers of files, by kind, with name and version."""

READERS: dict[str, str] = dict(
    name.split("/")
    for name in (
        html.READER, delimited.READER, archives.READER, TEXT_READER, PICTURE_READER, NO_READER,
        *(reader for reader, _ in _FILES.values()),
    )
)  # fmt: skip
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
    if kind == "html":
        return _read_html(document, body)
    reader, found = _file(kind, body, content_type)
    return msgspec.structs.replace(
        document,
        reader=reader,
        state=found.state,
        title=found.title,
        blocks=found.blocks,
        pages=found.pages,
        layer=found.layer,
        notes=found.notes,
    )


def _file(kind: Kind, body: bytes, content_type: str) -> tuple[str, FileText]:
    """What the reader of a kind finds, with its name."""
    if kind in _FILES:
        reader, function = _FILES[kind]
        return reader, function(body)
    if kind in _TEXTS:
        reader, of_text = _TEXTS[kind]
        return reader, of_text(body, content_type)
    if kind in archives.ARCHIVES:
        return archives.READER, archives.read_archive(body, _member)
    return NO_READER, FileText("reader-missing")


def _member(_name: str, body: bytes) -> FileText:
    """A file in an archive."""
    kind = kind_of(body)
    if kind == "html":
        page = html.read_html(decode(body, "").text, "")
        return FileText(page.state, page.blocks, page.title)
    return _file(kind, body, "")[1]


def _read_html(document: Document, body: bytes) -> Document:
    text, encoding, notes = decode(body, document.content_type)
    page = html.read_html(text, document.final_url, encoding)
    state: DocumentState = "garbled" if GARBLED in notes and page.state == "read" else page.state
    return msgspec.structs.replace(document, reader=html.READER, state=state, title=page.title, blocks=page.blocks)


def _text(body: bytes, content_type: str) -> FileText:
    text, _, notes = decode(body, content_type)
    lines = (collapse([line]) for line in text.splitlines())
    blocks = tuple(Block("paragraph", line) for line in lines if line)
    return FileText("garbled" if GARBLED in notes else "read", blocks)


_TEXTS: dict[Kind, tuple[str, Callable[[bytes, str], FileText]]] = {
    "text": (TEXT_READER, _text),
    "csv": (delimited.READER, delimited.read_csv),
}
"""Readers that must guess an encoding, for which the header counts."""
