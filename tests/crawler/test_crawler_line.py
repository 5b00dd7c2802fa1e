"""Judging again gives the same rows, byte for byte; what flips is listed."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from checks.evidence import Agency, Failure
from checks.rubric import load
from checks.verdict import ElementVerdict, Finding, ItemVerdict, Judgement, Quote, Score, Status
from crawler.briefing import report_runs
from crawler.line import Change, changed_verdicts, judge_run, rejudge, sentence_of, tally
from crawler.office.model import Assigned, Listed, Province, Responses
from crawler.read import read
from crawler.store import Store
from crawler.store.moments import BANGKOK

URL = "http://www.banrai.example/"
PAGE = "<html><title>อบต.บ้านไร่</title><main><h1>โครงสร้าง</h1><p>สำนักปลัด กองคลัง กองช่าง</p></main></html>".encode()
NOW = datetime(2022, 4, 25, 9, tzinfo=BANGKOK)
ROWS = "SELECT * FROM {} WHERE judgement_id = (SELECT max(id) FROM judgements) ORDER BY 1, 2, 3"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "oit.db"


def gather(store: Store, outcome: str = "finished") -> str:
    run = store.start_run(agency=Agency("ban-rai", URL), fiscal_year=2565, as_of="2022-04-25", settings={})
    document = read(PAGE, url=URL, final_url=URL, content_type="text/html; charset=utf-8")
    store.add_document(run, document, body=PAGE, status=200, headers=[], referrer="", depth=0, reason="start")
    failure = Failure(f"{URL}o2", "timeout", "network")
    store.add_failure(run, failure, referrer=URL, depth=1, reason="menu")
    store.finish_run(run, outcome=outcome, limits=[], stats={})
    return run


def rows(path: Path) -> list[object]:
    connection = sqlite3.connect(path)
    try:
        return [connection.execute(ROWS.format(t)).fetchall() for t in ("item_verdicts", "element_verdicts", "quotes")]
    finally:
        connection.close()


def test_every_item_and_element_of_the_book_gets_a_row(path: Path) -> None:
    rubric = load(2565)
    with Store(path) as store:
        judge_run(store, gather(store))
    connection = sqlite3.connect(path)
    items = [item for (item,) in connection.execute("SELECT item FROM latest_items")]
    elements = connection.execute("SELECT item, element_no, element FROM latest_elements").fetchall()
    sentences = [sentence for (sentence,) in connection.execute("SELECT sentence_th FROM latest_items")]
    connection.close()
    assert items == list(rubric.items)
    assert elements == [(i.item, e.no, e.key) for i in rubric.items.values() for e in i.elements]
    assert all(sentences)


def test_judging_again_gives_the_same_rows(path: Path) -> None:
    with Store(path) as store:
        run = gather(store)
        judge_run(store, run)
    first = rows(path)
    with Store(path) as store:
        (done,) = rejudge(store, [run])
    assert done.changes == []
    assert rows(path) == first


def test_the_same_evidence_in_another_database_gives_the_same_rows(tmp_path: Path) -> None:
    found = []
    for name in ("one.db", "two.db"):
        with Store(tmp_path / name) as store:
            judge_run(store, gather(store))
        found.append(rows(tmp_path / name))
    assert found[0] == found[1]


def test_reports_are_rendered_from_what_is_stored(path: Path, tmp_path: Path) -> None:
    with Store(path) as store:
        judge_run(store, gather(store))
        index = report_runs(store, tmp_path / "out", now=NOW)
        first = {file.name: file.read_bytes() for file in index.parent.iterdir()}
        report_runs(store, tmp_path / "out", now=NOW)
    assert {file.name: file.read_bytes() for file in index.parent.iterdir()} == first
    assert set(first) == {"index.html", "ban-rai.html", *(f"item-{item}.html" for item in load(2565).items)}


def test_an_agency_that_left_the_list_is_in_no_report_of_the_province(path: Path, tmp_path: Path) -> None:
    listed = Listed("ban-rai", "อบต.บ้านไร่", "sao", "unit", URL)
    province = Province(tmp_path, "จังหวัดทดสอบ", 2565, "oit@test.example", (listed,))
    with Store(path) as store:
        judge_run(store, gather(store))
        kept = report_runs(store, tmp_path / "kept", province=province)
        gone = report_runs(store, tmp_path / "gone", province=msgspec.structs.replace(province, agencies=()))
    assert (kept.parent / "ban-rai.html").exists()
    assert not (gone.parent / "ban-rai.html").exists()
    assert "ban-rai" in kept.read_text(encoding="utf-8")
    assert "ban-rai" not in gone.read_text(encoding="utf-8")


def test_a_province_adds_what_only_its_folder_knows(path: Path, tmp_path: Path) -> None:
    listed = Listed("ban-rai", "อบต.บ้านไร่", "sao", "unit", URL)
    waiting = Listed("ban-nok", "อบต.บ้านนอก", "sao", "unit", "http://www.bannok.example/")
    officer = Assigned("O8", ("ban-rai",), "นายสมควร ทดสอบ", "โทร 12")
    others = Assigned("O7", ("ban-nok",), "นายผู้อื่น ทดสอบ")
    province = Province(
        tmp_path,
        "จังหวัดทดสอบ",
        2565,
        "oit@test.example",
        (listed, waiting),
        assignment=(officer, others),
        responses=(Responses("ban-rai", "IIT", 12, 30),),
    )
    with Store(path) as store:
        judge_run(store, gather(store))
        index = report_runs(store, tmp_path / "out", province=province)
    said = index.read_text(encoding="utf-8")
    page = (tmp_path / "out" / "ban-rai.html").read_text(encoding="utf-8")
    assert "อบต.บ้านนอก" in said
    assert "12 / 30" in said
    assert "นายสมควร ทดสอบ โทร 12" in page
    assert "นายผู้อื่น" not in page


def verdict(item: str, status: Status, code: str, *, elements: int = 1) -> ItemVerdict:
    finding = Finding(status, code, (Quote(URL, "คำ"),), facts={"count": "1"})
    found = tuple(ElementVerdict(item, no, f"e{no}", finding) for no in range(1, elements + 1))
    return ItemVerdict(item, "check", status, code, found)


def judgement(*items: ItemVerdict) -> Judgement:
    return Judgement("a", "", 2565, "2022-04-25", "2565/x", items, Score(0, 100), {})


def test_changed_verdicts_are_listed_in_the_order_of_the_book() -> None:
    old = judgement(verdict("O1", Status.MET, "found"), verdict("O2", Status.UNMET, "not-found", elements=2))
    new = judgement(verdict("O1", Status.MET, "found"), verdict("O2", Status.UNMET, "empty"))
    assert changed_verdicts(old, old) == []
    assert changed_verdicts(old, new) == [
        Change("O2", 0, "", "unmet", "not-found", "unmet", "empty"),
        Change("O2", 1, "e1", "unmet", "not-found", "unmet", "empty"),
        Change("O2", 2, "e2", "unmet", "not-found", "", ""),
    ]
    assert changed_verdicts(new, old)[-1] == Change("O2", 2, "e2", "", "", "unmet", "not-found")


def test_a_mended_verdict_shows_as_a_change(path: Path) -> None:
    with Store(path) as store:
        run = gather(store)
        now = judge_run(store, run)
        before = msgspec.structs.replace(now.items[0], status=Status.BROKEN, code="check-failed")
        store.save_judgement(run, msgspec.structs.replace(now, items=(before, *now.items[1:])), lambda v: v.code)
        (done,) = rejudge(store, [run])
    assert [(c.item, c.element_no, c.before) for c in done.changes] == [(before.item, 0, "broken")]


def test_tally_counts_every_status() -> None:
    counted = tally(judgement(verdict("O1", Status.MET, "found"), verdict("O2", Status.MET, "found")))
    assert counted[Status.MET] == 2
    assert set(counted) == set(Status)


def test_a_code_without_a_sentence_is_shown_as_it_is() -> None:
    assert sentence_of(load(2565), verdict("O1", Status.UNMET, "no-such-code")) == "no-such-code"
