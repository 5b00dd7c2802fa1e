"""The reader of CSV files, and how they are told from prose: columns that hold over several lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from contextlib import suppress
from statistics import mode

from crawler.read.encoding import GARBLED, decode
from crawler.read.found import FileText
from crawler.read.office.gather import Cell, FullError, Sheaf
from crawler.read.office.sheets import MAX_CELLS

READER = "csv/2"

DELIMITERS = ",;\t|"
MIN_ROWS = 3
"""Lines from which columns can be told from chance."""

SAMPLE_ROWS = 60
SAMPLE = 16_000
"""Characters looked at."""

SHORT_CELL = 60
"""Cells of tables are shorter than this on the average; parts of sentences in between commas are not."""

TITLE_LINES = 5
"""So many lines without the sign may stand above the header: what the table is, whose, of which time."""

_ALIKE = 0.9
_SPACED = 0.3


def delimiter_of(text: str) -> str:
    r"""The sign between the columns of a table written as text; empty for prose.

    >>> delimiter_of("ลำดับ,โครงการ\n1,ก\n2,ข\n"), delimiter_of("เรียน ท่าน, ขอ\nเชิญ\nประชุม")
    (',', '')
    >>> delimiter_of("สถิติของหน่วยงาน\nปี 2565\nเดือน,รับ\nต.ค.,1\nพ.ย.,2\n")
    ','
    """
    sample = text[:SAMPLE]
    if len(text) > SAMPLE:
        sample = sample.rpartition("\n")[0]
    return next((sign for sign in DELIMITERS if _has_columns(sample, sign)), "")


def _has_columns(sample: str, sign: str) -> bool:
    rows = [row for row in _rows(sample, sign)[:SAMPLE_ROWS] if any(cell.strip() for cell in row)]
    titles = next((n for n, row in enumerate(rows[:TITLE_LINES]) if len(row) > 1), 0)
    rows = rows[titles:]
    if len(rows) < max(MIN_ROWS, titles):
        return False
    width = mode(map(len, rows))
    alike = [row for row in rows if len(row) == width]
    if width < 2 or len(alike) < _ALIKE * len(rows):  # noqa: PLR2004 - one column is no table
        return False
    # Programs and style sheets end every line with the same sign: then a column is empty from top to bottom.
    filled = sum(sum(bool(row[col].strip()) for row in alike) * 2 >= len(alike) for col in range(width))
    cells = [cell for row in alike for cell in row]
    after = [cell for row in alike for cell in row[1:]]
    spaced = sum(cell.startswith(" ") and sign in ",;" for cell in after)
    short = sum(map(len, cells)) <= SHORT_CELL * len(cells)
    return filled > 1 and short and spaced <= _SPACED * len(after)


def _rows(text: str, sign: str) -> list[list[str]]:
    """Rows of cells; a quotation mark that is never closed ends the reading of them as quotation marks."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True))
    except csv.Error:
        return [line.split(sign) for line in text.splitlines()]


def read_csv(body: bytes, content_type: str = "") -> FileText:
    """The cells of a CSV file in one table. ``content_type``: the header as sent; it only helps with the encoding."""
    text, _, notes = decode(body, content_type)
    sheaf = Sheaf()
    with suppress(FullError):
        sheaf.table(_cells(_rows(text, delimiter_of(text) or ","), sheaf), is_grid=True)
    found = sheaf.finish()
    return FileText("garbled" if GARBLED in notes and found.blocks else found.state, found.blocks, notes=found.notes)


def _cells(rows: Iterable[list[str]], sheaf: Sheaf) -> list[Cell]:
    cells: list[Cell] = []
    for row, line in enumerate((line for line in rows if any(cell.strip() for cell in line)), start=1):
        cells += [Cell([text], row, col) for col, text in enumerate(line, start=1) if text.strip()]
        if len(cells) >= MAX_CELLS:
            sheaf.notes.append(f"cells-cut:0:{MAX_CELLS}")
            break
    return cells
