"""Word files made by the real library, with the XML that it has no words for."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from PIL import Image

from checks.evidence import TEXT_KINDS, Block
from crawler.read.office.docx import read_docx
from fixtures.bad import make_files

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def _bytes(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _texts(blocks: tuple[Block, ...], *kinds: str) -> list[str]:
    return [block.text for block in blocks if block.kind in (kinds or TEXT_KINDS)]


@pytest.fixture
def read_with() -> Callable[..., tuple[Block, ...]]:
    """Read a document with one paragraph of this inner XML."""

    def read(inner: str) -> tuple[Block, ...]:
        document = docx.Document()
        names = f'xmlns:w="{W}" xmlns:mc="{MC}" xmlns:wps="{WPS}" xmlns:v="urn:schemas-microsoft-com:vml"'
        paragraph = parse_xml(f"<w:p {names}>{inner}</w:p>")
        document.element.body.insert(0, paragraph)
        return read_docx(_bytes(document)).blocks

    return read


def _run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_headings_paragraphs_and_lists_in_order() -> None:
    document = docx.Document()
    document.core_properties.title = "แผนปฏิบัติการ ๒๕๖๕"
    document.add_heading("แผนปฏิบัติการ", 0)
    document.add_heading("โครงการ", 2)
    document.add_paragraph("บรรทัด  แรก\tสอง")
    document.add_paragraph("ข้อหนึ่ง", style="List Bullet")
    found = read_docx(_bytes(document))
    assert (found.state, found.title, found.pages) == ("read", "แผนปฏิบัติการ ๒๕๖๕", 0)
    assert [(b.kind, b.level, b.text, b.page) for b in found.blocks] == [
        ("heading", 1, "แผนปฏิบัติการ", 0),
        ("heading", 2, "โครงการ", 0),
        ("paragraph", 0, "บรรทัด แรก สอง", 0),
        ("item", 0, "ข้อหนึ่ง", 0),
    ]


def test_a_heading_by_outline_level_of_its_own() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("หัวข้อที่ไม่มีรูปแบบ")
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="2"/>'))
    assert [(b.kind, b.level) for b in read_docx(_bytes(document)).blocks] == [("heading", 3)]


def test_table_grid_with_spans_and_header_row() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"ช่อง {number}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "กว้าง"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "สูง"
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    cells = [b for b in read_docx(_bytes(document)).blocks if b.kind == "cell"]
    assert [(b.table, b.row, b.col, b.colspan, b.rowspan, b.head, b.text) for b in cells] == [
        (1, 1, 1, 2, 1, True, "กว้าง"),
        (1, 1, 3, 1, 1, True, "ช่อง 2"),
        (1, 2, 1, 1, 1, False, "ช่อง 3"),
        (1, 2, 2, 1, 1, False, "ช่อง 4"),
        (1, 2, 3, 1, 2, False, "สูง"),
        (1, 3, 1, 1, 1, False, "ช่อง 6"),
        (1, 3, 2, 1, 1, False, "ช่อง 7"),
    ]


def test_a_bold_first_row_is_a_header() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for n in range(2):
        table.cell(0, n).paragraphs[0].add_run("หัว").bold = True
        table.cell(1, n).text = "ค่า"
    assert [b.head for b in read_docx(_bytes(document)).blocks] == [True, True, False, False]


def test_tables_that_lay_the_page_out_are_paragraphs() -> None:
    document = docx.Document()
    outer = document.add_table(2, 2)
    outer.cell(0, 0).text = "ซ้าย"
    inner = outer.cell(1, 1).add_table(2, 2)
    for n, word in enumerate(("ก", "ข", "ค", "ง")):
        inner.cell(n // 2, n % 2).text = word
    document.add_table(1, 2).cell(0, 0).text = "แถวเดียว"
    assert [(b.kind, b.text) for b in read_docx(_bytes(document)).blocks] == [
        ("paragraph", "ซ้าย"), ("cell", "ก"), ("cell", "ข"), ("cell", "ค"), ("cell", "ง"), ("paragraph", "แถวเดียว"),
    ]  # fmt: skip


def test_links_by_relation_and_by_field(read_with: Callable[..., tuple[Block, ...]]) -> None:
    document = docx.Document()
    relation = document.part.relate_to("http://a.example/plan", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, True)
    paragraph = document.add_paragraph("ดู ")
    paragraph._p.append(
        parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{relation}"><w:r><w:t>แผน</w:t></w:r></w:hyperlink>')
    )
    found = read_docx(_bytes(document)).blocks
    assert [(b.kind, b.text, b.href) for b in found] == [
        ("paragraph", "ดู แผน", ""), ("link", "แผน", "http://a.example/plan"),
    ]  # fmt: skip
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "http://b.example/"</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{_run("เว็บ")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert [(b.kind, b.text, b.href) for b in read_with(field)] == [
        ("paragraph", "เว็บ", ""), ("link", "เว็บ", "http://b.example/"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("inner", "texts"),
    [
        (f"{_run('ก')}<w:ins>{_run('ข')}</w:ins><w:del><w:r><w:delText>ลบ</w:delText></w:r></w:del>", ["กข"]),
        (f"<w:moveFrom>{_run('ย้าย')}</w:moveFrom><w:moveTo>{_run('ใหม่')}</w:moveTo>", ["ใหม่"]),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{_run('ช่องกรอก')}</w:sdtContent></w:sdt>", ["ช่องกรอก"]),
        (f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>ซ่อน</w:t></w:r>{_run('เห็น')}", ["เห็น"]),
        ("<w:r><w:t>ก</w:t><w:br/><w:t>ข</w:t></w:r>", ["ก ข"]),
        ("<w:r><w:t>ก</w:t><w:br/><w:t>ข</w:t><w:br/><w:t>ค</w:t><w:br/><w:t>ง</w:t></w:r>", ["ก", "ข", "ค", "ง"]),
        (
            (
                "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
                f"<w:p>{_run('กล่อง')}</w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>"
                f"<v:textbox><w:txbxContent><w:p>{_run('กล่อง')}</w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback>"
                f"</mc:AlternateContent></w:r>{_run('ข้างกล่อง')}"
            ),
            ["ข้างกล่อง", "กล่อง"],
        ),
    ],
)
def test_every_word_once(read_with: Callable[..., tuple[Block, ...]], inner: str, texts: list[str]) -> None:
    assert _texts(read_with(inner)) == texts


def test_a_content_control_round_paragraphs_and_rows() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for n in range(4):
        table.cell(n // 2, n % 2).text = str(n)
    row = table.rows[1]._tr
    wrapper = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    row.addprevious(wrapper)
    wrapper[0].append(row)
    assert _texts(read_docx(_bytes(document)).blocks, "cell") == ["0", "1", "2", "3"]


def test_headers_and_footers_have_their_region() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "เทศบาลตำบลหนองสมมติ"
    document.add_paragraph("เนื้อหา")
    second = document.add_section()
    second.header.is_linked_to_previous = False
    second.header.paragraphs[0].text = "เทศบาลตำบลหนองสมมติ"
    second.footer.paragraphs[0].text = "หน้า"
    assert [(b.region, b.text) for b in read_docx(_bytes(document)).blocks] == [
        ("header", "เทศบาลตำบลหนองสมมติ"), ("main", "เนื้อหา"), ("footer", "หน้า"),
    ]  # fmt: skip


def test_footnotes_come_after_the_text() -> None:
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body><w:p>{_run("ก")}<w:r><w:footnoteReference w:id="2"/>'
        f"</w:r></w:p><w:p>{_run('ข')}</w:p></w:body></w:document>",
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="0" w:type="separator"><w:p>'
        f'{_run("-")}</w:p></w:footnote><w:footnote w:id="2"><w:p>{_run("เชิงอรรถ")}</w:p></w:footnote></w:footnotes>',
        "word/_rels/document.xml.rels": '<Relationships><Relationship Id="r9" Type="http://x/footnotes" '
        'Target="footnotes.xml"/><Relationship Id="r8" Type="http://x/image" Target="NULL"/></Relationships>',
    }
    assert _texts(read_docx(make_files.packed(parts)).blocks) == ["ก", "ข", "เชิงอรรถ"]


def test_pictures_by_their_alternative_text() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    document = docx.Document()
    document.add_picture(picture)
    bare = read_docx(_bytes(document))
    assert (bare.state, [(b.kind, b.text) for b in bare.blocks]) == ("no-text", [("image", "")])
    properties = next(document.element.body.iter(qn("wp:docPr")))
    properties.set("descr", "ผังโครงสร้างเทศบาล")
    assert _texts(read_docx(_bytes(document)).blocks, "image") == ["ผังโครงสร้างเทศบาล"]


def test_a_strict_file_reads_as_any_other() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f'<w:document xmlns:w="{strict}"><w:body><w:p>{_run("ก")}</w:p></w:body></w:document>'
    parts = {"[Content_Types].xml": "<Types/>", "word/document.xml": body}
    assert _texts(read_docx(make_files.packed(parts)).blocks) == ["ก"]


def test_a_deep_file_ends() -> None:
    deep = f"<w:p>{_run('ลึก')}</w:p>"
    for _ in range(60):
        deep = f"<w:tbl><w:tr><w:tc>{deep}</w:tc></w:tr></w:tbl>"
    parts = {
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{deep}<w:p>{_run("ก")}</w:p></w:body></w:document>'
    }
    assert read_docx(make_files.packed(parts)).state in ("read", "damaged")
