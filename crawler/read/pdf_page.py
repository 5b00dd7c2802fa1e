"""One page of a PDF: its lines of text, its tables, its links, and whether it must be read as a picture."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence

import msgspec
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from checks.evidence import Block, Layer
from checks.thai.fold import fold
from crawler.read.layer import diagnose
from crawler.read.mojibake import repair
from crawler.read.pdf_cells import clean
from crawler.read.pdf_columns import Row, segments, tables_and_lines
from crawler.read.pdf_drawn import Drawn, drawn, turn_of
from crawler.read.pdf_grid import grids
from crawler.read.pdf_marks import Boxes, rejoin_marks
from crawler.read.pdf_tables import Cell, Table, ruled

ENOUGH_LETTERS = 25
"""Letters and digits below which a page with a picture counts as a picture with a stamp or a page number."""

FEW_LETTERS = 200
"""Letters beside a picture over half a page, below which the picture may say more than they do."""

SOME_PICTURE = 0.1
"""Share of a page without text that pictures must cover to be worth reading; a seal or a signature is smaller."""

LARGE_PICTURE = 0.5

OUTLINES = 300
"""Segments of shapes from which a page without text may hold letters drawn as outlines."""

LINES_AROUND = 2
"""Lines, such as a page number, that may stand between the parts of a table on two pages."""

SAME_EDGE = 6.0
"""Points by which columns may differ from page to page."""

_WORDS = re.compile(r"[^\W_]")


class Carried(msgspec.Struct, frozen=True):
    """The table that a page ends with, which the next page may go on: its number, rows, column edges and header."""

    number: int = 0
    rows: int = 0
    columns: tuple[float, ...] = ()
    header: tuple[str, ...] = ()


class Page(msgspec.Struct, frozen=True):
    """What was found on a page.

    letters: letters and digits of its text. layer: what the doctor says of it. picture: it must (also) be read as a
    picture. unreadable: its text is false; it has no text blocks. tables: number of tables up to its end.
    """

    blocks: tuple[Block, ...]
    letters: int
    layer: Layer
    picture: bool
    unreadable: bool
    tables: int
    carried: Carried

    @property
    def usable(self) -> bool:
        """Whether its text says something: a picture with a stamp does not."""
        return not self.unreadable and self.letters >= (ENOUGH_LETTERS if self.picture else 1)


def read_page(document: pdfium.PdfDocument, number: int, tables: int, carried: Carried) -> Page:
    """Read page ``number`` (1-based); ``tables`` came before it, the last of them ``carried`` over.

    Raises PdfiumError where the page cannot be loaded.
    """
    page = document[number - 1]
    try:
        text_page = page.get_textpage()
        try:
            return _read(document, page, text_page, number, tables, carried)
        finally:
            text_page.close()
    finally:
        page.close()


def _read(
    document: pdfium.PdfDocument,
    page: pdfium.PdfPage,
    text_page: pdfium.PdfTextPage,
    number: int,
    tables: int,
    carried: Carried,
) -> Page:
    turn = turn_of(page)
    boxes = Boxes(text_page, turn)
    background = drawn(page, turn)
    whole = rejoin_marks(text_page.get_text_range(), boxes)
    lines, found = ruled(whole, boxes, grids(background.across, background.down))
    rows = [filled for line in lines for row in segments(line, boxes) if (filled := [s for s in row if s.text])]
    parts = list(_in_bands(rows, found))
    blocks, tables, carried = _blocks(parts, number, tables, carried)
    text, layer = diagnose("\n".join(line.text for line in whole))
    letters = len(_WORDS.findall(text))
    if "mojibake" in layer.figures:
        blocks = _repaired(blocks)
    unreadable = layer.decision == "picture"
    if unreadable:
        blocks, carried = [], Carried()
    links = _links(document, page, text_page, number)
    picture = unreadable or _is_picture(letters, background)
    return Page((*blocks, *links), letters, layer, picture, unreadable, tables, carried)


def _is_picture(letters: int, background: Drawn) -> bool:
    """Whether what is drawn may say more than the text."""
    if letters >= ENOUGH_LETTERS:
        return letters < FEW_LETTERS and background.pictures >= LARGE_PICTURE
    return background.pictures >= SOME_PICTURE or background.shapes >= OUTLINES


def _in_bands(rows: Sequence[Row], tables: Sequence[Table]) -> Iterator[Row | Table]:
    """Lines in their order above, between and below ruled tables; among them the tables that nothing rules."""
    rest = list(rows)
    for table in tables:
        middle = (table.box[1] + table.box[3]) / 2
        above = [row for row in rest if row[0].middle > middle]
        rest = [row for row in rest if row[0].middle <= middle]
        yield from tables_and_lines(above)
        yield table
    yield from tables_and_lines(rest)


def _blocks(parts: Sequence[Row | Table], page: int, tables: int, carried: Carried) -> tuple[list[Block], int, Carried]:
    """Blocks of a page's lines and tables, the number of tables so far, and the table at the end of the page."""
    blocks: list[Block] = []
    last = Carried()
    for index, part in enumerate(parts):
        if not isinstance(part, Table):
            blocks.append(Block("paragraph", " ".join(segment.text for segment in part), page=page))
            continue
        cells = part.cells
        if index <= LINES_AROUND and _goes_on(part, carried):
            above, header = carried.rows, carried.header
            cells = _with_known_header(cells, header)
            carried = msgspec.structs.replace(carried, rows=above + part.rows)
        else:
            tables, above = tables + 1, 0
            header = tuple(cell.text for cell in cells if cell.head)
            carried = Carried(tables, part.rows, part.columns, header)
        blocks += [_cell(cell, carried.number, above, page) for cell in cells]
        last = carried if len(parts) - index - 1 <= LINES_AROUND else Carried()
    return blocks, tables, last


