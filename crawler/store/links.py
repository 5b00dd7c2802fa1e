"""Submitted links as they came in, file by file and row by row; nothing is ever taken out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from checks.evidence import Submitted
from crawler.store.errors import explaining
from crawler.store.opening import writing
from crawler.store.part import Part

RowState = Literal["taken", "refused", "duplicate", "older"]
"""``duplicate``: the same link twice in a file. ``older``: a later answer of the same form took its place."""


class LinkRow(msgspec.Struct, frozen=True):
    """One link as it stood in a file.

    cell: where, as ``C7``. agency: code, or the words of the file where no agency could be found. item: ``O8``; words
    of the file where it is none. url: as it will be opened; what was written where it was refused. reason: codes of
    what was wrong or mended, with spaces between (empty: nothing). detail: the fact that belongs to them.
    """

    sheet: str
    cell: str
    agency: str
    item: str
    url: str
    note: str = ""
    state: RowState = "taken"
    reason: str = ""
    detail: str = ""


class Standing(msgspec.Struct, frozen=True):
    """What counts now for an agency's item: links, the round and the file they came with, the moment."""

    agency: str
    item: str
    links: int
    round: int
    file: str
    taken_at: str


class Filed(msgspec.Struct, frozen=True):
    """A link of an agency's item in the file with which it came; now: whether it still counts."""

    round: int
    file: str
    taken_at: str
    row: LinkRow
    now: bool


_ROW = ", ".join(LinkRow.__struct_fields__)


class Links(Part):
    """Submitted links as they came in, file by file and row by row; nothing is ever taken out."""

    def add(self, name: str, sha256: str, number: int, fiscal_year: int, rows: Sequence[LinkRow]) -> int | None:
        """Take in the rows of a file; gives the file's id.

        name: of the file, without folders. number: of the round. The same file again in a round changes nothing: None.
        One whose rows read otherwise now (the list of agencies was mended since), or in whose place others came, comes
        in again: the newest wins.
        """
        with explaining(self._path), writing(self._db):
            newest = self._db.execute(
                "SELECT id FROM link_files WHERE fiscal_year = ? AND round = ? AND sha256 = ? ORDER BY id DESC LIMIT 1",
                (fiscal_year, number, sha256),
            ).fetchone()
            if newest is not None and self._rows(newest[0]) == tuple(rows) and not self._outdated(newest[0]):
                return None
            file_id: int = self._db.execute(
                """
                INSERT INTO link_files (fiscal_year, round, name, sha256, taken_at) VALUES (?, ?, ?, ?, ?) RETURNING id
                """,
                (fiscal_year, number, name, sha256, self._moment()),
            ).fetchone()[0]
            self._db.table("link_rows").insert_all(
                {"file_id": file_id, "position": place, **msgspec.structs.asdict(row)}
                for place, row in enumerate(rows, 1)
            )
        return file_id

    def current(self, agency: str, fiscal_year: int) -> tuple[Submitted, ...]:
        """The links that count now for an agency, by item: of each item those of its newest round and newest file."""
        with explaining(self._path):
            rows = self._db.execute(
                """
                SELECT item, url, note FROM submitted_now WHERE agency = ? AND fiscal_year = ?
                ORDER BY CAST(substr(item, 2) AS INTEGER), position
                """,
                (agency, fiscal_year),
            ).fetchall()
        return tuple(Submitted(*row) for row in rows)

    def rounds(self, fiscal_year: int) -> tuple[int, ...]:
        """The rounds for which files came in, first to last."""
        with explaining(self._path):
            rows = self._db.execute(
                "SELECT DISTINCT round FROM link_files WHERE fiscal_year = ? ORDER BY round", (fiscal_year,)
            ).fetchall()
        return tuple(number for (number,) in rows)

    def summary(self, fiscal_year: int) -> tuple[Standing, ...]:
        """What counts now for all agencies, by agency and item."""
        with explaining(self._path):
            rows = self._db.execute(
                """
                SELECT agency, item, count(*), round, file, taken_at FROM submitted_now WHERE fiscal_year = ?
                GROUP BY agency, item ORDER BY agency, CAST(substr(item, 2) AS INTEGER)
                """,
                (fiscal_year,),
            ).fetchall()
        return tuple(Standing(*row) for row in rows)

    def history(self, agency: str, item: str, fiscal_year: int) -> tuple[Filed, ...]:
        """All that ever came in for an agency's item, refused rows too, oldest first."""
        with explaining(self._path):
            rows = self._db.execute(
                f"""
                SELECT f.round, f.name, f.taken_at,
                    EXISTS (
                        SELECT 1 FROM submitted_now n WHERE n.file_id = r.file_id AND n.position = r.position
                    ), {", ".join(f"r.{field}" for field in LinkRow.__struct_fields__)}
                FROM link_rows r JOIN link_files f ON f.id = r.file_id
                WHERE r.agency = ? AND r.item = ? AND f.fiscal_year = ? ORDER BY f.round, f.id, r.position
                """,  # noqa: S608 - names of fields
                (agency, item, fiscal_year),
            ).fetchall()
        return tuple(
            Filed(number, name, taken_at, LinkRow(*row), bool(now)) for number, name, taken_at, now, *row in rows
        )

    def _outdated(self, file_id: int) -> bool:
        """Did a later file of the same round take the place of a link of this one?"""
        sql = """
            SELECT EXISTS (
                SELECT 1 FROM link_rows r JOIN link_files f ON f.id = r.file_id
                JOIN link_rows n ON n.agency = r.agency AND n.item = r.item AND n.state = 'taken'
                JOIN link_files g ON g.id = n.file_id
                WHERE f.id = ? AND r.state = 'taken'
                    AND g.id > f.id AND g.fiscal_year = f.fiscal_year AND g.round = f.round
            )
        """
        return bool(self._db.execute(sql, (file_id,)).fetchone()[0])

    def _rows(self, file_id: int) -> tuple[LinkRow, ...]:
        rows = self._db.execute(
            f"SELECT {_ROW} FROM link_rows WHERE file_id = ? ORDER BY position",  # noqa: S608 - names of fields
            (file_id,),
        )
        return tuple(LinkRow(*row) for row in rows)
