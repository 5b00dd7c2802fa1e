"""Verdicts as rows, and back: the tables are the judgement, nothing is kept beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from checks.verdict import ElementVerdict, Finding, ItemVerdict, Judgement, Quote, Score, Status
from crawler.store.moments import stamp
from crawler.store.opening import writing
from crawler.store.packing import from_json, to_json

Row = dict[str, Any]
Sentence = Callable[[ItemVerdict], str]

_JUDGEMENTS = "agency, agency_name, fiscal_year, as_of, rubric, oit_low, oit_high, indicators"


def save(db: Database, moment: datetime, run_id: str, judgement: Judgement, sentence: Sentence) -> None:
    """Store a judgement beside the earlier ones of its run.

    Where it says the same as the newest one of that run and year, to the last sentence, only the time is moved on.
    """
    items = [_item_row(place, verdict, sentence(verdict)) for place, verdict in enumerate(judgement.items, 1)]
    with writing(db):
        last = _newest(db, run_id, judgement.fiscal_year)
        if last is not None and _load(db, last) == judgement and _sentences(db, last) == _told(items):
            db.table("judgements").update(last, {"judged_at": stamp(moment)})
            return
        row = {"run_id": run_id, "judged_at": stamp(moment), **_judgement_row(judgement)}
        number = db.table("judgements").insert(row).last_pk
        _insert(db, number, "item_verdicts", items)
        _insert(db, number, "element_verdicts", list(_element_rows(judgement)))
        _insert(db, number, "quotes", list(_quote_rows(judgement)))


def load(db: Database, run_id: str, fiscal_year: int) -> tuple[str, Judgement] | None:
    """When a run was last judged under a year's book, and what was said; None when it was not."""
    number = _newest(db, run_id, fiscal_year)
    if number is None:
        return None
    (judged_at,) = db.execute("SELECT judged_at FROM judgements WHERE id = ?", (number,)).fetchone()
    return judged_at, _load(db, number)


def latest(db: Database) -> list[tuple[str, int]]:
    """Run and fiscal year of the newest judged run of each agency, by agency: what the reports show."""
    rows = db.execute(
        """
        SELECT j.run_id, j.fiscal_year, j.agency FROM latest_judgements j JOIN runs r ON r.run_id = j.run_id
        ORDER BY j.agency, r.started_at DESC, j.judged_at DESC, j.fiscal_year DESC
        """
    )
    found: dict[str, tuple[str, int]] = {}
    for run_id, year, agency in rows:
        found.setdefault(agency, (run_id, year))
    return list(found.values())


def _newest(db: Database, run_id: str, fiscal_year: int) -> int | None:
    found = db.execute(
        "SELECT id FROM judgements WHERE run_id = ? AND fiscal_year = ? ORDER BY judged_at DESC, id DESC LIMIT 1",
        (run_id, fiscal_year),
    ).fetchone()
    return found[0] if found else None


def _insert(db: Database, number: Any, table: str, rows: list[Row]) -> None:  # noqa: ANN401 - sqlite-utils' key type
    if rows:
        db.table(table).insert_all([{"judgement_id": number, **row} for row in rows])


def _judgement_row(judgement: Judgement) -> Row:
    return {
        "agency": judgement.agency,
        "agency_name": judgement.agency_name,
        "fiscal_year": judgement.fiscal_year,
        "as_of": judgement.as_of,
        "rubric": judgement.rubric,
        "oit_low": judgement.oit.low,
        "oit_high": judgement.oit.high,
        "indicators": to_json(judgement.indicators),
    }


def _item_row(place: int, verdict: ItemVerdict, sentence: str) -> Row:
    return {
        "position": place,
        "item": verdict.item,
        "check_name": verdict.check_name,
        "status": verdict.status.value,
        "code": verdict.code,
        "sentence_th": sentence,
        "url": verdict.url,
        "better_url": verdict.better_url,
        "basis": verdict.basis,
        "owes_link": int(verdict.owes_link),
        "facts": to_json(verdict.facts),
        "considered": to_json(verdict.considered),
    }


