"""``judge --compare``: which stored verdicts the present code and book would flip, shown before anyone sees them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from checks.verdict import Judgement, Status
from crawler.books import Books
from crawler.commands.voice import Voice
from crawler.compare import Comparison, Flip, Side, compare_runs, wanted_runs
from crawler.exits import NOTHING, OK
from crawler.store import Store, StoreError
from reports.hostile import clean, link, shorten

QUOTE_LENGTH = 160
"""Characters of a quote that are shown."""


def compare_stored(voice: Voice, store: Store, books: Books, name: str, year: int = 0) -> int:
    """Judge without storing and tell what would flip; gives the exit code.

    name: id of a run, code of an agency (its newest run), or ``all``. year: of the book to judge with; 0: the run's.
    """
    try:
        runs = wanted_runs(store, name)
    except StoreError:
        known = ", ".join(sorted({run.agency.code for run in store.latest_runs()})) or "-"
        voice.warn(
            f"ไม่พบการตรวจ {name!r} ให้ระบุรหัสการตรวจ รหัสหน่วยงาน ({known}) หรือ all",
            f"no run {name!r}; give the id of a run, the code of an agency ({known}), or all",
        )
        return NOTHING
    say_drafts(voice, books, {year or run.fiscal_year for run in runs})
    compared = 0
    kinds: Counter[tuple[str, str]] = Counter()
    for found in compare_runs(store, runs, books, year):
        _tell(voice, found)
        compared += found.old is not None
        kinds += found.kinds
    if not compared:
        voice.warn("ยังไม่มีผลที่เก็บไว้ให้เทียบ สั่ง judge ก่อน", "no stored verdicts to compare with; run judge first")
        return NOTHING
    voice.say(
        f"รวม {kinds.total()} องค์ประกอบ: {shown_kinds(voice, kinds)}",
        f"{kinds.total()} in all: {shown_kinds(voice, kinds)}",
    )
    voice.say("ผลที่เก็บไว้ไม่ถูกแก้ไข", "stored verdicts are untouched")
    return OK


def say_drafts(voice: Voice, books: Books, years: set[int]) -> None:
    """Tell which of the years have a draft for a book."""
    for year in sorted(years):
        if books.load(year).status == "draft":
            voice.say(
                f"เกณฑ์ปี {year} ยังเป็นฉบับร่าง ผลใช้ประกอบการเตรียมการเท่านั้น",
                f"the book of {year} is a draft: its verdicts are no basis for decisions",
            )


def shown_kinds(voice: Voice, kinds: Counter[tuple[str, str]]) -> str:
    """Counts of flips by kind, the most frequent first; a change of the code alone shows the same status twice."""
    parts = [f"{_name(voice, a)} → {_name(voice, b)} {count}" for (a, b), count in kinds.most_common()]
    return " · ".join(parts) or "-"


def flip_lines(voice: Voice, flip: Flip) -> Iterator[str]:
    """A flip: the element with both verdicts, then what each of them rests on."""
    verdicts = f"{_verdict(voice, flip.before)} → {_verdict(voice, flip.after)}"
    yield f"{flip.item}.{flip.element_no} {flip.element}: {verdicts}"
    for label, side in ((voice.pick("ก่อน", "before"), flip.before), (voice.pick("หลัง", "after"), flip.after)):
        if side is not None and (side.quote is not None or side.url):
            yield f"  {label}: {_words(side)}{link(side.url).text}"


def _tell(voice: Voice, found: Comparison) -> None:
    head = f"{clean(found.run.agency.code)} ({found.run.run_id}), {found.new.rubric}"
    if found.old is None:
        voice.say(f"{head}: ยังไม่เคยตัดสิน ไม่มีผลให้เทียบ", f"{head}: not judged yet, nothing to compare with")
        return
    head += f" ← {found.old.rubric}" if found.old.rubric != found.new.rubric else ""
    voice.say(
        f"{head}: เปลี่ยน {len(found.flips)} องค์ประกอบ ผลเดิมแต่อ้างข้อความอื่น {found.requoted}",
        f"{head}: {len(found.flips)} elements flip, {found.requoted} stay on other words",
    )
    before, after = _items(found.old, found.new), _items(found.new, found.new)
    for item, flips in groupby(found.flips, key=lambda flip: flip.item):
        if before.get(item) != after.get(item):
            voice.say(f"  {item}: {_name(voice, before.get(item, ''))} → {_name(voice, after.get(item, ''))}")
        for flip in flips:
            for line in flip_lines(voice, flip):
                voice.say(f"    {line}")


def _items(judgement: Judgement, new: Judgement) -> dict[str, str]:
    """Status of every item by its number in the new judgement."""
    numbers = {item.check_name: item.item for item in new.items}
    same_year = judgement.fiscal_year == new.fiscal_year
    return {item.item if same_year else numbers.get(item.check_name, ""): item.status.value for item in judgement.items}


def _name(voice: Voice, status: str) -> str:
    return voice.status(Status(status)) if status else "-"


def _verdict(voice: Voice, side: Side | None) -> str:
    return f"{voice.status(side.status)} ({side.code})" if side is not None else "-"


def _words(side: Side) -> str:
    return f"“{shorten(side.quote.text, QUOTE_LENGTH)}” — " if side.quote is not None else ""
