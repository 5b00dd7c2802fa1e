"""Whole nights: real crawls of small sites, killed, stopped, slow and poisonous ones among them."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import msgspec
import psutil
import pytest
from pytest_httpserver import HTTPServer
from typer.testing import CliRunner
from werkzeug import Request, Response

from crawler.commands.oit import app
from crawler.commands.voice import Voice
from crawler.exits import BAD_INPUT, BUSY, INTERRUPTED, OK, PARTIAL
from crawler.office.model import Limits
from crawler.office.nightly import night
from crawler.office.nightly.crawl import MAX_ATTEMPTS, Times
from crawler.office.nightly.lock import locked
from crawler.office.nightly.night import Asked, hold_night
from crawler.office.nightly.progress import Facts
from crawler.office.nightly.unended import NAME
from crawler.office.province import load_province
from crawler.store import Store
from crawler.store.moments import bangkok_now

ROOT = Path(__file__).parents[3]
PAGE = "<!doctype html><html lang='th'><title>{0}</title><main><h1>{0}</h1><p>ยินดีต้อนรับ</p>{1}</main></html>"
TOML = """
name = "จังหวัดทดสอบ"
fiscal_year = 2565
contact = "oit@test.example"
as_of = "2022-04-25"
[limits]
{limits}
[settings]
OIT_ALLOW_PRIVATE = "1"
OIT_RETRY_PAUSE = "0"
OIT_OCR_SECONDS = "0"
AUTOTHROTTLE_START_DELAY = "0.01"
"""


class Site:
    """A server that answers with small pages, notes who asked for what, and holds paths with ``slow`` in them back."""

    def __init__(self, server: HTTPServer) -> None:
        self.base = f"http://{server.host}:{server.port}"
        self.asked: list[str] = []
        self.slow_asked = threading.Event()
        self.released = threading.Event()
        server.expect_request("/robots.txt").respond_with_data("", content_type="text/plain")
        server.expect_request("/sitemap.xml").respond_with_data("", status=404)
        server.expect_request("/favicon.ico").respond_with_data("", status=404)
        server.expect_request(_Any()).respond_with_handler(self._answer)

    def _answer(self, request: Request) -> Response:
        self.asked.append(request.path)
        if "slow" in request.path:
            self.slow_asked.set()
            self.released.wait(180)
        links = "".join(f"<a href='page/{n}'>หน้า {n}</a>" for n in range(3)) if request.path.endswith("/") else ""
        return Response(PAGE.format(f"หน่วยงาน {request.path}", links), content_type="text/html; charset=utf-8")


class _Any(str):
    """Equal to every path."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


@pytest.fixture
def site() -> Iterator[Callable[[int], Site]]:
    """Make a site at ``127.0.0.N``."""
    with ExitStack() as stack:
        made: list[Site] = []

        def make(number: int) -> Site:
            server = HTTPServer(host=f"127.0.0.{number}", threaded=True)
            stack.enter_context(server)
            made.append(Site(server))
            return made[-1]

        yield make
        for one in made:
            one.released.set()


