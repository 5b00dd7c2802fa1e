"""The arithmetic of the score, checked against a published result."""

from __future__ import annotations

from checks.rubric import load
from checks.score import figures, score
from checks.verdict import ItemVerdict, Status

ITEMS = [f"O{n}" for n in range(1, 44)]


def test_a_published_result_comes_out() -> None:
    # A province that missed O8 alone was published with 97.78 on indicator 9, 100 on 10, and 39.56 points of 40.
    found = figures(load(2565), {item: item != "O8" for item in ITEMS})
    assert round(found["9"], 2) == 97.78
    assert found["10"] == 100
    assert round(found["OIT"] * 0.40, 2) == 39.56


def test_undecided_items_give_a_range_and_exempt_ones_leave_the_mean() -> None:
    statuses = dict.fromkeys(ITEMS, Status.MET) | {"O42": Status.UNCLEAR, "O43": Status.EXEMPT, "O1": Status.UNMET}
    verdicts = [ItemVerdict(i, "x", s, "x", ()) for i, s in statuses.items()]
    oit, parts = score(load(2565), verdicts)
    assert (parts["10.2"].low, parts["10.2"].high) == (0.0, 100.0)
    assert parts["9.1"].low == parts["9.1"].high == round(800 / 9, 2)
    assert oit.low < oit.high
