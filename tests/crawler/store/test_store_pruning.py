"""What is let go of, in which order, and what never is."""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.office.model import Keep
from crawler.store import Store, StoreError
from crawler.store.pictures import Screenshot
from tests.crawler.store.nights import HOME, LIST, PAPER, SITE, WAY, Nights

WITHOUT_PAPER = {HOME: "", LIST: HOME}
NEWS = f"{SITE}news"
COUNTS = (
    "runs", "fetches", "failed_fetches", "readings", "bodies", "recognised_pictures", "screenshots",
    "screenshot_files", "judgements", "item_verdicts", "element_verdicts", "quotes", "submitted_links",
)  # fmt: skip


@pytest.fixture
def nights() -> Nights:
    return Nights()


@pytest.fixture
def store(path: Path, nights: Nights) -> Iterator[Store]:
    with Store(path, now=nights) as opened:
        yield opened


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def counts(path: Path) -> dict[str, object]:
    return {table: rows(path, f"SELECT count(*) FROM {table}")[0][0] for table in COUNTS}  # noqa: S608


def news(number: int) -> dict[str, object]:
    """A site whose news changes every night."""
    return {"way": {**WAY, NEWS: HOME}, "bodies": {NEWS: b"news of the day %d" % number}}


def kept(store: Store, path: Path) -> set[bytes]:
    return {store.body(str(sha256)) for (sha256,) in rows(path, "SELECT sha256 FROM bodies")} - {b""}


def test_young_things_stay(store: Store, nights: Nights, path: Path) -> None:
    for number in range(3):
        nights.night(store, "met", **news(number))
    before = counts(path)
    done = store.history.prune(Keep(bodies=30, evidence=90, verdicts=365))
    assert (done.bodies, done.runs, done.judged, done.freed) == (0, 0, 0, 0)
    assert counts(path) == before


def test_bodies_go_first_and_readings_stay(store: Store, nights: Nights, path: Path) -> None:
    runs = [nights.night(store, "met", **news(number)) for number in range(3)]
    nights.pass_days(40)
    newest = nights.night(store, "met", **news(9))
    done = store.history.prune(Keep(bodies=30, evidence=90))
    assert (done.bodies, done.runs) == (3, 0)
    assert done.freed > 0
    assert kept(store, path) == {b"news of the day 9", *(f"body of {url}".encode() for url in WAY)}
    assert [len(store.load_case(run).documents) for run in (*runs, newest)] == [4, 4, 4, 4]
    assert store.history.prune(Keep(bodies=30, evidence=90)).bodies == 0


def test_a_body_that_comes_again_is_whole_again(store: Store, nights: Nights, path: Path) -> None:
    nights.night(store, "met", **news(1))
    nights.pass_days(40)
    nights.night(store, "met", **news(2))
    store.history.prune(Keep())
    assert b"news of the day 1" not in kept(store, path)
    nights.night(store, "met", **news(1))
    assert b"news of the day 1" in kept(store, path)


def test_evidence_goes_next_and_the_verdicts_stay(store: Store, nights: Nights, path: Path) -> None:
    old = nights.night(store, "met", **news(1), failed={f"{SITE}x": "timeout"})
    store.save_screenshot(old, Screenshot("O11", PAPER, 1, b"png"))
    (sha256,) = (d.sha256 for d in store.load_case(old).documents if d.url == NEWS)
    store.keep_recognised(sha256, "engine", {1: b"words"})
    nights.pass_days(100)
    new = nights.night(store, "met", **news(2))
    done = store.history.prune(Keep(bodies=30, evidence=90))
    assert (done.runs, done.readings, done.pictures, done.judged) == (1, 1, 2, 0)
    assert rows(path, "SELECT DISTINCT run_id FROM pages") == [(new,)]
    assert counts(path) == {
        "runs": 2, "fetches": 4, "failed_fetches": 0, "readings": 4, "bodies": 4, "recognised_pictures": 0,
        "screenshots": 0, "screenshot_files": 0, "judgements": 2, "item_verdicts": 1, "element_verdicts": 1,
        "quotes": 1, "submitted_links": 0,
    }  # fmt: skip
    assert store.run(old).pruned_at
    assert store.load_judgement(old, 2565) is not None


def test_a_run_without_evidence_is_judged_no_more(store: Store, nights: Nights) -> None:
    old = nights.night(store, "met")
    nights.pass_days(100)
    nights.night(store, "met")
    store.history.prune(Keep())
    with pytest.raises(StoreError, match="pruned on 2022-07") as told:
        store.load_case(old)
    assert "กรกฎาคม 2565" in told.value.thai


