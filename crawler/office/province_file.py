"""Reading ``province.toml``: name, fiscal year, contact, limits, notices, own calendar, settings of Scrapy."""

from __future__ import annotations

import difflib
import re
import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from scrapy.settings import default_settings

from checks.thai.dates import BUDDHIST_OFFSET
from crawler import settings as own_settings
from crawler.office.fault import Faults
from crawler.office.model import Keep, Limits, Notices, Province
from crawler.office.toml_keys import Keys

FILE = "province.toml"
EMAIL = re.compile(r"[A-Za-z0-9._%+'-]+@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}")

_KNOWN = (
    "name", "fiscal_year", "contact", "as_of", "limits", "keep", "notices", "calendar", "ita", "published", "settings",
)  # fmt: skip
_EXAMPLES = {
    "name": 'name = "จังหวัด…"',
    "fiscal_year": "fiscal_year = 2565",
    "contact": 'contact = "oit@example.go.th"',
}
_YEARS = (2550, 2650)
_CHRISTIAN = range(_YEARS[0] - BUDDHIST_OFFSET, _YEARS[1] - BUDDHIST_OFFSET)
_RESERVED = {"OIT_DB": "oit.db", "OIT_OUT": "reports", "OIT_BOOKS": "books", "OIT_CONTACT": "contact"}
"""Settings that follow from the folder or from another key of the file."""

_MOST_AT_A_TIME, _AGENCY_MINUTES, _DAY_MINUTES = 32, 180, 1440
_TEN_YEARS = 3660
_SECRET = re.compile(r"(env:[A-Za-z_][A-Za-z0-9_]*|file:\S.*)")


def read_province_file(folder: Path, faults: Faults) -> Province:
    """What the file says, as a province without agencies; what cannot be used is noted and left at its default."""
    text = _text(folder / FILE, faults)
    said = _tables(text, faults) if text is not None else None
    if text is None or said is None:
        return Province(folder, "", 0, "", ())
    keys = Keys(FILE, text, faults)
    keys.look_for(said, _KNOWN)
    contact = keys.text(said, "contact", _EXAMPLES["contact"])
    if contact and not EMAIL.fullmatch(contact):
        keys.add("contact-bad", "contact", value=contact)
    year = _year(said, keys)
    return Province(
        folder=folder,
        name=keys.text(said, "name", _EXAMPLES["name"]),
        fiscal_year=year,
        contact=contact,
        agencies=(),
        limits=_limits(Limits(**keys.fields(said.get("limits", {}), "limits", Limits)), keys),
        keep=_keep(Keep(**keys.fields(said.get("keep", {}), "keep", Keep)), keys),
        notices=_notices(Notices(**keys.fields(said.get("notices", {}), "notices", Notices)), keys),
        as_of=_as_of(said, year, keys),
        settings=_settings(said.get("settings", {}), keys),
        own_calendar=_calendar(said.get("calendar", []), keys),
    )


def _text(path: Path, faults: Faults) -> str | None:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        faults.add("file-missing", FILE)
    except UnicodeDecodeError:
        faults.add("toml-encoding", FILE)
    except OSError as error:
        faults.add("toml-broken", FILE, why=error.strerror or str(error))
    return None


def _tables(text: str, faults: Faults) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        faults.add("toml-broken", FILE, row=int(line[1]) if line else 0, why=str(error))
        return None


def _year(said: dict[str, Any], keys: Keys) -> int:
    value = said.get("fiscal_year", 0)
    if "fiscal_year" not in said:
        keys.add("key-missing", "fiscal_year", example=_EXAMPLES["fiscal_year"])
        return 0
    if type(value) is not int:
        keys.add("value-type", "fiscal_year", value=str(value), example=_EXAMPLES["fiscal_year"])
        return 0
    if value in _CHRISTIAN:
        keys.add("year-christian", "fiscal_year", value=str(value), buddhist=str(value + BUDDHIST_OFFSET))
        return 0
    keys.in_range(value, "fiscal_year", *_YEARS)
    return value if _YEARS[0] <= value <= _YEARS[1] else 0


def _as_of(said: dict[str, Any], year: int, keys: Keys) -> str:
    value = said.get("as_of", "")
    if value == "":
        return ""
    try:
        day = value if type(value) is date else date.fromisoformat(value)
    except (TypeError, ValueError):
        keys.add("day-bad", "as_of", value=str(value), example=f"{(year or 2565) - BUDDHIST_OFFSET}-04-25")
        return ""
    if year:
        first, last = date(year - BUDDHIST_OFFSET - 1, 10, 1), date(year - BUDDHIST_OFFSET, 9, 30)
        if not first <= day <= last:
            facts = {"first": first.isoformat(), "last": last.isoformat(), "year": str(year)}
            keys.add("day-outside", "as_of", value=day.isoformat(), **facts)
    return day.isoformat()


def _limits(limits: Limits, keys: Keys) -> Limits:
    keys.in_range(limits.at_a_time, "limits.at_a_time", 1, _MOST_AT_A_TIME)
    keys.in_range(limits.agency_minutes, "limits.agency_minutes", 1, _AGENCY_MINUTES)
    keys.in_range(limits.night_minutes, "limits.night_minutes", 1, _DAY_MINUTES)
    if 1 <= limits.night_minutes < limits.agency_minutes:
        facts = {"night": f"{limits.night_minutes:g}", "agency": f"{limits.agency_minutes:g}"}
        keys.add("night-shorter", "limits.night_minutes", **facts)
    return limits


def _keep(keep: Keep, keys: Keys) -> Keep:
    days = {name: getattr(keep, name) for name in ("bodies", "evidence", "verdicts")}
    for name, value in days.items():
        keys.in_range(value, f"keep.{name}", 0, _TEN_YEARS)
    for (shorter, first), (longer, second) in pairwise(days.items()):
        if second > 0 and (first == 0 or first > second):
            kept = str(first) if first else "∞"
            keys.add("keep-order", f"keep.{longer}", shorter=str(second), longer=kept, other=f"keep.{shorter}")
    return keep


def _notices(notices: Notices, keys: Keys) -> Notices:
    for name, value in (("secretariat", notices.secretariat), ("agency_mail", notices.agency_mail)):
        if value and not _SECRET.fullmatch(value):
            keys.add("secret-form", f"notices.{name}")
    for days in notices.days_before:
        keys.in_range(days, "notices.days_before", 0, 365)
    return notices


def _settings(table: object, keys: Keys) -> dict[str, str]:
    """Settings as texts: Scrapy reads them as it reads those given with ``-s``."""
    if not isinstance(table, dict):
        keys.add("value-type", "settings", value=str(table), example="[settings]")
        return {}
    known = [name for module in (own_settings, default_settings) for name in vars(module) if name.isupper()]
    good: dict[str, str] = {}
    for name, value in table.items():
        key = f"settings.{name}"
        if name in _RESERVED:
            keys.add("setting-reserved", key, value=name, known=_RESERVED[name])
        elif not isinstance(value, str | int | float):
            keys.add("value-type", key, value=str(value), example=f'{name} = "1"')
        else:
            if name not in known:
                near = difflib.get_close_matches(name.upper(), known, 1, 0.5)
                keys.add("setting-unknown", key, value=name, known=near[0] if near else "DOWNLOAD_DELAY")
            good[name] = str(value)
    return good


def _calendar(entries: object, keys: Keys) -> tuple[dict[str, str], ...]:
    """Own deadlines as they were written; what they mean is the calendar's to say."""
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        keys.add("value-type", "calendar", value=str(entries), example="[[calendar]]")
        return ()
    return tuple({name: str(value) for name, value in entry.items()} for entry in entries)
