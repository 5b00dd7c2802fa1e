"""``oit init`` and ``oit doctor``, as a clerk runs them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crawler.commands.oit import app
from crawler.exits import BAD_INPUT, OK
from crawler.office.doctor import look_over
from crawler.office.province import load_province, read_folder

FILES = ["README.txt", "agencies.csv", "assignment.csv", "province.toml", "responses.csv"]
runner = CliRunner()


def init(folder: Path, *more: str) -> int:
    return runner.invoke(app, ["init", str(folder), "--name", "จังหวัดสีพนา", *more]).exit_code


def fill_in(folder: Path) -> None:
    """What the clerk does: websites, the contact, who answers for O8."""
    path = folder / "agencies.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["เว็บไซต์"] = f"https://{row['รหัส']}.sriphana.example/"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    for name, old, new in (
        ("province.toml", 'contact = ""', 'contact = "oit@sriphana.example"'),
        ("assignment.csv", "O8,Q&A,ทุกส่วนราชการ,,", "O8,Q&A,ทุกส่วนราชการ,นางสาวสมมติ ตอบดี,0 7461 0000"),
    ):
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def test_a_new_folder_wants_websites_and_contact_and_is_good_when_they_are_there(tmp_path: Path) -> None:
    folder = tmp_path / "sriphana"
    assert init(folder) == OK
    assert sorted(path.name for path in folder.iterdir()) == FILES
    faults = look_over(folder)
    assert {fault.code for fault in faults} == {"website-missing", "key-missing", "officer-missing"}
    assert runner.invoke(app, ["doctor", str(folder)]).exit_code == BAD_INPUT
    fill_in(folder)
    told = runner.invoke(app, ["doctor", str(folder)])
    assert (told.exit_code, look_over(folder)) == (OK, [])


def test_the_new_folder_holds_what_all_provinces_share(tmp_path: Path) -> None:
    init(tmp_path / "p")
    fill_in(tmp_path / "p")
    province = load_province(tmp_path / "p")
    assert (province.name, province.fiscal_year) == ("จังหวัดสีพนา", 2565)
    offices = [agency for agency in province.agencies if agency.role == "office"]
    assert (len(province.agencies), len(offices)) == (33, 32)
    assert {agency.kind for agency in offices} == {"department-office", "health-office"}
    assigned = {one.item: one.agencies for one in province.assignment}
    assert list(assigned) == [f"O{n}" for n in range(1, 44)]
    assert len(assigned["O1"]) == 33
    assert assigned["O20"] == ("province", "treasury")
    assert "land" in assigned["O14"]
    assert "statistics" not in assigned["O14"]
    assert province.exempt("treasury")["O10"] == "จังหวัดสีพนา"


def test_tables_open_in_excel_and_the_toml_file_in_any_reader(tmp_path: Path) -> None:
    init(tmp_path / "p")
    assert all((tmp_path / "p" / name).read_bytes().startswith(b"\xef\xbb\xbf") for name in FILES if "toml" not in name)
    assert not (tmp_path / "p" / "province.toml").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("there", ["province.toml", "agencies.xlsx", "Responses.ODS"])
def test_nothing_is_overwritten_and_nothing_written_beside(tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_text("mine", encoding="utf-8")
    told = runner.invoke(app, ["init", str(tmp_path), "--name", "จังหวัดสีพนา"])
    assert told.exit_code == BAD_INPUT
    assert there in told.output
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [(there, "mine")]


@pytest.mark.parametrize("name", ["", "   ", "=1+1", '"', "จังหวัด\nสีพนา", "a,b", "ก" * 101])
def test_a_name_that_could_break_a_table_is_refused(tmp_path: Path, name: str) -> None:
    told = runner.invoke(app, ["init", str(tmp_path / "p"), "--name", name])
    assert (told.exit_code, (tmp_path / "p").exists()) == (BAD_INPUT, False)


def test_a_year_without_a_book_is_refused_with_those_there_are(tmp_path: Path) -> None:
    told = runner.invoke(app, ["init", str(tmp_path / "p"), "--name", "จังหวัดสีพนา", "--year", "2570"])
    assert (told.exit_code, (tmp_path / "p").exists()) == (BAD_INPUT, False)
    assert "2565" in told.output


def test_braces_and_quotes_of_a_name_stay_what_they_are(tmp_path: Path) -> None:
    told = runner.invoke(app, ["init", str(tmp_path / "p"), "--name", "จังหวัด'สีพนา (ใหม่)"])
    assert told.exit_code == OK
    assert read_folder(tmp_path / "p")[0].name == "จังหวัด'สีพนา (ใหม่)"


@pytest.mark.parametrize(("lang", "words"), [("th", ("ต้องแก้", "F2")), ("en", ("has no website", "F2"))])
def test_the_doctor_speaks_both_languages_and_names_the_cell(tmp_path: Path, lang: str, words: tuple[str, ...]) -> None:
    init(tmp_path / "p")
    told = runner.invoke(app, ["doctor", str(tmp_path / "p"), "--lang", lang]).output
    assert all(word in told for word in words)


def test_many_faults_of_a_kind_are_counted(tmp_path: Path) -> None:
    init(tmp_path / "p")
    agencies = tmp_path / "p" / "agencies.csv"
    listed = agencies.read_text(encoding="utf-8")
    agencies.write_text(listed.replace("หน่วยร่วม,province,", "หน่วยรับการประเมิน,,"), encoding="utf-8")
    told = runner.invoke(app, ["doctor", str(tmp_path / "p"), "--lang", "en"]).output
    assert "23 more of the kind website-missing" in told


def test_hostile_words_of_a_table_reach_the_terminal_as_words(tmp_path: Path) -> None:
    init(tmp_path / "p")
    rows = "รหัส,ชื่อหน่วยงาน,เว็บไซต์,สังกัด\na,[red]ก\x1b[31m,https://a.example/,\x1b]0;x\x07{0}\n"
    (tmp_path / "p" / "agencies.csv").write_text(rows, encoding="utf-8")
    told = runner.invoke(app, ["doctor", str(tmp_path / "p")])
    assert told.exit_code == BAD_INPUT
    assert "\x1b" not in told.output
