"""Files that are no table, or not to be read: each with its code, nothing raised but that."""

from __future__ import annotations

import io
import random
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from openpyxl import Workbook

from crawler.office.tables import TableError, read_tables
from fixtures.bad.make_files import MADE, ole, packed


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refused(path: Path) -> TableError:
    with pytest.raises(TableError) as caught:
        read_tables(path)
    assert str(path) in str(caught.value)
    assert caught.value.thai
    return caught.value


def ods(cells: str, *, rows: int, nodes: int = 1, sheets: int = 1) -> bytes:
    """A small OpenDocument workbook whose rows are repeated."""
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table"))
    row = f'<table:table-row table:number-rows-repeated="{rows}">{cells}</table:table-row>'
    content = (
        f'<office:document-content {names} xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        f"<office:spreadsheet>{f'<table:table>{row * nodes}</table:table>' * sheets}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    parts: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content,
    }
    return packed(parts, method=zipfile.ZIP_STORED)


CELL = '<table:table-cell table:number-columns-repeated="{}"><text:p>x</text:p></table:table-cell>'
OLD = (Path(__file__).parents[3] / "fixtures/files/monthly-procurement.xls").read_bytes()
LOCKED = {
    "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
    "META-INF/manifest.xml": "<manifest><file-entry><encryption-data/></file-entry></manifest>",
    "content.xml": b"\x00\x01",
}
BOMB = {"[Content_Types].xml": "<a/>", "xl/workbook.xml": bytes(60_000_000)}
BINARY = {"[Content_Types].xml": "<a/>", "xl/workbook.bin": "x"}


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("nothing.xlsx", b"", "empty"),
        ("blanks.csv", b"\n\n , ,\n", "empty"),
        ("no-cells.xlsx", workbook(), "empty"),
        ("locked.xlsx", ole({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": bytes(5000)}), "locked"),
        ("locked.ods", packed(LOCKED, method=0), "locked"),
        ("paper.xlsx", b"%PDF-1.4\n%%EOF", "unknown-kind"),
        ("letter.xlsx", MADE["cover.docx"](), "unknown-kind"),
        ("page.xls", b"<html><table><tr><td>O1</td></tr></table></html>", "unknown-kind"),
        ("binary.xlsb", packed(BINARY), "unknown-kind"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(50), "unknown-kind"),
        ("cut.xlsx", MADE["cut.xlsx"](), "damaged"),
        ("start.xlsx", b"PK\x03\x04\x00\x00", "damaged"),
        ("cut.xls", OLD[:700], "damaged"),
        ("quote.csv", b'a,b\n"x,1\n', "damaged"),
        ("bytes.csv", b"a,b\n\xff\xfe\xfd\xfc\n", "encoding"),
        ("last-cell.xlsx", MADE["last-cell.xlsx"](), "too-many-rows"),
        ("wide.csv", ",".join(["x"] * 201).encode(), "too-many-columns"),
        ("long.csv", b"a,b\n" * 50_001, "too-many-rows"),
        ("bomb.xlsx", packed(BOMB), "too-large-unpacked"),
        ("wide.ods", ods(CELL.format(1000) * 30, rows=1000), "too-many-columns"),
        ("bomb.ods", ods(CELL.format(200), rows=1000, nodes=49), "too-large-unpacked"),
        ("sheets.ods", ods(CELL.format(100), rows=1000, nodes=9, sheets=2), "too-large-unpacked"),
        ("large.csv", b"a,b\n" * 5_000_001, "too-large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_codes(tmp_path: Path, name: str, body: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(body)
    assert refused(path).code == code


def test_missing_and_folder(tmp_path: Path) -> None:
    assert refused(tmp_path / "missing.xlsx").code == "missing"
    assert refused(tmp_path).code == "folder"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n", encoding="utf-8")

    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    assert refused(path).code == "unreadable"


def test_the_sheet_that_is_too_large_is_named(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "ลิงก์"
    book.worksheets[0].cell(50_001, 1, "x")
    book.save(tmp_path / "a.xlsx")
    assert refused(tmp_path / "a.xlsx").detail == "ลิงก์"


def test_a_name_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "links.csv"
    path.write_bytes(workbook(["ก", "ข"]))
    assert [sheet.rows for sheet in read_tables(path)] == [(("ก", "ข"),)]


def test_merged_ranges_without_end_are_cut(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.cell(20_000, 150, "x")
    sheet["A1"] = "ก"
    book.save(tmp_path / "a.xlsx")
    parts = _with_merged((tmp_path / "a.xlsx").read_bytes(), "A1:XFD1048576", 500)
    (tmp_path / "b.xlsx").write_bytes(parts)
    (found,) = read_tables(tmp_path / "b.xlsx")
    assert found.at(19_999, 149) == "x"


def _with_merged(body: bytes, reference: str, times: int) -> bytes:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    sheet = parts[name]
    assert isinstance(sheet, bytes)
    merged = f"<mergeCells>{f'<mergeCell ref={chr(34)}{reference}{chr(34)}/>' * times}</mergeCells>".encode()
    parts[name] = sheet.replace(b"</sheetData>", b"</sheetData>" + merged)
    return packed(parts)


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("suffix", ["", ".csv"])
def test_hostile_files_are_read_or_refused(tmp_path: Path, name: str, suffix: str) -> None:
    path = tmp_path / f"{name}{suffix}"
    path.write_bytes(MADE[name]())
    with suppress(TableError):
        assert read_tables(path)


def test_no_changed_byte_raises_anything_else(tmp_path: Path) -> None:
    body = workbook(["หน่วยงาน", "ข้อ", "ลิงก์"], ["อบต.บ้านไร่", "O1", "http://x.example/"])
    dice, path = random.Random(5), tmp_path / "a.xlsx"  # noqa: S311 - the same bytes in each run
    for _ in range(150):
        changed = bytearray(body)
        changed[dice.randrange(len(changed))] = dice.randrange(256)
        path.write_bytes(changed)
        with suppress(TableError):
            assert read_tables(path)
