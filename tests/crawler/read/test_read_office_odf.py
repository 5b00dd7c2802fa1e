"""OpenDocument files, written as their standard has them."""

from __future__ import annotations

import zipfile

import pytest

from checks.evidence import Block
from crawler.read.found import FileText
from crawler.read.office.odf import read_odp, read_ods, read_odt
from fixtures.bad.make_files import packed

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style", "meta": "meta",
        "presentation": "presentation", "svg": "svg-compatible",
    }.items()
)  # fmt: skip
NAMES += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def _file(family: str, content: str, automatic: str = "", **parts: str) -> bytes:
    xml = (
        f"<office:document-content {NAMES}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:{family}>{content}</office:{family}></office:body></office:document-content>"
    )
    named = {f"{name}.xml": text.replace("NAMES", NAMES) for name, text in parts.items()}
    return packed({"content.xml": xml, **named}, method=zipfile.ZIP_STORED)


def _switched_off(family: str, how: str) -> str:
    properties = f"<style:{family}-properties {how}/>"
    return f'<style:style style:name="off" style:family="{family}">{properties}</style:style>'


def _cells(found: FileText) -> list[tuple[int, int, int, int, bool, str]]:
    return [(b.row, b.col, b.colspan, b.rowspan, b.head, b.text) for b in found.blocks if b.kind == "cell"]


def _said(blocks: tuple[Block, ...]) -> list[tuple[str, int, str]]:
    return [(b.kind, b.level, b.text) for b in blocks]


def test_a_text_in_order_with_every_word_once() -> None:
    content = """
      <text:tracked-changes><text:changed-region><text:deletion><text:p>ลบแล้ว</text:p></text:deletion>
      </text:changed-region></text:tracked-changes>
      <text:h text:outline-level="2">แผน<text:s text:c="3"/>ปฏิบัติการ</text:h>
      <text:p>ดู <text:a xlink:href="http://a.example/">เว็บไซต์<text:span>ของเรา</text:span></text:a> ต่อ<text:note>
      <text:note-citation>1</text:note-citation><text:note-body><text:p>เชิงอรรถ</text:p></text:note-body></text:note></text:p>
      <text:list><text:list-item><text:p>ข้อหนึ่ง</text:p><text:list><text:list-item><text:p>ข้อย่อย</text:p>
      </text:list-item></text:list></text:list-item></text:list>
      <text:p><draw:frame><draw:text-box><text:p>กล่อง</text:p></draw:text-box></draw:frame>ข้างกล่อง
      <office:annotation><text:p>ความเห็น</text:p></office:annotation></text:p>
      <text:p><draw:frame><draw:image/><svg:title>ผัง</svg:title><svg:desc>โครงสร้าง</svg:desc></draw:frame></text:p>
      <text:section text:style-name="off"><text:p>ซ่อน</text:p></text:section>"""
    automatic = _switched_off("section", 'text:display="none"')
    meta = "<office:document-meta NAMES><office:meta><dc:title>แผน ๒๕๖๕</dc:title></office:meta></office:document-meta>"
    page = (
        "<office:document-styles NAMES><office:master-styles><style:master-page><style:header><text:p>เทศบาล</text:p>"
        "</style:header></style:master-page></office:master-styles></office:document-styles>"
    )
    found = read_odt(_file("text", content, automatic, meta=meta, styles=page))
    assert (found.state, found.title) == ("read", "แผน ๒๕๖๕")
    assert _said(found.blocks) == [
        ("paragraph", 0, "เทศบาล"),
        ("heading", 2, "แผน ปฏิบัติการ"),
        ("paragraph", 0, "ดู เว็บไซต์ของเรา ต่อ"),
        ("link", 0, "เว็บไซต์ของเรา"),
        ("item", 0, "ข้อหนึ่ง"),
        ("item", 0, "ข้อย่อย"),
        ("paragraph", 0, "ข้างกล่อง"),
        ("paragraph", 0, "กล่อง"),
        ("image", 0, "ผัง โครงสร้าง"),
        ("paragraph", 0, "เชิงอรรถ"),
    ]
    assert (found.blocks[0].region, found.blocks[3].href) == ("header", "http://a.example/")


