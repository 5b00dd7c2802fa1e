"""``python -m crawler.accuracy``: crawl the fictional agencies, compare, record, and write ``docs/accuracy.md``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from checks.evidence import Case
from checks.judge import judge
from checks.rubric import load as load_rubric
from crawler.accuracy import evidence
from crawler.accuracy.compare import OUTCOMES, Compared, compare
from crawler.accuracy.page import PAGE, agreement_with_people, write_page
from crawler.accuracy.reviewed import REVIEWED, reviewed
from crawler.accuracy.rounds import load_rounds
from crawler.accuracy.sheets import FIRST_CONTACT, RECORDED, read_sheets, write_sheet
from crawler.accuracy.tables import ANSWERS, by_element, changes, confusion, figures, worst
from crawler.commands.voice import Voice
from crawler.exits import BAD_INPUT, FAILED, NOTHING, OK
from crawler.fictional import crawl_all, folders, remove_database
from crawler.store import Store

UNHURRIED = {"OIT_OCR_SECONDS": "3600"}
"""What is read in pictures must not depend on how busy the machine is."""


def main(arguments: list[str] | None = None) -> int:
    """Gather or take what is recorded, judge, compare, record, print; the exit code is 0 whatever the accuracy is."""
    given = _arguments(arguments)
    voice = Voice("en")
    if given.reviewed is not None:
        return _print_reviewed(voice, given.reviewed)
    try:
        agencies = folders(given.agency)
    except FileNotFoundError as error:
        voice.warn(str(error))
        return BAD_INPUT
    if given.first_contact and (there := [a.name for a in agencies if (FIRST_CONTACT / f"{a.name}.tsv").exists()]):
        # What was written once stays, or it would be no first contact.
        voice.warn(f"first contact of {', '.join(there)} is recorded already and is never written again")
        return BAD_INPUT
    cases = _recorded(agencies) if given.judge_only else _gathered(agencies, given.db)
    now = {agency.name: _judged(agency, cases[agency.name]) for agency in agencies if agency.name in cases}
    missing = [agency.name for agency in agencies if agency.name not in now]
    for name in missing:
        voice.warn(f"{name}: the crawl failed or gathered nothing; keep the database with --db and see its log")
    if given.first_contact:
        for name, rows in now.items():
            write_sheet(FIRST_CONTACT / f"{name}.tsv", rows)
        _print(voice, now)
        return FAILED if missing else OK
    before = read_sheets(RECORDED)
    for agency in agencies:
        if agency.name in now:
            write_sheet(RECORDED / f"{agency.name}.tsv", now[agency.name])
            if not given.judge_only:
                evidence.save(RECORDED / f"{agency.name}{evidence.SUFFIX}", agency, cases[agency.name])
    people = reviewed(REVIEWED)
    write_page(PAGE, load_rounds(), read_sheets(FIRST_CONTACT), read_sheets(RECORDED), folders(), people)
    _print(voice, now)
    _print_changes(voice, before, now)
    return FAILED if missing else OK


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m crawler.accuracy", description=__doc__)
    parser.add_argument("agency", nargs="*", help="folder name of a fictional agency (default: all)")
    parser.add_argument("--db", type=Path, help="keep the crawl in this database (default: a temporary one)")
    parser.add_argument("--judge-only", action="store_true", help="judge recorded evidence, crawl nothing")
    parser.add_argument(
        "--first-contact", action="store_true", help="record the first verdicts on new agencies, and nothing else"
    )
    parser.add_argument(
        "--reviewed", type=Path, metavar="FOLDER", help="compare with what people decided (oit review fixture), no more"
    )
    return parser.parse_args(arguments)


def _gathered(agencies: list[Path], db: Path | None) -> dict[str, Case]:
    """Crawl agencies; gives what was gathered of each, without those whose crawl failed."""
    failed: set[str] = set()
    with TemporaryDirectory() as folder:
        place = db or Path(folder) / "accuracy.db"
        remove_database(place)
        crawl_all(
            agencies, place, place.parent / "accuracy", lambda a, code: failed.update([a.name] * bool(code)), UNHURRIED
        )
        with Store(place) as store:
            runs = [run for run in store.latest_runs() if run.agency.code not in failed]
            return {run.agency.code: store.load_case(run.run_id) for run in runs}


def _recorded(agencies: list[Path]) -> dict[str, Case]:
    paths = {agency.name: RECORDED / f"{agency.name}{evidence.SUFFIX}" for agency in agencies}
    return {name: evidence.load(path).case for name, path in paths.items() if path.exists()}


def _judged(agency: Path, case: Case) -> list[Compared]:
    return list(compare(agency, judge(evidence.normal(agency, case), load_rubric(case.fiscal_year))))


def _print(voice: Voice, now: dict[str, list[Compared]]) -> None:
    rows = [row for sheet in now.values() for row in sheet]
    wrong = voice.table("agency", "element", "label", "got", "code", "url", "quote")
    for row in rows:
        if row.outcome != "right":
            wrong.add_row(row.agency, row.element, "/".join(row.label), row.status, row.code, row.url, row.quote[:60])
    elements = voice.table("element", "elements", *OUTCOMES)
    for element, found in by_element(rows).items():
        elements.add_row(element, *found.cells())
    confused = voice.table("label", *ANSWERS)
    for label, counts in confusion(rows).items():
        confused.add_row(label, *(str(counts[status]) for status in ANSWERS))
    agencies = voice.table("agency", "elements", *OUTCOMES)
    for name, sheet in now.items():
        agencies.add_row(name, *figures(sheet).cells())
    agencies.add_row("all", *figures(rows).cells())
    for table in (elements, wrong, confused):
        voice.console.print(table)
        voice.console.print()
    for element, some in worst(rows):
        voice.say(f"{element}: " + "; ".join(f"{row.agency} {row.outcome} {row.code} “{row.quote}”" for row in some))
    voice.console.print(agencies)


def _print_reviewed(voice: Voice, folder: Path) -> int:
    """How often the machine alone says what people decided, and where it does not."""
    rows = reviewed(folder)
    if not rows:
        voice.warn(f"{folder} holds no reviewed evidence; oit review fixture writes some")
        return NOTHING
    wrong = voice.table("evidence", "element", "person", "machine", "code", "url", "quote")
    for row in rows:
        if row.outcome != "right":
            wrong.add_row(row.agency, row.element, "/".join(row.label), row.status, row.code, row.url, row.quote[:60])
    voice.console.print(wrong)
    voice.say(agreement_with_people(rows))
    return OK


def _print_changes(voice: Voice, before: dict[str, list[Compared]], now: dict[str, list[Compared]]) -> None:
    found = changes(before, now)
    voice.say(f"{len(found)} verdicts differ from the last recorded run")
    for last, row in found:
        turn = f"{last.outcome} → {row.outcome}"
        voice.say(f"  {row.agency} {row.element}: {last.status} ({last.code}) → {row.status} ({row.code}); {turn}")


if __name__ == "__main__":
    sys.exit(main())
