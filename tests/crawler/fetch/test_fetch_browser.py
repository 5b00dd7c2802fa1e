"""The browser with pages that need it, over real HTTP on loopback."""

from __future__ import annotations

import io
import time
from itertools import pairwise

import pytest
from PIL import Image
from pytest_httpserver import HTTPServer

from crawler.fetch.browser import Rendered
from crawler.fetch.browser.processes import executable
from tests.crawler.fetch.drawing import SECONDS, Bench, document, links, texts

pytestmark = pytest.mark.skipif(not executable(""), reason="no Chromium on this machine")


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
