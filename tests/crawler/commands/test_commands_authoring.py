"""``rules new``, ``diff`` and ``try``: a province writes its books without Python."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from checks.rubric import HERE
from crawler.commands.oit import app
from crawler.exits import BAD_INPUT, FAILED, NOTHING, OK
from crawler.store import Store

Scrapy = Callable[..., subprocess.CompletedProcess[str]]
runner = CliRunner()
PAGE = """<!doctype html><html lang="th"><head><meta charset="utf-8"><title>อบต.บ้านไร่</title></head><body>
<main><h1>องค์การบริหารส่วนตำบลบ้านไร่</h1><p>ยินดีต้อนรับ</p><h2>ผังว่าใครอยู่ตรงไหน [b]</h2>
<ul><li>สำนักปลัด</li><li>กองคลัง</li><li>กองช่าง</li></ul></main></body></html>"""


def rules(*arguments: str) -> Result:
    return runner.invoke(app, ["rules", *arguments, "--lang", "en"])


def judgements(db: Path) -> int:
    connection = sqlite3.connect(db)
    (count,) = connection.execute("SELECT count(*) FROM judgements").fetchone()
    connection.close()
    return int(count)


@pytest.fixture
def page(tmp_path: Path, gathered: Callable[..., str]) -> Path:
    """A database with a page that calls its structure by words that no book has."""
    path = tmp_path / "page.db"
    with Store(path) as store:
        gathered(store, "ban-rai", PAGE)
    return path


def test_a_new_book_is_written_checked_and_told_apart(tmp_path: Path) -> None:
    books = str(tmp_path / "own")
    made = rules("new", "2570", "--from", "2565", "--books", books)
    assert made.exit_code == OK
    assert "oit rules diff 2565 2570" in made.output
    assert rules("check", books).exit_code == OK
    listed = rules("list", "--books", books).output
    assert "2570" in listed
    assert "draft" in next(line for line in listed.splitlines() if line.startswith("2570"))
    found = rules("diff", "2565", "2570", "--books", books)
    assert found.exit_code == OK
    assert "2 differences" in found.output  # status and source


def test_a_book_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    assert rules("new", "2570", "--books", str(tmp_path)).exit_code == OK
    mended = tmp_path / "2570" / "o01.toml"
    mended.write_text("mended", encoding="utf-8")
    assert rules("new", "2570", "--books", str(tmp_path)).exit_code == BAD_INPUT
    assert mended.read_text(encoding="utf-8") == "mended"


def test_no_book_to_copy_and_no_place_for_it(tmp_path: Path) -> None:
    assert rules("new", "2570", "--from", "2499", "--books", str(tmp_path)).exit_code == BAD_INPUT
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    assert rules("new", "2570", "--books", str(file / "below")).exit_code == FAILED


def test_an_own_copy_is_compared_with_the_programs(tmp_path: Path) -> None:
    assert rules("new", "2565", "--from", "2565", "--books", str(tmp_path)).exit_code == OK
    path = tmp_path / "2565" / "o01.toml"
    text = path.read_text(encoding="utf-8").replace("title = [", 'title = ["ผังว่าใครอยู่ตรงไหน",', 1)
    path.write_text(text, encoding="utf-8")
    said = rules("diff", "2565", "2565", "--books", str(tmp_path)).output
    assert "words.title + ผังว่าใครอยู่ตรงไหน" in said
    assert "1 differences" in said


def test_books_of_different_years_are_compared_by_meaning() -> None:
    said = rules("diff", "2565", "2566").output
    assert "O21 monthly_procurement\n  was O23" in said
    assert rules("diff", "2565", "2499").exit_code == BAD_INPUT


def test_a_word_is_tried_without_being_stored(page: Path) -> None:
    assert runner.invoke(app, ["judge", "--db", str(page)]).exit_code == OK
    tried = rules("try", "o1", "--word", "title=ผังว่าใครอยู่ตรงไหน", "--db", str(page))
    assert tried.exit_code == OK
    assert "words.title “ผังว่าใครอยู่ตรงไหน”: 1 places" in tried.output
    assert "ban-rai · heading [O1] · “ผังว่าใครอยู่ตรงไหน [b]” — http://www.banrai.example/" in tried.output
    assert "stored verdicts are untouched" in tried.output
    assert judgements(page) == 1


def test_an_edited_list_is_tried_from_its_file(page: Path, tmp_path: Path) -> None:
    edited = tmp_path / "edited.toml"
    text = (HERE / "2565" / "o01.toml").read_text(encoding="utf-8")
    edited.write_text(text.replace("title = [", 'title = ["ใครอยู่ตรงไหน",', 1), encoding="utf-8")
    tried = rules("try", "O1", "--words", str(edited), "--db", str(page))
    assert tried.exit_code == OK
    assert "words.title “ใครอยู่ตรงไหน”: 1 places" in tried.output
    assert tried.output.count("words.") == 1  # only what was changed is shown
    assert judgements(page) == 0


def test_the_books_own_words_are_shown_where_they_stand(page: Path) -> None:
    said = rules("try", "O1", "--purpose", "division", "--db", str(page)).output
    assert "words.division “|กอง”: 2 places" in said
    assert "“กองคลัง” — http://www.banrai.example/" in said
    assert "words.title" not in said


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["O99"], BAD_INPUT),
        (["O1", "--word", "titel=ผัง"], BAD_INPUT),
        (["O1", "--word", "title="], BAD_INPUT),
        (["O1", "--word", "ผัง"], BAD_INPUT),
        (["O1", "--words", "{missing}"], BAD_INPUT),
        (["O1", "--purpose", "nothing"], BAD_INPUT),
        (["O1", "--agency", "nobody"], NOTHING),
        (["O1", "--year", "2499"], FAILED),
    ],
)
def test_what_cannot_be_tried_is_told(page: Path, arguments: list[str], code: int) -> None:
    given = [argument.replace("{missing}", str(page.with_name("no.toml"))) for argument in arguments]
    said = rules("try", *given, "--db", str(page))
    assert said.exit_code == code
    assert said.output.strip()


def test_own_books_are_used_by_judging(page: Path, tmp_path: Path) -> None:
    books = tmp_path / "own"
    shutil.copytree(HERE / "2565", books / "2565")
    path = books / "2565" / "o01.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("title_en = ", "title_en  = ", 1), encoding="utf-8")
    assert runner.invoke(app, ["judge", "--db", str(page)]).exit_code == OK
    assert runner.invoke(app, ["judge", "--db", str(page), "--books", str(books)]).exit_code == OK
    connection = sqlite3.connect(page)
    (fingerprints,) = connection.execute("SELECT count(DISTINCT rubric) FROM judgements").fetchone()
    connection.close()
    assert fingerprints == 2
    assert (
        runner.invoke(app, ["report", "--db", str(page), "--books", str(books), "--out", str(tmp_path)]).exit_code == OK
    )


def test_scrapy_offers_the_same(scrapy: Scrapy, db: Path) -> None:
    books = str(db.parent / "own")
    assert scrapy("rules", "new", "2570", "--from", "2565", "--books", books).returncode == OK
    assert scrapy("rules", "diff", "2565", "2570", "-s", f"OIT_BOOKS={books}").returncode == OK
    tried = scrapy("rules", "try", "O5", "--word", "label=ที่อยู่ 99", "--lang", "en")
    assert tried.returncode == OK
    assert "words.label “ที่อยู่ 99”: 1 places" in tried.stdout
    assert scrapy("rules", "new", "soon").returncode == BAD_INPUT


def test_verdicts_that_the_words_change_are_shown(tmp_path: Path, gathered: Callable[..., str]) -> None:
    db = tmp_path / "address.db"
    address = "<p>ที่อยู่ 99 หมู่ 1 ตำบลบ้านไร่ อำเภอเมือง จังหวัดศรีพนา 93000</p></main>"
    with Store(db) as store:
        gathered(store, "ban-rai", PAGE.replace("</main>", address))
    assert runner.invoke(app, ["judge", "--db", str(db)]).exit_code == OK
    lists = tmp_path / "words.toml"
    purposes = ("label", "place", "tambon", "amphoe", "province")
    lists.write_text("[words]\n" + "".join(f'{p} = ["ที่ลับ"]\n' for p in purposes), encoding="utf-8")
    said = rules("try", "O5", "--words", str(lists), "--db", str(db)).output
    assert "words.label “ที่อยู่”: 1 places" in said  # what was removed is shown, too
    assert "words.label “ที่ลับ”: 0 places" in said
    assert "  ban-rai O5.1 address: Complete (found) → Incomplete (not-found) [by these words]" in said
    assert "O5: 1 elements differ, 1 by these words · other items, by these words: 0" in said
    assert judgements(db) == 1


def test_verdicts_of_other_items_are_told_with_their_agency(tmp_path: Path, gathered: Callable[..., str]) -> None:
    db = tmp_path / "duties.db"
    name = "อำนาจหน้าที่ของสวนเรา"
    law = "<p>องค์การบริหารส่วนตำบลมีหน้าที่จัดให้มีและบำรุงรักษาทางน้ำและทางบก ตามพระราชบัญญัติ มาตรา 67</p>"
    duties = f"<html><head><title>{name}</title></head><body><main><h1>{name}</h1>{law}</main></body></html>"
    home = PAGE.replace("</main>", f'<a href="/power">{name}</a></main>')
    with Store(db) as store:
        for code in ("ban-na", "ban-rai"):
            gathered(store, code, home, power=duties)
    said = rules("try", "O1", "--word", f"title={name}", "--db", str(db)).output
    assert "other items, by these words: 2" in said
    told = [line.split()[:2] for line in said.splitlines() if " O3.1 " in line]
    assert sorted(told) == [["ban-na", "O3.1"], ["ban-rai", "O3.1"]]


def test_an_unknown_list_is_refused_also_beside_words(page: Path) -> None:
    said = rules("try", "O1", "--purpose", "tittle", "--word", "title=ผังว่าใครอยู่ตรงไหน", "--db", str(page))
    assert said.exit_code == BAD_INPUT
    assert "tittle" in said.output
    assert "division" in said.output


def test_known_agencies_are_listed_beside_an_unknown_one(page: Path) -> None:
    said = rules("try", "O1", "--agency", "nobody", "--db", str(page))
    assert said.exit_code == NOTHING
    assert "ban-rai" in said.output
