"""Recognised lines to blocks, letters to words, drawn lines to cells: what needs no engine."""

from __future__ import annotations

from PIL import Image, ImageDraw

from checks.evidence import Block, Document, Layer
from crawler.read.ocr import Recognised, blocks_of, with_recognised
from crawler.read.ocr.engine import Piece
from crawler.read.ocr.recognised import Box, Line, Word
from crawler.read.ocr.rulings import find_rulings, regions
from crawler.read.ocr.spacing import runs

LETTER = 10


def _line(text: str, left: int, top: int, *, group: int = 1, width: int = 0) -> Line:
    """A line of words of ten points a letter, or stretched to a width."""
    words = text.split()
    step = width // len(words) if width else 0
    found = []
    for n, word in enumerate(words):
        at = left + n * step if step else left
        right = left + (n + 1) * step - LETTER // 2 if step else at + LETTER * len(word)
        found.append(Word(word, 90, Box(at, top, right, top + 20)))
        left = left if step else right + LETTER // 2
    return Line(tuple(found), group, 20)


def _texts(*lines: Line) -> list[tuple[str, int, int, str]]:
    blocks = blocks_of(Recognised("read", lines, 1600, 2300, 90))
    return [(block.kind, block.row, block.col, block.text) for block in blocks]


def test_columns_that_line_up_make_a_table_without_drawn_lines() -> None:
    rows = [("รายการ", "ราคา", "ผู้ขาย"), ("กระดาษ", "100", "ร้านก"), ("หมึก", "250", "ร้านข"), ("แฟ้ม", "80", "ร้านค")]
    lines = [
        _line(text, 100 + 400 * m, 100 + 50 * n, group=1 + m)
        for m in range(3)
        for n, text in enumerate(r[m] for r in rows)
    ]
    assert _texts(*lines) == [
        ("cell", n, m, text) for n, row in enumerate(rows, start=1) for m, text in enumerate(row, start=1)
    ]


def test_a_cell_that_goes_on_below_stays_one_cell() -> None:
    lines = [_line(text, 100 + 400 * m, 100 + 70 * n) for n in range(3) for m, text in enumerate(("ลำดับ", "รายการ"))]
    lines.insert(2, _line("ต่อท้าย", 500, 124))
    assert _texts(*lines)[:3] == [("cell", 1, 1, "ลำดับ"), ("cell", 1, 2, "รายการต่อท้าย"), ("cell", 2, 1, "ลำดับ")]


def test_two_columns_of_text_are_read_one_after_the_other() -> None:
    left = [_line(f"ซ้าย บรรทัด {n}", 100, 100 + 40 * n, group=1, width=600) for n in range(6)]
    right = [_line(f"ขวา บรรทัด {n}", 800, 100 + 40 * n, group=2, width=600) for n in range(6)]
    texts = _texts(*left, *right)
    assert {kind for kind, _, _, _ in texts} == {"paragraph"}
    whole = "".join(text for _, _, _, text in texts)
    assert whole.rindex("ซ้าย") < whole.index("ขวา")


def test_a_sentence_runs_on_where_its_line_is_full() -> None:
    full = _line("ด้วยองค์การบริหารส่วนตำบล", 100, 100, width=900)
    rest = _line("ได้จัดทำแผน", 100, 140)
    other = _line("หัวข้อใหม่", 100, 180)
    assert [text for *_, text in _texts(full, rest, other)] == ["ด้วยองค์การบริหารส่วนตำบลได้จัดทำแผน", "หัวข้อใหม่"]


def test_centred_lines_are_no_running_sentence() -> None:
    title = _line("ประกาศเทศบาลตำบลทุ่งสมมุติ", 100, 100, width=900)
    under = _line("เรื่องเจตจำนง", 400, 140)
    assert len(_texts(title, under)) == 2


def test_pages_and_tables_are_numbered_from_where_the_caller_stands() -> None:
    cells = [Line(_line("ก", 100 * m, 100 * n).words, -m, 20, (1, n, m)) for n in (1, 2) for m in (1, 2)]
    blocks = blocks_of(Recognised("read", tuple(cells), 500, 500, 90), page=3, first_table=5)
    assert {(block.table, block.page, block.ocr) for block in blocks} == {(5, 3, 90)}


