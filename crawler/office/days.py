"""Days as people write them in files and commands, in either era."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from checks.thai.dates import BUDDHIST_OFFSET

OLDEST_BUDDHIST: Final = 2400
"""A year from this one on is of the Buddhist era."""

_WRITTEN: Final = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})|(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})"
)
_PARTS: Final = (("year", "y"), ("month", "m"), ("day", "d"))


def christian(year: int) -> int:
    """A year of either era in the Christian one.

    >>> christian(2565), christian(2022)
    (2022, 2022)
    """
    return year - BUDDHIST_OFFSET if year >= OLDEST_BUDDHIST else year


def read_day(text: str) -> date:
    """A day in ISO form or as officials write it, with Arabic or Thai digits.

    >>> read_day("2565-04-25") == read_day("2022-4-25") == read_day("๒๕/๔/๒๕๖๕") == date(2022, 4, 25)
    True

    Raises:
        ValueError: it is no day.
    """
    written = _WRITTEN.fullmatch(text.strip())
    if written is None:
        raise ValueError(text)
    year, month, day = (int(written[iso] or written[ours]) for iso, ours in _PARTS)
    return date(christian(year), month, day)
