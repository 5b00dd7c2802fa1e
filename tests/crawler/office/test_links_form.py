"""The form that is sent to agencies: what it asks for, and that it reads back."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from checks.rubric import load
from crawler.books import PACKAGED
from crawler.office.link_form import HEADER, write_form
from crawler.office.link_intake import read_intake
from crawler.office.model import Assigned, Listed, Province

PROVINCE = Province(
    folder=Path(),
    name="จังหวัดศรีพนา",
    fiscal_year=2565,
    contact="desk@sriphana.example",
    agencies=(
        Listed("sriphana", "จังหวัดศรีพนา", "province", "unit", "https://www.sriphana.example/"),
        Listed("agri", "สำนักงานเกษตรจังหวัดศรีพนา", "office", "office", "https://agri.example/", parent="sriphana"),
    ),
    assignment=(Assigned("O2", ("sriphana",)), Assigned("O3", ("sriphana", "agri"))),
)


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "form.xlsx"
    assert write_form(path, PROVINCE, load(2565), PROVINCE.agencies) == 43 + 42
    return path


def test_an_agency_is_asked_for_its_own_items(form: Path) -> None:
    sheet = load_workbook(form)["ลิงก์"]
    rows = [[cell.value for cell in row[:4]] for row in sheet.iter_rows(min_row=2)]
    assert [row[2] for row in rows if row[0] == "sriphana"] == [f"O{n}" for n in range(1, 44)]
    assert [row[2] for row in rows if row[0] == "agri"] == [f"O{n}" for n in range(1, 44) if n != 2]
    assert tuple(cell.value for cell in sheet[1]) == HEADER


def test_it_reads_back_blank_and_filled(form: Path) -> None:
    intake = read_intake(form, PROVINCE, PACKAGED)
    assert (intake.rows, intake.blank) == ((), 85)
    book = load_workbook(form)
    sheet = book["ลิงก์"]
    for row in range(2, 87):
        sheet.cell(row, 5).value = f"https://www.sriphana.example/{row}"
    book.save(form)
    intake = read_intake(form, PROVINCE, PACKAGED)
    assert (len(intake.of_state("taken")), len(intake.rows)) == (85, 85)
    assert intake.rows[0].reason == ""


def test_excel_checks_what_is_filled_in(form: Path) -> None:
    sheet = load_workbook(form)["ลิงก์"]
    rules = {str(rule.sqref).split(":")[0]: rule.type for rule in sheet.data_validations.dataValidation}
    assert rules == {"A2": "list", "B2": "list", "C2": "list", "E2": "custom"}
    assert sheet.freeze_panes == "E2"
    assert not sheet.protection.sheet


def test_names_that_look_like_formulas_stay_words(tmp_path: Path) -> None:
    hostile = Listed("x1", '=HYPERLINK("http://x.example","ก")', "local", "unit", "https://x.example/")
    write_form(tmp_path / "a.xlsx", PROVINCE, load(2565), (hostile,))
    book = load_workbook(tmp_path / "a.xlsx")
    assert [c.coordinate for s in book.worksheets for row in s.iter_rows() for c in row if c.data_type == "f"] == []
    assert book["ลิงก์"]["B2"].value == hostile.name
