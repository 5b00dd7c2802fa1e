"""The kind of a body is told from its bytes; suffix and header are not asked."""

from __future__ import annotations

import pytest

from crawler.read import READERS, read

HTML = "<html><body><p>ไม่พบหน้าที่ต้องการในระบบของเทศบาล</p></body></html>"


@pytest.mark.parametrize(
    ("body", "kind", "state", "reader"),
    [
        (b"", "document", "empty", "none/1"),
        (b" \r\n\x00", "document", "empty", "none/1"),
        (HTML.encode(), "page", "read", "html/3"),
        (HTML.encode("utf-16"), "page", "read", "html/3"),
        (b"\xef\xbb\xbf\r\n\r\n" + HTML.encode(), "page", "read", "html/3"),
        (b"<br />\n<b>Warning</b>: mysql_connect()" + HTML.encode(), "page", "read", "html/3"),
        (b'<?xml version="1.0"?><!DOCTYPE html>' + HTML.encode(), "page", "read", "html/3"),
        ("แผนงาน,งบประมาณ\r\nก,๑๐".encode("cp874"), "document", "read", "text/1"),
        (b"PK\x03\x04\x14\x00\x06\x00<html>", "document", "reader-missing", "none/1"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "document", "reader-missing", "none/1"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "document", "reader-missing", "none/1"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "document", "reader-missing", "none/1"),
        (b"Rar!\x1a\x07\x00", "document", "reader-missing", "none/1"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "document", "reader-missing", "none/1"),
        (b"\x00\x00\x00\x18ftypmp42", "document", "reader-missing", "none/1"),
        (b'<?xml version="1.0"?><rss><channel/></rss>', "document", "reader-missing", "none/1"),
        (bytes(range(256)) * 20, "document", "reader-missing", "none/1"),
        (b"%PDF-1.7 <html>", "document", "damaged", "pdf/1"),
    ],
)
@pytest.mark.parametrize("name", ["a.pdf", "a.php"])
@pytest.mark.parametrize("content_type", ["application/pdf", "text/html", ""])
def test_kind_from_bytes(body: bytes, kind: str, state: str, reader: str, name: str, content_type: str) -> None:
    url = f"http://a.example/{name}"
    document = read(body, url=url, final_url=url, content_type=content_type)
    assert (document.kind, document.state, document.reader) == (kind, state, reader)
    assert bool(document.blocks) == (state == "read")


def test_every_reader_is_listed() -> None:
    assert READERS == {"html": "3", "pdf": "1", "text": "1", "none": "1"}


def test_bytes_are_known_by_their_hash() -> None:
    document = read(b"abc", url="http://a.example/", final_url="", content_type="text/plain", fetched_at="2022-04-25")
    assert document.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (document.final_url, document.fetched_at) == ("http://a.example/", "2022-04-25")
