"""Documents that are pictures: which wait to be read, what was read is kept for ever, each run keeps its reading."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from checks.evidence import Block, Document, Layer
from crawler.store import Store
from crawler.store.pictures import Screenshot

SCAN = Layer(decision="picture", damage=1.0, figures={"thai": 0.0}, pictures=(1, 2, 3))
BODY = b"%PDF-1.4 pictures"


@pytest.fixture
def scan(page: Callable[..., Document]) -> Document:
    made = page("http://www.banrai.example/plan.pdf", body=BODY, kind="document", state="no-text", reader="pdf/2")
    return msgspec.structs.replace(made, blocks=(), pages=3, layer=SCAN, notes=("pages-cut:3",))


def recognised(document: Document) -> Document:
    layer = msgspec.structs.replace(SCAN, decision="recognised", recognised=(1, 2), confidence=81)
    blocks = (Block("paragraph", "แผนจัดซื้อ", page=1, ocr=81),)
    return msgspec.structs.replace(document, reader="pdf/2+ocr/1", state="read", blocks=blocks, layer=layer)


def test_a_document_comes_back_with_its_layer_and_notes(
    store: Store, begin: Callable[..., str], add: Callable[..., None], scan: Document
) -> None:
    run = begin(store)
    add(store, run, scan, BODY)
    assert store.load_case(run).documents == (scan,)


def test_pictures_wait_with_the_reason_they_were_asked_for(
    store: Store, begin: Callable[..., str], add: Callable[..., None], scan: Document, page: Callable[..., Document]
) -> None:
    run = begin(store)
    add(store, run, page("http://www.banrai.example/"), b"<p>")
    add(store, run, scan, BODY, reason="row:O21", depth=2)
    add(store, run, msgspec.structs.replace(scan, url="http://www.banrai.example/again"), BODY)
    (found,) = store.pictured(run)
    assert (found.document, found.reason, found.depth) == (scan, "row:O21", 2)
    assert store.body(scan.sha256) == BODY
    assert store.body("0" * 64) == b""


def test_a_better_reading_is_this_runs_and_the_older_runs_keep_theirs(
    store: Store, begin: Callable[..., str], add: Callable[..., None], scan: Document
) -> None:
    first, second = begin(store), begin(store)
    for run in (first, second):
        add(store, run, scan, BODY)
    better = recognised(scan)
    store.flush()
    store.reread(second, scan, better)
    assert store.load_case(first).documents == (scan,)
    assert store.load_case(second).documents == (better,)
    assert store._db.execute("SELECT decision, damage, text FROM pages WHERE run_id = ?", (second,)).fetchall() == [
        ("recognised", 1.0, "แผนจัดซื้อ")
    ]


def test_what_was_recognised_is_kept_by_content_and_engine(store: Store, path: Path) -> None:
    store.keep_recognised("a" * 64, "tesseract/1", {1: b"one", 3: b"three"})
    store.keep_recognised("a" * 64, "tesseract/1", {1: b"other", 2: b"two"})
    store.close()
    with Store(path) as again:
        assert again.recognised("a" * 64, "tesseract/1") == {1: b"one", 2: b"two", 3: b"three"}
        assert again.recognised("a" * 64, "tesseract/2") == {}
        assert again.recognised("b" * 64, "tesseract/1") == {}


def test_a_screenshot_of_an_item_replaces_the_one_before(store: Store, begin: Callable[..., str]) -> None:
    run = begin(store)
    for item, png in (("O1", b"\x89PNG one"), ("O1", b"\x89PNG two"), ("O2", b"\x89PNG two")):
        store.save_screenshot(run, Screenshot(item, "http://www.banrai.example/o1", 0, png))
    sql = "SELECT item, png FROM screenshots JOIN screenshot_files USING (sha256) WHERE run_id = ? ORDER BY item"
    assert store._db.execute(sql, (run,)).fetchall() == [("O1", b"\x89PNG two"), ("O2", b"\x89PNG two")]
    assert store._db.execute("SELECT count(*) FROM screenshot_files").fetchone() == (2,)
