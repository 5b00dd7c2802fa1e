"""Thai that was decoded with the wrong table and saved again: undone where that gives clean Thai.

Three accidents are common: UTF-8 taken for Latin-1 (``à¸ª``) or for TIS-620 (``เธช``), and TIS-620 taken for Latin-1
(``ÊÓ¹¡Ñ¡``). Repairs work on runs of characters, because menus, templates and database texts of one page often went
through different hands.
"""

from __future__ import annotations

import html
import re

_SPECIAL = "\u0152-\u0153\u0160-\u0161\u0178\u017d-\u017e\u0192\u02c6\u02dc\u2013-\u2122"
_LATER = f"\u0080-\u00bf{_SPECIAL}"
_UTF8_AS_LATIN = re.compile(rf"(?:[\u00c2-\u00df][{_LATER}]|[\u00e0-\u00ef][{_LATER}][{_LATER} ]?)+")
_LATIN_MARKS = (("à¸", 3), ("à¹", 3), ("Ã\u00a0Â¸", 6), ("Ã\u00a0Â¹", 6))
_HIGH = re.compile(r"[\u00a1-\u00ff]")
_THIRD = "\u0080-\u00bf\u0e01-\u0e1f\u20ac\u2026\u2018\u2019\u201c\u201d\u2022\u2013\u2014"
_UTF8_AS_THAI = re.compile(rf"(?:เ[ธน][{_THIRD}])+")
_THAI_AS_LATIN = re.compile(r"[\u0080-\u00da\u00df-\u00fb\u0152-\u02dc\u2013-\u2122]+")
_LONG_LATIN = re.compile(r"[\u00a1-\u00fb]{3}")
_ENTITIES = re.compile(r"(?:&(?:#(?:1[6-9]\d|2[0-4]\d|25[01])|(?!lt|gt|amp|quot|nbsp)[A-Za-z]{2,6}\d?);){2,}")
_THAI = re.compile(r"[\u0e01-\u0e3a\u0e3f-\u0e5b]")
_CLEAN = re.compile(r"[\u0e01-\u0e3a\u0e3f-\u0e5b\s\u00a0\ufffd\u2010-\u2026]*")
_BAD_START = re.compile(r"(?:^|[\sเแโใไ])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")

SURE_RUN = 3
"""Wrongly decoded letters in a row that chance does not make: three ``เธ?`` or ``เน?`` triples."""

LONG_RUN = 4
"""Latin letters in a row, all outside ASCII, that no European word has."""


def repair(text: str) -> tuple[str, tuple[str, ...]]:
    r"""Undo wrong decodings in a text; the text and the name of each repair made.

    >>> repair("à¸ªà¸³à¸™à¸±à¸\x81")
    ('สำนัก', ('utf-8-as-latin-1',))
    >>> repair("ÊÓ¹¡§Ò¹")
    ('สำนกงาน', ('tis-620-as-latin-1',))
    >>> repair("เธอเน้นย้ำ Café")
    ('เธอเน้นย้ำ Café', ())
    """
    notes = []
    if text.count("&") > LONG_RUN:
        text = _unescape_runs(text)
    for _ in range(2):  # some pages went through it twice
        if _is_utf8_as_latin(text):
            mended = _UTF8_AS_LATIN.sub(_from_latin, text)
            if mended != text:
                notes.append("utf-8-as-latin-1")
                text = mended
    for name, mend in (("utf-8-as-tis-620", _mend_utf8_as_thai), ("tis-620-as-latin-1", _mend_thai_as_latin)):
        mended = mend(text)
        if mended != text:
            notes.append(name)
            text = mended
    return text, tuple(dict.fromkeys(notes))


def _is_utf8_as_latin(text: str) -> bool:
    """Half of the accented letters belong to such Thai; TIS-620 shown as Latin-1 has the same pairs by chance."""
    covered = sum(text.count(mark) * width for mark, width in _LATIN_MARKS)
    return covered > 0 and covered * 2 >= len(_HIGH.findall(text))


def _unescape_runs(text: str) -> str:
    """Turn ``&Ecirc;&Oacute;`` into letters; editors of the time wrote TIS-620 so. Other entities stay."""

    def plain(match: re.Match[str]) -> str:
        decoded = html.unescape(match[0])
        return decoded if _THAI_AS_LATIN.fullmatch(decoded) and _as_thai(decoded) else match[0]

    return _ENTITIES.sub(plain, text)


def _byte(char: str, table: str) -> bytes:
    """The byte that was shown as ``char``; control characters stand for themselves."""
    code = ord(char)
    if code < 0xA0 or (table == "cp1252" and code <= 0xFF):  # noqa: PLR2004 - Latin-1
        return bytes((0xA0 if char == " " else code,))
    try:
        return char.encode(table)
    except UnicodeEncodeError:
        return b"?"


def _from_latin(match: re.Match[str]) -> str:
    run = match[0]
    body = run.rstrip(" ")
    # A space inside a run was a no-break space, the last byte of a letter; one at its end may be either.
    for candidate, rest in ((run, ""), (body, run[len(body) :])):
        decoded = b"".join(_byte(char, "cp1252") for char in candidate).decode("utf-8", "replace")
        lost = decoded.count("\ufffd")
        if decoded and lost * 5 <= len(decoded):
            return decoded + rest
    return run


def _mend_utf8_as_thai(text: str) -> str:
    if "เธ" not in text and "เน" not in text:
        return text
    runs = _UTF8_AS_THAI.findall(text)
    sure = sum(len(run) for run in runs if len(run) >= SURE_RUN * 3)
    if not sure:
        return text
    # Where most Thai letters of the page are such triples, single ones are too; else they are words such as เธอ.
    shortest = 1 if sure * 2 >= len(_THAI.findall(text)) else SURE_RUN

    def mend(match: re.Match[str]) -> str:
        run = match[0]
        if len(run) < shortest * 3:
            return run
        decoded = b"".join(_byte(char, "cp874") for char in run).decode("utf-8", "replace")
        return decoded if decoded.count("\ufffd") * 5 <= len(decoded) else run

    return _UTF8_AS_THAI.sub(mend, text)


def _mend_thai_as_latin(text: str) -> str:
    if _LONG_LATIN.search(text) is None:
        return text
    runs = [run for run in _THAI_AS_LATIN.findall(text) if len(run) >= LONG_RUN]
    sure = [run for run in runs if _as_thai(run)]
    if len(sure) * 2 < len(runs) or not sure:
        return text
    shortest = 1 if len(sure) > LONG_RUN else LONG_RUN

    def mend(match: re.Match[str]) -> str:
        run = match[0]
        # A sign on its own, such as ©, is more likely itself.
        if len(run) < shortest or (len(run) == 1 and not run.isalpha() and not run.isnumeric()):
            return run
        return _as_thai(run) or run

    return _THAI_AS_LATIN.sub(mend, text)


def _as_thai(run: str) -> str:
    """The run as TIS-620, where that is clean Thai; else empty."""
    decoded = b"".join(_byte(char, "cp1252") for char in run).decode("cp874", "replace")
    clean = _CLEAN.fullmatch(decoded) and not _BAD_START.search(decoded) and "\ufffd" not in decoded
    return decoded if clean and _THAI.search(decoded) else ""
