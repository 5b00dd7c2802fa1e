"""Files and pages as no agency should publish them: each is recorded with its cause, none stops or outlives a crawl.

Two crawls run beside each other: one of bad files, one of pages whose scripts mean harm.
"""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import psutil
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from crawler.fetch.browser.processes import executable
from crawler.read.ocr import available
from fixtures.bad import make_files, make_pdf
from tests.crawler.running import ROOT, Crawl, Crawler

FILES: dict[str, Callable[[], bytes]] = {**make_pdf.FILES, **make_files.MADE}
SCRIPTS = ROOT / "fixtures" / "scripts"
HTML = "text/html; charset=utf-8"
HOME = '<html lang="th"><title>อบต.บ้านสมมติ</title><h1>องค์การบริหารส่วนตำบลบ้านสมมติ</h1><p>ยินดีต้อนรับ'
SHELL = '<body><div id="app"></div><script type="module"></script>'
"""What makes a page one that only scripts fill, so that it is sent to the browser."""

pytestmark = [
    pytest.mark.skipif(not executable(""), reason="no Chromium on this machine"),
    pytest.mark.skipif(bool(available()), reason="no Tesseract on this machine"),
]


class Expected(NamedTuple):
    """What is stored of an address: a state or, with an empty reader, the cause of a failure; notes; the verdict.

    An empty verdict: what can be read decides, and it may be a gap.
    """

    outcome: str
    reader: str = ""
    notes: tuple[str, ...] = ()
    verdict: tuple[str, str] | None = None


BAD_FILES = {
    "empty.pdf": Expected("empty", verdict=("unmet", "empty")),
    "nothing.docx": Expected("empty", verdict=("unmet", "empty")),
    "no-words.docx": Expected("empty", "docx", verdict=("unmet", "empty")),
    "no-members.zip": Expected("empty", "archive", verdict=("unmet", "empty")),
    "truncated.pdf": Expected("damaged", "pdf", verdict=("unmet", "damaged")),
    "circular.pdf": Expected("damaged", "pdf", ("pages-broken:9",), ("unmet", "damaged")),
    "cut.docx": Expected("damaged", "archive", verdict=("unmet", "damaged")),
    "cut.xlsx": Expected("damaged", "archive", verdict=("unmet", "damaged")),
    "cut.zip": Expected("damaged", "archive", verdict=("unmet", "damaged")),
    "cut.rar": Expected("damaged", "archive", verdict=("unmet", "damaged")),
    "pdf.docx": Expected("damaged", "pdf", verdict=("unmet", "damaged")),
    "circle.doc": Expected("damaged", "doc", verdict=("unmet", "damaged")),
    "locked.pdf": Expected("encrypted", "pdf", verdict=("unclear", "encrypted")),
    "locked.xlsx": Expected("encrypted", "locked", verdict=("unclear", "encrypted")),
    "locked.doc": Expected("encrypted", "doc", verdict=("unclear", "encrypted")),
    "locked.zip": Expected(
        "encrypted", "archive", ("member-unread:plan.txt:encrypted",), verdict=("unclear", "encrypted")
    ),
    "scan.pdf": Expected("no-text", "pdf/2+ocr", verdict=("unclear", "no-text")),
    "outlines.pdf": Expected("no-text", "pdf/2+ocr", verdict=("unclear", "no-text")),
    "remapped.pdf": Expected("garbled", "pdf/2+ocr", verdict=("unclear", "garbled")),
    "bomb.zip": Expected("limit", "archive", ("member-unread:zeros.txt:bomb",), ("unreachable", "limit")),
    "bomb.docx": Expected("limit", "docx", ("bomb",), ("unreachable", "limit")),
    "declared.zip": Expected("limit", "archive", ("too-large-unpacked",), ("unreachable", "limit")),
    "declared.docx": Expected("limit", "docx", ("too-large-unpacked",), ("unreachable", "limit")),
    "nested.zip": Expected(
        "limit", "archive", ("member-unread:level5.zip/level4.zip:depth",), ("unreachable", "limit")
    ),
    "laughs.docx": Expected("limit", "docx", ("entities-refused",), ("unreachable", "limit")),
    "outside.docx": Expected("limit", "docx", ("entities-refused",), ("unreachable", "limit")),
    "sent-too-long.pdf": Expected("too-large", verdict=("unreachable", "unreachable")),
    "locked-empty-password.pdf": Expected("read", "pdf"),
    "huge-length.pdf": Expected("read", "pdf"),
    "bomb.pdf": Expected("read", "pdf"),
    "5000-pages.pdf": Expected("read", "pdf", ("pages-cut:300",)),
    "without-map.pdf": Expected("read", "pdf"),
    "half-locked.zip": Expected("read", "archive", ("member-unread:plan.txt:encrypted",)),
    "last-cell.xlsx": Expected("read", "xlsx", ("sheet-cut:1:20000x100",)),
    "html.pdf": Expected("read", "html"),
    "leading-garbage.pdf": Expected("read"),
    "html.docx": Expected("read", "html"),
    "cover.pdf": Expected("read", "pdf", verdict=("unmet", "hollow")),
    "file?download=88:plan": Expected("read", "pdf"),
    "sent-as-page.pdf": Expected("read", "pdf"),
}
"""By path. The names are of what a file claims to be."""

