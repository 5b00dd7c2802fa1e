"""What a reader of files finds: the same record for every kind of file."""

from __future__ import annotations

import msgspec

from checks.evidence import Block, DocumentState, Layer


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
