"""Form fields: their kind, and the words that tell a visitor what to fill in."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from crawler.read.tree import Element

MAX_OPTIONS = 120
"""Options of one list that are read; longer lists are provinces, years and staff, not questions."""

MAX_LABEL = 120
"""Text before a field that is longer than this is a paragraph, not its label."""


def control_kind(element: Element) -> str:
    """``text``, ``email``, ``select``, ``submit`` …; empty for a hidden input, which no visitor sees."""
    if element.tag in ("select", "textarea"):
        return element.tag
    kind = element.get("type").lower()
    if element.tag == "button":
        return kind if kind in ("button", "reset") else "submit"
    if kind == "hidden":
        return ""
    return "submit" if kind == "image" else kind or "text"


def control_text(element: Element, labels: Mapping[str, str], before: str) -> str:
    """Label, placeholder, options and button text of a field.

    labels: text of each ``<label for=…>`` by id. before: the words that stand just before the field on the page,
    used where the field has no label of its own.
    """
    kind = control_kind(element)
    if kind in ("submit", "button", "reset"):
        words = (
            element.text(),
            element.get("value"),
            element.get("alt"),
            element.get("title"),
            element.get("aria-label"),
        )
        return next((word for word in words if word), "")
    label = labels.get(element.get("id"), "") if element.get("id") else ""
    wrapping = element.within("label")
    if not label and wrapping is not None:
        label = wrapping.text()
    label = label or element.get("aria-label")
    if not label and kind in ("radio", "checkbox"):
        label = _following(element)
    label = label or (before if len(before) <= MAX_LABEL else "")
    parts = [label, element.get("placeholder"), element.get("title")]
    if kind == "select":
        parts.append(" | ".join(_options(element)))
    unique = dict.fromkeys(" ".join(part.split()) for part in parts if part)
    return " ".join(unique)


def _options(select: Element) -> list[str]:
    options = itertools.islice((inner for inner in select.elements() if inner.tag == "option"), MAX_OPTIONS)
    return [text for text in (option.text() for option in options) if text]


def _following(element: Element) -> str:
    """The words right behind a radio button or check box."""
    siblings = element.parent.children if element.parent is not None else []
    for child in siblings[siblings.index(element) + 1 :]:
        text = child if isinstance(child, str) else "" if child.tag in ("input", "br") else child.text()
        if text.strip():
            return " ".join(text.split())
        if not isinstance(child, str) and child.tag in ("input", "br"):
            break
    return ""


def options_with_address(select: Element) -> list[tuple[str, str]]:
    """Text and address of each option of a list that jumps to the page chosen in it."""
    code = select.get("onchange").lower()
    if not any(word in code for word in ("location", "window.open", "jumpmenu")):
        return []
    options = itertools.islice((inner for inner in select.elements() if inner.tag == "option"), MAX_OPTIONS)
    pairs = ((option.text(), option.get("value")) for option in options)
    return [(text, value) for text, value in pairs if "." in value or "/" in value or value.startswith("?")]
