"""Quoting the visitor's own words around what was found in a text."""

from __future__ import annotations

import os
import re
from typing import Final

from checks.thai.characters import MARKS
from checks.thai.phrases import goes_on

QUOTE_WIDTH: Final = 160
"""Characters of a quote, unless told otherwise."""

CONTEXT = 30
"""Characters around the piece that help to tell its words."""

_NEVER_FIRST: Final = re.compile(f"[{MARKS}ะาำๅๆฯ]")
_NEVER_LAST: Final = re.compile(r"[เแโใไ]")


def _may_cut(text: str, place: int) -> bool:
    """Tell whether a text may be cut before this place without tearing a Thai cluster or a Latin word."""
    if not 0 < place < len(text):
        return True
    if _NEVER_FIRST.match(text, place) or _NEVER_LAST.match(text, place - 1):
        return False
    return not goes_on(text[place - 1], text[place])


def _cut(text: str, outer: int, inner: int) -> int:
    """Return the place nearest to ``outer``, on the way to ``inner``, where the text may be cut: white space first.

    >>> text = "รายงานผลการดำเนินงานประจำปี"
    >>> text[: _cut(text, 14, 0)]
    'รายงาน'
    """
    step = 1 if inner >= outer else -1
    way = range(outer, inner + step, step)
    if not 0 < outer < len(text):
        return outer
    for place in way:
        if text[place - 1 : place + 1].strip() != text[place - 1 : place + 1]:
            return place
    between = _between_words(text, min(outer, inner), max(outer, inner))
    return next((place for place in way if place in between and _may_cut(text, place)), inner)


def _between_words(text: str, first: int, last: int) -> frozenset[int]:
    """Places between the Thai words of a short piece of a text, found by PyThaiNLP's dictionary.

    Thai writes no spaces: without the dictionary a quote would end in the middle of a word.
    """
    # It loads some 90 MB of dictionary: only where a quote has no white space to be cut at. It must fetch nothing.
    os.environ.setdefault("PYTHAINLP_OFFLINE", "1")
    os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
    from pythainlp.tokenize import word_tokenize

    begin = max(0, first - CONTEXT)
    places, place = set(), begin
    for word in word_tokenize(text[begin : last + CONTEXT], engine="newmm-safe"):
        places.add(place)
        place += len(word)
    return frozenset(places)


def quote(text: str, start: int, end: int, width: int = QUOTE_WIDTH) -> str:
    """Return the original words around a hit: at most about ``width`` characters, never cut inside a Thai cluster.

    The quote is a part of the text as it stands. What is cut off is cut at white space where there is some, and the
    words of the hit are always in it, up to the width.

    >>> quote("นโยบาย No Gift Policy ของ ผู้บริหาร ประจำปี 2565", 7, 21, width=32)
    'นโยบาย No Gift Policy ของ'
    """
    if end - start >= width:
        return text[start : _cut(text, start + width, start)].strip()
    spare = width - (end - start)
    left = max(0, start - spare // 2)
    right = min(len(text), end + spare - (start - left))
    left = max(0, min(left, start - (spare - (right - end))))
    return text[_cut(text, left, start) : _cut(text, right, end)].strip()
