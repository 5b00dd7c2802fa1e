"""What was told is kept by recipient and channel; silence is counted by nights."""

from __future__ import annotations

from datetime import datetime

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


@pytest.mark.parametrize(
    ("nights", "since"),
    [
        ([("04-20", 4), ("04-21", 0)], None),
        ([("04-20", 4), ("04-21", 0), ("04-22", 0)], "2022-04-21"),
        ([("04-20", 0), ("04-21", 0), ("04-22", 3)], None),
        ([("04-21", 0), ("04-21", 0)], None),
        ([("04-21", 0), ("04-21", 2), ("04-22", 0)], None),
        ([("04-20", 0), ("04-22", 0), ("04-25", 0)], "2022-04-20"),
    ],
)
def test_a_site_is_silent_from_its_second_night_without_anything(
    store: Store, nights: list[tuple[str, int]], since: str | None
) -> None:
    for hour, (day, pages) in enumerate(nights):
        store.sent._now = store._now = lambda day=day, hour=hour: datetime.fromisoformat(  # type: ignore[misc]
            f"2022-{day}T{hour:02}:00:00"
        ).replace(tzinfo=BANGKOK)
        finish(store, "finished", pages)
    assert [(s.agency, s.since) for s in store.sent.silent(2565)] == ([("ban-rai", since)] if since else [])


def test_a_day_on_which_nobody_could_be_read_says_nothing_about_a_site(store: Store) -> None:
    for day, pages in ((20, 0), (21, 0), (22, 3), (23, 0), (24, 3)):
        store._now = lambda day=day: datetime(2022, 4, day, tzinfo=BANGKOK)  # type: ignore[misc]
        finish(store, "finished", 0)
        finish(store, "finished", pages, agency="prov")
        expected = [("ban-rai", "2022-04-22", 2)] if day == 24 else []
        assert [(s.agency, s.since, s.nights) for s in store.sent.silent(2565)] == expected


@pytest.mark.parametrize("outcome", ["interrupted", "failed"])
def test_runs_that_we_cut_short_say_nothing_about_a_site(store: Store, outcome: str) -> None:
    for day in (20, 21):
        store._now = lambda day=day: datetime(2022, 4, day, tzinfo=BANGKOK)  # type: ignore[misc]
        finish(store, outcome, 0)
    assert store.sent.silent(2565) == []


def finish(store: Store, outcome: str, pages: int, *, agency: str = "ban-rai") -> None:
    site = Agency(agency, f"http://www.{agency}.example/")
    run = store.start_run(agency=site, fiscal_year=2565, as_of="2022-04-25", settings={})
    store.finish_run(run, outcome=outcome, limits=[], stats={"pages": pages, "documents": 0})
