"""What a body is, told from its bytes: suffixes and Content-Type headers lie too often to be asked."""

from __future__ import annotations

import re
from typing import Literal

from crawler.read.encoding import wide_encoding

Kind = Literal["empty", "html", "pdf", "text", "other"]
"""``other``: files that no reader of ours opens yet (office files, archives, pictures, sound, film)."""

_LOOK = 4096
"""Bytes at the start that are looked at."""

_LOOK_FAR = 200_000
"""Bytes looked at for a tag before a body counts as plain text."""

_SIGNATURES: tuple[bytes, ...] = (
    b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b",
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"ID3", b"OggS", b"{\\rtf", b"FLV", b"\x1aE\xdf\xa3",
    b"CWS", b"FWS", b"%!PS", b"BZh", b"\x00\x00\x01\x00", b"wOFF", b"wOF2",
)  # fmt: skip
_HTML = re.compile(rb"<(?:!doctype\s+html|!--|[a-z][a-z0-9-]{0,15}(?=[\s>/]))", re.IGNORECASE)
_XML = re.compile(rb"^\s*(?:\xef\xbb\xbf)?\s*<(?:\?xml|rss|feed|urlset|sitemapindex|svg)", re.IGNORECASE)
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27})


def kind_of(body: bytes) -> Kind:
    r"""The kind of a body.

    >>> kind_of(b"%PDF-1.4 ..."), kind_of(b"<html><p>404"), kind_of(b"PK\x03\x04"), kind_of(b" \n"), kind_of(b"a,b")
    ('pdf', 'html', 'other', 'empty', 'text')
    """
    start = body[:_LOOK]
    if not start.strip(b"\x00 \t\r\n\xef\xbb\xbf") and not body.strip(b"\x00 \t\r\n"):
        return "empty"
    found = start[:1024].find(b"%PDF-")  # the standard lets other bytes come first
    if found >= 0 and not _HTML.search(start[:found]):
        return "pdf"
    if start.startswith(_SIGNATURES) or start[4:8] == b"ftyp" or (start[:4] == b"RIFF" and start[8:12].isalpha()):
        return "other"
    if start.startswith(b"BM") and len(body) > 54 and start[6:10] == b"\0\0\0\0":  # noqa: PLR2004 - a bitmap's header
        return "other"
    return _text_kind(body, start)


def _text_kind(body: bytes, start: bytes) -> Kind:
    wide = wide_encoding(start)
    plain = start.decode(wide, "replace").encode() if wide else start
    if _is_binary(plain):
        return "other"
    if _XML.match(plain) and b"<html" not in plain.lower():
        return "other"
    if _HTML.search(plain):
        return "html"
    return "html" if _HTML.search(body[:_LOOK_FAR]) else "text"


def _is_binary(start: bytes) -> bool:
    """Control characters that no text holds, more than one in fifty."""
    return (len(start) - len(start.translate(None, _CONTROL))) * 50 > len(start)
