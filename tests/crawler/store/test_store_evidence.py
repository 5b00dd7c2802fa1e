"""What goes into the store comes out again, once, in order; what was written stays."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from checks.evidence import Agency, Document, Failure
from crawler.store import Store, StoreError
from crawler.store.intake import MAX_ENTRIES
from crawler.store.packing import unpack

Page = Callable[..., Document]
Begin = Callable[..., str]
Add = Callable[..., None]
Fail = Callable[[Store, str, str], None]


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_a_case_comes_out_as_it_went_in(store: Store, begin: Begin, add: Add, fail: Fail, page: Page) -> None:
    run = begin(store)
    pages = [page("http://b/2", "สอง", body=b"2"), page("http://b/1", "หนึ่ง", "อีกบรรทัด", body=b"1", title="")]
    for document in pages:
        add(store, run, document, document.title.encode())
    fail(store, run, "http://b/404")
    store.finish_run(run, outcome="finished", limits=["pages"], stats={"pages": 2})
    case = store.load_case(run)
    assert case.documents == tuple(reversed(pages)), "by address: the order of arrival must decide nothing"
    assert case.failures == (Failure("http://b/404", "http-404", "site", "Not Found", 404),)
    assert [link.item for link in case.submitted] == ["O7", "O1"]
    assert (case.agency.name, case.fiscal_year, case.as_of, case.limits) == (
        "อบต.บ้านไร่",
        2565,
        "2022-04-25",
        ("pages",),
    )
    assert msgspec.msgpack.encode(case) == msgspec.msgpack.encode(store.load_case(run))


def test_the_raw_body_is_kept_once_for_all_runs(store: Store, path: Path, begin: Begin, add: Add, page: Page) -> None:
    for _ in range(2):
        run = begin(store)
        add(store, run, page("http://b/", "คำ", body=b"<p>same"), b"<p>same")
        add(store, run, page("http://b/twin", "คำ", body=b"<p>same"), b"<p>same")
        store.finish_run(run, outcome="finished", limits=[], stats={})
    ((size, packed),) = rows(path, "SELECT size, zstd FROM bodies")
    assert (size, unpack(packed)) == (7, b"<p>same")  # type: ignore[arg-type]
    assert rows(path, "SELECT count(*) FROM readings") == [(2,)]
    assert rows(path, "SELECT count(*) FROM pages") == [(4,)]


def test_two_crawls_may_store_the_same_page_at_a_time(
    store: Store, path: Path, begin: Begin, add: Add, page: Page
) -> None:
    with Store(path) as other:
        first, second = begin(store), begin(other)
        add(store, first, page("http://b/", "คำ"))
        add(other, second, page("http://b/", "คำ"))
        store.flush()
        other.flush()
        assert other.load_case(second).documents == store.load_case(first).documents
    assert rows(path, "SELECT count(*) FROM readings") == [(1,)]


@pytest.mark.parametrize("field", [{"reader": "html/2"}, {"final_url": "http://b/else"}, {"content_type": "text/x"}])
def test_the_same_bytes_read_otherwise_are_another_reading(
    store: Store, path: Path, begin: Begin, add: Add, page: Page, field: dict[str, str]
) -> None:
    run = begin(store)
    add(store, run, page("http://b/", "เดิม"))
    add(store, run, page("http://b/", "ใหม่", **field))
    store.flush()
    assert rows(path, "SELECT text FROM readings ORDER BY id") == [("เดิม",), ("ใหม่",)]


def test_evidence_is_on_disk_before_the_run_ends(store: Store, path: Path, begin: Begin, add: Add, page: Page) -> None:
    run = begin(store)
    for number in range(MAX_ENTRIES):
        add(store, run, page(f"http://b/{number}", body=b"%d" % number))
    assert rows(path, "SELECT count(*) FROM pages") == [(MAX_ENTRIES,)]


def test_a_run_that_never_ended_is_judged_as_cut_short(path: Path, begin: Begin, add: Add, page: Page) -> None:
    with Store(path) as store:
        run = begin(store)
        add(store, run, page("http://b/"))
    with Store(path) as store:
        assert store.latest_runs() == []
        case = store.load_case(run)
        assert case.limits == ("interrupted",)
        assert len(case.documents) == 1


def test_latest_runs_are_the_newest_of_each_agency_and_year(store: Store, begin: Begin) -> None:
    ended = []
    for code, year, outcome in [
        ("b", 2565, "finished"),
        ("a", 2565, "finished"),
        ("a", 2565, "interrupted"),
        ("a", 2566, "finished"),
        ("b", 2565, "failed"),
    ]:
        run = begin(store, Agency(code, f"http://{code}/"), year)
        store.finish_run(run, outcome=outcome, limits=[], stats={"seconds": 1.5})
        ended.append(run)
    assert [run.run_id for run in store.latest_runs()] == [ended[2], ended[3], ended[0]]
    assert store.latest_runs()[0].limits == ("interrupted",)


def test_a_run_is_told_with_its_notes_and_counts(store: Store, begin: Begin, add: Add, page: Page) -> None:
    run = begin(store)
    add(store, run, page("http://b/", body=b"a"), notes=["tls-unverified:b", "cut-off"])
    add(store, run, page("http://b/f.pdf", body=b"b", kind="document"), notes=["cut-off"])
    store.flush()
    assert store.notes(run) == ("cut-off", "tls-unverified:b")
    assert store.counts(run) == (1, 1)


def test_an_unknown_run_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="no run 'x'"):
        store.load_case("x")


def test_a_full_disk_loses_nothing(store: Store, path: Path, begin: Begin, add: Add, page: Page) -> None:
    run = begin(store)
    add(store, run, page("http://b/1", body=b"1"))
    store.flush()
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}")
    noise = bytes(range(256)) * 1000
    large = [page(f"http://b/big{number}", "ก" * number * 500, body=b"n%d" % number) for number in range(200)]

    def fill() -> None:
        for document in large:
            add(store, run, document, noise)

    with pytest.raises(StoreError, match="disk is full") as caught:
        fill()
    assert "พื้นที่ดิสก์เต็ม" in caught.value.thai
    before = rows(path, "SELECT count(*) FROM pages")[0][0]
    assert before
    store._db.execute("PRAGMA max_page_count = 1000000")
    store.finish_run(run, outcome="failed", limits=[], stats={})
    assert rows(path, "SELECT count(*) FROM pages")[0][0] > before  # type: ignore[operator]


def test_a_locked_database_is_told(store: Store, path: Path, begin: Begin, add: Add, page: Page) -> None:
    run = begin(store)
    add(store, run, page("http://b/1"))
    store._db.execute("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked") as caught:
        store.flush()
    assert "โปรแกรมอื่น" in caught.value.thai
    other.execute("ROLLBACK")
    other.close()
    store.flush()
    assert rows(path, "SELECT count(*) FROM pages") == [(1,)]
