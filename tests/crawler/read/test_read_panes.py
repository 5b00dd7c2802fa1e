"""Labels of tabs and accordions become headings of what they open; menus and other lists of links stay as they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checks.evidence import TEXT_KINDS, Block

BlocksOf = Callable[..., list[Block]]
Line = tuple[str, int, bool, str]

BOOTSTRAP_3 = """
<h3>สรุปผลการจัดซื้อจัดจ้าง</h3>
<ul class="nav nav-tabs"><li class="active"><a data-toggle="tab" href="#t1">ต.ค. 64</a></li>
<li><a data-toggle="tab" href="#t2">พ.ย. 64</a></li></ul>
<div class="tab-content"><div class="tab-pane active" id="t1"><p>ซื้อกระดาษ</p></div>
<div class="tab-pane" id="t2"><p>จ้างซ่อมรถ</p></div></div>"""

BOOTSTRAP_5 = """
<h3>สรุปผลการจัดซื้อจัดจ้าง</h3>
<nav><div class="nav nav-tabs" role="tablist">
<button class="nav-link active" data-bs-toggle="tab" data-bs-target="#t1" type="button" role="tab">ต.ค. 64</button>
<button class="nav-link" data-bs-toggle="tab" data-bs-target="#t2" type="button" role="tab">พ.ย. 64</button></div></nav>
<div class="tab-content"><div class="tab-pane fade show active" id="t1" role="tabpanel"><p>ซื้อกระดาษ</p></div>
<div class="tab-pane fade" id="t2" role="tabpanel"><p>จ้างซ่อมรถ</p></div></div>"""

BY_ROLE = """
<h3>สรุปผลการจัดซื้อจัดจ้าง</h3>
<div role="tablist"><div role="tab" aria-controls="t1" data-tab="1"><a href="">ต.ค. 64</a></div>
<div role="tab" aria-controls="t2" data-tab="2"><a href="">พ.ย. 64</a></div></div>
<div><div class="mobile-title" role="tab" aria-controls="t1">ต.ค. 64</div><div id="t1"><p>ซื้อกระดาษ</p></div>
<div class="mobile-title" role="tab" aria-controls="t2">พ.ย. 64</div><div id="t2" hidden><p>จ้างซ่อมรถ</p></div></div>"""

JQUERY_UI = """
<h3>สรุปผลการจัดซื้อจัดจ้าง</h3>
<div id="tabs"><ul><li><a href="#t1">ต.ค. 64</a></li><li><a href="#t2">พ.ย. 64</a></li></ul>
<div id="t1"><p>ซื้อกระดาษ</p></div><div id="t2" style="display:none"><p>จ้างซ่อมรถ</p></div></div>"""

DATA_TAB = """
<h3>สรุปผลการจัดซื้อจัดจ้าง</h3>
<div class="menu"><button data-tab="t1">ต.ค. 64</button><button data-tab="t2">พ.ย. 64</button></div>
<div id="t1"><p>ซื้อกระดาษ</p></div><div id="t2" class="d-none"><p>จ้างซ่อมรถ</p></div>"""


def _lines(blocks: list[Block]) -> list[Line]:
    return [(b.kind, b.level, b.hidden, b.text) for b in blocks if b.kind in TEXT_KINDS]


def _texts(blocks: list[Block]) -> list[str]:
    return [b.text for b in blocks if b.kind in TEXT_KINDS]


@pytest.mark.parametrize(
    "html",
    [BOOTSTRAP_3, BOOTSTRAP_5, BY_ROLE, JQUERY_UI, DATA_TAB],
    ids=["bootstrap-3", "bootstrap-5", "role", "jquery-ui", "data-tab"],
)
def test_the_label_of_a_tab_heads_its_pane(blocks_of: BlocksOf, html: str) -> None:
    blocks = blocks_of(html)
    assert _lines(blocks) == [
        ("heading", 3, False, "สรุปผลการจัดซื้อจัดจ้าง"),
        ("heading", 4, False, "ต.ค. 64"),
        ("paragraph", 0, False, "ซื้อกระดาษ"),
        ("heading", 4, True, "พ.ย. 64"),
        ("paragraph", 0, True, "จ้างซ่อมรถ"),
    ]
    assert {b.region for b in blocks} == {"main"}
    assert {b.kind for b in blocks} == {"heading", "paragraph"}  # neither links nor buttons are left of the tabs


def test_a_table_stands_behind_the_label_of_its_tab(blocks_of: BlocksOf) -> None:
    html = """<ul class="nav nav-pills"><li><a data-toggle="pill" href="#m1">ธันวาคม 2564</a></li></ul>
      <div id="m1"><table border=1><caption>แบบ สขร.1</caption><tr><th>ที่<th>งาน<tr><td>๑<td>ขุดลอกคลอง</table></div>"""
    assert [(b.kind, b.level, b.text) for b in blocks_of(html)[:3]] == [
        ("heading", 4, "ธันวาคม 2564"),
        ("paragraph", 0, "แบบ สขร.1"),
        ("cell", 0, "ที่"),
    ]


def test_tabs_inside_tabs_are_one_deeper(blocks_of: BlocksOf) -> None:
    html = """<h2>งบ</h2><ul class="nav"><li><a data-toggle="tab" href="#y1">ปี 2564</a>
      <li><a data-toggle="tab" href="#y2">ปี 2565</a></ul>
      <div id="y1"><ul class="nav"><li><a data-toggle="tab" href="#q1">ไตรมาส 1</a></ul>
      <div id="q1"><h6>รายรับ</h6></div></div>
      <div id="y2">ยังไม่มี</div><h3>ติดต่อ</h3>"""
    assert [(b.level, b.text) for b in blocks_of(html, "heading")] == [
        (2, "งบ"), (3, "ปี 2564"), (4, "ไตรมาส 1"), (6, "รายรับ"), (3, "ปี 2565"), (3, "ติดต่อ"),
    ]  # fmt: skip


def test_a_pane_that_repeats_its_label_has_one_heading(blocks_of: BlocksOf) -> None:
    html = """<ul class="tabs"><li><a href="#a">แผนงาน</a></ul><div id="a"><h2>แผนงาน</h2><p>ก</p></div>"""
    assert [(b.kind, b.level, b.text) for b in blocks_of(html)] == [("heading", 2, "แผนงาน"), ("paragraph", 0, "ก")]


def test_tabs_of_a_side_column_stay_there(blocks_of: BlocksOf) -> None:
    html = """<p>ข่าว</p><aside><ul class="tabs"><li><a href="#n">ล่าสุด</a></ul><div id="n"><p>ก</p></div></aside>"""
    assert [(b.kind, b.region) for b in blocks_of(html)] == [
        ("paragraph", "main"),
        ("heading", "side"),
        ("paragraph", "side"),
    ]


def test_pictures_and_links_to_elsewhere_in_a_label_are_kept(blocks_of: BlocksOf) -> None:
    html = """<div role=tablist><a role=tab href="year.php?y=65" aria-controls=y>
      <img src=i.png alt=ปฏิทิน> <b>ปี</b><div>2565</div></a></div>
      <div id=y>ก</div>"""
    assert [(b.kind, b.text) for b in blocks_of(html)] == [
        ("heading", "ปี 2565"),
        ("image", "ปฏิทิน"),
        ("link", "ปี 2565"),
        ("paragraph", "ก"),
    ]


ANSWER = "<div id=c1 class=collapse><p>ยื่นที่สำนักปลัด</p></div>"


@pytest.mark.parametrize(
    "html",
    [
        "<p><a data-toggle=collapse href=#c1>ยื่นคำร้องอย่างไร</a></p>" + ANSWER,
        "<a class=btn role=button data-toggle=collapse href=#c1 aria-expanded=false aria-controls=c1>ยื่นคำร้องอย่างไร</a>"
        + ANSWER,
        "<button data-bs-toggle=collapse data-bs-target=#c1>ยื่นคำร้องอย่างไร</button>" + ANSWER,
        "<div class=panel-heading data-toggle=collapse data-target=#c1><span>ยื่นคำร้อง</span>อย่างไร</div>" + ANSWER,
        "<div role=button aria-expanded=false aria-controls=c1><a href=''>ยื่นคำร้องอย่างไร</a></div>" + ANSWER,
    ],
)
def test_the_button_of_an_accordion_heads_its_panel(blocks_of: BlocksOf, html: str) -> None:
    blocks = blocks_of(f"<h1>ถามตอบ</h1>{html}<p>จบ</p>")
    assert [(b.kind, b.level, b.hidden, b.text) for b in blocks] == [
        ("heading", 1, False, "ถามตอบ"),
        ("heading", 2, False, "ยื่นคำร้องอย่างไร"),
        ("paragraph", 0, True, "ยื่นที่สำนักปลัด"),
        ("paragraph", 0, False, "จบ"),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<h4 class=panel-title><a data-toggle=collapse href=#c1>ยื่นคำร้องอย่างไร</a></h4>",
        "<a data-toggle=collapse href=#c1><h4>ยื่นคำร้องอย่างไร</h4></a>",
        "<h4><button data-bs-toggle=collapse data-bs-target=#c1>ยื่นคำร้องอย่างไร</button></h4>",
    ],
)
def test_a_button_in_a_heading_is_one_already(blocks_of: BlocksOf, html: str) -> None:
    assert _lines(blocks_of(html + ANSWER)) == [
        ("heading", 4, False, "ยื่นคำร้องอย่างไร"),
        ("paragraph", 0, True, "ยื่นที่สำนักปลัด"),
    ]


def test_buttons_in_a_row_head_their_panels(blocks_of: BlocksOf) -> None:
    html = """<p><a data-toggle=collapse href=#a>ปี 2564</a> <a data-toggle=collapse href=#b>ปี 2565</a></p>
      <div id=a class=collapse>แผนเดิม</div><div id=b class=collapse>แผนใหม่</div>"""
    assert _texts(blocks_of(html)) == ["ปี 2564", "แผนเดิม", "ปี 2565", "แผนใหม่"]


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        (
            f"<p>คณะกรรมการประชุมแล้ว <a data-toggle=collapse href=#c1>มติ</a></p>{ANSWER}",
            ["คณะกรรมการประชุมแล้ว มติ", "ยื่นที่สำนักปลัด"],
        ),
        (f"<button data-toggle=collapse data-target=#c1>อ่านต่อ</button>{ANSWER}", ["อ่านต่อ", "ยื่นที่สำนักปลัด"]),
        ("<ul class=tabs><li><a href='#'>ก</a><li><a href=#none>ข</a><li><a href=x.php#t>ค</a></ul>", ["ก", "ข", "ค"]),
        ("<ul><li><a href=#s1>บทที่ 1</a></ul><div id=s1>ก</div>", ["บทที่ 1", "ก"]),
        ("<ul class=tabs><li><a href=#s1>บทที่ 1</a></ul><h2 id=s1>ก</h2>", ["บทที่ 1", "ก"]),
        ("<a href=#d data-toggle=dropdown>บริการ</a><ul id=d class=dropdown-menu><li>ก</ul>", ["บริการ", "ก"]),
        ("<a href=#d data-toggle=modal>ประกาศ</a><div id=d class=modal>ก</div>", ["ประกาศ", "ก"]),
        (
            "<button data-toggle=collapse data-target=#n>หน่วยงาน</button><div id=n class='navbar-collapse'>ก</div>",
            ["หน่วยงาน", "ก"],
        ),
        ("<button aria-controls=d>พิมพ์</button><table id=d><tr><td>ก</table>", ["พิมพ์", "ก"]),
        ("<div id=t>ก <a role=tab href=#t>บน</a></div>", ["ก บน"]),
        ("<a role=tab href=#t>ก</a><noscript><div id=t>ข</div></noscript>", ["ก"]),
    ],
    ids=[
        "sentence",
        "read-more",
        "no-target",
        "contents",
        "anchor",
        "dropdown",
        "modal",
        "navbar",
        "sorting",
        "inside-itself",
        "unread",
    ],
)
def test_other_links_stay_where_they_are(blocks_of: BlocksOf, html: str, texts: list[str]) -> None:
    blocks = blocks_of(html)
    assert _texts(blocks) == texts
    assert all(b.text == "ก" for b in blocks if b.kind == "heading")


def test_a_menu_with_places_of_the_page_stays_a_menu(blocks_of: BlocksOf) -> None:
    html = """<nav class="navbar"><ul class="nav"><li><a href="#">หน้าแรก</a></li>
      <li><a href="#news">ข่าว</a></li></ul></nav>
      <div id="news"><p>ประชุมสภา</p></div>"""
    assert [(b.region, b.text) for b in blocks_of(html) if b.kind != "link"] == [
        ("menu", "หน้าแรก"),
        ("menu", "ข่าว"),
        ("main", "ประชุมสภา"),
    ]


def test_rows_that_unfold_rows_keep_their_cells(blocks_of: BlocksOf) -> None:
    html = """<table border=1><tr><th>งาน<th>เงิน<tr data-toggle=collapse data-target=#r><td>ถนน<td>๑๐๐
      <tr id=r class=collapse><td>หมู่ 1<td>๖๐
      <tr><td><a data-toggle=collapse href=#d>ท่อ</a><td><div id=d>๔๐</div></table>"""
    assert [b.text for b in blocks_of(html, "cell")] == ["งาน", "เงิน", "ถนน", "๑๐๐", "หมู่ 1", "๖๐", "ท่อ", "๔๐"]


