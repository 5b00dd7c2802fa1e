"""The PDF reader: the text layer of born-digital files, page by page.

Damage that is in the file itself (lost ``ำ``, private-use glyphs) stays in the text: folding repairs it on both sides
of a comparison, and quotes show what the file says. PDFium is not thread-safe: call this from one thread at a time.
"""

from __future__ import annotations

import re

import msgspec
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from checks.evidence import TEXT_KINDS, Block, DocumentState
from checks.thai.fold import skeleton
from crawler.read.mojibake import repair
from crawler.read.pdf_page import page_blocks

READER = "pdf/1"

MAX_PAGES = 300
"""Pages read of one document; evidence stands at the front of longer ones."""

ENOUGH_LETTERS = 25
"""Letters on a page below which it counts as a picture with a stamp or a page number."""

READABLE_SHARE = 0.1
"""With text on fewer of its pages than this, a document is a scan."""

SAMPLE = 20_000
"""Characters that are looked at to tell damaged text from sound text."""

_LETTER = re.compile(r"[^\W\d_]")
_THAI = re.compile(r"[\u0e01-\u0e5b]")
_LEADERS = re.compile(r"[\s._…\-–—|•\uf000-\uf0ff]+")
_SOUND = re.compile(r"[\w\u0e01-\u0e5b\uf700-\uf71a]")
_NO_TITLE = re.compile(
    r"^\s*(microsoft (word|powerpoint|excel)\b.*|untitled.*|slide \d+|powerpoint presentation|งานนำเสนอ powerpoint|"
    r"document\d*|[\w.-]+\.(docx?|xlsx?|pptx?|pdf|indd|cdr|ai|tmp)|[0-9a-f]{16,}|\W*)\s*$",
    re.IGNORECASE,
)
_COMMON = tuple(
    map(
        skeleton,
        ("การ", "ของ", "และ", "ตาม", "โดย", "ใน", "งาน", "ราย", "จาก", "บาท", "ราคา", "วัน", "นาย", "นาง", "ให้", "ที่"),
    )
)

FEW_THAI = 300
"""Thai characters below which nothing can be said about the words they make."""

LETTERS_A_WORD = 400
"""Sound Thai has one of the commonest words in far fewer characters than this."""


class PdfText(msgspec.Struct, frozen=True):
    """What the reader found in a document."""

    title: str
    blocks: tuple[Block, ...]
    pages: int
    state: DocumentState


def read_pdf(body: bytes) -> PdfText:
    """Text lines, table cells and links of a PDF; the state says why there are none."""
    try:
        document = pdfium.PdfDocument(body)
    except pdfium.PdfiumError as error:
        locked = error.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)
        return PdfText("", (), 0, "encrypted" if locked else "damaged")
    try:
        return _read(document)
    finally:
        document.close()


def _read(document: pdfium.PdfDocument) -> PdfText:
    pages = len(document)
    blocks: list[Block] = []
    broken = table = 0
    for number in range(1, min(pages, MAX_PAGES) + 1):
        try:
            found, table = page_blocks(document, number, table)
        except pdfium.PdfiumError:
            broken += 1
            continue
        blocks += found
    title = " ".join(repair(document.get_metadata_value("Title").replace("\x00", ""))[0].split())
    if _NO_TITLE.match(title):
        title = ""
    state: DocumentState = "damaged" if not pages or broken == min(pages, MAX_PAGES) else _state(blocks, pages)
    return PdfText(title, tuple(blocks), pages, state)


def _state(blocks: list[Block], pages: int) -> DocumentState:
    letters: dict[int, int] = {}
    for block in blocks:
        if block.kind in TEXT_KINDS:
            letters[block.page] = letters.get(block.page, 0) + len(_LETTER.findall(block.text))
    readable = sum(count >= ENOUGH_LETTERS for count in letters.values())
    if readable < max(1, READABLE_SHARE * min(pages, MAX_PAGES)):
        return "no-text"
    text = "\n".join(block.text for block in blocks if block.kind in TEXT_KINDS)
    return "garbled" if is_garbled(text) else "read"


def is_garbled(text: str) -> bool:
    """Whether a text layer is damaged beyond what folding repairs: fonts with a false character map.

    Such text is mostly signs that are no letters, or Thai letters in which not even the commonest words appear.
    """
    dense = _LEADERS.sub("", text[:SAMPLE])
    if len(dense) >= FEW_THAI // 3 and len(_SOUND.findall(dense)) * 2 < len(dense):
        return True
    thai = len(_THAI.findall(dense))
    if thai < FEW_THAI:
        return False
    key = skeleton(dense)
    return sum(key.count(word) for word in _COMMON) * LETTERS_A_WORD < thai
