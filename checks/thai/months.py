"""The names of months as Thai agencies write them: data, patterns and the way back to a number (1-12)."""

from __future__ import annotations

import re
from typing import Final

from checks.thai.characters import MARKS
from checks.thai.fold import fold

FULL_NAMES: Final = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
SHORT_NAMES: Final = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
ENGLISH_NAMES: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

_MARK: Final = re.compile(f"[{MARKS}]")


def _without_marks(name: str) -> str:
    """Return the letters of a folded name."""
    return _MARK.sub("", name)


def _loose(name: str) -> str:
    """Return a pattern of a full name whose marks may be lost, doubled or displaced."""
    return "".join(f"{re.escape(letter)}[{MARKS}]*" for letter in _without_marks(fold(name)))


def _short(name: str, *, dots: str) -> str:
    """Return a pattern of a short name with this pattern for the dot inside it."""
    first, second = fold(name).strip(".").split(".")
    return rf"{first}{dots}{second}\.?"


_NUMBER: Final[dict[str, int]] = (
    {_without_marks(fold(name)): number for number, name in enumerate(FULL_NAMES, 1)}
    | {fold(name).replace(".", ""): number for number, name in enumerate(SHORT_NAMES, 1)}
    | {name: number for number, name in enumerate(ENGLISH_NAMES, 1)}
    | {name[:3]: number for number, name in enumerate(ENGLISH_NAMES, 1)}
    | {"sept": 9}
)

# ก.พ. is the Civil Service Commission too, and ก.ค.ศ. the teachers' one.
_NO_OFFICE: Final = r"(?<!อ\.)(?<!งาน)(?<!สนง\.)(?<!ขาราชการ)"
_ENGLISH: Final = (
    rf"(?<![a-z])(?:{'|'.join(f'{name}|{name[:3]}' for name in ENGLISH_NAMES)}|sept)\.?(?![a-z])"  # longest first
)

FULL: Final = "|".join(_loose(name) for name in FULL_NAMES)
"""Full Thai names, on folded text."""

DOTTED: Final = rf"{_NO_OFFICE}(?:{'|'.join(_short(name, dots='[.]') for name in SHORT_NAMES)})(?!\.?ศ)"
"""Short Thai names with their dot, on folded text."""

_SHORT_WITH_DOTS: Final = [fold(name) for name in SHORT_NAMES]
BEHIND_SHORT: Final = (
    "(?:"
    + "|".join(
        "(?<=" + "|".join(re.escape(name) for name in _SHORT_WITH_DOTS if len(name) == width) + ")"
        for width in sorted({len(name) for name in _SHORT_WITH_DOTS})
    )
    + ")"
)
"""Right behind a short name, on folded text."""

ANY: Final = rf"(?:{FULL}|{DOTTED}|{_ENGLISH})"
"""A month by any name that is safe without a day before it."""

AFTER_DAY: Final = rf"(?:{FULL}|(?:{'|'.join(_short(name, dots='[.]?') for name in SHORT_NAMES)})|{_ENGLISH})"
"""A month after a day's number: there the dots may be missing (``13 ธค 64``)."""


def month_number(name: str) -> int:
    """Return 1-12 for a name that one of the patterns matched in folded text.

    >>> month_number("มี.ค."), month_number("ม.ค"), month_number("มนาคม"), month_number("sept.")
    (3, 1, 3, 9)
    """
    letters = name.replace(".", "")
    return _NUMBER.get(letters) or _NUMBER[_without_marks(letters)]
