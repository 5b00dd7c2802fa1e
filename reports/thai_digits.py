"""Figures as official letters write them."""

from __future__ import annotations

import re
from typing import Final

_DIGITS: Final = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_ADDRESS: Final = re.compile(r"(https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.-]+)", re.IGNORECASE)


def thai_digits(text: str) -> str:
    """Write a text with Thai digits; addresses, which people type, keep theirs.

    >>> thai_digits("ข้อ O8 ภายในวันที่ 30 เมษายน 2565 ดู https://a.example/65 หรือ oit1@a.example")
    'ข้อ O๘ ภายในวันที่ ๓๐ เมษายน ๒๕๖๕ ดู https://a.example/65 หรือ oit1@a.example'
    """
    parts = _ADDRESS.split(text)
    return "".join(part if place % 2 else part.translate(_DIGITS) for place, part in enumerate(parts))
