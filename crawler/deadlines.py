"""The province's calendar as the reports tell it: each date with the days left, and the next one in a line."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from crawler.office.calendar import Standing, events_of, next_deadlines
from crawler.office.model import OfficeError, Province
from reports.dates import day
from reports.province_report import Deadline
from reports.words import words

logger = logging.getLogger(__name__)


def deadlines_of(province: Province, now: datetime, lang: str) -> tuple[Deadline, ...]:
    """The dates of a province's calendar: what is open or ahead, the nearest first, then what is over."""
    try:
        standings = next_deadlines(events_of(province), now)
    except OfficeError as error:  # oit doctor says so too; the findings matter more than the calendar
        logger.warning("the calendar is left out of the report: %s", error)
        return ()
    return tuple(_deadline(standing, lang) for standing in standings)


def next_of(deadlines: Iterable[Deadline], lang: str) -> str:
    """The next deadline in one line; empty where nothing is ahead."""
    coming = next((one for one in deadlines if one.state != "over" and one.asks), None)
    if coming is None:
        return ""
    date = day(coming.ends, words(lang))
    if lang == "th":
        hour = f" เวลา {coming.closes} น." if coming.closes else ""
        return f"{coming.title} ภายในวันที่ {date}{hour} ({f'อีก {coming.days} วัน' if coming.days else 'วันนี้'})"
    hour = f" at {coming.closes}" if coming.closes else ""
    left = {0: "today", 1: "1 day left"}.get(coming.days, f"{coming.days} days left")
    return f"{coming.title}: {date}{hour} ({left})"


def _deadline(standing: Standing, lang: str) -> Deadline:
    event = standing.event
    return Deadline(
        key=event.key,
        title=event.title_th if lang == "th" else event.title_en,
        ends=event.ends.isoformat(),
        closes=f"{event.closes:%H.%M}" if event.closes is not None else "",
        days=standing.days,
        state=standing.state,
        whose=event.whose,
        asks=event.asks,
    )
