"""Long pages: sections of years, of items under headings, and of anchors."""

from __future__ import annotations

from checks.evidence import Block, Document
from checks.identity import Identifier
from checks.lexicon import Lexicon
from checks.reading import Reading
from checks.rubric import load
from checks.sections import at_anchor, of_item, of_year

RUBRIC = load(2565)
LEXICON = Lexicon.of(RUBRIC)


def page(*blocks: Block) -> Reading:
    url = "http://x.example/long"
    document = Document(url, url, "page", "text/html", "0" * 64, "html/3", "read", title="หน้ารวม", blocks=blocks)
    return Reading(document, LEXICON)


def head(text: str, level: int = 2) -> Block:
    return Block("heading", text, level=level)


def shown(reading: Reading) -> list[str]:
    return [line.text for line in reading.main if line.block.kind != "heading"]


def say(text: str, anchor: str = "") -> Block:
    return Block("paragraph", text, anchor=anchor)


def test_only_the_section_of_the_year_is_kept() -> None:
    long = page(head("แผนจัดหาพัสดุ", 1), head("ปี 2565"), say("ก"), head("ปี 2564"), say("ข"), head("ติดต่อ"), say("ค"))
    assert shown(of_year(long, 2565, LEXICON)) == ["ก", "ค"]
    assert shown(of_year(long, 2564, LEXICON)) == ["ข", "ค"]


def test_one_heading_of_another_year_is_no_section_of_years() -> None:
    long = page(head("รายงานผล ปี 2564", 1), say("ก"), head("ข้อเสนอแนะสำหรับปี 2565"), say("ข"))
    assert of_year(long, 2564, LEXICON) is long


def test_the_section_whose_heading_names_the_item() -> None:
    long = page(head("ข้อมูลหน่วยงาน", 1), head("กฎหมายที่เกี่ยวข้อง"), say("ก"), head("เรื่องอื่น"), say("ข"))
    identifier = Identifier(RUBRIC, LEXICON)
    assert shown(of_item(long, "O6", identifier, [], LEXICON)) == ["ก"]
    assert of_item(long, "O9", identifier, [], LEXICON) is long
    assert shown(of_item(long, "O9", identifier, ["เรื่องอื่น ๆ", "เรื่องอื่น"], LEXICON)) == ["ข"]


def test_the_section_where_an_anchor_leads() -> None:
    long = page(say("ก", "one"), say("ข"), say("ค", "box two"), say("ง"), say("จ", "three"))
    assert shown(at_anchor(long, {"two"}, {"one", "two", "three"}, LEXICON)) == ["ค", "ง"]
    assert at_anchor(long, {"nowhere"}, {"one", "two", "three"}, LEXICON) is long
