"""File names from agency codes: ASCII, safe on every system, the same from run to run."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Final

_SAFE: Final = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,58}[a-z0-9])?")
_UNSAFE: Final = re.compile(r"[^a-z0-9._-]+")
_LONGEST_STEM: Final = 40
_RESERVED: Final = frozenset({"index", "con", "prn", "aux", "nul", "clock$"})
_PORTS: Final = re.compile(r"(?:com|lpt)[0-9]")
_ITEMS: Final = re.compile(r"item-o[0-9]+")  # the pages of items, which some systems do not tell from capitals


def file_names(codes: Iterable[str]) -> list[str]:
    """Name one HTML file for each code, in order; a code that comes again gets a number.

    >>> file_names(["pattani-01", "pattani-01"])
    ['pattani-01.html', 'pattani-01-2.html']
    """
    taken: set[str] = set()
    found = []
    for code in codes:
        stem = base = slug(code)
        count = 1
        while stem in taken:
            count += 1
            stem = f"{base}-{count}"
        taken.add(stem)
        found.append(f"{stem}.html")
    return found


def slug(code: str) -> str:
    """Make a code fit for a file name; what was lost on the way is told apart by a part of its hash.

    >>> slug("krabi.example"), slug("../Krabi")
    ('krabi.example', 'krabi-a8a0989b')
    """
    if _SAFE.fullmatch(code) and not _is_reserved(code):
        return code
    stem = _UNSAFE.sub("-", code.lower()).strip("-.")[:_LONGEST_STEM].strip("-.") or "agency"
    return f"{stem}-{hashlib.sha256(code.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _is_reserved(code: str) -> bool:
    """Tell whether a system gives the name a meaning of its own, also before a dot (``con.html`` on Windows)."""
    first = code.partition(".")[0]
    return first in _RESERVED or bool(_PORTS.fullmatch(first) or _ITEMS.fullmatch(first))
