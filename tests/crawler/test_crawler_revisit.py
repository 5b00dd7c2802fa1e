"""The second crawl of a site: what did not change is not sent again, and every real change is seen."""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response
from werkzeug.datastructures import Headers

from tests.crawler.running import Crawl, Crawler

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

OLD, NEW = "Mon, 01 Mar 2021 08:00:00 GMT", "Tue, 01 Mar 2022 08:00:00 GMT"
CONDITIONS = ("If-None-Match", "If-Modified-Since")

PLACES = (
    "tag", "date", "other-tag", "older-date", "silent-older-tag", "gone", "moved", "hop", "kind", "never", "deaf",
    "varies", "packed", "script", "counter", "weak",
)  # fmt: skip


class Unchanged(Response):
    """A 304 with all its headers: Werkzeug would leave out those that describe content, which real servers send."""

    def __init__(self, **headers: str) -> None:
        super().__init__(status=304, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def get_wsgi_headers(self, environ: WSGIEnvironment) -> Headers:  # noqa: ARG002 - Werkzeug's signature
        """The headers as they were given."""
        return Headers(self.headers)


@dataclass
class Site:
    """A server with one situation a path. night: which crawl it is; asked: the headers of every request, by path."""

    make: Callable[..., str]
    night: int = 1
    asked: dict[tuple[int, str], list[dict[str, str]]] = field(default_factory=lambda: defaultdict(list))

    def serve(self, request: Request) -> Response:
        """Answer a request by its path."""
        name = request.path.strip("/")
        self.asked[self.night, name].append(dict(request.headers))
        if name == "":
            return self._page("หน้าแรก", links=[(f"/{place}", f"เรื่อง {place}") for place in PLACES])
        situation = getattr(self, f"_{name.replace('-', '_')}", None)
        if situation is None:
            return Response("ไม่พบ", 404)
        answer: Response = situation(request)
        return answer

    def _page(self, words: str, links: list[tuple[str, str]] | None = None, **headers: str) -> Response:
        body = self.make(words, *(links or []), text=f"เนื้อหาของ{words} " * 30)
        return Response(
            body, 200, {name.replace("_", "-"): value for name, value in headers.items()}, mimetype="text/html"
        )

    def _tag(self, request: Request) -> Response:
        known = request.headers.get("If-None-Match") == '"a"'
        return Unchanged(ETag='"a"') if known else self._page("ป้าย", ETag='"a"')

    def _weak(self, request: Request) -> Response:
        known = request.headers.get("If-None-Match") == 'W/"w"'
        return Unchanged(ETag='"w"', X_New="1") if known else self._page("เบา", ETag='W/"w"')

    def _date(self, request: Request) -> Response:
        known = request.headers.get("If-Modified-Since") == OLD
        return Unchanged() if known else self._page("วันที่", Last_Modified=OLD)

    def _other_tag(self, request: Request) -> Response:
        """Changed within the second: the date stayed. Like some servers it would believe the date, were it sent."""
        if request.headers.get("If-Modified-Since") == OLD:
            return Unchanged()
        return self._page(f"ป้ายใหม่ {self.night}", Last_Modified=OLD, ETag=f'"{self.night}"')

    def _older_date(self, request: Request) -> Response:
        """A file that was replaced by an older one, on a server that compares dates by order."""
        date = NEW if self.night == 1 else OLD
        if request.headers.get("If-Modified-Since") == NEW:
            return Unchanged(Last_Modified=date)
        return self._page(f"ย้อนหลัง {self.night}", Last_Modified=date)

    def _silent_older_tag(self, request: Request) -> Response:
        """A cache before the server that answers with a tag nobody asked about, unless it is told to look again."""
        if self.night == 1 or request.headers.get("Cache-Control") == "no-cache":
            return self._page(f"แคช {self.night}", ETag=f'"{self.night}"')
        return Unchanged(ETag='"2"')

    def _gone(self, _: Request) -> Response:
        return self._page("เคยมี", ETag='"g"') if self.night == 1 else Response("ไม่พบ", 404)

    def _moved(self, _: Request) -> Response:
        return Response(status=302, headers={"Location": f"/end-{self.night}"})

    def _end_1(self, _: Request) -> Response:
        return self._page("ปลายทางหนึ่ง", ETag='"end"')

    def _end_2(self, _: Request) -> Response:
        return self._page("ปลายทางสอง", ETag='"end"')

    def _hop(self, _: Request) -> Response:
        return Response(status=302, headers={"Location": "/hop-end"})

    def _hop_end(self, request: Request) -> Response:
        known = request.headers.get("If-None-Match") == '"h"'
        return Unchanged(ETag='"h"') if known else self._page("ทอด", ETag='"h"')

    def _kind(self, _: Request) -> Response:
        answer = self._page("ชนิด")
        answer.headers["Content-Type"] = "text/html; charset=utf-8" if self.night == 1 else "text/html; charset=tis-620"
        return answer

    def _never(self, _: Request) -> Response:
        return Unchanged()

    def _deaf(self, _: Request) -> Response:
        return self._page("ไม่ฟัง", ETag='"d"', Last_Modified=OLD)

    def _varies(self, request: Request) -> Response:
        tag = f'"{request.headers.get("Accept-Language")}"'
        if request.headers.get("If-None-Match") == tag:
            return Unchanged(ETag=tag, Vary="Accept-Language")
        return self._page("ภาษา", ETag=tag, Vary="Accept-Language")

    def _packed(self, request: Request) -> Response:
        if request.headers.get("If-None-Match") == '"z-gzip"':
            return Unchanged(ETag='"z"', Content_Encoding="gzip", Content_Type="text/css")
        answer = self._page("อัด", ETag='"z-gzip"', Content_Encoding="gzip", Vary="Accept-Encoding")
        answer.set_data(gzip.compress(answer.get_data()))
        return answer

    def _script(self, _: Request) -> Response:
        return self._page("สคริปต์")

    def _counter(self, _: Request) -> Response:
        return self._page(f"ผู้เข้าชม {self.night}")

    def conditions(self, name: str) -> list[dict[str, str]]:
        """What the second crawl asked a path on condition of, request by request."""
        return [{n: found[n] for n in CONDITIONS if n in found} for found in self.asked[2, name]]


@dataclass
class Nights:
    """Two crawls, and what the database holds of each address afterwards."""

    site: Site
    crawls: list[Crawl]
    pages: list[dict[str, sqlite3.Row]]
    failures: list[dict[str, sqlite3.Row]]
    stats: list[dict[str, Any]]


@pytest.fixture(scope="module")
def nights(module_crawler: Crawler, module_server: HTTPServer, html: Callable[..., str]) -> Nights:
    site = Site(html)
    module_server.expect_request(re.compile(".*")).respond_with_handler(site.serve)
    base = module_server.url_for("/")
    first = module_crawler.run(f"url={base}")
    site.night = 2
    crawls = [first, module_crawler.run(f"url={base}")]
    db = sqlite3.connect(first.database)
    db.row_factory = sqlite3.Row
    runs = db.execute("SELECT run_id, stats FROM runs ORDER BY started_at").fetchall()
    found: dict[str, list[dict[str, sqlite3.Row]]] = {}
    for table in ("pages", "failures"):
        statement = f"SELECT * FROM {table} WHERE run_id = ?"  # noqa: S608 - one of our two views
        rows = [db.execute(statement, (run["run_id"],)).fetchall() for run in runs]
        found[table] = [{row["url"].removeprefix(base): row for row in of_run} for of_run in rows]
    db.close()
    return Nights(site, crawls, found["pages"], found["failures"], [json.loads(run["stats"]) for run in runs])


@pytest.mark.parametrize("name", ["tag", "weak", "date", "hop", "varies", "packed"])
def test_what_did_not_change_is_not_sent_again_and_is_the_same_evidence(nights: Nights, name: str) -> None:
    first, second = (pages[name] for pages in nights.pages)
    same = ("final_url", "status", "content_type", "sha256", "reader", "text", "state", "title")
    assert [second[column] for column in same] == [first[column] for column in same]
    assert json.loads(first["notes"]) == []
    assert json.loads(second["notes"]) == ["not-modified"]
    assert second["fetched_at"] >= first["fetched_at"]
    assert len(nights.site.asked[2, "hop-end" if name == "hop" else name]) == 1


@pytest.mark.parametrize("name", ["other-tag", "older-date", "silent-older-tag", "counter"])
def test_a_change_is_seen_whatever_the_validators_say(nights: Nights, name: str) -> None:
    first, second = (pages[name] for pages in nights.pages)
    assert first["sha256"] != second["sha256"]
    assert second["title"].endswith("2")
    assert json.loads(second["notes"]) == []


def test_a_tag_goes_alone_and_a_date_only_where_there_is_no_tag(nights: Nights) -> None:
    assert nights.site.conditions("tag") == [{"If-None-Match": '"a"'}]
    assert nights.site.conditions("other-tag") == [{"If-None-Match": '"1"'}]
    assert nights.site.conditions("date") == [{"If-Modified-Since": OLD}]
    assert nights.site.conditions("script") == [{}]


def test_a_304_that_contradicts_is_asked_about_once_more_without_conditions(nights: Nights) -> None:
    assert nights.site.conditions("older-date") == [{"If-Modified-Since": NEW}, {}]
    assert nights.site.asked[2, "silent-older-tag"][-1]["Cache-Control"] == "no-cache"


def test_validators_stay_with_their_hop(nights: Nights) -> None:
    assert nights.site.conditions("hop") == [{}]
    assert nights.site.conditions("hop-end") == [{"If-None-Match": '"h"'}]
    assert nights.site.conditions("end-2") == [{}]


def test_a_redirect_that_leads_elsewhere_now_gives_what_stands_there(nights: Nights) -> None:
    assert [pages["moved"]["title"] for pages in nights.pages] == ["ปลายทางหนึ่ง", "ปลายทางสอง"]


def test_a_page_that_disappeared_is_a_failure_and_no_memory(nights: Nights) -> None:
    assert "gone" in nights.pages[0]
    assert nights.failures[1]["gone"]["cause"] == "http-404"
    assert "gone" not in nights.pages[1]


def test_another_content_type_is_read_anew(nights: Nights) -> None:
    first, second = (pages["kind"] for pages in nights.pages)
    assert (first["content_type"], second["content_type"]) == ("text/html; charset=utf-8", "text/html; charset=tis-620")


def test_a_304_that_nobody_asked_for_is_trouble_of_the_server_and_no_gap(nights: Nights) -> None:
    failure = nights.failures[0]["never"]
    assert (failure["cause"], failure["status"]) == ("http-5xx", 304)
    assert all("If-None-Match" not in asked for asked in nights.site.asked[1, "never"])


def test_a_server_that_ignores_validators_sends_the_same_bytes_which_are_not_read_again(nights: Nights) -> None:
    assert nights.site.conditions("deaf") == [{"If-None-Match": '"d"'}]
    assert nights.pages[0]["deaf"]["sha256"] == nights.pages[1]["deaf"]["sha256"]
    assert json.loads(nights.pages[1]["deaf"]["notes"]) == []


def test_the_new_validators_of_a_304_are_kept_with_the_old_answer(nights: Nights) -> None:
    headers = {name.lower(): value for name, value in json.loads(nights.pages[1]["weak"]["headers"])}
    assert (headers["etag"], headers["x-new"]) == ('"w"', "1")
    packed = {name.lower(): value for name, value in json.loads(nights.pages[1]["packed"]["headers"])}
    assert packed["content-type"].startswith("text/html")
    assert "content-encoding" not in packed


def test_the_run_tells_what_it_saved(nights: Nights) -> None:
    first, second = nights.stats
    assert (first["not-modified"], first["remembered"]) == (0, 0)
    assert second["not-modified"] == 6
    assert (
        second["remembered"] == 6 + 3
    )  # the front page, the script's and the deaf server's: bytes came, none was read
    assert 0 < second["bytes"] < first["bytes"]


def test_nothing_is_remembered_where_that_is_switched_off(
    crawler: Crawler, server: HTTPServer, html: Callable[..., str]
) -> None:
    site = Site(html)
    server.expect_request(re.compile(".*")).respond_with_handler(site.serve)
    for _ in range(2):
        crawl = crawler.run(f"url={server.url_for('/tag')}", settings={"OIT_REVISIT_DAYS": "0", "OIT_REPORT": "0"})
        site.night = 2
    assert crawl.code == 0
    assert site.conditions("tag") == [{}]


def test_the_second_nights_verdicts_are_the_firsts(
    crawler: Crawler, server: HTTPServer, html: Callable[..., str]
) -> None:
    site = Site(html)
    server.expect_request(re.compile(".*")).respond_with_handler(site.serve)
    for night in (1, 2):
        site.night = night
        crawl = crawler.run(f"url={server.url_for('/hop')}", "as_of=2022-04-25", settings={"OIT_REPORT": "0"})
    db = sqlite3.connect(crawl.database)
    assert db.execute("SELECT verdicts_of FROM judgements ORDER BY id").fetchall() == [(0,), (1,)]
    (run,) = db.execute("SELECT DISTINCT run_id FROM latest_items").fetchall()
    assert db.execute("SELECT max(run_id) FROM runs").fetchone() == run
    assert db.execute("SELECT count(*) FROM latest_items").fetchone() == (43,)
    assert db.execute("SELECT count(*) FROM bodies").fetchone() == (1,)
    db.close()
