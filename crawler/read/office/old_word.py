"""The reader of Word 6 to 2003 files (.doc), by the program ``catdoc``; without it the reader is missing.

catdoc gives lines of text and puts tabulators between the cells of a table's row. Letters that are not UTF-16 in the
file are taken for Thai in the code page 874, which has the same quotation marks and dashes as the Western one.
"""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from crawler.read.found import FileText
from crawler.read.office.gather import Cell, FullError, Pieces, Sheaf, link
from crawler.read.office.ole import OleFile
from crawler.read.office.package import FileError
from crawler.read.orphans import end_with_parent

READER = "doc/1"

SECONDS = 30
"""Time that the program may take."""

MAX_TEXT = 20_000_000
"""Bytes of its answer that are read."""

MIN_ROWS = 2
"""Lines with as many cells, one below the other, that make a table."""

_FIELD = re.compile(r'HYPERLINK\s+(?:\\\w\s+)*"([^"\n]+)"(?:\s*\\[a-z](?:\s+"[^"\n]*")?)*\s*')
_ENCRYPTED = 0x0100


def read_doc(body: bytes) -> FileText:
    """Paragraphs, table cells and links; headings are not told from paragraphs."""
    try:
        main = OleFile(body).stream("WordDocument")
    except FileError as error:
        return error.as_text()
    if len(main) < 32:  # noqa: PLR2004 - the base of the file information block
        return FileText("damaged")
    if struct.unpack_from("<H", main, 10)[0] & _ENCRYPTED:
        return FileText("encrypted")
    program = shutil.which("catdoc")
    if program is None:
        return FileText("reader-missing", notes=("program-missing:catdoc",))
    return _run(program, body)


def _run(program: str, body: bytes) -> FileText:
    with tempfile.TemporaryDirectory(prefix="oit-doc-") as folder:
        path = Path(folder, "file.doc")
        path.write_bytes(body)
        out = Path(folder, "text")
        command = [program, "-w", "-s", "cp874", "-d", "utf-8", str(path)]
        try:
            with out.open("wb") as stream:
                done = subprocess.run(  # noqa: S603 - no shell, and a name of our own
                    command, stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.DEVNULL, timeout=SECONDS,
                    check=False, preexec_fn=end_with_parent,
                )  # fmt: skip
        except subprocess.TimeoutExpired:
            return FileText("limit", notes=(f"seconds:{SECONDS}",))
        with out.open("rb") as stream:
            text = stream.read(MAX_TEXT).decode("utf-8", "replace")
    if done.returncode and not text.strip():
        return FileText("damaged")
    sheaf = Sheaf()
    with suppress(FullError):
        add_lines(sheaf, text)
    return sheaf.finish()


def add_lines(sheaf: Sheaf, text: str) -> None:
    """Lines as paragraphs; those with as many cells one below the other as tables."""
    rows: list[list[str]] = []
    for line in [*re.split(r"[\n\f\v]", text), ""]:
        cells = line.split("\t") if "\t" in line.strip() and not line.startswith("\t") else []
        if rows and len(cells) != len(rows[0]):
            _flush(sheaf, rows)
            rows = []
        if cells:
            rows.append(cells)
        else:
            sheaf.line(_pieces(line))


def _flush(sheaf: Sheaf, rows: list[list[str]]) -> None:
    if len(rows) < MIN_ROWS:
        for row in rows:
            sheaf.line(_pieces(" ".join(row)))
        return
    cells = [
        Cell(_pieces(text), number, col)
        for number, row in enumerate(rows, start=1)
        for col, text in enumerate(row, start=1)
    ]
    sheaf.table(cells)


def _pieces(text: str) -> Pieces:
    """The words of a line; links stand in it as the field that makes them, their words, and two spaces."""
    pieces: Pieces = []
    at = 0
    for field in _FIELD.finditer(text):
        end = text.find("  ", field.end())
        said = text[field.end() : end if end >= 0 else len(text)]
        pieces += [text[at : field.start()], said, link(said, field[1])]
        at = field.end() + len(said)
    return [*pieces, text[at:]]
