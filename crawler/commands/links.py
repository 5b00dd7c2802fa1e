"""``oit links``: submitted links of a province, taken in, listed, and the form to send out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crawler.commands.options import EPILOG, Lang, ProvinceFolder
from crawler.commands.voice import Voice

_NAMED = "รหัสหรือชื่อหน่วยงาน / code or name of the agency"

links = typer.Typer(no_args_is_help=True, help="ลิงก์ที่หน่วยงานส่ง / links that agencies submit")


def add_to(app: typer.Typer) -> None:
    """Add the commands to ``oit``."""
    app.add_typer(links, name="links")


@links.command("add", epilog=EPILOG)
def links_add(
    province: ProvinceFolder,
    file: Annotated[Path, typer.Argument(help="ไฟล์ลิงก์ Excel, ODS, CSV หรือ Google Form / file of links")],
    *,
    number: Annotated[
        int, typer.Option("--round", min=0, max=99, help="รอบที่ส่ง (ถ้าไม่ระบุ: รอบล่าสุด) / round of submission")
    ] = 0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="ตรวจไฟล์อย่างเดียว ไม่บันทึก / store nothing")] = False,
    lang: Lang = "th",
) -> None:
    """รับไฟล์ลิงก์ของหน่วยงาน บอกทุกแถวที่ไม่รับพร้อมเหตุผล / take in a file of links, tell why any was refused."""
    from crawler.commands.links_in import take_in

    raise typer.Exit(take_in(Voice(lang), province, file, number, dry_run=dry_run))


@links.command("list", epilog=EPILOG)
def links_list(
    province: ProvinceFolder,
    agency: Annotated[str, typer.Option("--agency", help=_NAMED)] = "",
    lang: Lang = "th",
) -> None:
    """หน่วยงานใดส่งลิงก์แล้วกี่ข้อ ค้างข้อใด / how many items of each agency have links, and which owe one."""
    from crawler.commands.links_listed import list_links

    raise typer.Exit(list_links(Voice(lang), province, agency))


@links.command("template", epilog=EPILOG)
def links_template(
    province: ProvinceFolder,
    out: Annotated[Path, typer.Argument(help="ไฟล์ .xlsx ที่จะสร้าง / the .xlsx file to write")],
    agency: Annotated[str, typer.Option("--agency", help=_NAMED)] = "",
    lang: Lang = "th",
) -> None:
    """สร้างแบบฟอร์ม Excel สำหรับส่งให้หน่วยงานกรอกลิงก์ / write the Excel form to send to agencies."""
    from crawler.commands.links_listed import write_template

    raise typer.Exit(write_template(Voice(lang), province, out, agency))
