"""Listing, showing and checking books of rules, for ``scrapy rules`` and ``oit rules``."""

from __future__ import annotations

from pathlib import Path

from checks.rubric import HERE, RubricError, available, load
from checks.rubric.schema import Item, Rubric
from crawler.commands.voice import Voice
from crawler.exits import BAD_INPUT, FAILED, OK


def list_books(voice: Voice, year: int = 0) -> int:
    """List the books that there are; with a year, the items of that book. Gives the exit code."""
    if year:
        return _list_items(voice, year)
    table = voice.table(*voice.pick("ปีงบประมาณ|สถานะ|จำนวนข้อ|ที่มา", "year|status|items|source").split("|"))
    code = OK
    for found in available():
        try:
            rubric = load(found)
        except RubricError:
            table.add_row(str(found), voice.pick("ใช้ไม่ได้ (ดู rules check)", "broken (see rules check)"), "", "")
            code = FAILED
        else:
            table.add_row(str(found), rubric.status, str(len(rubric.items)), rubric.book.source)
    voice.console.print(table)
    return code


def show_item(voice: Voice, name: str, year: int) -> int:
    """Show all that a book says about an item; gives the exit code."""
    rubric = _loaded(voice, year)
    if rubric is None:
        return FAILED
    item = rubric.items.get(name.upper())
    if item is None:
        known = ", ".join(rubric.items)
        voice.warn(f"ไม่มีข้อ {name} ในเกณฑ์ปี {year} ข้อที่มี: {known}", f"no item {name} in {year}; there are: {known}")
        return BAD_INPUT
    title, other = (item.title_th, item.title_en) if voice.lang == "th" else (item.title_en, item.title_th)
    voice.say(f"{item.item} {title} ({other})")
    table = voice.table("", "")
    for label, value in _lines(voice, item):
        table.add_row(label, value)
    voice.console.print(table)
    return OK


def check_books(voice: Voice, path: Path | None = None) -> int:
    """Check a book (its folder), or all books below a folder (default: those of the program); gives the exit code."""
    code = OK
    for folder in _folders(path or HERE):
        try:
            rubric = load(int(folder.name), folder.parent)
        except RubricError as error:
            code = FAILED
            for fault in error.faults:
                voice.warn(f"{folder.name}/{fault}")
        else:
            count = sum(len(item.elements) for item in rubric.items.values())
            voice.say(
                f"{folder}: ใช้ได้ {len(rubric.items)} ข้อ {count} องค์ประกอบ",
                f"{folder}: good, {len(rubric.items)} items, {count} elements",
            )
    return code if _folders(path or HERE) else _no_book(voice, path or HERE)


def _folders(path: Path) -> list[Path]:
    path = path.resolve()
    if path.name.isdigit():
        return [path]
    return [path / str(year) for year in available(path)] if path.is_dir() else []


def _no_book(voice: Voice, path: Path) -> int:
    voice.warn(
        f"ไม่พบเกณฑ์ประเมินใน {path} โฟลเดอร์ต้องชื่อเป็นปีงบประมาณ เช่น 2565 และมีไฟล์ book.toml",
        f"no book in {path}; its folder is named by the fiscal year, as 2565, and holds book.toml",
    )
    return BAD_INPUT


def _loaded(voice: Voice, year: int) -> Rubric | None:
    try:
        return load(year)
    except RubricError as error:
        for fault in error.faults:
            voice.warn(str(fault))
        return None


def _list_items(voice: Voice, year: int) -> int:
    rubric = _loaded(voice, year)
    if rubric is None:
        return FAILED
    table = voice.table(*voice.pick("ข้อ|หัวข้อ|องค์ประกอบ|ตัวตรวจ", "item|title|elements|check").split("|"))
    for item in rubric.items.values():
        table.add_row(item.item, voice.pick(item.title_th, item.title_en), str(len(item.elements)), item.check)
    voice.console.print(table)
    return OK


def _lines(voice: Voice, item: Item) -> list[tuple[str, str]]:
    elements = [f"{e.no}. {voice.pick(e.name_th, e.name_en)} ({e.key})" for e in item.elements]
    lines = [
        (voice.pick("ต้องเผยแพร่", "requirement"), item.requirement_th),
        (voice.pick("องค์ประกอบ", "elements"), "\n".join(elements)),
        (voice.pick("ช่วงเวลา", "period"), item.period),
        (voice.pick("ผู้รับผิดชอบ", "responsible"), ", ".join(item.responsible)),
        (voice.pick("อ้างอิงข้อ", "leans on"), item.leans_on),
        (voice.pick("ตัวตรวจ", "check"), item.check),
    ]
    lines += [(f"words.{purpose}", " · ".join(phrases)) for purpose, phrases in item.words.items()]
    lines += [(code, voice.pick(sentence.th, sentence.en)) for code, sentence in item.sentences.items()]
    return [(label, value) for label, value in lines if value]
