"""Writing words into the cells of an Excel form."""

from __future__ import annotations

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment


def write_words(cell: Cell | MergedCell, words: str) -> None:
    """Write words as words: what begins with = + - @ is never computed, now or when the cell is edited."""
    said = ILLEGAL_CHARACTERS_RE.sub("", words)
    cell.value = said
    cell.data_type = "s"
    cell.quotePrefix = said.startswith(("=", "+", "-", "@"))
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
