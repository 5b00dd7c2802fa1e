"""Blocks in the making: pieces of text with the links and pictures between them, and the places they stand at."""

from __future__ import annotations

import re

import msgspec

from checks.evidence import TEXT_KINDS, Block, BlockKind, DocumentState, Region
from crawler.read.found import FileText, meaningful
from crawler.read.lines import BREAK, split_lines

MAX_BLOCKS = 200_000
"""Blocks read of one file; what comes after them is cut and noted."""

MAX_SPAN = 200
"""Wider or taller cells are read as this many grid places."""

LONGEST = 2_000
"""Letters in a cell from which a table is taken for page layout."""

Pieces = list[str | Block]
"""A line of text: words, ``BREAK`` for a line break, and blocks (links, pictures) at their place among them."""

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class FullError(Exception):
    """As many blocks as a file may have."""


class Cell(msgspec.Struct):
    """A cell in the making: its pieces, 1-based place, size in grid places, and whether it is a header cell."""

    pieces: Pieces
    row: int
    col: int
    colspan: int = 1
    rowspan: int = 1
    head: bool = False
    bold: bool = False


class Sheaf:
    """The blocks of a file, in reading order. ``page`` and ``region`` hold for what is added next."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.page = 0
        self.region: Region = "main"
        self.notes: list[str] = []
        self._tables = 0

    def line(self, pieces: Pieces, kind: BlockKind = "paragraph", level: int = 0) -> None:
        """A paragraph, heading or list item; a paragraph of many lines becomes as many blocks."""
        parts = [pieces] if kind == "heading" else split_lines(pieces)
        for part in parts:
            text = words(part)
            if text:
                self._add(Block(kind, text, region=self.region, level=level, page=self.page))
            for piece in part:
                if isinstance(piece, Block):
                    self._add(msgspec.structs.replace(piece, region=self.region, page=self.page))

    def table(self, cells: list[Cell], *, is_grid: bool = False) -> None:
        """A table; cells come by rows. What only lays a page out becomes paragraphs; a sheet (``is_grid``) never does.

        A sheet of one column is a list of lines.
        """
        if not (max((cell.col for cell in cells), default=0) > 1 if is_grid else _holds_data(cells)):
            for cell in cells:
                self.line(cell.pieces)
            return
        self._tables += 1
        bold = not any(cell.head for cell in cells) and _bold_first_row(cells)
        for cell in cells:
            place = {"region": self.region, "page": self.page, "table": self._tables, "row": cell.row, "col": cell.col}
            if text := words(cell.pieces):
                self._add(
                    Block(
                        "cell", text, head=cell.head or (bold and cell.row == 1), colspan=min(cell.colspan, MAX_SPAN),
                        rowspan=min(cell.rowspan, MAX_SPAN), **place,  # type: ignore[arg-type]
                    )
                )  # fmt: skip
            for piece in cell.pieces:
                if isinstance(piece, Block):
                    self._add(msgspec.structs.replace(piece, **place))

    def _add(self, block: Block) -> None:
        if len(self.blocks) >= MAX_BLOCKS:
            self.notes.append(f"blocks-cut:{MAX_BLOCKS}")
            raise FullError
        self.blocks.append(block)

    def finish(self, title: str = "", pages: int = 0) -> FileText:
        """The file as read. Pictures and no words are ``no-text``; neither is ``empty``."""
        state: DocumentState = "read"
        if not any(block.kind in TEXT_KINDS for block in self.blocks):
            state = "no-text" if self.blocks else "empty"
        return FileText(state, tuple(self.blocks), meaningful(title), pages, notes=tuple(self.notes))


def words(pieces: Pieces) -> str:
    r"""The words of a line, white space collapsed; nothing where there are only signs without width.

    >>> words([" แผน ", BREAK, "\x07 ๒๕๖๕"]), words(["\u200b "])
    ('แผน ๒๕๖๕', '')
    """
    text = "".join([" " if piece is BREAK else piece for piece in pieces if isinstance(piece, str)])
    text = " ".join(_CONTROL.sub("", text).split())
    return text if text[:1] not in _INVISIBLE or text.strip(_INVISIBLE) else ""


def link(text: str, href: str) -> Block:
    """A link with its words; targets inside the same file are none."""
    return Block("link", words([text]), href=" ".join(href.split()))


def image(*names: str) -> Block:
    """A picture with its alternative text; names that programs give are none."""
    said = dict.fromkeys(words([name]) for name in names)
    return Block("image", " ".join(text for text in said if text))


def _holds_data(cells: list[Cell]) -> bool:
    """Two rows and two columns or more, and no cell that is a page of its own."""
    rows = {cell.row for cell in cells}
    width = max((cell.col for cell in cells), default=0)
    return len(rows) > 1 and width > 1 and all(len(words(cell.pieces)) <= LONGEST for cell in cells)


def _bold_first_row(cells: list[Cell]) -> bool:
    """The first of several rows is all bold and the second is not: a header row that nobody marked as one."""
    if not any(cell.bold for cell in cells if cell.row == 1):
        return False
    first = [cell for cell in cells if cell.row == 1 and words(cell.pieces)]
    second = [cell for cell in cells if cell.row > 1 and words(cell.pieces)]
    return bool(first) and all(cell.bold for cell in first) and not all(cell.bold for cell in second)
