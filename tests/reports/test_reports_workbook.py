"""The Excel file: what stands where, and that nothing of a site is ever computed."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl import Workbook

from reports import AgencyReport
from reports.excel_cells import LONGEST_CELL, tabs, write_words
from reports.province_report import Deadline, ProvinceReport, Waiting
from reports.workbook import HEAD, workbook

from .conftest import SITE, met, unmet, verdict

Make = Callable[..., AgencyReport]


def province(*agencies: AgencyReport, **more: object) -> ProvinceReport:
    facts = {
        "name": "จังหวัดสมมติ",
        "fiscal_year": 2565,
        "made_at": "2022-04-26T07:00:00+07:00",
        "rubric": agencies[0].rubric if agencies else None,
    }
    return ProvinceReport(**{**facts, **more}, agencies=agencies)  # type: ignore[arg-type]


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_an_agency_has_a_sheet_like_the_form(make: Make) -> None:
    book = opened(workbook(province(make())))
    assert book.sheetnames == ["สรุปทั้งจังหวัด", "อบต.บ้านสวน"]
    rows = list(book["อบต.บ้านสวน"].iter_rows(min_row=HEAD, values_only=True))
    assert rows[0][:5] == ("ข้อ", "รายการ", "คำตอบ", "ลิงก์ที่ควรส่ง (URL)", "คำอธิบายหรือสิ่งที่ต้องทำ")
    told = {row[0]: row for row in rows[1:]}
    assert list(told) == ["O1", "O2", "O3", "O10", "O34", "O42"]
    assert [told[item][2] for item in told] == ["มี", "มี", "ต้องตรวจ", "ไม่มี", "ต้องตรวจ", "ไม่ต้องตอบ"]
    assert told["O1"][3] == f"{SITE}/about"
    assert "สำนักงานแบ่งเป็น ๓ กลุ่ม" in told["O1"][4]
    assert told["O2"][3] == f"{SITE}/people/"  # the better link
    assert told["O10"][3] == f"{SITE}/plan"
    assert "ส่วนที่สองของแผนดำเนินงาน" in told["O10"][4]
    assert told["O42"][3] in (None, "")


def test_the_secretariat_sees_agencies_by_items_scores_and_deadlines(make: Make) -> None:
    due = Deadline(
        key="links-round-1", title="ส่งลิงก์", ends="2022-04-30", closes="", days=4, state="open", whose="province"
    )
    over = Deadline(key="iit", title="เก็บ IIT", ends="2022-03-31", closes="", days=-26, state="over", whose="nacc")
    report = province(
        make(deadline="ส่งลิงก์ (อีก 4 วัน)", groups=("ท้องถิ่น",)),
        waiting=(Waiting(name="อบต.ยังไม่ตรวจ", why="failed"),),
        deadlines=(due, over),
        owing={"ban-suan": 2},
    )
    sheet = opened(workbook(report)).worksheets[0]
    above = [str(sheet.cell(row, 1).value) for row in range(1, 4)]
    assert "30 เมษายน 2565" in above[2]
    assert not any("IIT" in line for line in above)
    heads = {str(cell.value).split(" ")[0]: cell.column for cell in sheet[4] if cell.value}
    row = 5
    assert sheet.cell(row, heads["หน่วยงาน"]).value == "อบต.บ้านสวน"
    assert sheet.cell(row, heads["คะแนนต่ำสุด"]).value == make().judgement.oit.low
    assert sheet.cell(row, heads["ค้างส่งลิงก์"]).value == 2
    assert sheet.cell(row, heads["กำหนดถัดไป"]).value == "ส่งลิงก์ (อีก 4 วัน)"
    assert sheet.cell(row, heads["O1"]).value == "ครบ"
    assert sheet.cell(row, heads["O3"]).value == "เปิดดูไม่ได้"
    assert sheet.cell(row, heads["O1"]).fill.fgColor.rgb != sheet.cell(row, heads["O10"]).fill.fgColor.rgb
    hyperlink = sheet.cell(row, 1).hyperlink
    assert hyperlink is not None
    assert hyperlink.location == "'อบต.บ้านสวน'!A1"
    assert sheet.cell(row + 1, 1).value == "อบต.ยังไม่ตรวจ"
    assert "ตรวจไม่สำเร็จ" in str(sheet.cell(row + 1, 2).value)


HOSTILE = ('=HYPERLINK("http://x","กด")', "+1", "-1", "@SUM(A1)", "\t=1", "a\x00\x0bb", "\ud800", "<b>&</b>", "😀" * 20)


def test_nothing_is_computed_and_nothing_breaks_the_file(make: Make) -> None:
    agencies = [
        make(
            code=f"a{number}",
            name=text,
            items=[verdict("O1", met(text), met(text), url=text), verdict("O2", unmet(), unmet(), better_url=text)],
            agency_url=text,
            deadline=text,
            groups=(text,),
        )
        for number, text in enumerate(HOSTILE)
    ]
    book = opened(workbook(province(*agencies, name=HOSTILE[0], waiting=(Waiting(name=HOSTILE[0], why="left"),))))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if isinstance(cell.value, str)} == {"s"}
    begun = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@"))]
    assert len(begun) > 5
    assert all(cell.quotePrefix for cell in begun)
    assert [cell.hyperlink.target for cell in cells if cell.hyperlink and cell.hyperlink.target] == []
    assert len(book.sheetnames) == len(HOSTILE) + 1


def test_a_cell_holds_what_excel_holds() -> None:
    sheet = Workbook().worksheets[0]
    write_words(sheet["A1"], "ก" * 40_000)
    write_words(sheet["A2"], "😀" * 40_000)
    for name in ("A1", "A2"):
        assert len(str(sheet[name].value).encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert len(str(sheet["A1"].value)) > LONGEST_CELL - 5


def test_sheets_have_names_that_excel_takes() -> None:
    names = ["สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด" + end for end in ("ก", "ข")] + [
        "a/b?*[]",
        "History",
        "",
        "'",
        "x" * 40,
        "X" * 40,
    ]
    found = list(tabs(names))
    assert len({name.casefold() for name in found}) == len(names)
    for name in found:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert name.casefold() != "history"


@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_province_without_anything_is_a_file_too(lang: str) -> None:
    assert len(opened(workbook(province(), lang=lang)).sheetnames) == 1


def test_items_that_the_book_lost_are_left_out(make: Make) -> None:
    stray = verdict("O99", met(), met())
    book = opened(workbook(province(make(items=[*make().judgement.items, stray]))))
    assert "O99" not in [row[0] for row in book.worksheets[1].iter_rows(values_only=True)]


def test_the_same_report_gives_the_same_bytes(make: Make) -> None:
    assert workbook(province(make())) == workbook(province(make()))
