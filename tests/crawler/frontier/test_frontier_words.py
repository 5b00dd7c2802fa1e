"""What link texts say, by the rubric's own words."""

from __future__ import annotations

import pytest

from checks.evidence import Block, Document
from checks.rubric.schema import Book, Item, Rubric
from crawler.frontier.words import ItemWords

TITLES = {
    1: "โครงสร้าง", 2: "ข้อมูลผู้บริหาร", 3: "อำนาจหน้าที่", 5: "ข้อมูลการติดต่อ", 6: "กฎหมายที่เกี่ยวข้อง",
    7: "ข่าวประชาสัมพันธ์", 10: "แผนดำเนินงานประจำปี", 34: "ไม่รับของขวัญ",
}  # fmt: skip


@pytest.fixture(scope="module")
def words() -> ItemWords:
    """Words of a small book."""
    items = {
        f"O{n}": Item(f"O{n}", "structure", title, title, "", "none", (), (), {"title": (title,)})
        for n, title in TITLES.items()
    }
    return ItemWords(Rubric(Book(2565, "complete", "", (), {}, {}), items, ""))


def page(*blocks: Block) -> Document:
    url = "http://x.go.th/ita"
    return Document(url, url, "page", "text/html", "0", "html/1", "read", title="OIT 2565", blocks=blocks)


def test_items_of_texts(words: ItemWords) -> None:
    assert words.item("ประกาศนโยบายไม่รับของขวัญ ปี 2565") == "O34"
    assert words.item("ติดต่อโฆษณา") == ""
    assert words.item("ข่าวประชาสัมพันธ์ " * 40) == ""


@pytest.mark.parametrize("text", ["ITA 2565", "การประเมินคุณธรรมและความโปร่งใส", "OIT", "การเปิดเผยข้อมูลสาธารณะ (OIT)"])
def test_ways_to_the_index(words: ItemWords, text: str) -> None:
    assert words.leads_to_index(text)


@pytest.mark.parametrize("text", ["Digital", "capital", "ข่าวประชาสัมพันธ์", ""])
def test_no_way_to_the_index(words: ItemWords, text: str) -> None:
    assert not words.leads_to_index(text)


def test_rows_of_an_index(words: ItemWords) -> None:
    rows = [Block("link", f"O{n} {title}", href=f"http://files.test/{n}.pdf") for n, title in TITLES.items()]
    assert words.rows(page(*rows)) == [(f"O{n}", f"http://files.test/{n}.pdf") for n in TITLES]


def test_a_page_with_few_labels_is_no_index(words: ItemWords) -> None:
    assert list(words.rows(page(Block("link", "O1 โครงสร้าง", href="http://x.go.th/1")))) == []
