"""How an item stood in the last runs: a sign a run, and the same in words."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from checks.verdict import Status
from reports.words import Words

MOST: Final = 14
"""Runs that are shown; the newest stands last."""

SHORTEST: Final = 2
"""One run is no history."""


@dataclass(frozen=True)
class Strip:
    """Statuses, oldest first, and what they say in words."""

    statuses: tuple[Status, ...]
    text: str


def strip(statuses: Sequence[Status], words: Words) -> Strip | None:
    """Make the strip of an item; None where there is no history yet."""
    shown = tuple(statuses[-MOST:])
    if len(shown) < SHORTEST:
        return None
    runs = [(status, len(list(same))) for status, same in itertools.groupby(shown)]
    told = ", ".join(words("strip.run", status=words(f"status.{status}"), count=count) for status, count in runs)
    return Strip(shown, words("strip.text", count=len(shown), told=told))
