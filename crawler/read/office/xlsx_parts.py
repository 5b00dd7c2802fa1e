"""What the reader of cell values leaves out of an Excel file: extent, percentages, links, text boxes and pictures."""

from __future__ import annotations

import codecs
import re

import msgspec

from crawler.read.office import drawing
from crawler.read.office.docx import main_part
from crawler.read.office.gather import Pieces
from crawler.read.office.package import Node, Package, child, children, name_of, number, parse, value_of
from crawler.read.office.sheets import Place

MAX_LINKS = 20_000

# Sheets are by far the largest parts of office files: a pattern takes a tenth of the time and memory of a tree.
_CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]*[^/<>])>")
_ATTRIBUTE = re.compile(rb"\b(r|s)\s*=\s*[\"']([A-Z]{0,3}\d{1,7})[\"']", re.IGNORECASE)
_LINKS = re.compile(rb"<(?:\w+:)?hyperlinks\b.*?</(?:\w+:)?hyperlinks\s*>", re.DOTALL)
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_PERCENT_FORMATS = frozenset({9, 10})
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


class SheetPart(msgspec.Struct):
    """A sheet's extent (rows, columns), its cells shown in percent, its links, and what is drawn upon it."""

    rows: int = 0
    cols: int = 0
    percent: set[Place] = msgspec.field(default_factory=set)
    links: dict[Place, str] = msgspec.field(default_factory=dict)
    drawn: list[Pieces] = msgspec.field(default_factory=list)


def place_of(reference: str) -> Place:
    """Row and column of a cell's name.

    >>> place_of("AB12"), place_of("?")
    ((12, 28), (0, 0))
    """
    found = _REFERENCE.match(reference)
    if not found:
        return 0, 0
    col = 0
    for letter in found[1]:
        col = col * 26 + ord(letter) - 64
    return int(found[2]), col


def sheet_parts(package: Package) -> dict[str, SheetPart]:
    """The sheets of a file by their names. Raises FileError."""
    main = main_part(package, "xl/workbook.xml")
    relations = package.relations(main)
    percent = _percent_styles(package.optional("xl/styles.xml"))
    found = {}
    for node in children(package.tree(main), "sheets"):
        identifier = next((v for k, v in node.attrib.items() if k.endswith("}id")), "")
        part = relations[identifier].target if identifier in relations else ""
        if part in package:
            found[node.get("name", "")] = _sheet(package, part, percent)
    return found


def _sheet(package: Package, part: str, percent: set[bytes]) -> SheetPart:
    data = package.read(part)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode()
    sheet = SheetPart()
    for cell in _CELL.finditer(data):
        said = dict(_ATTRIBUTE.findall(cell[1]))
        place = place_of(said.get(b"r", b"").decode().upper())
        sheet.rows, sheet.cols = max(sheet.rows, place[0]), max(sheet.cols, place[1])
        if said.get(b"s") in percent:
            sheet.percent.add(place)
    relations = package.relations(part)
    if links := _LINKS.search(data):
        for reference, name in _link_entries(links[0]):
            if (target := relations.get(name)) and target.external:
                sheet.links[place_of(reference)] = target.target
    for relation in relations.values():
        if relation.kind == "drawing":
            sheet.drawn += _drawn(package, relation.target)
    return sheet


def _link_entries(data: bytes) -> list[tuple[str, str]]:
    """Cell names and identifiers of links; the prefix of the identifier is bound outside of the piece."""
    entries = re.findall(rb"<(?:\w+:)?hyperlink\b([^<>]*?)/?>", data)[:MAX_LINKS]
    found = []
    for entry in entries:
        node = parse(b"<x " + re.sub(rb"\b\w+:(\w+\s*=)", rb"\1", entry) + b"/>")
        found.append((node.get("ref", ""), node.get("id", "")))
    return found


def _percent_styles(root: Node | None) -> set[bytes]:
    """Numbers of the cell styles that show a value in percent."""
    formats = set(_PERCENT_FORMATS)
    for node in children(root, "numFmts"):
        if "%" in _QUOTED.sub("", value_of(node, "formatCode")):
            formats.add(number(value_of(node, "numFmtId"), -1))
    entries = children(root, "cellXfs")
    return {b"%d" % n for n, node in enumerate(entries) if number(value_of(node, "numFmtId")) in formats}


def _drawn(package: Package, part: str) -> list[Pieces]:
    """Texts of boxes and shapes, diagrams, titles of charts and pictures, in the order of the drawing."""
    root = package.optional(part)
    relations = package.relations(part)
    lines: list[Pieces] = []
    for node in [] if root is None else root.iter():
        name = name_of(node)
        if name == "txBody":
            lines += drawing.paragraphs(node, relations)
        elif name == "pic":
            lines.append([drawing.picture(child(node, "nvPicPr", "cNvPr"))])
        elif name == "relIds":
            lines += drawing.diagram(node, package, relations)
        elif name == "chart":
            lines += drawing.chart_title(node, package, relations)
    return lines
