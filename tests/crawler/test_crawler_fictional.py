"""The demo goes the whole line."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler import demo
from crawler.exits import OK
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
