"""``oit``: the commands for people at an agency, in Thai, or in English with ``--lang en``.

Exit codes: ``crawler.exits``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crawler.arguments import NEWEST_COMPLETE_YEAR
from crawler.books import OWN, Books
from crawler.commands import appeal, calendar, exporting, history, links, nightly, notices, province, review
from crawler.commands.authoring import diff_books, new_book
from crawler.commands.books import check_books, list_books, show_item
from crawler.commands.check_site import check_site
from crawler.commands.options import (
    DEFAULT_DB,
    DEFAULT_OUT,
    EPILOG,
    Agency,
    BookYear,
    Db,
    ItemName,
    Lang,
    Out,
    OwnBooks,
)
from crawler.commands.printing import print_reports
from crawler.commands.stored import Selection, judge_stored, report_province, report_stored
from crawler.commands.trying import Asked, try_words
from crawler.commands.usage import SpokenGroup
from crawler.commands.voice import Voice
from crawler.exits import BAD_INPUT, OK

app = typer.Typer(
    cls=SpokenGroup,
    no_args_is_help=True,
    add_completion=False,
    help="ตรวจเว็บไซต์ตามเกณฑ์ OIT / checks websites against the OIT",
)
rules = typer.Typer(no_args_is_help=True, help="ดูและตรวจเกณฑ์ประเมิน / list, show and check books of rules")
app.add_typer(rules, name="rules")
for part in (province, links, calendar, nightly, history, review, notices, exporting, appeal):
    part.add_to(app)


@app.command(epilog=EPILOG)
def check(  # noqa: PLR0913 - its options
    *,
    url: Annotated[str, typer.Argument(help="ที่อยู่เว็บไซต์ของหน่วยงาน / the agency's website")],
    links: Annotated[
        Path | None, typer.Option("--links", help="ไฟล์ลิงก์ที่จะส่ง Excel หรือ CSV / links about to be submitted")
    ] = None,
    agency: Agency = "",
    year: BookYear = NEWEST_COMPLETE_YEAR,
    as_of: Annotated[str, typer.Option("--as-of", help="วันที่ใช้ตัดสิน ค.ศ.-เดือน-วัน / ISO date")] = "",
    hosts: Annotated[str, typer.Option("--hosts", help="เว็บไซต์อื่นของหน่วยงาน คั่นด้วยจุลภาค / further hosts")] = "",
    db: Db = DEFAULT_DB,
    out: Out = DEFAULT_OUT,
    books: OwnBooks = OWN,
    setting: Annotated[list[str] | None, typer.Option("-s", "--set", help="NAME=VALUE: Scrapy")] = None,
    opens: Annotated[
        bool, typer.Option("--open/--no-open", help="เปิดรายงานเมื่อเสร็จ / open the report at the end")
    ] = True,
    lang: Lang = "th",
) -> None:
    """ตรวจเว็บไซต์หนึ่งแห่งแล้วออกรายงาน / crawl, judge and report one website."""
    voice = Voice(lang)
    pairs = [pair.partition("=") for pair in setting or []]
    if not all(name and equals for name, equals, _ in pairs):
        voice.warn("-s ต้องเป็น NAME=VALUE", "-s must be NAME=VALUE")
        raise typer.Exit(BAD_INPUT)
    settings = {"OIT_BOOKS": str(books)} | {name: value for name, _, value in pairs}
    links_path = str(links) if links is not None else ""
    arguments = {"url": url, "links": links_path, "agency": agency, "year": str(year), "as_of": as_of, "hosts": hosts}
    raise typer.Exit(check_site(voice, arguments, db=db, out=out, settings=settings, opens=opens))


@app.command(epilog=EPILOG)
def judge(
    agency: Annotated[str, typer.Option("--agency", help="รหัสหน่วยงาน / code of the agency")] = "",
    run: Annotated[str, typer.Option("--run", help="รหัสการตรวจ / id of a run")] = "",
    year: BookYear = 0,
    compare: Annotated[
        str,
        typer.Option(
            "--compare",
            metavar="RUN",
            help="ไม่เก็บผล แสดงเฉพาะสิ่งที่จะเปลี่ยน: รหัสการตรวจ รหัสหน่วยงาน หรือ all / store nothing, show what would flip",
        ),
    ] = "",
    db: Db = DEFAULT_DB,
    books: OwnBooks = OWN,
    lang: Lang = "th",
) -> None:
    """ตัดสินหลักฐานที่เก็บไว้ใหม่ ไม่ต่อเน็ต / judge stored evidence again, without the network."""
    selection = Selection(agency, run, year)
    raise typer.Exit(judge_stored(Voice(lang), db, selection, Books(books), compare=compare))


@app.command(epilog=EPILOG)
def report(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[PROVINCE]", help="โฟลเดอร์ของจังหวัด แทน --db --out --books / a province's folder"),
    ] = None,
    db: Db = DEFAULT_DB,
    out: Out = DEFAULT_OUT,
    books: OwnBooks = OWN,
    pdf: Annotated[bool, typer.Option("--pdf", help="พิมพ์เป็น PDF ไว้ข้างกันด้วย / also as PDF beside the pages")] = False,
    thai_digits: Annotated[bool, typer.Option("--thai-digits", help="เลขหน้าของ PDF เป็นเลขไทย / page numbers")] = False,
    lang: Lang = "th",
) -> None:
    """ออกรายงานใหม่จากผลที่เก็บไว้ / render the reports of stored verdicts again."""
    voice = Voice(lang)
    if folder is not None and (db, out, books) != (DEFAULT_DB, DEFAULT_OUT, OWN):
        voice.warn(
            "ระบุโฟลเดอร์ของจังหวัดแล้ว ไม่ต้องใช้ --db --out --books", "drop --db, --out and --books: the folder says them"
        )
        raise typer.Exit(BAD_INPUT)
    code = report_stored(voice, db, out, Books(books)) if folder is None else report_province(voice, folder)
    raise typer.Exit(print_reports(voice, folder, db, out, thai_digits=thai_digits) if pdf and code == OK else code)


@rules.command("list", epilog=EPILOG)
def rules_list(year: BookYear = 0, books: OwnBooks = OWN, lang: Lang = "th") -> None:
    """รายการเกณฑ์ หรือข้อในเกณฑ์ปีหนึ่ง / the books, or the items of one year's book."""
    raise typer.Exit(list_books(Voice(lang), Books(books), year))