def _piece(text: str, left: int, *, spaced: bool = False) -> Piece:
    return Piece(text, 90.0, Box(left, 0, left + LETTER, 20), (1, 1, 1), spaced)


def test_letters_come_together_and_columns_part() -> None:
    pieces = [_piece("ต", 0), _piece("\u0e4d", 8), _piece("า", 12), _piece("บล", 24), _piece("ดี", 50, spaced=True)]
    pieces += [_piece("ก", 200, spaced=True)]
    assert [[word.text for word in words] for words in runs(pieces, LETTER)] == [["ตำบล", "ดี"], ["ก"]]


def test_a_mark_never_begins_a_word() -> None:
    pieces = [_piece("ท", 0), _piece("ี่", 30, spaced=True)]
    assert [[word.text for word in words] for words in runs(pieces, LETTER)] == [["ที่"]]


def test_digits_stay_as_they_were_read() -> None:
    assert [[word.text for word in words] for words in runs([_piece("๒๕๒๕", 0), _piece("lo", 10)], LETTER)] == [
        ["๒๕๒๕lo"]
    ]


def test_drawn_lines_close_cells_and_boxes() -> None:
    picture = Image.new("L", (1200, 900), 255)
    pen = ImageDraw.Draw(picture)
    for left, top, right, bottom in ((100, 100, 400, 200), (400, 100, 700, 200), (100, 200, 700, 300)):
        pen.rectangle((left, top, right, bottom), outline=0, width=2)
    pen.rectangle((300, 500, 600, 650), outline=0, width=2)
    pen.line((450, 300, 450, 500), fill=0, width=2)
    found = regions(*find_rulings(picture))
    assert [(region.table, region.row, region.col) for region in found] == [(1, 1, 1), (1, 1, 2), (1, 2, 1), (0, 0, 0)]


def test_text_and_hatching_are_no_tables() -> None:
    hatched = Image.new("L", (1000, 1000), 255)
    pen = ImageDraw.Draw(hatched)
    for n in range(0, 1000, 5):
        pen.line((0, n, 1000, n), fill=0)
        pen.line((n, 0, n, 1000), fill=0)
    assert regions(*find_rulings(hatched)) == []
    assert regions([], []) == []


def test_pieces_of_a_line_are_one_and_far_ones_are_not() -> None:
    near = [_line("1.", 100, 100), _line("จัดทำแผน", 160, 100)]
    far = [_line("สำนักปลัด", 100, 300), _line("กองคลัง", 700, 300)]
    assert [text for *_, text in _texts(*near, *far)] == ["1. จัดทำแผน", "สำนักปลัด", "กองคลัง"]


def test_recognised_pages_replace_unusable_text_and_keep_links() -> None:
    blocks = (
        Block("paragraph", "พพศศศ5558", page=1),
        Block("link", "พพ", href="http://a.example/b", page=1),
        Block("cell", "ชื่อ", table=2, row=1, col=1, page=2),
    )
    document = Document(
        url="http://a.example/x.pdf", final_url="http://a.example/x.pdf", kind="document", content_type="",
        sha256="0" * 64, reader="pdf/2", state="garbled", blocks=blocks, pages=3,
        layer=Layer(decision="picture", damage=0.9, pictures=(1, 3)),
    )  # fmt: skip
    cells = tuple(Line(_line("ก", 100 * m, 100 * n).words, -m, 20, (1, n, m)) for n in (1, 2) for m in (1, 2))
    first = Recognised("read", (_line("แผนปฏิบัติการ", 100, 100),), 900, 900, 90)
    read = with_recognised(document, {3: Recognised("read", cells, 900, 900, 90), 1: first})
    assert [(block.kind, block.page, block.table, block.text) for block in read.blocks[:4]] == [
        ("paragraph", 1, 0, "แผนปฏิบัติการ"),
        ("link", 1, 0, "พพ"),
        ("cell", 2, 2, "ชื่อ"),
        ("cell", 3, 3, "ก"),
    ]
    assert (read.state, read.layer.recognised, read.layer.damage, read.layer.confidence) == ("read", (1, 3), 0.9, 90)
    again = with_recognised(read, {3: first})
    assert again.reader == "pdf/2+ocr/1:2"
