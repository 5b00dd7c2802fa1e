"""``oit init`` and ``oit doctor``: a province's folder, made and looked over."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from checks.rubric import RubricError
from crawler.arguments import NEWEST_COMPLETE_YEAR
from crawler.books import OWN, Books
from crawler.commands.options import EPILOG, BookYear, Lang, ProvinceFolder
from crawler.commands.voice import Voice
from crawler.exits import BAD_INPUT, FAILED, OK
from crawler.office.doctor import look_over
from crawler.office.fault import Fault, Severity
from crawler.office.starting import begin, usable_name

SHOWN = 10
"""So many faults of a kind are listed for a file; more are counted."""

SEVERITIES: dict[Severity, tuple[str, str]] = {
    "error": ("ต้องแก้", "error"),
    "warning": ("ควรดู", "warning"),
    "info": ("ทราบ", "info"),
}

CELL = re.compile(r"[A-Z]+\d+")
"""A cell's name, which says its row."""

Name = Annotated[str, typer.Option("--name", help="ชื่อจังหวัด เช่น จังหวัดสีพนา / name of the province")]


def add_to(app: typer.Typer) -> None:
    """Add the commands to ``oit``."""
    app.command("init", epilog=EPILOG)(init)
    app.command("doctor", epilog=EPILOG)(doctor)


def init(folder: ProvinceFolder, name: Name, year: BookYear = NEWEST_COMPLETE_YEAR, lang: Lang = "th") -> None:
    """สร้างโฟลเดอร์ของจังหวัดให้กรอก / make a province's folder to fill in; nothing is overwritten."""
    raise typer.Exit(begin_province(Voice(lang), folder, name.strip(), year))


def doctor(folder: ProvinceFolder, lang: Lang = "th") -> None:
    """ตรวจทั้งโฟลเดอร์ บอกว่าผิดที่ใดและต้องทำอะไร / look a folder over: what is wrong, in which cell, what to do."""
    raise typer.Exit(tell_faults(Voice(lang), folder, look_over(folder)))


def begin_province(voice: Voice, folder: Path, name: str, year: int) -> int:
    """Write the files of a new province and say what comes next; gives the exit code."""
    if not usable_name(name):
        voice.warn(
            f"ชื่อจังหวัด {name!r} ใช้ไม่ได้ ใช้ตัวอักษรและช่องว่างเท่านั้น เช่น --name จังหวัดสีพนา",
            f"the name {name!r} cannot be used; letters and blanks only, as --name จังหวัดสีพนา",
        )
        return BAD_INPUT
    books = Books(folder / OWN)
    try:
        written = begin(folder, name, books.load(year))
    except RubricError as error:
        years = ", ".join(map(str, books.years()))
        voice.warn(
            f"ยังใช้เกณฑ์ประเมินของปี {year} ไม่ได้ ปีที่มี: {years} ดูเหตุผลด้วย oit rules check",
            f"there is no usable book of rules of {year}; there are: {years} ({error})",
        )
        return BAD_INPUT
    except FileExistsError as error:
        voice.warn(
            f"มี {error} อยู่แล้ว จึงไม่เขียนอะไรเลย ให้ระบุโฟลเดอร์ใหม่ หรือย้ายไฟล์นั้นออกก่อน",
            f"{error} is there already, so nothing was written; name a new folder, or move that file away",
        )
        return BAD_INPUT
    except OSError as error:
        voice.warn(f"เขียนลง {folder} ไม่ได้: {error.strerror}", f"cannot write to {folder}: {error.strerror}")
        return FAILED
    for path in written:
        voice.say(f"  {path}")
    voice.say(
        f"ขั้นต่อไป: อ่าน README.txt กรอกเว็บไซต์ใน agencies.csv และอีเมลใน province.toml แล้วสั่ง oit doctor {folder}",
        f"next: fill in the websites in agencies.csv and the contact in province.toml, then oit doctor {folder}",
    )
    return OK


def tell_faults(voice: Voice, folder: Path, faults: list[Fault]) -> int:
    """Print a table of faults, the gravest first, and their number; gives the exit code."""
    order = list(SEVERITIES)
    table = voice.table(
        "", voice.pick("ไฟล์", "file"), voice.pick("ที่", "at"), voice.pick("พบว่า", "what"), voice.pick("ต้องทำ", "to do")
    )
    told: Counter[tuple[str, str]] = Counter()
    for fault in sorted(faults, key=lambda fault: order.index(fault.severity)):
        told[fault.file, fault.code] += 1
        if told[fault.file, fault.code] > SHOWN:
            continue
        table.add_row(
            voice.pick(*SEVERITIES[fault.severity]),
            fault.file,
            _place(voice, fault),
            voice.pick(fault.thai, fault.english),
            voice.pick(fault.do_thai, fault.do_english),
        )
    if faults:
        voice.console.print(table)
    for (file, code), count in told.items():
        if count > SHOWN:
            more = count - SHOWN
            voice.say(f"  … {file}: อีก {more} แห่งแบบเดียวกัน ({code})", f"  … {file}: {more} more of the kind {code}")
    counts = Counter(fault.severity for fault in faults)
    voice.say(
        f"{folder}: ต้องแก้ {counts['error']} แห่ง ควรดู {counts['warning']} แห่ง",
        f"{folder}: {counts['error']} errors, {counts['warning']} warnings",
    )
    if counts["error"]:
        voice.say(f"แก้แล้วสั่งอีกครั้ง: oit doctor {folder}", f"mend it and look again: oit doctor {folder}")
        return BAD_INPUT
    voice.say(f"ใช้งานได้ ขั้นต่อไป: oit nightly {folder}", f"it can be used; next: oit nightly {folder}")
    return OK


def _place(voice: Voice, fault: Fault) -> str:
    if not fault.row or CELL.fullmatch(fault.place):
        return fault.place
    thai, english = ("บรรทัด", "line") if fault.file.endswith(".toml") else ("แถว", "row")
    row = voice.pick(f"{thai} {fault.row}", f"{english} {fault.row}")
    return f"{fault.place} ({row})" if fault.place else row
