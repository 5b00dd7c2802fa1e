"""``oit calendar``: what is due next, and the same as an ``.ics`` file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from checks.thai.dates import BUDDHIST_OFFSET
from crawler.commands.options import EPILOG, Lang
from crawler.commands.voice import Voice
from crawler.exits import BAD_INPUT, FAILED, OK
from crawler.office.calendar import (
    Event,
    Standing,
    events_of,
    example_events,
    national_events,
    next_deadlines,
    now_in,
    years,
)
from crawler.office.ics import to_ics
from crawler.office.model import OfficeError
from crawler.office.province import load_province
from crawler.store.moments import bangkok_now
from reports.dates import day
from reports.words import words

_OCTOBER = 10


def add_to(app: typer.Typer) -> None:
    """Add the commands to ``oit``."""

    @app.command("calendar", epilog=EPILOG)
    def calendar(
        folder: Annotated[
            Path | None, typer.Argument(metavar="[PROVINCE]", help="โฟลเดอร์ของจังหวัด / the province's folder")
        ] = None,
        year: Annotated[int, typer.Option("--year", help="ปีงบประมาณ พ.ศ. / fiscal year, Buddhist era")] = 0,
        ics: Annotated[
            Path | None, typer.Option("--ics", help="เขียนไฟล์ปฏิทิน .ics / write the events as an .ics file")
        ] = None,
        lang: Lang = "th",
    ) -> None:
        """กำหนดการถัดไป เหลือกี่วัน / what is due next, and in how many days."""
        voice = Voice(lang)
        try:
            raise typer.Exit(show_calendar(voice, folder, year, ics))
        except OfficeError as error:
            voice.warn(error.thai, str(error))
            raise typer.Exit(BAD_INPUT) from None


def show_calendar(voice: Voice, folder: Path | None, year: int, ics: Path | None) -> int:
    """Print a calendar, the nearest deadline first, and write it to a file where asked; gives the exit code.

    folder: a province's; without one the national calendar is shown. year: 0 for the province's, or this year's.

    Raises:
        OfficeError: the province's folder cannot be used.
    """
    province = load_province(folder) if folder is not None else None
    now = now_in(province) if province is not None else bangkok_now()
    year = year or (province.fiscal_year if province is not None else _fiscal_year(now))
    own = province is not None and year == province.fiscal_year
    events = events_of(province) if province is not None and own else national_events(year)
    if year not in years():
        known = ", ".join(map(str, years()))
        voice.warn(
            f"โปรแกรมไม่มีปฏิทินของสำนักงาน ป.ป.ช. ปี {year} มีเฉพาะปี {known} "
            "ให้เขียนกำหนดการเองใต้ [[calendar]] ใน province.toml",
            f"the NACC's calendar of {year} does not come with the program, only those of {known}; "
            "write deadlines under [[calendar]] in province.toml",
        )
    if not events:
        return BAD_INPUT
    name = province.name if province is not None and own else f"ITA {year}"
    voice.say(voice.pick(f"ปฏิทิน {name} ปีงบประมาณ {year}", f"calendar of {name}, fiscal year {year}"))
    _table(voice, next_deadlines(events, now))
    if province is None and (examples := example_events(year)):
        voice.say(
            "\nตัวอย่างกำหนดการภายในของจังหวัดหนึ่ง (ไม่มีผลจนกว่าจะเขียนใต้ [[calendar]] ใน province.toml)",
            "\nexample: one province's own deadlines (they hold only where province.toml has them under [[calendar]])",
        )
        _table(voice, next_deadlines(examples, now))
    return _write(voice, ics, to_ics(events, year=year, name=name, lang=voice.lang, now=bangkok_now())) if ics else OK


def _table(voice: Voice, standings: Iterable[Standing]) -> None:
    table = voice.table(
        voice.pick("เหลือ", "left"),
        voice.pick("ครบกำหนด", "due"),
        voice.pick("เรื่อง", "what"),
        voice.pick("กำหนดโดย", "set by"),
    )
    for standing in standings:
        event = standing.event
        setter = voice.pick("ป.ป.ช.", "NACC") if event.whose == "nacc" else voice.pick("จังหวัด", "province")
        title = voice.pick(event.title_th, event.title_en)
        style = "dim" if standing.state == "over" else "bold" if standing.state == "open" and event.asks else ""
        table.add_row(_left(voice, standing), _due(voice, event), title, setter, style=style)
    voice.console.print(table)


def _left(voice: Voice, standing: Standing) -> str:
    if standing.state == "over":
        return voice.pick("ผ่านแล้ว", "over")
    if standing.days == 0:
        return voice.pick("วันนี้", "today")
    return voice.pick(f"{standing.days} วัน", f"{standing.days} days")


def _due(voice: Voice, event: Event) -> str:
    said = words(voice.lang)
    until = day(event.ends.isoformat(), said)
    if event.closes is not None:
        until += voice.pick(f" {event.closes:%H.%M} น.", f" {event.closes:%H:%M}")
    if event.starts is None or event.starts == event.ends:
        return until
    return voice.pick(
        f"{until} (ตั้งแต่ {day(event.starts.isoformat(), said)})", f"{until} (from {day(event.starts.isoformat(), said)})"
    )


def _write(voice: Voice, path: Path, content: bytes) -> int:
    try:
        path.write_bytes(content)
    except OSError as error:
        voice.warn(f"เขียน {path} ไม่ได้: {error.strerror}", f"cannot write {path}: {error.strerror}")
        return FAILED
    voice.say(f"เขียนปฏิทินไว้ที่ {path} เปิดด้วย Outlook หรือ Google Calendar ได้", f"the calendar is in {path}")
    return OK


def _fiscal_year(now: datetime) -> int:
    """The fiscal year begins in October."""
    return now.year + BUDDHIST_OFFSET + (now.month >= _OCTOBER)
