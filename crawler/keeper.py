"""Keeps what a crawl gathers, and goes the line to its end: store, then judge, then report.

Where nothing could be fetched, a database and a report with the reasons are written all the same.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.exceptions import CloseSpider, DontCloseSpider
from scrapy.utils.reactor import is_reactor_installed
from twisted.internet.defer import Deferred

from crawler.books import books_of
from crawler.briefing import report_runs
from crawler.exits import BAD_INPUT, FAILED, INTERRUPTED, NOTHING, OK
from crawler.fetch.browser.through_engine import through_engine
from crawler.fetch.examine import REMEMBERED
from crawler.fetch.memory import Memory
from crawler.fetch.revisit import REVISITED
from crawler.line import judge_run, why_no_reports
from crawler.notices import tell
from crawler.pictures import read_pictures
from crawler.read.apart import Reader
from crawler.screenshots import take_screenshots
from crawler.store import Store, StoreError
from reports.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapy.crawler import Crawler

    from checks.evidence import Document, Failure
    from crawler.frontier import Target
    from crawler.spiders.agency import AgencySpider

logger = logging.getLogger(__name__)

_KEPT_SETTINGS = (
    "USER_AGENT", "ROBOTSTXT_OBEY", "DEPTH_LIMIT", "CLOSESPIDER_TIMEOUT", "OIT_MAX_PAGES", "OIT_MAX_DOCUMENTS",
    "DOWNLOAD_TIMEOUT", "DOWNLOAD_MAXSIZE", "OIT_ALLOW_PRIVATE", "OIT_OCR_SECONDS", "OIT_OCR_PAGES",
)  # fmt: skip
"""Settings that decide how much evidence there is: stored with the run."""

_TRAFFIC = {"bytes": "downloader/response_bytes", "not-modified": REVISITED, "remembered": REMEMBERED}
"""What came over the network (bodies as they were sent, with headers) and what need not be sent, or read, again."""


class Keeper:
    """The extension that opens the store, takes in evidence, and closes the run.

    ``exit_code`` says how it went (``crawler.exits``). ``memory``: what earlier runs of the agency know, once the store
    is open.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self.exit_code = OK
        self._path = Path(settings["OIT_DB"])
        self._out = Path(settings["OIT_OUT"])
        self._books = books_of(settings)
        self._settings = {name: str(settings[name]) for name in _KEPT_SETTINGS}
        self._store: Store | None = None
        self._run = ""
        self.memory: Memory | None = None
        self._counts: Counter[str] = Counter()
        self._shooting: asyncio.Future[None] | None = None
        self._closing = False
        self._limits_of_reading: list[str] | None = None
        self._began = time.monotonic()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build it, and listen for the beginning and the end of the crawl."""
        keeper = cls(crawler)
        crawler.signals.connect(keeper.opened, signal=signals.spider_opened)
        crawler.signals.connect(keeper.closed, signal=signals.spider_closed)
        if crawler.settings.getbool("OIT_SCREENSHOTS"):
            crawler.signals.connect(keeper.idle, signal=signals.spider_idle)
        return keeper

    def opened(self, spider: AgencySpider) -> None:
        """Open the store and begin a run.

        Raises:
            CloseSpider: the database cannot be used; why has been said.
        """
        plan = spider.assignment
        for note in plan.notes:
            logger.warning(note)
        self._look_at_out()
        with self._watched(code=BAD_INPUT):
            self._store = Store(self._path)
        with self._watched():
            self._run = self._store.start_run(
                agency=plan.agency,
                fiscal_year=plan.fiscal_year,
                as_of=plan.as_of,
                submitted=plan.submitted,
                exempt=plan.exempt,
                settings=self._settings,
                night=spider.settings.getint("OIT_NIGHT"),
            )
        days = spider.settings.getfloat("OIT_REVISIT_DAYS")
        self.memory = Memory(self._store, plan.agency.code, self._run, days)

    def _look_at_out(self) -> None:
        """A folder that cannot take the report is told now, and not after ten minutes of crawling."""
        why = why_no_reports(self._out)
        if why:
            self.exit_code = BAD_INPUT
            tell(
                f"cannot write the report to the folder {self._out}: {why}; give another one with -s OIT_OUT=…",
                f"เขียนรายงานลงโฟลเดอร์ {self._out} ไม่ได้ ({why}) โปรดระบุโฟลเดอร์อื่นด้วย -s OIT_OUT=…",
            )
            raise CloseSpider("no-place-for-reports")

    def add_document(
        self,
        document: Document,
        target: Target,
        *,
        body: bytes,
        status: int,
        headers: Sequence[tuple[str, str]],
        notes: Sequence[str],
    ) -> None:
        """Store a page or document.

        Raises:
            CloseSpider: the store cannot take it; why has been said.
        """
        with self._watched():
            self._open_store.add_document(
                self._run,
                document,
                body=body,
                status=status,
                headers=headers,
                referrer=target.referrer,
                depth=target.depth,
                reason=target.reason,
                notes=notes,
            )
            self._counts["pages" if document.kind == "page" else "documents"] += 1

    def add_failure(self, failure: Failure, target: Target, attempts: int) -> None:
        """Store a failure.

        Raises:
            CloseSpider: the store cannot take it; why has been said.
        """
        with self._watched():
            self._open_store.add_failure(
                self._run,
                failure,
                referrer=target.referrer,
                depth=target.depth,
                reason=target.reason,
                attempts=attempts,
            )
            self._counts["failures"] += 1

    def idle(self, spider: AgencySpider) -> None:
        """Everything is fetched: take the screenshots that were asked for, while the site can still be asked.

        Raises:
            DontCloseSpider: they are being taken.
        """
        if self._shooting is None and self._store is not None:
            self._shooting = asyncio.ensure_future(self._shoot(spider))
        if self._shooting is not None and not self._shooting.done():
            raise DontCloseSpider

    async def _shoot(self, spider: AgencySpider) -> None:
        try:
            self._limits_of_reading = await self._read_pictures(spider)
            with self._watched():
                self._counts["screenshots"] = await take_screenshots(
                    self._open_store,
                    self._run,
                    through_engine(spider.crawler),
                    lambda: self._closing or not spider.crawler.crawling,
                    books=self._books,
                )
        except CloseSpider:
            pass  # said already, and closing follows
        except Exception:  # a picture is a pity and no reason to lose the evidence
            logger.exception("taking screenshots failed")

    async def closed(self, spider: AgencySpider, reason: str) -> None:
        """Read the pictures, finish the run, judge it, write the reports."""
        self._closing = True
        if self._store is None:
            return
        with _reactor_held():
            await self._close(spider, reason)

    async def _close(self, spider: AgencySpider, reason: str) -> None:
        try:
            if self._shooting is not None:
                await self._shooting  # the time was up meanwhile, or Ctrl-C: it ends with what is under way
            if not self._run:
                pass  # said already: not even its beginning could be written down
            elif self.exit_code != OK:
                self._finish(spider, "failed", [])
            else:
                await self._go_the_line(spider, reason)
        except CloseSpider:
            pass  # said already; closing is what is being done
        except Exception as error:  # Scrapy would swallow it, and the exit code would say that all went well
            if not isinstance(error, OSError):
                logger.exception("judging or reporting failed")
            self.exit_code = FAILED
            tell(f"judging or reporting failed: {error}", f"ตัดสินหรือจัดทำรายงานไม่สำเร็จ: {error} (หลักฐานที่เก็บแล้วยังอยู่ครบ)")
        finally:
            self._close_store()

    def cut_off(self, spider: AgencySpider) -> None:
        """Write what still waits when the crawl was told to stop at once (a second Ctrl-C), without judging it."""
        Reader.abandon_all()
        if self._store is None:
            return
        if self.exit_code == OK:
            self.exit_code = INTERRUPTED
        tell(
            f"stopped at once; what had been gathered is in {self._path}: scrapy judge, then scrapy report",
            f"หยุดทันที หลักฐานที่เก็บแล้วอยู่ใน {self._path} สั่ง scrapy judge แล้ว scrapy report เพื่อดูผล",
        )
        with suppress(CloseSpider):
            self._end(spider, "interrupted", ["interrupted"])
        self._close_store()

    async def _go_the_line(self, spider: AgencySpider, reason: str) -> None:
        outcome, limits = outcome_of(reason)
        if self._shooting is not None and not spider.frontier.pending():
            limits.clear()  # the time ran out over the screenshots: no page is missing
        if outcome == "finished" and self._limits_of_reading is None:
            self._limits_of_reading = await self._read_pictures(spider)
            if not spider.crawler.crawling:  # Ctrl-C meanwhile
                outcome = "interrupted"
        limits += self._limits_of_reading or []
        self._end(spider, outcome, limits)
        index = self._out / "index.html"
        with self._watched():
            judge_run(self._open_store, self._run, books=self._books)
            if spider.settings.getbool("OIT_REPORT"):
                report_runs(self._open_store, self._out, books=self._books)
                logger.info("report: %s", index)
        counts = self._counts
        logger.info("%d pages, %d documents, %d failures", counts["pages"], counts["documents"], counts["failures"])
        if outcome == "interrupted":
            self.exit_code = INTERRUPTED
        elif not counts["pages"] + counts["documents"]:
            self.exit_code = NOTHING
            self._tell_why(spider.assignment.agency.url, index)

    async def _read_pictures(self, spider: AgencySpider) -> list[str]:
        """Recognise the words in scans and pictures; gives the codes of the limits that cut it short."""
        crawler, settings = spider.crawler, spider.settings
        with self._watched():
            done = await read_pictures(
                self._open_store,
                self._run,
                seconds=settings.getfloat("OIT_OCR_SECONDS"),
                pages=settings.getint("OIT_OCR_PAGES"),
                stopped=lambda: not crawler.crawling,
                books=self._books,
            )
        self._counts["pictures-recognised"] += done.recognised
        self._counts["pictures-remembered"] += done.remembered
        self._counts["pictures-left"] += done.left
        return [done.cut] if done.cut else []

    def _tell_why(self, url: str, index: Path) -> None:
        failures = {failure.url: failure for failure in self._open_store.failures(self._run)}
        found = failures.get(url) or next(iter(failures.values()), None)
        cause = found.cause if found is not None else "broken"
        thai = words("th")
        name, remedy = thai(f"cause.{cause}.name"), thai(f"cause.{cause}.do")
        tell(
            f"nothing could be read from {url}: {cause} {found.detail if found is not None else ''}",
            f"อ่านข้อมูลจาก {url} ไม่ได้เลย: {name} — {remedy} (รายงาน {index})",
        )

    def _end(self, spider: AgencySpider, outcome: str, limits: Sequence[str]) -> None:
        for failure, target, attempts in spider.unanswered():
            self.add_failure(failure, target, attempts)
        self._finish(spider, outcome, [*spider.frontier.limits_hit, *limits])

    def _finish(self, spider: AgencySpider, outcome: str, limits: Sequence[str]) -> None:
        trapped = {f"trapped-{code}": count for code, count in sorted(spider.frontier.trapped.items())}
        stats: dict[str, float | int | str] = {
            "pages": self._counts["pages"],
            "documents": self._counts["documents"],
            "failures": self._counts["failures"],
            **{
                name: count
                for name, count in sorted(self._counts.items())
                if name.startswith(("pictures-", "screenshots"))
            },
            "seconds": round(time.monotonic() - self._began, 1),
            **{name: spider.crawler.stats.get_value(key, 0) for name, key in _TRAFFIC.items()},
            "links-skipped": spider.assignment.skipped,
            "links-bad": spider.assignment.bad_rows,
            **({"moved-to": spider.moved_to} if spider.moved_to else {}),
            **trapped,
        }
        with self._watched():
            self._open_store.finish_run(self._run, outcome=outcome, limits=limits, stats=stats)

    @property
    def _open_store(self) -> Store:
        if self._store is None:
            raise CloseSpider("store-failed")
        return self._store

    @contextmanager
    def _watched(self, code: int = FAILED) -> Iterator[None]:
        """Say what is wrong with the store (once), remember the exit code, and end the crawl."""
        try:
            yield
        except StoreError as error:
            if self.exit_code == OK:
                tell(str(error), error.thai)
                self.exit_code = code
            raise CloseSpider("store-failed") from error

    def _close_store(self) -> None:
        try:
            if self._store is not None:
                self._store.close()
        except StoreError as error:
            if self.exit_code in (OK, INTERRUPTED, NOTHING):
                tell(str(error), error.thai)
                self.exit_code = FAILED
        self._store = None


@contextmanager
def _reactor_held() -> Iterator[None]:
    """Let Ctrl-C wait: while a spider is closing, Scrapy stops the reactor at once, and nothing would be judged."""
    if not is_reactor_installed():
        yield
        return
    from twisted.internet import reactor

    done: Deferred[None] = Deferred()
    reactor.addSystemEventTrigger("before", "shutdown", lambda: done)  # type: ignore[arg-type]
    try:
        yield
    finally:
        done.callback(None)


def outcome_of(reason: str) -> tuple[str, list[str]]:
    """Outcome of the run and limit codes for Scrapy's reason of closing.

    >>> outcome_of("closespider_timeout")
    ('finished', ['time'])
    """
    if reason == "finished":
        return "finished", []
    if reason == "closespider_timeout":
        return "finished", ["time"]
    if reason.startswith("closespider_"):
        return "finished", [reason.removeprefix("closespider_")]
    return "interrupted", ["interrupted"]
