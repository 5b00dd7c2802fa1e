"""``rules new`` and ``rules diff``: beginning next year's book, and seeing what is different between two."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from checks.rubric import RubricError
from checks.rubric.difference import Difference, differences
from crawler.books import PACKAGED, Books, Stale, copy_book
from crawler.commands.voice import Voice
from crawler.exits import BAD_INPUT, FAILED, OK

SHOWN_LINES = 12
"""So many lines of a kind are listed; more are counted."""


def new_book(voice: Voice, books: Books, new: int, old: int, root: Path) -> int:
    """Copy a year's book as a draft of another year into an own folder, and say what to do next; gives the exit code.

    The same year twice gives an own copy of that year's book, to mend its words.
    """
    try:
        copied = copy_book(books, old, new, root)
    except FileExistsError as error:
        voice.warn(
            f"มี {error} อยู่แล้ว จึงไม่เขียนทับ ให้แก้ไขไฟล์ในโฟลเดอร์นั้น หรือระบุโฟลเดอร์อื่นด้วย --books",
            f"{error} is there already and stays as it is; edit it, or name another folder with --books",
        )
        return BAD_INPUT
    except RubricError as error:
        tell_faults(voice, error)
        return BAD_INPUT
    except OSError as error:
        voice.warn(f"เขียนลง {root} ไม่ได้: {error.strerror}", f"cannot write to {root}: {error.strerror}")
        return FAILED
    voice.say(
        f"สร้างเกณฑ์ปี {new} ({copied.rubric.status}) จากปี {old} ไว้ที่ {copied.folder}",
        f"the book of {new} ({copied.rubric.status}), copied from {old}, is in {copied.folder}",
    )
    _tell_lines(
        voice,
        copied.moved,
        "เลื่อนปีในข้อความแล้ว {count} บรรทัด โปรดตรวจ",
        "{count} lines had their years moved on; look them over",
    )
    _tell_lines(
        voice,
        copied.named,
        "คำในรายการคำที่ระบุปี {count} บรรทัด ยังไม่ได้แก้",
        "{count} lines of word lists name a year and were left",
    )
    voice.say(_next(voice, new, old, root))
    return OK


def diff_books(voice: Voice, books: Books, old: int, new: int) -> int:
    """Tell what is different between the books of two years; gives the exit code.

    The same year twice compares the program's own book with the one of the own folder.
    """
    try:
        before, after = (PACKAGED if old == new else books).load(old), books.load(new)
    except RubricError as error:
        tell_faults(voice, error)
        return BAD_INPUT
    found = differences(before, after)
    for (item, check), group in groupby(found, key=lambda d: (d.item, d.check)):
        voice.say(f"{item} {check}".strip() or voice.pick("ทั้งเล่ม", "the whole book"))
        for difference in group:
            for line in _lines(voice, difference):
                voice.say(f"  {line}")
    voice.say(f"ต่างกัน {len(found)} แห่ง", f"{len(found)} differences")
    return OK


def tell_faults(voice: Voice, error: RubricError, place: str = "") -> None:
    """Tell what is wrong with a book: file (below ``place``), line, mend."""
    for fault in error.faults:
        voice.warn(f"{place}{fault}")


def _lines(voice: Voice, found: Difference) -> list[str]:
    if found.what == "item":
        if not found.before:
            return [voice.pick("+ ข้อใหม่", "+ new item")]
        if not found.after:
            return [voice.pick("- ไม่มีแล้ว", "- gone")]
        return [voice.pick(f"เลขข้อเดิม {found.before}", f"was {found.before}")]
    if found.before and found.after:
        return [f"{found.what}:", f"  - {found.before}", f"  + {found.after}"]
    return [f"{found.what} {'+' if found.after else '-'} {found.after or found.before}"]


def _tell_lines(voice: Voice, lines: tuple[Stale, ...], thai: str, english: str) -> None:
    if not lines:
        return
    voice.say(thai.format(count=len(lines)) + ":", english.format(count=len(lines)) + ":")
    for line in lines[:SHOWN_LINES]:
        voice.say(f"  {line.file}:{line.line}: {line.text}")
    if len(lines) > SHOWN_LINES:
        voice.say(f"  … {len(lines) - SHOWN_LINES}")


def _next(voice: Voice, new: int, old: int, root: Path) -> str:
    again = f" --books {root}"
    if new == old:
        return voice.pick(
            f"ขั้นต่อไป: แก้รายการคำ แล้วสั่ง oit rules check {root} และ oit judge --compare all{again}",
            f"next: mend the words, then oit rules check {root}, and oit judge --compare all{again}",
        )
    return voice.pick(
        f"ขั้นต่อไป: แก้ข้อ เลขข้อ และ source ให้ตรงกับคู่มือปี {new} (ข้อที่ยังไม่มีตัวตรวจ: by_hand = true) "
        f"สั่ง oit rules check {root} และ oit rules diff {old} {new}{again} "
        'เมื่อครบแล้วจึงแก้ status เป็น "complete"',
        f"next: make items, numbers and source those of the handbook of {new} (by_hand = true where no check exists "
        f"yet), run oit rules check {root} and oit rules diff {old} {new}{again}; "
        'when all is there, write status = "complete"',
    )
