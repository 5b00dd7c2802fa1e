"""What the commands of ``oit review`` do: list, decide, withdraw, log, export, import, keep as a fixture."""

from __future__ import annotations

import sys
import webbrowser
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

import msgspec
import typer

from checks.decisions import CODES
from checks.verdict import Status
from crawler.books import OWN, Books
from crawler.commands.stored import with_store
from crawler.commands.voice import Voice
from crawler.exits import BAD_INPUT, INTERRUPTED, NOTHING, OK, PARTIAL
from crawler.line import changed_verdicts, judge_run
from crawler.office.kinds import OTHER
from crawler.office.model import Listed, OfficeError
from crawler.office.naming import Directory
from crawler.office.province import load_province
from crawler.office.review.deciding import Given, answered, decide, recorded, withdraw
from crawler.office.review.docket import Docket, ReviewError, dockets
from crawler.office.review.fixture import write_fixture
from crawler.office.review.needs_eyes import WHYS, Eye, needs_eyes
from crawler.office.review.sheet import read_form, write_form
from crawler.office.review.taking import take
from crawler.store import Store
from crawler.store.decisions import Recorded
from reports.dates import moment
from reports.hostile import QUOTE_LENGTH, clean, link, shorten
from reports.words import words

WHY_WORDS = {
    "lapsed": ("เคยตัดสินแล้ว แต่หลักฐานเปลี่ยน โปรดดูอีกครั้ง", "lapsed, look again"),
    "changed": ("ผลเพิ่งเปลี่ยน (ภายใน 7 วัน)", "changed within a week"),
    "unclear": ("ระบบตัดสินไม่ได้", "the machine cannot decide"),
    "unreachable": ("เปิดดูไม่ได้ขณะตรวจ", "could not be opened"),
    "low-confidence": ("ระบบไม่มั่นใจ", "low confidence"),
}
ENDED_WORDS = {
    "": ("ใช้อยู่", "holds"),
    "evidence-changed": ("สิ้นสุด หลักฐานเปลี่ยน", "ended: the evidence changed"),
    "withdrawn": ("ยกเลิก", "withdrawn"),
    "replaced": ("ตัดสินใหม่แล้ว", "replaced by a later one"),
}


class Wanted(msgspec.Struct, frozen=True):
    """What to list: agency by name or code, item, reasons with commas between them; empty for all."""

    agency: str = ""
    item: str = ""
    why: str = ""


class Desk(msgspec.Struct, frozen=True):
    """Where the decisions of a province are kept: its database, its books; its agencies and its name, if it is one."""

    db: Path
    books: Books
    listed: tuple[Listed, ...] = ()
    place: str = ""

    @property
    def names(self) -> dict[str, str]:
        """Names of its agencies by code."""
        return {one.code: one.name for one in self.listed}

    def dockets(self, store: Store) -> list[Docket]:
        """The newest judgements of its agencies."""
        return dockets(store, self.books, self.names)


def list_eyes(voice: Voice, province: Path | None, db: Path | None, wanted: Wanted) -> int:
    """List what needs eyes; gives the exit code."""
    place = db or province
    if place is None or (db is not None and province is not None):
        voice.warn(
            "ให้ระบุโฟลเดอร์ของจังหวัด หรือ --db ไฟล์ฐานข้อมูล อย่างใดอย่างหนึ่ง",
            "give the province's folder or --db FILE, one of them",
        )
        return BAD_INPUT
    whys = [why.strip() for why in wanted.why.split(",") if why.strip()] or list(WHYS)
    if unknown := sorted(set(whys) - set(WHYS)):
        voice.warn(
            f"ไม่มีเหตุ {', '.join(unknown)} ที่มีคือ {', '.join(WHYS)}",
            f"no reason {', '.join(unknown)}; there are {', '.join(WHYS)}",
        )
        return BAD_INPUT

    def show(store: Store, desk: Desk) -> int:
        before = desk.dockets(store)
        if not before:
            return _nothing(voice, desk)
        if wanted.agency:
            before = [_docket(before, desk, wanted.agency)]
        item = before[0].at(wanted.item)[0].item if wanted.item else ""
        eyes = needs_eyes(store, before, item=item, whys=whys)
        for number, eye in enumerate(eyes, 1):
            _tell_eye(voice, number, eye, desk.names)
        voice.say(f"ต้องให้คนดู {len(eyes)} รายการ", f"{len(eyes)} to look at")
        if eyes:
            first = f"{place} {eyes[0].docket.agency} {eyes[0].place}"
            voice.say(
                f"ตัดสินทีละข้อ เช่น oit review decide {first} ครบ --name ชื่อท่าน --reason เหตุผล\n"
                f"หรือตัดสินใน Excel: oit review export {place} ไฟล์.xlsx แล้ว oit review import {place} ไฟล์.xlsx",
                f"decide one: oit review decide {first} met --name NAME --reason WHY\n"
                f"or all in Excel: oit review export {place} FILE.xlsx, then oit review import {place} FILE.xlsx",
            )
        return OK

    return _at_desk(voice, place, show)