def test_verdicts_go_last_and_only_where_they_are_not_for_ever(store: Store, nights: Nights, path: Path) -> None:
    nights.night(store, "unclear", links={"O11": PAPER})
    nights.pass_days(400)
    new = nights.night(store, "met")
    assert store.history.prune(Keep(verdicts=0)).judged == 0
    assert store.history.prune(Keep(verdicts=365)).judged == 1
    assert rows(path, "SELECT run_id FROM runs") == [(new,)]
    assert rows(path, "SELECT run_id FROM judgements") == [(new,)]
    assert counts(path)["submitted_links"] == 0
    assert rows(path, "PRAGMA foreign_key_check") == []


def test_what_the_newest_run_rests_on_stays_whatever_its_age(store: Store, nights: Nights, path: Path) -> None:
    nights.night(store, "met")
    nights.night(store, "met", agency="other")
    nights.night(store, "met", year=2566)
    newest_ended = nights.crawl(store, agency="third")
    nights.pass_days(1000)
    before = counts(path)
    done = store.history.prune(Keep(bodies=1, evidence=1, verdicts=1))
    assert (done.bodies, done.runs, done.judged) == (0, 0, 0)
    assert counts(path) == before
    assert len(store.load_case(newest_ended).documents) == 3


def test_the_last_good_copy_of_what_is_lost_stays(store: Store, nights: Nights, path: Path) -> None:
    nights.night(store, "met", proofs=[PAPER, LIST], bodies={LIST: b"the old list"})
    nights.night(store, "unmet", way={HOME: ""}, failed={LIST: "http-404", PAPER: "http-404"})
    nights.pass_days(1000)
    nights.night(store, "unmet", way={HOME: ""}, failed={LIST: "http-404", PAPER: "http-404"})
    (before,) = store.history.changes(2565)
    store.history.prune(Keep(bodies=1, evidence=1, verdicts=1))
    (change,) = store.history.changes(2565)
    assert change == before
    copies = store.history.last_good(change)
    assert [(copy.url, copy.body) for copy in copies] == [(PAPER, f"body of {PAPER}".encode()), (LIST, b"the old list")]
    assert rows(path, "PRAGMA foreign_key_check") == []


def test_what_came_back_needs_no_old_copy_and_the_change_is_still_told(
    store: Store, nights: Nights, path: Path
) -> None:
    nights.night(store, "met", bodies={PAPER: b"first edition"})
    nights.night(store, "unmet", way=WITHOUT_PAPER)
    nights.night(store, "met", bodies={PAPER: b"second edition"})
    nights.pass_days(1000)
    nights.night(store, "met", bodies={PAPER: b"second edition"})
    before = store.history.changes(2565)
    store.history.prune(Keep(bodies=1, evidence=1))
    assert b"first edition" not in kept(store, path)
    assert store.history.changes(2565) == before
    assert store.history.last_good(before[0])[0].body == b""


def test_pruning_makes_no_change_of_a_gap_that_was_ours(store: Store, nights: Nights) -> None:
    nights.night(store, "met")
    nights.night(store, "unmet", way=WITHOUT_PAPER, failed={PAPER: "timeout"})
    nights.night(store, "unmet", way={HOME: ""}, limits=["time"])
    nights.pass_days(50)
    nights.night(store, "unmet", way={HOME: ""}, failed={LIST: "http-5xx"})
    nights.pass_days(50)
    nights.night(store, "met")
    for _ in range(3):
        assert store.history.changes(2565) == []
        store.history.prune(Keep(bodies=1, evidence=90))
        nights.pass_days(100)
    assert store.history.changes(2565) == []


def test_gaps_are_weighed_once_but_for_those_of_the_newest_run(store: Store, nights: Nights, path: Path) -> None:
    nights.night(store, "met")
    ours = nights.night(store, "unmet", way=WITHOUT_PAPER, failed={PAPER: "timeout"})
    theirs = nights.night(store, "unmet", way=WITHOUT_PAPER)
    nights.night(store, "unmet", way=WITHOUT_PAPER)
    store.history.prune(Keep(bodies=0, evidence=0, verdicts=0))
    assert rows(path, "SELECT run_id, item, counts FROM settled_gaps ORDER BY run_id") == [
        (ours, "O11", 0),
        (theirs, "O11", 1),
    ]


