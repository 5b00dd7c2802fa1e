"""One page of a PDF: its lines of text, the rows of its simple tables, and its links."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence

import msgspec
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from checks.evidence import Block
from crawler.read.pdf_marks import PageLine, rejoin_marks

MIN_ROWS = 3
"""Lines with the same columns, one below the other, that make a table."""

COLUMN_GAP = 1.4
"""White space between two columns, in heights of the line; justified Thai text stays below it."""

SLACK = 5.0
"""Points by which the edges of a column may differ from row to row."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SPACES = re.compile(r"\s+")


class Segment(msgspec.Struct, frozen=True):
    """Words of a line that stand together, with their left and right edge in points."""

    text: str
    left: float
    right: float


def page_blocks(document: pdfium.PdfDocument, number: int, tables: int) -> tuple[list[Block], int]:
    """The blocks of page ``number`` (1-based), and the number of tables up to its end; ``tables`` came before it.

    Raises PdfiumError where the page cannot be loaded.
    """
    page = document[number - 1]
    try:
        text_page = page.get_textpage()
        try:
            lines = [cut for line in rejoin_marks(text_page) for cut in _segments(text_page, line)]
            filled = [[segment for segment in line if segment.text] for line in lines]
            blocks, tables = _rows_and_lines([line for line in filled if line], number, tables)
            blocks += _links(document, page, text_page, number)
        finally:
            text_page.close()
    finally:
        page.close()
    return blocks, tables


def _segments(text_page: pdfium.PdfTextPage, line: PageLine) -> Iterator[list[Segment]]:
    """Cut a line where the gap between words is as wide as between columns; a step back begins another line."""
    text, places = line.text, line.places
    if not text.strip():
        return
    found: list[Segment] = []
    begin, end = len(text) - len(text.lstrip()), len(text.rstrip())
    left, _, height = _box(text_page, places[begin])
    for gap in _SPACES.finditer(text, begin, end):
        _, right, tall = _box(text_page, places[gap.start() - 1])
        after, _, _ = _box(text_page, places[gap.end()])
        height = max(height, tall)
        back = after < left - height
        if back or after - right > COLUMN_GAP * height > 0:
            found.append(Segment(_clean(text[begin : gap.start()]), left, right))
            begin, left = gap.end(), after
        if back:
            yield found
            found = []
    _, right, _ = _box(text_page, places[end - 1])
    found.append(Segment(_clean(text[begin:]), left, right))
    yield found


def _clean(text: str) -> str:
    return " ".join(_CONTROL.sub("", text).split())


def _box(text_page: pdfium.PdfTextPage, place: int) -> tuple[float, float, float]:
    """Left and right edge and height of the character at a text index, in points; zeros where it has none."""
    index = pdfium_c.FPDFText_GetCharIndexFromTextIndex(text_page, place)
    rect = pdfium_c.FS_RECTF()
    if index < 0 or not pdfium_c.FPDFText_GetLooseCharBox(text_page, index, rect):
        return 0.0, 0.0, 0.0
    return rect.left, rect.right, rect.top - rect.bottom


def _rows_and_lines(lines: Sequence[list[Segment]], page: int, tables: int) -> tuple[list[Block], int]:
    """Rows of tables as cells, all other lines as paragraphs."""
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and len(lines[at]) > 1 and _same_columns(lines[at], lines[end]):
            end += 1
        if end - at >= MIN_ROWS:
            tables += 1
            for row, line in enumerate(lines[at:end], start=1):
                cells = enumerate(line, start=1)
                blocks += [Block("cell", c.text, table=tables, row=row, col=col, page=page) for col, c in cells]
        else:
            blocks += [Block("paragraph", " ".join(s.text for s in line), page=page) for line in lines[at:end]]
        at = end
    return blocks, tables


def _same_columns(first: Sequence[Segment], other: Sequence[Segment]) -> bool:
    """Whether two lines have columns that begin, end or are centred at the same places."""
    if len(first) != len(other):
        return False
    return all(
        min(abs(a.left - b.left), abs(a.right - b.right), abs(a.left + a.right - b.left - b.right) / 2) <= SLACK
        for a, b in zip(first, other, strict=True)
    )


def _links(
    document: pdfium.PdfDocument, page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, number: int
) -> Iterator[Block]:
    """Links that lead to an address, with the words they lie on; they follow the lines of their page."""
    position = ctypes.c_int(0)
    link = pdfium_c.FPDF_LINK()
    while pdfium_c.FPDFLink_Enumerate(page, position, link):
        action = pdfium_c.FPDFLink_GetAction(link)
        if not action or pdfium_c.FPDFAction_GetType(action) != pdfium_c.PDFACTION_URI:
            continue
        href = _uri(document, action)
        rect = pdfium_c.FS_RECTF()
        text = ""
        if pdfium_c.FPDFLink_GetAnnotRect(link, rect):
            text = _clean(text_page.get_text_bounded(rect.left, rect.bottom, rect.right, rect.top))
        if href:
            yield Block("link", text, href=href, page=number)


def _uri(document: pdfium.PdfDocument, action: object) -> str:
    """The address of a link action; many producers write it as raw UTF-8."""
    size = pdfium_c.FPDFAction_GetURIPath(document, action, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium_c.FPDFAction_GetURIPath(document, action, buffer, size)
    return buffer.value.decode("utf-8", "replace").strip()
