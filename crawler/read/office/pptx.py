"""The reader of slides (.pptx): titles, texts, tables, diagrams and links, slide by slide, without the hidden ones."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.read.found import FileText
from crawler.read.office import drawing
from crawler.read.office.docx import core_title, main_part
from crawler.read.office.gather import FullError, Sheaf, words
from crawler.read.office.package import FileError, Node, Package, Relation, child, children, name_of, value_of

READER = "pptx/1"

MAX_SLIDES = 500
MAX_DEPTH = 30
"""Groups of shapes in groups: deeper ones are not looked into."""

_TITLES = frozenset({"title", "ctrTitle"})
_MARGINS = {"hdr": "header", "ftr": "footer", "dt": "footer", "sldNum": "footer"}
_SHAPES = frozenset({"sp", "pic", "grpSp", "graphicFrame", "cxnSp", "AlternateContent"})


def read_pptx(body: bytes) -> FileText:
    """Blocks of the slides that are shown; ``page`` is the number of the slide."""
    sheaf = Sheaf()
    try:
        package = Package(body)
        slides = _slides(package)
        if len(slides) > MAX_SLIDES:
            sheaf.notes.append(f"slides-cut:{MAX_SLIDES}")
        try:
            for sheaf.page, part in list(enumerate(slides, start=1))[:MAX_SLIDES]:
                _Slide(package, sheaf, part).read()
        except FullError:
            pass
        return sheaf.finish(core_title(package), len(slides))
    except FileError as error:
        return error.as_text()


def _slides(package: Package) -> list[str]:
    """The parts of the slides in the order in which they are shown."""
    main = main_part(package, "ppt/presentation.xml")
    relations = package.relations(main)
    entries = children(package.tree(main), "sldIdLst")
    # The attribute without namespace is the slide's own number; the relation stands in the other ``id``.
    wanted = [v for node in entries for k, v in node.attrib.items() if k.endswith("}id")]
    return [relations[name].target for name in wanted if name in relations]


class _Slide:
    def __init__(self, package: Package, sheaf: Sheaf, part: str) -> None:
        self._package, self._sheaf, self._part = package, sheaf, part
        self._relations: dict[str, Relation] = package.relations(part)

    def read(self) -> None:
        """Its title first, then its shapes in the order of the slide."""
        root = self._package.optional(self._part)
        if root is None:
            self._sheaf.notes.append(f"slide-unread:{self._sheaf.page}")
            return
        if value_of(root, "show") in ("0", "false"):
            return
        shapes = list(_shapes(child(root, "cSld", "spTree"), 0))
        for shape in sorted(shapes, key=lambda node: _placeholder(node) not in _TITLES):
            self._shape(shape)

    def _shape(self, node: Node) -> None:
        name, kind = name_of(node), _placeholder(node)
        properties = _properties(node)
        if drawing.hidden(properties):
            return
        self._sheaf.region = _MARGINS.get(kind, "main")  # type: ignore[assignment]
        if name == "pic":
            self._sheaf.line([drawing.picture(properties), *drawing.shape_link(properties, self._relations)])
        elif name == "graphicFrame":
            self._frame(node)
        elif kind in _TITLES:
            lines = drawing.paragraphs(child(node, "txBody"), self._relations)
            self._sheaf.line(drawing.joined(lines), "heading", 1)
        else:
            item = kind in ("body", "") and child(node, "nvSpPr", "nvPr", "ph") is not None
            for line in drawing.paragraphs(child(node, "txBody"), self._relations):
                self._sheaf.line(line, "item" if item and words(line) else "paragraph")
            self._sheaf.line(drawing.shape_link(properties, self._relations))
        self._sheaf.region = "main"

    def _frame(self, node: Node) -> None:
        for inner in children(node, "graphic", "graphicData"):
            if name_of(inner) == "tbl":
                self._sheaf.table(drawing.table_cells(inner, self._relations))
            elif name_of(inner) == "relIds":
                for line in drawing.diagram(inner, self._package, self._relations):
                    self._sheaf.line(line)
            elif name_of(inner) == "chart":
                for line in drawing.chart_title(inner, self._package, self._relations):
                    self._sheaf.line(line)


def _shapes(node: Node | None, depth: int) -> Iterator[Node]:
    """All shapes, through groups."""
    for inner in [] if node is None or depth > MAX_DEPTH else node:
        name = name_of(inner)
        if name == "AlternateContent":
            choice = child(inner, "Choice")
            yield from _shapes(child(inner, "Fallback") if choice is None else choice, depth + 1)
        elif name == "grpSp":
            yield from _shapes(inner, depth + 1)
        elif name in _SHAPES:
            yield inner


def _properties(node: Node) -> Node | None:
    """The element with the name and alternative text of a shape."""
    return next((found for inner in node if (found := child(inner, "cNvPr")) is not None), None)


def _placeholder(node: Node) -> str:
    """What a shape is on its slide: ``title``, ``body``, ``ftr`` …; empty for a shape of its own."""
    for inner in node:
        if (found := child(inner, "nvPr", "ph")) is not None:
            return value_of(found, "type")
    return ""
