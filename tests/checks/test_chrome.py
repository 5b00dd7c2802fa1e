"""What repeats from page to page is frame; what a page has of its own stays content."""

from __future__ import annotations

import msgspec

from checks.chrome import without_frame
from checks.evidence import Block, Document

SITE = "http://x.example/"


def page(path: str, *own: str) -> Document:
    blocks = [
        Block("paragraph", "วันจันทร์ที่ 25 เมษายน 2565"),
        Block("link", "หน้าแรก", href=SITE),
        *(Block("paragraph", text) for text in own),
        Block("paragraph", "ผู้เข้าชมวันนี้ 27"),
    ]
    url = SITE + path
    return Document(url, url, "page", "text/html", "0" * 64, "html/1", "read", blocks=tuple(blocks))


def regions(document: Document) -> list[str]:
    return [b.region for b in document.blocks]


def test_repeated_blocks_become_header_and_footer() -> None:
    pages = [page(f"p{n}", f"ประกาศเรื่องที่ {n} ของตำบล") for n in range(8)]
    assert regions(without_frame(pages, keep=SITE)[3]) == ["header", "header", "main", "footer"]


def test_the_home_page_keeps_its_blocks() -> None:
    pages = [page("", "ยินดีต้อนรับ"), *(page(f"p{n}", f"เรื่องที่ {n}") for n in range(8))]
    assert set(regions(without_frame(pages, keep=SITE)[0])) == {"main"}


def test_a_title_that_also_stands_in_the_menu_is_content() -> None:
    pages = [page(f"p{n}", "เมนู อำนาจหน้าที่", f"เรื่องที่ {n}") for n in range(8)]
    own = page("duty", "เมนู อำนาจหน้าที่", "เมนู อำนาจหน้าที่", "มีหน้าที่ดังนี้")
    assert regions(without_frame([*pages, own], keep=SITE)[-1]) == ["header"] * 3 + ["main", "main", "footer"]


def test_a_small_site_is_left_alone() -> None:
    pages = [page(f"p{n}", f"เรื่องที่ {n}") for n in range(4)]
    assert without_frame(pages, keep=SITE) == pages


def test_short_counters_are_frame_and_short_lines_with_figures_are_not() -> None:
    counted = [
        msgspec.structs.replace(p, blocks=(*p.blocks, Block("paragraph", f"วันนี้ {n * 7}")))
        for n, p in enumerate(page(f"p{n}", f"ประกาศเรื่องที่ {n} ของตำบล", f"หมู่ {n}" if n < 5 else "") for n in range(10))
    ]
    cleaned = without_frame(counted, keep=SITE)
    assert [(b.text, b.region) for b in cleaned[3].blocks if b.text in ("หมู่ 3", "วันนี้ 21")] == [
        ("หมู่ 3", "main"),
        ("วันนี้ 21", "footer"),
    ]
