"""What agencies really publish comes out as labelled: a script application, scans, office files behind downloads.

Crawled by the spider that users run, with browser and OCR. The labels are those of people; what stays undecided rests
on figures in scans. Thresholds leave room for a slow machine, on which a page may not be drawn whole in time.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from crawler.accuracy import Compared, compare
from crawler.fictional import crawl_all, folders
from crawler.store import Store

AGENCIES = ("tha-phrai-district", "nong-sawan-health", "saeng-tawan-authority")
LEAST_RIGHT = 105
"""Elements of 116."""


def test_they_come_out_as_labelled(tmp_path: Path) -> None:
    agencies = folders(AGENCIES)
    codes: dict[str, int] = {}
    crawl_all(agencies, tmp_path / "x.db", tmp_path, lambda agency, code: codes.__setitem__(agency.name, code))
    assert codes == dict.fromkeys(AGENCIES, 0)
    found: list[Compared] = []
    with Store(tmp_path / "x.db") as store:
        runs = {run.agency.code: run for run in store.latest_runs()}
        for agency in agencies:
            judged = store.load_judgement(runs[agency.name].run_id, 2565)
            assert judged is not None
            found += compare(agency, judged[1])
    wrong = [f"{r.agency} {r.item}.{r.element_no} {r.label} {r.status} {r.code}" for r in found if r.outcome != "right"]
    assert Counter(r.outcome for r in found)["false met"] == 0, wrong
    right = Counter(r.agency for r in found if r.outcome == "right")
    assert {name: count for name, count in right.items() if count < LEAST_RIGHT} == {}, wrong
