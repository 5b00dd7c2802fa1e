"""``oit links list`` and ``oit links template``: what each agency has sent and owes, and the form to send out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from checks.rubric import Rubric, RubricError
from crawler.books import Books
from crawler.commands.links_in import readable
from crawler.commands.voice import Voice
from crawler.exits import BAD_INPUT, FAILED, NOTHING, OK
from crawler.office.agency_names import AgencyNames
from crawler.office.link_form import write_form
from crawler.office.link_items import in_runs
from crawler.office.model import Listed, OfficeError, Province
from crawler.office.province import load_province
from crawler.store import Store, StoreError
from crawler.store.links import Standing

Work = Callable[[Province, Rubric, Sequence[Listed]], int]


def list_links(voice: Voice, folder: Path, agency: str) -> int:
    """Tell how many items of each agency have links, with which round they came, and which owe one.

    agency: code or name of one, which is told item by item; empty for all.
    """

    def work(province: Province, rubric: Rubric, chosen: Sequence[Listed]) -> int:
        if not province.db.exists():
            return _none(voice, folder)
        with Store(province.db) as store:
            standing = store.links.summary(province.fiscal_year)
            if not standing:
                return _none(voice, folder)
            if agency:
                _tell_items(voice, store, province, rubric, chosen[0])
            else:
                _tell_agencies(voice, province, rubric, standing)
        return OK

    return _with_province(voice, folder, agency, work)


def write_template(voice: Voice, folder: Path, out: Path, agency: str) -> int:
    """Write the form for all agencies, or for one; gives the exit code."""

    def work(province: Province, rubric: Rubric, chosen: Sequence[Listed]) -> int:
        if out.suffix.lower() != ".xlsx":
            voice.warn(f"ชื่อไฟล์ต้องลงท้ายด้วย .xlsx ({out})", f"the file's name must end with .xlsx ({out})")
            return BAD_INPUT
        if out.exists():
            voice.warn(
                f"มีไฟล์ {out} อยู่แล้ว จึงไม่เขียนทับ โปรดใช้ชื่ออื่น", f"{out} is there already and stays; give another name"
            )
            return BAD_INPUT
        try:
            rows = write_form(out, province, rubric, chosen)
        except OSError as error:
            voice.warn(f"เขียนไฟล์ {out} ไม่ได้: {error}", f"cannot write {out}: {error}")
            return FAILED
        voice.say(
            f"สร้างแบบฟอร์มแล้ว: {out} ({len(chosen)} หน่วยงาน {rows} แถว)",
            f"form: {out} ({len(chosen)} agencies, {rows} rows)",
        )
        return OK

    return _with_province(voice, folder, agency, work)


def _with_province(voice: Voice, folder: Path, agency: str, work: Work) -> int:
    """Load the province, its book and the agencies that are asked for, and tell of every trouble with them."""
    try:
        province = load_province(folder)
        rubric = Books(province.books).load(province.fiscal_year)
        chosen = _chosen(province, agency)
        return work(province, rubric, chosen)
    except (OfficeError, StoreError) as error:
        voice.warn(error.thai, str(error))
        return FAILED if isinstance(error, StoreError) else BAD_INPUT
    except RubricError as error:
        voice.warn(f"เกณฑ์ประเมินใช้ไม่ได้: {error}", f"the book of rules cannot be used: {error}")
        return BAD_INPUT


def _chosen(province: Province, text: str) -> Sequence[Listed]:
    if not text:
        return province.agencies
    found = AgencyNames(province.agencies, province.name).find(text)
    if len(found.agencies) != 1:
        names = ", ".join([agency.code for agency in found.agencies] or found.nearest) or "-"
        raise OfficeError(
            f"{text!r} is not one agency of the list; near it: {names}",
            f"“{text}” ไม่ตรงกับหน่วยงานใดหน่วยงานเดียว ใกล้เคียง: {names}",
        )
    return found.agencies


def _none(voice: Voice, folder: Path) -> int:
    voice.warn(
        f"ยังไม่มีลิงก์ที่รับไว้ รับไฟล์ด้วย oit links add {folder} ไฟล์",
        f"no links came in yet; take a file in with oit links add {folder} FILE",
    )
    return NOTHING


def _tell_agencies(voice: Voice, province: Province, rubric: Rubric, standing: Iterable[Standing]) -> None:
    having: dict[str, dict[str, Standing]] = {}
    for one in standing:
        having.setdefault(one.agency, {})[one.item] = one
    columns = (("รหัส", "code"), ("หน่วยงาน", "agency"), ("มีลิงก์", "have"), ("รอบ", "rounds"), ("ค้างส่ง", "owed"))
    table = voice.table(*(voice.pick(*words) for words in columns))
    for agency in province.agencies:
        asked = [item for item in rubric.items if item not in province.exempt(agency.code)]
        own = having.get(agency.code, {})
        rounds = ", ".join(map(str, sorted({one.round for one in own.values()}))) or "-"
        owed = [item for item in asked if item not in own]
        have = f"{len(asked) - len(owed)}/{len(asked)}"
        table.add_row(agency.code, agency.name, have, rounds, in_runs(owed) or "-")
    voice.console.print(table)
    gone = sorted(code for code in having if province.find(code) is None)
    if gone:
        names = ", ".join(gone)
        voice.say(f"มีลิงก์ของหน่วยงานที่ไม่อยู่ในบัญชีแล้ว: {names}", f"links of agencies no longer listed: {names}")


def _tell_items(voice: Voice, store: Store, province: Province, rubric: Rubric, agency: Listed) -> None:
    exempt = province.exempt(agency.code)
    table = voice.table(
        voice.pick("ข้อ", "item"), voice.pick("รายการ", "title"), voice.pick("รอบ", "round"), voice.pick("ลิงก์", "links")
    )
    voice.say(f"{agency.name} ({agency.code})")
    for item in rubric.items.values():
        now = [filed for filed in store.links.history(agency.code, item.item, province.fiscal_year) if filed.now]
        urls = "\n".join(readable(filed.row.url) for filed in now)
        who = exempt.get(item.item)
        missing = voice.pick("ค้างส่ง", "owed") if who is None else voice.pick(f"ของ {who}", f"of {who}")
        title = voice.pick(item.title_th, item.title_en)
        table.add_row(item.item, title, str(now[0].round) if now else "", urls or missing)
    voice.console.print(table)
