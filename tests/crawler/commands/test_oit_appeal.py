"""``oit appeal`` as an office runs it."""

from __future__ import annotations

import sqlite3
import zipfile
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from crawler.appeal.verify import LIST
from crawler.commands import appeal
from crawler.commands.oit import app
from crawler.exits import BAD_INPUT, FAILED, NOTHING, OK
from crawler.office.model import Listed, OfficeError, Province
from crawler.store import Store
from tests.crawler.store.nights import HOME, Nights
from tests.crawler.store.nights import LIST as PAGE

runner = CliRunner()


def oit(*arguments: object) -> Result:
    return runner.invoke(app, ["appeal", *(str(argument) for argument in arguments)])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A province whose agency meets O11 and lacks O12; nothing of it is in the chain yet."""
    nights = Nights()
    with Store(tmp_path / "oit.db", now=nights) as store:
        run = nights.crawl(store)
        nights.judge(store, run, "met", proofs=[PAGE])
        nights.night(store, "unmet", agency="other", item="O12")
    listed = Listed("ban-rai", "อบต.บ้านไร่", "subdistrict", "unit", HOME)
    province = Province(tmp_path, "จังหวัดสมมติ", 2565, "desk@province.example", (listed,))
    monkeypatch.setattr(appeal, "load_province", lambda _: province)
    return tmp_path


@pytest.fixture
def made(folder: Path) -> Path:
    path = folder / "o11.zip"
    told = oit("make", folder, "--agency", "อบต.บ้านไร่", "--to", path)
    assert told.exit_code == OK, told.output
    assert "O11" in told.output
    return path


def test_a_file_is_made_and_fits_itself_and_the_database(folder: Path, made: Path) -> None:
    alone = oit("verify", made)
    assert alone.exit_code == OK
    assert "ไม่ได้พิสูจน์เวลา" in alone.output
    with Store(folder / "oit.db") as store:
        head = store.manifests.head()
    assert head is not None
    beside = oit("verify", made, "--db", folder / "oit.db", "--lang", "en")
    assert beside.exit_code == OK
    assert head.link in beside.output


def test_making_it_again_gives_the_same_bytes_and_no_further_manifest(folder: Path, made: Path) -> None:
    again = folder / "again.zip"
    told = oit("make", "--db", folder / "oit.db", "--agency", "ban-rai", "--item", "o11", "--to", again)
    assert told.exit_code == OK
    assert again.read_bytes() == made.read_bytes()
    with Store(folder / "oit.db") as store:
        assert len(store.manifests.chain()) == 1


def test_a_file_that_was_changed_is_refused(made: Path) -> None:
    with zipfile.ZipFile(made, "a") as archive:
        entry = zipfile.ZipInfo("copies/\x1b[31m.txt")
        archive.writestr(entry, b"x")
    told = oit("verify", made)
    assert told.exit_code == FAILED
    assert "\x1b" not in told.output
    assert "อย่าใช้เป็นหลักฐาน" in told.output


def test_a_file_of_another_database_is_refused(folder: Path, made: Path) -> None:
    connection = sqlite3.connect(folder / "oit.db")
    with connection:
        connection.execute("DELETE FROM manifests")
    connection.close()
    told = oit("verify", made, "--db", folder / "oit.db", "--lang", "en")
    assert told.exit_code == FAILED
    assert "not-in-database" in told.output


@pytest.mark.parametrize("content", [None, b"", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_appeal_file_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "x.zip"
    if content is not None:
        path.write_bytes(content)
    told = oit("verify", path)
    assert told.exit_code == BAD_INPUT
    assert str(path) in told.output.replace("\n", "")


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--agency", "nobody"], NOTHING, "ban-rai, other"),
        (["--agency", "ban-rai", "--item", "O99"], BAD_INPUT, "O99"),
        (["--agency", "other", "--item", "O12"], BAD_INPUT, "oit review decide"),
        (["--agency", "other"], BAD_INPUT, "ไม่มีข้อใด"),
        (["--agency", "ban-rai", "--item", "O11", "--disputed"], BAD_INPUT, "--disputed"),
        (["--agency", "ban-rai", "--year", "2570"], NOTHING, "-"),
    ],
)
def test_what_cannot_be_packed_is_told_and_nothing_is_written(
    folder: Path, options: list[str], code: int, words: str
) -> None:
    told = oit("make", "--db", folder / "oit.db", *options, "--to", folder / "x.zip")
    assert told.exit_code == code
    assert words in told.output
    assert list(folder.glob("*x.zip*")) == []


def test_nothing_is_written_over(folder: Path, made: Path) -> None:
    before = made.read_bytes()
    told = oit("make", folder, "--agency", "ban-rai", "--disputed", "--to", made)
    assert told.exit_code == BAD_INPUT
    assert made.read_bytes() == before


def test_a_place_that_cannot_be_written_is_told(folder: Path) -> None:
    told = oit("make", folder, "--agency", "ban-rai", "--to", folder / "nowhere" / "x.zip")
    assert told.exit_code == FAILED
    assert "nowhere" in told.output


def test_words_that_stand_nowhere_are_told(made: Path, folder: Path) -> None:
    told = oit("make", folder, "--agency", "ban-rai", "--to", folder / "y.zip", "--lang", "en")
    assert "แผนพัฒนาท้องถิ่น" in told.output
    assert "1 quotes more" in oit("verify", made, "--lang", "en").output
    assert LIST in zipfile.ZipFile(made).namelist()


def test_a_folder_that_is_no_province_and_a_database_that_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> Province:
        raise OfficeError("no province.toml", "ไม่พบ province.toml")

    monkeypatch.setattr(appeal, "load_province", refuse)
    assert oit("make", tmp_path, "--agency", "x", "--to", tmp_path / "x.zip").exit_code == BAD_INPUT
    none = oit("make", "--db", tmp_path / "none.db", "--agency", "x", "--to", tmp_path / "x.zip")
    assert none.exit_code == BAD_INPUT
    assert not (tmp_path / "none.db").exists()
