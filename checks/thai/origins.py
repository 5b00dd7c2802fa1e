"""The way back from a folded text: what each step of a folding changed, and so where each character came from.

A step remembers its changes, not its characters: most steps change little, and few characters are ever asked about.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping


class Origins:
    """A text being folded step by step, with the way back to its characters as they were."""

    def __init__(self, original: str) -> None:
        """Begin with the text as it stands."""
        self.text = original
        self._steps: list[_Deleted | _Replaced] = []

    def translate(self, table: Mapping[int, str | None]) -> None:
        """Translate characters one to one: places stay as they are."""
        self.text = self.text.translate(table)

    def delete(self, pattern: re.Pattern[str]) -> None:
        """Delete every match of a pattern that matches single characters."""
        places = array("L", [match.start() - n for n, match in enumerate(pattern.finditer(self.text))])
        if places:
            self._steps.append(_Deleted(places))
            self.text = pattern.sub("", self.text)

    def substitute(self, pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str]) -> None:
        """Replace every match; characters that stay at the edges of a match keep their own origin."""
        matches = list(pattern.finditer(self.text))
        if matches:
            step = _Replaced()
            pieces: list[str] = []
            done = at = 0
            for match in matches:
                new = replacement(match)
                pieces += (self.text[done : match.start()], new)
                at += match.start() - done
                step.add(match, new, at)
                at += len(new)
                done = match.end()
            self._steps.append(step)
            self.text = "".join((*pieces, self.text[done:]))

    def start(self, place: int) -> int:
        """Return where the origin of a character of the text begins."""
        for step in reversed(self._steps):
            place = step.first(place)
        return place

    def end(self, place: int) -> int:
        """Return where the origin of a character of the text ends."""
        for step in reversed(self._steps):
            place = step.last(place)
        return place + 1


class _Deleted:
    """Single characters went: ``places`` are those of the characters that now stand where each of them stood."""

    def __init__(self, places: array[int]) -> None:
        self._places = places

    def first(self, place: int) -> int:
        """The one character that a character was."""
        return place + bisect_right(self._places, place)

    last = first


class _Replaced:
    """Runs of characters became others.

    For each run: where the new characters begin and how many they are (``0``: all of them were there before), the
    first and the last old character they stand for, and the old place that follows.
    """

    def __init__(self) -> None:
        self._begins: list[int] = []
        self._runs: list[tuple[int, int, int, int]] = []

    def add(self, match: re.Match[str], new: str, at: int) -> None:
        """Add a run that was replaced by ``new``, which stands at ``at``."""
        head, tail = _common_edges(match.group(), new) if new else (0, 0)
        first, behind = match.start() + head, match.end() - tail
        self._begins.append(at + head)
        span = min(first, match.end() - 1), max(behind - 1, match.start())
        self._runs.append((len(new) - head - tail, *span, behind))

    def first(self, place: int) -> int:
        """The first of the characters that a character stands for."""
        return self._old(place)[0]

    def last(self, place: int) -> int:
        """The last of the characters that a character stands for."""
        return self._old(place)[1]

    def _old(self, place: int) -> tuple[int, int]:
        run = bisect_right(self._begins, place) - 1
        if run < 0:
            return place, place
        length, first, last, behind = self._runs[run]
        beyond = place - self._begins[run] - length
        return (first, last) if beyond < 0 else (behind + beyond, behind + beyond)


def _common_edges(old: str, new: str) -> tuple[int, int]:
    """Return how many characters two strings share at their beginning and, of the rest, at their end."""
    shortest = min(len(old), len(new))
    head = next((i for i in range(shortest) if old[i] != new[i]), shortest)
    tail = next((i for i in range(shortest - head) if old[-1 - i] != new[-1 - i]), shortest - head)
    return head, tail
