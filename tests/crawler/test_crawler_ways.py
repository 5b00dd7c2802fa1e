"""The ways to a page: sitemaps, refreshes, frames, click handlers, further hosts; and where a crawl does not go."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from re import compile as pattern

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.crawler.running import Crawl, Crawler

Make = Callable[..., str]
PLAN = "แผนดำเนินงานประจำปี 2565"
WAYS = (
    '<div onclick="location=\'/clicked\'">ก</div><a href="#" onclick="window.open(\'/opened\')">ข</a>'
    '<map><area href="/area" alt="แผนที่"></map><iframe src="/framed"></iframe>'
)


def serve(server: HTTPServer, pages: dict[str, str]) -> str:
    """Serve these bodies at these paths, with the origin for ``{base}`` and packed where the name says so."""
    base = str(server.url_for("").rstrip("/"))

    def answer(request: Request) -> Response:
        if request.path not in pages:
            return Response(status=404)
        body = pages[request.path].replace("{base}", base).encode()
        return Response(gzip.compress(body) if request.path.endswith(".gz") else body, content_type="text/html")

    server.expect_request(pattern(".*")).respond_with_handler(answer)
    return base


@pytest.fixture(scope="module")
def crawl(module_server: HTTPServer, module_crawler: Crawler, html: Make) -> tuple[Crawl, str]:
    """One crawl of a site that is tied together in every way."""
    tick = '<meta http-equiv="refresh" content="5;URL=/ticker">'
    base = serve(
        module_server,
        {
            "/": html("หน้าแรก", ("/frames", "กรอบ"), ("/moved", "ย้าย"), ("/ticker", "ข่าว"), text=WAYS),
            "/robots.txt": "User-agent: *\nDisallow: /secret\nSitemap: /maps/all.xml\n",
            "/maps/all.xml": "<sitemapindex><sitemap><loc>{base}/maps/a.xml.gz</loc></sitemap></sitemapindex>",
            "/maps/a.xml.gz": "<urlset><url><loc>{base}/from-robots</loc></url></urlset>",
            "/frames": "<frameset><frame src=/left><frame src=/right></frameset>",
            "/moved": '<meta http-equiv="refresh" content="0;URL=/arrived">',
            "/ticker": html("ข่าววิ่ง", text="เนื้อหาที่โหลดซ้ำทุกห้าวินาที").replace("<title>", f"{tick}<title>"),
        }
        | {f"/{name}": html(name) for name in ("left", "right", "arrived", "clicked", "opened", "area", "framed")}
        | {"/from-robots": html("จากแผนผัง")},
    )
    return module_crawler.run(f"url={base}/"), base


@pytest.mark.parametrize(
    "path", ["/left", "/right", "/moved", "/ticker", "/clicked", "/opened", "/area", "/framed", "/from-robots"]
)
def test_every_way_is_gone(crawl: tuple[Crawl, str], path: str) -> None:
    found, base = crawl
    assert found.by_path(base)[path]["type"] == "page"


def test_quick_refresh_leads_on_and_a_ticker_stays(crawl: tuple[Crawl, str]) -> None:
    records = crawl[0].by_path(crawl[1])
    assert records["/moved"]["final_url"].endswith("/arrived")
    assert records["/ticker"]["final_url"].endswith("/ticker")


@pytest.fixture
def narrow(server: HTTPServer, html: Make) -> str:
    """A ministry's host with an agency's corner."""
    return serve(
        server,
        {
            "/site/phat/": html(
                "สำนักงาน", ("/", "กระทรวง"), ("/site/trang/", "ตรัง"), ("/item", PLAN), ("/file.pdf", "ไฟล์"), ("a", "ก")
            ),
            "/site/phat/a": html("ก"),
            "/": html("กระทรวง", ("/far", "ไกล")),
            "/site/trang/": html("ตรัง"),
            "/item": html(PLAN, ("/next", "ต่อไป"), ("/next.pdf", "แนบ")),
            "/next": html("ต่อไป", ("/far", "ไกล")),
            "/file.pdf": "%PDF-1.4",
            "/next.pdf": "%PDF-1.4",
            "/far": html("ไกล"),
        },
    )


def test_corner_is_left_for_items_and_documents_only_and_one_step(crawler: Crawler, narrow: str) -> None:
    asked = set(crawler.run(f"url={narrow}/site/phat/").by_path(narrow))
    assert asked == {"/site/phat/", "/site/phat/a", "/item", "/file.pdf", "/next", "/next.pdf"}


def test_further_hosts_are_the_agencys_own(crawler: Crawler, narrow: str) -> None:
    asked = set(crawler.run(f"url={narrow}/site/phat/", f"hosts={narrow}/site/trang/").by_path(narrow))
    assert "/site/trang/" in asked
    assert "/far" not in asked


def test_rows_of_other_agencies_are_not_asked_for(crawler: Crawler, narrow: str, tmp_path: Path) -> None:
    links = tmp_path / "links.csv"
    links.write_text(f"agency,item,url\nphat,O1,{narrow}/site/phat/a\ntrang,O1,{narrow}/site/trang/\n", "utf-8")
    crawl = crawler.run(f"url={narrow}/site/phat/", f"links={links}", "agency=phat")
    records = crawl.by_path(narrow)
    assert records["/site/phat/a"]["reason"] == "submitted:O1"
    assert "/site/trang/" not in records
    assert "rows of other agencies skipped: 1" in crawl.said
