"""The store as its users see it: evidence in, cases out, verdicts in, verdicts out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from checks.evidence import Agency, Case, Document, Failure, Submitted
from checks.thai.periods import thai_date
from checks.verdict import Judgement
from crawler.store import pictures, runs, verdicts
from crawler.store.briefs import Briefs
from crawler.store.decisions import Decisions
from crawler.store.errors import StoreError, explaining
from crawler.store.evidence_key import evidence_key
from crawler.store.history import History
from crawler.store.intake import Intake, answer_row, place_row
from crawler.store.links import Links
from crawler.store.manifests import Manifests
from crawler.store.moments import bangkok_now, stamp
from crawler.store.nights import Nights
from crawler.store.opening import open_database
from crawler.store.pictures import Pictured, Screenshot
from crawler.store.revisits import Revisits
from crawler.store.runs import RunInfo
from crawler.store.sent import Sent
from crawler.store.verdicts import Basis, Judged, Sentence
from crawler.store.views import Views


class Store:
    """One database file. One process writes through one store; several processes may share the file.

    Every method raises `StoreError` when the file cannot be read or written (disk full, locked, read-only, damaged);
    what was written before stays, what waits in the buffer is tried again with the next write.
    """

    def __init__(self, path: Path, *, now: Callable[[], datetime] = bangkok_now) -> None:
        self.path = Path(path)
        self._now = now
        self._db = open_database(self.path)
        self._intake = Intake(self._db)
        part = (self._db, self.path, now)
        self.links, self.nights, self.decisions = Links(*part), Nights(*part), Decisions(*part)
        self.history, self.sent = History(*part), Sent(*part)
        self.manifests = Manifests(*part)
        self.revisits, self.briefs = Revisits(*part), Briefs(*part)
        self.views = Views(*part)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write what waits and close the file; it is closed even when writing fails."""
        try:
            self.flush()
        finally:
            self._db.close()

    # Evidence in

    def start_run(
        self,
        *,
        agency: Agency,
        fiscal_year: int,
        as_of: str,
        submitted: Sequence[Submitted] = (),
        exempt: Mapping[str, str] | None = None,
        settings: Mapping[str, str],
        night: int = 0,
    ) -> str:
        """Begin a run and give its id.

        exempt: items that are not asked of the agency, and of whom they are. settings: what decides how much evidence
        there is. night: the night that it belongs to; 0 for none.
        """
        with explaining(self.path):
            return runs.begin(
                self._db,
                self._now(),
                agency=agency,
                fiscal_year=fiscal_year,
                as_of=as_of,
                submitted=submitted,
                exempt=exempt or {},
                settings=settings,
                night=night,
            )

    def add_document(  # noqa: PLR0913 - all that is known about an answer, by name
        self,
        run_id: str,
        document: Document,
        *,
        body: bytes,
        status: int,
        headers: Sequence[tuple[str, str]],
        referrer: str,
        depth: int,
        reason: str,
        notes: Sequence[str] = (),
    ) -> None:
        """Take in a page or document with its raw body; written with the next transaction, within a second."""
        row = {**answer_row(document, status, headers, notes), **place_row(run_id, referrer, depth, reason)}
        with explaining(self.path):
            self._intake.document(document, body, row)

    def add_failure(
        self, run_id: str, failure: Failure, *, referrer: str, depth: int, reason: str, attempts: int = 1
    ) -> None:
        """Take in an address that gave no evidence."""
        when = {"failed_at": stamp(self._now()), "attempts": attempts}
        with explaining(self.path):
            self._intake.failure(failure, {**place_row(run_id, referrer, depth, reason), **when})

    def flush(self) -> None:
        """Write what waits in the buffer."""
        with explaining(self.path):
            self._intake.flush()

    def finish_run(
        self, run_id: str, *, outcome: str, limits: Sequence[str], stats: Mapping[str, float | int | str]
    ) -> None:
        """Write down how a run ended. outcome: ``finished``, ``interrupted`` or ``failed``."""
        self.flush()
        with explaining(self.path):
            runs.finish(self._db, self._now(), run_id, outcome=outcome, limits=limits, stats=stats)

    # Evidence out

    def run(self, run_id: str) -> RunInfo:
        """One run.

        Raises:
            StoreError: there is none of that id.
        """
        with explaining(self.path):
            found = runs.info(self._db, run_id)
        if found is None:
            raise StoreError(
                f"database {self.path} has no run {run_id!r}; the view pages and the table runs list them",
                f"ไม่พบการตรวจ {run_id!r} ในฐานข้อมูล {self.path} ดูรายการได้ในตาราง runs",
            )
        return found

    def unended_runs(self) -> list[str]:
        """Ids of runs that go on, or whose program was killed, newest first."""
        with explaining(self.path):
            return runs.unended(self._db)

    def latest_runs(self) -> list[RunInfo]:
        """The newest finished or interrupted run of each agency and fiscal year, by agency."""
        with explaining(self.path):
            return runs.newest(self._db)

    def load_case(self, run_id: str) -> Case:
        """Everything that the judgement of a run may depend on, always in the same order.

        Raises:
            StoreError: there is no such run, or its evidence was pruned.
        """
        run = self.run(run_id)
        if run.pruned_at:
            raise StoreError(
                f"the evidence of run {run_id} was pruned on {run.pruned_at[:10]}; its verdicts stay, "
                "but it cannot be judged again; name a newer run",
                f"หลักฐานของการตรวจ {run_id} ถูกลบตามอายุการเก็บเมื่อ {thai_date(run.pruned_at)} ผลที่ตัดสินแล้วยังอยู่ "
                "แต่ตัดสินใหม่ไม่ได้ โปรดระบุการตรวจครั้งที่ใหม่กว่า",
            )
        self.flush()
        with explaining(self.path):
            return runs.case(self._db, run)

    def failures(self, run_id: str) -> tuple[Failure, ...]:
        """Addresses of a run that gave no evidence."""
        with explaining(self.path):
            return runs.failures(self._db, run_id)

    def submitted(self, run_id: str) -> tuple[Submitted, ...]:
        """Links that the agency submitted for a run."""
        with explaining(self.path):
            return runs.submitted(self._db, run_id)

    def notes(self, run_id: str) -> tuple[str, ...]:
        """Notes about how a run's addresses were got, each once."""
        with explaining(self.path):
            return runs.fetch_notes(self._db, run_id)

    def counts(self, run_id: str) -> tuple[int, int]:
        """How many pages and how many documents a run holds."""
        with explaining(self.path):
            return runs.counts(self._db, run_id)

    def unread(self, run_id: str) -> dict[str, int]:
        """How many pages and documents of a run could not be read, by state: ``{"no-text": 2}``."""
        with explaining(self.path):
            return runs.unread(self._db, run_id)

    # Pictures

    def pictured(self, run_id: str) -> list[Pictured]:
        """Documents of a run that still show words only as pictures."""
        self.flush()
        with explaining(self.path):
            return pictures.pictured(self._db, run_id)

    def body(self, sha256: str) -> bytes:
        """A stored body; empty where it is not kept."""
        with explaining(self.path):
            return pictures.body(self._db, sha256)

    def recognised(self, sha256: str, engine: str) -> dict[int, bytes]:
        """What an engine once recognised in the pages of a body, by page."""
        with explaining(self.path):
            return pictures.recognised(self._db, sha256, engine)

    def keep_recognised(self, sha256: str, engine: str, pages: Mapping[int, bytes]) -> None:
        """Keep what was recognised, for ever."""
        with explaining(self.path):
            pictures.keep(self._db, sha256, engine, pages)

    def reread(self, run_id: str, old: Document, new: Document) -> None:
        """Give a run a better reading of a document it holds."""
        with explaining(self.path):
            pictures.reread(self._db, run_id, old, new)

    def save_screenshot(self, run_id: str, shot: Screenshot) -> None:
        """Keep the picture of the page that decided an item."""
        with explaining(self.path):
            pictures.save_screenshot(self._db, self._now(), run_id, shot)

    # Verdicts

    def evidence_key(self, run_id: str, *, decisions_key: str = "") -> str:
        """The fingerprint of all that the judgement of a run may depend on, apart from book and code.

        decisions_key: fingerprint of the people's decisions that are applied to the judgement.
        """
        run = self.run(run_id)
        self.flush()
        with explaining(self.path):
            return evidence_key(self._db, run, decisions_key=decisions_key)

    def save_judgement(self, run_id: str, judgement: Judgement, sentence: Sentence, basis: Basis | None = None) -> None:
        """Store a judgement. sentence: what an item's verdict says to officials, in Thai. basis: what it rests on."""
        with explaining(self.path):
            verdicts.save(self._db, self._now(), run_id, judgement, sentence, basis or Basis())

    def share_judgement(self, run_id: str, rubric: str, basis: Basis) -> Judgement | None:
        """Let a run have the judgement made of the same evidence by the same book and code; None for none."""
        with explaining(self.path):
            return verdicts.share(self._db, self._now(), self.run(run_id), rubric, basis)

    def newest_judged(self) -> list[Judged]:
        """Which book and code made the newest judgement of each agency and year, where the evidence is still there."""
        with explaining(self.path):
            return verdicts.newest_of_all(self._db)

    def load_judgement(self, run_id: str, fiscal_year: int) -> tuple[str, Judgement] | None:
        """When a run was last judged under a year's book, and what was said; None when it was not."""
        with explaining(self.path):
            return verdicts.load(self._db, run_id, fiscal_year)

    def latest_judged(self, fiscal_year: int = 0) -> list[tuple[str, int]]:
        """Run and fiscal year of the newest judged run of each agency, by agency; 0: of whichever year was the last."""
        with explaining(self.path):
            return verdicts.latest(self._db, fiscal_year)
