"""``oit calendar`` and ``oit notify`` as a clerk calls them."""

from __future__ import annotations

from pathlib import Path

import icalendar
import pytest
from typer.testing import CliRunner

from crawler.commands.oit import app
from crawler.exits import BAD_INPUT, FAILED, OK
from crawler.store import Store

TOML = """
name = "จังหวัดศรีพนา"
fiscal_year = 2566
contact = "oit@sriphana.example"
as_of = "2023-02-27"

[[calendar]]
key = "links-round-1"
ends = "2566-02-28"
closes = "16:30"

[[calendar]]
key = "stakeholders"
ends = 2023-01-31
"""
AGENCIES = "code,name,kind,website\nban-suan,อบต.บ้านสวน,อบต.,http://www.bansuan.example/\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "sriphana"
    made.mkdir()
    (made / "province.toml").write_text(TOML, encoding="utf-8")
    (made / "agencies.csv").write_text(AGENCIES, encoding="utf-8")
    return made


def oit(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, [str(a) for a in arguments])
    return done.exit_code, done.output


def test_what_is_next_comes_first_with_its_days_and_whose_it_is(folder: Path) -> None:
    code, output = oit("calendar", folder)
    lines = [line.split() for line in output.splitlines()]
    assert code == OK
    assert lines[2][:2] == ["1", "วัน"]
    assert "28 กุมภาพันธ์ 2566 16.30 น." in output.splitlines()[2]
    assert lines[2][-1] == "จังหวัด"
    assert lines[-1][0] == "ผ่านแล้ว"


def test_the_national_calendar_needs_no_folder() -> None:
    code, output = oit("calendar", "--year", "2566", "--lang", "en")
    assert code == OK
    assert "15 June 2023" in output
    assert "example" in output


def test_a_year_that_is_not_known_is_said_with_those_that_are() -> None:
    code, output = oit("calendar", "--year", "2567")
    assert code == BAD_INPUT
    assert "2565, 2566, 2568, 2569" in output


def test_the_calendar_can_be_taken_along(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "ปฏิทิน.ics"
    assert oit("calendar", folder, "--ics", path)[0] == OK
    found = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert sum("links-round-1" in str(e["uid"]) for e in found) == 1
    assert len(found) == 11
    assert oit("calendar", folder, "--ics", tmp_path / "no" / "such.ics")[0] == FAILED


def test_a_bad_entry_is_named(folder: Path) -> None:
    (folder / "province.toml").write_text(TOML.replace("2566-02-28", "พรุ่งนี้"), encoding="utf-8")
    code, output = oit("calendar", folder)
    assert code == BAD_INPUT
    assert "links-round-1" in output


def test_a_dry_run_shows_what_the_secretariat_would_hear(folder: Path) -> None:
    Store(folder / "oit.db").close()
    code, output = oit("notify", folder, "--dry-run")
    assert code == OK
    assert "อีก 1 วันครบกำหนด" in output


def test_notices_without_anybody_to_tell_say_what_to_write_where(folder: Path) -> None:
    Store(folder / "oit.db").close()
    code, output = oit("notify", folder)
    assert code == BAD_INPUT
    assert "[notices]" in output
