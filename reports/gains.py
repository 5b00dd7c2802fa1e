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
    won = {v.item: v.status is Status.MET for v in verdicts if v.status is not Status.EXEMPT}
    now = figures(rubric, won).get("OIT", 0.0)
    found = [
        (v, figures(rubric, {**won, v.item: True}).get("OIT", 0.0) - now) for v in verdicts if v.status is Status.UNMET
    ]
    return sorted(found, key=lambda pair: (-round(pair[1], 6), not only_link(pair[0])))


def only_link(verdict: ItemVerdict) -> bool:
    """Tell whether every gap of the item would close by submitting another link."""
    gaps = [e.finding.code for e in verdict.elements if e.finding.status is not Status.MET]
    return bool(verdict.better_url) and bool(gaps) and all(code == "found-elsewhere" for code in gaps)
