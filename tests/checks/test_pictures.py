"""Words in pictures: where they stand, what may rest on them, and what they never decide."""

from __future__ import annotations

import msgspec
import pytest

from checks.attempt import spans
from checks.evidence import Block, Document, Layer
from checks.lexicon import Lexicon
from checks.pictures import with_pictures
from checks.reading import UNSURE, Reading
from checks.rubric import load

SITE = "http://nakhonsai.example"


def picture(*texts: str, url: str = "/chart.png", percent: int = 88) -> Document:
    blocks = tuple(Block("paragraph", text, ocr=percent) for text in texts)
    layer = Layer(decision="recognised", pictures=(1,), recognised=(1,), confidence=percent)
    return Document(
        SITE + url, SITE + url, "document", "image/png", "s" + url, "image/1", "read", "", blocks, layer=layer
    )


def page(*blocks: Block) -> Document:
    return Document(SITE + "/o1", SITE + "/o1", "page", "text/html", "s", "html/3", "read", "โครงสร้าง", blocks)


def texts(document: Document) -> list[str]:
    return [b.text for b in document.blocks if b.kind != "image"]


def test_words_stand_where_their_picture_stands() -> None:
    chart = Block("image", "", href=SITE + "/chart.png")
    before, after = Block("paragraph", "ก่อน"), Block("paragraph", "หลัง")
    read = with_pictures([page(before, chart, after, chart), picture("สำนักปลัด", "กองคลัง")])[0]
    assert texts(read) == ["ก่อน", "สำนักปลัด", "กองคลัง", "หลัง"]
    assert [b.ocr for b in read.blocks if b.kind == "paragraph"] == [0, 88, 88, 0]


@pytest.mark.parametrize("region", ["menu", "header", "footer", "side"])
def test_a_banner_in_the_frame_is_no_content(region: str) -> None:
    banner = Block("image", "", region=region, href=SITE + "/chart.png")  # type: ignore[arg-type]
    assert texts(with_pictures([page(banner), picture("งดรับของขวัญ")])[0]) == []


def test_tables_of_a_picture_get_numbers_of_their_own() -> None:
    row = Block("cell", "กองคลัง", table=1, row=1, col=1, ocr=80)
    grid = msgspec.structs.replace(picture(), blocks=(row,))
    own = Block("cell", "ของหน้า", table=4, row=1, col=1)
    chart = Block("image", "", href=SITE + "/chart.png")
    read = with_pictures([page(own, chart), grid])[0]
    assert [(b.text, b.table) for b in read.blocks if b.kind == "cell"] == [("ของหน้า", 4), ("กองคลัง", 5)]


def test_a_year_in_thai_digits_is_not_believed_but_quoted() -> None:
    reading = Reading(picture("ประกาศ ณ วันที่ ๑๕ มกราคม พ.ศ. ๒๕๒๕ เลขที่ 2565"), Lexicon.of(load(2565)))
    assert reading.lines[0].text == f"ประกาศ ณ วันที่ ๑๕ มกราคม พ.ศ. {UNSURE * 4} เลขที่ 2565"
    quote = reading.quote(reading.lines[0])
    assert ("๒๕๒๕" in quote.text, quote.ocr) == (True, 88)


@pytest.mark.parametrize("text", ["๔๕๓๕,๕๒๐ บาท", "๑,๐๓๕๓ บาท", "๑๒๓๔.๕๐", "เลขที่ ๑๒๓๔๕"])
def test_numbers_that_are_no_years_stay(text: str) -> None:
    assert Reading(picture(text), Lexicon.of(load(2565))).lines[0].text == text


@pytest.mark.parametrize("text", ["(พ.ศ. 2563 - ๒๕๒๐๓)", "(พ.ศ. ๒๕๒๓ - 2567)"])
def test_half_a_range_is_no_year(text: str) -> None:
    seen = Reading(picture(f"แผนพัฒนา {text}"), Lexicon.of(load(2565))).lines[0].text
    assert not any(character.isdigit() for character in seen)


def test_titles_are_compared_as_the_book_spells_them() -> None:
    reading = Reading(picture("ประกาศนโยบายใม่รับของขวัญจากการปฏิบตหนาที่"), Lexicon.of(load(2565)))
    assert "ไม่รับของขวัญ" in reading.titles[0]
    assert reading.quote(reading.lines[0]).text.startswith("ประกาศนโยบายใม่รับ")


def test_pages_as_people_write_them() -> None:
    assert (spans((2, 3, 4, 7)), spans((5,)), spans(())) == ("2-4, 7", "5", "")
