"""OCR from bytes to blocks, with the real engine: scans, pictures, turned pages, and bytes that are no pictures."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
import pytest
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz import fuzz

from checks.evidence import Document, Layer
from checks.thai.fold import skeleton
from crawler.read.ocr import (
    ENGINE,
    Recognised,
    available,
    blocks_of,
    engine,
    recognise_page,
    recognise_picture,
    with_recognised,
)
from fixtures.scan import Scanner, scanned

FONTS = Path("/usr/share/fonts/truetype/tlwg")
LINES = (
    "ประกาศองค์การบริหารส่วนตำบลดงสมมุติ",
    "เรื่อง แผนปฏิบัติการป้องกันการทุจริต",
    "สำนักปลัดรับผิดชอบการดำเนินงานตามแผน",
    "ติดต่อสอบถามได้ที่งานธุรการทุกวันทำการ",
)
ROWS = (
    ("รายการ", "งบประมาณ", "วิธีจัดซื้อ"),
    ("กระดาษถ่ายเอกสาร", "12,500.00", "เฉพาะเจาะจง"),
    ("ซ่อมเครื่องพิมพ์", "3,400.00", "คัดเลือก"),
)


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / "Laksaman.ttf", size)


def _paper() -> Image.Image:
    """Four lines of text and a ruled table, as at 150 dpi."""
    paper = Image.new("L", (1000, 760), 255)
    pen = ImageDraw.Draw(paper)
    for n, line in enumerate(LINES):
        pen.text((70, 50 + 60 * n), line, font=_font(34), fill=0)
    for n, row in enumerate(ROWS):
        for m, cell in enumerate(row):
            pen.rectangle((70 + 280 * m, 340 + 90 * n, 350 + 280 * m, 430 + 90 * n), outline=0, width=3)
            pen.text((85 + 280 * m, 360 + 90 * n), cell, font=_font(30), fill=0)
    return paper


def _bytes(picture: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, resolution=150)
    return out.getvalue()


def _has(text: str, line: str) -> bool:
    return fuzz.partial_ratio(skeleton(line), skeleton(text)) >= 88


@pytest.fixture(scope="module")
def scan() -> bytes:
    return _bytes(scanned(_paper(), Scanner(skew=-1.5)), "PDF")


@pytest.fixture(scope="module")
def recognised(scan: bytes) -> Recognised:
    return recognise_page(scan, 1, seconds=60)


def test_the_engine_is_here_and_names_itself() -> None:
    assert available() == ""
    assert ENGINE.startswith("tesseract-5.")
    assert "/tha+eng/200/" in ENGINE


def test_a_skewed_grainy_scan_is_read(recognised: Recognised) -> None:
    text = "\n".join(block.text for block in blocks_of(recognised, 1))
    assert recognised.state == "read"
    assert recognised.turned == 0
    assert recognised.skew == pytest.approx(1.5, abs=0.3)
    assert recognised.confidence > 85
    assert [line for line in LINES if not _has(text, line)] == []


def test_ruled_cells_keep_their_places(recognised: Recognised) -> None:
    cells = {(block.row, block.col): block for block in blocks_of(recognised, 4, 7) if block.kind == "cell"}
    assert set(cells) == {(row, col) for row in (1, 2, 3) for col in (1, 2, 3)}
    assert {(block.table, block.page) for block in cells.values()} == {(7, 4)}
    assert cells[2, 2].text == "12,500.00"
    assert all(_has(cells[n, 1].text, ROWS[n - 1][0]) for n in (1, 2, 3))


def test_every_block_has_its_confidence(recognised: Recognised) -> None:
    assert all(1 <= block.ocr <= 100 for block in blocks_of(recognised))


def test_words_are_not_torn_into_letters(recognised: Recognised) -> None:
    first = blocks_of(recognised)[0].text
    assert first.count(" ") <= 1
    assert "ำ" in "".join(block.text for block in blocks_of(recognised))


def test_what_was_recognised_can_be_kept(recognised: Recognised) -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(recognised), type=Recognised) == recognised


def test_a_scan_gets_its_words_at_its_page(recognised: Recognised) -> None:
    document = Document(
        url="http://a.example/x.pdf", final_url="http://a.example/x.pdf", kind="document",
        content_type="application/pdf", sha256="0" * 64, reader="pdf/2", state="no-text", pages=2,
        layer=Layer(decision="picture", pictures=(1, 2)),
    )  # fmt: skip
    read = with_recognised(document, {1: Recognised("no-text"), 2: recognised})
    assert (read.state, read.reader) == ("read", "pdf/2+ocr/1:2")
    assert (read.layer.decision, read.layer.recognised, read.layer.unread) == ("recognised", (1, 2), ())
    assert read.layer.confidence == pytest.approx(recognised.confidence, abs=3)
    assert {block.page for block in read.blocks} == {2}
    photo = with_recognised(document, {1: Recognised("no-text")})
    assert (photo.state, photo.blocks, photo.layer.unread) == ("no-text", (), (2,))
    assert with_recognised(document, {1: Recognised("limit")}) == document


@pytest.mark.parametrize("turn", [90, 180])
def test_a_page_laid_in_the_wrong_way_is_turned(turn: int) -> None:
    lying = scanned(_paper().crop((0, 0, 1000, 310)), Scanner(skew=0, noise=0, turn=turn))
    found = recognise_picture(_bytes(lying, "PNG"), seconds=60)
    assert (found.state, found.turned) == ("read", 360 - turn)
    assert _has(blocks_of(found)[0].text, LINES[0])


def test_a_transparent_chart_of_boxes_keeps_each_box_together() -> None:
    chart = Image.new("RGBA", (900, 300), (0, 0, 0, 0))
    pen = ImageDraw.Draw(chart)
    boxes = (("สำนักปลัด", "นางสมมุติ รู้งาน"), ("กองคลัง", "นายสมมุติ ใจกว้าง"))
    for n, (division, person) in enumerate(boxes):
        pen.rectangle((40 + 440 * n, 60, 400 + 440 * n, 220), outline="black", width=3)
        pen.text((80 + 440 * n, 75), division, font=_font(36), fill="black")
        pen.text((80 + 440 * n, 145), person, font=_font(36), fill="black")
    blocks = blocks_of(recognise_picture(_bytes(chart, "PNG"), seconds=60))
    assert [block.kind for block in blocks] == ["paragraph", "paragraph"]
    assert all(_has(block.text, word) for block, box in zip(blocks, boxes, strict=True) for word in box)


def test_a_picture_without_words_has_no_text() -> None:
    hills = Image.radial_gradient("L").resize((800, 600))
    assert recognise_picture(_bytes(hills, "JPEG"), seconds=60) == Recognised("no-text", width=1600, height=1200)


@pytest.mark.parametrize(
    ("picture", "state"),
    [((64, 64), "too-small"), ((1400, 90), "too-small"), ((2000, 110), "too-small")],
)
def test_icons_and_strips_are_not_tried(picture: tuple[int, int], state: str) -> None:
    assert recognise_picture(_bytes(Image.new("L", picture), "PNG"), seconds=60).state == state


def test_bytes_that_are_no_picture(scan: bytes) -> None:
    png = _bytes(_paper(), "PNG")
    assert recognise_picture(b"", seconds=60).state == "damaged"
    assert recognise_picture(png[:2000], seconds=60).state == "damaged"
    assert recognise_page(scan[:200], 1, seconds=60).state == "damaged"
    assert recognise_page(scan, 2, seconds=60).state == "damaged"
    assert recognise_page(png, 1, seconds=60).state == "damaged"


def test_a_picture_of_too_many_points_is_not_opened() -> None:
    huge = _bytes(Image.new("1", (9000, 9000)), "PNG")
    assert recognise_picture(huge, seconds=60).state == "limit"


def test_time_that_is_up_ends_the_reading(scan: bytes) -> None:
    assert recognise_page(scan, 1, seconds=0.05).state == "limit"
    assert recognise_page(scan, 1, seconds=0).state == "limit"


def test_a_machine_without_the_engine_says_so(scan: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    engine.available.cache_clear()
    try:
        assert "tesseract" in available()
        assert recognise_page(scan, 1, seconds=60).state == "reader-missing"
    finally:
        engine.available.cache_clear()