def decide_one(voice: Voice, province: Path, agency: str, place: str, given: Given, *, ask: bool) -> int:
    """Show what there is, ask, keep the decision, judge again; gives the exit code."""

    def work(store: Store, desk: Desk) -> int:
        docket = _docket(desk.dockets(store), desk, agency)
        verdict, number = docket.at(place)
        answer = answered(given)
        url = answer.url
        for element in verdict.elements:
            if number in (0, element.element_no):
                finding = element.finding
                voice.say(
                    f"{verdict.item}.{element.element_no} {_element(voice, docket, verdict.item, element.element_no)}"
                )
                voice.say(f"  {_verdict(voice, finding.status, finding.code)}")
                for quote in finding.quotes:
                    voice.say(f"  “{shorten(quote.text, QUOTE_LENGTH)}” {link(quote.url).text}")
                    url = url or quote.url
        url = url or verdict.url
        voice.say(f"  → {link(url).text or '-'}")
        if ask and not _confirmed(voice, url, answer.status):
            voice.say("ไม่ได้บันทึก", "nothing was recorded")
            return OK
        done = decide(store, docket, place, answer)
        voice.say(f"บันทึกการตัดสินที่ {done}", f"recorded as decision {done}")
        _judge_again(voice, store, desk, {(docket.agency, docket.judgement.fiscal_year)})
        return OK

    return _at_desk(voice, province, work)


def withdraw_one(voice: Voice, province: Path, number: int, name: str, reason: str) -> int:
    """Take a decision back and judge again; gives the exit code."""

    def work(store: Store, desk: Desk) -> int:
        one = withdraw(store, number, name, reason)
        voice.say(
            f"ยกเลิกการตัดสินที่ {number} แล้ว ({one.agency} {one.place})", f"withdrew {number} ({one.agency} {one.place})"
        )
        _judge_again(voice, store, desk, {(one.agency, one.fiscal_year)})
        return OK

    return _at_desk(voice, province, work)


def show_log(voice: Voice, province: Path) -> int:
    """Show all decisions, the newest first; gives the exit code."""

    def work(store: Store, desk: Desk) -> int:
        found = [one for one in store.decisions.every() if not desk.names or one.agency in desk.names]
        for one in found:
            _tell_decision(voice, one)
        voice.say(f"การตัดสิน {len(found)} รายการ", f"{len(found)} decisions")
        return OK

    return _at_desk(voice, province, work)


def export_form(voice: Voice, province: Path, file: Path) -> int:
    """Write what needs eyes as an Excel form; gives the exit code."""

    def work(store: Store, desk: Desk) -> int:
        before = desk.dockets(store)
        if not before:
            return _nothing(voice, desk)
        eyes = needs_eyes(store, before)
        write_form(file, eyes, desk.names)
        voice.say(
            f"เขียน {len(eyes)} แถวลงใน {file} กรอกผลการตัดสินแล้วสั่ง oit review import {province} {file}",
            f"wrote {len(eyes)} rows to {file}; fill it in, then oit review import {province} {file}",
        )
        return OK

    return _at_desk(voice, province, work)


def import_form(voice: Voice, province: Path, file: Path) -> int:
    """Take in a filled form, say what was refused and why, judge again; gives the exit code."""

    def work(store: Store, desk: Desk) -> int:
        rows = read_form(file)
        before = desk.dockets(store)
        taken = take(store, before, rows)
        for refused in taken.refused:
            voice.warn(f"แถวที่ {refused.row}: {refused.why.thai}", f"row {refused.row}: {refused.why}")
        new, known, out = len(taken.numbers), taken.known, len(taken.refused)
        voice.say(
            f"กรอกไว้ {taken.rows} แถว รับ {new} แถว รับไว้ก่อนแล้ว {known} แถว ไม่รับ {out} แถว",
            f"{taken.rows} rows filled in, {new} taken, {known} known already, {out} refused",
        )
        decided = {(d.agency, d.judgement.fiscal_year) for d in before if d.agency in taken.agencies}
        _judge_again(voice, store, desk, decided)
        return PARTIAL if taken.refused else OK

    return _at_desk(voice, province, work)


def keep_fixture(voice: Voice, province: Path, number: int, root: Path) -> int:
    """Keep a decision with its evidence for measuring accuracy; gives the exit code."""

    def work(store: Store, desk: Desk) -> int:
        one = recorded(store, number)
        folder = write_fixture(store, one, desk.books.load(one.fiscal_year), root)
        voice.say(
            f"เก็บไว้ที่ {folder} วัดด้วย python -m crawler.accuracy --reviewed {root}",
            f"kept in {folder}; python -m crawler.accuracy --reviewed {root} compares",
        )
        return OK

    return _at_desk(voice, province, work)


def _at_desk(voice: Voice, place: Path, work: Callable[[Store, Desk], int]) -> int:
    """Open the database of a province's folder (or the file itself) and work, telling every trouble."""
    try:
        if place.is_file():
            desk = Desk(place, Books(OWN))
        else:
            loaded = load_province(place.resolve())
            desk = Desk(loaded.db, Books(loaded.books), loaded.agencies, loaded.name)
        return with_store(voice, desk.db, lambda store: work(store, desk))
    except OfficeError as error:
        voice.warn(error.thai, str(error))
    except typer.Abort:
        voice.say("ไม่ได้บันทึก", "nothing was recorded")
        return INTERRUPTED
    return BAD_INPUT


