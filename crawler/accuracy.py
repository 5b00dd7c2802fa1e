"""``python -m crawler.accuracy``: how often the judge is right on the fictional agencies, and where it is wrong.

For developers. Crawls (or with ``--judge-only`` only judges again what the database holds) and compares every element
with ``labels.toml``. False met and false unmet are what must not happen; undecided is where the judge left to a person
what two people would agree on.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from checks.verdict import ElementVerdict, Judgement, Status
from crawler.commands.voice import Voice
from crawler.exits import FAILED, NOTHING, OK
from crawler.fictional import crawl_all, folders, remove_database
from crawler.line import rejudge
from crawler.store import Store

DB = Path("out/accuracy.db")
OUTCOMES = ("right", "false met", "false unmet", "undecided")


class Compared(msgspec.Struct, frozen=True):
    """One element's verdict beside its label; a missing verdict counts as broken."""

    agency: str
    item: str
    element_no: int
    label: tuple[str, ...]
    status: Status
    code: str = ""
    url: str = ""
    quote: str = ""

    @property
    def outcome(self) -> str:
        """``right``, ``false met``, ``false unmet`` or ``undecided``."""
        if self.status.value in self.label:
            return "right"
        return f"false {self.status}" if self.status in (Status.MET, Status.UNMET) else "undecided"


def labels_of(agency: Path) -> dict[tuple[str, int], tuple[str, ...]]:
    """What two people would agree on, by item and element number (``fixtures/agencies/README.md``)."""
    table = tomllib.loads((agency / "labels.toml").read_text(encoding="utf-8"))
    return {
        (item, int(no)): tuple(label) for item, entry in table.items() for no, label in entry.items() if no.isdigit()
    }


def compare(agency: Path, judgement: Judgement) -> Iterator[Compared]:
    """Every labelled element beside its verdict, in the order of the labels."""
    said = {(e.item, e.element_no): e for item in judgement.items for e in item.elements}
    for (item, no), label in labels_of(agency).items():
        verdict = said.get((item, no))
        if verdict is None:
            yield Compared(agency.name, item, no, label, Status.BROKEN, "no-verdict")
        else:
            yield _beside(agency.name, label, verdict)


def _beside(agency: str, label: tuple[str, ...], verdict: ElementVerdict) -> Compared:
    finding = verdict.finding
    url = finding.quotes[0].url if finding.quotes else next(iter(finding.looked), "")
    quote = finding.quotes[0].text if finding.quotes else ""
    return Compared(agency, verdict.item, verdict.element_no, label, finding.status, finding.code, url, quote)


def main(arguments: list[str] | None = None) -> int:
    """Crawl or judge again, compare, print; gives the exit code: 0 whatever the accuracy is."""
    parser = argparse.ArgumentParser(prog="python -m crawler.accuracy", description=__doc__)
    parser.add_argument("agency", nargs="*", help="folder name of a fictional agency (default: all)")
    parser.add_argument("--db", type=Path, default=DB, help=f"database (default: {DB})")
    parser.add_argument("--judge-only", action="store_true", help="judge what the database holds, crawl nothing")
    given = parser.parse_args(arguments)
    voice = Voice("en")
    agencies = folders(given.agency)
    failed: list[str] = []
    if not given.judge_only:
        remove_database(given.db)
        out = given.db.parent / "accuracy"
        crawl_all(agencies, given.db, out, lambda agency, code: failed.extend([agency.name] * bool(code)))
    with Store(given.db) as store:
        runs = {run.agency.code: run.run_id for run in store.latest_runs()}
        wanted = [agency for agency in agencies if agency.name in runs]
        judged = rejudge(store, [runs[agency.name] for agency in wanted])
        found = [row for agency, done in zip(wanted, judged, strict=True) for row in compare(agency, done.new)]
    if not found:
        voice.warn("nothing to compare: no crawl of these agencies in the database")
        return NOTHING
    _print(voice, found)
    for name in failed:
        voice.warn(f"crawling {name} failed, see the log beside its report")
    return FAILED if failed else OK


def _print(voice: Voice, found: list[Compared]) -> None:
    wrong = voice.table("agency", "element", "label", "got", "code", "url", "quote")
    for row in found:
        if row.outcome != "right":
            where = f"{row.item}.{row.element_no}"
            wrong.add_row(row.agency, where, "/".join(row.label), row.status, row.code, row.url, row.quote[:60])
    voice.console.print(wrong)
    table = voice.table("agency", "elements", *OUTCOMES)
    for agency in dict.fromkeys(row.agency for row in found):
        table.add_row(agency, *_figures(row for row in found if row.agency == agency))
    table.add_row("all", *_figures(found))
    voice.console.print(table)


def _figures(rows: Iterable[Compared]) -> list[str]:
    counts = Counter(row.outcome for row in rows)
    total = counts.total()
    return [str(total), *(f"{counts[name]} ({100 * counts[name] / total:.1f} %)" for name in OUTCOMES)]


if __name__ == "__main__":
    sys.exit(main())
