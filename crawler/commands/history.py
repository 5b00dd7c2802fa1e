"""``oit changes`` and ``oit prune``: what changed from run to run, and what is kept."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from checks.thai.periods import thai_date
from crawler.arguments import NEWEST_COMPLETE_YEAR
from crawler.commands.options import DEFAULT_DB, EPILOG, Agency, BookYear, Lang, ProvinceFolder
from crawler.commands.stored import with_store
from crawler.commands.voice import Voice
from crawler.exits import BAD_INPUT, OK
from crawler.office.days import read_day
from crawler.office.model import Keep, OfficeError, Province
from crawler.office.naming import Directory
from crawler.office.province import load_province
from crawler.read.kinds import kind_of
from crawler.store import Store
from crawler.store.history import Cause, Change, Copy
from reports.hostile import clean, link

FINGERPRINT = 12
"""Letters of a fingerprint that are shown: enough to find it, few enough to read out."""

_SUFFIXES = {"html": ".html.txt", "text": ".txt", "empty": ".txt", "locked": ".bin", "other": ".bin"}
"""Suffixes of what is not saved under the name of its kind: a page of a site opens as text and runs nothing."""

_NOT_IN_NAMES = re.compile(r"[^0-9A-Za-z\u0e01-\u0e4e.-]+")

_PICTURES = (
    (b"\x89PNG", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"II*\x00", ".tif"),
    (b"MM\x00*", ".tif"),
)

_CAUSES: dict[Cause, tuple[str, str]] = {
    "site": ("เว็บไซต์เปลี่ยน", "the site changed"),
    "links": ("ส่งลิงก์ใหม่", "other links were submitted"),
    "rules": ("เกณฑ์หรือโปรแกรมเปลี่ยน ไม่ใช่เว็บไซต์", "our rules or program changed, not the site"),
    "person": ("เจ้าหน้าที่ตัดสิน", "a person decided"),
}


def add_to(app: typer.Typer) -> None:
    """Add the commands to ``oit``."""

    @app.command(epilog=EPILOG)
    def changes(
        *,
        province: Annotated[
            Path | None, typer.Argument(metavar="PROVINCE", help="โฟลเดอร์ของจังหวัด / the province's folder")
        ] = None,
        db: Annotated[Path | None, typer.Option("--db", help="ไฟล์ฐานข้อมูล / database file")] = None,
        year: BookYear = 0,
        since: Annotated[
            str, typer.Option("--since", metavar="DAY", help="ตั้งแต่วันที่ เช่น 25/4/2565 / since, as 2022-04-25")
        ] = "",
        agency: Agency = "",
        save: Annotated[
            Path | None,
            typer.Option("--save", metavar="FOLDER", help="เก็บสำเนาล่าสุดของสิ่งที่หายไป / save last good copies"),
        ] = None,
        lang: Lang = "th",
    ) -> None:
        """ข้อใดครบขึ้นมา ข้อใดไม่ครบแล้ว ตั้งแต่เมื่อใด / what became met, what was lost, since when."""
        voice = Voice(lang)
        wanted = _day(voice, since)
        known = _province(voice, province) if province is not None else None
        path = db or (known.db if known is not None else DEFAULT_DB)
        year = year or (known.fiscal_year if known is not None else NEWEST_COMPLETE_YEAR)
        names = {one.code: one.name for one in known.agencies} if known is not None else {}
        if agency and known is not None:
            agency = Directory(known.agencies, known.name).one(agency) or agency
        raise typer.Exit(
            with_store(voice, path, lambda store: _changes(voice, store, year, wanted, agency, names, save))
        )

    @app.command(epilog=EPILOG)
    def prune(province: ProvinceFolder, lang: Lang = "th") -> None:
        """ลบของเก่าตามอายุการเก็บใน province.toml / let go of what is older than it need be kept."""
        voice = Voice(lang)
        known = _province(voice, province)
        raise typer.Exit(with_store(voice, known.db, lambda store: prune_stored(voice, store, known.keep)))


def prune_stored(voice: Voice, store: Store, keep: Keep) -> int:
    """Prune and tell what went; gives the exit code."""
    done = store.history.prune(keep)
    freed = f"{done.freed / 1_000_000:,.1f} MB"
    voice.say(
        f"ลบไฟล์ต้นฉบับ {done.bodies} ไฟล์ หลักฐานของการตรวจ {done.runs} ครั้ง ผลของการตรวจ {done.judged} ครั้ง "
        f"ได้พื้นที่คืน {freed} (ใช้เก็บข้อมูลใหม่ต่อไป ขนาดไฟล์ฐานข้อมูลไม่ลดลง)",
        f"let go of {done.bodies} raw bodies, the evidence of {done.runs} runs and the verdicts of {done.judged} runs; "
        f"{freed} free for new data (the file itself does not shrink)",
    )
    if done.waits:
        voice.say(
            "มีการตรวจกำลังทำงานอยู่ ส่วนที่ใช้ร่วมกันจะลบในครั้งถัดไป",
            "a crawl is going on: what runs share goes the next time",
        )
    return OK


def _province(voice: Voice, folder: Path) -> Province:
    try:
        return load_province(folder)
    except OfficeError as error:
        voice.warn(error.thai, str(error))
        raise typer.Exit(BAD_INPUT) from error


def _day(voice: Voice, text: str) -> str:
    """A day of either era, ISO or as officials write it (25/4/2565), as an ISO day of ours; empty for none."""
    if not text:
        return ""
    try:
        return read_day(text).isoformat()
    except ValueError as error:
        voice.warn(
            f"--since {clean(text)!r} ไม่ใช่วันที่ ให้เขียนเช่น 25/4/2565 หรือ 2565-04-25",
            f"--since {clean(text)!r} is no day; write it as 2022-04-25",
        )
        raise typer.Exit(BAD_INPUT) from error


def _changes(
    voice: Voice, store: Store, year: int, since: str, agency: str, names: dict[str, str], save: Path | None
) -> int:
    found = store.history.changes(year, since)
    if agency:
        found = [change for change in found if change.agency == agency]
    if not found:
        voice.say("ไม่มีข้อใดเปลี่ยนแปลง", "nothing changed")
        return OK
    table = voice.table(
        voice.pick("หน่วยงาน", "agency"),
        voice.pick("ข้อ", "item"),
        voice.pick("เกิดอะไรขึ้น", "what happened"),
        voice.pick("เพราะ", "because"),
        voice.pick("ตั้งแต่", "since"),
    )
    last = {(change.agency, change.item): change for change in found}
    lost = [change for change in last.values() if change.kind == "lost"]
    for change in found:
        what = voice.pick("ไม่ครบแล้ว", "lost") if change.kind == "lost" else voice.pick("ครบขึ้นมา", "became complete")
        since = voice.pick(thai_date(change.since), change.since[:10])
        table.add_row(_name(change, names), change.item, what, voice.pick(*_CAUSES[change.cause]), since)
    voice.console.print(table)
    for change in lost:
        copy = change.before_sha256[:FINGERPRINT] or "-"
        where = f"{_name(change, names)} {change.item}: {link(change.before_url).text or '-'}"
        voice.say(f"เคยพบที่ {where} (สำเนา {copy})", f"last seen at {where} (copy {copy})")
    kinds = Counter(change.kind for change in found)
    voice.say(
        f"ครบขึ้นมา {kinds['became-met']} ข้อ ไม่ครบแล้ว {kinds['lost']} ข้อ",
        f"became complete: {kinds['became-met']}, lost: {kinds['lost']}",
    )
    if save is not None:
        _save(voice, store, lost, save)
    return OK


def _name(change: Change, names: dict[str, str]) -> str:
    return clean(names.get(change.agency) or change.agency)


def _save(voice: Voice, store: Store, lost: list[Change], folder: Path) -> None:
    """Save the last good copies of what is lost now, over nothing that is there."""
    folder.mkdir(parents=True, exist_ok=True)
    for change in lost:
        stem = f"{_NOT_IN_NAMES.sub('_', change.agency).strip('._')}-{change.item}"
        copies = store.history.last_good(change)
        if not copies:
            voice.say(f"{stem}: ไม่มีสำเนา", f"{stem}: there is no copy")
        for copy in copies:
            if copy.body:
                path = _write(folder, stem, copy)
                voice.say(f"{path} ← {link(copy.url).text}")
            else:
                voice.say(
                    f"{stem}: สำเนาของ {link(copy.url).text} ถูกลบตามอายุการเก็บแล้ว",
                    f"{stem}: the copy of {link(copy.url).text} was pruned",
                )


def _write(folder: Path, stem: str, copy: Copy) -> Path:
    kind = kind_of(copy.body)
    if kind == "image":
        suffix = next((suffix for mark, suffix in _PICTURES if copy.body.startswith(mark)), ".bin")
    else:
        suffix = _SUFFIXES.get(kind, f".{kind}")
    number = 1
    while True:
        path = folder / (f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}")
        if not path.exists():
            path.write_bytes(copy.body)
            return path
        if path.is_file() and path.read_bytes() == copy.body:
            return path
        number += 1
