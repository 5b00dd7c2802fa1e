"""Pruning: raw bodies first, then evidence, then verdicts; never what the present rests on.

Kept whatever its age: what the newest ended and the newest judged run of each agency and year rest on; evidence of runs
that people decided about; the last good copies of what is lost now; what a change from one run to the next rests on.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any, Protocol

import msgspec
from sqlite_utils import Database

from crawler.store.moments import stamp
from crawler.store.opening import writing
from crawler.store.packing import to_json
from crawler.store.resting import Row, last_of_each, proof_addresses, proofs, resting_runs

BATCH = 200
"""Rows of one transaction: a crawl that writes at the same time waits for some milliseconds."""

OPEN_HOURS = 24
"""Runs that began within so many hours and have no end may be going on; older ones were killed."""


class Days(Protocol):
    """For how many days bodies, evidence and verdicts are kept; 0: for ever (``crawler.office.model.Keep``)."""

    @property
    def bodies(self) -> int:
        """Of raw bodies."""

    @property
    def evidence(self) -> int:
        """Of pages, readings, failures and screenshots."""

    @property
    def verdicts(self) -> int:
        """Of runs whose evidence is gone."""


class Pruned(msgspec.Struct):
    """What was let go of.

    bodies: raw bodies emptied. runs: those whose evidence went. readings, pictures: what nothing refers to any more.
    judged: runs whose verdicts went. freed: bytes, as stored. waits: a crawl goes on, and what runs share was left for
    the next time.
    """

    bodies: int = 0
    runs: int = 0
    readings: int = 0
    pictures: int = 0
    judged: int = 0
    freed: int = 0
    waits: bool = False


class Pruning:
    """One round of pruning."""

    def __init__(self, db: Database, now: datetime, keep: Days) -> None:
        self._db = db
        self._now = now
        self._keep = keep
        self._done = Pruned()

    def run(self) -> Pruned:
        """Prune; what was done stays done when something fails later."""
        # Counted before anything is looked at: what a crawl that goes on is about to refer to cannot be known.
        self._runs = -1 if self._going_on() else self._one("SELECT count(*) FROM runs")
        resting = resting_runs(self._db)
        changes = self._changes()
        lost = [change for change in last_of_each(changes) if change["kind"] == "lost"]
        if self._keep.bodies:
            self._empty_bodies(resting, lost)
        doomed = self._doomed(resting)
        self._settle(doomed)
        addresses = self._addresses(changes)
        for run_id in sorted(doomed):
            self._drop_run(run_id, addresses[run_id])
        self._sweep()
        if self._keep.verdicts:
            self._drop_verdicts(resting | {change[side] for change in lost for side in ("run_id", "before_run")})
        return self._done

    def _cutoff(self, days: int) -> str:
        return stamp(self._now - timedelta(days=days))

    # Raw bodies

    def _empty_bodies(self, resting: set[str], lost: list[Row]) -> None:
        kept = self._column(
            """
            SELECT DISTINCT d.sha256 FROM runs r JOIN fetches f ON f.run_id = r.run_id
            JOIN readings d ON d.id = f.reading_id
            WHERE r.started_at >= ? OR r.run_id IN (SELECT value FROM json_each(?))
            """,
            (self._cutoff(self._keep.bodies), to_json(sorted(resting))),
        )
        for change in lost:
            copies = proofs(self._db, change["before_run"], change["fiscal_year"], change["item"], change["before_url"])
            kept |= {sha256 for _, sha256 in copies}
        # length() of a blob does not read it.
        old = self._column("SELECT sha256 FROM bodies WHERE length(zstd) > 0") - kept
        self._done.bodies += self._in_batches(
            sorted(old),
            "SELECT count(*), sum(length(zstd)) FROM bodies WHERE sha256 IN (SELECT value FROM json_each(?))",
            "UPDATE bodies SET zstd = x'' WHERE sha256 IN (SELECT value FROM json_each(?))",
        )

    # Evidence

    def _doomed(self, resting: set[str]) -> set[str]:
        """Runs whose evidence is to go."""
        if not self._keep.evidence:
            return set()
        sql = "SELECT run_id FROM runs WHERE pruned_at = '' AND started_at < ?"
        return self._column(sql, (self._cutoff(self._keep.evidence),)) - resting

    def _settle(self, doomed: set[str]) -> None:
        """Write down which gaps count, as long as the evidence that tells is there; nobody need weigh them again.

        Those of the newest judged runs are left open: these are judged again when rules or program change.
        """
        rows = self._db.execute(
            """
            SELECT run_id, fiscal_year, item, counts FROM weighed_items w
            WHERE status = 'unmet'
                AND (run_id NOT IN (SELECT run_id FROM latest_judgements)
                    OR met_run IN (SELECT value FROM json_each(?)))
                AND NOT EXISTS (
                    SELECT 1 FROM settled_gaps s
                    WHERE s.run_id = w.run_id AND s.fiscal_year = w.fiscal_year AND s.item = w.item
                )
            """,
            (to_json(sorted(doomed)),),
        ).fetchall()
        with writing(self._db):
            self._db.conn.executemany("INSERT OR IGNORE INTO settled_gaps VALUES (?, ?, ?, ?)", rows)

    def _addresses(self, changes: list[Row]) -> defaultdict[str, set[str]]:
        """The addresses of each run on which a change rests."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for change in changes:
            met = change["before_run"] if change["kind"] == "lost" else change["run_id"]
            urls = {change["url"], change["before_url"]} - {""}
            urls |= set(proof_addresses(self._db, met, change["fiscal_year"], change["item"]))
            found[change["run_id"]] |= urls
            found[change["before_run"]] |= urls
        return found

    def _drop_run(self, run_id: str, but: set[str]) -> None:
        with writing(self._db):
            urls = to_json(sorted(but))
            self._db.execute(
                """
                DELETE FROM fetches WHERE run_id = ? AND url NOT IN (SELECT value FROM json_each(?))
                    AND reading_id NOT IN (
                        SELECT id FROM readings WHERE final_url IN (SELECT value FROM json_each(?))
                    )
                """,
                (run_id, urls, urls),
            )
            self._db.execute("DELETE FROM failed_fetches WHERE run_id = ?", (run_id,))
            self._db.execute("DELETE FROM screenshots WHERE run_id = ?", (run_id,))
            self._db.execute("UPDATE runs SET pruned_at = ? WHERE run_id = ?", (stamp(self._now), run_id))
        self._done.runs += 1

    def _sweep(self) -> None:
        """Delete what no run refers to any more."""
        unread = "NOT EXISTS (SELECT 1 FROM fetches f WHERE f.reading_id = readings.id)"
        self._done.readings += self._in_batches(
            sorted(self._column(f"SELECT id FROM readings WHERE {unread}")),  # noqa: S608 - ours
            """
            SELECT count(*), sum(length(blocks) + length(CAST(text AS BLOB))) FROM readings
            WHERE id IN (SELECT value FROM json_each(?))
            """,
            f"DELETE FROM readings WHERE id IN (SELECT value FROM json_each(?)) AND {unread}",  # noqa: S608 - ours
        )
        for table, column, user in (
            ("bodies", "zstd", "readings"),
            ("recognised_pictures", "zstd", "readings"),
            ("screenshot_files", "png", "screenshots"),
        ):
            unused = f"NOT EXISTS (SELECT 1 FROM {user} u WHERE u.sha256 = {table}.sha256)"  # noqa: S608 - ours
            count = self._in_batches(
                sorted(self._column(f"SELECT sha256 FROM {table} WHERE {unused}")),  # noqa: S608 - ours
                f"SELECT count(*), sum(length({column})) FROM {table} "  # noqa: S608 - ours
                "WHERE sha256 IN (SELECT value FROM json_each(?))",
                f"DELETE FROM {table} WHERE sha256 IN (SELECT value FROM json_each(?)) AND {unused}",  # noqa: S608 - ours
            )
            self._done.pictures += count if table != "bodies" else 0

    # Verdicts

    def _drop_verdicts(self, resting: set[str]) -> None:
        rows = self._db.execute(
            "SELECT run_id FROM runs WHERE pruned_at <> '' AND started_at < ? ORDER BY started_at DESC, run_id DESC",
            (self._cutoff(self._keep.verdicts),),
        ).fetchall()
        for (run_id,) in rows:  # the newest first: it may be the last that points to the verdicts of an older one
            if run_id not in resting:
                self._drop_judged(run_id)

    def _drop_judged(self, run_id: str) -> None:
        with writing(self._db):
            numbers = to_json(sorted(self._column("SELECT id FROM judgements WHERE run_id = ?", (run_id,))))
            shared = """
                SELECT count(*) FROM judgements
                WHERE verdicts_of IN (SELECT value FROM json_each(?)) AND run_id <> ?
            """
            if self._one(shared, (numbers, run_id)):
                return
            for table in ("quotes", "element_verdicts", "item_verdicts"):
                self._db.execute(
                    f"DELETE FROM {table} WHERE judgement_id IN (SELECT value FROM json_each(?))",  # noqa: S608 - ours
                    (numbers,),
                )
            for table in ("judgements", "settled_gaps", "submitted_links", "fetches", "runs"):
                self._db.execute(f"DELETE FROM {table} WHERE run_id = ?", (run_id,))  # noqa: S608 - ours
        self._done.judged += 1

    # Small things

    def _in_batches(self, keys: list[Any], measure: str, change: str) -> int:
        """Change rows that runs share, as long as no crawl goes on that may be about to refer to them."""
        count = 0
        for start in range(0, len(keys), BATCH):
            batch = to_json(keys[start : start + BATCH])
            with writing(self._db):
                if not self._quiet():
                    self._done.waits = True
                    return count
                rows, size = self._db.execute(measure, (batch,)).fetchone()
                self._db.execute(change, (batch,))
            count += rows
            self._done.freed += size or 0
        return count

    def _going_on(self) -> int:
        since = stamp(self._now - timedelta(hours=OPEN_HOURS))
        return self._one("SELECT count(*) FROM runs WHERE outcome = '' AND started_at >= ?", (since,))

    def _quiet(self) -> bool:
        """No run goes on, and none has since the round began."""
        return not self._going_on() and self._one("SELECT count(*) FROM runs") <= self._runs

    def _changes(self) -> list[Row]:
        columns = ("agency", "fiscal_year", "item", "kind", "since", "url", "before_url", "run_id", "before_run")
        rows = self._db.execute(f"SELECT {', '.join(columns)} FROM changes ORDER BY since, run_id")  # noqa: S608 - ours
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def _column(self, sql: str, values: tuple[Any, ...] = ()) -> set[Any]:
        return {value for (value,) in self._db.execute(sql, values)}

    def _one(self, sql: str, values: tuple[Any, ...] = ()) -> int:
        return int(self._db.execute(sql, values).fetchone()[0])
