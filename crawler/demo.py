"""``python -m crawler.demo``: the bundled fictional province, crawled, judged and reported; what ``make demo`` runs.

Writes ``out/``; exits with 0 only when every agency was crawled, judged and reported.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from checks.verdict import Status
from crawler.commands.voice import Voice
from crawler.exits import FAILED, INTERRUPTED, OK
from crawler.fictional import crawl_all, folders, remove_database
from crawler.line import report_runs, tally
from crawler.store import Store, StoreError
from fixtures.serve import load_site

OUT = Path("out")
SHOWN = (Status.MET, Status.UNMET, Status.UNCLEAR, Status.UNREACHABLE)
UNREAD = {
    "reader-missing": "ยังไม่มีตัวอ่านไฟล์ชนิดนี้",
    "no-text": "เป็นภาพที่ไม่มีตัวอักษรให้อ่าน",
    "damaged": "ไฟล์เสียหาย",
    "encrypted": "ไฟล์ติดรหัสผ่าน",
    "empty": "ไฟล์ว่าง",
    "garbled": "ตัวอักษรเสียหาย",
    "preview-only": "แสดงเป็นภาพทีละหน้า อ่านข้อความไม่ได้",
    "limit": "ใหญ่หรือซับซ้อนเกินขีดจำกัด",
}


def main(out: Path = OUT) -> int:
    """Run the demo; gives the exit code."""
    voice = Voice()
    db = out / "demo.db"
    agencies = folders(blind=False)
    codes: dict[str, int] = {}
    voice.say(f"กำลังตรวจหน่วยงานสมมติ {len(agencies)} แห่ง…", f"checking {len(agencies)} fictional agencies…")
    try:
        remove_database(db)
        crawl_all(agencies, db, out, lambda agency, code: codes.__setitem__(agency.name, code))
        with Store(db) as store:
            index = report_runs(store, out)
            missing = _show(voice, store, agencies)
    except (StoreError, OSError) as error:
        voice.warn(error.thai if isinstance(error, StoreError) else str(error), str(error))
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    failed = sorted({name for name, code in codes.items() if code != OK} | missing)
    for name in failed:
        log = out / f"{name}.log"
        voice.warn(f"ตรวจ {name} ไม่สำเร็จ ดู {log}", f"{name} failed, see {log}")
    voice.say(f"รายงาน: {index}", f"report: {index}")
    return FAILED if failed else OK


def _show(voice: Voice, store: Store, agencies: list[Path]) -> set[str]:
    """Print a row for each agency; gives the names of those without a judgement."""
    judged = {store.run(run_id).agency.code: (run_id, year) for run_id, year in store.latest_judged()}
    table = voice.table("หน่วยงาน", *(voice.status(status) for status in SHOWN), "คะแนน OIT คาดการณ์")
    unread: Counter[str] = Counter()
    for agency in agencies:
        site = load_site(agency)
        found = store.load_judgement(*judged[site.code]) if site.code in judged else None
        if found is None:
            continue
        counts = tally(found[1])
        low, high = found[1].oit.low, found[1].oit.high
        table.add_row(site.name, *(str(counts[status]) for status in SHOWN), f"{low:.2f}–{high:.2f}")
        unread.update(store.unread(judged[site.code][0]))
    voice.console.print(table)
    for state, count in sorted(unread.items()):
        why = UNREAD.get(state, state)
        voice.say(f"อ่านไม่ได้ {count} รายการ: {why}", f"could not read {count}: {state}")
    return {load_site(agency).code for agency in agencies} - set(judged)


if __name__ == "__main__":
    sys.exit(main())
