"""``oit changes`` and ``oit prune`` as the secretariat runs them."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from crawler.commands import history
from crawler.commands.oit import app
from crawler.exits import BAD_INPUT, FAILED, OK
from crawler.office.model import Keep, Listed, OfficeError, Province
from crawler.store import Store
from tests.crawler.store.nights import HOME, LIST, PAPER, Nights

runner = CliRunner()
WITHOUT_PAPER = {HOME: "", LIST: HOME}
PDF = b"%PDF-1.4 the plan"


def oit(*arguments: object) -> Result:
    return runner.invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def nights() -> Nights:
    return Nights()


@pytest.fixture
def folder(tmp_path: Path, nights: Nights, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A province whose agency lost O11 (a PDF and its page), got O12, and seems to have lost O13 by our rules."""
    with Store(tmp_path / "oit.db", now=nights) as store:
        nights.night(store, "met", proofs=[PAPER, LIST], bodies={PAPER: PDF, LIST: b"<html><script>x</script>"})
        nights.night(store, "unmet", way={HOME: ""}, failed={PAPER: "http-404", LIST: "http-404"})
        nights.night(store, "unmet", item="O12")
        nights.night(store, "met", item="O12")
        nights.night(store, "met", item="O13", agency="=cmd|x/../../etc")
        nights.night(store, "unmet", item="O13", agency="=cmd|x/../../etc", rubric="2565/b")
    listed = Listed("ban-rai", "อบต.บ้านไร่", "subdistrict", "unit", HOME)
    province = Province(
        tmp_path, "จังหวัดสมมติ", 2565, "desk@province.example", (listed,), keep=Keep(bodies=1, evidence=1)
    )
    monkeypatch.setattr(history, "load_province", lambda _: province)
    return tmp_path


def test_changes_say_what_by_whose_doing_since_when_and_where_it_was(folder: Path) -> None:
    told = oit("changes", folder)
    assert told.exit_code == OK
    lost = next(line for line in told.output.splitlines() if "O11" in line)
    for words in ("อบต.บ้านไร่", "ไม่ครบแล้ว", "เว็บไซต์เปลี่ยน", "3 เมษายน 2565"):
        assert words in lost
    where = next(line for line in told.output.splitlines() if PAPER in line and "O11" in line)
    assert hashlib.sha256(PDF).hexdigest()[:12] in where
    assert "ครบขึ้นมา 1 ข้อ ไม่ครบแล้ว 2 ข้อ" in told.output


def test_changes_of_a_database_in_english(folder: Path) -> None:
    told = oit("changes", "--db", folder / "oit.db", "--year", 2565, "--lang", "en")
    rules = next(line for line in told.output.splitlines() if "O13" in line)
    assert "our rules or program changed, not the site" in rules
    assert "became complete: 1, lost: 2" in told.output


@pytest.mark.parametrize(
    ("options", "items"),
    [
        (["--agency", "ban-rai"], ["O11", "O12"]),
        (["--agency", "อบต.บ้านไร่", "--since", "2565-04-04"], ["O12"]),
        (["--agency", "องค์การบริหารส่วนตำบล บ้านไร่"], ["O11", "O12"]),
        (["--since", "2022-04-06"], ["O13"]),
        (["--since", "6/4/2565"], ["O13"]),
        (["--since", "๐๖/๐๔/๒๕๖๕"], ["O13"]),
        (["--agency", "nobody"], []),
        (["--year", "2566"], []),
    ],
)
def test_changes_are_narrowed_down(folder: Path, options: list[str], items: list[str]) -> None:
    told = oit("changes", folder, *options)
    assert told.exit_code == OK
    assert [item for item in ("O11", "O12", "O13") if item in told.output] == items


