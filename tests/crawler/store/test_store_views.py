"""The views as rows, and what Datasette is told of them."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from crawler.store import Store
from crawler.store.datasette import datasette_metadata
from crawler.store.views import VIEWS

from .nights import HOME, LIST, PAPER, Nights


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with an agency that lost O11, another year, and an agency of which nothing could be read."""
    nights = Nights()
    path = tmp_path / "oit.db"
    with Store(path, now=nights) as store:
        nights.night(store, "met", proofs=[PAPER, LIST])
        nights.night(store, "unmet", way={HOME: ""}, failed={PAPER: "http-404", LIST: "http-404"})
        nights.night(store, "met", item="O12", year=2566)
        nights.night(store, "unmet", agency="silent", way={}, failed={HOME: "dns"})
    return path


def test_views_are_read_whole_or_for_a_year(path: Path) -> None:
    with Store(path) as store:
        tables = {view: store.views.table(view) for view in VIEWS}
        of_year = store.views.table("latest_items", 2566)
    with sqlite3.connect(path) as db:
        for view, table in tables.items():
            found = db.execute(f"SELECT * FROM {view}")  # noqa: S608 - views of ours
            assert table.columns == tuple(column[0] for column in found.description)
            assert sorted(table.rows) == sorted(found.fetchall())
    assert [row[2] for row in of_year.rows] == ["O12"]
    assert len(tables["changes"].rows) == 1


def test_what_datasette_is_told_is_there(path: Path) -> None:
    with Store(path) as store:
        names = store.views.names()
    metadata = json.loads(datasette_metadata(path, names, "OIT จังหวัดสมมติ"))
    told = metadata["databases"]["oit"]
    shown = {name: table for name, table in told["tables"].items() if not table.get("hidden")}
    with sqlite3.connect(path) as db:
        db.execute("CREATE TEMP TABLE x (y)")
        for name, table in shown.items():
            columns = [column[0] for column in db.execute(f"SELECT * FROM {name}").description]  # noqa: S608 - ours
            assert set(table["columns"]) <= set(columns), name
            assert set(table.get("facets", ())) <= set(columns), name
            assert table.get("sort_desc", columns[0]) in columns, name
            assert all("\u0e00" < char < "\u0e7f" for char in table["title"][:1])
    assert set(told["tables"]) == set(names) | set(shown)
    assert told["tables"]["bodies"] == {"hidden": True}


def test_every_column_of_the_first_views_is_described(path: Path) -> None:
    told = json.loads(datasette_metadata(path, (), ""))["databases"]["oit"]["tables"]
    with Store(path) as store:
        for view in VIEWS:
            assert tuple(told[view]["columns"]) == store.views.table(view).columns


def test_the_ready_made_questions_answer(path: Path) -> None:
    queries = json.loads(datasette_metadata(path, (), ""))["databases"]["oit"]["queries"]
    with sqlite3.connect(path) as db:
        answers = {name: db.execute(query["sql"]).fetchall() for name, query in queries.items()}
    assert answers["unread-sites"][0][0] == "silent"
    assert answers["unread-sites"][0][3] == "dns"
    assert [row[2] for row in answers["lost-and-not-back"]] == ["O11"]
    assert answers["worst-items"][0][:3] == (2565, "O11", 2)
    assert answers["lost-since-yesterday"] == []
    assert len(answers["scores-over-time"]) == 4
    assert answers["owing-links"] == []
