"""``oit review`` as people run it: list, decide, withdraw, log, forms, fixtures; every refusal says what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
import typer
from click.testing import Result
from msgspec.structs import replace
from typer.testing import CliRunner

from checks.evidence import Block
from crawler.accuracy import labels_of
from crawler.commands.oit import app
from crawler.exits import BAD_INPUT, INTERRUPTED, NOTHING, OK, PARTIAL
from crawler.store import Store
from tests.crawler.office.reviewed_agency import AGENCY, LAW, Clock, case, file, judge_night

runner = CliRunner()
HOSTILE = "[bold]=1+1\x1b[31m\u202e"
SCAN = replace(file("scan"), state="no-text", blocks=(Block("paragraph", HOSTILE, page=1),))
WHO = ("--name", "ผู้ตรวจ ก", "--reason", "เปิดดูแล้ว")
Review = Callable[..., Result]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A night on which the paper of O6 was a scan whose only words are hostile."""
    path = tmp_path / "oit.db"
    with Store(path, now=Clock()) as store:
        judge_night(store, case(further=[SCAN]))
    return path


@pytest.fixture
def review() -> Review:
    """Run ``oit review`` in English."""

    def run(*arguments: object, answer: str | None = None) -> Result:
        return runner.invoke(app, ["review", *map(str, arguments), "--lang", "en"], input=answer)

    return run


