"""A database with one crawled agency, made without the network, and the commands run on it as users run them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.evidence import Agency, Submitted
from crawler.read import read
from crawler.store import Store

ROOT = Path(__file__).parents[3]
URL = "http://www.banrai.example/"
HOME = """<!doctype html><html lang="th"><head><meta charset="utf-8"><title>อบต.บ้านไร่</title></head><body>
<main><h1>องค์การบริหารส่วนตำบลบ้านไร่</h1><p>ยินดีต้อนรับสู่เว็บไซต์</p>
<p>ที่อยู่ 99 หมู่ 1 ตำบลบ้านไร่ โทรศัพท์ 0 7461 0000</p></main></body></html>"""

Scrapy = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A database with a finished, unjudged run of the agency ``ban-rai``."""
    path = tmp_path / "oit.db"
    with Store(path) as store:
        gather(store)
    return path


def gather(store: Store, code: str = "ban-rai", home: str = HOME, **further: str) -> str:
    """Put a run into the store as a crawl does; further: pages below the home page by their names."""
    run = store.start_run(
        agency=Agency(code, URL),
        fiscal_year=2565,
        as_of="2022-04-25",
        submitted=[Submitted("O1", URL)],
        settings={},
    )
    for name, page in {"": home, **further}.items():
        url, body = URL + name, page.encode()
        document = read(body, url=url, final_url=url, content_type="text/html", fetched_at="2022-04-25T09:00:00+07:00")
        store.add_document(run, document, body=body, status=200, headers=[], referrer="", depth=0, reason="start")
    store.finish_run(run, outcome="finished", limits=[], stats={})
    return run


@pytest.fixture
def gathered() -> Callable[..., str]:
    """`gather`."""
    return gather


@pytest.fixture
def scrapy(tmp_path: Path) -> Scrapy:
    """Run ``scrapy`` in the project with this test's database and folder of reports."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        ours = ["-s", f"OIT_DB={tmp_path / 'oit.db'}", "-s", f"OIT_OUT={tmp_path / 'out'}"]
        command = [sys.executable, "-m", "scrapy", *arguments, *ours]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)

    return run
