"""The reports of a province with a history: time, memory and sizes against what they are allowed to cost.

A database as 30 nights would leave it, made with the store's own methods: judgements of the recorded evidence, in which
from night to night some items change sides; links of one round; a home page each. Making it is not counted. The reports
are rendered by a process of its own, which does nothing else. Its peak counts, and its CPU time with all imports:
what an idle machine takes, whatever else this one does.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from checks.evidence import Agency, Case, Document, Submitted
from checks.judge import judge
from checks.rubric import load
from checks.score import score
from checks.verdict import ItemVerdict, Judgement
from crawler.accuracy.evidence import recorded
from crawler.briefing import report_runs
from crawler.fictional import folders
from crawler.line import fingerprint, sentence_of
from crawler.office.model import Listed, Province
from crawler.store import Store
from crawler.store.links import LinkRow
from crawler.store.moments import BANGKOK
from crawler.store.verdicts import Basis

YEAR, NIGHTS, AGENCIES, MANY = 2565, 30, 59, 200
RUBRIC = load(YEAR)
BEGIN = datetime(2022, 3, 1, 20, tzinfo=BANGKOK)
CHANCE = 0.01
"""Of an item to change sides in a night."""

ALLOWED = {"CPU seconds": 10.0, "MB": 300.0, "province kB": 1500.0, "agency kB": 600.0}


def listed(agencies: int) -> tuple[Listed, ...]:
    """The list of a province: every third an office."""
    return tuple(
        Listed(
            code=f"agency-{number:03}",
            name=f"หน่วยงานทดสอบที่ {number}",
            kind="tambon",
            role="unit" if number % 3 else "office",
            website=f"https://agency-{number:03}.example/",
            groups=("กลุ่ม " + "กขคงจ"[number % 5],),
        )
        for number in range(agencies)
    )


def province(folder: Path, agencies: int) -> Province:
    """The province as its folder would say it."""
    end = (BEGIN + timedelta(days=NIGHTS)).date().isoformat()
    return Province(folder, "จังหวัดทดสอบ", YEAR, "oit@bench.example", listed(agencies), as_of=end)


def make(folder: Path, agencies: int) -> None:
    """Write the database of a province."""
    cases = [recorded(agency.name) for agency in folders()]
    said = [(case, judge(msgspec.structs.replace(case, fiscal_year=YEAR), RUBRIC)) for case in cases]
    clock = [BEGIN]
    chance = random.Random(YEAR)
    with Store(folder / "oit.db", now=lambda: clock[0]) as store:
        rows = [
            LinkRow("1", "A1", one.code, f"O{no}", f"{one.website}o{no}") for one in listed(agencies) for no in range(9)
        ]
        store.links.add("round-1.xlsx", "0" * 64, 1, YEAR, rows)
        present = [list(said[number % len(said)][1].items) for number in range(agencies)]
        for night in range(NIGHTS):
            clock[0] = BEGIN + timedelta(days=night)
            turn = store.nights.begin(YEAR, [one.code for one in listed(agencies)])
            for number, one in enumerate(listed(agencies)):
                items, (case, judgement) = present[number], said[number % len(said)]
                for place, item in enumerate(items):
                    if chance.random() < CHANCE:
                        items[place] = other(item, said, chance)
                crawl(store, one, case, judgement, tuple(items), turn)
            store.nights.end(turn, "done")


def other(item: ItemVerdict, said: list[tuple[Case, Judgement]], chance: random.Random) -> ItemVerdict:
    """The verdict of another agency for an item, of another status where there is one."""
    all_of = [verdict for _, judgement in said for verdict in judgement.items if verdict.item == item.item]
    return chance.choice([verdict for verdict in all_of if verdict.status is not item.status] or all_of)


def crawl(
    store: Store, one: Listed, case: Case, judgement: Judgement, items: tuple[ItemVerdict, ...], night: int
) -> None:
    """One agency's run of a night, with a page for each address that decided, and its judgement."""
    run = store.start_run(
        agency=Agency(one.code, one.website, one.name, one.kind),
        fiscal_year=YEAR,
        as_of=judgement.as_of,
        submitted=[Submitted(f"O{no}", f"{one.website}o{no}") for no in range(9)],
        settings={},
        night=night,
    )
    quoted = {quote.url for item in items for element in item.elements for quote in element.finding.quotes}
    theme = f"theme-of-{one.groups[0]}".replace(" ", "-")
    home = "".join(f'<div class="{theme}-{chr(97 + n % 26)} block" id="{theme}">' for n in range(300))
    for place, url in enumerate([one.website, *sorted(quoted)]):
        body = (home if not place else url).encode()
        document = Document(
            url, url, "page", "text/html", f"{one.code} {url}", "html/3", "read", fetched_at=judgement.as_of
        )
        store.add_document(
            run,
            document,
            body=body,
            status=200,
            headers=[],
            referrer=one.website if place else "",
            depth=min(place, 1),
            reason="menu" if place else "start",
        )
    for failure in case.failures:
        store.add_failure(run, failure, referrer=one.website, depth=1, reason="menu")
    store.finish_run(run, outcome="finished", limits=[], stats={"pages": len(quoted), "documents": 0})
    oit, indicators = score(RUBRIC, items)
    told = msgspec.structs.replace(
        judgement,
        agency=one.code,
        agency_name=one.name,
        rubric=fingerprint(RUBRIC),
        items=items,
        oit=oit,
        indicators=indicators,
    )
    store.save_judgement(run, told, lambda verdict: sentence_of(RUBRIC, verdict), Basis(run, "bench"))


def peak() -> float:
    """The most memory this process ever held, in MB; ``getrusage`` would count what its parent held, too."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="utf-8"))
    return int(found[1]) / 1024 if found else 0.0


def render(folder: Path, agencies: int) -> None:
    """Render the reports and print what it took, as JSON."""
    told = province(folder, agencies)
    with Store(told.db) as store:
        index = report_runs(store, told.out, province=told)
    pages = [path.stat().st_size for path in told.out.glob("agency-*.html")]
    figures = {
        "CPU seconds": time.process_time(),
        "MB": peak(),
        "province kB": index.stat().st_size / 1000,
        "agency kB": max(pages) / 1000,
    }
    print(json.dumps(figures))


def measure(agencies: int) -> dict[str, float]:
    """Make a province and let another process render it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, agencies)
        command = [sys.executable, __file__, "render", name, str(agencies)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def main() -> int:
    """Measure, print the table; 1 where something costs more than it may."""
    print(f"{'agencies':<10}" + "".join(f"{name:>14}" for name in ALLOWED))
    print(f"{'allowed':<10}" + "".join(f"{limit:>14.0f}" for limit in ALLOWED.values()))
    dear = False
    for agencies in (AGENCIES, MANY):
        figures = measure(agencies)
        print(f"{agencies:<10}" + "".join(f"{figures[name]:>14.1f}" for name in ALLOWED), flush=True)
        dear = dear or (agencies == AGENCIES and any(figures[name] > limit for name, limit in ALLOWED.items()))
    return int(dear)


if __name__ == "__main__":
    if sys.argv[1:2] == ["render"]:
        render(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        sys.exit(main())
