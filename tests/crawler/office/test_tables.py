"""Tables that people send in: formats, encodings, what cells show and hide."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from crawler.office.sheet import formula_target
from crawler.office.tables import Sheet, cell_name, header_words, read_tables
from fixtures.bad.make_files import packed

TEXT = "หน่วยงาน,ข้อ,ลิงก์\r\nอบต.บ้านไร่,O1,http://x.example/1\r\n"
ROWS = (("หน่วยงาน", "ข้อ", "ลิงก์"), ("อบต.บ้านไร่", "O1", "http://x.example/1"))
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def only(path: Path) -> Sheet:
    (sheet,) = read_tables(path)
    return sheet


def save(book: Workbook, path: Path) -> Path:
    book.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_text_files(tmp_path: Path, encoding: str, sign: str) -> None:
    path = tmp_path / "links.csv"
    path.write_bytes(TEXT.replace(",", sign).encode(encoding))
    assert only(path) == Sheet("", hidden=False, rows=ROWS)


def test_a_sign_in_quotation_marks_parts_no_columns(tmp_path: Path) -> None:
    path = tmp_path / "links.csv"
    path.write_text('a;b\n"x, y, z";"1\n2"\n', encoding="utf-8")
    assert only(path).rows == (("a", "b"), ("x, y, z", "1\n2"))


def test_what_cells_show(tmp_path: Path) -> None:
    book = Workbook()
    moment = dt.datetime(2022, 3, 4, 9, 5, 33)  # noqa: DTZ001 - workbooks know no zones
    book.worksheets[0].append([12.0, 0.5, dt.date(2022, 3, 4), moment, True, " ก ", None, ""])
    assert only(save(book, tmp_path / "a.xlsx")).rows == (
        ("12", "0.5", "2022-03-04", "2022-03-04 09:05:33", "TRUE", "ก"),
    )


def test_a_merged_cell_counts_for_each_place_it_covers(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["อบต.บ้านไร่", "O1"], [None, "O2"], [None, "O3"]):
        sheet.append(row)
    sheet["B1"].hyperlink = "http://x.example/1"
    sheet.merge_cells("A1:A3")
    sheet.merge_cells("B1:C1")
    found = only(save(book, tmp_path / "a.xlsx"))
    assert [found.at(row, 0) for row in range(4)] == ["อบต.บ้านไร่"] * 3 + [""]
    assert found.rows[0] == ("อบต.บ้านไร่", "O1")  # nothing else reaches so far: the sheet ends with its filled cells
    assert found.links == {(0, 1): "http://x.example/1"}


def test_hidden_sheets_are_told_apart(tmp_path: Path) -> None:
    book = Workbook()
    for number, state in enumerate(("visible", "hidden", "veryHidden")):
        sheet = book.create_sheet(f"แผ่น {number}")
        sheet["A1"], sheet.sheet_state = "ก", state
    del book["Sheet"]
    found = read_tables(save(book, tmp_path / "a.xlsx"))
    assert [(sheet.name, sheet.hidden) for sheet in found] == [("แผ่น 0", False), ("แผ่น 1", True), ("แผ่น 2", True)]


def test_formulas_and_where_cells_lead_to(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B2"], sheet["C3"] = "เปิด", '=HYPERLINK("http://x.example/?a=1&b=2","เปิด")', "=A1"
    sheet["A1"].hyperlink = "http://x.example/a?b=1&c=2"
    found = only(save(book, tmp_path / "a.xlsx"))
    assert found.formulas == {(1, 1), (2, 2)}
    assert found.links == {(0, 0): "http://x.example/a?b=1&c=2", (1, 1): "http://x.example/?a=1&b=2"}


def test_the_saved_value_of_a_formula_counts(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = Workbook()
    book.worksheets[0]["A1"] = "=B1"
    out = io.BytesIO()
    book.save(out)
    parts = _parts(out.getvalue())
    sheet = "xl/worksheets/sheet1.xml"
    written = parts[sheet]
    assert b"<v></v>" in written
    parts[sheet] = written.replace(b"<v></v>", b"<v>http://x.example/</v>").replace(b'r="A1"', b'r="A1" t="str"')
    path.write_bytes(packed(parts))
    assert (only(path).at(0, 0), only(path).formulas) == ("http://x.example/", {(0, 0)})


def _parts(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def ods(rows: str, *, styles: str = "", manifest: str = "") -> bytes:
    """A small OpenDocument workbook with one sheet of the style ``s``."""
    names = " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "table", "text", "style"))
    content = (
        f'<office:document-content {names} xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="ลิงก์" table:style-name="s">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    parts: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content,
    }
    if manifest:
        parts["META-INF/manifest.xml"] = manifest
    return packed(parts, method=zipfile.ZIP_STORED)


def test_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    path.write_bytes(
        ods(
            '<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>ก</text:p></table:table-cell>'
            '<table:table-cell office:value-type="float" office:value="12"><text:p>12.00</text:p></table:table-cell>'
            '<table:table-cell><text:p><text:a xlink:href="http://x.example/1">เปิด</text:a><text:s/>ดู</text:p>'
            "<text:p>อีกบรรทัด</text:p></table:table-cell></table:table-row>"
            '<table:table-row table:number-rows-repeated="2"><table:covered-table-cell/>'
            '<table:table-cell office:value-type="date" office:date-value="2022-03-04T09:05:33"><text:p>4/3/65</text:p>'
            '</table:table-cell><table:table-cell table:formula="of:=HYPERLINK(&quot;http://x.example/2&quot;)">'
            "<text:p>ข</text:p></table:table-cell></table:table-row>"
            '<table:table-row table:number-rows-repeated="1048573"><table:table-cell '
            'table:number-columns-repeated="16384"/></table:table-row>'
        )
    )
    found = only(path)
    assert found.rows == (
        ("ก", "12", "เปิด ดู\nอีกบรรทัด"), ("ก", "2022-03-04 09:05:33", "ข"), ("", "2022-03-04 09:05:33", "ข"),
    )  # fmt: skip
    assert found.formulas == {(1, 2), (2, 2)}
    assert found.links == {(0, 2): "http://x.example/1", (1, 2): "http://x.example/2", (2, 2): "http://x.example/2"}


def test_a_hidden_sheet_of_libreoffice(tmp_path: Path) -> None:
    style = (
        '<style:style style:name="s" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    path = tmp_path / "a.ods"
    path.write_bytes(
        ods("<table:table-row><table:table-cell><text:p>ก</text:p></table:table-cell></table:table-row>", styles=style)
    )
    assert only(path).hidden


def test_an_old_workbook() -> None:
    found = read_tables(Path(__file__).parents[3] / "fixtures/files/monthly-procurement.xls")
    assert any("จัดซื้อ" in cell for sheet in found for row in sheet.rows for cell in row)


def test_ten_thousand_rows(tmp_path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for number in range(10_000):
        sheet.append(["อบต.บ้านไร่", f"O{number % 43 + 1}", f"http://x.example/{number}"])
    found = only(save(book, tmp_path / "a.xlsx"))
    assert (len(found.rows), found.rows[-1][2]) == (10_000, "http://x.example/9999")


@pytest.mark.parametrize(
    ("place", "name"),
    [((0, 0), "A1"), ((6, 1), "B7"), ((0, 25), "Z1"), ((0, 26), "AA1"), ((9, 701), "ZZ10"), ((0, 702), "AAA1")],
)
def test_cells_are_called_as_spreadsheets_do(place: tuple[int, int], name: str) -> None:
    assert cell_name(*place) == name


def test_header_cells_in_one_form() -> None:
    assert len({header_words(text) for text in ("ชื่อหน่วยงาน", " ชื่อ  หน่วยงาน: ", "ชื่อหน่วยงาน *", "ชื่อ\u200bหน่วยงาน")}) == 1


def test_where_formulas_lead_to() -> None:
    assert formula_target('=IF(A1="","",HYPERLINK("http://x.example/""a""","ก"))') == 'http://x.example/"a"'
    assert formula_target("=HYPERLINK(A1,B1)") == ""