def _docket(found: Sequence[Docket], desk: Desk, agency: str) -> Docket:
    """The agency that is meant by code or name.

    Raises:
        ReviewError: none that was judged.
    """
    judged = [Listed(one.agency, one.judgement.agency_name, OTHER, "unit", "") for one in found]
    code = Directory(desk.listed or judged, desk.place).one(agency)
    for docket in found:
        if docket.agency == code:
            return docket
    known = ", ".join(docket.agency for docket in found) or "-"
    raise ReviewError(
        "no-such-agency",
        f"no judgement of an agency {agency!r}; there are: {known}",
        f"ไม่มีผลตรวจของหน่วยงาน “{agency}” ที่มีคือ {known}",
    )


def _nothing(voice: Voice, desk: Desk) -> int:
    voice.warn(f"ยังไม่มีผลการตรวจใน {desk.db} ให้ตรวจก่อน", f"{desk.db} holds no judgement yet; crawl first")
    return NOTHING


def _confirmed(voice: Voice, url: str, status: Status) -> bool:
    """Open the page where somebody sits before the machine, and ask."""
    href = link(url).href
    if href and sys.stdin.isatty() and sys.stdout.isatty():
        webbrowser.open(href)
    said = voice.status(status)
    return typer.confirm(voice.pick(f"บันทึกว่า “{said}” หรือไม่", f"record “{said}”?"))


def _judge_again(voice: Voice, store: Store, desk: Desk, decided: Collection[tuple[str, int]]) -> None:
    """Judge agencies of these codes and years: their newest runs now, for a night may have judged some meanwhile."""
    for docket in desk.dockets(store):
        if (docket.agency, docket.judgement.fiscal_year) in decided:
            _judge_docket(voice, store, desk, docket)


def _judge_docket(voice: Voice, store: Store, desk: Desk, docket: Docket) -> None:
    new = judge_run(store, docket.run_id, docket.rubric, books=desk.books)
    changes = changed_verdicts(docket.judgement, new)
    for change in changes:
        place = f"{change.item}.{change.element_no}" if change.element_no else change.item
        before, after = (
            _verdict(voice, Status(status), code) if status else "-"
            for status, code in ((change.before, change.before_code), (change.after, change.after_code))
        )
        voice.say(f"  {docket.agency} {place}: {before} → {after}")
    low, high = new.oit.low, new.oit.high
    score = f"{low:.2f}" if low == high else f"{low:.2f}–{high:.2f}"
    voice.say(
        f"  {docket.agency}: เปลี่ยน {len(changes)} รายการ คะแนน OIT คาดการณ์ {score}",
        f"  {docket.agency}: {len(changes)} verdicts changed, predicted OIT score {score}",
    )


def _verdict(voice: Voice, status: Status, code: str) -> str:
    """A status with who said so, or in English with its code: codes are for programs."""
    by = voice.pick(" (เจ้าหน้าที่ตัดสิน)" if code in CODES.values() else "", f" ({code})")
    return voice.status(status) + by


def _element(voice: Voice, docket: Docket, item: str, number: int) -> str:
    entry = docket.rubric.items[item]
    named = next((element for element in entry.elements if element.no == number), None)
    if named is None:
        return voice.pick(entry.title_th, entry.title_en)
    return voice.pick(named.name_th, named.name_en)


def _tell_eye(voice: Voice, number: int, eye: Eye, names: Mapping[str, str]) -> None:
    name = _element(voice, eye.docket, eye.verdict.item, eye.element_no)
    points = voice.pick(f"{eye.points:.2f} คะแนน", f"{eye.points:.2f} points")
    why = voice.pick(*WHY_WORDS[eye.why])
    agency = eye.docket.agency
    called = clean(names.get(agency, ""))
    voice.say(f"{number}. {agency} {eye.place} {name}{f' ({called})' if called else ''}")
    voice.say(f"   {voice.status(eye.status)} · {why} · {points}")
    if eye.was is not None:
        _tell_decision(voice, eye.was, "   ")
    if eye.quote:
        voice.say(f"   “{shorten(eye.quote, QUOTE_LENGTH)}”")
    if eye.url:
        voice.say(f"   {link(eye.url).text}")


def _tell_decision(voice: Voice, one: Recorded, indent: str = "") -> None:
    said, language = one.decision, words(voice.lang)
    ended = voice.pick(*ENDED_WORDS[one.ended_why])
    when = [moment(one.ended_at, language), one.ended_by, one.ended_detail] if one.ended_at else []
    voice.say(
        f"{indent}#{one.number} {one.agency} {one.place} {voice.status(said.status)} · {said.reviewer} · "
        f"{moment(said.decided_at, language)} · {said.reason}"
    )
    voice.say(f"{indent}   {' · '.join([ended, *filter(None, when)])}")
