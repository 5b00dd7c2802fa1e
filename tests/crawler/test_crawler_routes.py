"""A script application whose pages are routes behind ``#``: each is fetched, kept and judged as a page of its own."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from pytest_httpserver import HTTPServer

from checks.rubric import load
from checks.site import Site
from crawler.fetch.browser.processes import executable
from crawler.store import Store
from tests.crawler.running import Crawl, Crawler

pytestmark = pytest.mark.skipif(not executable(""), reason="no Chromium on this machine")

APPLICATION = """<!doctype html><html lang="th"><head><meta charset="utf-8"><title>คลังเอกสาร</title></head><body>
<div id="app">กำลังโหลด…</div><script>
const shelves = {
  plan: ["แผนงาน", '<p><a href="/district-plan.html">แผนพัฒนาอำเภอ พ.ศ. 2561-2565</a></p>'],
  law: ["กฎหมาย", "<p>พระราชบัญญัติลักษณะปกครองท้องที่ พระพุทธศักราช 2457</p>"],
};
function draw() {
  const shelf = shelves[location.hash.replace("#/cat/", "")];
  document.title = shelf ? shelf[0] : "คลังเอกสาร";
  document.getElementById("app").innerHTML = shelf ? `<h1>${shelf[0]}</h1>${shelf[1]}`
    : '<h1>ยินดีต้อนรับสู่คลังเอกสาร</h1><a href="#/cat/law">กฎหมาย</a>';
}
window.addEventListener("hashchange", draw);
setTimeout(draw, 100);
</script></body></html>"""

ROWS = {
    "O1 โครงสร้าง": "/structure", "O2 ข้อมูลผู้บริหาร": "/heads", "O3 อำนาจหน้าที่": "/duties",
    "O4 แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน": "/docs/#/cat/plan", "O5 ข้อมูลการติดต่อ": "/contact",
    "O6 กฎหมายที่เกี่ยวข้อง": "/docs/#/cat/law", "O7 ข่าวประชาสัมพันธ์": "/news",
}  # fmt: skip
HOME = """<!doctype html><html lang="th"><head><meta charset="utf-8"><title>OIT</title></head><body><div id="app"></div>
<script>document.getElementById("app").innerHTML = ROWS;</script></body></html>"""


@pytest.fixture(scope="module")
def crawl(module_server: HTTPServer, module_crawler: Crawler, html: Callable[..., str]) -> tuple[Crawl, str]:
    """One crawl of a site whose index, drawn by a script, leads to routes of an application."""
    base = module_server.url_for("").rstrip("/")
    rows = "".join(f'<tr><td>{name}</td><td><a href="{path}">เปิดดู</a></td></tr>' for name, path in ROWS.items())
    home = HOME.replace("ROWS", json.dumps(f"<h1>OIT 2565</h1><table>{rows}</table>"))
    pages = {"/": home, "/docs/": APPLICATION, "/district-plan.html": html("แผนพัฒนาอำเภอ พ.ศ. 2561-2565")}
    for path, body in pages.items():
        module_server.expect_request(path).respond_with_data(body, content_type="text/html; charset=utf-8")
    return module_crawler.run(f"url={base}/"), base


def test_each_route_is_a_page(crawl: tuple[Crawl, str]) -> None:
    done, base = crawl
    found = done.by_path(base)
    assert {"/docs/#/cat/plan", "/docs/#/cat/law"} <= found.keys()
    assert found["/docs/#/cat/plan"]["final_url"] == f"{base}/docs/#/cat/plan"
    assert found["/docs/#/cat/plan"]["title"] == "แผนงาน"
    assert found["/docs/#/cat/plan"]["reason"] == "row:O4"
    assert found["/district-plan.html"]["referrer"] == f"{base}/docs/#/cat/plan"


def test_each_route_is_judged_by_its_own_content(crawl: tuple[Crawl, str]) -> None:
    done, base = crawl
    with Store(done.database) as store:
        case = store.load_case(store.latest_runs()[0].run_id)
    site = Site(case, load(2565))
    plan, law = site.at(f"{base}/docs/#/cat/plan"), site.at(f"{base}/docs/#/cat/law")
    assert plan is not None
    assert law is not None
    assert plan is not law
    assert [row.url for row in site.index_rows["O4"]] == [plan.url]
    assert "2457" in law.text
    assert {m.source for m in site.mentions_of(law)} == {f"{base}/"}