def lay_out(folder: Path, sites: dict[str, str], limits: str = "at_a_time = 2") -> Path:
    """A province's folder with these agencies and their websites."""
    folder.mkdir()
    (folder / "province.toml").write_text(TOML.format(limits=limits), encoding="utf-8")
    rows = [f"{code},หน่วยงาน {code},other,unit,{url},,{code}@test.example," for code, url in sites.items()]
    header = "code,name,kind,role,website,parent,contact,groups"
    (folder / "agencies.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return folder


def start(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "from crawler.commands.oit import main; main()", "nightly", str(folder)]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def turns(folder: Path) -> dict[str, tuple[str, str]]:
    """State and detail of each agency's turn in the newest night."""
    sql = "SELECT agency, state, detail FROM night_agencies WHERE night_id = (SELECT max(id) FROM nights)"
    return {agency: (state, detail) for agency, state, detail in rows(folder, sql)}


def rows(folder: Path, sql: str) -> list[Any]:
    connection = sqlite3.connect(folder / "oit.db")
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def until(what: Callable[[], object]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + 180
    while not what():
        assert time.monotonic() < end
        time.sleep(0.05)


def crawls() -> list[psutil.Process]:
    """The crawls of a night that goes on in this process: what its server has forked."""
    found = []
    for server in psutil.Process().children():
        with suppress(psutil.Error):  # gone meanwhile
            found += [one for one in server.children() if "crawler.office.nightly.warm" in " ".join(one.cmdline())]
    return found


def nightly(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["nightly", *arguments, "--lang", "en"])
    return result.exit_code, result.output


def test_a_night_crawls_all_and_never_two_agencies_of_one_server_at_once(
    tmp_path: Path, site: Callable[[int], Site]
) -> None:
    shared = site(12)
    sites = {
        "one": f"{shared.base}/one/",
        "two": f"{shared.base}/two/",
        "dead": "http://127.0.0.13:9/",
    }
    folder = lay_out(tmp_path / "p", sites, "at_a_time = 4")
    code, said = nightly(str(folder))
    assert code == OK, said
    assert turns(folder) == {
        "one": ("done", ""),
        "two": ("done", ""),
        "dead": ("done", "nothing-read"),
    }
    assert rows(folder, "SELECT outcome FROM nights") == [("done",)]
    assert rows(folder, "SELECT count(*) FROM latest_items") == [(3 * 43,)]
    visits = [path.split("/")[1] for path in shared.asked if path.startswith(("/one", "/two"))]
    assert visits == sorted(visits)
    assert len(set(visits)) == 2
    pages = {path.stem for path in load_province(folder).out.glob("*.html")}
    assert {page for page in pages if not page.startswith("item-")} == {"index", *sites}
    log = (folder / "logs" / "nightly.log").read_text(encoding="utf-8").splitlines()
    assert [line.split(" event=")[1].split()[0] for line in log] == [
        "began",
        "rejudge",
        *["agency"] * 3,
        "notices",
        "prune",
        "ended",
    ]
    (line,) = [line for line in log if "agency=two " in line]
    for part in ("state=done", "exit=0", "pages=4", "documents=0", "met=", "unreachable="):
        assert part in line


def test_what_a_killed_night_left_is_finished_and_nothing_is_repeated(
    tmp_path: Path, site: Callable[[int], Site]
) -> None:
    quick, slow = site(21), site(22)
    sites = {"quick": f"{quick.base}/", "slow": f"{slow.base}/slow/", "waiting": f"{slow.base}/waiting/"}
    folder = lay_out(tmp_path / "p", sites)
    going = start(folder)
    until(slow.slow_asked.is_set)
    until(lambda: turns(folder)["quick"] == ("done", ""))
    crawls = psutil.Process(going.pid).children(recursive=True)
    assert crawls
    going.kill()
    going.communicate()
    _, alive = psutil.wait_procs(crawls, timeout=10)
    assert [one for one in alive if one.is_running() and one.status() != psutil.STATUS_ZOMBIE] == []
    assert turns(folder) == {"quick": ("done", ""), "slow": ("running", ""), "waiting": ("waiting", "")}
    assert (folder / NAME).exists()
    asked = len(quick.asked)
    slow.released.set()
    code, said = nightly(str(folder))
    assert code == OK, said
    assert turns(folder) == dict.fromkeys(sites, ("done", ""))
    assert len(quick.asked) == asked
    assert not (folder / NAME).exists()
    assert rows(folder, "SELECT outcome FROM nights") == [("done",)]
    runs = rows(folder, "SELECT agency, outcome FROM runs ORDER BY agency, started_at")
    assert runs == [("quick", "finished"), ("slow", "failed"), ("slow", "finished"), ("waiting", "finished")]
    with Store(folder / "oit.db") as store:
        assert {run.outcome for run in store.latest_runs()} == {"finished"}
        assert len(store.latest_judged()) == 3


def test_a_night_that_was_killed_after_its_crawls_is_ended_without_new_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = lay_out(tmp_path / "p", {"dead": "http://127.0.0.81:9/"})

    def die(*_: object) -> Facts:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(night, "AFTERWARDS", (("prune", die),))
        with pytest.raises(SystemExit):
            hold_night(Voice("en"), load_province(folder), Asked())
    assert turns(folder) == {"dead": ("done", "nothing-read")}
    assert (folder / NAME).exists()
    code, said = nightly(str(folder))
    assert code == OK, said
    assert rows(folder, "SELECT outcome FROM nights") == [("done",)]
    assert rows(folder, "SELECT count(*) FROM runs") == [(1,)]
    assert not (folder / NAME).exists()


def test_a_night_of_some_agencies_neither_hides_nor_makes_a_cut_off_night_of_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = lay_out(tmp_path / "p", {"dead": "http://127.0.0.82:9/"})

    def die(*_: object) -> Facts:
        raise SystemExit

    def killed(*agencies: str) -> None:
        monkeypatch.setattr(night, "AFTERWARDS", (("prune", die),))
        with pytest.raises(SystemExit):
            hold_night(Voice("en"), load_province(folder), Asked(agencies))

    killed("dead")
    assert not (folder / NAME).exists()
    killed()
    monkeypatch.undo()
    assert nightly(str(folder), "--agency", "dead")[0] == OK
    assert (folder / NAME).exists()
    assert nightly(str(folder))[0] == OK
    assert not (folder / NAME).exists()
    assert rows(folder, "SELECT outcome FROM nights ORDER BY id") == [("done",), ("done",)]
    assert rows(folder, "SELECT agency, night_id FROM runs ORDER BY night_id") == [("dead", 1), ("dead", 2)]


def test_a_night_that_is_told_to_stop_keeps_what_it_has_and_can_be_resumed(
    tmp_path: Path, site: Callable[[int], Site]
) -> None:
    slow = site(31)
    folder = lay_out(tmp_path / "p", {"slow": f"{slow.base}/slow/", "waiting": f"{slow.base}/waiting/"})
    going = start(folder)
    until(slow.slow_asked.is_set)
    going.send_signal(signal.SIGTERM)
    until(lambda: "Received SIGINT" in (folder / "logs" / "crawls" / "slow.log").read_text(encoding="utf-8"))
    slow.released.set()
    said = going.communicate(timeout=180)[0]
    assert going.returncode == INTERRUPTED, said
    assert turns(folder) == {"slow": ("waiting", ""), "waiting": ("waiting", "")}
    assert rows(folder, "SELECT agency, outcome FROM runs") == [("slow", "interrupted")]
    assert rows(folder, "SELECT count(*) FROM latest_items") == [(43,)]
    assert (load_province(folder).out / "slow.html").exists()
    with Store(folder / "oit.db") as store:
        assert len(store.nights.unended()) == 1


def test_a_crawl_whose_time_is_over_is_killed(tmp_path: Path, site: Callable[[int], Site]) -> None:
    folder = lay_out(tmp_path / "p", {"endless": f"{site(41).base}/slow/"})
    province = msgspec.structs.replace(load_province(folder), limits=Limits(agency_minutes=0.08))
    assert hold_night(Voice("en"), province, Asked(), Times(closing=0, grace=0.5)) == PARTIAL
    assert turns(folder) == {"endless": ("failed", "killed-time")}
    assert rows(folder, "SELECT outcome FROM nights") == [("partial",)]
    assert set(rows(folder, "SELECT outcome FROM runs")) <= {("failed",)}  # none where the machine was slow to begin


def test_when_the_night_is_over_the_rest_is_left(tmp_path: Path, site: Callable[[int], Site]) -> None:
    quick = site(51)
    folder = lay_out(tmp_path / "p", {"a": f"{quick.base}/", "b": f"{quick.base}/b/"})
    province = msgspec.structs.replace(load_province(folder), limits=Limits(night_minutes=0))
    assert hold_night(Voice("en"), province, Asked()) == PARTIAL
    assert turns(folder) == dict.fromkeys("ab", ("left", "night-over"))
    assert quick.asked == []


def test_a_crawl_that_dies_is_tried_again_but_not_for_ever(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "p", {"poison": "http://127.0.0.61:9/"})
    killed: set[int] = set()
    over = threading.Event()

    def kill_crawls() -> None:
        while not over.wait(0.02):
            for crawl in crawls():
                if crawl.pid not in killed:
                    killed.add(crawl.pid)
                    crawl.kill()

    killer = threading.Thread(target=kill_crawls)
    killer.start()
    try:
        code, said = nightly(str(folder))
    finally:
        over.set()
        killer.join()
    assert code == PARTIAL, said
    assert len(killed) == MAX_ATTEMPTS
    assert turns(folder) == {"poison": ("failed", "crashed-repeatedly")}


def test_a_night_that_reads_nothing_at_all_is_not_done(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "p", {"a": "http://127.0.0.65:9/", "b": "http://127.0.0.66:9/"})
    code, said = nightly(str(folder))
    assert code == PARTIAL, said
    assert turns(folder) == dict.fromkeys("ab", ("done", "nothing-read"))
    assert rows(folder, "SELECT outcome FROM nights") == [("partial",)]


def test_a_second_night_does_nothing_while_the_first_goes_on(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "p", {"a": "http://127.0.0.71:9/"})
    with locked(folder, bangkok_now()):
        code, said = nightly(str(folder))
    assert code == BUSY
    assert f"process {psutil.Process().pid}" in said
    assert not (folder / "oit.db").exists()


def test_what_cannot_be_done_is_refused_before_anything_starts(tmp_path: Path) -> None:
    assert nightly(str(tmp_path / "nowhere"))[0] == BAD_INPUT
    folder = lay_out(tmp_path / "p", {"a": "http://127.0.0.71:9/"})
    assert nightly(str(folder), "--agency", "b")[0] == BAD_INPUT
    assert nightly(str(folder), "-s", "nonsense")[0] == BAD_INPUT
    assert nightly(str(folder), "-s", "OIT_OCR_SECONDS=soon")[0] == BAD_INPUT
    assert not (folder / "oit.db").exists()
    (folder / "oit.db").write_text("this is no database")
    assert nightly(str(folder))[0] == BAD_INPUT
    assert (folder / "oit.db").read_text() == "this is no database"
