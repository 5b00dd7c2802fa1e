"""The demo goes the whole line; accuracy compares verdicts with labels."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.verdict import ElementVerdict, Finding, ItemVerdict, Judgement, Quote, Score, Status
from crawler import accuracy, demo
from crawler.exits import NOTHING, OK
from crawler.fictional import folders
from crawler.store import Store


def test_the_demo_crawls_judges_and_reports_every_agency(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert demo.main(tmp_path) == OK
    codes = {folder.name for folder in folders(blind=False)}
    assert len(codes) >= 3
    assert {path.stem for path in tmp_path.glob("*.html")} == codes | {"index"}
    with Store(tmp_path / "demo.db") as store:
        assert {store.run(run).agency.code for run, _ in store.latest_judged()} == codes
        assert all(sum(store.counts(run)) > 10 for run, _ in store.latest_judged())
    assert str(tmp_path / "index.html") in capsys.readouterr().out


def test_an_unknown_fictional_agency_is_refused() -> None:
    with pytest.raises(FileNotFoundError, match="there are: "):
        folders(["nowhere"])


@pytest.fixture
def agency(tmp_path: Path) -> Path:
    text = '[O1]\nwhy = "x"\n1 = ["met"]\n2 = ["met", "unclear"]\n3 = ["unmet"]\n4 = ["unmet"]\n5 = ["met"]\n'
    (tmp_path / "labels.toml").write_text(text)
    return tmp_path


def test_verdicts_are_compared_with_labels(agency: Path) -> None:
    met = Finding(Status.MET, "found", (Quote("http://a/", "คำ"),))
    unmet, unclear = Finding(Status.UNMET, "not-found", (), ("http://b/",)), Finding(Status.UNCLEAR, "look")
    elements = tuple(ElementVerdict("O1", no, "e", f) for no, f in enumerate((unmet, unclear, met, unclear), 1))
    item = ItemVerdict("O1", "structure", Status.UNMET, "not-found", elements)
    judgement = Judgement("a", "", 2565, "2022-04-25", "x", (item,), Score(0, 0), {})
    found = list(accuracy.compare(agency, judgement))
    assert [row.outcome for row in found] == ["false unmet", "right", "false met", "undecided", "undecided"]
    assert [(row.url, row.quote) for row in found][:3] == [("http://b/", ""), ("", ""), ("http://a/", "คำ")]
    assert found[4].code == "no-verdict"


def test_nothing_to_compare_has_its_own_code(tmp_path: Path) -> None:
    assert accuracy.main(["--judge-only", "--db", str(tmp_path / "x.db")]) == NOTHING