def test_a_table_in_a_text() -> None:
    table = """<table:table><table:table-header-rows><table:table-row>
      <table:table-cell table:number-columns-spanned="2"><text:p>กว้าง</text:p></table:table-cell>
      <table:covered-table-cell/></table:table-row></table:table-header-rows><table:table-row>
      <table:table-cell><text:p>ก</text:p><text:p>ข</text:p></table:table-cell>
      <table:table-cell table:number-rows-spanned="2"><text:p>ค</text:p></table:table-cell></table:table-row>
      </table:table>"""
    assert _cells(read_odt(_file("text", table))) == [
        (1, 1, 2, 1, True, "กว้าง"), (2, 1, 1, 1, False, "ก ข"), (2, 2, 1, 2, False, "ค"),
    ]  # fmt: skip


def test_sheets_as_they_are_shown() -> None:
    content = """<table:table table:name="แบบ สขร.1"><table:table-row table:number-rows-repeated="3"/><table:table-row>
      <table:table-cell table:number-columns-repeated="2"/>
      <table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50%</text:p></table:table-cell>
      <table:table-cell office:value-type="date" office:date-value="2022-03-04">
      <text:p>4 มี.ค. 65</text:p></table:table-cell></table:table-row>
      <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/>
      <table:table-cell table:number-columns-repeated="2"><text:p>-</text:p></table:table-cell></table:table-row>
      <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384">
      <text:p>x</text:p></table:table-cell></table:table-row></table:table>
      <table:table table:name="ซ่อน" table:style-name="off"><table:table-row><table:table-cell><text:p>ซ่อน</text:p>
      </table:table-cell></table:table-row></table:table>"""
    automatic = _switched_off("table", 'table:display="false"')
    found = read_ods(_file("spreadsheet", content, automatic))
    assert (found.state, found.pages, found.blocks[0].text) == ("read", 1, "แบบ สขร.1")
    assert _cells(found) == [
        (1, 3, 1, 1, False, "50%"), (1, 4, 1, 1, False, "4 มี.ค. 65"),
        (2, 3, 1, 1, False, "-"), (2, 4, 1, 1, False, "-"), (3, 3, 1, 1, False, "-"), (3, 4, 1, 1, False, "-"),
        (4, 1, 1, 1, False, "x"),
    ]  # fmt: skip


def test_a_sheet_without_cells_is_empty() -> None:
    assert read_ods(_file("spreadsheet", '<table:table table:name="Sheet1"/>')).state == "empty"


def test_slides() -> None:
    content = """<draw:page><draw:frame presentation:class="outline"><draw:text-box><text:list><text:list-item>
      <text:p>ข้อหนึ่ง</text:p></text:list-item></text:list></draw:text-box></draw:frame>
      <draw:frame presentation:class="title"><draw:text-box><text:p>นโยบาย</text:p></draw:text-box></draw:frame>
      <draw:g><draw:custom-shape><text:p>ในกลุ่ม</text:p></draw:custom-shape></draw:g>
      <presentation:notes><draw:frame><draw:text-box><text:p>บันทึก</text:p></draw:text-box></draw:frame>
      </presentation:notes>
      </draw:page>"""
    found = read_odp(_file("presentation", content))
    assert (found.state, found.pages) == ("read", 1)
    assert [(b.kind, b.page, b.text) for b in found.blocks] == [
        ("heading", 1, "นโยบาย"), ("item", 1, "ข้อหนึ่ง"), ("paragraph", 1, "ในกลุ่ม"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "state"),
    [
        (_file("text", ""), "empty"),
        (_file("drawing", ""), "damaged"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text"}), "damaged"),
        (packed({"content.xml": "<a><b></a>"}), "damaged"),
        (
            packed(
                {"content.xml": b"\x8f" * 90, "META-INF/manifest.xml": '<m:m xmlns:m="x"><m:encryption-data/></m:m>'}
            ),
            "encrypted",
        ),
    ],
)
def test_files_that_cannot_be_read(body: bytes, state: str) -> None:
    assert read_odt(body).state == state
