"""``oit links``: files taken in, listed, and the form written, with the exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from crawler.commands.links_listed import in_runs
from crawler.commands.oit import app
from crawler.exits import BAD_INPUT, NOTHING, OK
from crawler.store import Store

OWN = "https://www.banrai.example"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A fictional province with two agencies."""
    made = tmp_path / "sriphana"
    made.mkdir()
    (made / "province.toml").write_text(
        'name = "จังหวัดศรีพนา"\nfiscal_year = 2565\ncontact = "desk@sriphana.example"\n', encoding="utf-8"
    )
    (made / "agencies.csv").write_text(
        "code,name,kind,website\n"
        "sriphana,จังหวัดศรีพนา,province,https://www.sriphana.example/\n"
        f"ban-rai,องค์การบริหารส่วนตำบลบ้านไร่,local,{OWN}/\n",
        encoding="utf-8",
    )
    return made


def oit(*arguments: str | Path, lang: str = "en") -> tuple[int, str]:
    result = CliRunner().invoke(app, ["links", *map(str, arguments), "--lang", lang])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def links_of(folder: Path, name: str, *rows: str) -> Path:
    path = folder / name
    path.write_text("agency,item,url\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def current(folder: Path) -> list[str]:
    with Store(folder / "oit.db") as store:
        return [link.url for link in store.links.current("ban-rai", 2565)]


def test_some_taken_some_refused(folder: Path) -> None:
    path = links_of(folder, "a.csv", f"อบต.บ้านไร่,O1,{OWN}/1", "อบต.บ้านไร่,O44,x", "อบต.บ้านไร่,O2,www.banrai.example/2")
    code, said = oit("add", folder, path)
    assert code == OK
    assert "3 links in · 2 taken · 1 refused (no such item 1)" in said
    assert "C3" in said
    assert "add it again with --round 1" in said
    assert current(folder) == [f"{OWN}/1", "http://www.banrai.example/2"]


def test_the_same_again_and_the_next_round(folder: Path) -> None:
    first = links_of(folder, "a.csv", f"ban-rai,O1,{OWN}/1", f"ban-rai,O2,{OWN}/2")
    second = links_of(folder, "b.csv", f"ban-rai,O2,{OWN}/2-new")
    third = links_of(folder, "c.csv", f"ban-rai,O1,{OWN}/1-new")
    assert oit("add", folder, first)[0] == OK
    assert "already" in oit("add", folder, first)[1]
    assert oit("add", folder, second, "--round", "2")[0] == OK
    code, said = oit("add", folder, third)  # without a round: the newest
    assert (code, "--round 3" in said) == (OK, True)
    with Store(folder / "oit.db") as store:
        assert [(s.item, s.round) for s in store.links.summary(2565)] == [("O1", 2), ("O2", 2)]
    assert current(folder) == [f"{OWN}/1-new", f"{OWN}/2-new"]
    assert "round 2 came in before" in oit("add", folder, second, "--round", "1")[1]


def test_a_dry_run_stores_nothing(folder: Path) -> None:
    code, said = oit("add", folder, links_of(folder, "a.csv", f"ban-rai,O1,{OWN}/1"), "--dry-run")
    assert (code, "1 taken" in said) == (OK, True)
    assert not (folder / "oit.db").exists()


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("rows", [[f"ใคร,O1,{OWN}/1"], ["ban-rai,O1,-"], []])
def test_nothing_to_take(folder: Path, lang: str, rows: list[str]) -> None:
    assert oit("add", folder, links_of(folder, "a.csv", *rows), lang=lang)[0] == BAD_INPUT
    assert not (folder / "oit.db").exists()


def test_no_such_file_folder_or_year(folder: Path) -> None:
    assert oit("add", folder, folder / "missing.xlsx")[0] == BAD_INPUT
    assert oit("add", folder / "missing", links_of(folder, "a.csv"))[0] == BAD_INPUT
    (folder / "province.toml").write_text(
        'name = "ศรีพนา"\nfiscal_year = 2400\ncontact = "a@b.example"\n', encoding="utf-8"
    )
    assert oit("list", folder)[0] == BAD_INPUT


def test_hostile_words_steer_no_terminal(folder: Path) -> None:
    assert "\x1b" not in oit("add", folder, links_of(folder, "a.csv", f"\x1b[2Jใคร,O1,{OWN}/1"))[1]


def test_the_list_tells_what_is_owed(folder: Path) -> None:
    assert oit("list", folder)[0] == NOTHING
    oit("add", folder, links_of(folder, "a.csv", f"ban-rai,O1,{OWN}/1", f"ban-rai,O3,{OWN}/3"))
    code, said = oit("list", folder)
    assert code == OK
    assert "2/43" in said
    assert "O2 O4–O43" in said
    code, said = oit("list", folder, "--agency", "อบต.บ้านไร่")
    assert (code, f"{OWN}/3" in said, "owed" in said) == (OK, True, True)
    assert oit("list", folder, "--agency", "ใคร")[0] == BAD_INPUT


def test_the_form_is_written_filled_and_taken_in(folder: Path) -> None:
    path = folder / "form.xlsx"
    assert oit("template", folder, path, "--agency", "ban-rai")[0] == OK
    book = load_workbook(path)
    book["ลิงก์"]["E2"] = f"{OWN}/1"
    book.save(path)
    assert oit("template", folder, path)[0] == BAD_INPUT  # what was filled in is not overwritten
    assert oit("template", folder, folder / "form.pdf")[0] == BAD_INPUT
    code, said = oit("add", folder, path)
    assert (code, "1 links in · 1 taken · 0 refused" in said) == (OK, True)
    assert current(folder) == [f"{OWN}/1"]


@pytest.mark.parametrize(
    ("items", "shown"), [([], ""), (["O1"], "O1"), (["O1", "O2"], "O1 O2"), (["O9", "O10", "O11", "O43"], "O9–O11 O43")]
)
def test_runs_of_items(items: list[str], shown: str) -> None:
    assert in_runs(items) == shown
