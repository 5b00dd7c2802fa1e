"""The OIT score: items to sub-indicators to indicators to OIT, each step a plain mean (``oit-2565.md``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checks.rubric.schema import Rubric
from checks.verdict import ItemVerdict, Score, Status

OPEN = frozenset({Status.UNCLEAR, Status.UNREACHABLE, Status.BROKEN})


def score(rubric: Rubric, items: Sequence[ItemVerdict]) -> tuple[Score, dict[str, Score]]:
    """OIT and every indicator and sub-indicator by number, lowest and highest, out of 100, two decimals.

    Undecided items are lost in the lowest and won in the highest figure; exempt items are left out of their mean.
    """
    statuses = {v.item: v.status for v in items}
    low = figures(rubric, {i: s is Status.MET for i, s in statuses.items() if s is not Status.EXEMPT})
    high = figures(rubric, {i: s is Status.MET or s in OPEN for i, s in statuses.items() if s is not Status.EXEMPT})
    both = {number: Score(round(low[number], 2), round(high[number], 2)) for number in low}
    return both.pop("OIT", Score(0.0, 0.0)), both


def figures(rubric: Rubric, won: Mapping[str, bool]) -> dict[str, float]:
    """The figure of each sub-indicator (``9.1``), indicator (``9``) and ``OIT`` for items won or lost."""
    found: dict[str, float] = {}
    indicators: dict[str, list[float]] = {}
    for number, _, members in rubric.sub_indicators:
        marks = [100.0 * won[item] for item in members if item in won]
        if marks:
            found[number] = sum(marks) / len(marks)
            indicators.setdefault(number.split(".")[0], []).append(found[number])
    for indicator, parts in indicators.items():
        found[indicator] = sum(parts) / len(parts)
    if indicators:
        found["OIT"] = sum(found[i] for i in indicators) / len(indicators)
    return found
