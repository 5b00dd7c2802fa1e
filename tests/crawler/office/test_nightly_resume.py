"""Taking up what a killed night left behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from checks.evidence import Agency
from checks.verdict import Judgement, Score
from crawler.office.model import Listed
from crawler.office.nightly.crawl import MAX_ATTEMPTS
from crawler.office.nightly.resume import YOUNG, TakenUp, take_up
from crawler.office.nightly.unended import NAME, mark_unended
from crawler.store import Store
from crawler.store.moments import BANGKOK

EVENING = datetime(2022, 4, 25, 20, 0, tzinfo=BANGKOK)
CLOCK_SET_BACK = (timedelta(), timedelta(hours=2))
"""What a time server may do to the machine's clock while a crawl goes on."""


class Clock:
    """Time that the test sets."""

    now = EVENING

    def __call__(self) -> datetime:
        """The moment."""
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with Store(tmp_path / "oit.db", now=clock) as opened:
        yield opened


def take(store: Store, clock: Clock, codes: str = "abc", *, asked: tuple[str, ...] = ()) -> TakenUp:
    listed = [Listed(code, code, "other", "unit", f"http://{code}.example/") for code in codes]
    return take_up(store, 2565, listed, asked, clock())


def run(store: Store, code: str, night: int, *, judged: bool = False) -> str:
    run_id = store.start_run(agency=Agency(code, ""), fiscal_year=2565, as_of="2022-04-25", settings={}, night=night)
    if judged:
        store.finish_run(run_id, outcome="finished", limits=[], stats={"pages": 3, "documents": 0})
        verdict = Judgement(code, "", 2565, "2022-04-25", "2565/x", (), Score(0, 0), {})
        store.save_judgement(run_id, verdict, lambda item: item.code)
    return run_id


def codes(taken: TakenUp) -> str:
    return "".join(turn.agency for turn in taken.waiting)


def states(store: Store, night: int) -> dict[str, tuple[str, str]]:
    return {turn.agency: (turn.state, turn.detail) for turn in store.nights.turns(night)}


@pytest.mark.parametrize("set_back", CLOCK_SET_BACK)
def test_a_killed_night_goes_on_where_it_stopped(store: Store, clock: Clock, set_back: timedelta) -> None:
    first = take(store, clock)
    nights = store.nights
    nights.start(first.night, "a")
    nights.finish(first.night, "a", "done")
    nights.start(first.night, "b")
    clock.now -= set_back
    cut = run(store, "b", first.night)
    again = take(store, clock)
    assert (again.night, again.resumed, codes(again)) == (first.night, True, "bc")
    assert [turn.attempts for turn in again.waiting] == [1, 0]
    assert store.run(cut).outcome == "failed"
    assert store.unended_runs() == []


@pytest.mark.parametrize("set_back", CLOCK_SET_BACK)
def test_a_crawl_that_had_ended_before_the_night_was_killed_is_not_repeated(
    store: Store, clock: Clock, set_back: timedelta
) -> None:
    first = take(store, clock)
    store.nights.start(first.night, "a")
    clock.now -= set_back
    whole = run(store, "a", first.night, judged=True)
    again = take(store, clock)
    assert codes(again) == "bc"
    (turn,) = [turn for turn in store.nights.turns(again.night) if turn.agency == "a"]
    assert (turn.state, turn.run_id) == ("done", whole)


def test_an_agency_that_takes_the_night_with_it_is_given_up(store: Store, clock: Clock) -> None:
    for _ in range(MAX_ATTEMPTS):
        taken = take(store, clock)
        store.nights.start(taken.night, "a")
    taken = take(store, clock)
    assert codes(taken) == "bc"
    assert states(store, taken.night)["a"] == ("failed", "crashed-repeatedly")


def test_an_old_night_is_abandoned_and_who_had_no_turn_comes_first(store: Store, clock: Clock) -> None:
    old = take(store, clock)
    store.nights.start(old.night, "b")
    cut = run(store, "b", old.night)
    for code in "ac":
        run(store, code, old.night, judged=True)
        store.nights.finish(old.night, code, "done")
    clock.now += YOUNG
    new = take(store, clock)
    assert (new.resumed, codes(new)) == (False, "bac")
    assert states(store, old.night)["b"] == ("left", "abandoned")
    assert store.run(cut).outcome == "failed"
    assert [night.id for night in store.nights.unended()] == [new.night]


def test_a_night_of_some_agencies_leaves_the_cut_off_night_of_all_open(store: Store, clock: Clock) -> None:
    whole = take(store, clock)
    some = take(store, clock, "a", asked=("a",))
    assert (some.resumed, codes(some)) == (False, "a")
    store.nights.end(some.night, "done")
    again = take(store, clock)
    assert (again.night, again.resumed) == (whole.night, True)


def test_the_list_may_change_before_a_night_is_resumed(store: Store, clock: Clock) -> None:
    first = take(store, clock, "abc")
    again = take(store, clock, "bcd")
    assert (again.night, codes(again)) == (first.night, "bcd")
    assert states(store, first.night)["a"] == ("left", "no-longer-listed")


def test_the_mark_of_an_unended_night_is_that_of_all_agencies_alone(store: Store, clock: Clock, tmp_path: Path) -> None:
    def marked() -> bool:
        mark_unended(tmp_path, store)
        return (tmp_path / NAME).exists()

    some = take(store, clock, "a", asked=("a",))
    assert not marked()
    whole = take(store, clock)
    assert marked()
    store.nights.end(some.night, "done")
    assert marked()
    store.nights.end(whole.night, "partial")
    assert not marked()
