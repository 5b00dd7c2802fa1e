"""Bad input and bad luck: a clear message, the right exit code, nothing that was gathered lost."""

from __future__ import annotations

import signal
import socket
import sqlite3
import ssl
import time
from collections.abc import Callable
from pathlib import Path
from re import compile as pattern

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.crawler.running import Crawler, expired_certificate


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.mark.parametrize("arguments", [(), ("url=http://x.go.th", "colour=red"), ("url=no address",)])
def test_bad_arguments_say_so_without_a_traceback(crawler: Crawler, arguments: tuple[str, ...]) -> None:
    crawl = crawler.run(*arguments)
    assert crawl.code == 2
    assert "Traceback" not in crawl.said
    assert any("\u0e00" < letter < "\u0e7f" for letter in crawl.said)
    assert not crawl.database.exists()


def test_dead_host_still_leaves_a_database_and_a_report(crawler: Crawler) -> None:
    crawl = crawler.run(f"url=http://127.0.0.1:{free_port()}/", "agency=dead")
    assert crawl.code == 3
    assert "Traceback" not in crawl.said
    assert [record["cause"] for record in crawl.records] == ["connection"]
    assert (crawl.out / "index.html").exists()
    with sqlite3.connect(crawl.database) as database:
        statuses = {s for (s,) in database.execute("select status from latest_items")}
    assert "unmet" not in statuses
    assert "met" not in statuses


def test_private_addresses_are_refused_unless_allowed(crawler: Crawler, server: HTTPServer) -> None:
    crawl = crawler.run(f"url={server.url_for('/')}", settings={"OIT_ALLOW_PRIVATE": "0"})
    assert crawl.code == 3
    assert [(r["cause"], r["owner"]) for r in crawl.records] == [("address-refused", "us")]
    assert server.log == []


def test_name_that_leads_to_a_private_address_is_refused(crawler: Crawler, server: HTTPServer) -> None:
    crawl = crawler.run(f"url=http://localhost:{server.port}/", settings={"OIT_ALLOW_PRIVATE": "0"})
    assert [r["cause"] for r in crawl.records] == ["address-refused"]
    assert server.log == []


@pytest.fixture
def slow_site(server: HTTPServer, html: Callable[..., str]) -> str:
    """A site of sixty pages that takes its time."""

    def answer(request: Request) -> Response:
        if request.path == "/robots.txt":
            return Response(status=404)
        time.sleep(0.1 if request.path != "/" else 0)
        links = [(f"/{n}", f"หน้า {n}") for n in range(60)] if request.path == "/" else []
        return Response(html(request.path, *links, text=f"ข้อความ {request.path}"), content_type="text/html")

    server.expect_request(pattern(".*")).respond_with_handler(answer)
    return str(server.url_for("/"))


def test_interrupted_crawl_is_stored_judged_and_reported(crawler: Crawler, server: HTTPServer, slow_site: str) -> None:
    process = crawler.start(f"url={slow_site}", "agency=slow")
    until = time.monotonic() + 60
    while len(server.log) < 8 and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    crawl = crawler.finish(process)
    assert crawl.code == 130, crawl.said
    assert 3 < len(crawl.records) < 60
    assert (crawl.out / "index.html").exists()
    with sqlite3.connect(crawl.database) as database:
        assert database.execute("select count(*) from latest_items").fetchone() == (43,)
        assert database.execute("select count(*) from pages").fetchone() == (len(crawl.records),)


def test_second_interruption_keeps_what_was_gathered(crawler: Crawler, server: HTTPServer, slow_site: str) -> None:
    process = crawler.start(f"url={slow_site}", "agency=slow")
    until = time.monotonic() + 60
    while len(server.log) < 8 and time.monotonic() < until:
        time.sleep(0.05)
    for _ in range(2):
        process.send_signal(signal.SIGINT)
        time.sleep(0.05)
    crawl = crawler.finish(process)
    assert crawl.code == 130, crawl.said
    with sqlite3.connect(crawl.database) as database:
        assert database.execute("select outcome from runs").fetchone() == ("interrupted",)
        assert database.execute("select count(*) from pages").fetchone()[0] > 3


def test_limits_are_told_and_named_addresses_beyond_them_are_failures(
    crawler: Crawler,
    slow_site: str,
    tmp_path: Path,
) -> None:
    links = tmp_path / "links.csv"
    links.write_text(f"agency,item,url\na,O1,{slow_site}58\na,O2,{slow_site}59\n", encoding="utf-8")
    crawl = crawler.run(f"url={slow_site}", f"links={links}", settings={"OIT_MAX_PAGES": "1"})
    assert [r["reason"] for r in crawl.records] == ["submitted:O1"]
    with sqlite3.connect(crawl.database) as database:
        cut = dict(database.execute("select url, cause from failures").fetchall())
    assert cut == {f"{slow_site}59": "limit", slow_site: "limit"}


