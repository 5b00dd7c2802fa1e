"""``oit review``: what needs eyes, and what people decided."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crawler.accuracy.reviewed import REVIEWED
from crawler.commands.options import EPILOG, Agency, Lang
from crawler.commands.reviewing import (
    Wanted,
    decide_one,
    export_form,
    import_form,
    keep_fixture,
    list_eyes,
    show_log,
    withdraw_one,
)
from crawler.commands.voice import Voice
from crawler.office.review.deciding import Given
from crawler.office.review.needs_eyes import WHYS

Where = Annotated[
    Path,
    typer.Argument(metavar="PROVINCE", help="โฟลเดอร์ของจังหวัด หรือไฟล์ฐานข้อมูล / the province's folder, or a database"),
]
Name = Annotated[str, typer.Option("--name", help="ชื่อผู้ตัดสิน / who decides")]
Reason = Annotated[str, typer.Option("--reason", help="เหตุผล / why")]
Number = Annotated[int, typer.Argument(metavar="N", help="เลขที่ของการตัดสิน / number of the decision (oit review log)")]
Form = Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="ไฟล์ Excel / the form")]

review = typer.Typer(no_args_is_help=True, help="สิ่งที่ต้องให้คนดู และการตัดสินของคน / what needs eyes, and decisions")


def add_to(app: typer.Typer) -> None:
    """Add the commands to ``oit``."""
    app.add_typer(review, name="review")


@review.command("list", epilog=EPILOG)
def list_(
    *,
    province: Annotated[Path | None, typer.Argument(metavar="[PROVINCE]", help="โฟลเดอร์ของจังหวัด / the folder")] = None,
    db: Annotated[Path | None, typer.Option("--db", help="ไฟล์ฐานข้อมูลแทนโฟลเดอร์ / a database file instead")] = None,
    agency: Agency = "",
    item: Annotated[str, typer.Option("--item", help="O1 … O43")] = "",
    why: Annotated[str, typer.Option("--why", help=f"เหตุ คั่นด้วยจุลภาค / reasons: {','.join(WHYS)}")] = "",
    lang: Lang = "th",
) -> None:
    """สิ่งที่ต้องให้คนดู ข้อที่ได้คะแนนมากที่สุดก่อน / what needs eyes, what brings most points first."""
    raise typer.Exit(list_eyes(Voice(lang), province, db, Wanted(agency, item, why)))


@review.command(epilog=EPILOG)
def decide(  # noqa: PLR0913 - its options
    *,
    province: Where,
    agency: Annotated[str, typer.Argument(help="ชื่อหรือรหัสหน่วยงาน / name or code of the agency")],
    item: Annotated[str, typer.Argument(metavar="ITEM[.ELEMENT]", help="O8, O8.2")],
    decision: Annotated[str, typer.Argument(metavar="met|unmet", help="ครบ หรือ ไม่ครบ / met or unmet")],
    name: Name,
    reason: Reason,
    url: Annotated[str, typer.Option("--url", help="หน้าที่เห็นหลักฐาน / where it was seen")] = "",
    quote: Annotated[str, typer.Option("--quote", help="ข้อความที่เห็น / the words that were seen")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="ไม่ต้องถามยืนยัน / do not ask")] = False,
    lang: Lang = "th",
) -> None:
    """ตัดสินข้อหรือองค์ประกอบหนึ่ง ผลของคนอยู่เหนือผลของระบบ / decide an item or element; it outranks the machine."""
    given = Given(decision, name, reason, url, quote)
    raise typer.Exit(decide_one(Voice(lang), province, agency, item, given, ask=not yes))


@review.command(epilog=EPILOG)
def withdraw(province: Where, number: Number, *, name: Name, reason: Reason, lang: Lang = "th") -> None:
    """ยกเลิกการตัดสิน ผลของระบบกลับมาใช้ / take a decision back; the machine's answer counts again."""
    raise typer.Exit(withdraw_one(Voice(lang), province, number, name, reason))


@review.command(epilog=EPILOG)
def log(province: Where, *, lang: Lang = "th") -> None:
    """การตัดสินทั้งหมด ที่ยังใช้อยู่และที่สิ้นสุดแล้ว / all decisions, held or ended."""
    raise typer.Exit(show_log(Voice(lang), province))


@review.command(epilog=EPILOG)
def export(province: Where, file: Form, *, lang: Lang = "th") -> None:
    """ส่งออกสิ่งที่ต้องให้คนดูเป็นแบบ Excel / write what needs eyes as an Excel form."""
    raise typer.Exit(export_form(Voice(lang), province, file))


@review.command("import", epilog=EPILOG)
def import_(province: Where, file: Form, *, lang: Lang = "th") -> None:
    """รับแบบ Excel ที่กรอกแล้ว / take in a form that was filled in."""
    raise typer.Exit(import_form(Voice(lang), province, file))


@review.command(epilog=EPILOG)
def fixture(
    province: Where,
    number: Number,
    *,
    to: Annotated[Path, typer.Option("--to", help="โฟลเดอร์ปลายทาง / folder of the fixtures")] = REVIEWED,
    lang: Lang = "th",
) -> None:
    """เก็บการตัดสินเป็นตัวอย่างวัดความแม่นยำ / keep a decision as a fixture for measuring accuracy."""
    raise typer.Exit(keep_fixture(Voice(lang), province, number, to))
