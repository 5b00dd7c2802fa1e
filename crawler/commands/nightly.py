"""``oit nightly``: a whole province, without anybody touching it."""

from __future__ import annotations

from typing import Annotated

import typer

from crawler.commands.options import EPILOG, Lang, ProvinceFolder
from crawler.commands.voice import Voice
from crawler.exits import BAD_INPUT, INTERRUPTED
from crawler.office.model import OfficeError
from crawler.office.naming import Directory
from crawler.office.nightly.night import Asked, hold_night
from crawler.office.province import load_province

Agencies = Annotated[
    list[str] | None,
    typer.Option("--agency", metavar="CODE", help="เฉพาะหน่วยงานนี้ (รหัสหรือชื่อ) ใส่ซ้ำได้ / only these agencies"),
]
Settings = Annotated[list[str] | None, typer.Option("-s", "--set", help="NAME=VALUE: Scrapy")]


def add_to(app: typer.Typer) -> None:
    """Add the commands to ``oit``."""
    app.command(epilog=EPILOG)(nightly)


def nightly(province: ProvinceFolder, *, agency: Agencies = None, setting: Settings = None, lang: Lang = "th") -> None:
    """ตรวจทุกหน่วยงานของจังหวัด ต่อจากที่ค้างไว้ได้ / crawl, judge and report a whole province, resuming where it stopped."""
    voice = Voice(lang)
    pairs = [pair.partition("=") for pair in setting or []]
    if not all(name and equals for name, equals, _ in pairs):
        voice.warn("-s ต้องเป็น NAME=VALUE", "-s must be NAME=VALUE")
        raise typer.Exit(BAD_INPUT)
    try:
        loaded = load_province(province.resolve())
        directory = Directory(loaded.agencies, loaded.name)
        codes = {directory.one(wanted) or wanted for wanted in agency or []}
        asked = Asked(tuple(sorted(codes)), {name: value for name, _, value in pairs})
        code = hold_night(voice, loaded, asked)
    except OfficeError as error:
        voice.warn(error.thai, str(error))
        raise typer.Exit(BAD_INPUT) from None
    except KeyboardInterrupt:  # before anything had begun
        raise typer.Exit(INTERRUPTED) from None
    raise typer.Exit(code)
