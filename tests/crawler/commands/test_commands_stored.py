"""``scrapy judge`` and ``report``, and the same of ``oit``."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crawler.commands.oit import app
from crawler.exits import BAD_INPUT, NOTHING, OK
from crawler.store import Store

Scrapy = Callable[..., subprocess.CompletedProcess[str]]
runner = CliRunner()


def count(db: Path, sql: str) -> int:
    connection = sqlite3.connect(db)
    try:
        return int(connection.execute(sql).fetchone()[0])
    finally:
        connection.close()


def test_scrapy_judges_and_reports_what_is_stored(scrapy: Scrapy, db: Path) -> None:
    assert scrapy("report").returncode == NOTHING
    judged = scrapy("judge", "--lang", "en")
    assert (judged.returncode, judged.stderr) == (OK, "")
    assert "ban-rai" in judged.stdout
    assert "0 verdicts changed" in judged.stdout
    assert count(db, "SELECT count(*) FROM latest_items") == 43
    assert scrapy("report").returncode == OK
    assert (db.parent / "out" / "ban-rai.html").exists()


def test_only_the_named_agency_or_run_is_judged(db: Path, gathered: Callable[..., str]) -> None:
    with Store(db) as store:
        run = gathered(store, "other")
    assert runner.invoke(app, ["judge", "--db", str(db), "--agency", "ban-rai"]).exit_code == OK
    assert count(db, "SELECT count(DISTINCT agency) FROM latest_items") == 1
    assert runner.invoke(app, ["judge", "--db", str(db), "--run", run]).exit_code == OK
    assert count(db, "SELECT count(DISTINCT agency) FROM latest_items") == 2


def test_a_run_that_was_killed_can_be_judged_by_its_id(db: Path) -> None:
    connection = sqlite3.connect(db)
    (run,) = connection.execute("UPDATE runs SET outcome = '' RETURNING run_id").fetchone()
    connection.commit()
    connection.close()
    refused = runner.invoke(app, ["judge", "--db", str(db)])
    assert refused.exit_code == NOTHING
    assert run in refused.stderr
    assert runner.invoke(app, ["judge", "--db", str(db), "--run", run]).exit_code == OK


def test_changed_verdicts_are_printed(db: Path) -> None:
    runner.invoke(app, ["judge", "--db", str(db)])
    connection = sqlite3.connect(db)
    connection.execute("UPDATE item_verdicts SET status = 'broken', code = 'check-failed' WHERE item = 'O8'")
    connection.commit()
    connection.close()
    said = runner.invoke(app, ["judge", "--db", str(db), "--lang", "en"]).output
    assert "  O8: " in said
    assert "(check-failed) →" in said
    assert "1 verdicts changed" in said


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["judge", "--db", "{missing}"], BAD_INPUT),
        (["report", "--db", "{missing}"], BAD_INPUT),
        (["judge", "--db", "{text}"], BAD_INPUT),
        (["judge", "--db", "{db}", "--year", "2499"], BAD_INPUT),
        (["judge", "--db", "{db}", "--agency", "nobody"], NOTHING),
        (["judge", "--db", "{db}", "--bad"], BAD_INPUT),
        (["check", "http://x.example/", "-s", "nonsense"], BAD_INPUT),
    ],
)
def test_bad_input_ends_with_a_message_and_a_code(db: Path, arguments: list[str], code: int) -> None:
    text = db.with_name("links.csv")
    text.write_text("agency,item,url\n")
    places = {"{missing}": str(db.with_name("no.db")), "{text}": str(text), "{db}": str(db)}
    result = runner.invoke(app, [places.get(part, part) for part in arguments])
    assert result.exit_code == code
    assert result.output.strip()
    assert not db.with_name("no.db").exists()


def test_the_reports_of_a_province_are_rendered_from_its_folder(db: Path, gathered: Callable[..., str]) -> None:
    folder = db.parent
    with Store(db) as store:
        gathered(store, "gone")
    (folder / "province.toml").write_text(
        'name = "จังหวัดสีพนา"\nfiscal_year = 2565\ncontact = "a@sriphana.example"\n', encoding="utf-8"
    )
    (folder / "agencies.csv").write_text(
        "code,name,role,website\nban-rai,องค์การบริหารส่วนตำบลบ้านไร่,unit,http://www.banrai.example/\n", encoding="utf-8"
    )
    assert runner.invoke(app, ["report", str(folder)]).exit_code == NOTHING
    assert "องค์การบริหารส่วนตำบลบ้านไร่" in (folder / "reports" / "index.html").read_text(encoding="utf-8")
    assert runner.invoke(app, ["judge", "--db", str(db)]).exit_code == OK
    assert runner.invoke(app, ["report", str(folder)]).exit_code == OK
    assert (folder / "reports" / "ban-rai.html").exists()
    assert not (folder / "reports" / "gone.html").exists()
    assert runner.invoke(app, ["report", str(folder), "--out", str(folder / "x")]).exit_code == BAD_INPUT
    assert runner.invoke(app, ["report", str(folder / "nowhere")]).exit_code == BAD_INPUT


def test_messages_are_thai_unless_english_is_asked_for(db: Path) -> None:
    missing = str(db.with_name("no.db"))
    assert "ไม่พบฐานข้อมูล" in runner.invoke(app, ["judge", "--db", missing]).output
    assert "there is no database" in runner.invoke(app, ["judge", "--db", missing, "--lang", "en"]).output


@pytest.mark.parametrize("given", ["colour=red", "year=soon", "nonsense"])
def test_scrapy_judge_refuses_unknown_arguments(scrapy: Scrapy, db: Path, given: str) -> None:
    result = scrapy("judge", "-a", given)
    assert result.returncode == BAD_INPUT
    assert "agency, run, year" in result.stderr
    assert count(db, "SELECT count(*) FROM judgements") == 0
