"""``oit notify``: what there is to tell, and telling it."""

from __future__ import annotations

from typing import Annotated

import typer

from crawler.commands.options import EPILOG, Lang, ProvinceFolder
from crawler.commands.stored import with_store
from crawler.commands.voice import Voice
from crawler.exits import BAD_INPUT
from crawler.office.model import OfficeError
from crawler.office.notices import notify
from crawler.office.province import load_province


def add_to(app: typer.Typer) -> None:
    """Add the commands to ``oit``."""

    @app.command("notify", epilog=EPILOG)
    def notify_all(
        folder: ProvinceFolder,
        dry_run: Annotated[
            bool, typer.Option("--dry-run", help="แสดงข้อความ ไม่ส่งจริง / show the texts, send nothing")
        ] = False,
        lang: Lang = "th",
    ) -> None:
        """แจ้งฝ่ายเลขานุการและหน่วยงาน เมื่อมีเรื่องใหม่หรือใกล้ครบกำหนด / tell what is new and what is due."""
        voice = Voice(lang)
        try:
            province = load_province(folder)
        except OfficeError as error:
            voice.warn(error.thai, str(error))
            raise typer.Exit(BAD_INPUT) from None
        if not (dry_run or province.notices.secretariat or province.notices.agency_mail):
            voice.warn(
                "ยังไม่ได้ตั้งค่าการแจ้งเตือน ให้เพิ่ม secretariat หรือ agency_mail ใต้ [notices] ใน province.toml "
                "หรือใช้ --dry-run เพื่อดูข้อความ",
                "nobody is named to be told; add secretariat or agency_mail under [notices] in province.toml, "
                "or see the texts with --dry-run",
            )
            raise typer.Exit(BAD_INPUT)
        raise typer.Exit(with_store(voice, province.db, lambda store: notify(province, store, voice, dry_run=dry_run)))
