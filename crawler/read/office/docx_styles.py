"""What the styles of a Word file mean: which of them are headings, list items, bold or hidden text."""

from __future__ import annotations

import re

import msgspec

from crawler.read.office.package import Node, child, name_of, number, truthy, value_of

_HEADING = re.compile(r"^heading (\d)$", re.IGNORECASE)
_BODY_LEVEL = 9
_DEPTH = 12
"""Styles build upon styles; chains longer than this are circles."""


class Style(msgspec.Struct, frozen=True):
    """level: 1-6 for a heading, else 0. item: list item. bold, vanish: of its letters; None where it does not say."""

    level: int = 0
    item: bool = False
    bold: bool | None = None
    vanish: bool | None = None


_PLAIN = Style()


class Styles:
    """The styles of a file by their identifiers."""

    def __init__(self, root: Node | None) -> None:
        self._nodes: dict[str, Node] = {}
        for node in [] if root is None else root:
            if name_of(node) == "style":
                self._nodes[value_of(node, "styleId")] = node
        self._known: dict[str, Style] = {}

    def of(self, name: str) -> Style:
        """A style with what it takes over from those it builds upon."""
        if not name:
            return _PLAIN
        if name not in self._known:
            self._known[name] = self._resolve(name, _DEPTH)
        return self._known[name]

    def _resolve(self, name: str, depth: int) -> Style:
        node = self._nodes.get(name)
        if node is None or not depth:
            return _PLAIN
        base = self._resolve(value_of(child(node, "basedOn")), depth - 1)
        runs, paragraph = child(node, "rPr"), child(node, "pPr")
        bold, vanish = child(runs, "b"), child(runs, "vanish")
        own = heading_level(paragraph) or _named_level(value_of(child(node, "name")))
        return Style(
            base.level if own is None else own,
            base.item or is_item(paragraph),
            base.bold if bold is None else truthy(bold),
            base.vanish if vanish is None else truthy(vanish),
        )


def heading_level(properties: Node | None) -> int | None:
    """The level that an outline level stands for: 0 for body text, None where nothing is said."""
    node = child(properties, "outlineLvl")
    if node is None:
        return None
    level = number(value_of(node), _BODY_LEVEL)
    return 0 if level >= _BODY_LEVEL else min(level + 1, 6)


def _named_level(name: str) -> int | None:
    """Built-in styles keep their English names in every language of the program."""
    if found := _HEADING.match(name):
        return min(max(int(found[1]), 1), 6)
    return {"title": 1, "subtitle": 2}.get(name.lower())


def is_item(properties: Node | None) -> bool:
    """Whether a paragraph has a bullet or an automatic number."""
    node = child(properties, "numPr", "numId")
    return node is not None and value_of(node, default="0") != "0"
