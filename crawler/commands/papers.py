"""Writing letters and memos into a folder, from the program's templates or the office's own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from checks.thai.dates import BUDDHIST_OFFSET
from crawler.books import Books
from crawler.commands.voice import Voice
from crawler.exits import BAD_INPUT, NOTHING, OK, PARTIAL
from crawler.office.model import Province
from crawler.office.naming import Directory
from crawler.outlook import outlook
from crawler.store import Store
from crawler.whole_file import write_whole
from reports.letters import TemplateFileError, has_gaps, letter, memo
from reports.names import slug
from reports.province_report import ProvinceReport

_WRITER = "province"
"""Kind of the agency that writes the letters: it gets none with the others."""

TEMPLATES = "templates"
"""Folder in that of the province; a template in it wins over the program's."""


@dataclass(frozen=True)
class Papers:
    """Who speaks, of which province, and where its papers go."""

    voice: Voice
    province: Province
    to: Path


def write_letters(papers: Papers, store: Store, agency: str) -> int:
    """Write the letter to an agency (name or code; empty: to all that lack something); gives the exit code.

    A letter of the same day that is there already is kept: somebody may have written in it.
    """
    voice, province = papers.voice, papers.province
    report = outlook(store, Books(province.books), province)
    code = Directory(province.agencies, province.name).one(agency) if agency else ""
    if agency and not code:
        like = Directory(province.agencies, province.name).like(agency)
        voice.warn(f"ไม่รู้จักหน่วยงาน {agency!r} ที่คล้ายกัน: {like}", f"there is no agency {agency!r}; near it: {like}")
        return BAD_INPUT
    chosen = [one for one in report.agencies if code == one.judgement.agency or (not code and one.kind != _WRITER)]
    if not chosen:
        voice.warn("ยังไม่มีผลการตรวจ จึงยังเขียนหนังสือไม่ได้", "nothing was judged yet, so there is nothing to write")
        return NOTHING
    lacking = [one for one in chosen if has_gaps(one)]
    kept = 0
    for one in lacking:
        try:
            content = letter(one, report, contact=province.contact, template=_template(province, "letter.docx"))
        except TemplateFileError as error:
            return _refuse(papers, "letter.docx", error)
        kept += not _put(papers, f"letter-{slug(one.judgement.agency)}-{_day(report)}.docx", content)
    if len(chosen) > len(lacking):
        count = len(chosen) - len(lacking)
        voice.say(f"ครบแล้วหรือไม่มีข้อที่ขาด ไม่ต้องมีหนังสือ: {count} หน่วยงาน", f"nothing to write to {count} agencies")
    return PARTIAL if kept else OK


def write_memo(papers: Papers, store: Store) -> int:
    """Write the memo to the governor; gives the exit code. One of the same day that is there already is kept."""
    report = outlook(store, Books(papers.province.books), papers.province)
    try:
        content = memo(report, contact=papers.province.contact, template=_template(papers.province, "memo.docx"))
    except TemplateFileError as error:
        return _refuse(papers, "memo.docx", error)
    return OK if _put(papers, f"memo-{_day(report)}.docx", content) else PARTIAL


def _template(province: Province, name: str) -> bytes:
    path = province.folder / TEMPLATES / name
    return path.read_bytes() if path.exists() else b""


def _refuse(papers: Papers, name: str, error: TemplateFileError) -> int:
    path = papers.province.folder / TEMPLATES / name
    papers.voice.warn(
        f"ใช้แม่แบบ {path} ไม่ได้: {error} แก้ไฟล์ หรือย้ายออกเพื่อใช้แม่แบบของโปรแกรม",
        f"the template {path} cannot be used: {error}; mend it, or move it away to use the program's",
    )
    return BAD_INPUT


def _put(papers: Papers, name: str, content: bytes) -> bool:
    """Write a paper unless one is there; tells which."""
    path = papers.to / name
    if path.exists():
        papers.voice.warn(
            f"{path} มีอยู่แล้ว จึงไม่เขียนทับ ลบหรือย้ายออกก่อนถ้าต้องการฉบับใหม่",
            f"{path} is there already and was kept; move it away for a new one",
        )
        return False
    papers.to.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    papers.voice.say(f"  {path}")
    return True


def _day(report: ProvinceReport) -> str:
    """The report's day for a file name, Buddhist era: 2565-04-25."""
    return f"{int(report.made_at[:4]) + BUDDHIST_OFFSET}{report.made_at[4:10]}"
