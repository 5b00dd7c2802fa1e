"""Runs: who was crawled, when, with what limits; and the case that a run gives to the judge."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlite_utils import Database

from checks.evidence import Agency, Block, Case, Document, Failure, Layer, Submitted
from crawler.store.moments import stamp
from crawler.store.opening import writing
from crawler.store.packing import from_json, to_json, unpack_blocks

CUT_SHORT = "interrupted"
"""Limit code of a run that did not come to its end: what is missing in it may stand on the site."""

_RUNS = """
    SELECT run_id, agency, url, name, kind, fiscal_year, as_of, started_at, finished_at, outcome, limits, stats,
        exempt, pruned_at
    FROM runs
"""


_TOLD = ("final_url", "kind", "content_type", "sha256", "reader", "state", "title", "pages")
"""Fields of a document that are columns of its reading."""


class RunInfo(msgspec.Struct, frozen=True):
    """One crawl of one agency.

    outcome: ``finished``, ``interrupted``, ``failed``; empty while it goes on or when it was killed. limits: codes of
    what cut the evidence short. exempt: items that are not asked of the agency, and of whom they are. Times are ISO
    8601 in Bangkok's zone; ``finished_at`` may be empty, ``pruned_at`` is while the evidence is still kept.
    """

    run_id: str
    agency: Agency
    fiscal_year: int
    as_of: str
    started_at: str
    finished_at: str
    outcome: str
    limits: tuple[str, ...]
    stats: dict[str, float | int | str]
    exempt: dict[str, str] = {}
    pruned_at: str = ""


def begin(  # noqa: PLR0913 - all that is known about a run, by name
    db: Database,
    moment: datetime,
    *,
    agency: Agency,
    fiscal_year: int,
    as_of: str,
    submitted: Sequence[Submitted],
    exempt: Mapping[str, str],
    settings: Mapping[str, str],
    night: int,
) -> str:
    """Write down that a run begins; gives its id, which starts with the time and sorts by it."""
    run_id = f"{moment:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
    with writing(db):
        row = {"code": agency.code, "url": agency.url, "name": agency.name, "kind": agency.kind}
        db.table("agencies").upsert(row, pk="code")
        db.table("runs").insert(
            {
                "run_id": run_id,
                "agency": agency.code,
                "url": agency.url,
                "name": agency.name,
                "kind": agency.kind,
                "fiscal_year": fiscal_year,
                "as_of": as_of,
                "started_at": stamp(moment),
                "settings": to_json(dict(settings)),
                "exempt": to_json(dict(exempt)),
                "night_id": night,
            }
        )
        links = [
            {"run_id": run_id, "position": place, "item": link.item, "url": link.url, "note": link.note}
            for place, link in enumerate(submitted, 1)
        ]
        if links:
            db.table("submitted_links").insert_all(links)
    return run_id


def finish(
    db: Database,
    moment: datetime,
    run_id: str,
    *,
    outcome: str,
    limits: Sequence[str],
    stats: Mapping[str, float | int | str],
) -> None:
    """Write down how a run ended."""
    ended = {"finished_at": stamp(moment), "outcome": outcome}
    with writing(db):
        db.table("runs").update(run_id, {**ended, "limits": to_json(list(limits)), "stats": to_json(dict(stats))})


def info(db: Database, run_id: str) -> RunInfo | None:
    """One run; None when there is none of that id."""
    return next((_info(row) for row in db.execute(f"{_RUNS} WHERE run_id = ?", (run_id,))), None)


def newest(db: Database) -> list[RunInfo]:
    """The newest run that came to an end (finished or interrupted) of each agency and fiscal year, by agency."""
    ended = "WHERE outcome IN ('finished', 'interrupted')"
    sql = f"{_RUNS} {ended} ORDER BY agency, fiscal_year, started_at DESC, run_id DESC"
    found: dict[tuple[str, int], RunInfo] = {}
    for run in map(_info, db.execute(sql)):
        found.setdefault((run.agency.code, run.fiscal_year), run)
    return list(found.values())


def unended(db: Database) -> list[str]:
    """Ids of runs that go on, or whose program was killed, newest first; without those whose evidence was pruned."""
    sql = "SELECT run_id FROM runs WHERE outcome = '' AND pruned_at = '' ORDER BY started_at DESC"
    return [run for (run,) in db.execute(sql)]


def _info(row: tuple[Any, ...]) -> RunInfo:
    run_id, code, url, name, kind, year, as_of, started, finished, outcome, limits, stats, exempt, pruned_at = row
    bitten = from_json(limits, tuple[str, ...])
    if outcome != "finished" and CUT_SHORT not in bitten:
        bitten = (*bitten, CUT_SHORT)
    return RunInfo(
        run_id=run_id,
        agency=Agency(code=code, url=url, name=name, kind=kind),
        fiscal_year=year,
        as_of=as_of,
        started_at=started,
        finished_at=finished,
        outcome=outcome,
        limits=bitten,
        stats=from_json(stats, dict[str, float | int | str]),
        exempt=from_json(exempt, dict[str, str]),
        pruned_at=pruned_at,
    )


def case(db: Database, run: RunInfo) -> Case:
    """Everything that the judgement of a run may depend on, in an order that does not tell which server was quicker.

    Candidates of the same rank are listed in the order of the evidence, and quotes are taken from the first of them.
    """
    return Case(
        agency=run.agency,
        fiscal_year=run.fiscal_year,
        as_of=run.as_of,
        documents=tuple(sorted(documents(db, run.run_id), key=lambda document: (document.url, document.final_url))),
        failures=tuple(sorted(failures(db, run.run_id), key=msgspec.structs.astuple)),
        submitted=submitted(db, run.run_id),
        exempt=run.exempt,
        limits=run.limits,
    )


def documents(db: Database, run_id: str) -> tuple[Document, ...]:
    """Pages and documents of a run; a reading that several addresses share is unpacked once."""
    rows = db.execute(
        """
        SELECT f.url, f.fetched_at, d.id, d.final_url, d.kind, d.content_type, d.sha256, d.reader, d.state, d.title,
            d.pages, d.blocks, d.layer, d.notes
        FROM fetches f JOIN readings d ON d.id = f.reading_id WHERE f.run_id = ? ORDER BY f.id
        """,
        (run_id,),
    )
    unpacked: dict[int, tuple[Block, ...]] = {}
    # A menu of 200 links stands on every page: its blocks are kept once.
    same: dict[Block, Block] = {}
    found = []
    for url, fetched_at, reading, *told, blocks, layer, notes in rows:
        if reading not in unpacked:
            unpacked[reading] = tuple(same.setdefault(block, block) for block in unpack_blocks(blocks))
        fields = dict(zip(_TOLD, told, strict=True))
        found.append(
            Document(
                url=url,
                blocks=unpacked[reading],
                fetched_at=fetched_at,
                layer=from_json(layer, Layer),
                notes=from_json(notes, tuple[str, ...]),
                **fields,
            )
        )
    return tuple(found)


def failures(db: Database, run_id: str) -> tuple[Failure, ...]:
    """Addresses of a run that gave no evidence."""
    rows = db.execute(
        "SELECT url, cause, owner, detail, status FROM failed_fetches WHERE run_id = ? ORDER BY id", (run_id,)
    )
    return tuple(Failure(*row) for row in rows)


def submitted(db: Database, run_id: str) -> tuple[Submitted, ...]:
    """Links that the agency submitted, in the order of its list."""
    rows = db.execute("SELECT item, url, note FROM submitted_links WHERE run_id = ? ORDER BY position", (run_id,))
    return tuple(Submitted(*row) for row in rows)


def fetch_notes(db: Database, run_id: str) -> tuple[str, ...]:
    """Notes about how addresses of a run were got, each once: ``tls-unverified:www.example.go.th``."""
    rows = db.execute(
        "SELECT DISTINCT n.value FROM fetches f, json_each(f.notes) n WHERE f.run_id = ? ORDER BY n.value", (run_id,)
    )
    return tuple(value for (value,) in rows)


def counts(db: Database, run_id: str) -> tuple[int, int]:
    """How many pages and how many documents a run holds."""
    rows = db.execute(
        """
        SELECT d.kind, count(*) FROM fetches f JOIN readings d ON d.id = f.reading_id
        WHERE f.run_id = ? GROUP BY d.kind
        """,
        (run_id,),
    )
    by_kind: dict[str, int] = dict(rows.fetchall())
    return by_kind.get("page", 0), by_kind.get("document", 0)


def unread(db: Database, run_id: str) -> dict[str, int]:
    """How many pages and documents of a run could not be read, by state."""
    rows = db.execute(
        """
        SELECT d.state, count(*) FROM fetches f JOIN readings d ON d.id = f.reading_id
        WHERE f.run_id = ? AND d.state <> 'read' GROUP BY d.state ORDER BY d.state
        """,
        (run_id,),
    )
    return dict(rows.fetchall())
