"""``oit export``, ``oit letter``, ``oit memo`` and ``oit report --pdf`` as the secretariat runs them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result
from docx import Document
from typer.testing import CliRunner

from crawler.commands import printing
from crawler.commands.oit import app
from crawler.exits import BAD_INPUT, FAILED, NOTHING, OK, PARTIAL
from crawler.fetch.browser import processes
from crawler.pdf import PdfError
from crawler.store import Store
from tests.crawler.store.nights import HOME, LIST, PAPER, Nights

runner = CliRunner()
AGENCIES = """รหัส,ชื่อหน่วยงาน,ประเภท,บทบาท,เว็บไซต์,สังกัด,อีเมล,กลุ่ม
ban-rai,อบต.บ้านไร่,subdistrict,หน่วยรับการประเมิน,http://www.banrai.example/,,,ท้องถิ่น
ban-na,อบต.บ้านนา,subdistrict,หน่วยรับการประเมิน,http://www.banna.example/,,,ท้องถิ่น
"""
TOML = 'name = "จังหวัดสมมติ"\nfiscal_year = 2565\ncontact = "desk@province.example"\nas_of = "2022-04-25"\n'


def oit(*arguments: object) -> Result:
    return runner.invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A province with an agency that lost O11, and one that was never crawled."""
    folder = tmp_path / "province"
    folder.mkdir()
    (folder / "province.toml").write_text(TOML, encoding="utf-8")
    (folder / "agencies.csv").write_text(AGENCIES, encoding="utf-8-sig")
    nights = Nights()
    with Store(folder / "oit.db", now=nights) as store:
        nights.night(store, "met", proofs=[PAPER, LIST])
        nights.night(store, "unmet", way={HOME: ""}, failed={PAPER: "http-404", LIST: "http-404"})
        nights.night(store, "met", year=2566, item="O12")
    return folder


def test_everything_is_exported(folder: Path, tmp_path: Path) -> None:
    to = tmp_path / "to" / "here"
    told = oit("export", folder, "--to", to)
    assert told.exit_code == OK, told.output
    assert sorted(path.name for path in to.iterdir()) == [
        "changes.csv", "changes.json", "elements.csv", "items.csv", "latest_elements.json", "latest_items.json",
        "latest_judgements.json", "metadata.json", "oit.xlsx",
    ]  # fmt: skip
    assert openpyxl.load_workbook(to / "oit.xlsx").sheetnames == ["สรุปทั้งจังหวัด", "อบต.บ้านไร่"]
    rows = list(csv.DictReader(io.StringIO((to / "items.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert [(row["agency"], row["item"], row["status"]) for row in rows] == [("ban-rai", "O11", "unmet")]
    items = json.loads((to / "latest_items.json").read_text(encoding="utf-8"))
    assert items == [row | {"fiscal_year": 2565} for row in rows]
    metadata = json.loads((to / "metadata.json").read_text(encoding="utf-8"))
    assert metadata["title"] == "OIT จังหวัดสมมติ 2565"
    assert str(to / "metadata.json") in told.output
    assert oit("export", folder, "--to", to).exit_code == OK  # again, over the old ones


def test_a_database_alone_is_exported_in_english(folder: Path, tmp_path: Path) -> None:
    told = oit("export", "--db", folder / "oit.db", "--to", tmp_path / "to", "--lang", "en")
    assert told.exit_code == OK, told.output
    assert openpyxl.load_workbook(tmp_path / "to" / "oit.xlsx").sheetnames[0] == "All agencies"


def test_what_cannot_be_exported_is_told(folder: Path, tmp_path: Path) -> None:
    assert oit("export", folder, "--db", "x.db", "--to", tmp_path / "to").exit_code == BAD_INPUT
    assert oit("export", tmp_path / "nowhere", "--to", tmp_path / "to").exit_code == BAD_INPUT
    (tmp_path / "file").write_text("x")
    assert oit("export", folder, "--to", tmp_path / "file").exit_code == FAILED
    with Store(tmp_path / "empty.db"):
        pass
    assert oit("export", "--db", tmp_path / "empty.db", "--to", tmp_path / "to").exit_code == NOTHING
    assert not (tmp_path / "to").exists()


def test_a_letter_to_one_agency(folder: Path) -> None:
    told = oit("letter", folder, "--agency", "อบต.บ้านไร่")
    assert told.exit_code == OK, told.output
    path = folder / "letters" / "letter-ban-rai-2565-04-25.docx"
    assert "เรียน  นายกองค์การบริหารส่วนตำบลบ้านไร่" in [paragraph.text for paragraph in Document(str(path)).paragraphs]


def test_a_letter_that_is_there_is_kept(folder: Path, tmp_path: Path) -> None:
    to = tmp_path / "letters"
    assert oit("letter", folder, "--all", "--to", to).exit_code == OK
    (path,) = to.iterdir()
    path.write_bytes(b"edited by hand")
    told = oit("letter", folder, "--all", "--to", to)
    assert told.exit_code == PARTIAL
    assert path.read_bytes() == b"edited by hand"
    assert path.name in told.output


@pytest.mark.parametrize("arguments", [[], ["--agency", "ban-rai", "--all"], ["--agency", "ไม่มีที่นี่"]])
def test_letters_to_nobody_are_refused(folder: Path, arguments: list[str]) -> None:
    assert oit("letter", folder, *arguments).exit_code == BAD_INPUT
    assert not (folder / "letters").exists()


def test_an_agency_without_a_judgement_gets_no_letter(folder: Path) -> None:
    assert oit("letter", folder, "--agency", "ban-na").exit_code == NOTHING


def test_an_office_puts_its_own_template_in_its_folder(folder: Path) -> None:
    own = folder / "templates" / "memo.docx"
    own.parent.mkdir()
    document = Document()
    document.add_paragraph("{{ province }} {{ checked }} หน่วยงาน")
    document.save(str(own))
    assert oit("memo", folder).exit_code == OK
    path = folder / "letters" / "memo-2565-04-25.docx"
    assert [paragraph.text for paragraph in Document(str(path)).paragraphs] == ["จังหวัดสมมติ ๑ หน่วยงาน"]
    assert oit("memo", folder).exit_code == PARTIAL


@pytest.mark.parametrize(("command", "name"), [(["memo"], "memo.docx"), (["letter", "--all"], "letter.docx")])
def test_a_broken_template_is_told_with_its_file(folder: Path, command: list[str], name: str) -> None:
    own = folder / "templates" / name
    own.parent.mkdir()
    document = Document()
    document.add_paragraph("{{ provnce }}")
    document.save(str(own))
    told = oit(command[0], folder, *command[1:])
    assert told.exit_code == BAD_INPUT
    assert name in told.output
    assert "provnce" in told.output
    assert not (folder / "letters").exists()


@pytest.mark.skipif(not processes.executable(""), reason="no Chromium on this machine")
def test_reports_are_printed_beside_their_pages(folder: Path) -> None:
    told = oit("report", folder, "--pdf", "--thai-digits")
    assert told.exit_code == OK, told.output
    assert sorted(path.name for path in (folder / "reports").glob("*.pdf")) == ["ban-rai.pdf", "index.pdf"]


def test_where_nothing_can_print_it_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PdfError("no Chromium", "ไม่พบ Chromium")

    monkeypatch.setattr(printing, "print_pages", refuse)
    told = oit("report", folder, "--pdf")
    assert told.exit_code == FAILED
    assert "ไม่พบ Chromium" in told.output
    assert (folder / "reports" / "index.html").exists()
