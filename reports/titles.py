"""Names of items and elements in the language of the page."""

from __future__ import annotations

from checks.rubric import Item
from reports.words import Words


def item_title(entry: Item, words: Words) -> str:
    """The item's title."""
    return entry.title_th if words.lang == "th" else entry.title_en


def element_name(entry: Item, key: str, words: Words) -> str:
    """The element's name; its key where the book does not know it (an older judgement)."""
    named = next((e for e in entry.elements if e.key == key), None)
    if named is None:
        return key
    return named.name_th if words.lang == "th" else named.name_en
