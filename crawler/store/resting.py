"""What is never pruned: runs on which the present rests, and the copies of what proved an item."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

Row = dict[str, Any]


def proofs(db: Database, run_id: str, fiscal_year: int, item: str, url: str) -> list[tuple[str, str]]:
    """Addresses that proved an item in a run, with the fingerprints of their copies: the deciding one first."""
    found: dict[str, str] = {}
    for address in dict.fromkeys([url, *proof_addresses(db, run_id, fiscal_year, item)]):
        row = db.execute(
            """
            SELECT sha256 FROM (
                SELECT d.sha256 FROM fetches f JOIN readings d ON d.id = f.reading_id
                WHERE f.run_id = ? AND f.url = ?
                UNION ALL
                SELECT d.sha256 FROM readings d JOIN fetches f ON f.reading_id = d.id
                WHERE f.run_id = ? AND d.final_url = ?
            ) LIMIT 1
            """,
            (run_id, address, run_id, address),
        ).fetchone()
        if row and row[0] not in found.values():
            found[address] = row[0]
    return list(found.items())


def proof_addresses(db: Database, run_id: str, fiscal_year: int, item: str) -> list[str]:
    """Addresses of the words that proved an item in a run, in the order of its elements."""
    rows = db.execute(
        """
        SELECT q.url FROM judged_runs j JOIN quotes q ON q.judgement_id = j.verdicts_of
        WHERE j.run_id = ? AND j.fiscal_year = ? AND q.item = ? ORDER BY q.element_no, q.position
        """,
        (run_id, fiscal_year, item),
    )
    return list(dict.fromkeys(url for (url,) in rows))


def resting_runs(db: Database) -> set[str]:
    """Runs on which the present rests: never pruned."""
    rows = db.execute(
        """
        SELECT run_id FROM (
            SELECT run_id, row_number() OVER (
                PARTITION BY agency, fiscal_year ORDER BY started_at DESC, run_id DESC
            ) AS place
            FROM runs WHERE outcome IN ('finished', 'interrupted')
        ) WHERE place = 1
        UNION SELECT run_id FROM latest_judgements
        UNION SELECT run_id FROM decisions
        """
    )
    return {run_id for (run_id,) in rows}


def last_of_each(changes: Iterable[Row]) -> list[Row]:
    """The last change of each item."""
    return list({(c["agency"], c["fiscal_year"], c["item"]): c for c in changes}.values())
