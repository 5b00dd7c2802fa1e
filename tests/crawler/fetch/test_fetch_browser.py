"""The browser with pages that need it and pages that mean harm, over real HTTP on loopback."""

from __future__ import annotations

import asyncio
import io
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest
from PIL import Image
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from checks.evidence import Document
from crawler.fetch.browser import Answer, Browser, Browsers, Rendered
from crawler.fetch.browser.processes import executable
from crawler.read import read

ROOT = Path(__file__).resolve().parents[3]
PAGES = ROOT / "fixtures" / "scripts"
TYPES = {".html": "text/html", ".js": "text/javascript", ".json": "application/json"}
SECONDS = 20.0
"""For pages that come to rest; those that never do get fewer."""

HANGING = 8.0

pytestmark = pytest.mark.skipif(not executable(""), reason="no Chromium on this machine")


def serve(request: Request) -> Response:
    """A file of the folder; what hangs hangs for longer than a page may take."""
    if request.path.startswith("/hang"):
        time.sleep(HANGING)
    path = PAGES / request.path.lstrip("/")
    if not path.is_file():
        return Response("none", 404)
    return Response(path.read_bytes(), 200, content_type=TYPES[path.suffix])


def get(url: str, headers: dict[str, str]) -> Answer:
    try:
        request = urllib.request.Request(url, headers=headers)  # noqa: S310 - our own server
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            return Answer(answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, {}, error.read())
    except OSError:
        return Answer(0, {}, b"")


class Bench:
    """A browser, the loop it lives in, and what its pages asked our function for."""

    def __init__(self, runner: asyncio.Runner, server: HTTPServer) -> None:
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.base = server.url_for("").rstrip("/")
        self._runner = runner
        self.browser = Browser(self._fetch, seconds=SECONDS)

    async def _fetch(self, url: str, headers: dict[str, str]) -> Answer:
        self.asked.append(url)
        self.headers.append(headers)
        return await asyncio.to_thread(get, url, headers) if url.startswith(self.base) else Answer(0, {}, b"")

    def draw(
        self, name: str, *, at: str = "", screenshot: bool = False, replace: str = "", seconds: float = SECONDS
    ) -> Rendered:
        """Draw a page of the folder as if it had come from ``at``."""
        self.asked.clear()
        self.browser._seconds = seconds
        body = (PAGES / f"{name}.html").read_bytes().replace(b"DATA", replace.encode())
        url = self.base + (at or f"/{name}.html")
        return self._runner.run(self.browser.render(url, body, {"content-type": "text/html"}, screenshot=screenshot))


@pytest.fixture(scope="module")
def bench(module_server: HTTPServer) -> Iterator[Bench]:
    """One browser for all tests."""
    module_server.expect_request(re.compile(".*")).respond_with_handler(serve)
    with asyncio.Runner() as runner:
        made = Bench(runner, module_server)
        yield made
        runner.run(made.browser.close())


def document(drawn: Rendered) -> Document:
    return read(drawn.html.encode(), url=drawn.final_url, final_url="", content_type="text/html; charset=utf-8")


def texts(drawn: Rendered) -> list[str]:
    return [b.text for b in document(drawn).blocks if b.kind in ("heading", "paragraph", "item", "cell")]


def links(drawn: Rendered, bench: Bench) -> dict[str, str]:
    return {b.href.removeprefix(bench.base): b.text for b in document(drawn).blocks if b.kind == "link"}


# What a visitor sees


def test_hash_routes_become_links_and_the_page_is_where_it_was(bench: Bench) -> None:
    drawn = bench.draw("hash-routes")
    assert links(drawn, bench) == {
        "/hash-routes.html#/news": "ข่าวทั้งหมด", "/hash-routes.html#/plan": "แผนงาน",
    }  # fmt: skip
    assert [(r.url.partition("#")[2], r.words) for r in drawn.routes] == [("/news", "ข่าว"), ("/plan", "แผนงาน")]
    assert "ยินดีต้อนรับสู่ตำบลบ้านสวน" in texts(drawn)
    assert "ข่าวประชาสัมพันธ์ของตำบล" not in drawn.html.partition("<script>")[0]
    assert drawn.final_url.endswith("/hash-routes.html")


def test_a_hash_route_shows_its_own_page(bench: Bench) -> None:
    drawn = bench.draw("hash-routes", at="/hash-routes.html#/plan")
    assert drawn.final_url.endswith("#/plan")
    assert "แผนปฏิบัติราชการประจำปี" in texts(drawn)


def test_history_routes_become_links(bench: Bench) -> None:
    drawn = bench.draw("history-routes", at="/")
    assert {r.url.removeprefix(bench.base): r.words for r in drawn.routes} == {"/news": "ข่าว", "/plan": "แผนงาน"}
    assert links(drawn, bench) == {"/news": "ข่าว", "/plan": "แผนงาน"}
    assert "ยินดีต้อนรับสู่ตำบลบ้านสวน" in texts(drawn)


