"""``judge --compare``: what would flip, and nothing stored."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from checks.rubric import load
from checks.verdict import ElementVerdict, Finding, ItemVerdict, Judgement, Quote, Score, Status
from crawler.commands.oit import app
from crawler.compare import compared
from crawler.exits import BAD_INPUT, NOTHING, OK
from crawler.store import Store

Scrapy = Callable[..., subprocess.CompletedProcess[str]]
runner = CliRunner()
HOSTILE = "[bold red]สีแดง[/] :smile: \x1b[31mcolour\u202egnp.exe"


def change(db: Path, *statements: str) -> None:
    connection = sqlite3.connect(db)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def content(db: Path) -> str:
    """A fingerprint of every row of the judgements."""
    connection = sqlite3.connect(db)
    tables = ("judgements", "item_verdicts", "element_verdicts", "quotes")
    rows = [connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4").fetchall() for table in tables]  # noqa: S608
    connection.close()
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def compare(db: Path, *arguments: str) -> Result:
    return runner.invoke(app, ["judge", "--db", str(db), "--lang", "en", "--compare", *arguments])


@pytest.fixture
def judged(db: Path) -> Path:
    """The database, judged, and then one verdict changed as if an older code had reached it."""
    assert runner.invoke(app, ["judge", "--db", str(db)]).exit_code == OK
    change(
        db,
        "UPDATE element_verdicts SET status = 'met', code = 'found' WHERE item = 'O5' AND element_no = 3",
        "DELETE FROM quotes WHERE item = 'O5' AND element_no = 3",
    )
    connection = sqlite3.connect(db)
    (number,) = connection.execute("SELECT max(id) FROM judgements").fetchone()
    columns = "judgement_id, item, element_no, position, url, text, page, place, ocr"
    row = (number, "O5", 3, 1, "http://old.example/", HOSTILE, 0, "paragraph", 0)
    connection.execute(f"INSERT INTO quotes ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)  # noqa: S608
    connection.commit()
    connection.close()
    return db


@pytest.mark.parametrize("name", ["all", "ban-rai"])
def test_flips_are_shown_with_codes_and_quotes_and_nothing_is_stored(judged: Path, name: str) -> None:
    before = content(judged)
    said = compare(judged, name)
    assert said.exit_code == OK
    assert "O5.3 email: Complete (found) → Incomplete (not-found)" in said.output
    assert "http://old.example/" in said.output
    assert "1 in all: Complete → Incomplete 1" in said.output
    assert content(judged) == before


def test_a_run_is_named_by_its_id(judged: Path) -> None:
    with Store(judged) as store:
        (run,) = store.latest_runs()
    assert "1 in all" in compare(judged, run.run_id).output


def test_hostile_words_stay_words(judged: Path) -> None:
    said = compare(judged, "all").output
    assert "[bold red]สีแดง[/] :smile: [31mcolourgnp.exe" in said
    assert "\x1b" not in said
    assert "\u202e" not in said


def test_another_years_book_is_compared_by_meaning_and_called_a_draft(judged: Path) -> None:
    before = content(judged)
    said = compare(judged, "all", "--year", "2566")
    assert said.exit_code == OK
    assert "the book of 2566 is a draft" in said.output
    assert "O10.1 policy: - → A person must look (not-checked-yet)" in said.output
    assert content(judged) == before


def test_a_run_that_was_never_judged_has_nothing_to_compare_with(db: Path) -> None:
    assert compare(db, "all").exit_code == NOTHING
    assert content(db) == content(db)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nobody"], NOTHING),
        (["all", "--year", "2499"], BAD_INPUT),
        (["all", "--agency", "ban-rai"], BAD_INPUT),
        (["all", "--run", "x"], BAD_INPUT),
    ],
)
def test_bad_input_is_told(judged: Path, arguments: list[str], code: int) -> None:
    said = compare(judged, *arguments)
    assert said.exit_code == code
    assert said.output.strip()


def test_scrapy_compares_too(scrapy: Scrapy, judged: Path) -> None:
    before = content(judged)
    said = scrapy("judge", "--compare", "all")
    assert (said.returncode, said.stderr) == (OK, "")
    assert "O5.3 email" in said.stdout
    assert scrapy("judge", "--compare", "all", "-a", "year=2566").returncode == OK
    assert scrapy("judge", "--compare", "all", "-a", "agency=ban-rai").returncode == BAD_INPUT
    assert content(judged) == before


def judgement(year: int, item: str, check: str, *elements: tuple[str, Finding]) -> Judgement:
    found = tuple(ElementVerdict(item, no, key, finding) for no, (key, finding) in enumerate(elements, 1))
    verdict = ItemVerdict(item, check, Status.MET, "complete", found)
    return Judgement("a", "", year, "2022-04-25", f"{year}/x", (verdict,), Score(0, 100), {})


def met(text: str) -> Finding:
    return Finding(Status.MET, "found", (Quote("http://a.example/", text),))


def test_other_words_for_the_same_verdict_are_counted_not_listed() -> None:
    old, new = (judgement(2565, "O1", "structure", ("chart", met(text))) for text in ("ก", "ข"))
    assert compared(old, new) == ((), 1)
    assert compared(old, old) == ((), 0)


def test_within_a_year_elements_that_are_gone_are_flips() -> None:
    old = judgement(2565, "O1", "structure", ("chart", met("ก")), ("divisions", met("ข")))
    new = judgement(2565, "O1", "structure", ("chart", met("ก")))
    assert [(flip.element_no, flip.kind) for flip in compared(old, new)[0]] == [(2, ("met", ""))]


def test_from_year_to_year_numbers_mean_nothing() -> None:
    assert load(2566).items["O21"].check == "monthly_procurement"
    old = judgement(2565, "O23", "monthly_procurement", ("months", met("ก")))
    new = judgement(2566, "O21", "monthly_procurement", ("months", met("ก")))
    assert compared(old, new) == ((), 0)
    moved = judgement(2566, "O21", "monthly_procurement", ("months", Finding(Status.UNMET, "month-missing")))
    (flip,) = compared(old, moved)[0]
    assert (flip.item, flip.before and flip.before.item, flip.kind) == ("O21", "O23", ("met", "unmet"))
