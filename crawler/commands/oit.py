"""``oit``: the commands for people at an agency, in Thai, or in English with ``--lang en``.

Exit codes: ``crawler.exits``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from crawler.arguments import NEWEST_COMPLETE_YEAR
from crawler.commands.books import check_books, list_books, show_item
from crawler.commands.check_site import check_site
from crawler.commands.stored import Selection, judge_stored, report_stored
from crawler.commands.voice import Voice
from crawler.exits import BAD_INPUT

EPILOG = "รหัสออก / exit codes: 0 done, 1 our failure, 2 wrong arguments, 3 nothing there, 130 interrupted"

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="ตรวจเว็บไซต์ตามเกณฑ์ OIT / checks websites against the OIT"
)
rules = typer.Typer(no_args_is_help=True, help="ดูและตรวจเกณฑ์ประเมิน / list, show and check books of rules")
app.add_typer(rules, name="rules")

Lang = Annotated[Literal["th", "en"], typer.Option("--lang", help="ภาษาของข้อความ / language of the messages")]
Db = Annotated[Path, typer.Option("--db", help="ไฟล์ฐานข้อมูล / database file")]
Out = Annotated[Path, typer.Option("--out", help="โฟลเดอร์รายงาน / folder of the reports")]
Agency = Annotated[str, typer.Option("--agency", help="ชื่อหรือรหัสหน่วยงาน / name or code of the agency")]
BookYear = Annotated[int, typer.Option("--year", help="ปีงบประมาณ พ.ศ. / fiscal year, Buddhist era")]

DEFAULT_DB, DEFAULT_OUT = Path("oit.db"), Path("out")


@app.command(epilog=EPILOG)
def check(  # noqa: PLR0913 - its options
    *,
    url: Annotated[str, typer.Argument(help="ที่อยู่เว็บไซต์ของหน่วยงาน / the agency's website")],
    links: Annotated[Path | None, typer.Option("--links", help="ไฟล์ลิงก์ที่ส่ง CSV / submitted links")] = None,
    agency: Agency = "",
    year: BookYear = NEWEST_COMPLETE_YEAR,
    as_of: Annotated[str, typer.Option("--as-of", help="วันที่ใช้ตัดสิน ค.ศ.-เดือน-วัน / ISO date")] = "",
    hosts: Annotated[str, typer.Option("--hosts", help="เว็บไซต์อื่นของหน่วยงาน คั่นด้วยจุลภาค / further hosts")] = "",
    db: Db = DEFAULT_DB,
    out: Out = DEFAULT_OUT,
    setting: Annotated[list[str] | None, typer.Option("-s", "--set", help="NAME=VALUE: Scrapy")] = None,
    lang: Lang = "th",
) -> None:
    """ตรวจเว็บไซต์หนึ่งแห่งแล้วออกรายงาน / crawl, judge and report one website."""
    voice = Voice(lang)
    pairs = [pair.partition("=") for pair in setting or []]
    if not all(name and equals for name, equals, _ in pairs):
        voice.warn("-s ต้องเป็น NAME=VALUE", "-s must be NAME=VALUE")
        raise typer.Exit(BAD_INPUT)
    settings = {name: value for name, _, value in pairs}
    links_path = str(links) if links is not None else ""
    arguments = {"url": url, "links": links_path, "agency": agency, "year": str(year), "as_of": as_of, "hosts": hosts}
    raise typer.Exit(check_site(voice, arguments, db=db, out=out, settings=settings))


@app.command(epilog=EPILOG)
def judge(
    agency: Annotated[str, typer.Option("--agency", help="รหัสหน่วยงาน / code of the agency")] = "",
    run: Annotated[str, typer.Option("--run", help="รหัสการตรวจ / id of a run")] = "",
    year: BookYear = 0,
    db: Db = DEFAULT_DB,
    lang: Lang = "th",
) -> None:
    """ตัดสินหลักฐานที่เก็บไว้ใหม่ ไม่ต่อเน็ต / judge stored evidence again, without the network."""
    raise typer.Exit(judge_stored(Voice(lang), db, Selection(agency, run, year)))


@app.command(epilog=EPILOG)
def report(db: Db = DEFAULT_DB, out: Out = DEFAULT_OUT, lang: Lang = "th") -> None:
    """ออกรายงานใหม่จากผลที่เก็บไว้ / render the reports of stored verdicts again."""
    raise typer.Exit(report_stored(Voice(lang), db, out))


@rules.command("list", epilog=EPILOG)
def rules_list(year: BookYear = 0, lang: Lang = "th") -> None:
    """รายการเกณฑ์ หรือข้อในเกณฑ์ปีหนึ่ง / the books, or the items of one year's book."""
    raise typer.Exit(list_books(Voice(lang), year))


@rules.command("show", epilog=EPILOG)
def rules_show(
    item: Annotated[str, typer.Argument(help="O1 … O43")], year: BookYear = NEWEST_COMPLETE_YEAR, lang: Lang = "th"
) -> None:
    """ข้อหนึ่งต้องมีอะไรบ้าง / all that the book says about an item."""
    raise typer.Exit(show_item(Voice(lang), item, year))


@rules.command("check", epilog=EPILOG)
def rules_check(
    folder: Annotated[Path | None, typer.Argument(help="โฟลเดอร์เกณฑ์ / folder of a book")] = None, lang: Lang = "th"
) -> None:
    """ตรวจว่าเกณฑ์ใช้ได้หรือไม่ ผิดที่บรรทัดใด / check books: what is wrong, in which line, how to mend it."""
    raise typer.Exit(check_books(Voice(lang), folder))


def main() -> None:
    """Run the command line."""
    app()