@rules.command("show", epilog=EPILOG)
def rules_show(item: ItemName, year: BookYear = NEWEST_COMPLETE_YEAR, books: OwnBooks = OWN, lang: Lang = "th") -> None:
    """ข้อหนึ่งต้องมีอะไรบ้าง / all that the book says about an item."""
    raise typer.Exit(show_item(Voice(lang), Books(books), item, year))


@rules.command("check", epilog=EPILOG)
def rules_check(
    folder: Annotated[Path | None, typer.Argument(help="โฟลเดอร์เกณฑ์ / folder of a book")] = None,
    books: OwnBooks = OWN,
    lang: Lang = "th",
) -> None:
    """ตรวจว่าเกณฑ์ใช้ได้หรือไม่ ผิดที่บรรทัดใด / check books: what is wrong, in which line, how to mend it."""
    raise typer.Exit(check_books(Voice(lang), Books(books), folder))


@rules.command("new", epilog=EPILOG)
def rules_new(
    year: Annotated[int, typer.Argument(help="ปีงบประมาณใหม่ พ.ศ. / the new fiscal year")],
    old: Annotated[int, typer.Option("--from", help="คัดลอกจากปี / the year to copy")] = NEWEST_COMPLETE_YEAR,
    books: OwnBooks = OWN,
    lang: Lang = "th",
) -> None:
    """คัดลอกเกณฑ์ทั้งเล่มเป็นฉบับร่างของปีใหม่ / copy a whole book as next year's draft, or the same year's to mend it."""
    raise typer.Exit(new_book(Voice(lang), Books(books), year, old, books))


@rules.command("diff", epilog=EPILOG)
def rules_diff(
    old: Annotated[int, typer.Argument(help="ปีเดิม / the old year")],
    new: Annotated[int, typer.Argument(help="ปีใหม่ / the new year")],
    books: OwnBooks = OWN,
    lang: Lang = "th",
) -> None:
    """เกณฑ์สองปีต่างกันอย่างไร / what is different; the same year twice: the program's book and the own one."""
    raise typer.Exit(diff_books(Voice(lang), Books(books), old, new))


@rules.command("try", epilog=EPILOG)
def rules_try(  # noqa: PLR0913 - its options
    *,
    item: ItemName,
    year: BookYear = NEWEST_COMPLETE_YEAR,
    words: Annotated[Path | None, typer.Option("--words", help="ไฟล์ของข้อที่แก้แล้ว / the item's file, edited")] = None,
    word: Annotated[list[str] | None, typer.Option("--word", help="PURPOSE=PHRASE เช่น / as title=สขร.1")] = None,
    purpose: Annotated[str, typer.Option("--purpose", help="รายการคำที่จะดู / the list to look at")] = "",
    agency: Annotated[str, typer.Option("--agency", help="รหัสหน่วยงาน / code of the agency")] = "",
    db: Db = DEFAULT_DB,
    books: OwnBooks = OWN,
    lang: Lang = "th",
) -> None:
    """ลองรายการคำกับหลักฐานที่เก็บไว้ / where an item's words stand in stored evidence, and what others would change."""
    asked = Asked(item, year, words, tuple(word or ()), purpose, agency)
    raise typer.Exit(try_words(Voice(lang), db, Books(books), asked))


def main() -> None:
    """Run the command line."""
    app()
