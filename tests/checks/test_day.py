"""The day that stands for today remembers for which other days it would have been the same."""

from __future__ import annotations

import msgspec
import pytest

from checks.day import Day
from checks.judge import judge
from checks.rubric import load
from crawler.accuracy.evidence import recorded

RUBRIC = load(2565)
EDGE = "2022-04-10"
DAYS = ("2022-04-09", EDGE, "2022-04-11")
QUESTIONS = {
    "before": lambda day: day < EDGE,
    "until": lambda day: day <= EDGE,
    "after": lambda day: day > EDGE,
    "from": lambda day: day >= EDGE,
    "on": lambda day: day == EDGE,
    "not on": lambda day: day != EDGE,
    "turned round": lambda day: EDGE < day,  # noqa: SIM300 - Python asks the day, the other way round
    "turned round, until": lambda day: EDGE <= day,  # noqa: SIM300
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("text", DAYS)
def test_answers_are_those_of_the_date_and_hold_for_the_days_that_answer_alike(question: str, text: str) -> None:
    day = Day(text)
    answer = QUESTIONS[question](day)
    assert answer == QUESTIONS[question](text)
    first, last = day.holds
    assert first <= text < last
    assert all(QUESTIONS[question](other) == answer for other in DAYS if first <= other < last)


def test_a_day_nobody_asked_holds_always_and_one_taken_apart_for_itself_alone() -> None:
    day = Day(EDGE)
    assert day.holds == ("0000-01-01", "9999-12-31")
    assert day[:4] == "2022"
    assert [other for other in DAYS if day.holds[0] <= other < day.holds[1]] == [EDGE]
    printed = Day(EDGE)
    assert f"{printed}" == EDGE
    assert printed.holds == day.holds


@pytest.mark.parametrize("agency", ["pak-khlong-town", "sriphana-province"])
def test_a_judgement_holds_for_the_days_it_says(agency: str) -> None:
    case = recorded(agency)
    judgement = judge(case, RUBRIC)
    first, last = judgement.holds
    days = [f"2022-{month:02}-{day:02}" for month in (3, 4, 5) for day in (1, 20, 28)]
    within = [day for day in days if first <= day < last]
    assert within
    for day in (within[0], within[-1]):
        other = judge(msgspec.structs.replace(case, as_of=day), RUBRIC)
        assert other.items == judgement.items
        assert other.holds == judgement.holds