def _goes_on(table: Table, carried: Carried) -> bool:
    """Whether a table has the columns of the one that ended the page before it."""
    return len(table.columns) == len(carried.columns) and all(
        abs(a - b) <= SAME_EDGE for a, b in zip(table.columns, carried.columns, strict=True)
    )


def _with_known_header(cells: Sequence[Cell], header: tuple[str, ...]) -> tuple[Cell, ...]:
    """The part of a table on a later page: a header stands there only where it repeats the first one.

    A title row may come before it, and damage may differ from page to page.
    """
    folded = [fold(cell.text) for cell in cells[: len(header) + 2]]
    repeated = [at for at in range(3) if header and folded[at : at + len(header)] == [*map(fold, header)]]
    heads = range(repeated[0], repeated[0] + len(header)) if repeated else range(0)
    return tuple(msgspec.structs.replace(cell, head=index in heads) for index, cell in enumerate(cells))


def _cell(cell: Cell, table: int, above: int, page: int) -> Block:
    return Block(
        "cell",
        cell.text,
        table=table,
        row=above + cell.row,
        col=cell.col,
        head=cell.head,
        colspan=cell.cols,
        rowspan=cell.rows,
        page=page,
    )


def _repaired(blocks: list[Block]) -> list[Block]:
    """Blocks whose Thai was shown in a western table, decoded again: all together, since one line is no proof."""
    text, notes = repair("\n".join(block.text for block in blocks))
    if not notes:
        return blocks
    lines = text.split("\n")
    if len(lines) != len(blocks):
        return blocks
    return [msgspec.structs.replace(block, text=line) for block, line in zip(blocks, lines, strict=True)]


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
            text = clean(text_page.get_text_bounded(rect.left, rect.bottom, rect.right, rect.top))
        if href:
            yield Block("link", text, href=href, page=number)


def _uri(document: pdfium.PdfDocument, action: object) -> str:
    """The address of a link action; many producers write it as raw UTF-8."""
    size = pdfium_c.FPDFAction_GetURIPath(document, action, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium_c.FPDFAction_GetURIPath(document, action, buffer, size)
    return buffer.value.decode("utf-8", "replace").strip()
