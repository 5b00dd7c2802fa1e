"""Judging and rendering what is stored, for ``scrapy judge``, ``scrapy report`` and the same of ``oit``. No network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from checks.rubric import Rubric, RubricError
from checks.verdict import Judgement, Status
from crawler.books import Books
from crawler.briefing import report_runs
from crawler.commands.compare import compare_stored, say_drafts
from crawler.commands.voice import Voice
from crawler.exits import BAD_INPUT, FAILED, NOTHING, OK
from crawler.line import Change, Rejudged, rejudge, tally
from crawler.office.model import OfficeError, Province
from crawler.office.province import load_province
from crawler.store import Store, StoreError

CRAWL = "oit check URL, oit nightly PROVINCE"
"""Commands that gather evidence."""


class Selection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which runs to judge, and under which book.

    agency: code; empty for all. run: id of one run, also of one that never ended; empty for the newest of each agency
    and year. year: fiscal year of the book; 0 for that of each run.
    """

    agency: str = ""
    run: str = ""
    year: int = 0


def judge_stored(voice: Voice, db: Path, selection: Selection, books: Books, *, compare: str = "") -> int:
    """Judge stored runs again and tell which verdicts changed; gives the exit code.

    compare: which runs (an id, an agency's code, ``all``) to judge without storing anything, in place of the selection.
    """
    if compare and (selection.agency or selection.run):
        voice.warn(
            "--compare ระบุการตรวจเองแล้ว ใช้ร่วมกับ agency หรือ run ไม่ได้",
            "--compare names the runs itself; drop agency and run",
        )
        return BAD_INPUT
    try:
        rubric = books.load(selection.year) if selection.year else None
    except RubricError as error:
        voice.warn(f"ใช้เกณฑ์ปี {selection.year} ไม่ได้: {error}", f"the book of {selection.year} cannot be used: {error}")
        return BAD_INPUT
    if compare:
        return with_store(voice, db, lambda store: compare_stored(voice, store, books, compare, selection.year))
    return with_store(voice, db, lambda store: _judge(voice, store, selection, rubric, books))


def report_province(voice: Voice, folder: Path) -> int:
    """Render the reports of a province from its folder, with what it says of its agencies; gives the exit code."""
    try:
        province = load_province(folder)
    except OfficeError as error:
        voice.warn(error.thai, str(error))
        return BAD_INPUT
    return report_stored(voice, province.db, province.out, Books(province.books), province)


def report_stored(voice: Voice, db: Path, out: Path, books: Books, province: Province | None = None) -> int:
    """Render the newest judged run of every agency, or of those of a province; gives the exit code.

    A province of which nothing was judged yet gets its page all the same: it shows the deadlines and who waits.
    """

    def render(store: Store) -> int:
        judged = store.latest_judged(province.fiscal_year if province is not None else 0)
        if not judged:
            voice.warn(
                f"ยังไม่มีผลการตรวจใน {db} ให้ตรวจก่อนด้วย {CRAWL}, หรือ oit judge ถ้าตรวจแล้วแต่ยังไม่ได้ตัดสิน",
                f"{db} holds no judgement yet; crawl first with {CRAWL}, or judge what was gathered with oit judge",
            )
            if province is None:
                return NOTHING
        index = report_runs(store, out, lang=voice.lang, books=books, province=province)
        voice.say(f"รายงาน: {index}", f"report: {index}")
        return OK if judged else NOTHING

    return with_store(voice, db, render)


def summary(voice: Voice, judgement: Judgement) -> str:
    """How many items have each status, and the predicted score."""
    counts = [f"{voice.status(status)} {count}" for status, count in tally(judgement).items() if count]
    low, high = judgement.oit.low, judgement.oit.high
    score = f"{low:.2f}" if low == high else f"{low:.2f}–{high:.2f}"
    return " · ".join([*counts, voice.pick(f"คะแนน OIT คาดการณ์ {score}", f"predicted OIT score {score}")])


def with_store(voice: Voice, db: Path, work: Callable[[Store], int]) -> int:
    """Open the database, work, and tell of every trouble with it or with a book; gives the exit code."""
    if not db.exists():
        voice.warn(
            f"ไม่พบฐานข้อมูล {db} ให้ตรวจก่อนด้วย {CRAWL} หรือระบุที่อยู่ให้ถูกต้อง",
            f"there is no database {db}; crawl first with {CRAWL}, or give the right path",
        )
        return BAD_INPUT
    try:
        store = Store(db)
    except StoreError as error:
        voice.warn(error.thai, str(error))
        return BAD_INPUT
    try:
        with store:
            return work(store)
    except StoreError as error:
        voice.warn(error.thai, str(error))
    except RubricError as error:
        voice.warn(f"เกณฑ์ประเมินใช้ไม่ได้: {error}", f"the book of rules cannot be used: {error}")
    except OSError as error:
        voice.warn(f"เขียนรายงานไม่ได้: {error}", f"cannot write the report: {error}")
    return FAILED


def _judge(voice: Voice, store: Store, selection: Selection, rubric: Rubric | None, books: Books) -> int:
    if selection.run:
        wanted = [store.run(selection.run)]
    else:
        wanted = [run for run in store.latest_runs() if selection.agency in ("", run.agency.code)]
    if not wanted:
        known = ", ".join(sorted({run.agency.code for run in store.latest_runs()})) or "-"
        voice.warn(f"ไม่มีการตรวจที่เก็บไว้ให้ตัดสิน หน่วยงานที่มี: {known}", f"no stored run to judge; agencies there are: {known}")
        if cut := store.unended_runs():
            voice.warn(
                f"มีการตรวจที่หยุดกลางคัน สั่ง oit judge --run {cut[0]} เพื่อตัดสินหลักฐานที่เก็บแล้ว",
                f"one never came to its end; oit judge --run {cut[0]} judges what it gathered",
            )
        return NOTHING
    say_drafts(voice, books, {selection.year or run.fiscal_year for run in wanted})
    total = 0
    for done in rejudge(store, [run.run_id for run in wanted], rubric, books=books):
        _tell(voice, done)
        total += len(done.changes)
    voice.say(f"ผลเปลี่ยนแปลง {total} รายการ", f"{total} verdicts changed")
    return OK


def _tell(voice: Voice, done: Rejudged) -> None:
    voice.say(f"{done.run.agency.code} ({done.run.run_id}): {summary(voice, done.new)}")
    if done.old is None:
        voice.say("  ตัดสินเป็นครั้งแรก", "  judged for the first time")
    for change in done.changes:
        voice.say(f"  {_place(change)}: {_side(voice, change, 'before')} → {_side(voice, change, 'after')}")


def _place(change: Change) -> str:
    return f"{change.item}.{change.element_no} {change.element}" if change.element_no else change.item


def _side(voice: Voice, change: Change, side: str) -> str:
    status, code = (change.before, change.before_code) if side == "before" else (change.after, change.after_code)
    return f"{voice.status(Status(status))} ({code})" if status else "-"
