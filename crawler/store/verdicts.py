"""Verdicts as rows, and back: the tables are the judgement, nothing is kept beside them.

Where an agency's next judgement says the same, its row points to the one that has the verdicts (``verdicts_of``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import msgspec
from sqlite_utils import Database

from checks.verdict import ElementVerdict, Finding, ItemVerdict, Judgement, Quote, Score, Status
from crawler.store.moments import stamp
from crawler.store.opening import writing
from crawler.store.packing import from_json, to_json
from crawler.store.runs import RunInfo

Row = dict[str, Any]
Sentence = Callable[[ItemVerdict], str]

_JUDGEMENTS = "agency, agency_name, fiscal_year, as_of, rubric, oit_low, oit_high, indicators, holds_from, holds_until"


class Basis(msgspec.Struct, frozen=True):
    """What a judgement rests on: fingerprints of the evidence (with people's decisions) and of the judging code.

    Empty: not known, so that nobody else's judgement may be taken for it.
    """

    evidence_key: str = ""
    program: str = ""


class Judged(msgspec.Struct, frozen=True):
    """The newest judgement of an agency's newest judged run of a year, and which book and code made it."""

    run_id: str
    fiscal_year: int
    rubric: str
    program: str


def save(db: Database, moment: datetime, run_id: str, judgement: Judgement, sentence: Sentence, basis: Basis) -> None:
    """Store a judgement beside the earlier ones of its run.

    Where it says the same as the newest one of that run and year, to the last sentence, only the time is moved on.
    Verdicts that are those of the agency's last judgement are not stored again.
    """
    items = [_item_row(place, verdict, sentence(verdict)) for place, verdict in enumerate(judgement.items, 1)]
    known = {"judged_at": stamp(moment), **msgspec.structs.asdict(basis)}
    with writing(db):
        last = _newest(db, run_id, judgement.fiscal_year)
        if last is not None and _load(db, last) == judgement and _sentences(db, _holder(db, last)) == _told(items):
            db.table("judgements").update(last, known)
            return
        row = {"run_id": run_id, **known, **_judgement_row(judgement)}
        holder = _newest_of_agency(db, judgement.agency, judgement.fiscal_year)
        if holder and tuple(_items(db, holder)) == judgement.items and _sentences(db, holder) == _told(items):
            db.table("judgements").insert({**row, "verdicts_of": holder})
            return
        number = db.table("judgements").insert(row).last_pk
        _insert(db, number, "item_verdicts", items)
        _insert(db, number, "element_verdicts", list(_element_rows(judgement)))
        _insert(db, number, "quotes", list(_quote_rows(judgement)))


def share(db: Database, moment: datetime, run: RunInfo, rubric: str, basis: Basis) -> Judgement | None:
    """Let a run have the judgement that was made of the same evidence by the same book and code; None for none.

    It must hold for the run's day, too.
    """
    run_id = run.run_id
    with writing(db):
        found = db.execute(
            """
            SELECT id, fiscal_year FROM judgements
            WHERE evidence_key = ? AND rubric = ? AND program = ?
                AND (as_of = ? OR (holds_from <= ? AND ? < holds_until))
            ORDER BY run_id = ? DESC, id DESC LIMIT 1
            """,
            (basis.evidence_key, rubric, basis.program, run.as_of, run.as_of, run.as_of, run_id),
        ).fetchone()
        if found is None:
            return None
        number, year = found
        if number == _newest(db, run_id, year):
            db.table("judgements").update(number, {"judged_at": stamp(moment)})
        else:
            judgement = msgspec.structs.replace(_load(db, number), as_of=run.as_of)
            shared = {"verdicts_of": _holder(db, number), **msgspec.structs.asdict(basis)}
            row = {"run_id": run_id, "judged_at": stamp(moment), **_judgement_row(judgement), **shared}
            db.table("judgements").insert(row)
            return judgement
        return _load(db, number)


def newest_of_all(db: Database) -> list[Judged]:
    """What the views ``latest_…`` show of each agency and year, of runs whose evidence is still there."""
    rows = db.execute(
        """
        SELECT j.run_id, j.fiscal_year, j.rubric, j.program FROM latest_judgements l
            JOIN judgements j ON j.id = l.judgement_id JOIN runs r ON r.run_id = j.run_id
        WHERE r.pruned_at = '' ORDER BY j.agency, j.fiscal_year
        """
    )
    return [Judged(*row) for row in rows]


def load(db: Database, run_id: str, fiscal_year: int) -> tuple[str, Judgement] | None:
    """When a run was last judged under a year's book, and what was said; None when it was not."""
    number = _newest(db, run_id, fiscal_year)
    if number is None:
        return None
    (judged_at,) = db.execute("SELECT judged_at FROM judgements WHERE id = ?", (number,)).fetchone()
    return judged_at, _load(db, number)


def latest(db: Database, fiscal_year: int) -> list[tuple[str, int]]:
    """Run and fiscal year of the newest judged run of each agency, by agency: what the reports show.

    fiscal_year: of that year alone; 0: whichever the agency was judged for last.
    """
    rows = db.execute(
        """
        SELECT j.run_id, j.fiscal_year, j.agency FROM latest_judgements j JOIN runs r ON r.run_id = j.run_id
        WHERE ? IN (0, j.fiscal_year)
        ORDER BY j.agency, r.started_at DESC, j.judged_at DESC, j.fiscal_year DESC
        """,
        (fiscal_year,),
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


def _newest_of_agency(db: Database, agency: str, fiscal_year: int) -> int:
    """The judgement that holds the verdicts of an agency's last one; 0 for none."""
    found = db.execute(
        """
        SELECT coalesce(nullif(verdicts_of, 0), id) FROM judgements WHERE agency = ? AND fiscal_year = ?
        ORDER BY judged_at DESC, id DESC LIMIT 1
        """,
        (agency, fiscal_year),
    ).fetchone()
    return found[0] if found else 0


def _holder(db: Database, number: int) -> int:
    """The judgement that holds the verdicts of this one: itself, or an earlier one."""
    row = db.execute("SELECT coalesce(nullif(verdicts_of, 0), id) FROM judgements WHERE id = ?", (number,)).fetchone()
    return int(row[0])


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
        "holds_from": judgement.holds[0],
        "holds_until": judgement.holds[1],
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
    row = db.execute(f"SELECT {_JUDGEMENTS} FROM judgements WHERE id = ?", (number,)).fetchone()  # noqa: S608
    agency, name, year, as_of, rubric, low, high, indicators, since, until = row
    return Judgement(
        agency=agency,
        agency_name=name,
        fiscal_year=year,
        as_of=as_of,
        rubric=rubric,
        items=tuple(_items(db, _holder(db, number))),
        oit=Score(low, high),
        indicators=from_json(indicators, dict[str, Score]),
        holds=(since, until),
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
