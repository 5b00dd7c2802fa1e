"""What the browser's pages ask for goes through Scrapy: guard, robots.txt, size limit and user agent hold."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from crawler.fetch.browser.processes import executable

ROOT = Path(__file__).resolve().parents[3]

SPIDER = """
import json, sys
from pathlib import Path
from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings
from crawler.fetch.browser import Browser
from crawler.fetch.browser.through_engine import through_engine

async def ask(fetch, urls):
    for url in urls:
        answer = await fetch(url, {"accept": "*/*"})
        print(json.dumps([answer.status, answer.headers.get("content-type", ""), answer.body.decode()[:99]]))

async def draw(fetch, urls):
    browser = Browser(fetch, seconds=30)
    for url in urls:
        page = Path("fixtures/scripts", url.rpartition("/")[2]).read_bytes()
        drawn = await browser.render(url, page, {})
        print(json.dumps([drawn.state, drawn.html]))
    await browser.close()

class Asks(Spider):
    name = "asks"
    async def start(self):
        await globals()[sys.argv[3]](through_engine(self.crawler, seconds=3), json.loads(sys.argv[1]))
        return
        yield

settings = get_project_settings()
settings.setdict({"SCHEDULER": "scrapy.core.scheduler.Scheduler", "EXTENSIONS": {"crawler.keeper.Keeper": None},
                  "LOG_LEVEL": "CRITICAL", "OIT_ALLOW_PRIVATE": sys.argv[2]}, priority="cmdline")
process = AsyncCrawlerProcess(settings)
process.crawl(Asks)
process.start()
"""


def answers(urls: list[str], *, private: bool, how: str = "ask") -> list[list[object]]:
    """What a crawl of its own gets: status, type and beginning of the body of each address, or state and markup."""
    command = [sys.executable, "-c", SPIDER, json.dumps(urls), str(int(private)), how]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def site(server: HTTPServer) -> HTTPServer:
    """A server with rules for robots, a redirect, too large a file and one that shows who asks."""

    def who(request: Request) -> Response:
        return Response(request.headers["User-Agent"], content_type="application/json")

    server.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /closed")
    server.expect_request("/who").respond_with_handler(who)
    server.expect_request("/moved").respond_with_data("", 302, {"Location": server.url_for("/who")})
    server.expect_request("/closed").respond_with_data("closed")
    server.expect_request("/large").respond_with_data(b"x" * (10 * 1024 * 1024 + 1))
    server.expect_request("/missing").respond_with_data("none", 404)
    return server


def test_answers_come_through_the_crawl(site: HTTPServer) -> None:
    paths = ["/who", "/moved", "/closed", "/large", "/missing"]
    who, moved, closed, large, missing = answers([site.url_for(path) for path in paths], private=True)
    assert who[:2] == [200, "application/json"]
    assert str(who[2]).startswith("OITCrawler/")
    assert moved == who
    assert closed[0] == large[0] == 0
    assert missing[0] == 404
    assert "/closed" not in [request.path for request, _ in site.log]


def test_addresses_that_must_not_be_asked_are_not(site: HTTPServer) -> None:
    found = answers([site.url_for("/who"), "http://169.254.169.254/latest/", "file:///etc/hostname"], private=False)
    assert [answer[0] for answer in found] == [0, 0, 0]
    assert site.log == []


@pytest.mark.skipif(not executable(""), reason="no Chromium on this machine")
def test_a_page_is_drawn_inside_a_crawl(site: HTTPServer) -> None:
    scripts = ROOT / "fixtures" / "scripts"
    site.expect_request("/data.js").respond_with_data(
        (scripts / "data.js").read_bytes(), content_type="text/javascript"
    )
    site.expect_request("/news.json").respond_with_data((scripts / "news.json").read_bytes())
    [[state, markup]] = answers([site.url_for("/data.html")], private=True, how="draw")
    assert state == "ok"
    assert '<a href="/news/1">' in str(markup)
    assert {r.headers["User-Agent"].partition("/")[0] for r, _ in site.log if r.path != "/robots.txt"} == {"OITCrawler"}
