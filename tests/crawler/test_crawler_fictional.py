"""The demo goes the whole line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from crawler import demo
from crawler.books import PACKAGED
from crawler.exits import OK
from crawler.fictional import folders
from crawler.fictional_province import PROVINCE, ROUNDS
from crawler.office.link_intake import read_intake
from crawler.office.province import load_province
from crawler.store import Store


def test_the_demo_holds_its_nights_and_the_later_ones_save(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = ("sriphana-province", "sriphana-agri", "nong-bua-thong")
    assert demo.main(tmp_path, chosen) == OK
    folder = tmp_path / demo.FOLDER
    assert {path.stem for path in (folder / "reports").glob("*.html")} >= {*chosen, "index"}
    with Store(folder / "oit.db") as store:
        runs = {store.run(run).agency.code: store.run(run) for run, _ in store.latest_judged()}
        assert set(runs) == set(chosen)
        assert runs["sriphana-agri"].exempt["O10"] == "จังหวัดศรีพนา"
        assert not runs["sriphana-province"].exempt
        assert all(int(run.stats["not-modified"]) > 5 for run in runs.values())
        assert {code: past.state for code, past in store.nights.past(2565).items()} == dict.fromkeys(chosen, "done")
        assert store.links.rounds(2565) == (1, 2)
    assert str(folder / "reports" / "index.html") in capsys.readouterr().out


@pytest.mark.parametrize(
    ("workbook", "taken", "refused", "noted"),
    [
        (ROUNDS[0], 212, {"not-web": 1, "unknown-agency": 1}, {"mended": 2, "encoded": 2, "other-agency": 1}),
        (ROUNDS[1], 138, {"formula": 1, "unknown-item": 1}, {"encoded": 2}),
    ],
)
def test_the_links_of_both_rounds_are_taken_but_for_what_cannot_be(
    workbook: str, taken: int, refused: dict[str, int], noted: dict[str, int]
) -> None:
    intake = read_intake(PROVINCE / workbook, load_province(PROVINCE), PACKAGED)
    assert len(intake.of_state("taken")) == taken
    assert Counter(row.reason for row in intake.of_state("refused")) == refused
    assert {code: len(intake.noted(code)) for code in noted} == noted


def test_an_unknown_fictional_agency_is_refused() -> None:
    with pytest.raises(FileNotFoundError, match="there are: "):
        folders(["nowhere"])