def test_front_page_that_was_submitted_for_an_item_is_still_the_start(
    crawler: Crawler, server: HTTPServer, html: Callable[..., str], tmp_path: Path
) -> None:
    base = server.url_for("").rstrip("/")
    for path in ("/", "/hidden"):
        server.expect_request(path).respond_with_data(html(path, text=f"ข้อความ {path}"), content_type="text/html")
    server.expect_request("/sitemap.xml").respond_with_data(f"<urlset><url><loc>{base}/hidden</loc></url></urlset>")
    links = tmp_path / "links.csv"
    links.write_text(f"agency,item,url\na,O5,{base}/\n", encoding="utf-8")
    crawl = crawler.run(f"url={base}/", f"links={links}")
    assert [r["reason"] for r in crawl.records] == ["submitted:O5", "sitemap"]


def test_scrapys_own_settings_win(crawler: Crawler, slow_site: str) -> None:
    crawl = crawler.run(
        f"url={slow_site}", settings={"DEPTH_LIMIT": "0", "CLOSESPIDER_TIMEOUT": "1", "USER_AGENT": "me"}
    )
    assert crawl.code == 0
    assert 0 < len(crawl.records) < 60
    with sqlite3.connect(crawl.database) as database:
        assert database.execute("select limits from runs").fetchone() == ('["time"]',)


def test_file_that_is_no_database_of_ours_is_left_alone(crawler: Crawler, slow_site: str) -> None:
    database = crawler.folder / "x.db"
    database.write_bytes(b"my thesis")
    crawl = crawler.run(f"url={slow_site}")
    assert crawl.code == 2
    assert "Traceback" not in crawl.said
    assert crawl.records == []
    assert database.read_bytes() == b"my thesis"


def test_folder_that_cannot_take_the_report_is_told_before_anything_is_asked(
    crawler: Crawler, server: HTTPServer, slow_site: str
) -> None:
    (crawler.folder / "out").write_text("a file")
    crawl = crawler.run(f"url={slow_site}")
    assert crawl.code == 2
    assert "OIT_OUT" in crawl.said
    assert "Traceback" not in crawl.said
    assert server.log == []


def test_site_in_another_language_is_told_and_noted(crawler: Crawler, server: HTTPServer) -> None:
    text = "Welcome to our city council, which serves its citizens. " * 9
    server.expect_request("/").respond_with_data(f"<h1>City council</h1><p>{text}", content_type="text/html")
    crawl = crawler.run(f"url={server.url_for('/')}", "agency=city")
    assert crawl.code == 0
    assert "ภาษาไทย" in crawl.said
    assert "แทบไม่มีภาษาไทย" in (crawl.out / "city.html").read_text(encoding="utf-8")


def test_site_that_asks_to_be_left_alone_for_long_is(
    crawler: Crawler, server: HTTPServer, html: Callable[..., str]
) -> None:
    def answer(request: Request) -> Response:
        if request.path == "/":
            return Response(html("หน้าแรก", *[(f"/{n}", f"หน้า {n}") for n in range(9)]), content_type="text/html")
        if request.path in ("/robots.txt", "/sitemap.xml"):
            return Response(status=404)
        return Response(status=429, headers={"Retry-After": "3600"})

    server.expect_request(pattern(".*")).respond_with_handler(answer)
    crawl = crawler.run(f"url={server.url_for('/')}")
    assert {(r["url"][-2:], r["cause"]) for r in crawl.records if r["type"] == "failure"} == {
        (f"/{n}", "http-429") for n in range(9)
    }
    assert len([request for request, _ in server.log if request.path[1:].isdigit()]) <= 3  # those under way


def test_time_is_up_even_while_a_site_is_waited_for(
    crawler: Crawler, server: HTTPServer, html: Callable[..., str]
) -> None:
    def answer(request: Request) -> Response:
        if request.path == "/":
            return Response(html("หน้าแรก", ("/a", "หนึ่ง"), ("/b", "สอง"), ("/c", "สาม")), content_type="text/html")
        wait = {"Retry-After": "30"} if request.path in ("/a", "/b") else {}
        return Response(status=503 if wait else 404, headers=wait)

    server.expect_request(pattern(".*")).respond_with_handler(answer)
    began = time.monotonic()
    crawl = crawler.run(f"url={server.url_for('/')}", settings={"CLOSESPIDER_TIMEOUT": "2"})
    assert time.monotonic() - began < 20
    assert crawl.code == 0
    with sqlite3.connect(crawl.database) as database:
        assert database.execute("select limits from runs").fetchone() == ('["time"]',)


def test_site_with_an_unverifiable_certificate_is_read_and_noted(
    crawler: Crawler, html: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = tmp_path / "both.pem"
    expired_certificate(pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with HTTPServer(host="127.0.0.1", ssl_context=context, threaded=True) as site:
        site.expect_request("/").respond_with_data(html("หน้าแรก", text="ยินดีต้อนรับ"), content_type="text/html")
        crawl = crawler.run(f"url={site.url_for('/')}")
    assert crawl.code == 0
    with sqlite3.connect(crawl.database) as database:
        (notes,) = database.execute("select notes from pages").fetchone()
    assert "tls-unverified:127.0.0.1" in notes


def test_full_disk_is_said_and_what_was_stored_stays(crawler: Crawler, slow_site: str) -> None:
    crawl = crawler.run(f"url={slow_site}", disk=250_000)
    assert crawl.code == 1
    assert "Traceback" not in crawl.said
