"""Tables that people send in: Excel, LibreOffice and text files read as sheets of plain words.

Nothing in a file is computed or followed: a formula counts with the value that was saved with it.
"""

from __future__ import annotations

from pathlib import Path

from checks.thai.fold import fold
from crawler.office.sheet import Sheet, cell_name
from crawler.office.tables_csv import read_csv
from crawler.office.tables_excel import read_excel
from crawler.office.tables_ods import read_ods
from crawler.office.tables_refused import MAX_BYTES, TableError
from crawler.read.kinds import Kind, kind_of
from crawler.read.office.package import FileError

__all__ = ["Sheet", "TableError", "cell_name", "header_words", "read_tables"]

_TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
_PACKED_SUFFIXES = frozenset({".xlsx", ".xlsm", ".ods", ".xls"})
_NAMES: dict[Kind, str] = {
    "html": "HTML", "other": "binary", "image": "image", "zip": "ZIP", "rar": "RAR", "doc": "Word", "docx": "Word",
    "odt": "Word", "ppt": "PowerPoint", "pptx": "PowerPoint", "odp": "PowerPoint", "text": "text",
}  # fmt: skip


def read_tables(path: Path) -> tuple[Sheet, ...]:
    """The sheets of a file in their order, hidden ones too; a text file is one sheet without a name.

    What a file is, is told from its bytes: names lie. Merged cells hold their value in each place they cover.

    Raises:
        TableError: the file cannot be used; nothing of it was read.
    """
    body = _body(path)
    kind = kind_of(body)
    try:
        if kind == "empty":
            raise TableError(path, "empty")
        if kind == "locked":
            raise TableError(path, "locked")
        if kind in ("xlsx", "xls"):
            sheets = read_excel(path, body, old=kind == "xls")
        elif kind == "ods":
            sheets = read_ods(path, body)
        elif kind in ("csv", "text") or (kind == "html" and path.suffix.lower() in _TEXT_SUFFIXES):
            sheets = (read_csv(path, body),)
        elif kind in ("zip", "doc") and path.suffix.lower() in _PACKED_SUFFIXES:
            raise TableError(path, "damaged", "ZIP" if kind == "zip" else "OLE")
        else:
            raise TableError(path, "unknown-kind", _NAMES.get(kind, kind.upper()))
    except FileError as error:
        raise _refused(path, error) from error
    if not any(sheet.rows for sheet in sheets):
        raise TableError(path, "empty")
    return sheets


def header_words(text: str) -> str:
    """A header cell in the one form that all spellings of it share: folded, without white space and signs.

    >>> header_words(" ชื่อ หน่วยงาน : ") == header_words("ชื่อหน่วยงาน"), header_words("Web-Site (URL)")
    (True, 'websiteurl')
    """
    return "".join(char for char in fold(text) if char.isalnum() or "\u0e00" <= char <= "\u0e7f")


def _body(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise TableError(path, "folder")
        if not path.exists():
            raise TableError(path, "missing")
        with path.open("rb") as file:
            body = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise TableError(path, "unreadable", error.strerror or str(error)) from error
    if len(body) > MAX_BYTES:
        raise TableError(path, "too-large", f"{MAX_BYTES // 1_000_000} MB")
    return body


def _refused(path: Path, error: FileError) -> TableError:
    if error.state == "encrypted":
        return TableError(path, "locked")
    if error.state == "limit":
        return TableError(path, "too-large-unpacked", error.note or error.state)
    return TableError(path, "damaged", error.note or error.state)