@pytest.mark.parametrize("day", ["yesterday", "2565-13-01", "4/2565", "2565-02-30", "25/13/2565", "\x1b[31m"])
def test_a_day_that_is_none_is_refused(folder: Path, day: str) -> None:
    told = oit("changes", folder, "--since", day)
    assert told.exit_code == BAD_INPUT
    assert "\x1b" not in told.output
    assert "2565-04-25" in told.output


def test_last_good_copies_are_saved_by_what_they_are_and_run_nothing(folder: Path, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    for _ in range(2):
        assert oit("changes", folder, "--save", copies).exit_code == OK
    saved = {path.name: path.read_bytes() for path in copies.iterdir()}
    assert saved == {
        "ban-rai-O11.pdf": PDF,
        "ban-rai-O11.html.txt": b"<html><script>x</script>",
        "cmd_x_.._.._etc-O13.txt": f"body of {PAPER}".encode(),
    }
    assert not any(path.stat().st_mode & stat.S_IXUSR for path in copies.iterdir())


def test_nothing_is_written_over(folder: Path, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    (copies / "ban-rai-O11.pdf").write_bytes(b"mine")
    oit("changes", folder, "--agency", "ban-rai", "--save", copies)
    assert (copies / "ban-rai-O11.pdf").read_bytes() == b"mine"
    assert (copies / "ban-rai-O11-2.pdf").read_bytes() == PDF


def test_what_came_back_is_not_saved(folder: Path, nights: Nights, tmp_path: Path) -> None:
    with Store(folder / "oit.db", now=nights) as store:
        nights.night(store, "met", bodies={PAPER: PDF})
    oit("changes", folder, "--agency", "ban-rai", "--save", tmp_path / "copies")
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    told = oit("changes", folder, "--save", tmp_path / "file" / "copies")
    assert told.exit_code == FAILED
    assert "file" in told.output


def test_pruning_tells_what_went_and_keeps_the_last_good_copy(folder: Path, nights: Nights, tmp_path: Path) -> None:
    with Store(folder / "oit.db", now=nights) as store:
        first = store.history.changes(2565)[0].before_run
    told = oit("prune", folder)
    assert told.exit_code == OK
    assert "หลักฐานของการตรวจ 4 ครั้ง" in told.output
    assert "หลักฐานของการตรวจ 0 ครั้ง" in oit("prune", folder).output
    oit("changes", folder, "--agency", "ban-rai", "--save", tmp_path / "copies")
    assert (tmp_path / "copies" / "ban-rai-O11.pdf").read_bytes() == PDF
    for arguments in (["--run", first], ["--compare", first]):
        refused = oit("judge", "--db", folder / "oit.db", *arguments)
        assert refused.exit_code == FAILED
        assert "ถูกลบตามอายุการเก็บ" in refused.output


def test_a_pruned_copy_is_told(folder: Path, tmp_path: Path) -> None:
    with Store(folder / "oit.db") as store:
        store._db.execute("UPDATE bodies SET zstd = x''")
    told = oit("changes", folder, "--agency", "ban-rai", "--save", tmp_path / "copies")
    assert told.exit_code == OK
    assert "ถูกลบตามอายุการเก็บแล้ว" in told.output
    assert list((tmp_path / "copies").iterdir()) == []


@pytest.mark.parametrize("command", ["changes", "prune"])
def test_a_folder_that_is_no_province_is_told(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> Province:
        raise OfficeError("no province.toml", "ไม่พบ province.toml")

    monkeypatch.setattr(history, "load_province", refuse)
    told = oit(command, tmp_path)
    assert told.exit_code == BAD_INPUT
    assert "ไม่พบ province.toml" in told.output


@pytest.mark.parametrize("ask", [lambda f: ["changes", f], lambda f: ["prune", f]])
def test_a_province_without_a_database_is_told(folder: Path, ask: Callable[[Path], list[object]]) -> None:
    (folder / "oit.db").unlink()
    told = oit(*ask(folder))
    assert told.exit_code == BAD_INPUT
    assert not (folder / "oit.db").exists()
