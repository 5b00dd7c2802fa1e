"""Tables written as text: comma, semicolon or tab between the columns, in UTF-8, UTF-16 or TIS-620."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from crawler.office.sheet import Sheet, refuse_large
from crawler.office.tables_refused import TableError
from crawler.read.encoding import THAI_CODEC, wide_encoding

_SIGNS = ",;\t"
_SAMPLE_LINES = 20


def read_csv(path: Path, body: bytes) -> Sheet:
    """The one sheet of a text file.

    Raises:
        TableError: an encoding nobody can read, or a quotation mark that is never closed.
    """
    text = _text(path, body)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_sign(text), strict=True)
    rows: list[tuple[str, ...]] = []
    try:
        for cells in reader:
            line = [cell.strip() for cell in cells]
            while line and not line[-1]:
                line.pop()
            # A cell of several lines takes as many lines of the file: rows are counted as a spreadsheet shows them.
            rows.append(tuple(line))
    except csv.Error as error:
        raise TableError(path, "damaged", f"line {reader.line_num}: {error}") from error
    while rows and not rows[-1]:
        rows.pop()
    refuse_large(path, "", len(rows), max(map(len, rows), default=0))
    return Sheet("", hidden=False, rows=tuple(rows))


def _text(path: Path, body: bytes) -> str:
    wide = wide_encoding(body)
    for encoding in (wide,) if wide else ("utf-8-sig", THAI_CODEC):
        try:
            text = body.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise TableError(path, "encoding")


def _sign(text: str) -> str:
    """The sign between the columns: the one that stands in most of the first lines, then the most frequent one."""
    lines = [line for line in text[:40_000].splitlines()[:_SAMPLE_LINES] if line.strip()]
    return max(_SIGNS, key=lambda sign: (sum(sign in line for line in lines), sum(line.count(sign) for line in lines)))
