"""What people decided about elements, and until when it held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from sqlite_utils import Database

from checks.decisions import WHOLE_ITEM, Decision
from checks.verdict import Status
from crawler.store.errors import explaining
from crawler.store.opening import writing
from crawler.store.packing import from_json, to_json
from crawler.store.part import Part

CHANGED, WITHDRAWN, REPLACED = "evidence-changed", "withdrawn", "replaced"
"""Why a decision ended: its evidence is another; somebody took it back; a later one took its place."""

_COLUMNS = (
    "id", "agency", "fiscal_year", "item", "element_no", "element", "status", "reviewer", "reason", "decided_at",
    "url", "quote", "evidence", "evidence_key", "machine_status", "machine_code", "run_id", "judged_by",
    "ended_at", "ended_why", "ended_by", "ended_detail",
)  # fmt: skip


class Recorded(msgspec.Struct, frozen=True):
    """A decision as it is kept, with its number.

    element: its key, empty for a whole item. evidence: contents by address when it was decided, evidence_key their
    fingerprint. machine_status, machine_code: what the machine had said of the run run_id; judged_by: by which book
    and code. ended_at is empty while it holds; ended_by and ended_detail: who took it back and why, or which addresses
    changed.
    """

    number: int
    agency: str
    fiscal_year: int
    decision: Decision
    element: str
    evidence: dict[str, str]
    evidence_key: str
    machine_status: str
    machine_code: str
    run_id: str
    judged_by: str
    ended_at: str = ""
    ended_why: str = ""
    ended_by: str = ""
    ended_detail: str = ""

    @property
    def place(self) -> str:
        """Item and element: ``O8.2``, or ``O8`` for the whole."""
        return f"{self.decision.item}.{self.decision.element_no}" if self.decision.element_no else self.decision.item


class Decisions(Part):
    """What people decided about elements, and until when it held."""

    def record(  # noqa: PLR0913 - all that is known about a decision, by name
        self,
        *,
        agency: str,
        fiscal_year: int,
        decision: Decision,
        element: str,
        evidence: Mapping[str, str],
        evidence_key: str,
        machine_status: str,
        machine_code: str,
        run_id: str,
        judged_by: str,
    ) -> int:
        """Keep a decision (its ``decided_at`` is set here) and give its number.

        Those that held for the same element end; one on a whole item ends those on its elements.
        """
        now = self._moment()
        row = {
            "agency": agency,
            "fiscal_year": fiscal_year,
            "item": decision.item,
            "element_no": decision.element_no,
            "element": element,
            "status": decision.status.value,
            "reviewer": decision.reviewer,
            "reason": decision.reason,
            "decided_at": now,
            "url": decision.url,
            "quote": decision.quote,
            "evidence": to_json(dict(evidence)),
            "evidence_key": evidence_key,
            "machine_status": machine_status,
            "machine_code": machine_code,
            "run_id": run_id,
            "judged_by": judged_by,
        }
        with explaining(self._path), writing(self._db):
            self._db.execute(
                """
                UPDATE decisions SET ended_at = ?, ended_why = ?
                WHERE ended_at = '' AND agency = ? AND fiscal_year = ? AND item = ? AND ? IN (?, element_no)
                """,
                (now, REPLACED, agency, fiscal_year, decision.item, decision.element_no, WHOLE_ITEM),
            )
            self._db.table("decisions").insert(row)
            (number,) = self._db.execute("SELECT max(id) FROM decisions").fetchone()
            return int(number)

    def held(self, agency: str, fiscal_year: int) -> list[Recorded]:
        """Decisions that hold for an agency's year, the earliest first."""
        where = "WHERE ended_at = '' AND agency = ? AND fiscal_year = ? ORDER BY id"
        with explaining(self._path):
            return list(_recorded(self._db, where, (agency, fiscal_year)))

    def lapsed(self) -> list[Recorded]:
        """Decisions whose evidence changed, and after which nobody decided again, the earliest first."""
        where = """
            WHERE ended_why = ? AND NOT EXISTS (
                SELECT 1 FROM decisions n WHERE n.agency = d.agency AND n.fiscal_year = d.fiscal_year
                    AND n.item = d.item AND n.element_no IN (0, d.element_no) AND n.id > d.id
            ) ORDER BY id
        """
        with explaining(self._path):
            return list(_recorded(self._db, where, (CHANGED,)))

    def every(self) -> list[Recorded]:
        """All decisions, held or ended, the newest first."""
        with explaining(self._path):
            return list(_recorded(self._db, "ORDER BY id DESC", ()))

    def at(self, number: int) -> Recorded | None:
        """The decision of a number; None when there is none."""
        with explaining(self._path):
            return next(_recorded(self._db, "WHERE id = ?", (number,)), None)

    def end(self, number: int, why: str, *, by: str = "", detail: str = "") -> bool:
        """End a decision that holds; tells whether it did.

        why: ``evidence-changed`` or ``withdrawn``. by, detail: who took it back and why, or which addresses changed.
        """
        said = (self._moment(), why, by, detail, number)
        with explaining(self._path), writing(self._db):
            sql = "UPDATE decisions SET ended_at = ?, ended_why = ?, ended_by = ?, ended_detail = ? WHERE id = ?"
            return bool(self._db.execute(f"{sql} AND ended_at = ''", said).rowcount)


def _recorded(db: Database, where: str, values: tuple[Any, ...]) -> Iterator[Recorded]:
    for row in db.execute(f"SELECT {', '.join(_COLUMNS)} FROM decisions d {where}", values):  # noqa: S608
        said = dict(zip(_COLUMNS, row, strict=True))
        decision = Decision(
            item=said["item"],
            element_no=said["element_no"],
            status=Status(said["status"]),
            reviewer=said["reviewer"],
            reason=said["reason"],
            decided_at=said["decided_at"],
            url=said["url"],
            quote=said["quote"],
        )
        yield Recorded(
            number=said["id"],
            agency=said["agency"],
            fiscal_year=said["fiscal_year"],
            decision=decision,
            element=said["element"],
            evidence=from_json(said["evidence"], dict[str, str]),
            evidence_key=said["evidence_key"],
            machine_status=said["machine_status"],
            machine_code=said["machine_code"],
            run_id=said["run_id"],
            judged_by=said["judged_by"],
            ended_at=said["ended_at"],
            ended_why=said["ended_why"],
            ended_by=said["ended_by"],
            ended_detail=said["ended_detail"],
        )
