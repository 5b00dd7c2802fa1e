"""From the tree of a page to its blocks, in reading order."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from checks.evidence import TEXT_KINDS, Block
from crawler.read import forms, tables
from crawler.read.address import Resolver, script_target
from crawler.read.hidden import is_hidden
from crawler.read.lines import BREAK, Place, collapse, split_lines
from crawler.read.menus import menu_cells
from crawler.read.panes import Pane, find_panes
from crawler.read.regions import region_of
from crawler.read.tree import BLOCK_TAGS, Element, Tree
from crawler.read.vendors import chat_vendors, frame_vendor, placeholder, writes_mail

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_SOURCES = ("src", "data-src", "data-lazy-src", "data-original", "data-lazy", "data")
_BANNER_LETTERS = 120
"""Unlinked letters that may stand before the menu bar of a table page: name and slogan of the agency."""

MOST_ANCHORS = 8
"""Names of places kept for one text; a page that stacks up more is hostile."""

_LABEL_LEVEL = 4
_DEEPEST = 6


class Flow:
    """Walks a tree once and collects blocks.

    Inline elements add to the line being read; block elements end it. A line becomes one text block, followed by the
    links, images, fields and widgets that stand in it. Inside a data cell nothing ends the line but the cell.
    """

    def __init__(self, tree: Tree, resolve: Resolver, *, noscript: bool = False) -> None:
        self.blocks: list[Block] = []
        self._tree = tree
        self._resolve = resolve
        self._noscript = noscript
        self._place = Place()
        self._line: list[str | Block] = []
        self._prose = tree.root.letters - tree.root.linked
        self._seen_letters = 0
        self._tables = 0
        self._forms = 0
        self._form: tuple[int, str] = (0, "")
        self._menus: set[Element] = set()
        self._level = 0  # of the last heading in the main region; 0 before the first
        self._panes = find_panes(tree, self._prose)
        self._label = ""
        self._anchors: list[str] = []  # places named since the last text
        self._labels = {label.get("for"): label.text() for label in tree.labels if label.get("for")}
        handlers: dict[str, Callable[[Element], None]] = dict.fromkeys(_HEADINGS, self._heading)
        handlers |= dict.fromkeys(("li", "dt", "dd"), self._item)
        handlers |= dict.fromkeys(("iframe", "frame", "embed", "object", "video", "audio"), self._frame)
        handlers |= dict.fromkeys(("input", "select", "textarea", "button"), self._control)
        handlers |= {
            "a": self._link, "area": self._link, "img": self._image, "br": self._break, "table": self._table,
            "form": self._begin_form, "script": self._script, "noscript": self._without_script, "pre": self._pre,
            "svg": self._skip, "details": self._details, "option": self._skip,
        }  # fmt: skip
        self._handlers = handlers

    def run(self) -> list[Block]:
        """The blocks of the whole page."""
        self._children(self._tree.root)
        self._flush()
        return self.blocks

    # Walking -------------------------------------------------------------------------------------------------------

    def _children(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, str):
                self._line.append(child)
            else:
                self._element(child)

    def _element(self, element: Element) -> None:
        outer = self._place
        block = element.tag in BLOCK_TAGS
        if block:
            self._end_line()
        if element in self._panes.read_there:
            self._line.append(" ")
            return
        if element.attrs or element.tag in ("nav", "header", "footer", "aside", "main") or element in self._menus:
            self._place = self._entered(element, outer)
        name = element.get("id") or (element.get("name") if element.tag == "a" else "")
        if name and " " not in name:
            self._anchors.append(name)
        handler = self._handlers.get(element.tag, self._children)
        if element in self._panes.by_element:
            self._pane(element, handler, folded=outer.hidden)
        else:
            handler(element)
        if element.attrs:
            self._extras(element)
        if block:
            self._end_line()
        self._place = outer

    def _entered(self, element: Element, outer: Place) -> Place:
        """The place inside an element, by its own attributes."""
        region = "menu" if element in self._menus else region_of(element, outer.region, self._prose)
        hidden = outer.hidden or is_hidden(element)
        if region == outer.region and hidden == outer.hidden:
            return outer
        return msgspec.structs.replace(outer, region=region, hidden=hidden)

    def _extras(self, element: Element) -> None:
        """Click handlers, clickable rows and placeholders of widgets, on whatever element they are."""
        attrs = element.attrs
        if element.tag not in ("a", "area", "select"):
            code = attrs.get("onclick")
            target = script_target(code) if code else attrs.get("data-href") or ""
            if found := placeholder(element):
                self._add("widget", text=found[0], href=self._resolve(found[1]))
            elif target and (href := self._resolve(target)):
                self._add("link", text=element.text() or element.get("value") or element.get("title"), href=href)

    def _end_line(self) -> None:
        if self._place.kind == "cell":
            self._line.append(" ")
        else:
            self._flush()

    def _flush(self) -> None:
        """Turn the line being read into blocks."""
        if not self._line:
            return
        pieces, self._line = self._line, []
        parts = [pieces] if self._place.kind in ("cell", "heading") else split_lines(pieces)
        for part in parts:
            text = collapse([" " if piece is BREAK else piece for piece in part if isinstance(piece, str)])
            if text:
                self._emit_text(text)
            inside = [piece for piece in part if isinstance(piece, Block)]
            self.blocks += inside
            if any(block.kind == "control" for block in inside):
                self._label = ""  # a line with fields of its own is no label of the next

    def _emit_text(self, text: str) -> None:
        place = self._place
        self._label = text
        self._seen_letters += len(text)
        anchors, self._anchors = self._anchors[-MOST_ANCHORS:], []
        self.blocks.append(
            Block(
                place.kind, text, region=place.region, level=place.level, table=place.table, row=place.row,
                col=place.col, head=place.head, colspan=place.colspan, rowspan=place.rowspan, hidden=place.hidden,
                anchor=" ".join(anchors),
            )
        )  # fmt: skip

    def _add(self, kind: str, **values: object) -> None:
        """Put a link, image, field or widget into the line, at the present place."""
        place = self._place
        known = {"kind": kind, "region": place.region, "hidden": place.hidden}
        known |= {"table": place.table, "row": place.row, "col": place.col}
        self._line.append(Block(**(known | values)))  # type: ignore[arg-type]  # checked by the tests of every kind

    def _inside(self, element: Element, **changes: object) -> None:
        """Read the children of a block element as another kind of text."""
        if self._place.kind != "cell":
            self._place = msgspec.structs.replace(self._place, **changes)
        self._children(element)

    # Text ----------------------------------------------------------------------------------------------------------

    def _pane(self, element: Element, read: Callable[[Element], None], *, folded: bool) -> None:
        """Read a pane under the words that open it; folded: what unfolds it cannot be seen at first either."""
        pane = self._panes.by_element[element]
        if self._place.kind == "cell":
            self._line += [" ", pane.opener.text(), " "]
            read(element)
            return
        self._end_line()
        level, at = self._level, len(self.blocks)
        self.blocks += self._opener(pane, hidden=self._place.hidden if pane.tab else folded)
        self._level = self.blocks[at].level if len(self.blocks) > at else level
        read(element)
        self._end_line()
        self._level = level
        words = [b for b in self.blocks[at : at + 2] if b.kind == "heading"]
        if len(words) > 1 and words[0].text == words[1].text:  # the pane begins with its label
            del self.blocks[at]

    def _opener(self, pane: Pane, *, hidden: bool) -> list[Block]:
        """The words that open a pane as a heading, then the images and links to elsewhere that stand among them."""
        around = pane.opener.within(*_HEADINGS)
        level = _HEADINGS[around.tag] if around is not None else self._below()
        outer, blocks, here = self._place, self.blocks, self._resolve("#").partition("#")[0]
        self._place = msgspec.structs.replace(outer, kind="heading", level=level, hidden=hidden)
        self.blocks = []
        self._handlers.get(pane.opener.tag, self._children)(pane.opener)
        self._flush()
        inside, self.blocks, self._place = self.blocks, blocks, outer
        words = [block for block in inside if block.kind in TEXT_KINDS]
        rest = [b for b in inside if b.kind in ("image", "widget", "link") and b.href.partition("#")[0] != here]
        if not words:
            return rest
        level = next((block.level for block in words if block.level), level)
        text = " ".join(block.text for block in words)
        return [msgspec.structs.replace(words[0], kind="heading", text=text, level=level), *rest]

    def _below(self) -> int:
        """The level of a label: one deeper than the last heading."""
        return min(self._level + 1, _DEEPEST) if self._level else _LABEL_LEVEL

    def _heading(self, element: Element) -> None:
        if self._place.region == "main":
            self._level = _HEADINGS[element.tag]
        self._inside(element, kind="heading", level=_HEADINGS[element.tag])

    def _item(self, element: Element) -> None:
        self._inside(element, kind="item", level=0)

    def _break(self, _element: Element) -> None:
        self._line.append(BREAK)

    def _skip(self, _element: Element) -> None:
        """Drawings say nothing that a text block could hold; options stand in their control."""

    def _pre(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, str):
                for line in child.split("\n"):
                    self._line += [line, BREAK]
            else:
                self._element(child)

    def _details(self, element: Element) -> None:
        closed = "open" not in element.attrs
        outer, level = self._place, self._level
        for child in element.children:
            summary = not isinstance(child, str) and child.tag == "summary"
            if closed:
                self._place = msgspec.structs.replace(outer, hidden=not summary or outer.hidden)
            if isinstance(child, str):
                self._line.append(child)
            elif summary:
                self._end_line()
                below = self._below()
                self._inside(child, kind="heading", level=below)
                self._end_line()
                self._place, self._level = outer, below
            else:
                self._element(child)
        self._end_line()
        self._place, self._level = outer, level

    def _without_script(self, element: Element) -> None:
        if self._noscript:
            self._children(element)

    # Links, images, frames -----------------------------------------------------------------------------------------

    def _link(self, element: Element) -> None:
        self._children(element)
        href = self._target(element)
        if not href:
            return
        text = element.text() or _alternative(element) or element.get("title") or element.get("aria-label")
        self._add("link", text=collapse([text or element.get("alt")]), href=href)

    def _target(self, element: Element) -> str:
        """Where a click leads: the handler wins over an ``href`` that only holds a place."""
        raw = element.get("href")
        handler = element.get("onclick")
        if raw.lower().startswith("javascript:"):
            return self._resolve(script_target(raw) or script_target(handler))
        if handler and raw in ("", "#") and (target := script_target(handler)):
            return self._resolve(target)
        return self._resolve(raw)

    def _image(self, element: Element) -> None:
        source = next((s for s in map(element.get, _SOURCES) if s and not s.startswith("data:")), "")
        text = _words_of_image(element)
        figure = element.within("figure") if not text else None
        if figure is not None and (caption := self._tree.captions.get(figure)) is not None:
            text = caption.text()
        if source or text:
            self._add("image", text=collapse([text]), href=self._resolve(source))

    def _frame(self, element: Element) -> None:
        source = next((s for s in map(element.get, _SOURCES) if s), "")
        if not source:
            source = next((e.get("src") for e in element.elements() if e.tag == "source" and e.get("src")), "")
        href = self._resolve(source)
        if not href:
            self._children(element)
            return
        if element.tag == "frame":
            text = f"frame:{element.get('name')}"
        else:
            text = frame_vendor(href) or element.get("title") or element.get("name") or element.tag
        self._add("widget", text=text, href=href)

    def _script(self, element: Element) -> None:
        source = element.get("src")
        code = source or "".join(child for child in element.children if isinstance(child, str))
        for vendor in chat_vendors(code):
            self._add("widget", text=vendor, href=self._resolve(source) if source else "")
        if not source and writes_mail(code):
            self._add("widget", text="email-script")

    # Tables --------------------------------------------------------------------------------------------------------

    def _table(self, element: Element) -> None:
        if self._place.kind == "cell" or not tables.holds_data(element):
            if element.links and self._place.region == "main":
                self._menus |= menu_cells(element, first=self._seen_letters < _BANNER_LETTERS)
            form = self._form
            self._children(element)
            self._form = form
            return
        for child in element.children:
            if not isinstance(child, str) and child.tag == "caption":
                self._element(child)
        self._tables += 1
        number, outer = self._tables, self._place
        for cell in tables.grid(element):
            self._place = msgspec.structs.replace(
                outer, kind="cell", level=0, table=number, row=cell.row, col=cell.col, head=cell.head,
                colspan=cell.colspan, rowspan=max(1, cell.rowspan), hidden=outer.hidden or is_hidden(cell.element),
            )  # fmt: skip
            self._children(cell.element)
            self._extras(cell.element)
            self._flush()
        self._place = outer

    # Forms ---------------------------------------------------------------------------------------------------------

    def _begin_form(self, element: Element) -> None:
        self._forms += 1
        outer = self._form
        self._form = (self._forms, self._resolve(element.get("action") or "?").removesuffix("?"))
        self._label = ""
        before = len(self.blocks)
        self._children(element)
        self._end_line()
        # Old pages open a form between table rows; the parser closes it there, and its fields follow behind it.
        if element.within("table") is None or any(block.kind == "control" for block in self.blocks[before:]):
            self._form = outer

    def _control(self, element: Element) -> None:
        kind = forms.control_kind(element)
        if kind:
            before = self._words_before()
            number, action = self._form
            text = collapse([forms.control_text(element, self._labels, before)])
            self._add("control", text=text, control=kind, form=number, href=action)
        if element.tag == "select":
            for text, value in forms.options_with_address(element):
                if href := self._resolve(value):
                    self._add("link", text=text, href=href)
        elif element.tag != "textarea":
            self._children(element)

    def _words_before(self) -> str:
        """The text between a field and the field before it: on its own line, else the line or cell just before."""
        own: list[str] = []
        for piece in reversed(self._line):
            if isinstance(piece, Block) and piece.kind == "control":
                # What follows a radio button or check box is the label of that.
                return "" if piece.control in ("radio", "checkbox") else collapse(own[::-1])
            if isinstance(piece, str):
                own.append(" " if piece is BREAK else piece)
        label, self._label = self._label, ""
        return collapse(own[::-1]) or label


def _words_of_image(image: Element) -> str:
    """Alternative text and title, each once."""
    words = dict.fromkeys(word for word in (image.get("alt"), image.get("title")) if word)
    return " ".join(words)


def _alternative(link: Element) -> str:
    """What the pictures inside a link are called."""
    words = [_words_of_image(e) for e in link.elements() if e.tag == "img"]
    words += [e.text() for e in link.elements() if e.tag == "title"]
    return " ".join(word for word in words if word)
