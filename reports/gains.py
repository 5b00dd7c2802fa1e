"""What completing each incomplete item would bring, so that the page can say what to do first."""

from __future__ import annotations

from collections.abc import Sequence

from checks.rubric import Rubric
from checks.score import figures
from checks.verdict import ItemVerdict, Status


def gains(rubric: Rubric, verdicts: Sequence[ItemVerdict]) -> list[tuple[ItemVerdict, float]]:
    """Incomplete items with the OIT points that each alone would add, the most useful first.

    Of equal points, those come first that need a better link only; then the order of the book.
    The gain of one item does not depend on the others: every step of the score is a plain mean.
    """
    won = _won(verdicts)
    now = figures(rubric, won).get("OIT", 0.0)
    found = [
        (v, figures(rubric, {**won, v.item: True}).get("OIT", 0.0) - now) for v in verdicts if v.status is Status.UNMET
    ]
    return sorted(found, key=lambda pair: (-round(pair[1], 6), not only_link(pair[0])))


def reachable(rubric: Rubric, verdicts: Sequence[ItemVerdict]) -> float:
    """The OIT score when every item that is asked of the agency is complete; 0 where none is asked."""
    return figures(rubric, dict.fromkeys(_won(verdicts), True)).get("OIT", 0.0)


def only_link(verdict: ItemVerdict) -> bool:
    """Tell whether every gap of the item would close by submitting another link."""
    gaps = [e.finding.code for e in verdict.elements if e.finding.status is not Status.MET]
    return bool(verdict.better_url) and bool(gaps) and all(code == "found-elsewhere" for code in gaps)


def points(gain: float) -> str:
    """Points as they are told: two decimals at most.

    >>> points(12.5), points(0.694), points(100.0)
    ('+12.5', '+0.69', '+100')
    """
    return f"+{gain:.2f}".rstrip("0").rstrip(".")


def _won(verdicts: Sequence[ItemVerdict]) -> dict[str, bool]:
    return {v.item: v.status is Status.MET for v in verdicts if v.status is not Status.EXEMPT}
