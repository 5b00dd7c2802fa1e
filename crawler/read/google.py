"""Google's public pages: what a form asks, what a folder holds, and where a warned-of download is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urlencode

from checks.evidence import Block
from crawler.read.address import Resolver
from crawler.read.tree import Element, Tree

MAX_OPTIONS = 120
"""Choices of one question that are read."""

_FORM_DATA = re.compile(r"FB_PUBLIC_LOAD_DATA_\s*=\s*(?=\[)")
_CONTROLS = {
    0: "text", 1: "textarea", 2: "radio", 3: "select", 4: "checkbox", 5: "radio", 7: "radio", 9: "date", 10: "time",
    13: "file", 18: "radio",
}  # fmt: skip
"""Kinds of questions by the numbers that the form's data gives them: 5 a scale, 7 a grid, 18 a rating."""

_TICKED = ("radio", "checkbox")


def form_blocks(tree: Tree, url: str) -> list[Block]:
    """Title, description and questions of a form, from the data by which its page is drawn; nothing without them.

    The page itself shows the first section only. Each question is a paragraph and its control; each choice of a
    question that is ticked is a control of its own, as on any page.
    """
    found = next((data for code in _scripts(tree) if (data := _form_data(code)) is not None), None)
    if found is None:
        return []
    blocks = [Block("heading", text, level=1) for text in (_text(found, 8) or tree.title,) if text]
    blocks += [Block("paragraph", text) for text in (_text(found, 0),) if text]
    for field in _list(found, 1):
        blocks += _question(field, url)
    return [*blocks, Block("control", "", control="submit", form=1, href=url)]


def _form_data(code: str) -> list[object] | None:
    """The second entry of the list that the page's script keeps: the form itself."""
    start = _FORM_DATA.search(code)
    if start is None:
        return None
    try:
        data, _ = json.JSONDecoder().raw_decode(code, start.end())
    except (ValueError, RecursionError):
        return None
    form = data[1] if isinstance(data, list) and len(data) > 1 else None
    return form if isinstance(form, list) else None


def _question(field: object, url: str) -> Iterator[Block]:
    label, note = _text(field, 1), _text(field, 2)
    kind = field[3] if isinstance(field, list) and len(field) > 3 else None  # noqa: PLR2004 - place of the kind
    control = _CONTROLS.get(kind) if isinstance(kind, int) else None
    if control is None:
        yield from (Block("heading", text, level=2) for text in (label,) if text)
        yield from (Block("paragraph", text) for text in (note,) if text)
        return
    yield from (Block("paragraph", text) for text in (label, note) if text)
    choices = [_text(option, 0) for part in _list(field, 4) for option in _list(part, 1)][:MAX_OPTIONS]
    choices = list(dict.fromkeys(choice for choice in choices if choice))
    if control in _TICKED and choices:
        yield from (Block("control", choice, control=control, form=1, href=url) for choice in choices)
    else:
        text = " ".join([label, " | ".join(choices)]).strip()
        yield Block("control", text, control=control, form=1, href=url)


def _list(data: object, place: int) -> list[object]:
    found = data[place] if isinstance(data, list) and len(data) > place else None
    return found if isinstance(found, list) else []


def _text(data: object, place: int) -> str:
    found = data[place] if isinstance(data, list) and len(data) > place else None
    return " ".join(found.split()) if isinstance(found, str) else ""


def folder_blocks(tree: Tree, resolve: Resolver) -> list[Block]:
    """The name of a folder and a line with a link for each entry, from its embedded listing; nothing without any."""
    entries = []
    for element in tree.root.elements():
        if element.tag != "a" or not (href := resolve(element.get("href"))):
            continue
        name = next((e.text() for e in element.elements() if "flip-entry-title" in e.get("class")), "")
        if name:
            entries += [Block("item", name), Block("link", name, href=href)]
    title = re.sub(r"\s+-\s+Google\s+\w+$", "", tree.title)
    return [Block("heading", title, level=1), *entries] if entries else []


def confirmed_download(tree: Tree, resolve: Resolver) -> str:
    """The address that a page leads to which warns that a file is too large to be scanned; empty on other pages."""
    for element in tree.root.elements():
        if element.get("id") == "uc-download-link" and element.tag == "a":
            return resolve(element.get("href"))
        if element.tag == "form" and element.get("id") == "download-form":
            address = resolve(element.get("action"))
            hidden = [(e.get("name"), e.get("value")) for e in element.elements() if e.tag == "input"]
            query = urlencode([(name, value) for name, value in hidden if name])
            joint = "&" if "?" in address else "?"
            return f"{address}{joint}{query}" if address and query else address
    return ""


def _scripts(tree: Tree) -> Iterator[str]:
    for element in tree.root.elements():
        if element.tag == "script":
            yield script_code(element)


def script_code(element: Element) -> str:
    """The code that stands inside a script element."""
    return "".join(child for child in element.children if isinstance(child, str))
