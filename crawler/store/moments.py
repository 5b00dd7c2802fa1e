"""The store's clock: Bangkok time, written so that the order of the texts is the order of the moments."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

BANGKOK = timezone(timedelta(hours=7))


def bangkok_now() -> datetime:
    """This moment, as clocks in Thailand show it."""
    return datetime.now(BANGKOK)


def stamp(moment: datetime) -> str:
    """ISO 8601 with zone, to the millisecond: ``2022-04-25T09:30:00.000+07:00``."""
    return moment.astimezone(BANGKOK).isoformat(timespec="milliseconds")
