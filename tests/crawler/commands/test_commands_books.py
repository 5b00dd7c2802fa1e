"""``rules list``, ``show`` and ``check``."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from checks.rubric import HERE
from crawler.commands.oit import app
from crawler.exits import BAD_INPUT, FAILED, OK

runner = CliRunner()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A copy of the book of 2565."""
    return Path(shutil.copytree(HERE / "2565", tmp_path / "2565"))


def test_books_and_items_are_listed() -> None:
    books = runner.invoke(app, ["rules", "list"])
    items = runner.invoke(app, ["rules", "list", "--year", "2565"])
    assert (books.exit_code, items.exit_code) == (OK, OK)
    assert "2565" in books.output
    assert sum(line.startswith("O") for line in items.output.splitlines()) == 43


def test_an_item_is_shown_whatever_the_case_of_its_name() -> None:
    shown = runner.invoke(app, ["rules", "show", "o8", "--lang", "en"])
    assert shown.exit_code == OK
    assert "qna_channel" in shown.output


def test_an_unknown_item_is_refused_with_those_there_are() -> None:
    shown = runner.invoke(app, ["rules", "show", "O99"])
    assert shown.exit_code == BAD_INPUT
    assert "O43" in shown.output


def test_a_good_book_passes(book: Path) -> None:
    assert runner.invoke(app, ["rules", "check"]).exit_code == OK
    assert runner.invoke(app, ["rules", "check", str(book)]).exit_code == OK
    assert runner.invoke(app, ["rules", "check", str(book.parent)]).exit_code == OK


def test_a_broken_book_is_told_with_file_and_line(book: Path) -> None:
    broken = book / "o08.toml"
    broken.write_text(broken.read_text(encoding="utf-8") + "\nthis is no TOML\n", encoding="utf-8")
    result = runner.invoke(app, ["rules", "check", str(book)])
    assert result.exit_code == FAILED
    line = len(broken.read_text(encoding="utf-8").splitlines())
    assert f"2565/o08.toml:{line}:" in result.output


def test_a_folder_without_a_book_is_refused(tmp_path: Path) -> None:
    assert runner.invoke(app, ["rules", "check", str(tmp_path)]).exit_code == BAD_INPUT


def test_scrapy_offers_the_same(scrapy: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    assert scrapy("rules", "check").returncode == OK
    assert "qna_channel" in scrapy("rules", "show", "O8").stdout
    assert scrapy("rules", "dance").returncode == BAD_INPUT
