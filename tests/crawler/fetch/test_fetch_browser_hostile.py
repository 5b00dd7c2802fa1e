"""The browser with pages that never end and pages that mean harm, over real HTTP on loopback."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import psutil
import pytest
from pytest_httpserver import HTTPServer

from crawler.fetch.browser import Answer, Browser, Browsers, Rendered
from crawler.fetch.browser.processes import executable
from tests.crawler.fetch.drawing import HANGING, PAGES, ROOT, Bench, links, texts

pytestmark = pytest.mark.skipif(not executable(""), reason="no Chromium on this machine")


# Pages that never end


def test_a_page_that_never_rests_is_taken_as_it_is(bench: Bench) -> None:
    drawn = bench.draw("polling", seconds=6)
    assert drawn.state == "ok"
    assert "browser-busy" in drawn.notes
    assert "คิวที่ 1" in texts(drawn)


def test_what_hangs_beside_a_page_does_not_lose_it(bench: Bench) -> None:
    drawn = bench.draw("hanging", seconds=6)
    assert "ประกาศงบประมาณ" in texts(drawn)
    assert "ข้อความจากสคริปต์" in drawn.html.partition("<script>")[2].partition("</script>")[2]
    assert "browser-failed:1" in drawn.notes


def test_an_endless_script_costs_its_time_and_its_process(bench: Bench) -> None:
    before = {p.pid for p in psutil.process_iter()}
    drawn = bench.draw("endless", seconds=3)
    assert drawn.state == "timeout"
    assert drawn.notes == ("browser-timeout",)
    assert left_behind(before) == []
    assert bench.draw("data").state == "ok"


def test_a_page_that_hangs_when_clicked_keeps_what_it_showed(bench: Bench) -> None:
    drawn = bench.draw("endless-later", seconds=6)
    assert drawn.state == "timeout"
    assert "ข้อมูลก่อนค้าง" in texts(drawn)


def test_a_page_that_hangs_takes_none_of_those_beside_it(bench: Bench) -> None:
    begun: list[str] = []

    async def draw() -> list[Rendered]:
        browsers = Browsers(bench._fetch, at_a_time=2, seconds=HANGING / 2)
        pages = {name: (PAGES / f"{name}.html").read_bytes() for name in ("endless", "data")}
        try:
            return await asyncio.gather(*(
                browsers.render(f"{bench.base}/{name}.html", body, {}, begun=partial(begun.append, name))
                for name, body in pages.items()
            ))  # fmt: skip
        finally:
            await browsers.close()

    endless, data = bench._runner.run(draw())
    assert (endless.state, data.state) == ("timeout", "ok")
    assert "รับสมัครพนักงานจ้าง" in data.html
    assert begun == ["endless", "data"]


def test_a_greedy_page_dies_and_the_next_one_lives(bench: Bench) -> None:
    assert bench.draw("greedy", seconds=8).state in ("crashed", "timeout")
    assert bench.draw("data").state == "ok"


def test_a_page_that_takes_too_much_memory_is_ended(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as limit:
        limit.setattr("crawler.fetch.browser.browser.HEAVIEST", 1)
        assert bench.draw("polling").state in ("crashed", "timeout")  # a killed browser may also just not answer
    assert bench.draw("data").state == "ok"


def test_a_large_page_is_read_to_its_end(bench: Bench) -> None:
    drawn = bench.draw("large")
    assert "บรรทัดที่ 39999 " in drawn.html
    assert len(drawn.html.encode()) > 5_000_000


def left_behind(before: set[int]) -> list[str]:
    """Browser processes of ours that are new, or still busy after their page was given up."""
    ours = psutil.Process().children(recursive=True)
    return [
        p.name() for p in ours if "chrom" in p.name() and p.pid not in before and p.status() != psutil.STATUS_ZOMBIE
    ]


# Pages that mean harm


def test_questions_are_answered_with_no(bench: Bench) -> None:
    drawn = bench.draw("alerts")
    assert drawn.state == "ok"
    assert "browser-dialog" in drawn.notes
    assert "ตอบว่าไม่" in texts(drawn)


@pytest.mark.parametrize(("name", "target"), [("leaves", "/home.html"), ("refresh", "/refresh.html?again")])
def test_a_page_that_leaves_stays_and_tells_where_to(bench: Bench, name: str, target: str) -> None:
    drawn = bench.draw(name)
    assert drawn.state == "ok"
    assert drawn.final_url == f"{bench.base}/{name}.html"
    assert f"{bench.base}{target}" in [route.url for route in drawn.routes]
    assert target in links(drawn, bench)
    assert bench.asked == []


def test_windows_and_downloads_are_told_and_not_taken(bench: Bench) -> None:
    drawn = bench.draw("opens")
    assert f"browser-popup:{bench.base}/popup.html" in drawn.notes
    assert any(note.startswith("browser-download:blob:") for note in drawn.notes)
    led_to = {"/files/plan.pdf", "/other.html", "/popup.html"}
    assert {route.url.removeprefix(bench.base) for route in drawn.routes} == led_to
    assert led_to <= set(links(drawn, bench))
    assert bench.asked == []


def test_nothing_is_ever_sent(bench: Bench, module_server: HTTPServer) -> None:
    drawn = bench.draw("posts")
    assert "แบบฟอร์ม" in texts(drawn)
    assert any(note.startswith("browser-refused:") for note in drawn.notes)
    assert [r.path for r, _ in module_server.log if r.path == "/save"] == []


class Listener(NamedTuple):
    """A place on this machine that counts who comes."""

    place: str
    visits: list[str]


@pytest.fixture
def listener() -> Iterator[Listener]:
    """A port that nobody but our own function may reach, over TCP and UDP."""
    stream, visits = socket.create_server(("127.0.0.1", 0)), list[str]()
    datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    datagrams.bind(stream.getsockname())

    def watch(take: Callable[[], object], kind: str) -> None:
        try:
            while take():
                visits.append(kind)
        except OSError:
            return

    for take, kind in ((stream.accept, "tcp"), (lambda: datagrams.recvfrom(2048), "udp")):
        threading.Thread(target=watch, args=(take, kind), daemon=True).start()
    yield Listener(f"127.0.0.1:{stream.getsockname()[1]}", visits)
    stream.close()
    datagrams.close()


def test_nothing_reaches_the_network_but_through_our_function(bench: Bench, listener: Listener) -> None:
    drawn = bench.draw("reaches", replace=listener.place)
    assert f"http://{listener.place}/inside" in bench.asked
    assert "http://169.254.169.254/latest/meta-data/" in bench.asked
    assert {url for url in bench.asked if not url.endswith(("/inside", "/worker", "/meta-data/"))} == set()
    assert "ลงทะเบียนแล้ว" not in drawn.html.partition("<script>")[0]
    assert listener.visits == []


def test_a_killed_crawl_leaves_no_browser() -> None:
    process = subprocess.Popen([sys.executable, "-c", HANGS], stdout=subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None
    assert process.stdout.readline() == b"drawing\n"
    ours = psutil.Process(process.pid).children(recursive=True)  # the driver and the browser
    process.kill()
    process.communicate()
    assert len(ours) > 1
    _, alive = psutil.wait_procs(ours, timeout=10)
    assert [p for p in alive if p.is_running() and p.status() != psutil.STATUS_ZOMBIE] == []


HANGS = """
import asyncio
from crawler.fetch.browser import Answer, Browser

async def fetch(url, headers):
    print("drawing", flush=True)
    return Answer(0, {}, b"")

page = b"<p>x<script src='/told.js'></script><script>while (true) {}</script>"
asyncio.run(Browser(fetch, seconds=60).render("http://x.example/", page, {}))
"""


def test_no_browser_is_a_reason_and_no_crash(module_server: HTTPServer) -> None:
    async def draw() -> Rendered:
        async def nothing(_url: str, _headers: dict[str, str]) -> Answer:
            return Answer(0, {}, b"")

        browser = Browser(nothing, executable="/no/such/browser")
        drawn = await browser.render(module_server.url_for("/"), b"<p>x", {})
        await browser.close()
        return drawn

    drawn = asyncio.run(draw())
    assert drawn.state == "missing"
    assert drawn.notes == ("browser-missing:no-executable",)
