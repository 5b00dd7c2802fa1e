"""Looking a province's folder over: what its files say, and what only the day, the machine or the database knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from checks.thai.dates import BUDDHIST_OFFSET
from crawler.frontier.scope import Scope
from crawler.office.agency_list import STEM
from crawler.office.calendar import events_of
from crawler.office.fault import Fault, Faults
from crawler.office.headed import find_table
from crawler.office.model import OfficeError, Province
from crawler.office.notices.channels import exposed_file, mail_server, open_channels, secret_lines
from crawler.office.province import read_folder
from crawler.office.province_file import FILE
from crawler.store import RunInfo, Store, StoreError
from crawler.store.decisions import Recorded
from crawler.store.moments import BANGKOK, bangkok_now

NAMED = 5
"""So many agencies are named in one sentence; more are counted."""

MOVED_TO = "moved-to"
"""What a run notes when the start address led to another place."""


def thai_day(day: date) -> str:
    """A day as officials write it.

    >>> thai_day(date(2022, 4, 25))
    '25/4/2565'
    """
    return f"{day.day}/{day.month}/{day.year + BUDDHIST_OFFSET}"


def look_over(folder: Path, *, now: datetime | None = None) -> list[Fault]:
    """All that is wrong with a province's folder, file by file in the order of their rows.

    now: the moment by which deadlines are held; the province's ``as_of`` wins.
    """
    province, found = read_folder(folder)
    faults = Faults()
    if not any(fault.code == "folder-missing" for fault in found):
        today = datetime.fromisoformat(province.as_of).replace(tzinfo=BANGKOK) if province.as_of else None
        _look_at_deadlines(province, today or now or bangkok_now(), faults)
        _look_for_secrets(province, faults)
        _look_into_database(province, faults)
    every = (*found, *faults.found)
    files = list(dict.fromkeys(fault.file for fault in every))
    return sorted(every, key=lambda fault: (files.index(fault.file), fault.row))


def _look_at_deadlines(province: Province, moment: datetime, faults: Faults) -> None:
    try:
        events = events_of(province)
    except OfficeError:  # said already, by the one who read the folder
        return
    for event in events:
        if event.whose == "province" and event.over_at < moment:
            faults.add("deadline-past", FILE, "calendar", title=event.title_th, day=thai_day(event.ends))


def _look_for_secrets(province: Province, faults: Faults) -> None:
    notices = province.notices
    for key, where in (("secretariat", notices.secretariat), ("agency_mail", notices.agency_mail)):
        if not where:
            continue
        try:
            lines = secret_lines(where, key, province.folder)
            if key == "agency_mail":
                mail_server(lines, key)
            else:
                open_channels(lines, key)
        except OfficeError as error:
            faults.add("secret-missing", FILE, f"notices.{key}", thai=error.thai, english=str(error))
        if exposed := exposed_file(where, province.folder):
            faults.add("secret-exposed", FILE, f"notices.{key}", value=exposed.name)


def _look_into_database(province: Province, faults: Faults) -> None:
    """What earlier runs and submitted links tell of the agencies; a database is never made for it."""
    if not province.db.exists():
        return
    try:
        with Store(province.db) as store:
            runs = {run.agency.code: run for run in store.latest_runs() if run.fiscal_year == province.fiscal_year}
            submitted = {standing.agency for standing in store.links.summary(province.fiscal_year)}
            decided = {one.agency for one in store.decisions.every() if _counts(one, province.fiscal_year)}
    except StoreError as error:
        faults.add("database-bad", province.db.name, thai=error.thai, english=str(error))
        return
    _look_for_moves(province, runs, faults)
    if gone := sorted((submitted | decided) - {agency.code for agency in province.agencies}):
        faults.add("code-gone", province.db.name, names=_several(gone))
    owing = [agency.name for agency in province.crawled if agency.code not in submitted]
    if owing:
        faults.add("links-missing", province.db.name, count=str(len(owing)), names=_several(owing))


def _counts(one: Recorded, year: int) -> bool:
    """Does a decision hold for a year?"""
    return one.fiscal_year == year and not one.ended_at


def _several(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")


def _look_for_moves(province: Province, runs: Mapping[str, RunInfo], faults: Faults) -> None:
    path = find_table(province.folder, STEM, Faults())
    file = path.name if path is not None else ""
    for agency in province.crawled:
        run = runs.get(agency.code)
        moved_to = str(run.stats.get(MOVED_TO, "")) if run is not None else ""
        known = Scope(agency.website)
        for host in agency.hosts:
            known.add(host)
        if run is not None and moved_to and not known.contains(moved_to):
            day = thai_day(date.fromisoformat(run.started_at[:10]))
            faults.add("site-moved", file, row=agency.row, name=agency.name, mended=moved_to, day=day)