def rows(db: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(db)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


DECISIONS = "SELECT item, element_no, status, reviewer, ended_why FROM decisions ORDER BY id"
SAID = "SELECT status, code FROM latest_elements WHERE item = 'O6' AND element_no = 1"


def test_what_needs_eyes_is_listed_with_its_reason(review: Review, db: Path) -> None:
    said = review("list", "--db", db, "--agency", "thung", "--item", "O6", "--why", "unclear")
    assert said.exit_code == OK
    assert "thung O6.1" in said.output
    assert "the machine cannot decide" in said.output
    assert "1 to look at" in said.output
    assert "0 to look at" in review("list", db, "--item", "O6", "--why", "lapsed,changed").output


def test_hostile_words_stay_words(review: Review, db: Path) -> None:
    said = review("list", db).output + review("decide", db, "thung", "O6", "unmet", *WHO, answer="n\n").output
    assert "\x1b" not in said
    assert "\u202e" not in said


def test_a_decision_is_asked_about_recorded_and_judged(review: Review, db: Path) -> None:
    place = ("thung", "O6.1", "met", *WHO, "--url", LAW, "--quote", "พระราชบัญญัติสภาตำบล")
    assert "nothing was recorded" in review("decide", db, *place, answer="n\n").output
    assert rows(db, DECISIONS) == []
    said = review("decide", db, *place, answer="y\n")
    assert said.exit_code == OK
    assert rows(db, DECISIONS) == [("O6", 1, "met", "ผู้ตรวจ ก", "")]
    assert rows(db, SAID) == [("met", "by-person-met")]
    assert "(by-person-met)" in said.output


def test_a_decision_counts_for_the_run_that_a_night_judged_meanwhile(
    review: Review, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(_: str) -> bool:
        tomorrow = Clock()
        tomorrow.moment += timedelta(days=1)
        with Store(db, now=tomorrow) as store:
            judge_night(store, case(further=[SCAN]))
        return True

    monkeypatch.setattr(typer, "confirm", answer)
    assert review("decide", db, "thung", "O6", "unmet", *WHO, "--url", LAW).exit_code == OK
    assert rows(db, "SELECT count(*) FROM runs") == [(2,)]
    assert rows(db, SAID) == [("unmet", "by-person-unmet")]


@pytest.mark.parametrize("name", [AGENCY.name, "อบต. ทุ่งแสงทอง"])
def test_an_agency_is_meant_by_its_name_too(review: Review, db: Path, name: str) -> None:
    assert review("decide", db, name, "O6", "unmet", *WHO, "--yes").exit_code == OK
    assert rows(db, DECISIONS) == [("O6", 0, "unmet", "ผู้ตรวจ ก", "")]


def test_withdrawing_brings_the_machine_back(review: Review, db: Path) -> None:
    before = rows(db, SAID)
    review("decide", db, "thung", "O6", "unmet", *WHO, "--yes")
    assert rows(db, SAID) == [("unmet", "by-person-unmet")]
    assert review("withdraw", db, 1, *WHO).exit_code == OK
    assert rows(db, SAID) == before
    assert review("withdraw", db, 1, *WHO).exit_code == BAD_INPUT
    log = review("log", db).output
    assert "thung O6" in log
    assert "withdrawn" in log


@pytest.mark.parametrize(
    "arguments",
    [
        ("decide", "nobody", "O6", "met", *WHO, "--yes"),
        ("decide", "thung", "O99", "met", *WHO, "--yes"),
        ("decide", "thung", "O6", "perhaps", *WHO, "--yes"),
        ("decide", "thung", "O6", "met", "--name", " ", "--reason", "x", "--yes"),
        ("decide", "thung", "O43", "met", *WHO, "--yes"),
        ("withdraw", "7", *WHO),
        ("fixture", "7"),
        ("list", "--why", "boredom"),
        ("list", "--item", "O99"),
        ("list", "--agency", "nobody"),
    ],
)
def test_bad_input_is_told_and_records_nothing(review: Review, db: Path, arguments: tuple[str, ...]) -> None:
    command, *rest = arguments
    said = review(command, db, *rest)
    assert said.exit_code == BAD_INPUT
    assert said.output.strip()
    assert rows(db, DECISIONS) == []


def test_who_does_not_answer_records_nothing(review: Review, db: Path) -> None:
    assert review("decide", db, "thung", "O6", "unmet", *WHO, answer="").exit_code == INTERRUPTED
    assert rows(db, DECISIONS) == []


def test_a_place_is_needed_and_a_judgement(review: Review, tmp_path: Path, db: Path) -> None:
    assert review("list").exit_code == BAD_INPUT
    assert review("list", tmp_path, "--db", db).exit_code == BAD_INPUT
    assert review("list", tmp_path / "nowhere").exit_code == BAD_INPUT
    assert review("list", "--db", tmp_path / "none.db").exit_code == BAD_INPUT
    Store(tmp_path / "empty.db").close()
    assert review("list", "--db", tmp_path / "empty.db").exit_code == NOTHING


def test_a_form_goes_out_and_comes_back(review: Review, db: Path, tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    assert review("export", db, form).exit_code == OK
    assert review("export", db, form).exit_code == BAD_INPUT
    book = openpyxl.load_workbook(form)
    sheet = book.worksheets[0]
    columns = {str(cell.value): cell.column for cell in sheet[1]}
    places = {sheet.cell(row, columns["ข้อ"]).value: row for row in range(2, sheet.max_row + 1)}
    for header, words in (("ผลการตัดสิน", "ไม่ครบ"), ("เหตุผล", "ภาพอ่านไม่ออก"), ("ชื่อผู้ตัดสิน", "ผู้ตรวจ ก")):
        sheet.cell(places["O6.1"], columns[header]).value = words
    sheet.append([99, "thung", "", "O99", "", "", "", "", "", "ครบ", "x", "ก"])
    book.save(form)
    said = review("import", db, form)
    assert said.exit_code == PARTIAL
    assert "2 rows filled in, 1 taken, 0 known already, 1 refused" in said.output
    assert rows(db, SAID) == [("unmet", "by-person-unmet")]


def test_a_decision_is_kept_as_a_fixture(review: Review, db: Path, tmp_path: Path) -> None:
    review("decide", db, "thung", "O6.1", "unmet", *WHO, "--yes")
    assert review("fixture", db, 1, "--to", tmp_path / "reviewed").exit_code == OK
    (folder,) = (tmp_path / "reviewed").iterdir()
    assert labels_of(folder) == {("O6", 1): ("unmet",)}


def test_a_provinces_folder_names_its_database(review: Review, db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "province"
    folder.mkdir()
    db.rename(folder / "oit.db")
    (folder / "province.toml").write_text(
        'name = "จังหวัดทุ่งแสง"\nfiscal_year = 2565\ncontact = "clerk@thungsaeng.example"\n', encoding="utf-8"
    )
    (folder / "agencies.csv").write_text(
        f"code,name,kind,website\nthung,{AGENCY.name},subdistrict,{AGENCY.url}\n", encoding="utf-8"
    )
    said = review("list", folder, "--item", "O6")
    assert (said.exit_code, "thung O6.1" in said.output) == (OK, True)


def test_thai_words_of_a_decision_hold_no_code(db: Path) -> None:
    place = ["decide", str(db), "thung", "O6", "ไม่ครบ", *WHO, "--yes"]
    told = runner.invoke(app, ["review", *place]).output
    assert "by-person" not in told
    assert "เจ้าหน้าที่ตัดสิน" in told


def test_the_list_says_how_to_decide(review: Review, db: Path) -> None:
    assert f"oit review decide {db} thung O" in review("list", db).output
    assert "oit review decide" not in review("list", db, "--item", "O6", "--why", "lapsed").output
