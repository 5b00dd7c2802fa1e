"""``oit appeal``: makes and checks appeal files (คำชี้แจงเพิ่มเติม)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from checks.verdict import ItemVerdict, Status
from crawler.appeal.chain import chain_faults
from crawler.appeal.manifest import record
from crawler.appeal.pack import Packed, TooLargeError, pack
from crawler.appeal.verify import Fault, NoAppealFileError, Result
from crawler.appeal.verify import verify as verify_file
from crawler.books import OWN, Books
from crawler.commands.options import DEFAULT_DB, EPILOG, BookYear, Lang, OwnBooks
from crawler.commands.stored import with_store
from crawler.commands.voice import Voice
from crawler.exits import BAD_INPUT, FAILED, NOTHING, OK
from crawler.office.model import OfficeError
from crawler.office.naming import Directory
from crawler.office.province import load_province
from crawler.store import Store
from crawler.store.manifests import Manifest
from reports.dates import moment
from reports.hostile import clean, link, shorten
from reports.words import words

SHOWN = 5
"""Entries of a list that are told; the rest are counted."""

SHOWN_QUOTE = 80

VERIFY_EPILOG = (
    "รหัสออก / exit codes: 0 ไฟล์ไม่ถูกแก้ไข unchanged, 1 มีสิ่งที่ไม่ตรง something does not fit, 2 ตรวจไม่ได้ cannot be checked"
)

File = Annotated[Path, typer.Argument(metavar="FILE.zip", help="ไฟล์คำชี้แจงเพิ่มเติม / the appeal file")]
Database = Annotated[Path | None, typer.Option("--db", help="ไฟล์ฐานข้อมูล / database file")]

appeal = typer.Typer(no_args_is_help=True, help="ไฟล์คำชี้แจงเพิ่มเติมพร้อมหลักฐาน / appeal files with their proof")


class _Wanted(msgspec.Struct, frozen=True):
    """What is to be packed. agency: code; year: 0 for the one that the agency was judged for last; items: none: all."""

    agency: str
    year: int
    items: tuple[str, ...]
    to: Path


def add_to(app: typer.Typer) -> None:
    """Add the commands to ``oit``."""
    app.add_typer(appeal, name="appeal")


@appeal.command(epilog=EPILOG)
def make(  # noqa: PLR0913 - its options
    *,
    province: Annotated[
        Path | None, typer.Argument(metavar="[PROVINCE]", help="โฟลเดอร์ของจังหวัด / the province's folder")
    ] = None,
    db: Database = None,
    agency: Annotated[str, typer.Option("--agency", help="ชื่อหรือรหัสหน่วยงาน / name or code of the agency")],
    item: Annotated[
        list[str] | None, typer.Option("--item", help="O8 ใส่ซ้ำได้ ไม่ใส่คือทุกข้อที่ครบ / repeatable; none: all met")
    ] = None,
    disputed: Annotated[
        bool, typer.Option("--disputed", help="ทุกข้อที่ตรวจพบว่าครบ / all items that are met here (default)")
    ] = False,
    to: Annotated[Path, typer.Option("--to", metavar="FILE.zip", help="ไฟล์ที่จะเขียน / file to write")],
    year: BookYear = 0,
    books: OwnBooks = OWN,
    lang: Lang = "th",
) -> None:
    """รวมเกณฑ์ หลักฐาน สำเนา และบันทึกการตรวจเป็นไฟล์ ZIP เดียว / pack criteria, evidence and manifests."""
    voice = Voice(lang)
    if item and disputed:
        voice.warn("ใช้ --item หรือ --disputed อย่างใดอย่างหนึ่ง", "give either --item or --disputed")
        raise typer.Exit(BAD_INPUT)
    path, own = db or DEFAULT_DB, Books(books)
    if province is not None:
        try:
            known = load_province(province)
        except OfficeError as error:
            voice.warn(error.thai, str(error))
            raise typer.Exit(BAD_INPUT) from None
        path, own, year = db or known.db, Books(known.books), year or known.fiscal_year
        agency = Directory(known.agencies, known.name).one(agency) or agency
    wanted = _Wanted(agency, year, tuple(name.strip().upper() for name in item or ()), to)
    raise typer.Exit(with_store(voice, path, lambda store: _make(voice, store, own, wanted)))


@appeal.command(epilog=VERIFY_EPILOG)
def verify(file: File, db: Database = None, lang: Lang = "th") -> None:
    """ตรวจว่าไฟล์คำชี้แจงไม่ถูกแก้ไข ไม่ต้องต่ออินเทอร์เน็ต / check an appeal file, without a network."""
    voice = Voice(lang)
    try:
        result = verify_file(str(file))
    except NoAppealFileError as error:
        voice.warn(f"ตรวจ {file} ไม่ได้: {error.thai}", f"{file} cannot be checked: {error}")
        raise typer.Exit(BAD_INPUT) from None
    if result.faults:
        raise typer.Exit(_refuse(voice, file, result.faults))
    _tell_checked(voice, result)
    if db is None:
        voice.say("ยังไม่ได้เทียบกับฐานข้อมูล เติม --db ไฟล์ เพื่อเทียบ", "not held to a database; add --db FILE to hold it to one")
        raise typer.Exit(OK)
    raise typer.Exit(with_store(voice, db, lambda store: _compare(voice, file, store, result)))


def _make(voice: Voice, store: Store, books: Books, wanted: _Wanted) -> int:
    run_id, year = next(
        ((run, of) for run, of in store.latest_judged(wanted.year) if store.run(run).agency.code == wanted.agency),
        ("", 0),
    )
    judged = store.load_judgement(run_id, year) if run_id else None
    if judged is None:
        known = ", ".join(sorted({store.run(run).agency.code for run, _ in store.latest_judged(wanted.year)})) or "-"
        voice.warn(
            f"ไม่มีผลตรวจของหน่วยงาน {wanted.agency!r} ที่มีคือ {known}",
            f"no judgement of an agency {wanted.agency!r}; there are: {known}",
        )
        return NOTHING
    items = _chosen(voice, judged[1].items, wanted.items)
    if not items:
        return BAD_INPUT
    if wanted.to.exists():
        voice.warn(
            f"มีไฟล์ {wanted.to} อยู่แล้ว จึงไม่เขียนทับ ให้ระบุชื่ออื่นหลัง --to",
            f"{wanted.to} is there already and is not written over; give another name with --to",
        )
        return BAD_INPUT
    rubric = books.load(year)
    manifest = _manifest(voice, store, run_id, year)
    part = wanted.to.with_name(f".{wanted.to.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            packed = pack(store, rubric, manifest, items, file)
        part.replace(wanted.to)
    except TooLargeError:
        voice.warn(
            "หลักฐานทั้งหมดใหญ่เกินหนึ่งไฟล์ ให้แยกทีละข้อด้วย --item", "it is too large for one file; make one for each --item"
        )
        return BAD_INPUT
    except OSError as error:
        voice.warn(f"เขียน {wanted.to} ไม่ได้: {error.strerror}", f"cannot write {wanted.to}: {error.strerror}")
        return FAILED
    finally:
        part.unlink(missing_ok=True)
    _tell_made(voice, wanted.to, items, packed)
    return OK


def _chosen(voice: Voice, verdicts: Sequence[ItemVerdict], names: Sequence[str]) -> list[ItemVerdict]:
    """The items that are defended; none, with the reason told, where one of them cannot be."""
    if not names:
        met = [verdict for verdict in verdicts if verdict.status is Status.MET]
        if not met:
            voice.warn("ไม่มีข้อใดที่ตรวจพบว่าครบ จึงไม่มีหลักฐานให้ชี้แจง", "no item is met, so that there is nothing to defend")
        return met
    found = {verdict.item: verdict for verdict in verdicts}
    for name in names:
        if name not in found:
            voice.warn(f"ไม่มีข้อ {name!r} ในผลตรวจ ให้เขียนเช่น O8", f"there is no item {name!r}; write it as O8")
            return []
        if found[name].status is not Status.MET:
            status = voice.status(found[name].status)
            voice.warn(
                f"{name} มีผล “{status}” จึงไม่มีหลักฐานว่าครบให้ชี้แจง ถ้าเห็นว่าครบ ให้เจ้าหน้าที่ตัดสินก่อนด้วย oit review decide",
                f"{name} is “{status}”: nothing to defend; whoever sees it otherwise decides with oit review decide",
            )
            return []
    return [found[name] for name in dict.fromkeys(names)]


def _manifest(voice: Voice, store: Store, run_id: str, year: int) -> Manifest:
    """The manifest of what was said last; recorded now where the chain did not have it, which is told."""
    last = store.manifests.newest(run_id, year)
    if last is not None and store.run(run_id).pruned_at:
        return last
    manifest = record(store, run_id, year)
    if last != manifest:
        voice.say(
            "ผลตรวจนี้ยังไม่เคยอยู่ในสายโซ่ จึงบันทึกไว้ ณ ตอนนี้ เวลาบันทึกอยู่ในคำชี้แจง",
            "the chain did not have this judgement; it is recorded now, and the statement says when",
        )
    return manifest


def _tell_made(voice: Voice, path: Path, items: Sequence[ItemVerdict], packed: Packed) -> None:
    names = " ".join(verdict.item for verdict in items)
    size = f"{path.stat().st_size / 1_000_000:,.1f} MB"
    voice.say(
        f"เขียน {path} แล้ว ({size}, {packed.files} ไฟล์, {len(items)} ข้อ: {names})",
        f"{path} is written ({size}, {packed.files} files, {len(items)} items: {names})",
    )
    for url in packed.gone[:SHOWN]:
        voice.say(
            f"  ไม่มีสำเนาแล้ว (ลบตามอายุการเก็บ) เหลือ SHA-256 และข้อความ: {link(url).text}",
            f"  no copy any more (pruned), its SHA-256 and text are left: {link(url).text}",
        )
    _tell_more(voice, len(packed.gone))
    for quote in packed.unproved[:SHOWN]:
        shown = shorten(quote.text, SHOWN_QUOTE)
        voice.say(
            f"  ไม่พบข้อความนี้ตรงตัวในหน้าที่อ่านได้ โปรดดูด้วยตาก่อนยื่น: “{shown}” {link(quote.url).text}",
            f"  not in any text that was read, look before you hand it in: “{shown}” {link(quote.url).text}",
        )
    _tell_more(voice, len(packed.unproved))
    _tell_head(voice, packed.head.number, packed.head.link)
    voice.say(f"ตรวจไฟล์ได้ด้วย: oit appeal verify {path}", f"check it with: oit appeal verify {path}")


def _tell_more(voice: Voice, count: int) -> None:
    if count > SHOWN:
        voice.say(f"  และอีก {count - SHOWN} รายการ", f"  and {count - SHOWN} more")


def _tell_checked(voice: Voice, result: Result) -> None:
    voice.say(
        f"ไฟล์ครบ {result.files} ไฟล์ ขนาดและ SHA-256 ตรงทุกไฟล์ ไม่มีไฟล์เกินหรือหาย",
        f"{result.files} files, each with its size and SHA-256, none missing, none too many",
    )
    voice.say(
        f"สิ่งที่ชี้แจงตรงกับบันทึกการตรวจ ข้อความที่ยกมา {result.quotes} ข้อความมีอยู่จริงในข้อความที่อ่านได้",
        f"what is claimed is what the run's manifest says; {result.quotes} quotes stand in the texts that were read",
    )
    if result.unproved:
        voice.say(
            f"ข้อความที่ยกมาอีก {result.unproved} ข้อความไม่มีในข้อความที่อ่านได้ ต้องดูด้วยตา ตามที่คำชี้แจงบอกไว้",
            f"{result.unproved} quotes more stand in no text: a person must look, as the statement says",
        )
    voice.say(
        f"บันทึกการตรวจอยู่ลำดับที่ {result.number} ในสายโซ่ที่ต่อกันครบ ข้อต่อ {result.link}",
        f"the manifest is number {result.number} of an unbroken chain; its link is {result.link}",
    )
    voice.say(
        "พิสูจน์ว่าไฟล์ไม่ถูกแก้ไข แต่ไม่ได้พิสูจน์เวลา ให้หาข้อต่อที่ได้รับทางอีเมลใน chain.txt",
        "this proves that the file is unchanged, not when it was made: look for a mailed link in chain.txt",
    )


def _compare(voice: Voice, file: Path, store: Store, result: Result) -> int:
    faults = chain_faults(store, result)
    if faults:
        return _refuse(voice, file, faults)
    head = store.manifests.head()
    voice.say("ตรงกับสายโซ่ในฐานข้อมูล", "it fits the chain of the database")
    if head is not None:
        voice.say(
            f"บันทึกล่าสุดในฐานข้อมูลเมื่อ {moment(head.recorded_at, words('th'))}",
            f"the database's last manifest is of {moment(head.recorded_at, words('en'))}",
        )
        _tell_head(voice, head.number, head.link)
    return OK


def _tell_head(voice: Voice, number: int, head: str) -> None:
    voice.say(f"ปลายสายโซ่ลำดับที่ {number}: {head}", f"end of the chain, number {number}: {head}")


def _refuse(voice: Voice, file: Path, faults: Sequence[Fault]) -> int:
    for fault in faults[:SHOWN]:
        where = shorten(clean(fault.where), SHOWN_QUOTE)
        voice.warn(f"✗ {where}: {fault.thai}", f"✗ {where}: {fault.english} ({fault.code})")
    if len(faults) > SHOWN:
        voice.warn(f"และอีก {len(faults) - SHOWN} แห่ง", f"and {len(faults) - SHOWN} more")
    voice.warn(
        f"{file} ไม่ตรงกับที่จัดทำไว้ อย่าใช้เป็นหลักฐาน ให้ขอไฟล์จากผู้จัดทำอีกครั้ง",
        f"{file} is not as it was made; do not rely on it, ask for the file again",
    )
    return FAILED
