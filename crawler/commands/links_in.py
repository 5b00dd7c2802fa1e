"""``oit links add``: a file of links is read, every refusal told with its place and reason, the rest stored."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import unquote

from checks.rubric import RubricError
from crawler.books import Books
from crawler.commands.voice import Voice
from crawler.exits import BAD_INPUT, FAILED, OK
from crawler.office.link_intake import Intake, place, read_intake
from crawler.office.link_words import counted, sentences
from crawler.office.model import OfficeError, Province
from crawler.office.province import load_province
from crawler.store import Store, StoreError
from crawler.store.links import LinkRow
from reports.hostile import clean


def take_in(voice: Voice, folder: Path, file: Path, number: int, *, dry_run: bool) -> int:
    """Take a file of links in for a province; gives the exit code.

    number: the round; 0 for the newest one so far. dry_run: tell all and store nothing.
    """
    try:
        province = load_province(folder)
        intake = read_intake(file, province, Books(province.books))
    except OfficeError as error:
        voice.warn(error.thai, str(error))
        return BAD_INPUT
    except RubricError as error:
        voice.warn(f"เกณฑ์ประเมินใช้ไม่ได้: {error}", f"the book of rules cannot be used: {error}")
        return BAD_INPUT
    _tell(voice, province, intake)
    if not intake.of_state("taken"):
        _tell_nothing(voice, file, intake)
        return BAD_INPUT
    if dry_run:
        voice.say("ทดลองเท่านั้น ยังไม่ได้บันทึก", "a dry run: nothing was stored")
        return OK
    try:
        with Store(province.db) as store:
            _store(voice, store, province, intake, number)
    except StoreError as error:
        voice.warn(error.thai, str(error))
        return FAILED
    return OK


def _tell_nothing(voice: Voice, file: Path, intake: Intake) -> None:
    if intake.rows:
        voice.warn(
            f"ไม่มีลิงก์ที่รับได้ในไฟล์ {file} จึงไม่ได้บันทึก โปรดแก้ไขตามรายการข้างต้นแล้วสั่งใหม่",
            f"no link of {file} could be taken, nothing was stored; mend what is listed above and try again",
        )
    else:
        voice.warn(
            f"ไม่มีลิงก์ในไฟล์ {file} ช่องลิงก์ว่างทั้งหมด จึงไม่ได้บันทึก",
            f"there is no link in {file}: all cells are blank; nothing was stored",
        )


def readable(url: str) -> str:
    """An address with its Thai letters, as people read it."""
    return clean(unquote(url))


def _store(voice: Voice, store: Store, province: Province, intake: Intake, number: int) -> None:
    year = province.fiscal_year
    rounds = store.links.rounds(year)
    newest = max(rounds, default=1)
    unsaid, number = not number, number or newest
    if store.links.add(intake.name, intake.sha256, number, year, intake.rows) is None:
        voice.say(
            f"ไฟล์นี้รับไว้ในรอบที่ {number} แล้ว ไม่มีอะไรเปลี่ยนแปลง",
            f"this file is in round {number} already; nothing was changed",
        )
        return
    voice.say(f"บันทึกแล้ว รอบที่ {number} ปีงบประมาณ {year}", f"stored as round {number} of fiscal year {year}")
    if intake.of_state("refused"):
        voice.say(
            f"ลิงก์ที่ไม่รับ: แก้ในไฟล์เดิมแล้วสั่งอีกครั้งพร้อม --round {number} ลิงก์ที่รับแล้วไม่ถูกนับซ้ำ",
            f"what was refused: mend it in the same file and add it again with --round {number}; nothing counts twice",
        )
    if unsaid and rounds:
        voice.say(
            f"ไม่ได้ระบุรอบ จึงรวมไว้กับรอบที่ {number} ถ้าเป็นลิงก์รอบใหม่ ให้สั่งอีกครั้งพร้อม --round {number + 1}",
            f"no round was given, so it joined round {number}; if it is a new one, say so with --round {number + 1}",
        )
    if number < newest:
        voice.say(
            f"มีลิงก์ของรอบที่ {newest} แล้ว ลิงก์รอบที่ {number} จะใช้เฉพาะข้อที่รอบหลังไม่มี",
            f"round {newest} came in before; links of round {number} count only where later rounds have none",
        )


def _tell(voice: Voice, province: Province, intake: Intake) -> None:
    """What came in, what of it counts, and each thing that was refused, mended or left out."""
    thai = voice.lang == "th"
    states = Counter(row.state for row in intake.rows)
    why = counted(thai, Counter(row.reason for row in intake.of_state("refused")))
    parts = [
        voice.pick(f"พบ {len(intake.rows)} ลิงก์", f"{len(intake.rows)} links in"),
        voice.pick(f"รับ {states['taken']}", f"{states['taken']} taken"),
        voice.pick(f"ไม่รับ {states['refused']}", f"{states['refused']} refused") + (f" ({why})" if why else ""),
    ]
    parts += [voice.pick(f"ซ้ำ {n}", f"{n} twice") for n in (states["duplicate"],) if n]
    parts += [voice.pick(f"มีคำตอบใหม่กว่า {n}", f"{n} older answers") for n in (states["older"],) if n]
    parts += [voice.pick(f"ช่องว่าง {n}", f"{n} blank cells") for n in (intake.blank,) if n]
    voice.say(f"{intake.name}: {' · '.join(parts)}")
    _tell_sheets(voice, intake)
    titles = (
        ("ไม่รับ", "refused", intake.of_state("refused")),
        ("แก้ให้แล้ว", "mended", (*intake.noted("mended"), *intake.noted("encoded"))),
        (
            "ลิงก์อยู่บนเว็บไซต์ของหน่วยงานอื่น โปรดตรวจสอบ",
            "on the website of another agency, please check",
            intake.noted("other-agency"),
        ),
        ("ซ้ำหรือมีคำตอบใหม่กว่า", "twice, or answered anew", (*intake.of_state("duplicate"), *intake.of_state("older"))),
    )
    for title, english, rows in titles:
        if rows:
            voice.say(f"\n{title} {len(rows)}:", f"\n{english} {len(rows)}:")
            _table(voice, province, rows)


def _tell_sheets(voice: Voice, intake: Intake) -> None:
    if intake.hidden:
        names = ", ".join(intake.hidden)
        voice.say(f"ไม่ได้อ่านแผ่นงานที่ซ่อนไว้: {names}", f"hidden sheets were not read: {names}")
    if intake.bare:
        names = ", ".join(intake.bare)
        voice.say(f"แผ่นงานที่ไม่มีตารางลิงก์: {names}", f"sheets without a table of links: {names}")


def _table(voice: Voice, province: Province, rows: tuple[LinkRow, ...]) -> None:
    names = {agency.code: agency.name for agency in province.agencies}
    told = voice.table(
        voice.pick("ช่อง", "cell"),
        voice.pick("หน่วยงาน", "agency"),
        voice.pick("ข้อ", "item"),
        voice.pick("เหตุผล", "reason"),
    )
    for row in rows:
        agency = names.get(row.agency, row.agency)
        said = sentences(voice.lang == "th", row.reason, agency=agency, item=row.item, detail=row.detail)
        told.add_row(place(row), agency, row.item, said if row.state == "refused" else f"{readable(row.url)}\n{said}")
    voice.console.print(told)
