"""The readers of OpenDocument files: text (.odt), sheets (.ods) and slides (.odp), as they are shown, not as computed.

Content is one XML part for all three; deleted text stands apart in it and is left out, notes follow at the end.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from checks.evidence import Block, BlockKind
from crawler.read.found import FileText
from crawler.read.lines import BREAK
from crawler.read.office.gather import FullError, Pieces, Sheaf, image, link, words
from crawler.read.office.odf_grid import grid
from crawler.read.office.package import FileError, Node, Package, child, children, name_of, number, value_of
from crawler.read.office.sheets import add_sheet

READER = "odf/1"

MAX_DEPTH = 60
"""Elements inside each other that hold text: deeper ones are not looked into."""

MAX_PARTS = 500
"""Sheets or slides read of one file."""

_GONE = frozenset(
    {"tracked-changes", "annotation", "annotation-end", "note-citation", "notes", "forms", "sequence-decls", "rt",
     "index-title-template", "event-listeners", "title", "desc", "glue-point"}
)  # fmt: skip
_APART = frozenset({"annotation", "note-body"})
_SHAPES = frozenset({"frame", "custom-shape", "rect", "ellipse", "g", "connector", "line", "path", "polygon", "a"})


def read_odt(body: bytes) -> FileText:
    """A text: headings, paragraphs, lists, tables, boxes, notes; headers and footers in their regions."""
    return _read(body, "text", _read_text)


def read_ods(body: bytes) -> FileText:
    """The sheets that are shown; ``page`` is the number of the sheet."""
    found = _read(body, "spreadsheet", _read_sheets)
    bare = found.state == "read" and all(block.kind == "heading" for block in found.blocks)
    return FileText("empty", title=found.title, pages=found.pages, notes=found.notes) if bare else found


def read_odp(body: bytes) -> FileText:
    """Slides; ``page`` is the number of the slide."""
    return _read(body, "presentation", _read_slides)


def _read(body: bytes, family: str, read: Callable[[_Walker, Node], int]) -> FileText:
    try:
        package = Package(body)
        manifest = package.optional("META-INF/manifest.xml")
        if manifest is not None and any(name_of(node) == "encryption-data" for node in manifest.iter()):
            return FileText("encrypted")
        walker = _Walker(package, package.tree("content.xml"))
        content = child(walker.root, "body", family)
        if content is None:
            return FileText("damaged")
        pages = 0
        with suppress(FullError):
            pages = read(walker, content)
        node = child(package.optional("meta.xml"), "meta", "title")
        return walker.sheaf.finish("" if node is None else node.text or "", pages)
    except FileError as error:
        return error.as_text()


def _read_text(walker: _Walker, content: Node) -> int:
    margins = walker.package.optional("styles.xml")
    masters = children(margins, "master-styles")
    walker.margins(masters, "header")
    walker.blocks(content)
    walker.end_notes()
    walker.margins(masters, "footer")
    return 0


def _read_slides(walker: _Walker, content: Node) -> int:
    slides = [node for node in content if name_of(node) == "page"]
    for walker.sheaf.page, slide in enumerate(slides[:MAX_PARTS], start=1):
        shapes = [node for node in children(slide) if name_of(node) not in _GONE]
        for shape in sorted(shapes, key=lambda node: value_of(node, "class") != "title"):
            walker.shape(shape, "heading" if value_of(shape, "class") == "title" else "paragraph")
    if len(slides) > MAX_PARTS:
        walker.sheaf.notes.append(f"slides-cut:{MAX_PARTS}")
    return len(slides)


def _read_sheets(walker: _Walker, content: Node) -> int:
    tables = [node for node in content if name_of(node) == "table" and not walker.is_hidden(node)]
    for walker.sheaf.page, table in enumerate(tables[:MAX_PARTS], start=1):
        cells = grid(table, walker.cell)
        merged = [((c.row, c.col), (c.row + c.rowspan - 1, c.col + c.colspan - 1)) for c in cells]
        rows: dict[int, list[tuple[int, Pieces]]] = {}
        for cell in cells:
            rows.setdefault(cell.row, []).append((cell.col, cell.pieces))
        add_sheet(walker.sheaf, value_of(table, "name"), rows.items(), merged)
        for shape in children(table, "shapes"):
            walker.shape(shape)
    if len(tables) > MAX_PARTS:
        walker.sheaf.notes.append(f"sheets-cut:{MAX_PARTS}")
    return len(tables)


class _Walker:
    """Walks the content of a file; ``sheaf`` takes what is found."""

    def __init__(self, package: Package, root: Node) -> None:
        self.sheaf = Sheaf()
        self.package, self.root = package, root
        self._off = _switched_off(root)
        self._notes: list[Node] = []
        self._boxes: list[Node] = []
        self._depth = 0

    def is_hidden(self, node: Node) -> bool:
        """Whether a sheet or section is not shown."""
        if name_of(node) not in ("table", "section"):
            return False
        return value_of(node, "style-name") in self._off or value_of(node, "display") == "none"

    def margins(self, masters: list[Node], region: str) -> None:
        """Headers or footers of the page styles; those that say the same are read once."""
        self.sheaf.region = region  # type: ignore[assignment]
        seen: set[tuple[str, ...]] = set()
        for node in (n for master in masters for n in master if name_of(n) in (region, f"{region}-first")):
            at = len(self.sheaf.blocks)
            self.blocks(node)
            said = tuple(block.text for block in self.sheaf.blocks[at:])
            if said in seen:
                del self.sheaf.blocks[at:]
            seen.add(said)
        self.sheaf.region = "main"

    def end_notes(self) -> None:
        """The foot- and endnotes that were met."""
        notes, self._notes = self._notes, []
        for note in notes:
            self.blocks(note)

    def blocks(self, node: Node, kind: BlockKind = "paragraph") -> None:
        """Headings, paragraphs, lists, tables and shapes, in order."""
        if self._depth >= MAX_DEPTH or self.is_hidden(node):
            return
        self._depth += 1
        for inner in node:
            self._block(inner, kind)
        self._depth -= 1

    def _block(self, node: Node, kind: BlockKind) -> None:
        name = name_of(node)
        if name == "h":
            self._line(node, "heading", min(max(number(value_of(node, "outline-level"), 1), 1), 6))
        elif name == "p":
            self._line(node, kind, 1 if kind == "heading" else 0)
        elif name == "list":
            self.blocks(node, "item" if kind == "paragraph" else kind)
        elif name == "table":
            self._table(node)
        elif name in _SHAPES:
            self.shape(node, kind)
        elif name and name not in _GONE:
            self.blocks(node, kind)

    def _line(self, node: Node, kind: BlockKind, level: int) -> None:
        pieces: Pieces = []
        self._pieces(node, pieces)
        boxes, self._boxes = self._boxes, []
        self.sheaf.line(pieces, kind, level)
        for box in boxes:
            self.blocks(box)

    def _table(self, node: Node) -> None:
        if any(name_of(inner) == "table" for inner in node.iterdescendants()):  # it lays the page out
            for inner in node.iter():
                if name_of(inner) == "table-cell" and _nearest_table(inner) is node:
                    self.blocks(inner)
            return
        self.sheaf.table(grid(node, self.cell))

    def shape(self, node: Node, kind: BlockKind = "paragraph") -> None:
        """A frame, box or drawn shape: its picture and its words."""
        for picture in _pictures(node):
            self.sheaf.line([picture])
        self.blocks(node, kind)

    def cell(self, node: Node) -> Pieces:
        """All paragraphs of a cell as one line."""
        pieces: Pieces = []
        for inner in node.iter():
            if name_of(inner) in ("p", "h") and not any(name_of(n) in _APART for n in inner.iterancestors()):
                self._pieces(inner, pieces)
                pieces.append(" ")
                self._boxes = []  # their paragraphs are met by themselves
            elif name_of(inner.getparent()) in ("table-cell", "g"):
                pieces += _pictures(inner)
        return pieces

    def _pieces(self, node: Node, pieces: Pieces) -> None:
        if self._depth >= MAX_DEPTH:
            return
        self._depth += 1
        pieces.append(node.text or "")
        for inner in node:
            self._piece(inner, pieces)
            pieces.append(inner.tail or "")
        self._depth -= 1

    def _piece(self, node: Node, pieces: Pieces) -> None:
        name = name_of(node)
        if name == "a":
            at = len(pieces)
            self._pieces(node, pieces)
            href = value_of(node, "href")
            if href and not href.startswith("#"):
                pieces.append(link(words(pieces[at:]), href))
        elif name in ("s", "tab"):
            pieces.append(" ")
        elif name == "line-break":
            pieces.append(BREAK)
        elif name == "note":
            self._notes += [inner for inner in node if name_of(inner) == "note-body"]
        elif name in _SHAPES:
            pieces += _pictures(node)
            self._boxes.append(node)
        elif name not in _GONE and name != "hidden-text":
            self._pieces(node, pieces)


def _pictures(node: Node) -> list[Block]:
    """The picture in a frame, with its title and description."""
    if name_of(node) != "frame" or child(node, "image") is None or child(node, "object") is not None:
        return []
    said = (child(node, name) for name in ("title", "desc"))
    return [image(*(inner.text or "" for inner in said if inner is not None))]


def _nearest_table(node: Node) -> Node | None:
    return next((n for n in node.iterancestors() if name_of(n) == "table"), None)


def _switched_off(root: Node) -> frozenset[str]:
    """Names of the styles of sheets and sections that are not shown."""
    return frozenset(
        value_of(style, "name")
        for style in children(root, "automatic-styles")
        if value_of(style, "family") in ("table", "section")
        for inner in style
        if value_of(inner, "display") in ("false", "none")
    )
