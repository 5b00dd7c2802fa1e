"""``oit check``: crawl one website as ``scrapy crawl agency`` does, show how far it is, and say what came out."""

from __future__ import annotations

import webbrowser
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

from crawler.books import Books, books_of
from crawler.commands.compare import say_drafts
from crawler.commands.spider_process import crawling, records
from crawler.commands.stored import summary
from crawler.commands.voice import Voice
from crawler.exits import FAILED, INTERRUPTED, NOTHING, OK
from crawler.store import Store, StoreError
from crawler.submitted import read_links
from reports.hostile import clean
from reports.names import slug

LOG_NAME = "crawl.log"
SHOWN_ROWS = 10
SHOWN_URL = 70
"""Characters of an address in the progress line."""


def check_site(
    voice: Voice, arguments: Mapping[str, str], *, db: Path, out: Path, settings: Mapping[str, str], opens: bool
) -> int:
    """Crawl, judge and report one agency; gives the exit code of the crawl.

    arguments: of the spider, empty ones are left out. settings: further Scrapy settings. The log goes beside the
    report. opens: show the report in the browser, where somebody sits at a terminal.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        voice.warn(f"สร้างโฟลเดอร์ {out} ไม่ได้: {error}", f"cannot make the folder {out}: {error}")
        return FAILED
    log = out / LOG_NAME
    log.unlink(missing_ok=True)
    ours = {"OIT_DB": str(db), "OIT_OUT": str(out), "LOG_FILE": str(log)}
    seen: Counter[str] = Counter()
    with crawling(arguments, {**ours, **settings}) as process, voice.console.status("") as line:
        for record in records(process):
            seen[record["type"]] += 1
            line.update(_progress(voice, seen, record["url"]))
    code = process.returncode
    if code in (OK, NOTHING, INTERRUPTED):
        agency = _result(voice, db, books_of(settings), arguments.get("links", ""))
        if not agency:
            return FAILED
        page = out / f"{slug(agency)}.html"
        voice.say(f"รายงาน: {page}", f"report: {page}")
        if opens and voice.console.is_terminal:
            webbrowser.open(page.resolve().as_uri())
    elif code == FAILED and log.exists():
        voice.warn(f"รายละเอียดอยู่ใน {log}", f"details are in {log}")
    return code


def _progress(voice: Voice, seen: Counter[str], url: str) -> str:
    pages, documents, failures = seen["page"], seen["document"], seen["failure"]
    counts = voice.pick(
        f"อ่านแล้ว {pages} หน้า {documents} เอกสาร เปิดไม่ได้ {failures}",
        f"read {pages} pages, {documents} documents, could not open {failures}",
    )
    return f"{counts}  [dim]{_plain(url)}[/dim]"


def _plain(url: str) -> str:
    """An address as people read it, without what the console would take for markup."""
    return clean(unquote(url))[:SHOWN_URL].replace("[", "(")


def _result(voice: Voice, db: Path, books: Books, links: str) -> str:
    """Say what came out; gives the code of the agency, or nothing when the database cannot be read.

    links: path of the file of submitted links; empty for none.
    """
    try:
        with Store(db) as store:
            judged = [(store.run(run_id), year) for run_id, year in store.latest_judged()]
            run, year = max(judged, key=lambda pair: pair[0].started_at)
            found = store.load_judgement(run.run_id, year)
            used = len(store.submitted(run.run_id))
    except StoreError as error:
        voice.warn(error.thai, str(error))
        return ""
    if links:
        _tell_links(voice, Path(links), used)
    if found is not None:
        say_drafts(voice, books, {year})
        voice.say(f"{found[1].agency_name or run.agency.code}: {summary(voice, found[1])}")
    return run.agency.code


def _tell_links(voice: Voice, path: Path, used: int) -> None:
    """Say how many links of a file were judged: with none of them the whole site counted, which nobody asked for."""
    read = read_links(path)
    for row in read.bad[:SHOWN_ROWS]:
        voice.warn(
            f"{path.name} แถวที่ {row.number} ไม่รับ: {clean(row.thai)}",
            f"{path.name} row {row.number}: {clean(row.reason)}",
        )
    if (further := len(read.bad) - SHOWN_ROWS) > 0:
        voice.warn(f"{path.name}: ไม่รับอีก {further} แถว", f"{path.name}: {further} more rows refused")
    if used:
        voice.say(f"{path.name}: ใช้ตัดสิน {used} ลิงก์", f"{path.name}: {used} links judged")
        return
    names = ", ".join(list(dict.fromkeys(clean(row.agency) for row in read.rows))[:SHOWN_ROWS]) or "-"
    voice.warn(
        f"{path.name}: ไม่มีลิงก์ของหน่วยงานนี้ จึงตรวจทั้งเว็บไซต์แทน ให้ระบุ --agency ตามชื่อในไฟล์: {names}",
        f"{path.name} has no link of this agency, so the whole site counted; give --agency as the file has it: {names}",
    )