def test_inside_a_cell_the_label_stays_in_the_cell(blocks_of: BlocksOf) -> None:
    html = """<table border=1><tr><th>งาน<th>ผล
      <tr><td>ถนน<td><a data-toggle=collapse href=#d>งวด 1</a><div id=d>เสร็จ</div></table>"""
    assert [b.text for b in blocks_of(html) if b.kind in TEXT_KINDS] == ["งาน", "ผล", "ถนน", "งวด 1 เสร็จ"]


def test_a_summary_heads_its_details(blocks_of: BlocksOf) -> None:
    html = """<h2>ถามตอบ</h2><details><summary>ค่าธรรมเนียมเท่าใด</summary><p>ไม่เสีย</p></details>
      <details open><summary><h5>เปิดกี่โมง</h5></summary>08.30 น.</details>"""
    assert _lines(blocks_of(html)) == [
        ("heading", 2, False, "ถามตอบ"),
        ("heading", 3, False, "ค่าธรรมเนียมเท่าใด"),
        ("paragraph", 0, True, "ไม่เสีย"),
        ("heading", 5, False, "เปิดกี่โมง"),
        ("paragraph", 0, False, "08.30 น."),
    ]


def test_panes_that_open_each_other_end(blocks_of: BlocksOf) -> None:
    html = """<div role=tab aria-controls=b>ก<div id=a>ข</div></div>
      <div role=tab aria-controls=a>ค<div id=b>ง</div></div>"""
    assert _texts(blocks_of(html)) == ["ก", "ข", "ค", "ง"]
    many = "".join(f"<i role=tab aria-controls=p{n}>{n}</i>" for n in range(3_000))
    many += "".join(f"<div id=p{n}>ก</div>" for n in range(3_000))
    assert len([b for b in blocks_of(many) if b.kind == "heading"]) == 500
