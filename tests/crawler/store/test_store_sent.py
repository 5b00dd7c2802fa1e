"""What was told is kept by recipient and channel; silence is counted by nights."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from checks.evidence import Agency
from crawler.store import Store
from crawler.store.moments import BANGKOK
from crawler.store.sent import News

LOST = News("change", "ban-rai:O1:lost:r1")
DUE = News("deadline", "nacc:approval:2026-06-30:7")


def test_what_was_delivered_is_known_to_that_recipient_and_channel_only(store: Store) -> None:
    store.sent.record("secretariat", "json", {LOST, DUE}, delivered=True)
    assert store.sent.known("secretariat", "json") == {LOST, DUE}
    assert store.sent.known("secretariat", "json-2") == set()
    assert store.sent.known("ban-rai", "json") == set()


def test_what_failed_is_written_down_but_not_known_until_it_was_delivered(store: Store) -> None:
    store.sent.record("secretariat", "json", {LOST}, delivered=False)
    assert store.sent.known("secretariat", "json") == set()
    store.sent.record("secretariat", "json", {LOST}, delivered=True)
    assert store.sent.known("secretariat", "json") == {LOST}


def test_an_address_is_known_by_a_fingerprint_that_no_other_database_shares(tmp_path: Path) -> None:
    address = "json://hook.example/token"
    with Store(tmp_path / "one.db") as store:
        first = store.sent.fingerprint(address)
        assert store.sent.fingerprint(f"{address}s") != first
    with Store(tmp_path / "one.db") as store:
        assert store.sent.fingerprint(address) == first
    with Store(tmp_path / "two.db") as store:
        assert store.sent.fingerprint(address) != first


@pytest.mark.parametrize(
    ("nights", "since"),
    [
        ([("20T20", [4]), ("21T20", [0])], None),
        ([("20T20", [4]), ("21T20", [0]), ("22T20", [0])], "2022-04-21"),
        ([("20T20", [0]), ("21T20", [0]), ("22T20", [3])], None),
        ([("21T20", [0, 0])], None),
        ([("21T20", [0, 2]), ("22T20", [0])], None),
        ([("21T20", [2, 0]), ("22T20", [0])], "2022-04-21"),
        ([("20T20", [0]), ("22T20", [0]), ("25T20", [0])], "2022-04-20"),
        ([("21T00", [0]), ("21T21", [0])], "2022-04-21"),
        ([("20T20", [4]), ("21T20", [0]), ("21T19", [0])], "2022-04-21"),
    ],
)
def test_a_site_is_silent_from_its_second_night_without_anything(
    store: Store, nights: list[tuple[str, list[int]]], since: str | None
) -> None:
    for hour, runs in nights:
        night = begin(store, hour)
        for pages in runs:
            finish(store, "finished", pages, night=night)
    found = [(s.agency, s.since, s.nights) for s in store.sent.silent(2565)]
    after = [hour[:2] for hour, _ in nights if since is not None and f"2022-04-{hour[:2]}" >= since]
    assert found == ([("ban-rai", since, len(after))] if since else [])


def test_a_run_by_hand_is_no_night_but_ends_a_silence(store: Store) -> None:
    for day in ("20", "21"):
        finish(store, "finished", 0, night=begin(store, f"{day}T20"))
    finish(store, "finished", 0)
    assert [silence.nights for silence in store.sent.silent(2565)] == [2]
    finish(store, "finished", 3)
    assert store.sent.silent(2565) == []


def test_a_night_in_which_nobody_could_be_read_says_nothing_about_a_site(store: Store) -> None:
    for day, pages in ((20, 0), (21, 0), (22, 3), (23, 0), (24, 3)):
        night = begin(store, f"{day}T20")
        finish(store, "finished", 0, night=night)
        finish(store, "finished", pages, agency="prov", night=night)
        expected = [("ban-rai", "2022-04-22", 2)] if day == 24 else []
        assert [(s.agency, s.since, s.nights) for s in store.sent.silent(2565)] == expected


@pytest.mark.parametrize("outcome", ["interrupted", "failed"])
def test_runs_that_we_cut_short_say_nothing_about_a_site(store: Store, outcome: str) -> None:
    for day in (20, 21):
        finish(store, outcome, 0, night=begin(store, f"{day}T20"))
    assert store.sent.silent(2565) == []


def begin(store: Store, hour: str) -> int:
    """A night that begins in April; hour: ``21T20``."""
    store.nights._now = lambda: datetime.fromisoformat(f"2022-04-{hour}:00:00").replace(tzinfo=BANGKOK)  # type: ignore[method-assign]
    return store.nights.begin(2565, [])


def finish(store: Store, outcome: str, pages: int, *, agency: str = "ban-rai", night: int = 0) -> None:
    site = Agency(agency, f"http://www.{agency}.example/")
    run = store.start_run(agency=site, fiscal_year=2565, as_of="2022-04-25", settings={}, night=night)
    store.finish_run(run, outcome=outcome, limits=[], stats={"pages": pages, "documents": 0})