def test_a_history_route_shows_its_own_page_and_known_menus_are_linked(bench: Bench) -> None:
    bench.draw("history-routes", at="/")
    drawn = bench.draw("history-routes", at="/plan")
    assert "แผนปฏิบัติราชการประจำปี" in texts(drawn)
    assert links(drawn, bench)["/news"] == "ข่าว"


def test_content_that_a_script_fetches_is_read(bench: Bench) -> None:
    drawn = bench.draw("data")
    assert links(drawn, bench) == {"/news/1": "ประชุมประชาคมหมู่บ้านประจำปี 2565", "/news/2": "รับสมัครพนักงานจ้าง"}
    assert not any(note.startswith("browser-loading") for note in drawn.notes)


def test_scripts_are_fetched_once_for_all_pages_and_data_for_each(bench: Bench) -> None:
    bench.draw("data")
    bench.draw("data")
    assert [url.rpartition("/")[2] for url in bench.asked] == ["news.json"]


def test_our_function_gets_the_headers_that_belong_to_the_request_only(bench: Bench) -> None:
    bench.draw("data")
    assert bench.headers[-1]["referer"].startswith(bench.base)
    assert not {"user-agent", "cookie", "host", "accept-encoding"} & set(bench.headers[-1])


def test_every_tab_is_read_under_its_name(bench: Bench) -> None:
    drawn = bench.draw("tabs")
    found = texts(drawn)
    for month, row in (("ตุลาคม", "จ้างซ่อมถนน"), ("พฤศจิกายน", "ซื้อวัสดุสำนักงาน"), ("ธันวาคม", "จ้างทำป้าย")):
        headings = [n for n, said in enumerate(found) if said == month and found[n + 1] == row]
        assert headings, (month, found)


def test_tabs_keep_their_order_and_panes_that_say_the_same_stay_apart(bench: Bench) -> None:
    none = "ไม่มีการจัดซื้อจัดจ้างในเดือนนี้"
    wanted = [("ต.ค. 64", "ซื้อกระดาษถ่ายเอกสาร"), ("พ.ย. 64", none), ("ธ.ค. 64", none), ("ม.ค. 65", "จ้างทำป้าย")]
    found = texts(bench.draw("months"))
    assert [p for p in pairwise(found) if p in wanted] == wanted
    assert found.count("จ้างทำป้าย") == 1


def test_more_is_loaded_until_there_is_no_more(bench: Bench) -> None:
    drawn = bench.draw("months")
    posts = [said for said in texts(drawn) if said.startswith("ข่าวที่")]
    assert posts == [f"ข่าวที่ {n}" for n in range(1, 13)]
    assert "ลงคะแนนแล้ว" not in drawn.html.partition("<script>")[0]


def test_a_page_that_polls_does_not_cost_its_whole_time(bench: Bench) -> None:
    begun = time.monotonic()
    drawn = bench.draw("months")
    assert "browser-busy" not in drawn.notes
    assert time.monotonic() - begun < SECONDS / 2


def test_what_opens_is_opened_and_counters_are_no_news(bench: Bench) -> None:
    drawn = bench.draw("tabs")
    assert {"ที่กองคลัง ชั้น 1", "08.30–16.30 น."} <= set(texts(drawn))
    assert drawn.html.count("ผู้เข้าชม") == 2  # the counter and its script
    assert drawn.state == "ok"
    assert "browser-busy" not in drawn.notes


def test_menus_open_and_nothing_is_sent(bench: Bench, module_server: HTTPServer) -> None:
    drawn = bench.draw("menus")
    found = links(drawn, bench)
    assert found["/history"] == "ประวัติความเป็นมา"
    assert found["/files/annex-5.pdf"] == "ดูเอกสารแนบ"
    assert "ข้อความส่วนที่เหลือ" in texts(drawn)
    assert [r for r, _ in module_server.log if r.method != "GET" or r.path == "/save"] == []
    assert not any("/save" in route.url for route in drawn.routes)


def test_shadow_trees_and_inner_frames_are_written_down(bench: Bench) -> None:
    drawn = bench.draw("inside")
    assert {"ข้อความในเงา", "ข้อความในกรอบ"} <= set(texts(drawn))
    assert any("ข้อความนอก" in said for said in texts(drawn))
    frames = [b.href for b in document(drawn).blocks if b.kind == "widget"]
    assert frames == [f"{bench.base}/frame.html"]
    assert bench.asked == []


def test_bytes_in_thai_encodings_are_decoded_as_the_reader_does(bench: Bench) -> None:
    async def draw() -> Rendered:
        body = "<title>ก</title><p id=p></p><script>document.querySelector('#p').textContent='สำนักงานจังหวัด'</script>"
        return await bench.browser.render(
            f"{bench.base}/t", body.encode("cp874"), {"content-type": "text/html; charset=utf-8"}
        )

    assert texts(bench._runner.run(draw())) == ["สำนักงานจังหวัด"]


def test_a_picture_is_bounded_in_height(bench: Bench) -> None:
    drawn = bench.draw("picture", screenshot=True)
    picture = Image.open(io.BytesIO(drawn.png)).convert("RGB")
    assert picture.size == (1280, 8000)
    assert picture.getpixel((600, 4000)) == (0, 170, 0)
    assert bench.draw("picture").png == b""


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
