"""What a body is, told from its bytes: suffixes and Content-Type headers lie too often to be asked."""

from __future__ import annotations

import re
from typing import Literal

from crawler.read.encoding import decode, wide_encoding
from crawler.read.office.delimited import delimiter_of
from crawler.read.office.ole import MAGIC, stream_names
from crawler.read.office.package import FileError, directory

Kind = Literal[
    "empty", "html", "pdf", "text", "csv",
    "docx", "xlsx", "pptx", "odt", "ods", "odp", "doc", "xls", "ppt", "rtf", "locked",
    "zip", "rar", "7z", "image", "other",
]  # fmt: skip
"""``locked``: an office file with a password. ``zip``: archives, and files of that look that cannot be opened.
``other``: what no reader opens (sound, film, programs, fonts, compressed single files)."""

_LOOK = 4096
"""Bytes at the start that are looked at."""

_LOOK_FAR = 200_000
"""Bytes looked at for a tag before a body counts as plain text."""

_LOOK_COLUMNS = 60_000
"""Bytes of a text in which columns are looked for."""

_SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"PK\x05\x06", "zip"), (b"Rar!\x1a\x07", "rar"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"), (b"\xff\xd8\xff", "image"), (b"GIF87a", "image"), (b"GIF89a", "image"),
    (b"II*\x00", "image"), (b"MM\x00*", "image"),
    (b"\x1f\x8b", "other"), (b"ID3", "other"), (b"OggS", "other"), (b"FLV", "other"), (b"\x1aE\xdf\xa3", "other"),
    (b"CWS", "other"), (b"FWS", "other"), (b"%!PS", "other"), (b"BZh", "other"), (b"\x00\x00\x01\x00", "other"),
    (b"wOFF", "other"), (b"wOF2", "other"),
)  # fmt: skip
_PARTS: tuple[tuple[str, Kind], ...] = (
    ("word/document", "docx"), ("xl/workbook", "xlsx"), ("ppt/presentation", "pptx"),
)  # fmt: skip
_MIME_TYPES: tuple[tuple[bytes, Kind], ...] = (
    (b"application/vnd.oasis.opendocument.text", "odt"), (b"application/vnd.oasis.opendocument.spreadsheet", "ods"),
    (b"application/vnd.oasis.opendocument.presentation", "odp"), (b"application/epub+zip", "other"),
)  # fmt: skip
_STREAMS: tuple[tuple[str, Kind], ...] = (
    ("EncryptedPackage", "locked"), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)  # fmt: skip
_HTML = re.compile(rb"<(?:!doctype\s+html|!--|[a-z][a-z0-9-]{0,15}(?=[\s>/]))", re.IGNORECASE)
_XML = re.compile(rb"^\s*(?:\xef\xbb\xbf)?\s*<(?:\?xml|rss|feed|urlset|sitemapindex|svg)", re.IGNORECASE)
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27})


def kind_of(body: bytes) -> Kind:
    r"""The kind of a body.

    >>> kind_of(b"%PDF-1.4 ..."), kind_of(b"<html><p>404"), kind_of(b"PK\x03\x04"), kind_of(b" \n"), kind_of(b"a,b")
    ('pdf', 'html', 'zip', 'empty', 'text')
    """
    start = body[:_LOOK]
    if not start.strip(b"\x00 \t\r\n\xef\xbb\xbf") and not body.strip(b"\x00 \t\r\n"):
        return "empty"
    found = start[:1024].find(b"%PDF-")  # the standard lets other bytes come first
    # Behind the warnings of a broken script a viewer finds the file; a page that writes about PDF has no such end.
    bare = not _HTML.search(start[:found]) or b"startxref" in body[-_LOOK:]
    if found >= 0 and bare and not start.startswith((b"PK", MAGIC, b"Rar!", b"7z")):
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        return _package_kind(body)
    if start.startswith(MAGIC):
        names = stream_names(body)
        if not names:  # a download that broke off loses the directory first; its reader says so
            return "doc"
        return next((kind for name, kind in _STREAMS if name in names), "other")
    return _signed_kind(body, start) or _text_kind(body, start)


def _signed_kind(body: bytes, start: bytes) -> Kind | None:
    """The kind that the first bytes of a file state."""
    for mark, kind in _SIGNATURES:
        if start.startswith(mark):
            return kind
    if start.startswith(b"BM") and len(body) > 54 and start[6:10] == b"\0\0\0\0":  # noqa: PLR2004 - a bitmap's header
        return "image"
    if start[:4] == b"RIFF" and start[8:12].isalpha():
        return "image" if start[8:12] == b"WEBP" else "other"
    return "other" if start[4:8] == b"ftyp" else None


def _package_kind(body: bytes) -> Kind:
    """An archive by the parts in its directory. Nothing is unpacked: OpenDocument states its type in plain bytes."""
    for mime_type, kind in _MIME_TYPES:
        if b"mimetype" + mime_type in body[:200]:
            return kind
    try:
        names = [member.filename.replace("\\", "/").lower() for member in directory(body)]
    except FileError:
        return "zip"
    if "[content_types].xml" in names:
        return next((kind for part, kind in _PARTS if any(name.startswith(part) for name in names)), "other")
    return "zip"


def _text_kind(body: bytes, start: bytes) -> Kind:
    wide = wide_encoding(start)
    plain = start.decode(wide, "replace").encode() if wide else start
    if _is_binary(plain):
        return "other"
    if _XML.match(plain) and b"<html" not in plain.lower():
        return "other"
    if _HTML.search(plain) or _HTML.search(body[:_LOOK_FAR]):
        return "html"
    return "csv" if delimiter_of(decode(body[:_LOOK_COLUMNS], "").text) else "text"


def _is_binary(start: bytes) -> bool:
    """Control characters that no text holds, more than one in fifty."""
    return (len(start) - len(start.translate(None, _CONTROL))) * 50 > len(start)
