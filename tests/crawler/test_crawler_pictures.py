"""Pictures that stay unread: which limit it was."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

import msgspec
import pytest

from checks.evidence import Agency, Document, Layer
from crawler.pictures import PicturesRead, read_pictures
from crawler.read.ocr import ENGINE, Recognised
from crawler.read.ocr.recognised import Box, Line, Word
from crawler.store import Store

URL = "http://www.banrai.example/plan.pdf"
BODY = b"%PDF-1.4 pictures"


@pytest.mark.parametrize(("why", "cut"), [("", "pictures"), ("tesseract is not installed", "no-ocr")])
def test_the_limit_that_left_pictures_unread_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: str, cut: str
) -> None:
    monkeypatch.setattr("crawler.pictures.available", lambda: why)
    layer, sha256 = Layer("picture", 1.0, pictures=(1, 2)), hashlib.sha256(BODY).hexdigest()
    scan = Document(URL, URL, "document", "application/pdf", sha256, "pdf/2", "no-text", pages=2, layer=layer)
    with Store(tmp_path / "x.db") as store:
        agency = Agency("ban-rai", "http://www.banrai.example/")
        run = store.start_run(agency=agency, fiscal_year=2565, as_of="2022-04-25", settings={})
        store.add_document(run, scan, body=BODY, status=200, headers=[], referrer="", depth=1, reason="row:O10")
        done = asyncio.run(read_pictures(store, run, seconds=0, pages=12, stopped=lambda: False))
    assert done == PicturesRead(left=2, cut=cut)


def test_remembered_pictures_give_the_next_run_the_same_reading(tmp_path: Path) -> None:
    layer, sha256 = Layer("picture", 1.0, pictures=(1,)), hashlib.sha256(BODY).hexdigest()
    scan = Document(URL, URL, "document", "application/pdf", sha256, "pdf/2", "no-text", pages=1, layer=layer)
    line = Line((Word("แผนปฏิบัติการ", 90, Box(0, 0, 100, 20)),), 1, 20)
    known = msgspec.msgpack.encode(Recognised("read", (line,), 200, 200, 90))
    found = []
    with Store(tmp_path / "x.db") as store:
        store.keep_recognised(sha256, ENGINE, {1: known})
        for _ in range(2):
            agency = Agency("ban-rai", "http://www.banrai.example/")
            run = store.start_run(agency=agency, fiscal_year=2565, as_of="2022-04-25", settings={})
            base = scan if not found else store.revisits.reading(sha256, URL, "application/pdf", {"pdf/2"})
            assert base is not None
            base = msgspec.structs.replace(base, url=URL)
            store.add_document(run, base, body=BODY, status=200, headers=[], referrer="", depth=1, reason="row:O10")
            done = asyncio.run(read_pictures(store, run, seconds=9, pages=12, stopped=lambda: False))
            assert done == PicturesRead(remembered=1)
            found.append(store.load_case(run).documents)
    assert found[0] == found[1]
    assert found[0][0].reader == "pdf/2+ocr/1:1"