def _element_rows(judgement: Judgement) -> Iterator[Row]:
    for place, item in enumerate(judgement.items, 1):
        for element in item.elements:
            yield {
                "position": place,
                "item": element.item,
                "element_no": element.element_no,
                "element": element.element,
                "status": element.finding.status.value,
                "code": element.finding.code,
                "looked": to_json(element.finding.looked),
                "facts": to_json(element.finding.facts),
            }


def _quote_rows(judgement: Judgement) -> Iterator[Row]:
    for item in judgement.items:
        for element in item.elements:
            for place, quote in enumerate(element.finding.quotes, 1):
                yield {
                    "item": element.item,
                    "element_no": element.element_no,
                    "position": place,
                    "url": quote.url,
                    "text": quote.text,
                    "page": quote.page,
                    "place": quote.place,
                    "ocr": quote.ocr,
                }


def _told(items: list[Row]) -> list[str]:
    return [row["sentence_th"] for row in items]


def _sentences(db: Database, number: int) -> list[str]:
    rows = db.execute("SELECT sentence_th FROM item_verdicts WHERE judgement_id = ? ORDER BY position", (number,))
    return [sentence for (sentence,) in rows]


def _load(db: Database, number: int) -> Judgement:
    row = db.execute(f"SELECT {_JUDGEMENTS}, verdicts_of FROM judgements WHERE id = ?", (number,)).fetchone()  # noqa: S608
    agency, name, year, as_of, rubric, low, high, indicators, kept_with = row
    return Judgement(
        agency=agency,
        agency_name=name,
        fiscal_year=year,
        as_of=as_of,
        rubric=rubric,
        items=tuple(_items(db, kept_with or number)),
        oit=Score(low, high),
        indicators=from_json(indicators, dict[str, Score]),
    )


def _items(db: Database, number: int) -> Iterator[ItemVerdict]:
    elements = _elements(db, number)
    rows = db.execute(
        """
        SELECT item, check_name, status, code, url, better_url, basis, owes_link, facts, considered
        FROM item_verdicts WHERE judgement_id = ? ORDER BY position
        """,
        (number,),
    )
    for item, check_name, status, code, url, better_url, basis, owes_link, facts, considered in rows:
        yield ItemVerdict(
            item=item,
            check_name=check_name,
            status=Status(status),
            code=code,
            elements=tuple(elements[item]),
            url=url,
            better_url=better_url,
            basis=basis,
            owes_link=bool(owes_link),
            facts=from_json(facts, dict[str, str]),
            considered=from_json(considered, tuple[tuple[str, str], ...]),
        )


def _elements(db: Database, number: int) -> dict[str, list[ElementVerdict]]:
    quotes: defaultdict[tuple[str, int], list[Quote]] = defaultdict(list)
    rows = db.execute(
        """
        SELECT item, element_no, url, text, page, place, ocr FROM quotes WHERE judgement_id = ?
        ORDER BY item, element_no, position
        """,
        (number,),
    )
    for item, no, *quote in rows:
        quotes[item, no].append(Quote(*quote))
    found: defaultdict[str, list[ElementVerdict]] = defaultdict(list)
    rows = db.execute(
        """
        SELECT item, element_no, element, status, code, looked, facts FROM element_verdicts WHERE judgement_id = ?
        ORDER BY position, element_no
        """,
        (number,),
    )
    for item, no, element, status, code, looked, facts in rows:
        finding = Finding(
            status=Status(status),
            code=code,
            quotes=tuple(quotes[item, no]),
            looked=from_json(looked, tuple[str, ...]),
            facts=from_json(facts, dict[str, str]),
        )
        found[item].append(ElementVerdict(item, no, element, finding))
    return found
