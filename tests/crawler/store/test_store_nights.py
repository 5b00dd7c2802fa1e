"""Nights as the store keeps them."""

from __future__ import annotations

from collections.abc import Callable

from checks.evidence import Agency, Document
from checks.verdict import Judgement
from crawler.store import Store
from crawler.store.nights import Ended, Past

Begin = Callable[..., str]
OTHER = Agency("muang", "http://www.muang.example/", "เทศบาลเมือง", "municipality")


def states(store: Store, night: int) -> dict[str, tuple[str, int, str]]:
    return {turn.agency: (turn.state, turn.attempts, turn.detail) for turn in store.nights.turns(night)}


def test_a_night_keeps_its_order_and_how_far_it_got(store: Store) -> None:
    night = store.nights.begin(2565, ["c", "a", "b"], asked=["a", "b", "c"])
    store.nights.start(night, "c")
    store.nights.finish(night, "c", "done", exit_code=0, run_id="r")
    store.nights.start(night, "a")
    assert [turn.agency for turn in store.nights.turns(night)] == ["c", "a", "b"]
    assert states(store, night) == {"c": ("done", 1, ""), "a": ("running", 1, ""), "b": ("waiting", 0, "")}
    (unended,) = store.nights.unended()
    assert (unended.id, unended.fiscal_year, unended.asked) == (night, 2565, ("a", "b", "c"))


def test_what_comes_into_the_list_later_gets_the_last_turn(store: Store) -> None:
    night = store.nights.begin(2565, ["b", "a"])
    store.nights.add(night, ["c", "d"])
    assert [(turn.agency, turn.position) for turn in store.nights.turns(night)] == [
        ("b", 1),
        ("a", 2),
        ("c", 3),
        ("d", 4),
    ]


def test_an_attempt_counts_only_where_the_crawl_died_by_itself(store: Store) -> None:
    night = store.nights.begin(2565, ["a", "b"])
    for code in ("a", "b"):
        store.nights.start(night, code)
    store.nights.wait_again(night, "a", counted=True)
    store.nights.wait_again(night, "b", counted=False)
    assert states(store, night) == {"a": ("waiting", 1, ""), "b": ("waiting", 0, "")}


def test_who_still_waits_at_the_end_was_left(store: Store) -> None:
    night = store.nights.begin(2565, ["a", "b", "c"])
    store.nights.finish(night, "a", "done")
    store.nights.start(night, "b")
    store.nights.end(night, "abandoned")
    assert store.nights.unended() == []
    assert [turn.state for turn in store.nights.turns(night)] == ["done", "left", "left"]


def test_a_killed_run_is_closed_and_neither_newest_nor_judged(
    store: Store, judgement: Judgement, begin: Begin, add: Callable[..., None], page: Callable[..., Document]
) -> None:
    good = begin(store)
    store.finish_run(good, outcome="finished", limits=[], stats={})
    store.save_judgement(good, judgement, lambda verdict: verdict.code)
    night = store.nights.begin(2565, ["ban-rai", "muang"])
    since = store.nights.start(night, "ban-rai")
    killed, others = begin(store, night=night), begin(store, OTHER, night=night)
    add(store, killed, page("http://www.banrai.example/", "คำ"))
    store.flush()
    assert store.nights.run_of("ban-rai", since) == Ended(killed, "", judged=False)
    assert store.nights.close_killed("ban-rai", since) == [killed]
    assert (store.run(killed).outcome, store.run(killed).limits) == ("failed", ("killed", "interrupted"))
    assert store.counts(killed) == (1, 0)
    assert store.unended_runs() == [others]
    assert [run.run_id for run in store.latest_runs()] == [good]
    assert store.latest_judged() == [(good, 2565)]
    assert store.nights.run_of("ban-rai", since) == Ended(killed, "failed", judged=False)
    assert store.nights.run_of("muang", since) is None


def test_runs_of_no_night_are_left_alone(store: Store, begin: Begin) -> None:
    by_hand = begin(store)
    night = store.nights.begin(2565, ["ban-rai"])
    since = store.nights.start(night, "ban-rai")
    beside = begin(store)
    assert store.nights.run_of("ban-rai", since) is None
    assert store.nights.close_killed("ban-rai", since) == []
    assert set(store.unended_runs()) == {by_hand, beside}


def test_the_past_knows_the_last_good_run_and_the_last_turn_of_a_year(store: Store, begin: Begin) -> None:
    run = begin(store)
    read = {"pages": 0, "documents": 1}
    store.finish_run(run, outcome="finished", limits=[], stats=read)
    store.finish_run(begin(store), outcome="failed", limits=[], stats=read)
    store.finish_run(begin(store), outcome="finished", limits=[], stats={"pages": 0, "documents": 0})
    store.finish_run(begin(store, OTHER, 2566), outcome="finished", limits=[], stats=read)
    for state in ("failed", "done"):
        night = store.nights.begin(2565, ["ban-rai", "never"])
        store.nights.finish(night, "ban-rai", state)  # type: ignore[arg-type]
    store.nights.end(night, "partial")
    assert store.nights.past(2565) == {
        "ban-rai": Past("done", store.run(run).started_at),
        "never": Past("left", ""),
    }
