"""Menus, headers, footers and side columns are told from content; lists of evidence are always content."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checks.evidence import Block

BlocksOf = Callable[..., list[Block]]

PROSE = "องค์การบริหารส่วนตำบลหนองไทรจัดทำแผนพัฒนาท้องถิ่นเพื่อให้บริการประชาชนในพื้นที่ " * 4
MENU = ["หน้าแรก", "ประวัติ", "บุคลากร", "ข่าว", "ติดต่อ", "ถามตอบ", "แผนที่"]
LINKS = "<br>".join(f"<a href=m{n}.php>{name}</a>" for n, name in enumerate(MENU))


def _region(blocks: list[Block], text: str) -> str:
    return next(b.region for b in blocks if b.text.startswith(text))


@pytest.mark.parametrize(
    ("wrapper", "region"),
    [
        ("<nav>{}</nav>", "menu"),
        ("<div role=navigation>{}</div>", "menu"),
        ("<div class='navbar navbar-default'>{}</div>", "menu"),
        ("<div id=topmenu>{}</div>", "menu"),
        ("<ul class='main-menu'><li>{}</ul>", "menu"),
        ("<div id=leftMenu>{}</div>", "menu"),
        ("<div class=elementor-widget-nav-menu>{}</div>", "menu"),
        ("<header>{}</header>", "header"),
        ("<div id=site-header>{}</div>", "header"),
        ("<div class=banner-top>{}</div>", "header"),
        ("<ol class=breadcrumb><li>{}</ol>", "header"),
        ("<nav aria-label=Breadcrumb>{}</nav>", "header"),
        ("<main><div class='breadcrumbs'>{}</div></main>", "header"),
        ("<footer>{}</footer>", "footer"),
        ("<div class='footer-area'><div class=menu>{}</div></div>", "footer"),
        ("<div id=footer_wrap>{}</div>", "footer"),
        ("<div class=copyright>{}</div>", "footer"),
        ("<aside>{}</aside>", "side"),
        ("<div class=sidebar>{}</div>", "side"),
        ("<div id=left_column>{}</div>", "side"),
        ("<div class='widget widget_recent_entries'>{}</div>", "side"),
        ("<div role=complementary>{}</div>", "side"),
        ("<header><nav>{}</nav></header>", "menu"),
        ("<main>{}</main>", "main"),
        ("<article><header>{}</header></article>", "main"),
        ("<article><footer>{}</footer></article>", "main"),
        ("<div class='page-header'>{}</div>", "main"),
        ("<div class=entry-content>{}</div>", "main"),
        ("<div class=panel-footer>{}</div>", "main"),
        ("<ul class='nav nav-tabs'><li>{}</ul>", "main"),
        ("<div class=elementor-widget-text-editor>{}</div>", "main"),
        ("<div class='so-panel widget widget_sow-editor'>{}</div>", "main"),
        ("<div class='has-sidebar'>{}</div>", "main"),
        ("<section><div class='widget'>{}</div></section>", "main"),
        ("<div class='menu-wrapper'><main>{}</main></div>", "main"),
        ("<body class='menu-open sidebar-left'>{}</body>", "main"),
        ("<div class=sidebar><div id=content>{}</div></div>", "main"),
    ],
)
def test_regions_by_name(blocks_of: BlocksOf, wrapper: str, region: str) -> None:
    html = f"<p>{PROSE}</p>" + wrapper.format("<a href=x.php>ข้อมูล</a>")
    assert _region(blocks_of(html), "ข้อมูล") == region


def test_a_wrapper_called_menu_around_everything_is_not_believed(blocks_of: BlocksOf) -> None:
    blocks = blocks_of(f"<div id=menu><p>{PROSE}{PROSE}</p></div>")
    assert _region(blocks, PROSE[:20]) == "main"


@pytest.mark.parametrize("side", ["first", "last"])
def test_menu_cell_of_an_old_page(blocks_of: BlocksOf, side: str) -> None:
    cells = [f"<td width=180>{LINKS}</td>", f"<td><p>{PROSE}</p></td>"]
    if side == "last":
        cells.reverse()
    blocks = blocks_of(f"<table><tr><td colspan=2>ตรา</td></tr><tr>{''.join(cells)}</tr></table>")
    assert {b.region for b in blocks if b.text in MENU} == {"menu"}
    assert _region(blocks, PROSE[:20]) == "main"


def test_menu_bar_of_an_old_page(blocks_of: BlocksOf) -> None:
    bar = "".join(f"<td><a href=m{n}.php>{name}</a></td>" for n, name in enumerate(MENU))
    blocks = blocks_of(f"<table><tr>{bar}</tr></table><p>{PROSE}</p><table><tr>{bar}</tr></table>")
    assert [b.region for b in blocks if b.text == MENU[0]] == ["menu", "menu", "main", "main"]


@pytest.mark.parametrize(
    "rows",
    [
        [f"<a href=o{n}.php>O{n} ข้อมูลข้อที่ {n}</a>" for n in range(1, 12)],
        [f"<a href=files/{n}.pdf>เอกสาร {n}</a>" for n in range(1, 12)],
        [f"<a href=view.php?id={n}>ประกาศสอบราคาจ้างโครงการก่อสร้างถนนคอนกรีตเสริมเหล็ก หมู่ที่ {n}</a>" for n in range(9)],
    ],
    ids=["oit-index", "documents", "news"],
)
def test_lists_of_evidence_beside_prose_are_main(blocks_of: BlocksOf, rows: list[str]) -> None:
    blocks = blocks_of(f"<table><tr><td>{'<br>'.join(rows)}</td><td>{PROSE}</td></tr></table>")
    assert {b.region for b in blocks} == {"main"}


def test_oit_index_makes_its_neighbour_the_menu(blocks_of: BlocksOf) -> None:
    index = "<br>".join(f"<a href=o{n}.php>O{n}</a>" for n in range(1, 44))
    blocks = blocks_of(f"<table><tr><td>{LINKS}</td><td>{index}</td></tr></table>")
    assert _region(blocks, "บุคลากร") == "menu"
    assert _region(blocks, "O43") == "main"


def test_two_lists_of_links_and_no_content_stay_main(blocks_of: BlocksOf) -> None:
    blocks = blocks_of(f"<table><tr><td>{LINKS}</td><td>{LINKS}</td></tr></table>")
    assert {b.region for b in blocks} == {"main"}
