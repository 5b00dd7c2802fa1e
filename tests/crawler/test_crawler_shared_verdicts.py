"""Judging only where something changed: the same evidence, book and code share one judgement's rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from checks.evidence import Agency, Failure
from checks.rubric import load
from crawler import line
from crawler.line import judge_run, rejudge, rejudge_stale
from crawler.program import judging_code
from crawler.read import read
from crawler.store import Store

URL = "http://www.banrai.example/"
WORDS = ("โครงสร้าง สำนักปลัด กองคลัง กองช่าง", "ข่าวประชาสัมพันธ์ ประกาศรับสมัคร")
Gather = Callable[..., str]


def gather(
    store: Store,
    words: tuple[str, ...] = WORDS,
    *,
    as_of: str = "2022-04-25",
    unseen: str = "",
    backwards: bool = False,
    cause: str = "timeout",
    agency: str = "ban-rai",
) -> str:
    """A run of two pages and a failure. unseen: something invisible in every page."""
    run = store.start_run(agency=Agency(agency, URL), fiscal_year=2565, as_of=as_of, settings={})
    pages = list(enumerate(words))
    for number, text in reversed(pages) if backwards else pages:
        body = f"<html><title>อบต.บ้านไร่</title><!-- {unseen} --><main><h1>เรื่อง</h1><p>{text}</p></main>".encode()
        url = f"{URL}{number or ''}"
        document = read(body, url=url, final_url=url, content_type="text/html; charset=utf-8", fetched_at=run[:8])
        store.add_document(run, document, body=body, status=200, headers=[], referrer="", depth=0, reason="start")
    failure = Failure(f"{URL}o2", cause, "network")  # type: ignore[arg-type]
    store.add_failure(run, failure, referrer=URL, depth=1, reason="menu")
    store.finish_run(run, outcome="finished", limits=[], stats={})
    return run


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "oit.db"


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The days for which something was really judged."""
    found: list[str] = []
    plain = line.judge

    def noting(case, rubric):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        found.append(case.as_of)
        return plain(case, rubric)

    monkeypatch.setattr(line, "judge", noting)
    return found


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_a_run_with_the_same_evidence_shares_the_judgement(path: Path, judged: list[str]) -> None:
    with Store(path) as store:
        first = judge_run(store, gather(store))
        before = rows(path, "SELECT * FROM latest_items") + rows(path, "SELECT * FROM latest_elements")
        runs = [gather(store, unseen="another"), gather(store, backwards=True)]
        said = [judge_run(store, run) for run in runs]
        loaded = store.load_judgement(runs[-1], 2565)
    assert said == [first, first]
    assert loaded is not None
    assert loaded[1] == first
    assert len(judged) == 1
    assert [row[0] for row in rows(path, "SELECT verdicts_of FROM judgements ORDER BY id")] == [0, 1, 1]
    assert rows(path, "SELECT DISTINCT judgement_id FROM item_verdicts") == [(1,)]
    after = rows(path, "SELECT * FROM latest_items") + rows(path, "SELECT * FROM latest_elements")
    assert [row[:-2] for row in after] == [row[:-2] for row in before]
    assert {row[-1] for row in after} == {runs[-1]}


@pytest.mark.parametrize(
    "change", [{"words": WORDS[:1]}, {"as_of": "2022-03-25"}, {"cause": "http-404"}, {"agency": "other"}]
)
def test_other_evidence_is_judged(path: Path, judged: list[str], change: dict[str, object]) -> None:
    with Store(path) as store:
        judge_run(store, gather(store))
        judge_run(store, gather(store, **change))  # type: ignore[arg-type]
    assert len(judged) == 2


def test_a_day_that_no_date_tells_from_the_last_is_not_judged_anew(path: Path, judged: list[str]) -> None:
    with Store(path) as store:
        judge_run(store, gather(store))
        run = gather(store, as_of="2022-04-26")
        new = judge_run(store, run)
        loaded = store.load_judgement(run, 2565)
    assert loaded is not None
    assert loaded[1] == new
    assert (new.as_of, judged) == ("2022-04-26", ["2022-04-25"])
    assert rows(path, "SELECT as_of, verdicts_of FROM judgements ORDER BY id") == [("2022-04-25", 0), ("2022-04-26", 1)]


