"""Total and level of the ITA: published results as facts, the edges of the levels, what is still needed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checks.ita import level, level_of, needed, rounded, short, surveyed, total, weight
from checks.rubric import Ita, Level, load
from checks.verdict import Score

LETTERS = load(2565).book.ita or pytest.fail("2565 has no rule")
WORDS = load(2566).book.ita or pytest.fail("2566 has no rule")


@pytest.mark.parametrize(
    ("points", "published"),
    [((25.51, 26.39, 39.56), 91.46), ((25.67, 25.78, 40.00), 91.45), ((24.60, 25.02, 17.82), 67.44)],
)
def test_published_results_of_a_province_are_met(points: tuple[float, float, float], published: float) -> None:
    iit, eit, oit = (figure / share for figure, share in zip(points, (0.3, 0.3, 0.4), strict=True))
    assert total(LETTERS, {"IIT": iit, "EIT": eit}, Score(oit, oit)) == Score(published, published)


def test_the_figures_out_of_100_make_the_published_total_and_level() -> None:
    figures = {"IIT": 85.57, "EIT": 85.92}
    assert total(LETTERS, figures, Score(100, 100)) == Score(91.45, 91.45)
    assert level(LETTERS, {**figures, "OIT": 100.0}).name_en == "A"


@pytest.mark.parametrize(
    ("figure", "name"),
    [
        (100, "AA"), (95, "AA"), (94.995, "AA"), (94.994, "A"), (85, "A"), (84.995, "A"), (84.99, "B"), (75, "B"),
        (74.99, "C"), (65, "C"), (55, "D"), (40, "E"), (39.99, "F"), (0, "F"),
    ],
)  # fmt: skip
def test_levels_are_those_of_totals_with_two_decimals_halves_up(figure: float, name: str) -> None:
    assert level(LETTERS, dict.fromkeys(("IIT", "EIT", "OIT"), figure)).name_en == name


@pytest.mark.parametrize(
    ("exact", "published"), [("94.995", 95.0), ("84.985", 84.99), ("2.675", 2.68), ("1.005", 1.01)]
)
def test_halves_are_rounded_up_whatever_binary_fractions_say(exact: str, published: float) -> None:
    assert rounded(Decimal(exact)) == published


@pytest.mark.parametrize(
    ("iit", "eit", "oit", "name"),
    [
        (95, 95, 95, "Pass, excellent"),
        (94.99, 100, 100, "Pass, good"),
        (85, 85, 85, "Pass, good"),
        (84.99, 100, 100, "Pass"),
        (100, 100, 84.99, "Pass"),
        (84.99, 84.99, 84.99, "To be improved"),
        (70, 70, 70, "To be improved"),
        (69.99, 69.99, 69.99, "To be improved urgently"),
    ],
)
def test_a_tool_that_is_too_low_keeps_a_later_years_level_away(iit: float, eit: float, oit: float, name: str) -> None:
    assert level(WORDS, {"IIT": iit, "EIT": eit, "OIT": oit}).name_en == name


def test_the_two_parts_of_a_later_years_eit_are_one_tool() -> None:
    found = surveyed(WORDS, iit=90, eit=None, parts=(80, 91))
    assert found == {"IIT": 90, "EIT": 85.5}
    assert weight(WORDS, "EIT") == pytest.approx(0.3)
    assert short(WORDS.levels[1], {**found, "OIT": 84}) == ("OIT",)
    assert total(WORDS, found, Score(100, 100)) == Score(92.65, 92.65)
    uneven = Ita("", 85, {"IIT": 0.3, "EIT1": 0.1, "EIT2": 0.2, "OIT": 0.4}, WORDS.levels)
    assert surveyed(uneven, iit=None, eit=None, parts=(60, 90)) == {"EIT": 80.0}
    assert surveyed(uneven, iit=None, eit=77, parts=(60, 90)) == {"EIT": 77}


def test_no_total_without_both_surveys() -> None:
    assert total(LETTERS, {"IIT": 85.57}, Score(100, 100)) is None
    assert surveyed(LETTERS, iit=None, eit=None) == {}


def test_a_range_of_oit_gives_a_range_of_totals() -> None:
    assert total(LETTERS, {"IIT": 80, "EIT": 80}, Score(50, 100)) == Score(68, 88)


@pytest.mark.parametrize("rule", [LETTERS, WORDS], ids=["letters", "words"])
@pytest.mark.parametrize("known", [{"IIT": 88.5, "EIT": 91.25}, {"OIT": 90.1}, {"IIT": 86, "OIT": 85}, {}])
def test_what_is_needed_is_enough_and_a_hundredth_less_is_not(rule: Ita, known: dict[str, float]) -> None:
    asked = [tool for tool in ("IIT", "EIT", "OIT") if tool not in known]
    reached = 0
    for wanted in rule.levels:
        least = needed(rule, known, wanted)
        if least is None:
            continue
        reached += 1
        order = rule.levels.index(wanted)
        assert rule.levels.index(level(rule, {**known, **dict.fromkeys(asked, least)})) <= order
        if least > 0:
            less = {**known, **dict.fromkeys(asked, round(least - 0.01, 2))}
            assert rule.levels.index(level(rule, less)) > order
    assert reached


def test_a_level_out_of_reach_needs_nothing_that_could_be_said() -> None:
    assert needed(LETTERS, {"IIT": 85.57, "EIT": 85.92}, LETTERS.levels[0]) is None  # 91.45 even with 100
    assert needed(WORDS, {"IIT": 84.99, "EIT": 100}, WORDS.levels[1]) is None  # a tool of its own is below 85
    with pytest.raises(ValueError, match="every tool"):
        needed(LETTERS, {"IIT": 1, "EIT": 1, "OIT": 1}, LETTERS.levels[0])


def test_a_tool_that_is_not_known_is_not_held_against_a_level() -> None:
    assert level_of(WORDS, 90, {}).name_en == "Pass, good"
    assert level_of(WORDS, 90, {"EIT": 84}).name_en == "Pass"
    assert level_of(Ita("", 85, {"OIT": 1}, (Level("ก", "a", 50),)), 10, {}).name_en == "a"
