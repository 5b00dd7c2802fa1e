"""Tables of PDF pages: ruled grids, cells that wrap and span, headers, parts on several pages; unruled columns."""

from __future__ import annotations

from itertools import pairwise

import pytest

from checks.evidence import Block
from crawler.read.pdf import read_pdf
from fixtures.bad.make_pdf import LINE, Line, Placed, Sheet, document, grid

COLUMNS = (60.0, 120.0, 340.0, 460.0, 540.0)
HEAD = ("ลำดับ", "โครงการ", "งบประมาณ", "เวลา")
BODY = (("๑", "ปรับปรุงถนน", "100,000", "ม.ค."), ("๒", "ขุดลอกคลอง", "50,000", "มี.ค."))


def _row(y: float, words: tuple[str, ...], columns: tuple[float, ...] = COLUMNS) -> list[Placed]:
    return [(x + 5, y, text) for x, text in zip(columns, words, strict=False) if text]


def _cells(*sheets: Sheet) -> list[Block]:
    return [b for b in read_pdf(document(*sheets)).blocks if b.kind == "cell"]


def _texts(cells: list[Block]) -> dict[tuple[int, int], str]:
    return {(c.row, c.col): c.text for c in cells}


def _table(top: float, rows: tuple[tuple[str, ...], ...], height: float = 30.0) -> tuple[list[Placed], list[Line]]:
    words = [word for n, row in enumerate(rows) for word in _row(top - height * (n + 1) + 10, row)]
    return words, grid(COLUMNS, [top - height * n for n in range(len(rows) + 1)])


def test_two_ruled_rows_are_a_table_with_a_header_between_its_paragraphs() -> None:
    words, lines = _table(700, (HEAD, *BODY))
    sheet = Sheet([(60, 300, "หมายเหตุ ท้ายตาราง"), *words, (60, 780, LINE)], lines)  # drawn in any order
    blocks = read_pdf(document(sheet)).blocks
    assert [b.kind for b in blocks] == ["paragraph", *["cell"] * 12, "paragraph"]
    assert (blocks[0].text, blocks[-1].text) == (LINE, "หมายเหตุ ท้ายตาราง")
    cells = [b for b in blocks if b.kind == "cell"]
    assert _texts(cells) == {
        (r, c): text for r, row in enumerate((HEAD, *BODY), start=1) for c, text in enumerate(row, start=1)
    }
    assert [c.text for c in cells if c.head] == list(HEAD)


def test_lines_of_a_cell_are_joined_and_empty_cells_are_left_out() -> None:
    words = [*_row(675, HEAD), *_row(640, ("๑", "ปรับปรุงถนนสาย", "", "ม.ค.")), (125, 620, "บ้านหนองน้ำ")]
    cells = _cells(Sheet(words, grid(COLUMNS, (700, 665, 610))))
    assert _texts(cells)[2, 2] == "ปรับปรุงถนนสาย บ้านหนองน้ำ"
    assert (2, 3) not in _texts(cells)
    assert _texts(cells)[2, 4] == "ม.ค."


def test_spans_and_a_header_of_two_rows() -> None:
    lines = [
        *grid(COLUMNS, (640, 610, 580)),
        (60, 700, 540, 700),
        (340, 670, 540, 670),
        *((x, 640, x, 700) for x in (60, 120, 340, 540)),
        (460, 640, 460, 670),
    ]
    words = [
        (65, 665, "ลำดับ"), (125, 665, "โครงการ"), (400, 680, "การใช้จ่าย"), (345, 650, "จัดสรร"), (465, 650, "ใช้จริง"),
        *_row(620, ("๑", "ถนน", "500", "400")), *_row(590, ("๒", "คลอง", "300", "300")),
    ]  # fmt: skip
    cells = _cells(Sheet(words, lines))
    spans = {c.text: (c.row, c.col, c.rowspan, c.colspan) for c in cells if c.head}
    assert spans == {
        "ลำดับ": (1, 1, 2, 1),
        "โครงการ": (1, 2, 2, 1),
        "การใช้จ่าย": (1, 3, 1, 2),
        "จัดสรร": (2, 3, 1, 1),
        "ใช้จริง": (2, 4, 1, 1),
    }
    assert _texts(cells)[4, 4] == "300"


def test_names_and_values_in_two_columns_have_no_header() -> None:
    rows = ((65, 680, "ชื่อโครงการ"), (205, 680, "ปรับปรุงถนน"), (65, 650, "สถานที่"), (205, 650, "หมู่ที่ ๒"))
    cells = _cells(Sheet(rows, grid((60, 200, 500), (700, 670, 640))))
    assert len(cells) == 4
    assert not any(c.head for c in cells)