def test_a_day_that_a_date_tells_from_the_last_is_judged_anew(path: Path, judged: list[str]) -> None:
    with Store(path) as store:
        before = judge_run(store, gather(store, as_of="2022-03-31"))
        after = judge_run(store, gather(store, as_of="2022-04-01"))
        judge_run(store, gather(store, as_of="2022-03-31"))
    assert judged == ["2022-03-31", "2022-04-01"]  # the first six months of the year were over in between
    assert {v.code for v in before.items} > {v.code for v in after.items}
    assert before.holds[1] == after.holds[0] == "2022-04-01"


def test_verdicts_that_stay_are_not_stored_twice(path: Path, judged: list[str]) -> None:
    with Store(path) as store:
        judge_run(store, gather(store))
        judge_run(store, gather(store, (*WORDS, "เรื่องอื่นที่ไม่เกี่ยวกับข้อใด")))
        judge_run(store, gather(store, (*WORDS, "เรื่องอื่นที่ไม่เกี่ยวกับข้อใดอีกเรื่อง")))
    assert len(judged) == 3
    held = rows(path, "SELECT verdicts_of FROM judgements ORDER BY id")
    assert held[0] == (0,)
    assert held[2] in ((1,), (2,))


def test_peoples_decisions_and_exemptions_are_part_of_the_key(path: Path) -> None:
    with Store(path) as store:
        run = gather(store)
        plain = store.evidence_key(run)
        assert store.evidence_key(run) == plain
        assert store.evidence_key(run, decisions_key="1") != plain
        agency = Agency("ban-rai", URL)
        keys = {
            store.evidence_key(
                store.start_run(agency=agency, fiscal_year=2565, as_of="2022-04-25", exempt=exempt, settings={})
            )
            for exempt in ({}, {"O1": "สำนักงานจังหวัด"}, {"O1": "สำนักงานท้องถิ่น"})
        }
    assert len(keys) == 3


def test_other_code_and_another_book_judge_anew(path: Path, judged: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(path) as store:
        judge_run(store, gather(store))
        monkeypatch.setattr(line, "judging_code", lambda: "other code")
        judge_run(store, gather(store))
        book = msgspec.structs.replace(load(2565), digest="0" * 64)
        judge_run(store, gather(store), book)
    assert len(judged) == 3


def test_whoever_asks_for_it_gets_a_run_judged_again(path: Path, judged: list[str]) -> None:
    with Store(path) as store:
        run = gather(store)
        judge_run(store, run)
        (done,) = rejudge(store, [run])
    assert done.changes == []
    assert len(judged) == 2
    assert rows(path, "SELECT count(*) FROM judgements") == [(1,)]


def test_what_other_code_judged_is_judged_again_once(
    path: Path, judged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(path) as store:
        judge_run(store, gather(store))
        newest = gather(store, as_of="2022-04-26")
        judge_run(store, newest)
        judge_run(store, gather(store, agency="other"))
        assert rejudge_stale(store) == 0
        monkeypatch.setattr(line, "judging_code", lambda: "other code")
        judged.clear()
        assert rejudge_stale(store) == 2
        assert rejudge_stale(store) == 0
    assert sorted(judged) == ["2022-04-25", "2022-04-26"]
    stale = rows(path, "SELECT run_id, program FROM judgements WHERE program = 'other code' AND agency = 'ban-rai'")
    assert stale == [(newest, "other code")]


def test_runs_whose_evidence_was_pruned_keep_their_verdicts(
    path: Path, judged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(path) as store:
        judge_run(store, gather(store))
        judged.clear()
        connection = sqlite3.connect(path)
        with connection:
            connection.execute("UPDATE runs SET pruned_at = '2022-05-01T00:00:00.000+07:00'")
        connection.close()
        monkeypatch.setattr(line, "judging_code", lambda: "other code")
        assert rejudge_stale(store) == 0
    assert judged == []


def test_the_code_has_one_fingerprint() -> None:
    assert judging_code() == judging_code()
    assert len(judging_code()) == 64
