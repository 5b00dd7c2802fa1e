"""The reader of Word files (.docx): body, text boxes, tables, notes, headers and footers.

Automatic numbers of lists are not in the file and are not made up; tracked insertions count, deletions do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from checks.evidence import Region
from crawler.read.found import FileText
from crawler.read.office.docx_lines import LineReader
from crawler.read.office.docx_styles import Styles, heading_level, is_item
from crawler.read.office.gather import Cell, FullError, Pieces, Sheaf, words
from crawler.read.office.package import FileError, Node, Package, child, name_of, number, truthy, value_of

READER = "docx/1"

MAX_DEPTH = 30
"""Boxes in cells in boxes: deeper ones are not looked into."""

_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
_NOT_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read_docx(body: bytes) -> FileText:
    """Headings, paragraphs, list items, table cells, links and pictures; headers and footers in their regions."""
    sheaf = Sheaf()
    try:
        package = Package(body)
        with suppress(FullError):
            _read(package, sheaf)
        return sheaf.finish(core_title(package))
    except FileError as error:
        return error.as_text()


def core_title(package: Package) -> str:
    """The title among the properties of an OOXML file."""
    node = child(package.optional("docProps/core.xml"), "title")
    return "" if node is None else node.text or ""


def main_part(package: Package, usual: str) -> str:
    """The part that an OOXML file begins with."""
    named = next((r.target for r in package.relations("").values() if r.kind == "officeDocument"), "")
    return named if named in package else usual


def _read(package: Package, sheaf: Sheaf) -> None:
    main = main_part(package, "word/document.xml")
    related = {r.kind: r.target for r in package.relations(main).values() if not r.external}
    styles = Styles(package.optional(related.get("styles", "word/styles.xml")))
    root = child(package.tree(main), "body")
    if root is None:
        raise FileError("damaged")
    _margins(package, sheaf, styles, root, "header")
    walker = _Walker(package, sheaf, styles, main)
    walker.blocks(root)
    for kind in ("footnote", "endnote"):
        wanted = [number for note, number in walker.notes if note == kind]
        _notes(_Walker(package, sheaf, styles, related.get(kind + "s", "")), wanted)
    _margins(package, sheaf, styles, root, "footer")


def _margins(package: Package, sheaf: Sheaf, styles: Styles, root: Node, region: Region) -> None:
    """The headers or footers that the sections use; those that say the same are read once."""
    main = main_part(package, "word/document.xml")
    relations = package.relations(main)
    wanted = (value_of(node, "id") for node in root.iter() if name_of(node) == f"{region}Reference")
    seen: set[tuple[str, ...]] = set()
    sheaf.region = region
    for part in dict.fromkeys(relations[name].target for name in wanted if name in relations):
        at = len(sheaf.blocks)
        margin = package.optional(part)
        if margin is not None:
            _Walker(package, sheaf, styles, part).blocks(margin)
        said = tuple(block.text for block in sheaf.blocks[at:])
        if said in seen:
            del sheaf.blocks[at:]
        seen.add(said)
    sheaf.region = "main"


def _notes(walker: _Walker, wanted: list[str]) -> None:
    """Foot- or endnotes in the order of their numbers in the text."""
    root = walker.package.optional(walker.part)
    notes = {value_of(n, "id"): n for n in ([] if root is None else root) if value_of(n, "type") not in _NOT_NOTES}
    for identifier in dict.fromkeys(wanted):
        if identifier in notes:
            walker.blocks(notes[identifier])


class _Walker:
    """Walks one part of a file and puts its blocks into the sheaf. ``notes``: kind and number of the notes it names."""

    def __init__(self, package: Package, sheaf: Sheaf, styles: Styles, part: str) -> None:
        self.package, self.part = package, part
        self._sheaf, self._styles = sheaf, styles
        self._lines = LineReader(package, package.relations(part) if part else {}, styles)
        self._depth = 0

    @property
    def notes(self) -> list[tuple[str, str]]:
        return self._lines.notes

    def blocks(self, node: Node) -> None:
        """Paragraphs and tables, in order."""
        if self._depth >= MAX_DEPTH:
            return
        self._depth += 1
        for inner in _unwrapped(node):
            if name_of(inner) == "p":
                self._paragraph(inner)
            else:
                self._table(inner)
        self._depth -= 1

    def _paragraph(self, node: Node) -> None:
        pieces = self._lines.read(node)
        properties = child(node, "pPr")
        style = self._styles.of(value_of(child(properties, "pStyle")))
        own = heading_level(properties)
        level = style.level if own is None else own
        numbered = is_item(properties) or (style.item and child(properties, "numPr") is None)
        boxes, diagrams = self._hanging()
        self._sheaf.line(pieces, "heading" if level else "item" if numbered else "paragraph", level)
        for box in boxes:
            self.blocks(box)
        for line in diagrams:
            self._sheaf.line(line)

    def _hanging(self) -> tuple[list[Node], list[Pieces]]:
        """Text boxes and diagrams that hung on the lines just read."""
        boxes, diagrams = self._lines.boxes, self._lines.diagrams
        self._lines.boxes, self._lines.diagrams = [], []
        return boxes, diagrams

    def _table(self, node: Node) -> None:
        if _has_tables_inside(node):  # a table that holds tables lays the page out
            for row in _rows(node):
                for cell in _cells(row):
                    self.blocks(cell)
            return
        self._sheaf.table(self._grid(node))

    def _grid(self, node: Node) -> list[Cell]:
        """The cells with their grid places; a cell that goes on in the next row grows downwards."""
        cells: list[Cell] = []
        open_cells: dict[int, Cell] = {}
        for row, line in enumerate(_rows(node), start=1):
            properties = child(line, "trPr")
            head = truthy(child(properties, "tblHeader"))
            col = 1 + number(value_of(child(properties, "gridBefore")))
            for inner in _cells(line):
                wide = max(1, number(value_of(child(inner, "tcPr", "gridSpan")), 1))
                merge = child(inner, "tcPr", "vMerge")
                if merge is not None and value_of(merge, default="continue") == "continue" and col in open_cells:
                    open_cells[col].rowspan += 1
                else:
                    pieces, bold = self._cell(inner)
                    cell = Cell(pieces, row, col, wide, head=head, bold=bold)
                    cells.append(cell)
                    open_cells.pop(col, None)
                    if merge is not None:
                        open_cells[col] = cell
                col += wide
        return cells

    def _cell(self, node: Node) -> tuple[Pieces, bool]:
        """The pieces of a cell with all that hangs on it, and whether all its letters are bold."""
        pieces: Pieces = []
        bold = True
        for inner in _unwrapped(node):
            line = self._lines.read(inner)
            bold = bold and (self._lines.bold or not words(line))
            pieces += [*line, " "]
            boxes, diagrams = self._hanging()
            for more in diagrams:
                pieces += [*more, " "]
            if self._depth < MAX_DEPTH:
                self._depth += 1
                for box in boxes:
                    pieces += self._cell(box)[0]
                self._depth -= 1
        return pieces, bold


def _unwrapped(node: Node) -> Iterator[Node]:
    """Paragraphs and tables, through content controls and tracked insertions."""
    for inner in node:
        name = name_of(inner)
        if name in ("p", "tbl"):
            yield inner
        elif name in _WRAPPERS:
            yield from _unwrapped(inner)


def _rows(node: Node) -> list[Node]:
    return [row for row in _named(node, "tr") if child(row, "trPr", "del") is None]


def _cells(node: Node) -> list[Node]:
    return list(_named(node, "tc"))


def _named(nodes: Iterable[Node], name: str) -> Iterator[Node]:
    """Rows of a table or cells of a row, through content controls."""
    for node in nodes:
        if name_of(node) == name:
            yield node
        elif name_of(node) in _WRAPPERS:
            yield from _named(node, name)


def _has_tables_inside(table: Node) -> bool:
    return any(name_of(node) == "tbl" for node in table.iterdescendants())
