"""The file of submitted links: encodings, headers, good and bad rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from crawler.submitted import LinksFileError, item_of, read_links

TEXT = "agency,item,url,note\r\nจังหวัดศรีพนา,O1,http://x.go.th/1,หมายเหตุ\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "links.csv"
    file.write_bytes(TEXT.encode(encoding))
    (row,) = read_links(file).rows
    assert (row.number, row.agency, row.item, row.url, row.note) == (
        2,
        "จังหวัดศรีพนา",
        "O1",
        "http://x.go.th/1",
        "หมายเหตุ",
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"agency,url\na,http://x/\n",
        b"PK\x03\x04\x00\x00",
        b"%PDF-1.4\n%%EOF",
        b"agency,item,url\n\xff\xfe\xfd\xfc\n",
        b'agency,item,url\n"a,O1,http://x.go.th/\n',
    ],
)
def test_files_refused(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "links.csv"
    file.write_bytes(raw)
    with pytest.raises(LinksFileError) as caught:
        read_links(file)
    assert caught.value.thai


@pytest.mark.parametrize(
    "text",
    ["agency;item;url\na;O1;http://x.go.th/\n", "agency\titem\turl\na\tO1\thttp://x.go.th/\n",
     "หน่วยงาน,ข้อ,ลำดับ,ลิงก์\na,O1,1,http://x.go.th/\n", "หน่วยงาน,O1,O2\na,http://x.go.th/,\n"],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_signs_headers_and_forms(tmp_path: Path, text: str, encoding: str) -> None:
    file = tmp_path / "links.csv"
    file.write_bytes(text.encode(encoding))
    links = read_links(file)
    assert [(row.agency, row.item, row.url) for row in links.rows] == [("a", "O1", "http://x.go.th/")]
    assert links.bad == ()


def test_a_workbook_is_read_as_a_text_file_is(tmp_path: Path) -> None:
    book = Workbook()
    for cells in (["รหัสหน่วยงาน", "หน่วยงาน", "ข้อ", "ลิงก์"], ["ban-rai", "อบต.บ้านไร่", "O1", "http://x.go.th/1"]):
        book.worksheets[0].append(cells)
    book.save(tmp_path / "links.xlsx")
    (row,) = read_links(tmp_path / "links.xlsx").rows
    assert (row.number, row.code, row.agency, row.url) == (2, "ban-rai", "อบต.บ้านไร่", "http://x.go.th/1")


def test_the_newest_answer_of_a_form_counts(tmp_path: Path) -> None:
    file = tmp_path / "form.csv"
    file.write_text(
        "ประทับเวลา,หน่วยงาน,O1,O2\n16/3/2565 9:00:00,a,http://x.go.th/new,\n15/3/2565 9:00:00,a,http://x.go.th/old,http://x.go.th/2\n",
        encoding="utf-8",
    )
    assert [row.url for row in read_links(file).rows] == ["http://x.go.th/new", "http://x.go.th/2"]


def test_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LinksFileError):
        read_links(tmp_path)


def test_every_bad_row_is_named_and_empty_lines_are_none(tmp_path: Path) -> None:
    file = tmp_path / "links.csv"
    file.write_text(
        "agency,item,url\n,O1,http://x.go.th/\na,O44,http://x.go.th/\na,O1,\na,O1,mailto:a@b.th\n\na,O1,http://x.go.th/,b,c\na,O2\n"
        "a,O3,http://x.go.th/3\n",
        encoding="utf-8",
    )
    links = read_links(file)
    assert [bad.number for bad in links.bad] == [2, 3, 4, 5, 7, 8]
    assert all(bad.reason for bad in links.bad)
    assert [row.number for row in links.rows] == [9]


def test_missing_scheme_is_mended_and_said(tmp_path: Path) -> None:
    file = tmp_path / "links.csv"
    file.write_text("agency,item,url\na,7,www.x.go.th/a\n", encoding="utf-8")
    (row,) = read_links(file).rows
    assert (row.url, row.item, bool(row.mended)) == ("http://www.x.go.th/a", "O7", True)


@pytest.mark.parametrize(
    ("text", "item"),
    [("O1", "O1"), ("o43", "O43"), ("O๑๒", "O12"), ("07", "O7"), ("O 9", "O9"), ("ข้อ O5", "O5"), ("O0", ""),
     ("O44", ""), ("O100", ""), ("", ""), ("CLO1", ""), ("O2x", "")],
)  # fmt: skip
def test_items(text: str, item: str) -> None:
    assert item_of(text) == item
