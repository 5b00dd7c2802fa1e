"""Nights and how far each got: what a killed run resumes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from crawler.store import runs
from crawler.store.errors import explaining
from crawler.store.opening import writing
from crawler.store.packing import from_json, to_json
from crawler.store.part import Part

State = Literal["waiting", "running", "done", "failed", "left"]
"""``left``: it had no turn, or its turn was cut off by the end of the night."""

KILLED = "killed"
"""Limit code of a run whose crawl was killed: it is no basis for verdicts, its evidence stays."""

_OF_TURN = """
    agency = :agency
    AND night_id = (SELECT max(night_id) FROM night_agencies WHERE agency = :agency AND started_at = :since)
"""
"""Runs of a turn. The moment only names the turn; it is never held against another: clocks step back."""


class Night(msgspec.Struct, frozen=True):
    """A night. outcome: ``done``, ``partial`` or ``abandoned``; empty while it goes on or when it was cut off.

    asked: codes of the agencies that were asked for; none for all of the list.
    """

    id: int
    fiscal_year: int
    started_at: str
    finished_at: str
    outcome: str
    asked: tuple[str, ...]


class Turn(msgspec.Struct, frozen=True):
    """An agency's turn in a night. attempts: crawls begun; exit_code: of the last one, -1 where there is none."""

    agency: str
    position: int
    state: State
    attempts: int
    started_at: str
    finished_at: str
    exit_code: int
    run_id: str
    detail: str


class Past(msgspec.Struct, frozen=True):
    """How an agency fared. state: of its turn in the newest night that ended; good_at: when its last good run began.

    A run is good that came to its end and could read something.
    """

    state: str = ""
    good_at: str = ""


class Ended(msgspec.Struct, frozen=True):
    """A run that a turn left behind."""

    run_id: str
    outcome: str
    judged: bool

    @property
    def whole(self) -> bool:
        """Did it go the line to its end?"""
        return self.outcome == "finished" and self.judged


class _Told(msgspec.Struct, frozen=True):
    """What a night was started with: the column ``settings``."""

    agencies: tuple[str, ...] = ()


