"""Does a paper's time fit? Title before link, link before body, and a body that contradicts both."""

from __future__ import annotations

import pytest

from checks.period import About, Fit, fit, planned_ahead

Y = 2565


def about(title: tuple[int, ...] = (), link: tuple[int, ...] = (), **more: object) -> About:
    return About(frozenset(title), frozenset(link), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("period", "known", "answer"),
    [
        ("none", about(title=(2560,)), Fit.RIGHT),
        ("year", about(title=(2565,)), Fit.RIGHT),
        ("year", about(title=(2564,), link=(2565,)), Fit.WRONG),
        ("year", about(link=(2565,)), Fit.RIGHT),
        ("year", about(link=(2564,), body=((2565, 3),)), Fit.RIGHT),
        ("year", about(title=(2565,), body=((2564, 4),)), Fit.WRONG),
        ("year", about(title=(2565,), body=((2564, 4), (2565, 1))), Fit.RIGHT),
        ("first-half", about(link=(2565,), dated=frozenset({2564}), dates=frozenset({2564})), Fit.WRONG),
        ("first-half", about(link=(2565,), dated=frozenset({2564})), Fit.RIGHT),
        ("year", about(), Fit.UNKNOWN),
        ("year", about(address=frozenset({2564})), Fit.WRONG),
        ("previous-year", about(title=(2564,)), Fit.RIGHT),
        ("previous-year", about(title=(2565,)), Fit.WRONG),
        ("previous-year", about(title=(2564,), part=True), Fit.WRONG),
        ("previous-year", about(title=(2564,), whole=frozenset({2563})), Fit.WRONG),
        ("previous-year", about(dated=frozenset({2565})), Fit.UNKNOWN),
        ("year", about(body=((2564, 3), (2565, 1))), Fit.UNKNOWN),
        ("cover", about(title=tuple(range(2561, 2566))), Fit.RIGHT),
        ("cover", about(title=tuple(range(2561, 2565))), Fit.WRONG),
        ("cover", about(dated=frozenset({2563})), Fit.UNKNOWN),
        ("first-half", about(body=((2565, 1),)), Fit.RIGHT),
    ],
)
def test_the_time_of_a_paper(period: str, known: About, answer: Fit) -> None:
    assert fit(period, Y, known) is answer  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "answer"),
    [
        (about(title=(2566,), dated=frozenset({2565})), True),
        (about(link=(2566, 2567), dated=frozenset({2564, 2565})), True),
        (about(title=(2566,), dated=frozenset({2566})), False),
        (about(title=(2566,), dated=frozenset({2565, 2566})), False),
        (about(title=(2566,), dated=frozenset({2565}), body=((2566, 1),)), False),
        (about(title=(2564,), dated=frozenset({2565})), False),
        (about(title=(2566,)), False),
        (about(dated=frozenset({2565})), False),
    ],
)
def test_an_event_of_the_year_may_plan_the_years_to_come(known: About, answer: bool) -> None:
    assert planned_ahead(Y, known) is answer
