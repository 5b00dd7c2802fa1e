"""The characters of Thai text: their classes, and what each damaged or variant character stands for (data)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

MARKS: Final = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
"""Thai marks above and below, as the inside of a regular-expression class. They never begin a cluster."""

THAI: Final = "\u0e01-\u0e5b"
"""Every Thai character, as the inside of a regular-expression class."""

VOWEL_MARKS: Final = "\u0e31\u0e34-\u0e3a\u0e47"
TONES: Final = "\u0e48-\u0e4c\u0e4e"

_PRIVATE_USE: Final = dict(
    zip(
        range(0xF700, 0xF71B),
        "ฐ\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4cญ\u0e31\u0e4d\u0e47"
        "\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a",
        strict=True,
    )
)
"""Glyph variants that old Windows fonts placed at U+F700–F71A: shifted marks, ฐ and ญ without their foot."""

_SPACES: Final = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_INVISIBLE: Final = "\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\ufffd"
_DASHES: Final = "\u2010-\u2015\u2212\ufe58\ufe63"


def _characters(ranges: str) -> Iterable[int]:
    """Return the code points of a regular-expression class without escapes."""
    for first, last in re.findall(r"(.)(?:-(.))?", ranges, re.DOTALL):
        yield from range(ord(first), ord(last or first) + 1)


def _table() -> dict[int, str | None]:
    """Build the character table: each character becomes one character or nothing, so that offsets stay simple."""
    table: dict[int, str | None] = {
        code: char.lower() for code in range(0x250) if len((char := chr(code)).lower()) == 1
    }
    table |= {code: unicodedata.normalize("NFKC", chr(code)).lower() for code in range(0xFF01, 0xFF5F)}
    table |= dict.fromkeys(_characters(_SPACES), " ")
    table |= dict.fromkeys(_characters(_INVISIBLE))
    table |= dict.fromkeys(_characters(_DASHES), "-")
    table |= {0x0E50 + digit: str(digit) for digit in range(10)}
    table |= {code: table.get(ord(mark), mark) for code, mark in _PRIVATE_USE.items()}
    table |= {ord(char): "'" for char in "‘’‚‛`´′"} | {ord(char): '"' for char in "“”„″"}
    table |= {ord("ำ"): "า", ord("ๅ"): "า", ord("ฎ"): "ฏ", 0x0E4D: None, 0xF711: None}
    return table | {ord("\u0941"): "\u0e38", ord("\u0942"): "\u0e39", ord("\u0930"): "ร"}


TABLE: Final = _table()
"""What `str.translate` makes of each character before anything else is folded."""
