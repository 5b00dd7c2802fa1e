"""The year's calendar: national windows as data that comes with the program, beside them a province's own deadlines."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Final, Literal

import msgspec

from checks.thai.dates import BUDDHIST_OFFSET
from crawler.office.days import read_day
from crawler.office.model import OfficeError, Province
from crawler.store.moments import BANGKOK, bangkok_now

CALENDARS: Final = Path(__file__).parent / "calendars"

OWN_FIELDS: Final = ("key", "starts", "ends", "closes", "title_th", "title_en", "source")
"""What an entry ``[[calendar]]`` of ``province.toml`` may say."""

_KEY: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TIME: Final = re.compile(r"(\d{1,2})[:.](\d{2})(?::[0๐]{2})?(?: *น\.?)?")

Whose = Literal["nacc", "province"]
State = Literal["open", "ahead", "over"]


class Event(msgspec.Struct, frozen=True):
    """A window of the year, or a deadline.

    starts: None where only the deadline is known. closes: time of day in Bangkok; None: the whole last day counts.
    whose: who set it. asks: something is asked of agencies until then. source: the paper that names it.
    """

    key: str
    ends: date
    title_th: str
    title_en: str
    whose: Whose
    starts: date | None = None
    closes: time | None = None
    asks: bool = True
    source: str = ""

    @property
    def over_at(self) -> datetime:
        """The last moment that counts."""
        return datetime.combine(self.ends, self.closes or time(23, 59, 59), BANGKOK)


class Standing(msgspec.Struct, frozen=True):
    """Where an event stands at a moment. days: left until its last day, 0 on that day, negative afterwards."""

    event: Event
    state: State
    days: int


class _Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title_th: str
    title_en: str
    asks: bool = True


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    key: str
    ends: date
    source: str
    starts: date | None = None
    closes: time | None = None


class _Year(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    event: tuple[_Row, ...]
    example: tuple[_Row, ...] = ()


def years() -> list[int]:
    """Fiscal years whose national calendar comes with the program."""
    return sorted(int(path.stem) for path in CALENDARS.glob("2[0-9][0-9][0-9].toml"))


def national_events(year: int) -> tuple[Event, ...]:
    """The national windows of a fiscal year; none where its calendar is not known."""
    return tuple(_event(row, "nacc") for row in _year(year).event)


def example_events(year: int) -> tuple[Event, ...]:
    """Deadlines that one province set for itself in that year, to learn from; they hold nowhere by themselves."""
    return tuple(_event(row, "province") for row in _year(year).example)


def events_of(province: Province) -> tuple[Event, ...]:
    """The national windows of the province's year and its own deadlines beside them, the earliest first.

    Raises:
        OfficeError: an entry ``[[calendar]]`` of ``province.toml`` cannot be used; it says which, and why.
    """
    own = (
        own_event(entry, number, province.fiscal_year) for number, entry in enumerate(province.own_calendar, start=1)
    )
    return tuple(sorted((*national_events(province.fiscal_year), *own), key=_order))


def now_in(province: Province) -> datetime:
    """This moment; where a day stands for today, its beginning."""
    return datetime.fromisoformat(province.as_of).replace(tzinfo=BANGKOK) if province.as_of else bangkok_now()


def next_deadlines(events: Iterable[Event], now: datetime) -> tuple[Standing, ...]:
    """Where each event stands: what is open or ahead, the nearest end first, then what is over, the newest first."""
    standings = [_standing(event, now) for event in events]
    coming = sorted((s for s in standings if s.state != "over"), key=lambda s: _order(s.event))
    over = sorted((s for s in standings if s.state == "over"), key=lambda s: _order(s.event), reverse=True)
    return (*coming, *over)


def own_event(entry: Mapping[str, str], number: int, fiscal_year: int) -> Event:
    """Read an entry ``[[calendar]]``. number: its place in the file, from 1.

    Dates are of either era: ``2026-05-05``, ``2569-05-05`` and ``5/5/2569`` are the same day. A key that is known
    needs no title. Without a key it gets one from its title, so that a deadline that moves stays the same.

    Raises:
        OfficeError: a field is unknown, missing or cannot be read, or the window ends before it starts.
    """
    place = f"[[calendar]] {number}" + (f" ({entry.get('key') or entry.get('title_th')})" if entry else "")
    if unknown := sorted(set(entry) - set(OWN_FIELDS)):
        raise _fault(
            place,
            f"unknown: {', '.join(unknown)}; known: {', '.join(OWN_FIELDS)}",
            f"ไม่รู้จัก {', '.join(unknown)} ใช้ได้เฉพาะ {', '.join(OWN_FIELDS)}",
        )
    key, title = entry.get("key", ""), entry.get("title_th", "").strip()
    kind = _kinds().get(key)
    if key and not _KEY.fullmatch(key):
        raise _fault(
            place,
            f"key = {key!r}: small letters, digits and - only",
            f'key = "{key}" ใช้ได้เฉพาะตัวอักษร a-z ตัวเลข และ -',
        )
    if not title and kind is None:
        raise _fault(
            place,
            f"title_th is missing, or a key of: {', '.join(_kinds())}",
            f"ไม่มีชื่อ ให้เพิ่ม title_th หรือใช้ key ใดต่อไปนี้: {', '.join(_kinds())}",
        )
    starts = _date(entry["starts"], place, "starts", fiscal_year) if entry.get("starts") else None
    ends = _date(entry.get("ends", ""), place, "ends", fiscal_year)
    if starts is not None and ends < starts:
        raise _fault(
            place,
            f"it ends ({entry['ends']}) before it starts ({entry['starts']}); mend one of the two",
            f"วันสิ้นสุด ({entry['ends']}) มาก่อนวันเริ่ม ({entry['starts']}) โปรดแก้ไขวันใดวันหนึ่ง",
        )
    return Event(
        key=key or f"own-{hashlib.sha256(title.encode()).hexdigest()[:8]}",
        ends=ends,
        title_th=title or (kind.title_th if kind is not None else ""),
        title_en=entry.get("title_en", "") or (kind.title_en if kind is not None and not title else title),
        whose="province",
        starts=starts,
        closes=_time(entry["closes"], place) if entry.get("closes") else None,
        source=entry.get("source", ""),
    )


def _order(event: Event) -> tuple[datetime, str, str]:
    return event.over_at, event.whose, event.key


def _standing(event: Event, now: datetime) -> Standing:
    today = now.astimezone(BANGKOK).date()
    state: State = "over" if now > event.over_at else "ahead" if event.starts and today < event.starts else "open"
    return Standing(event, state, (event.ends - today).days)


def _event(row: _Row, whose: Whose) -> Event:
    kind = _kinds()[row.key]
    return Event(row.key, row.ends, kind.title_th, kind.title_en, whose, row.starts, row.closes, kind.asks, row.source)


def _year(year: int) -> _Year:
    path = CALENDARS / f"{year}.toml"
    if not path.exists():
        return _Year(())
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _Year)


def _kinds() -> dict[str, _Kind]:
    return msgspec.convert(tomllib.loads((CALENDARS / "kinds.toml").read_text(encoding="utf-8")), dict[str, _Kind])


def _date(text: str, place: str, field: str, fiscal_year: int) -> date:
    try:
        found = read_day(text)
    except ValueError:
        example = f'{field} = "{fiscal_year}-05-31"'
        raise _fault(
            place,
            f"{field} = {text!r} is no date; write {example}",
            f'{field} = "{text}" ไม่ใช่วันที่ ให้เขียน ปี-เดือน-วัน เช่น {example}',
        ) from None
    if abs(found.year + BUDDHIST_OFFSET - fiscal_year) > 1:
        raise _fault(
            place,
            f"{field} = {text!r} is not near the fiscal year {fiscal_year}; mend the year",
            f'{field} = "{text}" ไม่อยู่ในช่วงปีงบประมาณ {fiscal_year} โปรดแก้ปี',
        )
    return found


def _time(text: str, place: str) -> time:
    match = _TIME.fullmatch(text.strip())
    hour, minute = (int(match[1]), int(match[2])) if match else (24, 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise _fault(
            place,
            f'closes = {text!r} is no time of day; write closes = "17:00"',
            f'closes = "{text}" ไม่ใช่เวลา ให้เขียนเช่น closes = "17:00"',
        ) from None


def _fault(place: str, english: str, thai: str) -> OfficeError:
    return OfficeError(f"province.toml, {place}: {english}", f"province.toml รายการ {place}: {thai}")
