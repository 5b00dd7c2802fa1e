"""What changed from run to run and since when; what is kept, and what is pruned first."""

from __future__ import annotations

from collections import defaultdict
from typing import Literal

import msgspec

from crawler.store.errors import explaining
from crawler.store.part import Part
from crawler.store.pictures import body
from crawler.store.pruning import Days, Pruned, Pruning
from crawler.store.resting import proofs

Kind = Literal["became-met", "lost"]
Cause = Literal["site", "links", "rules", "person"]
"""What an item's answer changed by: the site; other links submitted for it; our rules, program or readers; a person's
decision that came, changed or ended. Only the first two are the agency's own doing."""


class Change(msgspec.Struct, frozen=True):
    """An item whose decided answer differs from the last decided one that counts.

    since: start of the run that found it. code, url: of the answer now; before_*: of the answer before, in before_run.
    before_sha256: fingerprint of the stored copy of ``before_url``; empty where there is none.
    """

    agency: str
    fiscal_year: int
    item: str
    kind: Kind
    cause: Cause
    since: str
    code: str
    before_code: str
    url: str
    before_url: str
    run_id: str
    before_run: str
    before_sha256: str


class Copy(msgspec.Struct, frozen=True):
    """A stored copy of an address that proved an item; body is empty where it was pruned."""

    url: str
    sha256: str
    body: bytes


_CHANGES = f"SELECT {', '.join(Change.__struct_fields__)} FROM changes"  # noqa: S608 - columns of ours
_ORDER = "ORDER BY since, agency, length(item), item"


class History(Part):
    """What changed from run to run and since when; what is kept, and what is pruned first."""

    def changes(self, fiscal_year: int, since: str = "") -> list[Change]:
        """What became met and what was lost, the earliest first. since: ISO day or time; empty for all of the year.

        Answers that were not decided are passed over, and so are gaps for which our own failure is enough: runs that
        were cut short, and pages that could not be opened on the way to what proved the item (``docs/database.md``).
        """
        with explaining(self._path):
            rows = self._db.execute(f"{_CHANGES} WHERE fiscal_year = ? AND since >= ? {_ORDER}", (fiscal_year, since))
            return [Change(*row) for row in rows]

    def standing(self, agency: str, fiscal_year: int) -> dict[str, str]:
        """Since when each item of an agency has had its present status: start of the first run of the streak.

        A decided status (met, unmet) lasts through runs that decided nothing and gaps that do not count.
        """
        return self._standings("agency = ? AND fiscal_year = ?", (agency, fiscal_year)).get(agency, {})

    def standings(self, fiscal_year: int) -> dict[str, dict[str, str]]:
        """The same of all agencies at once, by agency."""
        return self._standings("fiscal_year = ?", (fiscal_year,))

    def _standings(self, which: str, values: tuple[str | int, ...]) -> dict[str, dict[str, str]]:
        present: dict[tuple[str, str], str] = {}
        since: defaultdict[str, dict[str, str]] = defaultdict(dict)
        ended: set[tuple[str, str]] = set()
        with explaining(self._path):
            doubted = set(
                self._db.execute(
                    f"SELECT run_id, item FROM weighed_items WHERE {which} AND NOT counts",  # noqa: S608 - our words
                    values,
                )
            )
            rows = self._db.execute(
                f"""
                SELECT j.run_id, j.agency, j.started_at, v.item, v.status
                FROM judged_runs j CROSS JOIN item_verdicts v ON v.judgement_id = j.verdicts_of
                WHERE {which} ORDER BY j.started_at DESC, j.run_id DESC
                """,  # noqa: S608 - our own words
                values,
            )
            for run_id, agency, started_at, item, status in rows:
                now = present.setdefault((agency, item), status)
                if (agency, item) in ended:
                    continue
                if status == now:
                    since[agency][item] = started_at
                elif _decided(now) and (not _decided(status) or (run_id, item) in doubted):
                    continue
                else:
                    ended.add((agency, item))
        return dict(since)

    def scores(self, fiscal_year: int) -> list[tuple[str, str, float, float]]:
        """Predicted scores of every judged run: agency, start of the run, lowest, highest; by agency and time."""
        with explaining(self._path):
            return list(
                self._db.execute(
                    """
                    SELECT agency, started_at, oit_low, oit_high FROM judged_runs WHERE fiscal_year = ?
                    ORDER BY agency, started_at, run_id
                    """,
                    (fiscal_year,),
                )
            )

    def last_good(self, change: Change) -> list[Copy]:
        """The stored copies of what proved an item that was lost: the deciding address first, then the others."""
        with explaining(self._path):
            found = proofs(self._db, change.before_run, change.fiscal_year, change.item, change.before_url)
            return [Copy(url, sha256, body(self._db, sha256)) for url, sha256 in found]

    def prune(self, keep: Days) -> Pruned:
        """Let go of what is older than it need be kept: raw bodies first, then evidence, then verdicts."""
        with explaining(self._path):
            return Pruning(self._db, self._now(), keep).run()


def _decided(status: str) -> bool:
    return status in {"met", "unmet"}
