"""A calendar as an ``.ics`` file, for Outlook, Google Calendar, Thunderbird and telephones."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import icalendar

from crawler.office.calendar import Event

ZONE: Final = ZoneInfo("Asia/Bangkok")
"""By its name: other calendars show moments in a zone that they know."""

ALARM_DAYS: Final = (7, 1)
"""Days before a deadline on which the calendar reminds."""

LAST_HOUR: Final = timedelta(hours=1)
"""A deadline with a time of day is shown as the hour before it closes."""

_SETTERS: Final = {
    ("nacc", "th"): "กำหนดโดยสำนักงาน ป.ป.ช.",
    ("nacc", "en"): "Set by the NACC",
    ("province", "th"): "กำหนดโดยจังหวัด",
    ("province", "en"): "Set by the province",
}


def to_ics(events: Iterable[Event], *, year: int, name: str, lang: str, now: datetime) -> bytes:
    """Write events for other calendars.

    A deadline is an entry on its last day, with reminders; what the NACC does is shown for its whole time, without.
    An event keeps its UID when its dates move, so that reading a newer file in changes the old entries.

    Args:
        events: of one fiscal year.
        year: that fiscal year.
        name: whose calendar it is; parts the own deadlines of two provinces.
        lang: ``th`` or ``en``.
        now: when it was written; a later one wins.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//OIT crawler//oit calendar//TH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", str(ZONE))
    seen: Counter[str] = Counter()
    for event in events:
        uid = f"{year}-{_owner(event, name)}-{event.key}"
        seen[uid] += 1
        calendar.add_component(_entry(event, f"{uid}-{seen[uid]}@oit-crawler", lang, now))
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


def _owner(event: Event, name: str) -> str:
    """National events are the same in every province; own ones are told apart by its name."""
    return hashlib.sha256(name.encode()).hexdigest()[:8] if event.whose == "province" else "nacc"


def _entry(event: Event, uid: str, lang: str, now: datetime) -> icalendar.Event:
    entry = icalendar.Event()
    title = event.title_th if lang == "th" else event.title_en
    entry.add("uid", uid)
    entry.add("dtstamp", now.astimezone(ZoneInfo("UTC")))
    # Some calendars take a newer entry only where its sequence is higher: minutes since 1970 always grow.
    entry.add("sequence", int(now.timestamp()) // 60)
    entry.add("summary", (f"ครบกำหนด: {title}" if lang == "th" else f"Due: {title}") if event.asks else title)
    entry.add("description", _SETTERS[event.whose, lang])
    entry.add("transp", "TRANSPARENT")
    if not event.asks:
        entry.add("dtstart", event.starts or event.ends)
        entry.add("dtend", event.ends + timedelta(days=1))
        return entry
    if event.closes is not None:
        closes = datetime.combine(event.ends, event.closes, ZONE)
        entry.add("dtstart", closes - LAST_HOUR)
        entry.add("dtend", closes)
    else:
        entry.add("dtstart", event.ends)
        entry.add("dtend", event.ends + timedelta(days=1))
    for days in ALARM_DAYS:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", timedelta(days=-days))
        entry.add_component(alarm)
    return entry
