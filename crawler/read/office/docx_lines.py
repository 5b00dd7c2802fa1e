"""The lines of a Word paragraph: its words, links and pictures, and the boxes and notes that hang on it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crawler.read.lines import BREAK
from crawler.read.office import drawing
from crawler.read.office.docx_styles import Styles
from crawler.read.office.gather import Pieces, image, link
from crawler.read.office.package import Node, Package, Relation, child, name_of, truthy, value_of

_FIELD_LINK = re.compile(r'HYPERLINK\s+(?:\\[a-z]\s+)*"([^"]+)"', re.IGNORECASE)
_GONE = frozenset({"del", "moveFrom", "pPr", "rPr", "sdtPr", "rt", "instrText", "delText"})
"""Deleted text, and what is said of text without being any."""

_THROUGH = frozenset(
    {"ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo", "ruby", "rubyBase"}
)
_SIGNS = {"tab": " ", "noBreakHyphen": "-", "br": BREAK, "cr": BREAK, "ptab": " "}


class LineReader:
    """Reads one paragraph. ``boxes``: text boxes that stand in it. ``notes``: numbers of its foot- and endnotes.

    ``diagrams``: lines of the diagrams that stand in it. ``bold``: whether all its letters are.
    """

    def __init__(self, package: Package, relations: Mapping[str, Relation], styles: Styles) -> None:
        self._package, self._relations, self._styles = package, relations, styles
        self.boxes: list[Node] = []
        self.notes: list[tuple[str, str]] = []
        self.diagrams: list[Pieces] = []
        self.bold = False
        self._fields: list[tuple[str, int]] = []
        self._letters = self._bold_letters = 0
        self._style_bold = False

    def read(self, node: Node) -> Pieces:
        """The pieces of a ``w:p``."""
        self._letters = self._bold_letters = 0
        self._style_bold = self._styles.of(value_of(child(node, "pPr", "pStyle"))).bold is True
        pieces: Pieces = []
        self._children(node, pieces)
        self.bold = 0 < self._letters == self._bold_letters
        return pieces

    def _children(self, node: Node, pieces: Pieces) -> None:
        for inner in node:
            name = name_of(inner)
            if name in _GONE:
                continue
            if name == "r":
                self._run(inner, pieces)
            elif name == "hyperlink":
                self._link(inner, pieces)
            elif name in _THROUGH:
                self._children(inner, pieces)
            elif name in ("oMath", "oMathPara"):
                pieces.append("".join(t.text or "" for t in inner.iter() if name_of(t) == "t"))
            elif name == "AlternateContent":
                self._children(_alternative(inner), pieces)

    def _link(self, node: Node, pieces: Pieces) -> None:
        at = len(pieces)
        self._children(node, pieces)
        relation = self._relations.get(value_of(node, "id"))
        if relation and relation.external:
            pieces.append(link(_said(pieces[at:]), relation.target))

    def _run(self, node: Node, pieces: Pieces) -> None:
        properties = child(node, "rPr")
        style = self._styles.of(value_of(child(properties, "rStyle")))
        own = child(properties, "vanish")
        if style.vanish if own is None else truthy(own):
            return
        at = len(pieces)
        for inner in node:
            self._piece(inner, pieces)
        letters = len(_said(pieces[at:]).replace(" ", ""))
        weight = child(properties, "b")
        bold = (style.bold or self._style_bold) if weight is None else truthy(weight)
        self._letters += letters
        self._bold_letters += letters if bold else 0

    def _piece(self, node: Node, pieces: Pieces) -> None:
        name = name_of(node)
        if name == "t":
            pieces.append(node.text or "")
        elif name in _SIGNS:
            pieces.append(_SIGNS[name])
        elif name in ("fldChar", "instrText"):
            self._field(node, pieces)
        elif name in ("drawing", "pict", "object"):
            self._drawn(node, pieces)
        elif name == "AlternateContent":
            for inner in _alternative(node):
                self._piece(inner, pieces)
        elif name in ("footnoteReference", "endnoteReference"):
            self.notes.append((name.removesuffix("Reference"), value_of(node, "id")))

    def _field(self, node: Node, pieces: Pieces) -> None:
        """Fields (links, page numbers) are written as begin, instruction, separator, shown words, end."""
        kind = value_of(node, "fldCharType")
        if kind == "begin":
            self._fields.append(("", -1))
        elif not self._fields:
            return
        elif name_of(node) == "instrText":
            said, at = self._fields[-1]
            self._fields[-1] = (said + (node.text or ""), at)
        elif kind == "separate":
            self._fields[-1] = (self._fields[-1][0], len(pieces))
        elif kind == "end":
            said, at = self._fields.pop()
            if (found := _FIELD_LINK.search(said)) and at >= 0:
                pieces.append(link(_said(pieces[at:]), found[1]))

    def _drawn(self, node: Node, pieces: Pieces) -> None:
        """A picture, a text box, a group of them, or a diagram; a text box is read once, not again for old programs."""
        properties = next((n for n in node.iter() if name_of(n) == "docPr"), None)
        self._shapes(node, pieces, properties)
        pieces += drawing.shape_link(properties, self._relations)

    def _shapes(self, node: Node, pieces: Pieces, properties: Node | None) -> None:
        for inner in node:
            name = name_of(inner)
            if name == "txbxContent":
                self.boxes.append(inner)
            elif name == "AlternateContent":
                self._shapes(_alternative(inner), pieces, properties)
            elif name == "pic":
                own = child(inner, "nvPicPr", "cNvPr")
                named = value_of(properties, "descr") or value_of(properties, "title")
                pieces.append(drawing.picture(properties if named else own))
            elif name == "imagedata":
                pieces.append(image(value_of(node, "alt"), value_of(inner, "title")))
            elif name == "textpath":
                pieces.append(f" {value_of(inner, 'string')} ")
            elif name == "relIds":
                self.diagrams += drawing.diagram(inner, self._package, self._relations)
            elif name == "chart":
                self.diagrams += drawing.chart_title(inner, self._package, self._relations)
            else:
                self._shapes(inner, pieces, properties)


def _alternative(node: Node) -> Node:
    """The branch that today's programs show, of two that say the same."""
    choice = child(node, "Choice")
    branch = child(node, "Fallback") if choice is None else choice
    return [] if branch is None else branch


def _said(pieces: Pieces) -> str:
    return "".join(" " if piece is BREAK else piece for piece in pieces if isinstance(piece, str))
