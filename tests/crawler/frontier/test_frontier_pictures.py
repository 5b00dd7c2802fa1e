"""Pictures: those that may carry a page's evidence are asked for, ornaments and photographs are not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from checks.evidence import Block, Document
from crawler.frontier import Frontier, Limits, Scope
from crawler.frontier.pictures import OWN_TEXT, PICTURES_A_PAGE, ContentPictures

START = "http://x.go.th/"


class PlainWords:
    """Words of a tiny language: "chart" is O1."""

    def item(self, text: str) -> str:
        """The item of a text."""
        return "O1" if "chart" in text else ""

    def leads_to_index(self, _text: str) -> bool:
        """Never."""
        return False

    def rows(self, _document: Document) -> Sequence[tuple[str, str]]:
        """None."""
        return ()


def page(*blocks: Block, url: str = START, title: str = "") -> Document:
    return Document(url, url, "page", "text/html", "0", "html/4", "read", title, blocks)


def image(name: str, region: str = "main") -> Block:
    return Block("image", "", href=f"{START}{name}", region=region)  # type: ignore[arg-type]


def asked(*pages: Document, wanted: bool = True) -> list[str]:
    pictures = ContentPictures()
    return [b.href.removeprefix(START) for page in pages for b in pictures.of(page, wanted=wanted)]


@pytest.mark.parametrize("name", ["chart.jpg", "img_20210105_0001.png", "show.php?img=7", "upload/ประกาศ.jpeg"])
def test_a_picture_that_may_carry_words_is_asked_for(name: str) -> None:
    assert asked(page(image(name))) == [name]


@pytest.mark.parametrize("name", ["logo.png", "icon-pdf.gif", "btn_download.png", "banner2.jpg", "x/new.gif", "a.svg"])
def test_an_ornament_is_not(name: str) -> None:
    assert asked(page(image(name))) == []


def test_what_stands_on_every_page_is_its_frame() -> None:
    first, second = page(image("head.jpg"), image("a.jpg")), page(image("head.jpg"), image("b.jpg"), url=START + "2")
    assert asked(first, second) == ["head.jpg", "a.jpg", "b.jpg"]
    assert asked(page(image("c.jpg", region="side"))) == []


def test_a_page_that_speaks_for_itself_needs_no_pictures() -> None:
    menu = Block("paragraph", "เมนู" * OWN_TEXT)
    told = Block("paragraph", "ข้อความของหน้านี้เอง" * OWN_TEXT)
    assert asked(page(menu), page(menu, image("a.jpg")), page(menu, told, image("b.jpg"))) == ["a.jpg"]


def test_a_page_without_words_is_looked_at_whatever_it_is_about_but_no_album() -> None:
    assert asked(page(image("poster.jpg")), wanted=False) == ["poster.jpg"]
    assert asked(page(Block("paragraph", "คำ" * OWN_TEXT), image("poster.jpg")), wanted=False) == []
    assert asked(page(*(image(f"{n}.jpg") for n in range(12))), wanted=False) == []


def test_a_gallery_costs_a_few() -> None:
    assert len(asked(page(*(image(f"{n}.jpg") for n in range(40))))) == PICTURES_A_PAGE


def test_only_pages_about_an_item_are_looked_through_and_pictures_come_last() -> None:
    frontier = Frontier(Scope(START), PlainWords(), Limits())
    frontier.start(START)
    pages = {
        START: page(
            Block("link", "our chart", href=START + "o1"), Block("link", "news", href=START + "news"), image("home.jpg")
        ),
        START + "o1": page(image("o1.jpg"), Block("link", "a file", href=START + "a.pdf"), url=START + "o1"),
        START + "news": page(Block("paragraph", "ข่าวงานเลี้ยง" * 40), image("party.jpg"), url=START + "news"),
    }
    taken = []
    while (target := frontier.take()) is not None:
        taken.append((target.url.removeprefix(START), target.reason))
        frontier.done(target, target.guess)
        if target.url in pages:
            frontier.read(pages[target.url], target)
    assert taken == [
        ("", "start"), ("o1", "words:O1"), ("news", "link"), ("a.pdf", "link"), ("o1.jpg", "picture:O1"),
    ]  # fmt: skip
