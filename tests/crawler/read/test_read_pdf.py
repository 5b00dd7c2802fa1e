"""The PDF reader: lines, cells, links, and the states of files that give no text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checks.evidence import Document
from crawler.read import read
from crawler.read.pdf import read_pdf
from fixtures.bad import make_pdf as bad
from fixtures.bad.make_pdf import Sheet

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
    assert (document.state, document.pages, document.kind, document.reader) == ("read", 2, "document", "pdf/2")


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


@pytest.mark.parametrize(
    ("name", "state", "decision", "pictures"),
    [
        ("empty.pdf", "damaged", "none", ()),
        ("truncated.pdf", "damaged", "none", ()),
        ("locked.pdf", "encrypted", "none", ()),
        ("locked-empty-password.pdf", "read", "text", ()),
        ("cover.pdf", "read", "text", ()),
        ("huge-length.pdf", "read", "text", ()),
        ("bomb.pdf", "read", "text", ()),
        ("leading-garbage.pdf", "read", "text", ()),
        ("html.pdf", "damaged", "none", ()),
        ("scan.pdf", "no-text", "picture", (1, 2, 3)),
        ("remapped.pdf", "garbled", "picture", (1,)),
        ("without-map.pdf", "read", "repaired", ()),
        ("outlines.pdf", "no-text", "picture", (1,)),
        ("circular.pdf", "damaged", "none", ()),
    ],
)
def test_bad_files_have_their_state(name: str, state: str, decision: str, pictures: tuple[int, ...]) -> None:
    found = read_pdf(bad.FILES[name]())
    assert (found.state, found.layer.decision, found.layer.pictures) == (state, decision, pictures)


def test_no_bytes_are_no_document() -> None:
    assert _read(b"").state == "empty"


def test_five_thousand_pages_are_cut_and_said_so() -> None:
    found = read_pdf(bad.many_pages())
    assert (found.state, found.pages, found.notes) == ("read", 5000, ("pages-cut:300",))
    assert len(found.blocks) == 300


def test_text_of_an_unmapped_font_is_decoded_again() -> None:
    found = read_pdf(bad.without_map())
    assert {b.text for b in found.blocks} == {LINE}
    assert found.layer.figures["mojibake"] == 1


def test_false_text_is_not_quoted_and_other_pages_are_kept() -> None:
    assert read_pdf(bad.remapped()).blocks == ()
    sound = Sheet([(60, 780 - 30 * n, LINE) for n in range(4)])
    mixed = read_pdf(bad.document(sound, bad.SCANNED, Sheet()))
    assert (mixed.state, mixed.layer.decision, mixed.layer.pictures) == ("read", "text", (2,))


def test_a_blank_document_has_nothing_to_decide() -> None:
    found = read_pdf(bad.document(Sheet(), Sheet()))
    assert (found.state, found.layer.decision, found.layer.pictures) == ("no-text", "none", ())


def test_a_picture_beside_few_words_is_listed_and_the_words_stay() -> None:
    words = [(60, 800, LINE)]
    large = read_pdf(bad.document(bad.SCANNED._replace(words=words)))
    small = read_pdf(bad.document(Sheet(words, drawing="q 100 0 0 100 0 0 cm /Scan Do Q")))
    assert (large.state, large.layer.pictures, [b.text for b in large.blocks]) == ("read", (1,), [LINE])
    assert (small.state, small.layer.pictures) == ("read", ())


@pytest.mark.parametrize("lost", [("ำ", "า"), ("า", "ำ"), ("ำ", " า")])
def test_repairable_damage_stays_in_the_text(make_pdf: MakePdf, lost: tuple[str, str]) -> None:
    text = LINE.replace(*lost)
    found = read_pdf(make_pdf([(60, 780 - 30 * n, text) for n in range(4)]))
    assert (found.state, found.layer.decision) == ("read", "repaired")
    assert {b.text for b in found.blocks} == {text}
