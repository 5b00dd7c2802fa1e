"""On request the page that decided an item is kept as a picture: a page with its styles, a document's quoted page."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable

import pytest
from PIL import Image
from pytest_httpserver import HTTPServer

from crawler.fetch.browser.processes import executable
from crawler.thumbnails import LARGEST
from fixtures.bad.make_pdf import Sheet
from fixtures.bad.make_pdf import document as made_pdf
from tests.crawler.running import Crawler

pytestmark = pytest.mark.skipif(not executable(""), reason="no Chromium on this machine")

RED = (200, 16, 46)
LAWS = """<!doctype html><html lang="th"><head><meta charset="utf-8"><title>กฎหมายที่เกี่ยวข้อง</title>
<link rel="stylesheet" href="/red.css"></head><body><main><h1>กฎหมายที่เกี่ยวข้อง</h1><ul>
<li>พระราชบัญญัติสภาตำบลและองค์การบริหารส่วนตำบล พ.ศ. 2537</li>
<li>ระเบียบกระทรวงมหาดไทยว่าด้วยการรับเงิน การเบิกจ่ายเงิน พ.ศ. 2547</li></ul></main></body></html>"""
GIFT = (
    "ประกาศ เรื่อง นโยบายไม่รับของขวัญจากการปฏิบัติหน้าที่ (No Gift Policy) ปีงบประมาณ พ.ศ. 2565",
    "ผู้บริหารและเจ้าหน้าที่ทุกคนไม่รับของขวัญหรือของกำนัลทุกชนิดจากการปฏิบัติหน้าที่",
)


def test_the_deciding_pages_are_kept_as_pictures(
    crawler: Crawler, server: HTTPServer, html: Callable[..., str]
) -> None:
    links = (("/law", "กฎหมายที่เกี่ยวข้อง"), ("/gift.pdf", "ประกาศ No Gift Policy ปี 2565"))
    server.expect_request("/").respond_with_data(html("อบต.นาคอนทราย", *links), content_type="text/html")
    server.expect_request("/law").respond_with_data(LAWS, content_type="text/html")
    server.expect_request("/red.css").respond_with_data("body{background:#c8102e}", content_type="text/css")
    paper = made_pdf(Sheet(), Sheet(words=[(60, 700 - 30 * n, line) for n, line in enumerate(GIFT)]))
    server.expect_request("/gift.pdf").respond_with_data(paper, content_type="application/pdf")
    crawl = crawler.run(f"url={server.url_for('/')}", settings={"OIT_SCREENSHOTS": "1"})
    assert crawl.code == 0, crawl.said
    with sqlite3.connect(crawl.database) as database:
        smalls = [small for (small,) in database.execute("SELECT small FROM screenshot_files")]
        sql = "SELECT item, url, page, png FROM screenshots JOIN screenshot_files USING (sha256)"
        shots = {item: (url, page, png) for item, url, page, png in database.execute(sql)}
    url, page, png = shots["O6"]
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    assert (url, page, picture.getpixel((picture.width - 5, 5))) == (server.url_for("/law"), 0, RED)
    url, page, png = shots["O34"]
    assert (url, page, Image.open(io.BytesIO(png)).format) == (server.url_for("/gift.pdf"), 2, "PNG")
    assert all(0 < len(small) <= LARGEST and Image.open(io.BytesIO(small)).width <= 320 for small in smalls)
