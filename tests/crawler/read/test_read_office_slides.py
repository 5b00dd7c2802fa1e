"""Slides, new and old."""

from __future__ import annotations

import io
from pathlib import Path

import pptx
from lxml import etree  # type: ignore[import-untyped]
from pptx.util import Inches

from checks.evidence import Block
from crawler.read.found import FileText
from crawler.read.office.old_slides import read_ppt
from crawler.read.office.ole import OleFile
from crawler.read.office.pptx import read_pptx
from fixtures.bad.make_files import ole

FILES = Path(__file__).parents[3] / "fixtures" / "files"
SIZE = (Inches(1), Inches(1), Inches(4), Inches(2))


def _read(show: object) -> FileText:
    out = io.BytesIO()
    show.save(out)  # type: ignore[attr-defined]
    return read_pptx(out.getvalue())


def _said(blocks: tuple[Block, ...]) -> list[tuple[str, int, str]]:
    return [(b.kind, b.page, b.text) for b in blocks]


def test_title_first_then_shapes() -> None:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    box = slide.shapes.add_textbox(*SIZE)
    box.text_frame.text = "กล่องหนึ่ง\vต่อ"
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(*SIZE).text_frame.text = "ในกลุ่ม"
    title = slide.shapes.title
    title.text = "นโยบายไม่รับของขวัญ"
    title._element.getparent().append(title._element)
    bullets = show.slides.add_slide(show.slide_layouts[1])
    bullets.shapes.title.text = "ช่องทาง"
    bullets.placeholders[1].text = "ข้อหนึ่ง\nข้อสอง"
    found = _read(show)
    assert (found.state, found.pages) == ("read", 2)
    assert _said(found.blocks) == [
        ("heading", 1, "นโยบายไม่รับของขวัญ"),
        ("paragraph", 1, "กล่องหนึ่ง ต่อ"),
        ("paragraph", 1, "ในกลุ่ม"),
        ("heading", 2, "ช่องทาง"),
        ("item", 2, "ข้อหนึ่ง"),
        ("item", 2, "ข้อสอง"),
    ]


def test_tables_links_and_hidden_slides() -> None:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    table = slide.shapes.add_table(2, 3, *SIZE).table
    for n in range(6):
        table.cell(n // 3, n % 3).text = str(n)
    table.cell(0, 0).merge(table.cell(0, 1))
    run = slide.shapes.add_textbox(*SIZE).text_frame.paragraphs[0].add_run()
    run.text, run.hyperlink.address = "เว็บไซต์", "http://a.example/"
    hidden = show.slides.add_slide(show.slide_layouts[6])
    hidden.shapes.add_textbox(*SIZE).text_frame.text = "ซ่อน"
    hidden._element.set("show", "0")
    found = _read(show)
    assert [(b.row, b.col, b.colspan, b.head, b.text) for b in found.blocks if b.kind == "cell"] == [
        (1, 1, 2, True, "0 1"), (1, 3, 1, True, "2"),
        (2, 1, 1, False, "3"), (2, 2, 1, False, "4"), (2, 3, 1, False, "5"),
    ]  # fmt: skip
    assert [(b.kind, b.text, b.href) for b in found.blocks if b.kind != "cell"] == [
        ("paragraph", "เว็บไซต์", ""), ("link", "เว็บไซต์", "http://a.example/"),
    ]  # fmt: skip


def test_a_diagram_in_the_order_of_its_outline() -> None:
    """An organisation chart is a part of its own, which the slide only points to."""
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    names = 'xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:a="urn:a"'
    point = "<d:pt{}><d:t><a:p><a:r><a:t>{}</a:t></a:r></a:p></d:t></d:pt>"
    points = point.format("", "นายกเทศมนตรี") + point.format(' type="parTrans"', "เส้น") + point.format("", "ปลัดเทศบาล")
    part = pptx.opc.package.Part(
        pptx.opc.packuri.PackURI("/ppt/diagrams/data1.xml"), "application/xml", show.part.package,
        f"<d:dataModel {names}><d:ptLst>{points}</d:ptLst></d:dataModel>".encode(),
    )  # fmt: skip
    relation = slide.part.relate_to(
        part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/diagramData"
    )
    frame = slide.shapes.add_table(2, 2, *SIZE)._element
    data = next(frame.iter("{*}graphicData"))
    data[:] = [etree.fromstring(f'<d:relIds {names} xmlns:r="urn:r" r:dm="{relation}"/>')]
    assert _said(_read(show).blocks) == [("paragraph", 1, "นายกเทศมนตรี"), ("paragraph", 1, "ปลัดเทศบาล")]


def test_old_slides() -> None:
    found = read_ppt((FILES / "gift-policy.ppt").read_bytes())
    assert (found.state, found.pages) == ("read", 2)
    assert _said(found.blocks) == [
        ("heading", 1, "นโยบายไม่รับของขวัญ"),
        ("paragraph", 1, "ข้อหนึ่ง"),
        ("paragraph", 1, "ข้อสอง"),
        ("heading", 2, "ช่องทางร้องเรียน"),
        ("paragraph", 2, "โทร. 0-2000-0000"),
    ]


def test_old_slides_locked_or_damaged() -> None:
    file = OleFile((FILES / "gift-policy.ppt").read_bytes())
    streams = {name: file.stream(name) for name in ("Current User", "PowerPoint Document")}
    user = streams["Current User"]
    locked = {**streams, "Current User": user[:12] + bytes.fromhex("dfc4d1f3") + user[16:]}
    assert read_ppt(ole(locked)).state == "encrypted"
    lost = {**streams, "PowerPoint Document": bytes(len(streams["PowerPoint Document"]))}
    assert read_ppt(ole(lost)).state == "damaged"
