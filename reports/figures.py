"""Figures at the head of a page: score ranges with their bars, counts by status, the map of all items."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from checks.rubric import Rubric
from checks.verdict import Judgement, Score, Status
from reports.titles import item_title
from reports.words import Words

SHOWN_ALWAYS = (Status.MET, Status.UNMET, Status.UNCLEAR, Status.UNREACHABLE)
"""Counts that stand on the page even when they are 0; the others only when there are any."""


@dataclass(frozen=True)
class Range:
    """A score as shown: two decimals, and whether lowest and highest are the same."""

    low: str
    high: str
    exact: bool
    bar_low: str
    bar_width: str


@dataclass(frozen=True)
class Group:
    """A sub-indicator in the map: number, title, score, and its items with their statuses."""

    number: str
    title: str
    score: Range | None
    items: tuple[tuple[str, str, Status], ...]


def shown(score: Score) -> Range:
    """Make a score fit to show.

    >>> shown(Score(97.78, 100.0)).low
    '97.78'
    """
    low, high = f"{score.low:.2f}", f"{score.high:.2f}"
    return Range(low, high, low == high, low, f"{max(0.0, score.high - score.low):.2f}")


def counts(judgement: Judgement) -> tuple[tuple[Status, int], ...]:
    """How many items have each status, in a fixed order."""
    found = Counter(v.status for v in judgement.items)
    return tuple((s, found[s]) for s in Status if s in SHOWN_ALWAYS or found[s])


def item_map(judgement: Judgement, rubric: Rubric, words: Words) -> tuple[Group, ...]:
    """All items by sub-indicator, each with its title and status."""
    statuses = {v.item: v.status for v in judgement.items}
    return tuple(
        Group(
            number=sub.number,
            title=sub.title_th if words.lang == "th" else sub.title_en,
            score=shown(judgement.indicators[sub.number]) if sub.number in judgement.indicators else None,
            items=tuple(
                (name, item_title(rubric.items[name], words), statuses[name])
                for name in sub.items
                if name in statuses and name in rubric.items
            ),
        )
        for sub in rubric.book.sub_indicators
    )