def test_pruning_keeps_every_change_as_it_was(store: Store, nights: Nights) -> None:
    nights.night(store, "met", readers={PAPER: "pdf/2"})
    nights.night(store, "unmet", readers={PAPER: "pdf/3"})
    nights.night(store, "met", readers={PAPER: "pdf/3"})
    nights.night(store, "unmet", way=WITHOUT_PAPER)
    nights.night(store, "met", links={"O11": PAPER})
    nights.night(store, "unmet", way={HOME: ""}, links={"O11": PAPER}, failed={PAPER: "soft-404"})
    before = store.history.changes(2565)
    assert [change.cause for change in before] == ["rules", "site", "site", "links", "site"]
    for _ in range(10):
        nights.pass_days(20)
        store.history.prune(Keep(bodies=10, evidence=90))
        assert store.history.changes(2565) == before


def test_evidence_on_which_people_decided_stays(store: Store, nights: Nights) -> None:
    decided = nights.night(store, "unclear")
    with store._db.conn:
        columns = [c.name for c in store._db["decisions"].columns if c.name != "id"]
        values = {name: 2565 if name == "fiscal_year" else 1 if name == "element_no" else "" for name in columns}
        store._db["decisions"].insert({**values, "agency": "ban-rai", "item": "O11", "run_id": decided})
    nights.pass_days(1000)
    nights.night(store, "met")
    store.history.prune(Keep(bodies=1, evidence=1, verdicts=1))
    case = store.load_case(decided)
    assert [store.body(d.sha256) for d in case.documents] == [f"body of {url}".encode() for url in WAY]


def test_verdicts_to_which_others_point_stay(store: Store, nights: Nights, path: Path) -> None:
    old = nights.night(store, "met")
    nights.pass_days(1000)
    new = nights.night(store, "met")
    assert rows(path, "SELECT verdicts_of FROM judgements") == [(0,), (1,)]
    said = store.load_judgement(new, 2565)
    store.history.prune(Keep(bodies=1, evidence=1, verdicts=1))
    assert store.load_judgement(new, 2565) == said
    assert store.run(old).pruned_at


def test_runs_that_were_killed_go_too(store: Store, nights: Nights) -> None:
    killed = nights.crawl(store, outcome="")
    nights.pass_days(100)
    nights.night(store, "met")
    assert store.unended_runs() == [killed]
    store.history.prune(Keep())
    assert store.unended_runs() == []
    assert store.run(killed).pruned_at


def test_while_a_crawl_goes_on_what_runs_share_waits(store: Store, nights: Nights, path: Path) -> None:
    nights.night(store, "met", **news(1))
    nights.pass_days(100)
    nights.night(store, "met", **news(2))
    going_on = nights.crawl(store, outcome="")
    done = store.history.prune(Keep())
    assert (done.runs, done.bodies, done.readings, done.waits) == (1, 0, 0, True)
    store.finish_run(going_on, outcome="finished", limits=[], stats={})
    done = store.history.prune(Keep())
    assert (done.readings, done.waits) == (1, False)
    assert rows(path, "SELECT count(*) FROM bodies WHERE sha256 NOT IN (SELECT sha256 FROM readings)") == [(0,)]


def _crawl(path: str, name: str, now: datetime) -> None:
    nights = Nights(now, timedelta(minutes=1))
    with Store(Path(path), now=nights) as store:
        for number in range(25):
            way = {**WAY, NEWS: HOME}
            nights.night(store, "met", agency=name, way=way, bodies={NEWS: f"{name} {number}".encode()})


def test_four_crawls_and_pruning_at_once(store: Store, nights: Nights, path: Path) -> None:
    for number in range(60):
        nights.night(store, "met", **news(number))
    nights.pass_days(1000)
    spawn = multiprocessing.get_context("spawn")
    crawls = [spawn.Process(target=_crawl, args=(str(path), f"agency-{n}", nights.now)) for n in range(4)]
    for crawl in crawls:
        crawl.start()
    days, runs = 1060, 0
    while any(crawl.is_alive() for crawl in crawls):
        days = max(1, days - 1)  # one more run is old enough in every round
        runs += store.history.prune(Keep(bodies=days, evidence=days, verdicts=days)).runs
    for crawl in crawls:
        crawl.join()
    assert runs
    assert [crawl.exitcode for crawl in crawls] == [0, 0, 0, 0]
    store.history.prune(Keep(bodies=1, evidence=1, verdicts=1))
    newest = store.latest_runs()
    assert {run.agency.code for run in newest} == {"ban-rai", *(f"agency-{n}" for n in range(4))}
    held = [(run.agency.code, document) for run in newest for document in store.load_case(run.run_id).documents]
    assert [(code, document.url) for code, document in held if not store.body(document.sha256)] == []
    assert rows(path, "SELECT count(*) FROM runs") == [
        (102,)
    ]  # ban-rai: the newest, and the one whose verdicts it shares
    assert rows(path, "PRAGMA foreign_key_check") == []
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
