"""Each step of a folding leads back to the characters that were there before."""

from __future__ import annotations

import re

from checks.thai.origins import Origins


def spans(origins: Origins) -> list[tuple[int, int]]:
    return [(origins.start(place), origins.end(place)) for place in range(len(origins.text))]


def test_what_no_step_touched_stays_where_it_was() -> None:
    assert spans(Origins("abc")) == [(0, 1), (1, 2), (2, 3)]


def test_deleted_characters_belong_to_nobody() -> None:
    origins = Origins("-a--bc-")
    origins.delete(re.compile("-"))
    assert origins.text == "abc"
    assert spans(origins) == [(1, 2), (4, 5), (5, 6)]


def test_new_characters_stand_for_the_whole_run() -> None:
    origins = Origins("a123b12")
    origins.substitute(re.compile(r"\d+"), lambda _: "xy")
    assert origins.text == "axybxy"
    assert spans(origins) == [(0, 1), (1, 4), (1, 4), (4, 5), (5, 7), (5, 7)]


def test_edges_of_a_run_that_stay_keep_their_place() -> None:
    origins = Origins("..abXXcd..")
    origins.substitute(re.compile("abXXcd"), lambda _: "abYcd")
    assert origins.text == "..abYcd.."
    assert spans(origins)[2:7] == [(2, 3), (3, 4), (4, 6), (6, 7), (7, 8)]


def test_steps_lead_back_one_through_the_other() -> None:
    origins = Origins("a b c")
    origins.delete(re.compile(" "))
    origins.substitute(re.compile("bc"), lambda _: "z")
    assert origins.text == "az"
    assert spans(origins) == [(0, 1), (2, 5)]
