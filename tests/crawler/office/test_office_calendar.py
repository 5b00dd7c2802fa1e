"""Calendars: what is shipped, a province's own entries, what is next, and the .ics file."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import icalendar
import pytest

from crawler.office.calendar import (
    Event,
    events_of,
    example_events,
    national_events,
    next_deadlines,
    now_in,
    own_event,
    years,
)
from crawler.office.ics import to_ics
from crawler.office.model import OfficeError, Province
from crawler.store.moments import BANGKOK

OWN = {"key": "links-round-1", "starts": "2026-03-02", "ends": "2569-05-05", "closes": "16.30 น."}


def province(*own: dict[str, str], year: int = 2569, as_of: str = "") -> Province:
    return Province(Path("x"), "จังหวัดสมมติ", year, "oit@example.go.th", (), own_calendar=own, as_of=as_of)


def event(key: str, ends: date, **more: object) -> Event:
    return Event(key, ends, f"เรื่อง {key}", f"thing {key}", "nacc", **more)  # type: ignore[arg-type]


def test_the_years_of_the_papers_are_shipped_and_no_other() -> None:
    assert years() == [2565, 2566, 2568, 2569]
    assert national_events(2567) == ()


@pytest.mark.parametrize("year", [2565, 2566, 2568, 2569])
def test_every_shipped_event_names_its_source_and_lies_in_its_year(year: int) -> None:
    for found, whose in ((national_events(year), "nacc"), (example_events(year), "province")):
        assert {e.whose for e in found} <= {whose}
        assert all(e.source and e.title_th and e.title_en for e in found)
        assert all((e.starts or e.ends) <= e.ends for e in found)
        assert all(date(year - 544, 10, 1) <= e.ends <= date(year - 543, 10, 31) for e in found)


def test_the_windows_of_2569_close_at_five_in_bangkok() -> None:
    approval = next(e for e in national_events(2569) if e.key == "approval")
    assert (approval.starts, approval.ends, approval.closes) == (date(2026, 3, 2), date(2026, 6, 30), time(17))
    assert approval.over_at.isoformat() == "2026-06-30T17:00:00+07:00"


def test_an_own_deadline_stands_beside_the_national_one_of_the_same_key() -> None:
    found = [e for e in events_of(province({"key": "approval", "ends": "2569-06-10"})) if e.key == "approval"]
    assert [(e.whose, e.ends) for e in found] == [("province", date(2026, 6, 10)), ("nacc", date(2026, 6, 30))]
    assert found[0].title_th == found[1].title_th


def test_dates_of_both_eras_thai_digits_and_thai_times_are_read() -> None:
    found = own_event(OWN, 1, 2569)
    assert (found.starts, found.ends, found.closes) == (date(2026, 3, 2), date(2026, 5, 5), time(16, 30))
    assert own_event({**OWN, "ends": "๒๕๖๗-๐๒-๒๙", "starts": ""}, 1, 2567).ends == date(2024, 2, 29)
    thai = own_event({**OWN, "ends": "๕/๕/๒๕๖๙", "closes": "๑๖:๓๐:๐๐ น."}, 1, 2569)
    assert (thai.ends, thai.closes) == (date(2026, 5, 5), time(16, 30))


def test_an_entry_without_a_key_keeps_its_identity_when_its_date_moves() -> None:
    first, moved = (
        own_event({"title_th": "อบรมเจ้าหน้าที่", "ends": day}, 1, 2569) for day in ("2569-05-05", "2569-05-09")
    )
    assert first.key == moved.key
    assert first.key != own_event({"title_th": "อบรมผู้บริหาร", "ends": "2569-05-05"}, 1, 2569).key


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"end": "2026-05-05"}, "end"),
        ({"ends": "5 พ.ค. 69"}, "ends"),
        ({"ends": "2569-02-30"}, "ends"),
        ({"ends": ""}, "ends"),
        ({"ends": "2596-05-05"}, "2569"),
        ({"starts": "2569-05-06"}, "2569-05-06"),
        ({"closes": "25:00"}, "closes"),
        ({"closes": "เย็น"}, "closes"),
        ({"key": "Links 1"}, "key"),
        ({"key": "meeting"}, "title_th"),
        ({"key": ""}, "title_th"),
    ],
)
def test_an_entry_that_cannot_be_used_is_named_with_its_place(change: dict[str, str], named: str) -> None:
    with pytest.raises(OfficeError) as caught:
        events_of(province({"key": "publish", "ends": "2026-04-01"}, {**OWN, **change}))
    for said in (str(caught.value), caught.value.thai):
        assert "[[calendar]] 2" in said
        assert named in said


def test_what_is_open_what_is_ahead_and_what_is_over() -> None:
    events = [
        event("late", date(2026, 7, 31), starts=date(2026, 7, 1)),
        event("today", date(2026, 6, 30), closes=time(17)),
        event("done", date(2026, 3, 31)),
    ]
    before = next_deadlines(events, datetime(2026, 6, 30, 17, 0, tzinfo=BANGKOK))
    assert [(s.event.key, s.state, s.days) for s in before] == [
        ("today", "open", 0),
        ("late", "ahead", 31),
        ("done", "over", -91),
    ]
    after = next_deadlines(events, datetime(2026, 6, 30, 17, 1, tzinfo=BANGKOK))
    assert [(s.event.key, s.state) for s in after] == [("late", "ahead"), ("today", "over"), ("done", "over")]


def test_the_day_in_bangkok_counts_wherever_the_computer_stands() -> None:
    moment = datetime.fromisoformat("2026-06-29T20:00:00+00:00")  # three in the morning of the 30th in Bangkok
    assert next_deadlines([event("due", date(2026, 6, 30))], moment)[0].days == 0


def test_a_day_can_stand_for_today() -> None:
    assert now_in(province(as_of="2026-04-25")).isoformat() == "2026-04-25T00:00:00+07:00"


def entries(content: bytes) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(content)
    return {str(e["uid"]): e for e in calendar.walk("VEVENT")}


def test_the_file_reminds_seven_days_and_one_day_before_a_deadline_in_bangkok() -> None:
    now = datetime(2026, 3, 1, 9, tzinfo=BANGKOK)
    content = to_ics(national_events(2569), year=2569, name="จังหวัดสมมติ", lang="th", now=now)
    found = entries(content)
    due = found["2569-nacc-approval-1@oit-crawler"]
    assert due["dtend"].dt.isoformat() == "2026-06-30T17:00:00+07:00"
    assert [a["trigger"].dt for a in due.walk("VALARM")] == [timedelta(days=-7), timedelta(days=-1)]
    scoring = found["2569-nacc-oit-scoring-1@oit-crawler"]
    assert (scoring["dtstart"].dt, scoring["dtend"].dt) == (date(2026, 7, 1), date(2026, 8, 1))
    assert scoring.walk("VALARM") == []
    assert b"TZID:Asia/Bangkok" in content


def test_a_deadline_that_moves_keeps_its_identity_and_outranks_the_old_one() -> None:
    now = datetime(2026, 3, 1, 9, tzinfo=BANGKOK)
    old, new = (
        entries(to_ics([own_event({**OWN, "ends": day}, 1, 2569)], year=2569, name="ก", lang="th", now=when))
        for day, when in (("2569-05-05", now), ("2569-05-12", now + timedelta(days=1)))
    )
    assert list(old) == list(new)
    (before,), (after,) = old.values(), new.values()
    assert after["sequence"] > before["sequence"]
    assert after["dtend"].dt.date() == date(2026, 5, 12)


def test_own_deadlines_of_two_provinces_are_two_entries_and_national_ones_the_same() -> None:
    now = datetime(2026, 3, 1, 9, tzinfo=BANGKOK)
    events = events_of(province(OWN))
    first, second = (set(entries(to_ics(events, year=2569, name=name, lang="th", now=now))) for name in ("ก", "ข"))
    assert len(first - second) == len(second - first) == 1


def test_words_of_an_entry_cannot_add_lines_to_the_file() -> None:
    hostile = own_event({"title_th": "อบรม\r\nATTENDEE:mailto:x@example.com", "ends": "2026-05-05"}, 1, 2569)
    content = to_ics([hostile], year=2569, name="ก", lang="th", now=datetime(2026, 3, 1, tzinfo=BANGKOK))
    (entry,) = entries(content).values()
    assert "attendee" not in entry
