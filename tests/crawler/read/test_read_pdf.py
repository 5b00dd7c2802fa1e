"""The PDF reader: lines, cells, links, and the states of files that give no text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checks.evidence import Document
from crawler.read import read
from crawler.read.pdf import is_garbled

LINE = "แผนการดำเนินงานประจำปีงบประมาณ ๒๕๖๕ ของสำนักงานจังหวัด"
MakePdf = Callable[..., bytes]


def _read(body: bytes, content_type: str = "application/pdf") -> Document:
    return read(body, url="http://a.example/x.pdf", final_url="http://a.example/x.pdf", content_type=content_type)


def test_lines_come_with_their_page(make_pdf: MakePdf) -> None:
    document = _read(make_pdf([(60, 700, LINE), (60, 670, "บรรทัดที่สอง")], [(60, 700, LINE)]))
    assert [(b.kind, b.text, b.page) for b in document.blocks] == [
        ("paragraph", LINE, 1),
        ("paragraph", "บรรทัดที่สอง", 1),
        ("paragraph", LINE, 2),
    ]
    assert (document.state, document.pages, document.kind, document.reader) == ("read", 2, "document", "pdf/1")


def test_pdf_sent_as_html_is_a_pdf(make_pdf: MakePdf) -> None:
    assert _read(make_pdf([(60, 700, LINE)]), "text/html; charset=utf-8").state == "read"


def test_repeated_column_gaps_make_cells(make_pdf: MakePdf) -> None:
    rows = [("ลำดับ", "รายการ", "ราคา"), ("๑", "กระดาษ", "๑๐๐"), ("๒", "หมึกพิมพ์", "๒๕๐"), ("๓", "แฟ้ม", "๘๐")]
    words = [(60, 780, LINE)]
    words += [
        (x, 740 - 30 * n, text) for n, row in enumerate(rows) for x, text in zip((60, 200, 400), row, strict=True)
    ]
    cells = [b for b in _read(make_pdf(words)).blocks if b.kind == "cell"]
    assert [(c.row, c.col, c.text) for c in cells] == [
        (n, m, text) for n, row in enumerate(rows, start=1) for m, text in enumerate(row, start=1)
    ]
    assert {c.table for c in cells} == {1}


def test_two_lines_with_gaps_are_no_table(make_pdf: MakePdf) -> None:
    words = [(60, 780, LINE), (60, 740, "ลงชื่อ"), (400, 740, "วันที่"), (60, 700, "นายเอ"), (400, 700, "๑ ม.ค.")]
    assert [b.text for b in _read(make_pdf(words)).blocks] == [LINE, "ลงชื่อ วันที่", "นายเอ ๑ ม.ค."]


def test_marks_on_a_line_of_their_own_return_to_their_letters(make_pdf: MakePdf) -> None:
    pieces = [
        (60, 700, "ผ"),
        (67, 709, "\u0e49"),
        (67, 691, "\u0e39"),
        (67, 700, "บร"),
        (81, 709, "\u0e34"),
        (81, 700, "หาร"),
    ]
    words = [(60, 780, LINE), *pieces, (60, 660, "ประจำปี")]
    assert [b.text for b in _read(make_pdf(words)).blocks] == [LINE, "ผู้บริหาร", "ประจำปี"]


def test_links_keep_address_and_words(make_pdf: MakePdf) -> None:
    document = _read(make_pdf([(60, 700, LINE)], link="https://a.example/plan.pdf"))
    assert [(b.href, b.page) for b in document.blocks if b.kind == "link"] == [("https://a.example/plan.pdf", 1)]


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("แผนปฏิบัติการป้องกันการทุจริต", "แผนปฏิบัติการป้องกันการทุจริต"),
        ("Microsoft Word - แผน.doc", ""),
        ("scan001.pdf", ""),
        ("479E214BD1D7961D5E783225EF50320E", ""),
        ("á¼¹»¯ÔºÑµÔ¡ÒÃ", "แผนปฏิบัติการ"),
    ],
)
def test_title_only_where_it_says_something(make_pdf: MakePdf, title: str, kept: str) -> None:
    assert _read(make_pdf([(60, 700, LINE)], title=title)).title == kept


def test_states_of_files_without_text(make_pdf: MakePdf) -> None:
    whole = make_pdf([(60, 700, LINE)])
    scan = make_pdf([], [], [(60, 20, "- 3 -")])
    assert _read(whole[: len(whole) // 3]).state == "damaged"
    assert _read(b"%PDF-1.4\nnothing more").state == "damaged"
    assert _read(make_pdf([(60, 700, LINE)], locked=True)).state == "encrypted"
    assert (_read(scan).state, _read(scan).pages) == ("no-text", 3)
    assert _read(b"").state == "empty"


def test_remapped_fonts_are_garbled_and_lost_sara_am_is_not() -> None:
    assert is_garbled("พพศศศ5558ฏฏ ฑฆฌฌซซ" * 40)
    assert is_garbled("!\"#$%&'()*+,/:;<=>?@[\\]^" * 10)
    assert not is_garbled((LINE + " ").replace("ำ", "า") * 12)
    assert not is_garbled((LINE + " ").replace("า", "ำ") * 12)
    assert not is_garbled("๑. รายการ ................................ ๕๐๐ บาท " * 12)
