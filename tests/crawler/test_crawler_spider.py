"""The real spider on a small bad-mannered site: every address asked for ends as page, document or failure."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Callable
from re import compile as pattern

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.crawler.running import Crawl, Crawler

LOST = "ขออภัย ทางเว็บไซต์ไม่มีข้อมูลในส่วนที่ท่านเรียกดู กรุณากลับไปยังหน้าหลักแล้วลองใหม่อีกครั้ง " * 3
LINKS = (
    ("/structure", "โครงสร้างองค์กร"),
    ("/gone", "ข่าวเก่า"),
    ("/closed", "เฉพาะเจ้าหน้าที่"),
    ("/secret/plan", "ห้ามเข้า"),
    ("/round", "วนไปวนมา"),
    ("/empty.pdf", "ไฟล์ว่าง"),
    ("/bomb", "ใหญ่มาก"),
    ("/shaky", "ล้มครั้งแรก"),
    ("/broken", "ล้มตลอด"),
    ("/busy", "รอสักครู่"),
    ("/members", "สมาชิก"),
    ("/moved", "ย้ายแล้ว"),
    ("/no-such", "ไม่มีจริง"),
    ("/plan.pdf", "แผน"),
    ("/structure?print=1", "พิมพ์"),
    ("/calendar?year=2030&month=2", "เดือนถัดไป"),
    ("ftp://files.test/x", "ftp"),
)


@pytest.fixture(scope="module")
def base(module_server: HTTPServer, html: Callable[..., str]) -> str:
    """The site's origin."""
    asked: dict[str, int] = {}

    def answer(request: Request) -> Response:
        path = request.path
        asked[path] = asked.get(path, 0) + 1
        first = asked[path] == 1
        pages = {
            "/": html("เทศบาลตำบลหนองบัวทอง", *LINKS),
            "/structure": html("โครงสร้างองค์กร", ("/deep", "หน้าถัดไป"), text="สำนักปลัด กองคลัง กองช่าง"),
            "/deep": html("หน้าถัดไป", text="ข้อมูลเพิ่มเติมของหน่วยงาน"),
            "/new": html("หน้าใหม่", text="ย้ายมาที่นี่แล้ว"),
            "/login": "<html><title>เข้าสู่ระบบ</title><body><form><input name=u><input type=password></form></body>",
        }
        if path in pages:
            return Response(pages[path], content_type="text/html")
        special: dict[str, Callable[[], Response]] = {
            "/robots.txt": lambda: Response("User-agent: *\nDisallow: /secret/\n", content_type="text/plain"),
            "/gone": lambda: Response(status=410),
            "/closed": lambda: Response(status=403),
            "/round": lambda: Response(status=302, headers={"Location": "/round"}),
            "/empty.pdf": lambda: Response(b"", content_type="application/pdf"),
            "/bomb": lambda: Response(gzip.compress(b"\0" * 3_000_000), headers={"Content-Encoding": "gzip"}),
            "/shaky": lambda: Response(status=500) if first else Response(html("หายแล้ว"), content_type="text/html"),
            "/broken": lambda: Response(status=503),
            "/busy": lambda: (
                Response(status=429, headers={"Retry-After": "1"})
                if first
                else Response(html("ว่างแล้ว"), content_type="text/html")
            ),
            "/members": lambda: Response(status=302, headers={"Location": "/login"}),
            "/moved": lambda: Response(status=301, headers={"Location": "/new"}),
            "/plan.pdf": lambda: Response(b"%PDF-1.4\nnot really", content_type="application/pdf"),
            "/sitemap.xml": lambda: Response(f"<urlset><url><loc>{origin}/deep</loc></url></urlset>"),
        }
        if path in special:
            return special[path]()
        return Response(html("เทศบาลตำบลหนองบัวทอง", text=LOST), content_type="text/html")

    module_server.expect_request(pattern(".*")).respond_with_handler(answer)
    origin = module_server.url_for("").rstrip("/")
    return origin


@pytest.fixture(scope="module")
def crawl(base: str, module_crawler: Crawler) -> Crawl:
    """One crawl of it."""
    return module_crawler.run(
        f"url={base}/", "as_of=2022-04-25", "agency=nong-bua-thong", settings={"DOWNLOAD_MAXSIZE": "1000000"}
    )


def test_line_runs_to_its_end(crawl: Crawl) -> None:
    assert crawl.code == 0, crawl.said
    assert (crawl.out / "index.html").exists()
    with sqlite3.connect(crawl.database) as database:
        assert database.execute("select count(*) from latest_items where agency = 'nong-bua-thong'").fetchone() == (43,)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", "page"), ("/structure", "page"), ("/deep", "page"), ("/plan.pdf", "document"), ("/moved", "page"),
        ("/shaky", "page"), ("/busy", "page"),
        ("/gone", "http-410"), ("/closed", "http-403"), ("/secret/plan", "robots"), ("/round", "redirect-loop"),
        ("/empty.pdf", "empty"), ("/bomb", "too-large"), ("/broken", "http-5xx"), ("/members", "login"),
        ("/no-such", "soft-404"),
    ],
)  # fmt: skip
def test_every_address_ends_as_something(crawl: Crawl, base: str, path: str, expected: str) -> None:
    record = crawl.by_path(base)[path]
    assert record.get("cause", record["type"]) == expected


def test_nothing_else_was_asked_for(crawl: Crawl, base: str) -> None:
    asked = {path for path in crawl.by_path(base) if path.startswith("/")}
    assert asked == {href for href, _ in LINKS if href.startswith("/") and "?" not in href} | {"/", "/deep"}


def test_redirects_keep_both_addresses(crawl: Crawl, base: str) -> None:
    assert crawl.by_path(base)["/moved"]["final_url"] == f"{base}/new"


def test_transient_failures_are_asked_twice_and_others_once(crawl: Crawl, base: str) -> None:
    records = crawl.by_path(base)
    assert records["/broken"]["attempts"] == 2
    assert records["/gone"]["attempts"] == 1


def test_why_each_was_asked(crawl: Crawl, base: str) -> None:
    records = crawl.by_path(base)
    assert records["/"]["reason"] == "start"
    assert records["/structure"]["reason"] == "words:O1"
    assert records["/gone"]["reason"] == "link"
    assert records["/gone"]["referrer"] == f"{base}/"


def test_database_holds_the_same(crawl: Crawl) -> None:
    with sqlite3.connect(crawl.database) as database:
        stored = {url for (url,) in database.execute("select url from pages union select url from failures")}
    assert stored == {record["url"] for record in crawl.records}


def test_agent_says_who_it_is(module_server: HTTPServer, crawl: Crawl) -> None:
    assert crawl.records
    agents = {request.headers["User-Agent"] for request, _ in module_server.log}
    assert {agent.partition("/")[0] for agent in agents} == {"OITCrawler"}