@pytest.mark.parametrize("drawn", ["re", "re f", "no sides"])
def test_bars_boxes_and_open_sides_rule_as_lines_do(drawn: str) -> None:
    words, lines = _table(700, (HEAD, *BODY))
    if drawn == "no sides":
        lines = [line for line in lines if line[0] != line[2] or line[0] not in (60, 540)]
        sheet = Sheet(words, lines)
    elif drawn == "re f":
        bars = "\n".join(f"{x} {y} {max(0.5, to_x - x)} {max(0.5, to_y - y)} re f" for x, y, to_x, to_y in lines)
        sheet = Sheet(words, drawing=bars)
    else:
        boxes = "\n".join(
            f"{left} {670 - 30 * row} {right - left} 30 re S" for row in range(3) for left, right in pairwise(COLUMNS)
        )
        sheet = Sheet(words, drawing=boxes)
    assert len(_texts(_cells(sheet))) == 12


def test_a_table_goes_on_over_the_page_and_its_header_is_known_again() -> None:
    first, lines = _table(700, (HEAD, *BODY))
    second, again = _table(780, (HEAD, ("๓", "วางท่อ", "9,000", "พ.ค.")))
    bare, below = _table(780, (("๔", "ซ่อมสะพาน", "7,000", "มิ.ย."), ("๕", "ปลูกป่า", "500", "ก.ค.")))
    cells = _cells(Sheet(first, lines), Sheet([*second, (280, 20, "- ๒ -")], again), Sheet(bare, below))
    assert {c.table for c in cells} == {1}
    assert [(c.page, c.row) for c in cells if c.col == 1] == [(1, 1), (1, 2), (1, 3), (2, 4), (2, 5), (3, 6), (3, 7)]
    assert [(c.page, c.text) for c in cells if c.head] == [(page, text) for page in (1, 2) for text in HEAD]


def test_text_between_the_pages_parts_two_tables() -> None:
    words, lines = _table(700, (HEAD, *BODY))
    between = [(60, 500 - 20 * n, LINE) for n in range(4)]
    assert {c.table for c in _cells(Sheet([*words, *between], lines), Sheet(words, lines))} == {1, 2}


def test_boxes_of_a_chart_and_a_frame_around_text_are_no_tables() -> None:
    frame = grid((40, 550), (800, 400, 100))
    boxes = "200 700 200 60 re S 60 500 200 60 re S 340 500 200 60 re S 160 560 m 160 630 l 440 630 l 440 560 l S"
    names = [(210, 720, "ผู้อำนวยการ"), (70, 520, "กลุ่มงานหนึ่ง"), (350, 520, "กลุ่มงานสอง")]
    assert _cells(Sheet([(60, 780, LINE), (60, 300, LINE)], frame)) == []
    assert _cells(Sheet(names, drawing=boxes + " 300 630 m 300 700 l S")) == []


def test_a_word_is_not_cut_by_a_line_that_runs_across_it() -> None:
    words, lines = _table(700, (HEAD, *BODY))
    long = "จัดซื้อเครื่องปรับอากาศแบบแยกส่วนขนาดใหญ่พร้อมติดตั้ง"
    cells = _cells(Sheet([*words, (125, 590, long)], [*lines, *grid(COLUMNS, (610, 580))]))
    assert _texts(cells)[4, 2] == long


def test_a_turned_page_is_read_as_it_is_seen() -> None:
    words, lines = _table(500, (HEAD, *BODY))
    turned = "\n".join(f"BT /F1 14 Tf 0 1 -1 0 {595 - y} {x} Tm <{t.encode('cp874').hex()}> Tj ET" for x, y, t in words)
    rules = "\n".join(f"{595 - y} {x} m {595 - to_y} {to_x} l S" for x, y, to_x, to_y in lines)
    assert len(_texts(_cells(Sheet(drawing=f"{turned}\n{rules}", turned=90)))) == 12


def test_columns_without_lines_keep_their_wrapped_cells() -> None:
    rows = [*_row(700, ("๑", "ปรับปรุงถนนสาย", "100")), (125, 688, "บ้านหนองน้ำ"), *_row(650, ("๒", "ขุดลอกคลอง", "250"))]
    cells = _cells(Sheet([(60, 780, LINE), *rows, *_row(620, ("๓", "วางท่อ", "80")), (60, 560, LINE)]))
    assert _texts(cells) == {
        (1, 1): "๑", (1, 2): "ปรับปรุงถนนสาย บ้านหนองน้ำ", (1, 3): "100",
        (2, 1): "๒", (2, 2): "ขุดลอกคลอง", (2, 3): "250",
        (3, 1): "๓", (3, 2): "วางท่อ", (3, 3): "80",
    }  # fmt: skip
