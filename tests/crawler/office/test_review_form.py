"""The Excel form: hostile words stay words, filled rows become decisions, the rest is refused with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace
from openpyxl.worksheet.worksheet import Worksheet

from checks.evidence import Block
from checks.verdict import Status
from crawler.office.model import OfficeError
from crawler.office.review.docket import ReviewError
from crawler.office.review.needs_eyes import needs_eyes
from crawler.office.review.sheet import read_form, write_form
from crawler.office.review.taking import Taken, take
from crawler.store import Store
from tests.crawler.office.reviewed_agency import Clock, case, docket, element, file, judge_night, judge_with_people

HOSTILE = '=HYPERLINK("http://evil.example","กดที่นี่")'
SCAN = replace(file("scan"), state="no-text", blocks=(Block("paragraph", HOSTILE, page=1),))
"""The submitted paper of laws, which nobody can read."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "oit.db", now=Clock()) as opened:
        yield opened


@pytest.fixture
def form(store: Store, tmp_path: Path) -> Path:
    """The form of a night on which the submitted paper could not be read."""
    judge_night(store, case(further=[SCAN]))
    path = tmp_path / "form.xlsx"
    write_form(path, needs_eyes(store, [docket(store)], item="O6"), {})
    return path


def sheet_of(path: Path) -> tuple[openpyxl.Workbook, Worksheet, dict[str, int]]:
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    return book, sheet, {str(cell.value): cell.column for cell in sheet[1]}


def fill(path: Path, row: int = 2, **words: str) -> None:
    """Fill in cells of a row as somebody at a desk does."""
    book, sheet, columns = sheet_of(path)
    headers = {
        "decision": "ผลการตัดสิน", "reason": "เหตุผล", "reviewer": "ชื่อผู้ตัดสิน", "agency": "รหัสหน่วยงาน", "place": "ข้อ",
        "own_url": "ลิงก์ที่พบเอง (ถ้ามี)", "own_quote": "ข้อความที่พบเอง (ถ้ามี)", "key": "รหัสหลักฐาน (ห้ามแก้)",
    }  # fmt: skip
    for key, said in words.items():
        sheet.cell(row, columns[headers[key]]).value = said
    book.save(path)


def taken(store: Store, path: Path) -> Taken:
    return take(store, [docket(store)], read_form(path))


def test_a_form_comes_back_as_decisions(store: Store, form: Path) -> None:
    fill(form, decision="ครบ", reason="อ่านภาพแล้ว", reviewer="ผู้ตรวจ ก", own_url="http://a.example/", own_quote="พ.ร.บ.")
    done = taken(store, form)
    assert (done.rows, len(done.numbers), done.known, done.refused, done.agencies) == (1, 1, 0, (), ("thung",))
    judgement = judge_with_people(store, docket(store).run_id)
    assert element(judgement, "O6", 1).finding.status is Status.MET
    again = taken(store, form)
    assert (again.rows, again.numbers, again.known, again.refused) == (1, (), 1, ())


def test_rows_that_nobody_filled_in_are_left_alone(store: Store, form: Path) -> None:
    assert taken(store, form).rows == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"reason": "x", "reviewer": "ก"}, "decision-missing"),
        ({"decision": "ครบ", "reason": "x"}, "name-missing"),
        ({"decision": "ไม่ครบ", "reviewer": "ก"}, "reason-missing"),
        ({"decision": "น่าจะครบ", "reason": "x", "reviewer": "ก"}, "wrong-word"),
        ({"decision": "ไม่ครบ", "reason": "x", "reviewer": "ก", "agency": "other"}, "no-such-agency"),
        ({"decision": "ไม่ครบ", "reason": "x", "reviewer": "ก", "place": "O77"}, "no-such-item"),
        ({"decision": "ไม่ครบ", "reason": "x", "reviewer": "ก", "key": ""}, "evidence-changed"),
        ({"decision": "ไม่ครบ", "reason": "=1+1", "reviewer": "ก"}, "formula"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_with_its_number(
    store: Store, form: Path, words: dict[str, str], code: str
) -> None:
    fill(form, **words)
    (refused,) = taken(store, form).refused
    assert (refused.row, refused.why.code) == (2, code)
    assert store.decisions.every() == []


def test_a_row_twice_counts_once_and_a_refused_row_stops_no_other(store: Store, form: Path) -> None:
    book, sheet, _ = sheet_of(form)
    sheet.append([cell.value for cell in sheet[2]])
    book.save(form)
    for row in (2, 3):
        fill(form, row, decision="ไม่ครบ", reason="x", reviewer="ก")
    done = taken(store, form)
    assert len(done.numbers) == 1
    assert [(refused.row, refused.why.code) for refused in done.refused] == [(3, "twice")]


def test_a_form_older_than_the_evidence_is_refused(store: Store, form: Path) -> None:
    fill(form, decision="ไม่ครบ", reason="x", reviewer="ก")
    judge_night(store, case(further=[replace(SCAN, sha256="0" * 64)]))
    (refused,) = taken(store, form).refused
    assert refused.why.code == "evidence-changed"


def test_crawled_words_are_never_formulas(store: Store, tmp_path: Path) -> None:
    judge_night(store, case(further=[SCAN]))
    (eye, *_) = needs_eyes(store, [docket(store)], item="O6")
    hostile = [replace(eye, quote=words) for words in (HOSTILE, "+1", "-1", "@SUM(A1)", "a\x07\u202eb", "ก" * 40_000)]
    path = tmp_path / "hostile.xlsx"
    write_form(path, hostile, {})
    _, sheet, columns = sheet_of(path)
    cells = [sheet.cell(row, columns["ข้อความที่พบ"]) for row in range(2, 8)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells[:5]] == [HOSTILE, "+1", "-1", "@SUM(A1)", "ab"]
    assert len(str(cells[5].value)) < 32_767
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert sheet.data_validations.dataValidation[0].formula1 == '"ครบ,ไม่ครบ"'


def test_what_somebody_filled_in_is_never_written_over(form: Path) -> None:
    with pytest.raises(ReviewError) as refused:
        write_form(form, [], {})
    assert refused.value.code == "file-exists"
    assert form.stat().st_size


def test_other_files_are_no_forms(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["ข้อ", "ลิงก์"])  # type: ignore[union-attr]
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(ReviewError) as refused:
        read_form(tmp_path / "other.xlsx")
    assert refused.value.code == "no-form"
    with pytest.raises(OfficeError):
        read_form(tmp_path / "missing.xlsx")
