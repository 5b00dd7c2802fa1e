"""The kind of a body is told from its bytes; suffix and header are not asked."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from PIL import Image

from crawler.read import READERS, read
from crawler.read.kinds import kind_of
from fixtures.bad import make_files

HTML = "<html><body><p>ไม่พบหน้าที่ต้องการในระบบของเทศบาล</p></body></html>"
FILES = Path(__file__).parents[3] / "fixtures" / "files"
ROWS = "ลำดับ{0}โครงการ{0}งบประมาณ\r\n1{0}อบรมคุณธรรม{0}12000\r\n2{0}ปลูกป่า{0}8500\r\n"


def _saved(maker: object) -> bytes:
    out = io.BytesIO()
    maker.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def _picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "empty"),
        (b" \r\n\x00", "empty"),
        (HTML.encode(), "html"),
        (HTML.encode("utf-16"), "html"),
        (b"\xef\xbb\xbf\r\n\r\n" + HTML.encode(), "html"),
        (b"<br />\n<b>Warning</b>: mysql_connect()" + HTML.encode(), "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html>' + HTML.encode(), "html"),
        ("แผนงาน,งบประมาณ\r\nก,๑๐".encode("cp874"), "text"),
        (ROWS.format(",").encode("cp874"), "csv"),
        (ROWS.format("\t").encode("utf-16"), "csv"),
        (ROWS.format(";").encode(), "csv"),
        (('"เรื่อง, ชื่อ",ก\r\n"ข, ค",ง\r\n"จ\r\nฉ",ช\r\n').encode(), "csv"),
        ("เรียน ท่านผู้อำนวยการ, ตามที่อ้างถึง\nขอเชิญประชุม, วันจันทร์\nลงชื่อ, นายสมมติ\n".encode(), "text"),
        (b"body { a: b; }\np { c: d; }\ndiv { e: f; }\n", "text"),
        (b"User-agent: *\nDisallow: /a\nDisallow: /b\nDisallow: /c\n", "text"),
        (b"var a = 1;\nvar b = 2;\nvar c = 3;\nvar d = 4;\n", "text"),
        (b"PK\x03\x04\x14\x00\x06\x00<html>", "zip"),
        (b"PK\x05\x06" + bytes(18), "zip"),
        (make_files.packed({"แผน.txt": "ก", "[Content].xml": "x"}), "zip"),
        (make_files.packed({"mimetype": "application/epub+zip"}, method=zipfile.ZIP_STORED), "other"),
        (_saved(docx.Document()), "docx"),
        (_saved(openpyxl.Workbook()), "xlsx"),
        (_saved(pptx.Presentation()), "pptx"),
        (make_files.odt(), "odt"),
        (make_files.odt().replace(b"opendocument.text", b"opendocument.spreadsheet"), "ods"),
        (make_files.odt().replace(b"opendocument.text", b"opendocument.presentation"), "odp"),
        ((FILES / "progress-report.doc").read_bytes(), "doc"),
        ((FILES / "monthly-procurement.xls").read_bytes(), "xls"),
        ((FILES / "gift-policy.ppt").read_bytes(), "ppt"),
        (make_files.ole({"Book": b""}), "xls"),
        (make_files.ole({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "locked"),
        (make_files.ole({"Setup": b"x"}), "other"),
        (b"{\\rtf1\\ansi text}", "rtf"),
        (make_files.rar({"a.pdf": b"%PDF-1.4"}), "rar"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(26), "7z"),
        *((_picture(kind), "image") for kind in ("png", "jpeg", "gif", "webp", "tiff", "bmp")),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "other"),
        (b"\x00\x00\x00\x18ftypmp42", "other"),
        (b'<?xml version="1.0"?><rss><channel/></rss>', "other"),
        (bytes(range(256)) * 20, "other"),
        (b"%PDF-1.7 <html>", "pdf"),
        (b"\r\n  %PDF-1.7", "pdf"),
    ],
)
def test_kind_from_bytes(body: bytes, kind: str) -> None:
    assert kind_of(body) == kind


@pytest.mark.parametrize(
    ("body", "kind", "state"),
    [
        (b"", "document", "empty"),
        (HTML.encode("utf-16"), "page", "read"),
        ("แผนงาน,งบประมาณ\r\nก,๑๐".encode("cp874"), "document", "read"),
        (b"\x00\x00\x00\x18ftypmp42", "document", "reader-missing"),
        (b"%PDF-1.7 <html>", "document", "damaged"),
    ],
)
@pytest.mark.parametrize("name", ["a.pdf", "a.php"])
@pytest.mark.parametrize("content_type", ["application/pdf", "text/html", ""])
def test_suffix_and_header_are_not_asked(body: bytes, kind: str, state: str, name: str, content_type: str) -> None:
    url = f"http://a.example/{name}"
    document = read(body, url=url, final_url=url, content_type=content_type)
    assert (document.kind, document.state) == (kind, state)
    assert bool(document.blocks) == (state == "read")
    assert READERS[document.reader.partition("/")[0]] == document.reader.partition("/")[2]


def test_bytes_are_known_by_their_hash() -> None:
    document = read(b"abc", url="http://a.example/", final_url="", content_type="text/plain", fetched_at="2022-04-25")
    assert document.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (document.final_url, document.fetched_at) == ("http://a.example/", "2022-04-25")
