"""A page as a light tree of Python objects, with the counts that tell menus from content.

lexbor parses; one pass copies what a visitor can see into :class:`Element` objects and adds up letters and links
on the way, because asking the parser's own tree the same questions again and again costs more than the copy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.read.regions import marks_main

MAX_DEPTH = 150
"""Deeper elements are read as children of this depth: broken pages nest thousands of unclosed tags."""

MAX_NODES = 400_000
"""Elements and texts copied from one page; no real page comes near, a hostile one ends here."""

BLOCK_TAGS: frozenset[str] = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "main", "marquee", "menu", "nav", "ol", "p",
    "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
"""Elements that begin and end a line of their own."""

_OPENS = frozenset({"data-toggle", "data-bs-toggle", "data-target", "data-bs-target", "data-tab", "aria-controls"})
_WORDLESS = frozenset({"script", "noscript", "svg", "select", "textarea"})
_SKIPPED = frozenset({"style", "template", "-comment", "!doctype", "meta", "link", "base", "title"})


class Element:
    """An element with its visible children.

    letters: characters of text inside, white space not counted; linked: those inside links; links: number of links;
    holds_main: a descendant is marked as the page's main content.
    """

    __slots__ = ("_text", "attrs", "children", "holds_main", "letters", "linked", "links", "parent", "tag")

    def __init__(self, tag: str, attrs: Mapping[str, str | None], parent: Element | None) -> None:
        self.tag = tag
        self.attrs = attrs
        self.parent = parent
        self.children: list[Element | str] = []
        self.letters = 0
        self.linked = 0
        self.links = 0
        self.holds_main = False
        self._text: str | None = None

    def get(self, name: str) -> str:
        """The value of an attribute, stripped; empty where it is missing."""
        return (self.attrs.get(name) or "").strip()

    def elements(self) -> Iterator[Element]:
        """All elements inside, in reading order, itself first."""
        stack: list[Element] = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(child for child in reversed(element.children) if not isinstance(child, str))

    def within(self, *tags: str) -> Element | None:
        """The nearest ancestor with one of these tags."""
        above = self.parent
        while above is not None and above.tag not in tags:
            above = above.parent
        return above

    def text(self) -> str:
        """The words inside without those of form fields, a space where lines or cells meet, white space collapsed."""
        if self._text is None:
            self._text = " ".join("".join(self._pieces()).split())
        return self._text

    def _pieces(self) -> Iterator[str]:
        stack: list[Element | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                yield node
            elif node.tag == "br":
                yield " "
            elif node.tag not in _WORDLESS:
                block = node.tag in BLOCK_TAGS
                if block:
                    yield " "
                    stack.append(" ")
                stack.extend(reversed(node.children))


class Tree:
    """A parsed page: its root element, its labels, figure captions and number of scripts, and its head.

    ids: elements by their id, the first of each. openers: elements that say they open a part of the page.
    """

    def __init__(self, html: str) -> None:
        self.title = ""
        self.base = ""
        self.refresh: list[str] = []
        self.scripts = 0
        self.labels: list[Element] = []
        self.captions: dict[Element, Element] = {}
        self.ids: dict[str, Element] = {}
        self.openers: list[Element] = []
        parser = LexborHTMLParser(html)
        node = parser.root
        self.root = Element("html", {}, None)
        if node is not None:
            self._copy(node)

    def _copy(self, top: LexborNode) -> None:
        """Walk the parser's tree without recursion, so that no nesting is too deep."""
        path: list[LexborNode] = []
        open_elements: list[Element] = [self.root]
        node: LexborNode | None = top.first_child
        for _ in range(MAX_NODES):
            if node is None:
                break
            element = self._visit(node, open_elements[-1])
            below = node.first_child if element is not None else None
            if element is not None and below is not None:
                path.append(node)
                open_elements.append(element if len(open_elements) < MAX_DEPTH else open_elements[-1])
                node = below
                continue
            if element is not None:
                _close(element)
            following = node.next
            while following is None and path:
                following = path.pop().next
                closed = open_elements.pop()
                if closed is not open_elements[-1]:
                    _close(closed)
            node = following
        while len(open_elements) > 1:
            closed = open_elements.pop()
            if closed is not open_elements[-1]:
                _close(closed)

    def _visit(self, node: LexborNode, parent: Element) -> Element | None:
        """Copy one node below ``parent``; the new element if its children are to be read too."""
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            if text:
                parent.children.append(text)
                if not text.isspace():
                    parent.letters += len(text) - text.count(" ")
            return None
        if tag in _SKIPPED and not (tag == "title" and parent.tag == "svg"):
            self._note(tag, node)
            return None
        if tag.startswith("-"):
            return None
        element = Element(tag, node.attributes, parent)
        parent.children.append(element)
        self._remember(element)
        if tag == "script":
            if text := node.text(deep=True):
                element.children.append(text)
            return None
        if (element.attrs or tag == "main") and marks_main(tag, element.get("role"), element.get("id")):
            element.holds_main = True
        return element

    def _remember(self, element: Element) -> None:
        """Keep what must be found again from another place of the page."""
        if element.tag == "script":
            self.scripts += 1
        elif element.tag == "label":
            self.labels.append(element)
        elif element.tag == "figcaption" and (figure := element.within("figure")) is not None:
            self.captions[figure] = element
        if attrs := element.attrs:
            if identity := attrs.get("id"):
                self.ids.setdefault(identity.strip(), element)
            if not _OPENS.isdisjoint(attrs) or (
                element.tag == "a" and len(href := attrs.get("href") or "") > 1 and href[0] == "#"
            ):
                self.openers.append(element)

    def _note(self, tag: str, node: LexborNode) -> None:
        """Keep what the head says: title, base address, refresh."""
        if tag == "title" and not self.title:
            self.title = " ".join(node.text(deep=True).split())
        elif tag == "base" and not self.base:
            self.base = (node.attributes.get("href") or "").strip()
        elif tag == "meta" and (node.attributes.get("http-equiv") or "").strip().lower() == "refresh":
            self.refresh.append(node.attributes.get("content") or "")


def _close(element: Element) -> None:
    """Add an element's counts to its parent's, once all its children are read."""
    if element.tag == "a":
        element.linked = element.letters
        element.links += 1
    parent = element.parent
    if parent is not None:
        parent.letters += element.letters
        parent.linked += element.linked
        parent.links += element.links
        parent.holds_main = parent.holds_main or element.holds_main
