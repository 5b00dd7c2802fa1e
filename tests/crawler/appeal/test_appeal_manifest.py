"""A judged run's manifest says all that was fetched and said, in one way only, and is linked to the one before."""

from __future__ import annotations

import json
from typing import Any

import pytest

from checks.evidence import Agency
from checks.verdict import Status
from crawler.appeal.manifest import record
from crawler.appeal.verify import GENESIS, canonical, digest, link_of
from crawler.line import judge_run, rejudge
from crawler.store import Store, StoreError

from .conftest import HOSTILE, LAW, SITE, gather, judge, judged


def last(store: Store) -> dict[str, Any]:
    head = store.manifests.head()
    assert head is not None
    found: dict[str, Any] = json.loads(store.manifests.content(head.number))
    return found


def test_it_tells_what_was_fetched_what_failed_and_what_was_said(store: Store) -> None:
    told = last(store)
    assert (told["agency"], told["fiscal_year"], told["as_of"], told["outcome"]) == (
        "ban-rai", 2565, "2022-04-25", "finished",
    )  # fmt: skip
    assert told["program"] == "p1"
    assert [one["cause"] for one in told["failures"]] == ["http-404"]
    law = next(one for one in told["fetches"] if one["url"] == LAW)
    assert law["sha256"] == digest(f"<html><body>{HOSTILE}</body></html>".encode())
    assert (law["status"], law["reader"], law["state"]) == (200, "html/1", "read")
    assert [one["item"] for one in told["verdicts"]] == ["O6", "O34", "O1"]
    assert len(told["verdicts"][0]["elements"][0]["quotes"]) == 2
    assert [one["person"] for one in told["decisions"]] == ["นางสาวสมมติ ใจซื่อ"]
    assert [one["item"] for one in told["screenshots"]] == ["O6"]


def test_it_is_written_in_one_way_and_holds_no_floating_point_number(store: Store) -> None:
    def refuse(number: str) -> float:
        raise AssertionError(number)

    head = store.manifests.head()
    assert head is not None
    raw = store.manifests.content(head.number)
    assert canonical(json.loads(raw, parse_float=refuse)) == raw
    assert digest(raw) == head.sha256


def test_every_link_is_reckoned_from_the_one_before(store: Store) -> None:
    before = GENESIS
    for number, one in enumerate(store.manifests.chain(), 1):
        assert (one.number, one.previous, one.link) == (number, before, link_of(number, before, one.sha256))
        before = one.link
    assert len(store.manifests.chain()) == 3


def test_saying_the_same_again_adds_nothing(store: Store) -> None:
    run, _ = store.latest_judged()[0]
    head = store.manifests.head()
    assert judge(store, run, judged()) == head


def test_judging_otherwise_adds_a_manifest_that_names_what_changed(store: Store) -> None:
    run, _ = store.latest_judged()[0]
    made = judge(store, run, judged(gift=Status.UNMET))
    told = last(store)
    assert (made.number, told["again"]) == (4, 3)
    assert told["changed"] == [
        {"item": "O34", "no": 2, "before": ["met", "by-person-met"], "after": ["unmet", "by-person-unmet"]}
    ]


def test_the_line_chains_what_it_judges_and_shares(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Store(tmp_path_factory.mktemp("line") / "oit.db") as store:
        runs = [gather(store), gather(store)]
        for run in runs:
            judge_run(store, run)
        assert [one.run_id for one in store.manifests.chain()] == runs
        assert last(store)["program"]
        assert list(rejudge(store, runs))
        assert len(store.manifests.chain()) == 2


def test_a_run_that_was_not_judged_has_none(store: Store) -> None:
    run = store.start_run(agency=Agency("x", SITE), fiscal_year=2565, as_of="2022-04-25", settings={})
    with pytest.raises(StoreError, match="oit judge"):
        record(store, run, 2565)
