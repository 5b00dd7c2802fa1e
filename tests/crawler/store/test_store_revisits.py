"""What earlier runs know of an address and of bytes; what was pruned is stored again."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from checks.evidence import Agency, Block, Document, Layer
from crawler.fetch.memory import Memory
from crawler.read import READERS
from crawler.store import Store
from crawler.store.moments import BANGKOK, bangkok_now
from crawler.store.revisits import Answer

Begin = Callable[..., str]
Put = Callable[..., None]
Page = Callable[..., Document]

URL = "http://www.banrai.example/news"
TAG = [("ETag", '"1"')]
LONG_AGO = datetime(2022, 1, 1, tzinfo=BANGKOK)


def answers(store: Store, agency: str = "ban-rai", but: str = "", since: datetime = LONG_AGO) -> dict[str, Answer]:
    store.flush()
    return store.revisits.answers(agency, but=but, since=since)


def prune(path: Path) -> None:
    db = sqlite3.connect(path)
    with db:
        db.execute("UPDATE bodies SET zstd = x''")
    db.close()


def test_the_newest_answer_of_an_unended_run_counts(store: Store, begin: Begin, add: Put, page: Page) -> None:
    old, new = page(URL, "ก", body=b"<p>1"), page(URL, "ข", body=b"<p>2")
    add(store, begin(store), old, b"<p>1", headers=[("ETag", '"0"')])
    run = begin(store)
    add(store, run, new, b"<p>2", headers=TAG)
    assert answers(store) == {URL: Answer(new.sha256, tuple(TAG))}
    assert answers(store, but=run)[URL].sha256 == old.sha256


def test_another_agencys_answers_are_not_used(store: Store, begin: Begin, add: Put, page: Page) -> None:
    add(store, begin(store, Agency("other", "http://other.example/")), page(URL, "ก"), headers=TAG)
    assert answers(store) == {}


def test_an_answer_is_filed_under_the_address_that_answered(store: Store, begin: Begin, add: Put, page: Page) -> None:
    add(store, begin(store), page("http://www.banrai.example/", final_url=URL), headers=TAG)
    assert set(answers(store)) == {URL}


@pytest.mark.parametrize("why", ["cut-off", "drawn", "error", "pruned"])
def test_what_is_not_the_servers_whole_answer_is_asked_for_again(
    store: Store, path: Path, begin: Begin, add: Put, page: Page, why: str
) -> None:
    document = page(URL, "ก", notes=("browser:empty-shell",)) if why == "drawn" else page(URL, "ก")
    notes = ["cut-off"] if why == "cut-off" else []
    add(store, begin(store), document, headers=TAG, notes=notes, status=203 if why == "error" else 200)
    store.flush()
    if why == "pruned":
        prune(path)
    assert answers(store) == {}


def test_after_some_days_without_a_whole_answer_it_does_not_count(
    store: Store, begin: Begin, add: Put, page: Page
) -> None:
    add(store, begin(store), page(URL, "ก"), headers=TAG)
    second = begin(store)
    since = datetime.fromisoformat(store.run(second).started_at)
    add(store, second, page(URL, "ก"), headers=TAG, notes=["not-modified"])
    assert set(answers(store)) == {URL}
    assert answers(store, since=since) == {}


def test_a_pruned_body_is_stored_again_when_it_comes_again(
    store: Store, path: Path, begin: Begin, add: Put, page: Page
) -> None:
    document = page(URL, "ก")
    add(store, begin(store), document)
    store.flush()
    prune(path)
    assert Memory(store, "ban-rai", "", 7).body(document.sha256) == b""
    add(store, begin(store), document)
    store.flush()
    assert store.body(document.sha256) == b"<p>"
    db = sqlite3.connect(path)
    assert db.execute("SELECT count(*), max(size) FROM bodies").fetchone() == (1, 3)
    db.close()


def test_a_body_that_is_kept_is_not_written_again(store: Store, path: Path, begin: Begin, add: Put, page: Page) -> None:
    for _ in range(2):
        add(store, begin(store), page(URL, "ก"))
        store.flush()
    db = sqlite3.connect(path)
    assert db.execute("SELECT total(length(zstd) > 0), count(*) FROM bodies").fetchone() == (1, 1)
    db.close()


def test_the_base_reading_is_remembered_and_not_the_one_with_recognised_words(
    store: Store, begin: Begin, add: Put, page: Page
) -> None:
    body = b"%PDF-"
    told = {"kind": "document", "content_type": "application/pdf", "state": "no-text", "pages": 2}
    base = page(URL, body=body, reader="pdf/2", layer=Layer("picture", 1.0, pictures=(1, 2)), **told)
    run = begin(store)
    add(store, run, base, body)
    read = page(URL, "คำที่อ่านได้", body=body, reader="pdf/2+ocr/1:2", **{**told, "state": "read"})
    store.flush()
    store.reread(run, base, read)
    found = store.revisits.reading(base.sha256, URL, "application/pdf", {"pdf/2"})
    assert found is not None
    assert (found.layer, found.state, found.blocks, found.url) == (base.layer, base.state, base.blocks, "")


@pytest.mark.parametrize("state", ["limit", "reader-missing"])
def test_a_reading_that_another_night_may_do_better_is_none(
    store: Store, begin: Begin, add: Put, page: Page, state: str
) -> None:
    document = page(URL, "ก", state=state)
    add(store, begin(store), document)
    store.flush()
    assert store.revisits.reading(document.sha256, URL, "text/html", {"html/1"}) is None


def test_readings_of_other_versions_addresses_and_types_are_none(
    store: Store, begin: Begin, add: Put, page: Page
) -> None:
    document = page(URL, "ก")
    add(store, begin(store), document)
    add(store, begin(store), page(f"{URL}?drawn", "ก", notes=("browser:empty-shell",)))
    store.flush()
    sha256 = document.sha256
    assert store.revisits.reading(sha256, URL, "text/html", {"html/1"}) is not None
    assert store.revisits.reading(sha256, URL, "text/html", {"html/2"}) is None
    assert store.revisits.reading(sha256, f"{URL}?drawn", "text/html", {"html/1"}) is None
    assert store.revisits.reading(sha256, URL, "text/html; charset=tis-620", {"html/1"}) is None
    assert store.revisits.reading(hashlib.sha256(b"x").hexdigest(), URL, "text/html", {"html/1"}) is None


@pytest.mark.parametrize(("reader", "days", "known"), [("html", 7, True), ("html", 0, False), ("archive", 7, False)])
def test_a_memory_knows_readings_of_todays_readers(
    store: Store, begin: Begin, add: Put, page: Page, reader: str, days: float, known: bool
) -> None:
    body = b"<p>x"
    document = page(URL, "ก", body=body, reader=f"{reader}/{READERS[reader]}")
    add(store, begin(store), document, body)
    store.flush()
    found = Memory(store, "ban-rai", "", days).reading(body, URL, "text/html")
    assert (found is not None) == known
    assert found is None or found.blocks == (
        Block("link", "เมนู", region="menu", href="http://www.banrai.example/"),
        Block("paragraph", "ก"),
    )


def test_a_memory_forgets_services_and_fragments(tmp_path: Path, begin: Begin, add: Put, page: Page) -> None:
    drive = "https://drive.google.com/file/d/abcdefghijklmnopqrstuvwxyz/view"
    with Store(tmp_path / "now.db", now=lambda: bangkok_now() - timedelta(hours=1)) as store:
        run = begin(store)
        for url in (URL, drive):
            add(store, run, page(url, "ก"), headers=TAG)
        store.flush()
        memory = Memory(store, "ban-rai", "", 7)
        assert memory.answer(f"{URL}#top") is not None
        assert memory.answer(drive) is None
        assert Memory(store, "ban-rai", run, 7).answer(URL) is None
        assert Memory(store, "ban-rai", "", 0).answer(URL) is None
