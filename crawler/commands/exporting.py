"""``oit export``, ``oit letter`` and ``oit memo``: the same results as Excel, CSV, JSON and official papers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crawler.books import OWN, Books
from crawler.commands.options import DEFAULT_DB, EPILOG, Lang, OwnBooks, ProvinceFolder
from crawler.commands.papers import Papers, write_letters, write_memo
from crawler.commands.stored import CRAWL, with_store
from crawler.commands.voice import Voice
from crawler.exits import BAD_INPUT, NOTHING, OK
from crawler.office.model import OfficeError, Province
from crawler.office.province import load_province
from crawler.outlook import outlook
from crawler.store import Store
from crawler.store.datasette import datasette_metadata
from crawler.store.views import VIEWS, View
from crawler.whole_file import write_whole
from reports.tables_out import csv_table, json_table
from reports.workbook import workbook

WORKBOOK, METADATA = "oit.xlsx", "metadata.json"

SHEETS: dict[View, str] = {"latest_items": "items.csv", "latest_elements": "elements.csv", "changes": "changes.csv"}
"""Views that are also written as CSV."""

To = Annotated[Path, typer.Option("--to", metavar="FOLDER", help="โฟลเดอร์ปลายทาง / folder to write to")]
PapersTo = Annotated[
    Path | None, typer.Option("--to", metavar="FOLDER", help="โฟลเดอร์ปลายทาง / folder to write to (PROVINCE/letters)")
]


def add_to(app: typer.Typer) -> None:
    """Add the commands to ``oit``."""

    @app.command(epilog=EPILOG)
    def export(
        *,
        folder: Annotated[
            Path | None, typer.Argument(metavar="[PROVINCE]", help="โฟลเดอร์ของจังหวัด / the province's folder")
        ] = None,
        to: To,
        db: Annotated[Path, typer.Option("--db", help="ไฟล์ฐานข้อมูลแทนโฟลเดอร์ / a database instead")] = DEFAULT_DB,
        books: OwnBooks = OWN,
        lang: Lang = "th",
    ) -> None:
        """ผลตรวจเป็น Excel, CSV, JSON และคำอธิบายสำหรับ Datasette / results as Excel, CSV, JSON, for Datasette."""
        voice = Voice(lang)
        if folder is not None and (db, books) != (DEFAULT_DB, OWN):
            voice.warn("ระบุโฟลเดอร์ของจังหวัดแล้ว ไม่ต้องใช้ --db --books", "drop --db and --books: the folder says them")
            raise typer.Exit(BAD_INPUT)
        province = _province(voice, folder) if folder is not None else None
        path, own = (province.db, province.books) if province is not None else (db, books)
        raise typer.Exit(with_store(voice, path, lambda store: _export(voice, store, Books(own), province, to)))

    @app.command(epilog=EPILOG)
    def letter(
        *,
        folder: ProvinceFolder,
        agency: Annotated[str, typer.Option("--agency", help="ชื่อหรือรหัสหน่วยงาน / name or code of the agency")] = "",
        everyone: Annotated[bool, typer.Option("--all", help="ทุกหน่วยงานที่ยังขาด / all agencies with gaps")] = False,
        to: PapersTo = None,
        lang: Lang = "th",
    ) -> None:
        """หนังสือแจ้งหน่วยงานเป็น Word ว่าขาดข้อใด ภายในเมื่อใด / the letter that tells an agency its gaps, as Word."""
        voice = Voice(lang)
        if bool(agency) == everyone:
            voice.warn("ระบุอย่างใดอย่างหนึ่ง: --agency รหัส หรือ --all", "give either --agency CODE or --all")
            raise typer.Exit(BAD_INPUT)
        papers = _papers(voice, folder, to)
        raise typer.Exit(with_store(voice, papers.province.db, lambda store: write_letters(papers, store, agency)))

    @app.command(epilog=EPILOG)
    def memo(folder: ProvinceFolder, *, to: PapersTo = None, lang: Lang = "th") -> None:
        """บันทึกข้อความรายงานผู้ว่าราชการจังหวัดเป็น Word / the progress memo to the governor, as Word."""
        papers = _papers(Voice(lang), folder, to)
        raise typer.Exit(with_store(papers.voice, papers.province.db, lambda store: write_memo(papers, store)))


def _province(voice: Voice, folder: Path) -> Province:
    try:
        return load_province(folder)
    except OfficeError as error:
        voice.warn(error.thai, str(error))
        raise typer.Exit(BAD_INPUT) from error


def _papers(voice: Voice, folder: Path, to: Path | None) -> Papers:
    province = _province(voice, folder)
    return Papers(voice, province, to or province.folder / "letters")


def _export(voice: Voice, store: Store, books: Books, province: Province | None, to: Path) -> int:
    """Write every file; gives the exit code. Files of an earlier export are replaced."""
    report = outlook(store, books, province, voice.lang)
    if not report.agencies:
        voice.warn(f"ยังไม่มีผลการตรวจให้ส่งออก ให้ตรวจก่อนด้วย {CRAWL}", f"nothing to export yet; crawl first with {CRAWL}")
        return NOTHING
    to.mkdir(parents=True, exist_ok=True)
    tables = {view: store.views.table(view, report.fiscal_year) for view in VIEWS}
    title = f"OIT {report.name} {report.fiscal_year}".replace("  ", " ")
    files = {
        WORKBOOK: workbook(report, lang=voice.lang),
        **{name: csv_table(tables[view]) for view, name in SHEETS.items()},
        **{f"{view}.json": json_table(table) for view, table in tables.items()},
        METADATA: datasette_metadata(store.path, store.views.names(), title),
    }
    for name, content in files.items():
        write_whole(to / name, content)
        voice.say(f"  {to / name}")
    voice.say(
        f"ส่งออก {len(report.agencies)} หน่วยงาน เปิดดูฐานข้อมูลด้วย: datasette {store.path} -m {to / METADATA}",
        f"{len(report.agencies)} agencies; look into the database with: datasette {store.path} -m {to / METADATA}",
    )
    return OK
