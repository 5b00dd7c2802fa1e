"""The day that stands for today, which remembers what it was compared with.

Verdicts depend on the day where a date is compared with it: a term of office, a month that is over, news that are not
of the future. Between two such dates every day gives the same verdicts, so that one judgement holds for all of them.
"""

from __future__ import annotations

from typing import Self, SupportsIndex

FIRST, LAST = "0000-01-01", "9999-12-31"
"""Before and after every day that anybody means."""

_JUST_AFTER = "T24"
"""Behind a date: its midnight, after it and before every later one."""


class Day(str):
    """An ISO date. `holds` are the days that would have compared in the same way: from, inclusive, until, exclusive.

    >>> today = Day("2022-04-25")
    >>> today >= "2022-04-01", "2022-09-30" <= today
    (True, False)
    >>> today.holds == ("2022-04-01", "2022-09-30")
    True
    """

    __slots__ = ("_from", "_until")

    _from: str
    _until: str

    def __new__(cls, text: str) -> Self:
        """A day that was not compared with anything yet."""
        made = super().__new__(cls, text)
        made._from, made._until = FIRST, LAST
        return made

    @property
    def holds(self) -> tuple[str, str]:
        """Days that every comparison so far could not tell from this one."""
        return self._from, self._until

    def _is_before(self, edge: str) -> bool:
        """Compare with a point between days, and remember on which side of it this day is."""
        if str.__lt__(self, edge):
            self._until = min(self._until, edge)
            return True
        self._from = max(self._from, edge)
        return False

    def __lt__(self, other: str) -> bool:
        return self._is_before(str(other))

    def __le__(self, other: str) -> bool:
        return self._is_before(str(other) + _JUST_AFTER)

    def __gt__(self, other: str) -> bool:
        return not self <= other

    def __ge__(self, other: str) -> bool:
        return not self < other

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and self >= other and self <= other

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        """A part of the day: what rests on it holds for this day alone."""
        self._only_today()
        return super().__getitem__(key)

    def __str__(self) -> str:
        self._only_today()
        return str.__str__(self)

    def __format__(self, spec: str) -> str:
        self._only_today()
        return str.__format__(self, spec)

    def _only_today(self) -> None:
        plain = super().__str__()
        self._from, self._until = max(self._from, plain), min(self._until, plain + _JUST_AFTER)
