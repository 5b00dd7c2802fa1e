"""The line being read: pieces of text and, between them, the links, images and fields that stand in it."""

from __future__ import annotations

import html
import re
from typing import Final

import msgspec

from checks.evidence import Block, BlockKind, Region

BREAK: Final = "\n\x00"
"""Stands for a ``<br>`` among the pieces of a line; NUL cannot come out of the parser."""

MANY_BREAKS = 3
"""With this many line breaks a paragraph is a list of lines, each a paragraph of its own."""

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


class Place(msgspec.Struct, frozen=True):
    """Where the walker is: what kind of text it reads, in which region and in which cell."""

    region: Region = "main"
    kind: BlockKind = "paragraph"
    level: int = 0
    hidden: bool = False
    table: int = 0
    row: int = 0
    col: int = 0
    head: bool = False
    colspan: int = 1
    rowspan: int = 1


def collapse(pieces: list[str]) -> str:
    r"""Join pieces of text as a browser would show them: white space collapsed, escapes that leaked in undone.

    >>> collapse([" \\u0e01\\u0e02 &#3588; ", " ง"])
    'กข ค ง'
    """
    text = " ".join("".join(pieces).split())
    if "&" in text and ("&#" in text or "&nbsp;" in text or "&amp;" in text):
        text = " ".join(html.unescape(text).split())
    if "\\u0e" in text or "\\u0E" in text:
        text = _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)
    return text if text.strip(_INVISIBLE) else ""


def split_lines(pieces: list[str | Block]) -> list[list[str | Block]]:
    """Cut the pieces of a paragraph at its line breaks.

    Two breaks in a row always end a paragraph; single ones do only where there are many, else they are a space.
    """
    breaks = [n for n, piece in enumerate(pieces) if piece is BREAK]
    if not breaks:
        return [pieces]
    every = len(breaks) >= MANY_BREAKS
    parts: list[list[str | Block]] = [[]]
    blank = True  # only white space since the last break
    for n, piece in enumerate(pieces):
        if piece is not BREAK:
            parts[-1].append(piece)
            blank = blank and isinstance(piece, str) and piece.isspace()
            continue
        double = blank and n > breaks[0]
        if every or double:
            parts.append([])
        else:
            parts[-1].append(" " if not _next_is_break(pieces, n) else "")
            if _next_is_break(pieces, n):
                parts.append([])
        blank = True
    return parts


def _next_is_break(pieces: list[str | Block], at: int) -> bool:
    """Whether nothing but white space stands between this break and the next."""
    for piece in pieces[at + 1 :]:
        if piece is BREAK:
            return True
        if not isinstance(piece, str) or not piece.isspace():
            return False
    return False
