"""Rows of plain boxes below a row of column names are tables; cards, news lists and contact lines are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checks.evidence import Block
from crawler.read.tree import Element

BlocksOf = Callable[..., list[Block]]

PURCHASES = (("รายการ", "วงเงิน", "ผู้ชนะ"), ("จ้างถ่ายเอกสาร", "4,500", "ร้านกอไก่"), ("ซื้อกระดาษ", "2,100", "ร้านขอไข่"))


def boxes(rows: tuple[tuple[str, ...], ...], row: str = "<div>", cell: str = "<div>", names: str = "") -> str:
    def drawn(number: int, cells: tuple[str, ...]) -> str:
        start = names if names and not number else row
        inside = "".join(f"{cell}{text}</{cell[1:4].strip('> ')}>" for text in cells)
        return f"{start}{inside}</{start[1:4].strip('> ')}>\n"

    return f"<section>{''.join(drawn(number, cells) for number, cells in enumerate(rows))}</section>"


def grid(blocks: list[Block]) -> dict[tuple[int, int], tuple[str, bool]]:
    return {(b.row, b.col): (b.text, b.head) for b in blocks if b.kind == "cell"}


@pytest.mark.parametrize(
    "html",
    [
        boxes(PURCHASES),
        boxes(PURCHASES, row="<div class=row>", cell="<div class=col-4>"),
        boxes(PURCHASES, row="<li>", cell="<p>"),
        "<div role=table>" + boxes(PURCHASES, row="<div role=row>", cell="<div role=cell>") + "</div>",
    ],
)
def test_boxes_below_column_names_are_a_table(blocks_of: BlocksOf, html: str) -> None:
    found = grid(blocks_of(html))
    assert [found[1, col] for col in (1, 2, 3)] == [(name, True) for name in PURCHASES[0]]
    assert [found[3, col] for col in (1, 2, 3)] == [(text, False) for text in PURCHASES[2]]


def test_two_columns_need_a_first_row_that_is_set_apart(blocks_of: BlocksOf) -> None:
    rows = (("มาตรการ", "ผลที่เกิดขึ้น"), ("ป้ายขั้นตอน", "ติดครบ 4 จุด"), ("ตู้รับฟัง", "มีผู้ส่ง 23 ข้อ"))
    assert grid(blocks_of(boxes(rows))) == {}
    assert len(grid(blocks_of(boxes(rows, names="<div class=thead>")))) == 6


def test_four_columns_need_one_row_only(blocks_of: BlocksOf) -> None:
    rows = (("รายการ", "วงเงิน", "วิธี", "ผู้ชนะ"), ("จ้างถ่ายเอกสาร", "4,500", "เฉพาะเจาะจง", "ร้านกอไก่"))
    assert len(grid(blocks_of(boxes(rows)))) == 8
    assert grid(blocks_of(boxes(tuple(row[:3] for row in rows)))) == {}


@pytest.mark.parametrize(
    "html",
    [
        boxes((("12 ม.ค. 65", "<a href=1>ข่าวแรก</a>", "อ่าน 5"), ("13 ม.ค. 65", "<a href=2>ข่าวสอง</a>", "อ่าน 6")) * 2),
        boxes((("โทร.", "054-1", "ต่อ 2"), ("โทรสาร", "054-3", "ต่อ 4"), ("สายด่วน", "1567", "ฟรี"))),
        boxes((("<h4>ก</h4>", "<h4>ข</h4>", "<h4>ค</h4>"), ("1", "2", "3"), ("4", "5", "6"))),
        boxes((("ก", "ข", "ค"), ("<img src=1.jpg>", "<img src=2.jpg>", "<img src=3.jpg>")) * 2),
        boxes((("ชื่อ", "วงเงิน", "ผู้ชนะ"), ("กระดาษ", "<input name=a>", "1"), ("หมึก", "<input name=b>", "2"))),
        boxes((("หน้าแรก", "ข่าว", "ติดต่อ"), ("แผน", "ผล", "รายงาน"), ("ถาม", "ตอบ", "กระดาน"))),
        "<section>" + boxes(PURCHASES).replace("</section>", "คำนำหน้า</section>").replace("\n", "คั่น") + "</section>",
    ],
)
def test_what_looks_alike_is_no_table(blocks_of: BlocksOf, html: str) -> None:
    assert grid(blocks_of(html)) == {}


def test_words_and_links_of_a_box_table_are_kept_once(blocks_of: BlocksOf) -> None:
    rows = (*PURCHASES, ("จ้างซ่อมรถ", "9,000", "<a href=/w>ร้านคอควาย</a>"))
    blocks = blocks_of("<h2>ก่อน</h2>" + boxes(rows) + "<p>หลัง</p>")
    assert [b.text for b in blocks if b.kind == "link"] == ["ร้านคอควาย"]
    assert [b.text for b in blocks if b.kind != "link"] == ["ก่อน", *(t for row in PURCHASES for t in row), "จ้างซ่อมรถ",
                                                           "9,000", "ร้านคอควาย", "หลัง"]  # fmt: skip


def test_many_tables_in_one_box_are_cut_out_without_searching(
    blocks_of: BlocksOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[object] = []

    def equal(one: object, other: object) -> bool:
        compared.append(other)
        return one is other

    monkeypatch.setattr(Element, "__eq__", equal)
    html = "<hr>".join(boxes(PURCHASES).removeprefix("<section>").removesuffix("</section>") for _ in range(20))
    blocks = blocks_of(f"<section>{html}</section>")
    assert len({b.table for b in blocks if b.kind == "cell"}) == 20
    assert [b.text for b in blocks if b.kind == "cell"] == [text for row in PURCHASES for text in row] * 20
    assert compared == []
