"""LibreOffice's sheets (.ods) as plain words: values, formulas, links, merged ranges, hidden sheets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from crawler.office.sheet import Place, Sheet, formula_target, make_sheet, refuse_large, words_of
from crawler.office.tables_refused import MAX_COLUMNS, TableError
from crawler.read.office.package import FileError, Node, Package, children, name_of, number, value_of

_GROUPS = frozenset({"table-header-rows", "table-rows", "table-row-group"})
_NO_TEXT = frozenset({"annotation", "annotation-end"})
_NUMBERS = frozenset({"float", "currency", "percentage"})
MOST_COPIES = 1_000
"""Equal filled rows beyond this are no table that people filled in."""

MOST_CELLS = 1_000_000
"""Filled cells of a file: with repeated rows, one of a thousand bytes may ask for all memory."""


class _Filled(msgspec.Struct):
    """What one sheet holds, by place."""

    cells: dict[Place, str] = {}
    formulas: set[Place] = msgspec.field(default_factory=set)
    links: dict[Place, str] = {}
    merged: list[tuple[Place, Place]] = []


def read_ods(path: Path, body: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook.

    Raises:
        FileError: the file is damaged, has a password, or unpacks beyond the limits.
        TableError: a sheet is too large.
    """
    package = Package(body)
    manifest = package.optional("META-INF/manifest.xml")
    if manifest is not None and any(name_of(node) == "encryption-data" for node in manifest.iter()):
        raise FileError("encrypted")
    root = package.tree("content.xml")
    hidden = _hidden_styles(root)
    sheets = []
    room = MOST_CELLS
    for node in children(root, "body", "spreadsheet"):
        if name_of(node) == "table":
            sheet = _sheet(path, node, hidden=value_of(node, "style-name") in hidden, room=room)
            room -= sum(map(len, sheet.rows))
            sheets.append(sheet)
    return tuple(sheets)


def _hidden_styles(root: Node) -> frozenset[str]:
    return frozenset(
        value_of(style, "name")
        for style in children(root, "automatic-styles")
        if value_of(style, "family") == "table"
        for inner in style
        if value_of(inner, "display") == "false"
    )


def _sheet(path: Path, table: Node, *, hidden: bool, room: int) -> Sheet:
    found, name = _Filled(), value_of(table, "name")
    row = 0
    for node in _rows(table):
        copies = max(1, number(value_of(node, "number-rows-repeated"), 1))
        before = len(found.cells)
        for copy in range(min(copies, MOST_COPIES)):
            # Before the next copy is made: a file of some hundred bytes may ask for millions of cells.
            refuse_large(path, name, 0, _line(node, row + copy, found))
            if len(found.cells) > room:
                raise TableError(path, "too-large-unpacked", name)
            if len(found.cells) == before:  # empty rows stand for thousands of rows
                break
        row += copies
        if len(found.cells) > before:
            refuse_large(path, name, row if copies <= MOST_COPIES else row - copies + 1, 0)
    return make_sheet(
        path, name, found.cells, hidden=hidden, merged=found.merged, formulas=found.formulas, links=found.links
    )


def _rows(node: Node) -> Iterator[Node]:
    for inner in node:
        name = name_of(inner)
        if name == "table-row":
            yield inner
        elif name in _GROUPS:
            yield from _rows(inner)


def _line(node: Node, row: int, found: _Filled) -> int:
    """Note the cells of a row; gives how many columns are filled, no more of them noted than a sheet may have."""
    column = filled = 0
    for cell in node:
        name = name_of(cell)
        if name not in ("table-cell", "covered-table-cell"):
            continue
        copies = max(1, number(value_of(cell, "number-columns-repeated"), 1))
        text = _text(cell) if name == "table-cell" else ""
        formula = value_of(cell, "formula")
        links = [value_of(inner, "href") for inner in cell.iter() if name_of(inner) == "a"]
        links = [href for href in links if href] or [target for target in (formula_target(formula),) if target]
        if text or formula:
            filled = column + copies
            if filled > MAX_COLUMNS:
                return filled
        for place in ((row, column + copy) for copy in range(copies)) if text or formula else ():
            found.cells[place] = text
            if formula:
                found.formulas.add(place)
            if links:
                found.links[place] = "\n".join(links)
        wide = max(1, number(value_of(cell, "number-columns-spanned"), 1))
        high = max(1, number(value_of(cell, "number-rows-spanned"), 1))
        if wide * high > 1:
            found.merged.append(((row, column), (row + high - 1, column + wide - 1)))
        column += copies
    return filled


def _text(cell: Node) -> str:
    kind = value_of(cell, "value-type")
    if kind in _NUMBERS:
        try:
            return words_of(float(value_of(cell, "value")))
        except ValueError:
            pass
    if kind == "date":
        return value_of(cell, "date-value").replace("T", " ", 1).removesuffix(" 00:00:00")
    lines = ["".join(_pieces(inner)) for inner in cell if name_of(inner) == "p"]
    return "\n".join(lines).strip()


def _pieces(node: Node) -> Iterator[str]:
    yield node.text or ""
    for inner in node:
        name = name_of(inner)
        if name == "s":
            yield " "
        elif name == "line-break":
            yield "\n"
        elif name not in _NO_TEXT:
            yield from _pieces(inner)
        yield inner.tail or ""
