"""What a reader of files finds: the same record for every kind of file."""

from __future__ import annotations

import re

import msgspec

from checks.evidence import Block, DocumentState, Layer

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NO_TITLE = re.compile(
    r"^\s*(microsoft (word|powerpoint|excel)\b.*|untitled.*|slide \d+|powerpoint presentation|งานนำเสนอ powerpoint|"
    r"(document|book|sheet|presentation)\s*\d*|[\w.-]+\.(docx?|xlsx?|pptx?|pdf|od[tsp]|indd|cdr|ai|tmp)|[0-9a-f]{16,}|"
    r"\W*)\s*$",
    re.IGNORECASE,
)


class FileText(msgspec.Struct, frozen=True):
    """Blocks of a file, and what is to be said about them.

    title: the file's own title; may be empty. pages: PDF pages, sheets, slides, members of an archive; 0 where that
    has no meaning. notes: stable codes with details, as ``member-unread:plan.dwg``.
    """

    state: DocumentState
    blocks: tuple[Block, ...] = ()
    title: str = ""
    pages: int = 0
    layer: Layer = Layer()
    notes: tuple[str, ...] = ()


def meaningful(title: str) -> str:
    """A file's own title, or nothing where a program or a file name stands in its place.

    >>> meaningful("Microsoft Word - แผน.doc"), meaningful(" แผน  ๒๕๖๕ ")
    ('', 'แผน ๒๕๖๕')
    """
    title = " ".join(_CONTROL.sub("", title).split())
    return "" if _NO_TITLE.match(title) else title