BAD_PAGES = {
    "endless.html": Expected("no-text", "html", ("browser:empty-shell", "browser-timeout"), ("unreachable", "limit")),
    "hanging.html": Expected("read", "html", ("browser:app-root", "browser-failed:1")),
    "alerts.html": Expected("no-text", "html", ("browser:empty-shell", "browser-dialog"), ("unclear", "no-text")),
    "opens.html": Expected("read", "html", ("browser:empty-shell",)),
    "loop": Expected("redirect-loop", verdict=("unmet", "link-dead")),
}
"""By path; `opens.html` starts a download, which leads to a sound file."""


def serve(request: Request, let_go: threading.Event) -> Response:
    """A bad file or page by its name."""
    name = request.path.removeprefix("/")
    if name == "hang.js":
        let_go.wait(60)
    if name == "loop":
        return Response(status=302, headers={"Location": f"/loop?again={request.args.get('again', '')}1"})
    if name in SENT:
        return SENT[name]()
    if name in FILES:
        return Response(FILES[name](), content_type="application/pdf")
    page = SCRIPTS / name
    if not page.is_file():
        return Response(status=404)
    return Response(page.read_text("utf-8").replace("<body>", SHELL).replace("i < 5000", "i < 50"), content_type=HTML)


def too_long() -> Response:
    """An answer that announces 200 MB."""
    body = (part for part in [b"%PDF-1.5"])  # of a generator the length is not counted
    return Response(body, headers={"Content-Length": "209715200"}, content_type="application/pdf")


SENT: dict[str, Callable[[], Response]] = {
    "": lambda: Response(HOME, content_type=HTML),
    "file": lambda: Response(make_pdf.sound(), content_type=HTML),
    "sent-as-page.pdf": lambda: Response(make_pdf.sound(), content_type=HTML),
    "files/plan.pdf": lambda: Response(make_pdf.sound(), content_type="application/octet-stream"),
    "sent-too-long.pdf": too_long,
}
"""Answers whose headers matter."""


