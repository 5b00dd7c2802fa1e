"""Dates as officials read them: Thai months and the Buddhist era, times of day in Bangkok."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Final

from checks.thai.periods import month_label, thai_date
from reports.words import Words

BANGKOK: Final = timezone(timedelta(hours=7))
_ENGLISH: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(iso: str, words: Words) -> str:
    """Say an ISO date, or the day that an ISO time falls on in Bangkok, in words."""
    return _day(parsed.astimezone(BANGKOK), words) if (parsed := _parsed(iso)) else words("unknown_date")


def moment(iso: str, words: Words) -> str:
    """Say an ISO time in words, as the clock in Bangkok shows it; a time without zone is taken as Bangkok's."""
    if not (parsed := _parsed(iso)):
        return words("unknown_date")
    if len(iso) <= len("2022-04-25"):
        return _day(parsed, words)
    local = parsed.astimezone(BANGKOK)
    return words("date_time", date=_day(local, words), hour=f"{local:%H}", minute=f"{local:%M}")


def month(year_be: int, number: int, words: Words) -> str:
    """Say a month of a Buddhist year in short."""
    return month_label(year_be, number) if words.lang == "th" else f"{_ENGLISH[number - 1][:3]} {year_be - 543}"


def _parsed(iso: str) -> datetime | None:
    try:
        parsed = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=BANGKOK)


def _day(date: datetime, words: Words) -> str:
    if words.lang == "th":
        return thai_date(date.date().isoformat())
    return f"{date.day} {_ENGLISH[date.month - 1]} {date.year}"
