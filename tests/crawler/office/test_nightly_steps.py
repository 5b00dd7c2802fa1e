"""Steps around a night: one that fails is told, and the others are taken."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from crawler.commands.voice import Voice
from crawler.office.model import Province
from crawler.office.nightly.progress import Facts
from crawler.office.nightly.steps import take
from crawler.store import Store, StoreError
from crawler.store.errors import explained


def fail(_voice: Voice, _province: Province, _store: Store) -> Facts:
    raise ValueError("no such place")


def good(_voice: Voice, _province: Province, _store: Store) -> Facts:
    return {"sent": 2}


def broken(_voice: Voice, _province: Province, store: Store) -> Facts:
    raise explained(sqlite3.OperationalError("disk I/O error"), store.path)


@pytest.fixture
def province(tmp_path: Path) -> Province:
    return Province(tmp_path, "จังหวัดทดสอบ", 2565, "oit@test.example", ())


def test_a_step_that_fails_is_told_and_the_next_is_taken(
    province: Province, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[tuple[str, Facts]] = []
    with Store(province.db) as store:
        take((("a", fail), ("b", good)), Voice("en"), province, store, lambda *said: told.append(said))
    assert told == [("a", {"trouble": "ValueError: no such place"}), ("b", {"sent": 2})]
    assert "no such place" in capsys.readouterr().err


def test_a_broken_database_ends_the_steps(province: Province) -> None:
    with Store(province.db) as store, pytest.raises(StoreError):
        take((("a", broken), ("b", good)), Voice("en"), province, store, lambda *_: None)
