"""The work of a night: starts crawls in their order, looks after them, and writes down how each turn ended.

One thread does it all: the system ends a crawl when the thread that started it dies.
"""

from __future__ import annotations

import time
from collections.abc import Mapping

from crawler.commands.spider_process import start_leashed
from crawler.office.model import Province
from crawler.office.nightly.crawl import Crawl, Times, Why, end_of_turn
from crawler.office.nightly.progress import Teller, facts_of, logs
from crawler.office.nightly.resume import TakenUp
from crawler.office.nightly.signals import Stop
from crawler.settings import OIT_OCR_SECONDS
from crawler.store import Store
from reports.names import slug

MINUTE = 60.0


class Runner:
    """Crawls what waits in a night. settings: of Scrapy, for every crawl; servers: of each agency, by code."""

    def __init__(
        self,
        store: Store,
        province: Province,
        taken: TakenUp,
        *,
        settings: Mapping[str, str],
        servers: Mapping[str, frozenset[str]],
        teller: Teller,
        stop: Stop,
        times: Times,
    ) -> None:
        self._store = store
        self._province = province
        self._night = taken.night
        self._settings = settings
        self._servers = servers
        self._teller = teller
        self._stop = stop
        self._times = times
        self._waiting = {turn.agency: turn.attempts for turn in taken.waiting}
        self._running: dict[str, Crawl] = {}
        self._over: Why = ""
        self._ends = time.monotonic() + province.limits.night_minutes * MINUTE

    def run(self) -> Why:
        """Crawl until all had their turn, the night is over (``night``) or it is told to stop (``stop``); say which.

        Raises:
            StoreError: the database cannot be written. OSError: a log cannot be, or no process can be started.
        """
        try:
            while self._running or (self._waiting and not self._over):
                self._watch()
                while not self._over and (code := self._next()):
                    self._start(code)
                for crawl in [*self._running.values()]:
                    self._look_after(crawl)
                time.sleep(self._times.tick if self._running else 0)
        finally:
            for crawl in self._running.values():
                crawl.kill()
        if self._over == "night":
            for code in self._waiting:
                self._store.nights.finish(self._night, code, "left", detail="night-over")
        return self._over

    def _watch(self) -> None:
        """See whether it is time to stop."""
        if self._stop.asked:
            self._over = "stop"
        elif not self._over and time.monotonic() > self._ends:
            self._over = "night"
        if self._over:
            for crawl in self._running.values():
                crawl.stop(self._over)
                if self._stop.asked > 1:  # who asks twice does not want to wait
                    crawl.kill()

    def _next(self) -> str:
        """The next agency that may be crawled now: there is room, and nobody is at its servers; empty if none may."""
        if len(self._running) >= self._province.limits.at_a_time:
            return ""
        busy = frozenset().union(*(self._servers[code] for code in self._running))
        return next((code for code in self._waiting if not self._servers[code] & busy), "")

    def _start(self, code: str) -> None:
        attempt = self._waiting.pop(code) + 1
        since = self._store.nights.start(self._night, code)
        log = logs(self._province) / "crawls" / f"{slug(code)}.log"
        arguments = {"province": str(self._province.folder), "agency": code}
        process = start_leashed(arguments, self._settings, log, year=self._province.fiscal_year)
        self._running[code] = Crawl(
            code, process, since=since, attempt=attempt, seconds=self._seconds(), grace=self._times.grace
        )
        self._teller.began(code)

    def _seconds(self) -> float:
        """What a crawl may take in all: gathering and reading pictures have limits of their own within it."""
        pictures = float(self._settings.get("OIT_OCR_SECONDS", OIT_OCR_SECONDS))
        return self._province.limits.agency_minutes * MINUTE + pictures + self._times.closing

    def _look_after(self, crawl: Crawl) -> None:
        exit_code = crawl.look()
        if exit_code is None:
            return
        del self._running[crawl.code]
        nights = self._store.nights
        nights.close_killed(crawl.code, crawl.since)
        ended = nights.run_of(crawl.code, crawl.since)
        run_id, whole = (ended.run_id, ended.whole) if ended is not None else ("", False)
        state, detail = end_of_turn(exit_code, crawl.why, killed=crawl.killed, attempt=crawl.attempt, whole=whole)
        if state == "waiting":
            crashed = not crawl.why
            nights.wait_again(self._night, crawl.code, counted=crashed)
            self._waiting[crawl.code] = crawl.attempt if crashed else crawl.attempt - 1
        else:
            nights.finish(self._night, crawl.code, state, exit_code=exit_code, run_id=run_id, detail=detail)
        facts = facts_of(self._store, run_id, self._province.fiscal_year)
        told = {"exit": exit_code, "seconds": f"{crawl.seconds:.1f}", "attempt": crawl.attempt, "run": run_id, **facts}
        self._teller.ended(crawl.code, state, detail, told)
