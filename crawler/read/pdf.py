"""The PDF reader: the text layer of born-digital files, page by page.

Damage that is in the file itself (lost ``ำ``, private-use glyphs) stays in the text: folding repairs it on both sides
of a comparison, and quotes show what the file says. Pages whose text is false give no text: they are listed to be read
as pictures. PDFium is not thread-safe: call this from one thread at a time.
"""

from __future__ import annotations

import msgspec
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from checks.evidence import DocumentState, Layer
from crawler.read.found import FileText, meaningful
from crawler.read.layer import together
from crawler.read.mojibake import repair
from crawler.read.pdf_page import Carried, Page, read_page

READER = "pdf/2"

MAX_PAGES = 300
"""Pages read of one document; evidence stands at the front of longer ones."""


def read_pdf(body: bytes) -> FileText:
    """Text lines, table cells and links of a PDF; the state says why there are none.

    A file that is locked with an empty password opens. Notes: ``pages-cut:300`` (the pages read of a longer file),
    ``pages-broken:2`` (pages that do not load), ``attachments:1``, ``xfa`` (a form that only Adobe's reader shows).
    """
    try:
        document = pdfium.PdfDocument(body)
    except pdfium.PdfiumError as error:
        locked = error.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)
        return FileText("encrypted" if locked else "damaged")
    try:
        return _read(document)
    finally:
        document.close()


def _read(document: pdfium.PdfDocument) -> FileText:
    count = len(document)
    pages: dict[int, Page] = {}
    tables, carried = 0, Carried()
    for number in range(1, min(count, MAX_PAGES) + 1):
        try:
            page = read_page(document, number, tables, carried)
        except pdfium.PdfiumError:
            carried = Carried()
            continue
        pages[number] = page
        tables, carried = page.tables, page.carried
    return FileText(
        state=_state(list(pages.values())),
        blocks=tuple(block for page in pages.values() for block in page.blocks),
        title=_title(document),
        pages=count,
        layer=_layer(pages),
        notes=tuple(_notes(document, min(count, MAX_PAGES) - len(pages))),
    )


def _title(document: pdfium.PdfDocument) -> str:
    return meaningful(repair(document.get_metadata_value("Title").replace("\x00", ""))[0])


def _state(pages: list[Page]) -> DocumentState:
    if not pages:
        return "damaged"
    if any(page.usable for page in pages):
        return "read"
    return "garbled" if any(page.unreadable for page in pages) else "no-text"


def _layer(pages: dict[int, Page]) -> Layer:
    """What the doctor says of all pages together; without usable text, pictures are all there is."""
    usable = [(page.letters, page.layer) for page in pages.values() if page.usable]
    layer = together(usable or [(page.letters, page.layer) for page in pages.values() if page.unreadable])
    pictures = tuple(number for number, page in pages.items() if page.picture)
    if not usable and pictures:
        return Layer("picture", max(1.0, layer.damage), layer.figures, pictures)
    return msgspec.structs.replace(layer, pictures=pictures)


def _notes(document: pdfium.PdfDocument, broken: int) -> list[str]:
    notes = []
    if len(document) > MAX_PAGES:
        notes.append(f"pages-cut:{MAX_PAGES}")
    if broken:
        notes.append(f"pages-broken:{broken}")
    if attachments := document.count_attachments():
        notes.append(f"attachments:{attachments}")
    if document.get_formtype() in (pdfium_c.FORMTYPE_XFA_FULL, pdfium_c.FORMTYPE_XFA_FOREGROUND):
        notes.append("xfa")
    return notes
