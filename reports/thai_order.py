"""The order of a Thai dictionary, for names in lists."""

from __future__ import annotations

import re
from typing import Final

_LEADING_VOWEL: Final = re.compile("([เแโใไ])([ก-ฮ])")
_TONES: Final = re.compile("[\u0e47-\u0e4e]")


def dictionary_key(name: str) -> tuple[str, str]:
    """Sort key as in a Thai dictionary: a vowel written before its consonant counts after it, tone marks last.

    >>> sorted(["ไทรงาม", "เขาชัน", "กงหรา", "ควนขนุน"], key=dictionary_key)
    ['กงหรา', 'เขาชัน', 'ควนขนุน', 'ไทรงาม']
    """
    return _LEADING_VOWEL.sub(r"\2\1", _TONES.sub("", name)), name