class Nights(Part):
    """Nights and how far each got: what a killed run resumes from."""

    def begin(self, fiscal_year: int, agencies: Sequence[str], *, asked: Sequence[str] = ()) -> int:
        """Write down a new night with its agencies in the order of their turns; gives its id."""
        told = to_json(_Told(tuple(asked)))
        with explaining(self._path), writing(self._db):
            row = {"fiscal_year": fiscal_year, "started_at": self._moment(), "settings": told}
            night = int(str(self._db.table("nights").insert(row).last_pk))
            self._insert(night, agencies, 1)
        return night

    def add(self, night: int, agencies: Sequence[str]) -> None:
        """Give agencies that came into the list meanwhile the last turns."""
        with explaining(self._path), writing(self._db):
            sql = "SELECT coalesce(max(position), 0) FROM night_agencies WHERE night_id = ?"
            self._insert(night, agencies, self._db.execute(sql, (night,)).fetchone()[0] + 1)

    def unended(self) -> list[Night]:
        """Nights that go on or were cut off, newest first."""
        sql = "SELECT id, fiscal_year, started_at, finished_at, outcome, settings FROM nights WHERE outcome = ''"
        with explaining(self._path):
            rows = self._db.execute(f"{sql} ORDER BY started_at DESC, id DESC").fetchall()
        return [
            Night(number, year, began, ended, outcome, from_json(told, _Told).agencies)
            for number, year, began, ended, outcome, told in rows
        ]

    def end(self, night: int, outcome: str) -> None:
        """Write down how a night ended; agencies that still wait have been left."""
        moment = self._moment()
        with explaining(self._path), writing(self._db):
            self._db.execute(
                """
                UPDATE night_agencies SET state = 'left', finished_at = ?, detail = ?
                WHERE night_id = ? AND state IN ('waiting', 'running')
                """,
                (moment, outcome, night),
            )
            self._db.table("nights").update(night, {"finished_at": moment, "outcome": outcome})

    def turns(self, night: int) -> list[Turn]:
        """The turns of a night in their order."""
        sql = """
            SELECT agency, position, state, attempts, started_at, finished_at, exit_code, run_id, detail
            FROM night_agencies WHERE night_id = ? ORDER BY position
        """
        with explaining(self._path):
            rows = self._db.execute(sql, (night,)).fetchall()
        return [Turn(*row) for row in rows]

    def start(self, night: int, agency: str) -> str:
        """An agency's crawl begins; gives the moment, by which `run_of` and `close_killed` know the turn."""
        moment = self._moment()
        self._change(
            night, agency, "state = 'running', attempts = attempts + 1, started_at = ?, finished_at = ''", moment
        )
        return moment

    def wait_again(self, night: int, agency: str, *, counted: bool) -> None:
        """An agency's crawl was cut off and is to be done again. counted: the attempt tells against the agency."""
        back = 0 if counted else 1
        self._change(night, agency, "state = 'waiting', started_at = '', attempts = attempts - ?", back)

    def finish(
        self, night: int, agency: str, state: State, *, exit_code: int = -1, run_id: str = "", detail: str = ""
    ) -> None:
        """An agency's turn is over."""
        ended = (state, self._moment(), exit_code, run_id, detail)
        self._change(night, agency, "state = ?, finished_at = ?, exit_code = ?, run_id = ?, detail = ?", *ended)

    def run_of(self, agency: str, since: str) -> Ended | None:
        """The newest run of an agency in the night of its turn that began at a moment, as `start` gave it."""
        sql = f"""
            SELECT run_id, outcome, EXISTS (SELECT 1 FROM judgements j WHERE j.run_id = r.run_id)
            FROM runs r WHERE {_OF_TURN} ORDER BY rowid DESC LIMIT 1
        """  # noqa: S608 - our own words
        with explaining(self._path):
            row = self._db.execute(sql, {"agency": agency, "since": since}).fetchone()
        return Ended(row[0], row[1], bool(row[2])) if row is not None else None

    def close_killed(self, agency: str, since: str) -> list[str]:
        """Close the runs that killed crawls left open in the night of a turn, known as to `run_of`; gives their ids.

        They count as failed: their evidence is kept, and neither judged nor shown as the newest.
        """
        sql = f"SELECT run_id FROM runs WHERE {_OF_TURN} AND outcome = '' ORDER BY run_id"  # noqa: S608 - our own words
        with explaining(self._path):
            found = [run for (run,) in self._db.execute(sql, {"agency": agency, "since": since}).fetchall()]
            for run in found:
                runs.finish(self._db, self._now(), run, outcome="failed", limits=[KILLED], stats={})
        return found

    def past(self, fiscal_year: int) -> dict[str, Past]:
        """How each agency that was ever crawled in a fiscal year, or had a turn, fared last."""
        with explaining(self._path):
            good = dict(
                self._db.execute(
                    """
                    SELECT agency, max(started_at) FROM runs
                    WHERE outcome = 'finished' AND fiscal_year = ?
                        AND json_extract(stats, '$.pages') + json_extract(stats, '$.documents') > 0
                    GROUP BY agency
                    """,
                    (fiscal_year,),
                ).fetchall()
            )
            # A night is newer when its id is greater; SQLite takes the other columns from the row of the maximum.
            last = {
                agency: state
                for agency, state, _ in self._db.execute(
                    """
                    SELECT a.agency, a.state, max(a.night_id) FROM night_agencies a JOIN nights n ON n.id = a.night_id
                    WHERE n.fiscal_year = ? AND a.state IN ('done', 'failed', 'left') GROUP BY a.agency
                    """,
                    (fiscal_year,),
                ).fetchall()
            }
        return {code: Past(last.get(code, ""), good.get(code, "")) for code in {*good, *last}}

    def _insert(self, night: int, agencies: Sequence[str], first: int) -> None:
        rows = [{"night_id": night, "position": place, "agency": code} for place, code in enumerate(agencies, first)]
        if rows:
            self._db.table("night_agencies").insert_all(rows)

    def _change(self, night: int, agency: str, what: str, *values: str | int) -> None:
        with explaining(self._path), writing(self._db):
            sql = f"UPDATE night_agencies SET {what} WHERE night_id = ? AND agency = ?"  # noqa: S608 - our own words
            self._db.execute(sql, (*values, night, agency))
