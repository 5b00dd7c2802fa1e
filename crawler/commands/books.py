"""Listing, showing and checking books of rules, for ``scrapy rules`` and ``oit rules``."""

from __future__ import annotations

from pathlib import Path

from checks.rubric import HERE, RubricError, available, load
from checks.rubric.schema import Item, Rubric
from crawler.books import Books
from crawler.commands.authoring import tell_faults
from crawler.commands.compare import say_drafts
from crawler.commands.voice import Voice
from crawler.exits import BAD_INPUT, FAILED, OK


def list_books(voice: Voice, books: Books, year: int = 0) -> int:
    """List the books that there are; with a year, the items of that book. Gives the exit code."""
    if year:
        return _list_items(voice, books, year)
    table = voice.table(*voice.pick("ปีงบประมาณ|สถานะ|จำนวนข้อ|ที่เก็บ|ที่มา", "year|status|items|place|source").split("|"))
    code = OK
    for found in books.years():
        own = voice.pick("ในโปรแกรม", "program") if books.root(found) == HERE else str(books.folder)
        try:
            rubric = books.load(found)
        except RubricError:
            table.add_row(str(found), voice.pick("ใช้ไม่ได้ (ดู rules check)", "broken (see rules check)"), "", own, "")
            code = FAILED
        else:
            table.add_row(str(found), _status(voice, rubric), str(len(rubric.items)), own, rubric.book.source)
    voice.console.print(table)
    return code


def show_item(voice: Voice, books: Books, name: str, year: int) -> int:
    """Show all that a book says about an item; gives the exit code."""
    rubric = _loaded(voice, books, year)
    if rubric is None:
        return FAILED
    say_drafts(voice, books, {year})
    item = rubric.items.get(name.upper())
    if item is None:
        known = ", ".join(rubric.items)
        voice.warn(f"ไม่มีข้อ {name} ในเกณฑ์ปี {year} ข้อที่มี: {known}", f"no item {name} in {year}; there are: {known}")
        return BAD_INPUT
    title, other = (item.title_th, item.title_en) if voice.lang == "th" else (item.title_en, item.title_th)
    voice.say(f"{item.item} {title} ({other})")
    if item.by_hand:
        voice.say("ยังไม่มีตัวตรวจของข้อนี้ ต้องให้คนดู", "no check exists for this item yet; a person must look")
    table = voice.table("", "")
    for label, value in _lines(voice, item):
        table.add_row(label, value)
    voice.console.print(table)
    return OK


def check_books(voice: Voice, books: Books, path: Path | None = None) -> int:
    """Check a book (its folder), or all books below a folder (default: all that count); gives the exit code."""
    code = OK
    folders = _folders(path) if path is not None else [books.root(year) / str(year) for year in books.years()]
    for folder in folders:
        try:
            rubric = load(int(folder.name), folder.parent)
        except RubricError as error:
            code = FAILED
            tell_faults(voice, error, f"{folder.name}/")
        else:
            count = sum(len(item.elements) for item in rubric.items.values())
            voice.say(
                f"{folder}: ใช้ได้ {len(rubric.items)} ข้อ {count} องค์ประกอบ สถานะ {_status(voice, rubric)}",
                f"{folder}: good, {len(rubric.items)} items, {count} elements, {_status(voice, rubric)}",
            )
            voice.say(f"  sha256 {rubric.digest}")
    return code if folders or path is None else _no_book(voice, path)


def _status(voice: Voice, rubric: Rubric) -> str:
    """What a book is: complete or a draft, closed or open, and how much of it no check judges."""
    parts = [voice.pick("ฉบับร่าง", "draft") if rubric.status == "draft" else voice.pick("สมบูรณ์", "complete")]
    by_hand = sum(item.by_hand for item in rubric.items.values())
    if by_hand:
        parts.append(voice.pick(f"ยังไม่มีตัวตรวจ {by_hand} ข้อ", f"no check for {by_hand} items yet"))
    if rubric.book.sealed:
        parts.append(voice.pick("ปิดแล้ว", "closed"))
    return ", ".join(parts)


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


def _loaded(voice: Voice, books: Books, year: int) -> Rubric | None:
    try:
        return books.load(year)
    except RubricError as error:
        tell_faults(voice, error)
        return None


def _list_items(voice: Voice, books: Books, year: int) -> int:
    rubric = _loaded(voice, books, year)
    if rubric is None:
        return FAILED
    say_drafts(voice, books, {year})
    table = voice.table(*voice.pick("ข้อ|หัวข้อ|องค์ประกอบ|ตัวตรวจ", "item|title|elements|check").split("|"))
    for item in rubric.items.values():
        table.add_row(item.item, voice.pick(item.title_th, item.title_en), str(len(item.elements)), _check(voice, item))
    voice.console.print(table)
    return OK


def _check(voice: Voice, item: Item) -> str:
    return f"{item.check} ({voice.pick('ยังไม่มี', 'none yet')})" if item.by_hand else item.check


def _lines(voice: Voice, item: Item) -> list[tuple[str, str]]:
    elements = [f"{e.no}. {voice.pick(e.name_th, e.name_en)} ({e.key})" for e in item.elements]
    lines = [
        (voice.pick("ต้องเผยแพร่", "requirement"), item.requirement_th),
        (voice.pick("องค์ประกอบ", "elements"), "\n".join(elements)),
        (voice.pick("ช่วงเวลา", "period"), item.period),
        (voice.pick("ผู้รับผิดชอบ", "responsible"), ", ".join(item.responsible)),
        (voice.pick("อ้างอิงข้อ", "leans on"), item.leans_on),
        (voice.pick("ตัวตรวจ", "check"), _check(voice, item)),
    ]
    lines += [(f"words.{purpose}", " · ".join(phrases)) for purpose, phrases in item.words.items()]
    lines += [(code, voice.pick(sentence.th, sentence.en)) for code, sentence in item.sentences.items()]
    return [(label, value) for label, value in lines if value]