class Family(threading.Thread):
    """Watches a process and everything that it starts."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        super().__init__(daemon=True)
        self._process = process
        self._over = threading.Event()
        self._names: dict[psutil.Process, str] = {}

    def run(self) -> None:
        """Look again and again who belongs to it."""
        while not self._over.wait(0.1):
            with contextlib.suppress(psutil.Error):
                for child in psutil.Process(self._process.pid).children(recursive=True):
                    with contextlib.suppress(psutil.Error):
                        self._names.setdefault(child, child.name())

    def left_behind(self) -> list[str]:
        """Names of those that live on."""
        self._over.set()
        self.join()
        _, alive = psutil.wait_procs([*self._names], timeout=10)
        return [self._names[p] for p in alive if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]

    @property
    def names(self) -> str:
        """Names of all that were seen."""
        return " ".join(sorted({*self._names.values()}))


class Gathered(NamedTuple):
    """A finished crawl, who belonged to it and lived on, and what is stored: outcome, reader and notes, and verdicts.

    Both by path; limits as stored.
    """

    crawl: Crawl
    family: Family
    left_behind: list[str]
    stored: dict[str, tuple[str, str, list[str]]]
    verdicts: dict[str, tuple[str, str]]
    limits: str


def items_for(names: Iterable[str]) -> dict[str, str]:
    """An item for each path. Not O10: the sound files are about it, so that its evidence would stand elsewhere."""
    items = (f"O{number}" for number in range(1, 44) if number != 10)
    return dict(zip(items, names, strict=False))


def begin(crawler: Crawler, base: str, names: Iterable[str]) -> tuple[subprocess.Popen[str], Family]:
    """Start a crawl to which these paths were submitted."""
    links = crawler.folder / "links.csv"
    rows = [f"bad,{item},{base}{name}" for item, name in items_for(names).items()]
    links.write_text("\n".join(["agency,item,url", *rows]), encoding="utf-8")
    process = crawler.start(f"url={base}", "agency=bad", f"links={links}")
    family = Family(process)
    family.start()
    return process, family


def gathered(
    crawler: Crawler, base: str, names: Iterable[str], begun: tuple[subprocess.Popen[str], Family]
) -> Gathered:
    """Wait for the crawl's end and look at what it left."""
    process, family = begun
    crawl = crawler.finish(process)
    left_behind = family.left_behind()
    with contextlib.closing(sqlite3.connect(crawl.database)) as database:
        pages = database.execute("SELECT url, state, reader, reading_notes FROM pages").fetchall()
        failures = database.execute("SELECT url, cause, '', '[]' FROM failures").fetchall()
        items = {item: answer for item, *answer in database.execute("SELECT item, status, code FROM latest_items")}
        (limits,) = database.execute("SELECT limits FROM runs").fetchone()
    stored = {
        url.removeprefix(base): (outcome, reader, json.loads(notes)) for url, outcome, reader, notes in pages + failures
    }
    verdicts = {name: tuple(items[item]) for item, name in items_for(names).items()}
    return Gathered(crawl, family, left_behind, stored, verdicts, limits)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, module_server: HTTPServer) -> Iterator[dict[str, Gathered]]:
    """The crawl of the files and the crawl of the pages."""
    let_go = threading.Event()
    module_server.expect_request(re.compile(".*")).respond_with_handler(lambda request: serve(request, let_go))
    base = module_server.url_for("/")
    crawlers = {name: (Crawler(tmp_path_factory.mktemp(name)), paths) for name, paths in CRAWLS.items()}
    begun = {name: begin(crawler, base, paths) for name, (crawler, paths) in crawlers.items()}
    try:
        yield {name: gathered(crawler, base, paths, begun[name]) for name, (crawler, paths) in crawlers.items()}
    finally:
        let_go.set()


CRAWLS: dict[str, dict[str, Expected]] = {"files": BAD_FILES, "pages": BAD_PAGES}
EVERY = [pytest.param(crawl, name, id=name) for crawl, names in CRAWLS.items() for name in names]


@pytest.mark.parametrize(("crawl", "name"), EVERY)
def test_each_is_recorded_with_its_cause_and_judged_by_it(both: dict[str, Gathered], crawl: str, name: str) -> None:
    expected = CRAWLS[crawl][name]
    outcome, reader, notes = both[crawl].stored[name]
    assert outcome == expected.outcome
    assert reader.startswith(expected.reader)
    assert set(expected.notes) <= set(notes)
    status, code = both[crawl].verdicts[name]
    assert status != "broken"
    if expected.verdict is not None:
        assert (status, code) == expected.verdict


@pytest.mark.parametrize("crawl", CRAWLS)
def test_none_stops_the_crawl(both: dict[str, Gathered], crawl: str) -> None:
    done = both[crawl]
    assert done.crawl.code == 0, done.crawl.said
    assert "Traceback" not in done.crawl.said
    assert done.limits == "[]"
    assert "" in done.stored  # the home page, asked for after what was submitted
    assert (done.crawl.out / "index.html").exists()


def test_no_reader_and_no_browser_outlives_its_crawl(both: dict[str, Gathered]) -> None:
    assert "python" in both["files"].family.names
    assert "tesseract" in both["files"].family.names
    assert "chrom" in both["pages"].family.names
    assert both["files"].left_behind == []
    assert both["pages"].left_behind == []


def test_a_download_that_a_script_starts_is_fetched_as_a_document(both: dict[str, Gathered]) -> None:
    outcome, reader, _ = both["pages"].stored["files/plan.pdf"]
    assert (outcome, reader.partition("/")[0]) == ("read", "pdf")


@pytest.mark.parametrize("name", ["5000-pages.pdf", "half-locked.zip", "last-cell.xlsx"])
def test_what_was_left_unread_is_no_gap(both: dict[str, Gathered], name: str) -> None:
    assert both["files"].verdicts[name][0] in ("unclear", "unreachable"), both["files"].verdicts[name]


def test_a_file_behind_a_warning_of_its_server_is_the_file_that_visitors_see(both: dict[str, Gathered]) -> None:
    outcome, reader, _ = both["files"].stored["leading-garbage.pdf"]
    assert (outcome, reader.partition("/")[0]) == ("read", "pdf")
