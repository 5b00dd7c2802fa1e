"""A command line that ``oit`` does not understand is answered in the language of whoever typed it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crawler.commands.oit import app
from crawler.exits import BAD_INPUT, NOTHING, OK

THAI = re.compile(r"[\u0e00-\u0e7f]")
runner = CliRunner()

UNUSABLE = [
    ("init",),
    ("init", "folder"),
    ("init", "folder", "--name", "สีพนา", "--year", "๒๕๖๕"),
    ("init", "a", "b", "--name", "สีพนา"),
    ("links", "add", "a", "b", "--round", "200"),
    ("links", "ad"),
    ("frobnicate",),
    ("calendar", "--yaer", "2565"),
    ("calendar", "--ics"),
]


@pytest.mark.parametrize("line", UNUSABLE)
def test_what_is_not_understood_is_told_in_thai(line: tuple[str, ...]) -> None:
    told = runner.invoke(app, line)
    assert told.exit_code == BAD_INPUT
    first = told.stderr.splitlines()[0]
    assert THAI.search(first)
    assert "Traceback" not in told.output
    assert not re.search(r"[a-z]{4,} [a-z]{4,}", first)  # no sentence of Typer's own


@pytest.mark.parametrize("line", [line for line in UNUSABLE if line != ("links", "ad")])
def test_and_in_english(line: tuple[str, ...]) -> None:
    told = runner.invoke(app, [*line, "--lang", "en"] if line[-1] != "--ics" else ["calendar", "--lang=en", "--ics"])
    assert told.exit_code == BAD_INPUT
    first = told.stderr.splitlines()[0]
    assert not THAI.search(first.replace("๒๕๖๕", ""))


def test_what_is_missing_is_named_with_the_way_to_help() -> None:
    told = runner.invoke(app, ["init", "folder"]).stderr
    assert "--name" in told
    assert "oit init --help" in told or "init --help" in told
    assert "--year" in runner.invoke(app, ["calendar", "--yaer", "2565"]).stderr


def test_help_and_good_commands_end_as_before(tmp_path: Path) -> None:
    assert runner.invoke(app, ["--help"]).exit_code == OK
    assert runner.invoke(app, ["init", str(tmp_path / "p"), "--name", "จังหวัดสีพนา"]).exit_code == OK
    assert "init" in runner.invoke(app, []).output
    assert runner.invoke(app, ["links", "list", str(tmp_path / "p")]).exit_code in (BAD_INPUT, NOTHING)
