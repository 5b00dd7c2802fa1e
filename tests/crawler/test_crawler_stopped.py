"""Stopping a crawl while words in pictures are being recognised: what there is is judged, and nothing lives on."""

from __future__ import annotations

import re
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from fixtures.bad import make_pdf
from tests.crawler.running import Crawler

ENGINE = """#!/bin/sh
case "$*" in
*--version*) echo "tesseract 5.0.0" ;;
*--list-langs*) printf 'eng\\nosd\\ntha\\n' ;;
*) exec sleep 301 ;;
esac
"""
"""In the place of Tesseract: says that it is there, and never ends."""


@pytest.fixture
def scans(server: HTTPServer, html: Callable[..., str]) -> str:
    """A site whose evidence are two scans."""
    home = html("หน้าแรก", ("/1.pdf", "แผนงาน"), ("/2.pdf", "รายงาน"), text="ข้อความ")
    server.expect_request("/").respond_with_data(home, content_type=HTML)
    server.expect_request(re.compile(r"/\d\.pdf")).respond_with_handler(lambda _: Response(make_pdf.scan()))
    return str(server.url_for("/"))


HTML = "text/html; charset=utf-8"


@pytest.fixture
def endless_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    engine = programs / "tesseract"
    engine.write_text(ENGINE)
    engine.chmod(0o755)
    monkeypatch.setenv("PATH", str(programs), prepend=":")


def recognising(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """All processes that a crawl started, once words are being recognised."""
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        started = psutil.Process(process.pid).children(recursive=True)
        if any(command(child)[-1:] == ["301"] for child in started):
            return started
        time.sleep(0.05)
    pytest.fail("no picture was ever looked at")


def command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:  # ended meanwhile
        return []


def still_there(started: list[psutil.Process]) -> list[psutil.Process]:
    _, alive = psutil.wait_procs(started, timeout=10)
    return [p for p in alive if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.usefixtures("endless_engine")
@pytest.mark.parametrize("settings", [{}, {"OIT_SCREENSHOTS": "1"}], ids=["after the crawl", "before screenshots"])
def test_it_is_stored_judged_and_reported(crawler: Crawler, scans: str, settings: dict[str, str]) -> None:
    process = crawler.start(f"url={scans}", "agency=scans", settings=settings)
    started = recognising(process)
    process.send_signal(signal.SIGINT)
    crawl = crawler.finish(process)
    assert crawl.code == 130, crawl.said
    assert (crawl.out / "index.html").exists()
    with sqlite3.connect(crawl.database) as database:
        assert database.execute("SELECT outcome, limits FROM runs").fetchone() == ("interrupted", '["pictures"]')
        assert database.execute("SELECT count(*) FROM latest_items").fetchone() == (43,)
        assert database.execute("SELECT count(*) FROM recognised_pictures").fetchone() == (0,)
        assert {s for (s,) in database.execute("SELECT state FROM pages WHERE kind = 'document'")} == {"no-text"}
    assert still_there(started) == []


@pytest.mark.usefixtures("endless_engine")
def test_a_crawl_that_is_killed_leaves_no_reader_and_no_engine(crawler: Crawler, scans: str) -> None:
    process = crawler.start(f"url={scans}", "agency=scans")
    started = recognising(process)
    process.kill()
    process.communicate()
    assert len(started) > 1
    assert still_there(started) == []
