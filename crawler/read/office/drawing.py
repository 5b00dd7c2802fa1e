"""DrawingML, which Word, Excel and PowerPoint share: paragraphs of shapes, tables of slides, diagrams, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checks.evidence import Block
from crawler.read.lines import BREAK
from crawler.read.office.gather import Cell, Pieces, image, link
from crawler.read.office.package import Node, Package, Relation, child, name_of, number, truthy, value_of

Relations = Mapping[str, Relation]


def paragraphs(body: Node | None, relations: Relations) -> Iterator[Pieces]:
    """The paragraphs of a text body (``a:p``), with the links in them."""
    for node in [] if body is None else body:
        if name_of(node) == "p":
            yield paragraph(node, relations)


def paragraph(node: Node, relations: Relations) -> Pieces:
    """The words and links of one ``a:p``. Runs of the same link are one link."""
    pieces: Pieces = []
    said, href = "", ""
    for run in node:
        name = name_of(run)
        if name == "br":
            pieces.append(BREAK)
        if name not in ("r", "fld"):
            continue
        text = "".join(t.text or "" for t in run if name_of(t) == "t")
        target = _target(child(run, "rPr", "hlinkClick"), relations)
        if href and target != href:
            pieces.append(link(said, href))
            said = ""
        href = target
        said += text if href else ""
        pieces.append(text)
    if href:
        pieces.append(link(said, href))
    return pieces


def _target(node: Node | None, relations: Relations) -> str:
    """Where a click leads outside the file."""
    relation = relations.get(value_of(node, "id"))
    return relation.target if relation and relation.external and relation.kind == "hyperlink" else ""


def shape_link(properties: Node | None, relations: Relations) -> Pieces:
    """A link that lies on a whole shape or picture."""
    href = _target(child(properties, "hlinkClick"), relations)
    return [link(value_of(properties, "descr") or value_of(properties, "title"), href)] if href else []


def picture(properties: Node | None) -> Block:
    """A picture by its alternative text and title."""
    return image(value_of(properties, "descr"), value_of(properties, "title"))


def joined(lines: Iterator[Pieces]) -> Pieces:
    """Paragraphs as one line, as in a cell."""
    pieces: Pieces = []
    for line in lines:
        pieces += [*line, " "]
    return pieces


def table_cells(table: Node, relations: Relations) -> list[Cell]:
    """The cells of an ``a:tbl``; the file says itself whether its first row is a header."""
    head = value_of(child(table, "tblPr"), "firstRow") in ("1", "true")
    cells = []
    rows = [node for node in table if name_of(node) == "tr"]
    for row, line in enumerate(rows, start=1):
        for col, node in enumerate((n for n in line if name_of(n) == "tc"), start=1):
            if value_of(node, "hMerge") in ("1", "true") or value_of(node, "vMerge") in ("1", "true"):
                continue
            pieces = joined(paragraphs(child(node, "txBody"), relations))
            wide, high = number(value_of(node, "gridSpan"), 1), number(value_of(node, "rowSpan"), 1)
            cells.append(Cell(pieces, row, col, max(1, wide), max(1, high), head=head and row == 1))
    return cells


def diagram(node: Node, package: Package, relations: Relations) -> list[Pieces]:
    """The texts of a diagram (SmartArt, often an organisation chart), in the order of its outline."""
    relation = relations.get(value_of(node, "dm"))
    root = package.optional(relation.target) if relation else None
    if root is None:
        return []
    points = [n for n in root.iter() if name_of(n) == "pt" and value_of(n, "type", "node") in ("node", "asst")]
    return [line for point in points for line in paragraphs(child(point, "t"), {})]


def hidden(properties: Node | None) -> bool:
    """Whether a shape is switched off."""
    return truthy(properties) and value_of(properties, "hidden") in ("1", "true")


def chart_title(node: Node, package: Package, relations: Relations) -> list[Pieces]:
    """The title of a chart."""
    relation = relations.get(value_of(node, "id"))
    root = package.optional(relation.target) if relation else None
    return list(paragraphs(child(root, "chart", "title", "tx", "rich"), {}))
