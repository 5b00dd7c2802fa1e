"""What a report of many agencies asks the store for at once: strips, home pages, pictures, the last night and round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from checks.verdict import Status
from crawler.store.errors import explaining
from crawler.store.packing import unpack
from crawler.store.part import Part

Strips = dict[str, tuple[Status, ...]]
"""Statuses of each item over the last runs, the oldest first."""


class Briefs(Part):
    """What a report of many agencies asks for at once."""

    def strips(self, fiscal_year: int, last: int) -> dict[str, Strips]:
        """What the newest judged runs of a year said of each item, by agency. last: of so many runs at most."""
        found: defaultdict[str, defaultdict[str, list[Status]]] = defaultdict(lambda: defaultdict(list))
        with explaining(self._path):
            rows = self._db.execute(
                """
                SELECT j.agency, v.item, v.status FROM (
                    SELECT agency, verdicts_of,
                        row_number() OVER (PARTITION BY agency ORDER BY started_at DESC, run_id DESC) AS back
                    FROM judged_runs WHERE fiscal_year = ?
                ) j CROSS JOIN item_verdicts v ON v.judgement_id = j.verdicts_of
                WHERE j.back <= ? ORDER BY j.back DESC
                """,
                (fiscal_year, last),
            )
            for agency, item, status in rows:
                found[agency][item].append(Status(status))
        return {code: {item: tuple(strip) for item, strip in items.items()} for code, items in found.items()}

    def home(self, run_id: str) -> tuple[bytes, str]:
        """The page with which a run began and its content type; no bytes where none is kept."""
        with explaining(self._path):
            row = self._db.execute(
                """
                SELECT b.zstd, d.content_type FROM fetches f JOIN readings d ON d.id = f.reading_id
                    JOIN bodies b ON b.sha256 = d.sha256
                WHERE f.run_id = ? AND f.depth = 0 AND d.kind = 'page' ORDER BY f.reason <> 'start', f.id LIMIT 1
                """,
                (run_id,),
            ).fetchone()
        return (unpack(row[0]), row[1]) if row and row[0] else (b"", "")

    def fetched(self, run_id: str) -> dict[str, str]:
        """When each address of a run answered, also under the one to which it led."""
        with explaining(self._path):
            rows = self._db.execute(
                """
                SELECT f.url, d.final_url, f.fetched_at FROM fetches f JOIN readings d ON d.id = f.reading_id
                WHERE f.run_id = ? ORDER BY f.id
                """,
                (run_id,),
            ).fetchall()
        return {final: at for _, final, at in rows} | {url: at for url, _, at in rows}

    def screenshots(self, run_id: str) -> Iterator[tuple[tuple[str, ...], bytes, bytes]]:
        """Pictures of the pages that decided items of a run: the items that one page decided, a thumbnail, a picture.

        One of the two is empty: the picture comes where no thumbnail of it was made.
        """
        with explaining(self._path):
            shots = self._db.execute(
                """
                SELECT group_concat(item, ' '), sha256 FROM (
                    SELECT item, sha256 FROM screenshots WHERE run_id = ? ORDER BY item
                ) GROUP BY sha256
                """,
                (run_id,),
            ).fetchall()
        for items, sha256 in shots:  # one after the other: whole pictures of an agency are some 50 MB
            with explaining(self._path):
                sql = "SELECT small, CASE small WHEN x'' THEN png ELSE x'' END FROM screenshot_files WHERE sha256 = ?"
                row = self._db.execute(sql, (sha256,)).fetchone()
            if row is not None:
                yield tuple(items.split()), row[0], row[1]

    def last_night(self, fiscal_year: int) -> str:
        """When the newest night of a year began; empty where there was none."""
        return self._text("SELECT started_at FROM nights WHERE fiscal_year = ? ORDER BY id DESC LIMIT 1", fiscal_year)

    def last_round(self, fiscal_year: int) -> str:
        """When the newest file of submitted links came in; empty where none did."""
        sql = "SELECT taken_at FROM link_files WHERE fiscal_year = ? ORDER BY id DESC LIMIT 1"
        return self._text(sql, fiscal_year)

    def _text(self, sql: str, fiscal_year: int) -> str:
        with explaining(self._path):
            row = self._db.execute(sql, (fiscal_year,)).fetchone()
        return str(row[0]) if row is not None else ""
