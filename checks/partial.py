"""Readings that are not whole, as the notes of their readers say."""

from __future__ import annotations

from checks.evidence import Document
from checks.pictures import UNREAD_PICTURES

_LEFT_OUT: dict[str, frozenset[str]] = {
    "page-unfinished": frozenset({"browser-timeout", "browser-crashed", "browser-missing", "browser-failed"}),
    "part-unread": frozenset({
        "pages-cut", "pages-broken", "sheet-cut", "sheets-cut", "cells-cut", "blocks-cut", "slides-cut", "slide-unread",
        "member-unread", "members-cut", "archive-cut", "part-missing",
    }),
    "picture-only": frozenset({UNREAD_PICTURES}),
}  # fmt: skip
"""Codes by the notes that stand for them: pages that scripts build and that were not seen whole; files read in part;
pages with content pictures that were not read."""


def left_out(document: Document) -> str:
    """The code of what was left out of a document; empty where it was read whole."""
    notes = {note.partition(":")[0] for note in document.notes}
    return next((code for code, known in _LEFT_OUT.items() if notes & known), "")
