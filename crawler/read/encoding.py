"""Bytes to text, where header, meta tag, byte order mark and content may all lie.

UTF-8 proves itself: text in any other encoding almost never decodes as strict UTF-8. So it is tried first, whatever
was declared; then Thai bytes are recognised by their look, and only then are declarations believed.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from bs4.dammit import EncodingDetector

from crawler.read.mojibake import repair

GARBLED = "garbled"
"""Note: the text is lost beyond repair."""

MANY_LOST = 20
"""Fewer lost letters than this are an accident in one place, whatever their share."""

THAI_CODEC = "cp874"
"""TIS-620 with the additions of Windows; a superset of what pages call tis-620, iso-8859-11 and windows-874."""

_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_UTF8_THAI = re.compile(rb"\xe0[\xb8\xb9][\x80-\xbf]")
_THAI_BYTES = bytes((*range(0xA1, 0xDB), *range(0xDF, 0xFC), 0xA0, 0x85, *range(0x91, 0x98)))
_CONSONANTS = bytes(range(0xA1, 0xCF))
_MARKS = bytes((0xD1, *range(0xD4, 0xDB), *range(0xE7, 0xEF)))
_STRAY_MARK = re.compile(rb"(?<![\xa1-\xce\xd1\xd4-\xda\xe7-\xee])[\xd1\xd4-\xda\xe7-\xee]")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_QUESTION_RUN = re.compile(r"(?<![=&/\w])\?{4,}")
_THAI = re.compile(r"[\u0e01-\u0e5b]")
_BOMS = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
         (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip


class Decoded(NamedTuple):
    """A text, the encoding it was read in, and what was repaired or is lost (``garbled``)."""

    text: str
    encoding: str
    notes: tuple[str, ...]


def decode(body: bytes, content_type: str) -> Decoded:
    """The text of a page or text file. ``content_type`` is the header as sent, possibly empty or wrong.

    >>> decode("สำนักงาน".encode("cp874"), "text/html; charset=utf-8")[:2]
    ('สำนักงาน', 'cp874')
    """
    text, encoding, notes = _decode_bytes(body, content_type)
    text, repairs = repair(text)
    notes += repairs
    if _beyond_repair(text):
        notes += (GARBLED,)
    return Decoded(text.replace("\x00", ""), encoding, notes)


def _decode_bytes(body: bytes, content_type: str) -> Decoded:
    wide = wide_encoding(body)
    if wide:
        return Decoded(body.decode(wide, "replace").removeprefix("\ufeff"), wide, ())
    body = body.removeprefix(codecs.BOM_UTF8)
    try:
        return Decoded(body.decode("utf-8"), "utf-8", ())
    except UnicodeDecodeError:
        pass
    # Old pages in Chinese or Japanese also have two high bytes in a row; so Thai is judged by its own letters.
    high = sum(map(len, _HIGH_RUN.findall(body)))
    utf8 = 3 * len(_UTF8_THAI.findall(body))
    if utf8 * 10 >= high * 9:
        return Decoded(body.decode("utf-8", "replace"), "utf-8", ("bad-bytes",))
    if utf8 * 10 >= high:
        return Decoded(_mixed(body), "utf-8", ("mixed",))
    if _looks_thai(body):
        return Decoded(body.decode(THAI_CODEC, "replace"), THAI_CODEC, ())
    return _declared(body, content_type)


def wide_encoding(body: bytes) -> str:
    """UTF-16 or UTF-32 by mark, or UTF-16 by its look; empty for anything else."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return name
    start = body[:400]
    even, odd = start[0::2], start[1::2]
    # The upper byte is 00 for markup and 0E for Thai; the lower one is never 0 in either.
    for upper, lower, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if b"\0" not in lower and upper.count(0) and (upper.count(0) + upper.count(0x0E)) * 10 >= len(upper) * 8:
            return name
    return ""


def _looks_thai(body: bytes) -> bool:
    """High bytes in runs, nearly all of them Thai in TIS-620: consonants enough, marks only behind them."""
    runs = _HIGH_RUN.findall(body)
    high = b"".join(runs)
    if not high:
        return False
    thai = len(high) - len(high.translate(None, _THAI_BYTES))
    consonants = len(high) - len(high.translate(None, _CONSONANTS))
    # Cyrillic and Chinese fill the same range, in another order.
    stray = len(_STRAY_MARK.findall(high)) * 5 > len(high) - len(high.translate(None, _MARKS))
    return thai * 20 >= len(high) * 19 and consonants * 3 >= len(high) and len(high) >= 2 * len(runs) and not stray


def _mixed(body: bytes) -> str:
    """A template in one encoding and texts in another: each line is read in its own."""
    lines = []
    for line in body.splitlines(keepends=True):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            if _looks_thai(line) and not _UTF8_THAI.search(line):
                lines.append(line.decode(THAI_CODEC, "replace"))
            else:
                lines.append(_HIGH_RUN.sub(_mixed_run, line).decode("utf-8"))
    return "".join(lines)


def _mixed_run(match: re.Match[bytes]) -> bytes:
    """A run of high bytes as UTF-8, whatever it was."""
    run = match[0]
    try:
        run.decode("utf-8")
    except UnicodeDecodeError:
        codec = THAI_CODEC if _looks_thai(run) and not _UTF8_THAI.search(run) else "utf-8"
        return run.decode(codec, "replace").encode()
    return run


def _declared(body: bytes, content_type: str) -> Decoded:
    """Neither UTF-8 nor Thai: believe the header, then the page, then assume Western European."""
    header = _CHARSET.search(content_type)
    names = [header[1] if header else "", EncodingDetector.find_declared_encoding(body, is_html=True) or ""]
    for name in names:
        try:
            return Decoded(body.decode(name), codecs.lookup(name).name, ())
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return Decoded(body.decode("cp1252", "replace"), "cp1252", ("guessed",))


def _beyond_repair(text: str) -> bool:
    """Most Thai letters were replaced by U+FFFD or question marks."""
    lost = text.count("\ufffd")
    questions = sum(map(len, _QUESTION_RUN.findall(text))) if "????" in text else 0
    if lost < MANY_LOST and questions < 2 * MANY_LOST:
        return False
    thai = len(_THAI.findall(text))
    return lost * 3 > thai + lost or questions > thai
