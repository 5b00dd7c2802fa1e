"""Tables of data become cells with their place; tables that lay pages out become paragraphs. Form fields get labels."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checks.evidence import Block

BlocksOf = Callable[..., list[Block]]


def _places(blocks: list[Block]) -> list[tuple[int, int, str]]:
    return [(b.row, b.col, b.text) for b in blocks if b.kind == "cell"]


DATA = "<tr><td>๑<td>กระดาษ<td>๑๐๐<tr><td>๒<td>หมึก<td>๒๐๐<tr><td>๓<td>แฟ้ม<td>๓๐๐"


@pytest.mark.parametrize(
    "table",
    [
        f"<table>{DATA}</table>",
        f"<table border=1>{DATA}</table>",
        f"<table class='table table-striped'>{DATA}</table>",
        f"<table><tr><td>เมนู<td><table>{DATA}</table></table>",
        f"<table role=presentation><tr><td><table>{DATA}</table></table>",
        f"<table><form action=x><input type=hidden name=a>{DATA}</form></table>",
    ],
)
def test_data_tables_give_cells(blocks_of: BlocksOf, table: str) -> None:
    assert _places(blocks_of(table)) == [
        (1, 1, "๑"), (1, 2, "กระดาษ"), (1, 3, "๑๐๐"), (2, 1, "๒"), (2, 2, "หมึก"), (2, 3, "๒๐๐"), (3, 1, "๓"),
        (3, 2, "แฟ้ม"), (3, 3, "๓๐๐"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "table",
    [
        f"<table role=presentation>{DATA}</table>",
        "<table><tr><td>ก<tr><td>ข<tr><td>ค</table>",
        "<table><tr><td>ก<td>ข<td>ค</table>",
        "<table><tr><td><h2>ก</h2><td>ข<tr><td>ค<td>ง</table>",
        "<table><tr><td>ชื่อ<td><input name=a><tr><td>เรื่อง<td><textarea name=b></textarea></table>",
        f"<table><tr><td>ก<td>{'ข้อความยาว ' * 60}<tr><td>ค<td>ง</table>",
        "<table><tr><td><img src=1.jpg>ก<td><img src=2.jpg>ข<tr><td><img src=3.jpg>ค<td><img src=4.jpg>ง</table>",
        "<table><tr><td>ก<td><ul><li>ข</ul><tr><td>ค<td>ง</table>",
    ],
)
def test_layout_tables_give_paragraphs(blocks_of: BlocksOf, table: str) -> None:
    blocks = blocks_of(table)
    assert _places(blocks) == []
    assert {b.table for b in blocks} == {0}
    assert any(b.kind in ("paragraph", "heading", "item") for b in blocks)


def test_spans_are_expanded(blocks_of: BlocksOf) -> None:
    html = (
        "<table border=1><tr><th rowspan=2>ที่<th colspan=2>งบ<th>หมายเหตุ<tr><th>ได้รับ<th>ใช้<th>-"
        "<tr><td>๑<td>ก<td>ข<td>ค</table>"
    )
    cells = [b for b in blocks_of(html) if b.kind == "cell"]
    assert [(b.row, b.col, b.rowspan, b.colspan, b.head, b.text) for b in cells] == [
        (1, 1, 2, 1, True, "ที่"), (1, 2, 1, 2, True, "งบ"), (1, 4, 1, 1, True, "หมายเหตุ"),
        (2, 2, 1, 1, True, "ได้รับ"), (2, 3, 1, 1, True, "ใช้"), (2, 4, 1, 1, True, "-"),
        (3, 1, 1, 1, False, "๑"), (3, 2, 1, 1, False, "ก"), (3, 3, 1, 1, False, "ข"), (3, 4, 1, 1, False, "ค"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "first",
    ["<th>ที่<th>เรื่อง", "<td><b>ที่</b><td><strong>เรื่อง</strong>", "<thead><tr><td>ที่<td>เรื่อง</thead>"],
)
def test_header_cells_are_known(blocks_of: BlocksOf, first: str) -> None:
    cells = blocks_of(f"<table border=1>{first if 'thead' in first else '<tr>' + first}<tr><td>๑<td>ก</table>", "cell")
    assert [(b.text, b.head) for b in cells] == [("ที่", True), ("เรื่อง", True), ("๑", False), ("ก", False)]


def test_a_header_without_rows_stays_a_header(blocks_of: BlocksOf) -> None:
    cells = blocks_of("<table><thead><tr><th>เดือน<th>จำนวน</thead><tbody></tbody></table>", "cell")
    assert [(b.text, b.head, b.row) for b in cells] == [("เดือน", True, 1), ("จำนวน", True, 1)]


def test_cells_keep_lines_apart_and_links_in_place(blocks_of: BlocksOf) -> None:
    html = (
        "<table border=1><caption>รายการ</caption><tr><td>ก<br>ข<p>ค</p><td><a href=a.pdf>เปิด</a>"
        "<tr><td>ง<td><img src=b.png alt=ตรา></table><table border=1><tr><td>1<td>2<tr><td>3<td>4</table>"
    )
    blocks = blocks_of(html)
    assert (blocks[0].kind, blocks[0].text, blocks[0].table) == ("paragraph", "รายการ", 0)
    assert [(b.kind, b.text, b.table, b.row, b.col) for b in blocks[1:6]] == [
        ("cell", "ก ข ค", 1, 1, 1),
        ("cell", "เปิด", 1, 1, 2),
        ("link", "เปิด", 1, 1, 2),
        ("cell", "ง", 1, 2, 1),
        ("image", "ตรา", 1, 2, 2),
    ]
    assert {b.table for b in blocks[6:]} == {2}


def test_fields_have_kind_form_action_and_label(blocks_of: BlocksOf) -> None:
    html = """
      <form action="search.php"><input name=q placeholder=ค้นหา><button>ไป</button></form>
      <form method=post>
        <label for=n>ชื่อ-สกุล</label><input id=n>
        <label>อีเมล <input type=email></label>
        เรื่อง: <input name=s> <textarea aria-label=รายละเอียด></textarea>
        <select name=k><option>ถาม</option><option>ร้องเรียน</option></select>
        <input type=radio name=r> ปกปิดชื่อ <input type=hidden name=t><input type=file title=แนบไฟล์>
        <input type=submit value=ส่ง><input type=image alt=ตกลง>
      </form><input type=password name=p>"""
    fields = blocks_of(html, "control")
    here = "http://nakhonsai.example/site/index.php"
    assert [(b.form, b.control, b.text, b.href) for b in fields] == [
        (1, "text", "ค้นหา", "http://nakhonsai.example/site/search.php"),
        (1, "submit", "ไป", "http://nakhonsai.example/site/search.php"),
        (2, "text", "ชื่อ-สกุล", here),
        (2, "email", "อีเมล", here),
        (2, "text", "เรื่อง:", here),
        (2, "textarea", "รายละเอียด", here),
        (2, "select", "ถาม | ร้องเรียน", here),
        (2, "radio", "ปกปิดชื่อ", here),
        (2, "file", "แนบไฟล์", here),
        (2, "submit", "ส่ง", here),
        (2, "submit", "ตกลง", here),
        (0, "password", "", ""),
    ]


def test_labels_in_the_cell_before(blocks_of: BlocksOf) -> None:
    html = """<table><form action=save.php><tr><td>ชื่อผู้ร้อง</td><td><input name=a></td></tr>
      <tr><td>เบอร์โทรศัพท์</td><td><input type=tel name=b></td></tr></form></table><input name=other>"""
    fields = [(b.form, b.control, b.text) for b in blocks_of(html, "control")]
    assert fields == [(1, "text", "ชื่อผู้ร้อง"), (1, "tel", "เบอร์โทรศัพท์"), (0, "text", "")]
