"""Verdicts come back as they were; the views show the newest; the document tells their columns."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from sqlite_utils import Database

from checks.evidence import Agency, Document
from checks.verdict import ItemVerdict, Judgement, Status
from crawler.store import Store

DOCUMENT = Path(__file__).parents[3] / "docs" / "database.md"
Begin = Callable[..., str]


def said(verdict: ItemVerdict) -> str:
    return f"{verdict.item} {verdict.code}"


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


@pytest.fixture
def run(store: Store, begin: Begin) -> str:
    run_id = begin(store)
    store.finish_run(run_id, outcome="finished", limits=[], stats={})
    return run_id


def test_a_judgement_comes_out_as_it_went_in(store: Store, run: str, judgement: Judgement) -> None:
    assert store.load_judgement(run, 2565) is None
    store.save_judgement(run, judgement, said)
    loaded = store.load_judgement(run, 2565)
    assert loaded is not None
    assert loaded[1] == judgement
    assert loaded[0].endswith("+07:00")
    assert store.load_judgement(run, 2566) is None


def test_latest_items_and_elements(store: Store, path: Path, run: str, judgement: Judgement) -> None:
    store.save_judgement(run, judgement, said)
    assert rows(path, "SELECT agency, fiscal_year, item, check_name, status, code, sentence_th FROM latest_items") == [
        ("ban-rai", 2565, "O2", "executives", "unmet", "not-found", "O2 not-found"),
        ("ban-rai", 2565, "O1", "structure", "met", "complete", "O1 complete"),
    ]
    assert rows(path, "SELECT item, element_no, element, status, url, quote FROM latest_elements") == [
        ("O2", 1, "head", "met", "http://www.banrai.example/boss", "นายก อบต."),
        ("O2", 2, "photo", "unmet", "http://www.banrai.example/x", ""),
        ("O1", 1, "chart", "met", "http://www.banrai.example/boss", "นายก อบต."),
    ]


def test_the_same_judgement_again_only_moves_its_time(store: Store, path: Path, run: str, judgement: Judgement) -> None:
    store.save_judgement(run, judgement, said)
    (first,) = rows(path, "SELECT judged_at FROM judgements")
    verdicts = rows(path, "SELECT * FROM item_verdicts")
    store.save_judgement(run, judgement, said)
    (second,) = rows(path, "SELECT judged_at FROM judgements")
    assert second > first
    assert rows(path, "SELECT * FROM item_verdicts") == verdicts


@pytest.mark.parametrize("what", ["verdict", "sentence"])
def test_another_judgement_is_stored_beside_the_first(
    store: Store, path: Path, run: str, judgement: Judgement, what: str
) -> None:
    store.save_judgement(run, judgement, said)
    changed = msgspec.structs.replace(judgement.items[0], status=Status.UNCLEAR)
    items = (changed, *judgement.items[1:]) if what == "verdict" else judgement.items
    store.save_judgement(run, msgspec.structs.replace(judgement, items=items), lambda v: f"{v.item} {v.status}")
    assert rows(path, "SELECT count(*) FROM judgements") == [(2,)]
    assert rows(path, "SELECT count(*) FROM latest_items") == [(2,)]
    assert rows(path, "SELECT sentence_th FROM latest_items")[0] == (f"O2 {items[0].status}",)


def test_the_newest_run_counts_even_when_an_older_is_judged_later(
    store: Store, path: Path, begin: Begin, run: str, judgement: Judgement
) -> None:
    newer, other = begin(store), begin(store, Agency("aaa", "http://a/"))
    store.save_judgement(newer, judgement, said)
    store.save_judgement(run, judgement, said)
    store.save_judgement(other, msgspec.structs.replace(judgement, agency="aaa"), said)
    assert rows(path, "SELECT DISTINCT agency, run_id FROM latest_items") == [("aaa", other), ("ban-rai", newer)]
    assert store.latest_judged() == [(other, 2565), (newer, 2565)]


def test_years_stand_beside_each_other(store: Store, path: Path, run: str, judgement: Judgement) -> None:
    store.save_judgement(run, judgement, said)
    store.save_judgement(run, msgspec.structs.replace(judgement, fiscal_year=2566), said)
    assert rows(path, "SELECT DISTINCT fiscal_year FROM latest_items") == [(2565,), (2566,)]
    assert store.latest_judged() == [(run, 2566)]


def test_pages_and_failures(
    store: Store,
    path: Path,
    run: str,
    add: Callable[..., None],
    fail: Callable[[Store, str, str], None],
    page: Callable[..., Document],
) -> None:
    add(store, run, page("http://b/", "คำแรก", "คำสอง", final_url="http://b/home"), depth=2, reason="menu")
    fail(store, run, "http://b/404")
    store.flush()
    assert rows(path, "SELECT agency, url, final_url, status, text, depth, reason FROM pages") == [
        ("ban-rai", "http://b/", "http://b/home", 200, "คำแรก\nคำสอง", 2, "menu")
    ]
    assert rows(path, "SELECT agency, url, cause, owner, detail, attempts FROM failures") == [
        ("ban-rai", "http://b/404", "http-404", "site", "Not Found", 2)
    ]


def test_the_document_lists_every_table_and_view_with_its_columns(store: Store) -> None:
    told = {
        name: re.findall(r"^\| `(\w+)`", body, re.MULTILINE)
        for name, body in re.findall(
            r"^### `(\w+)`\n(.*?)(?=^#|\Z)", DOCUMENT.read_text("utf-8"), re.MULTILINE | re.DOTALL
        )
    }
    db = store._db
    real = {name: [c.name for c in db[name].columns] for name in [*db.table_names(), *db.view_names()]}
    assert told == real


def test_the_documented_search_finds_thai_words(
    store: Store, path: Path, run: str, add: Callable[..., None], page: Callable[..., Document]
) -> None:
    add(store, run, page("http://b/", "แผนปฏิบัติการป้องกันการทุจริต"))
    store.flush()
    db = Database(path)
    db.table("readings").enable_fts(["title", "text"], tokenize="trigram")
    found = db.execute("SELECT rowid FROM readings_fts WHERE readings_fts MATCH ?", ("ทุจริต",)).fetchall()
    db.close()
    assert found == [(1,)]
