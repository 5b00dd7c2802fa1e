"""One crawl of a night: a process with a time limit, and what its end means for the agency's turn."""

from __future__ import annotations

import signal
import time
from typing import Literal

import msgspec

from crawler.commands.spider_process import Leashed
from crawler.exits import BAD_INPUT, FAILED, NOTHING, OK
from crawler.store.nights import State

Why = Literal["", "time", "night", "stop"]
"""Why a crawl is cut off: its own time is up, the night is over, or the night was told to stop."""

MAX_ATTEMPTS = 3
"""Crawls of one agency in one night that may die: a site that kills its crawl must not hold up the others."""


NOTHING_READ = "nothing-read"
"""Detail of a turn whose site gave nothing at all."""


class Times(msgspec.Struct, frozen=True):
    """Seconds.

    closing: for judging and closing a run, after the times of gathering and of reading pictures are over. grace: for a
    crawl that is told to come to its end: it stores and judges what it has. tick: between two looks at the crawls.
    """

    closing: float = 180
    grace: float = 60
    tick: float = 0.1


class Crawl:
    """A crawl that goes on.

    since: the moment of its beginning, as the store wrote it. attempt: the how-manieth it is of this agency in the
    night. seconds: what it may take.
    """

    def __init__(self, code: str, process: Leashed, *, since: str, attempt: int, seconds: float, grace: float) -> None:
        self.code = code
        self.since = since
        self.attempt = attempt
        self.why: Why = ""
        self.killed = False
        self._process = process
        self._began = time.monotonic()
        self._deadline = self._began + seconds
        self._grace = grace

    @property
    def seconds(self) -> float:
        """How long it has been going on."""
        return time.monotonic() - self._began

    def look(self) -> int | None:
        """The exit code where it has ended; one whose time is up is told to end, and killed when it does not."""
        code = self._process.poll()
        if code is None and time.monotonic() > self._deadline:
            if self.why:
                self.kill()
            else:
                self.stop("time")
        return code

    def stop(self, why: Why) -> None:
        """Tell it to come to its end, once: a second signal would keep it from judging."""
        if self.why:
            return
        self.why = why
        self._deadline = time.monotonic() + self._grace
        self._process.send_signal(signal.SIGINT)

    def kill(self) -> None:
        """End it at once, with what it started itself."""
        self.killed = self._process.poll() is None
        self._process.kill()
        self._process.wait()


def end_of_turn(code: int, why: Why, *, killed: bool, attempt: int, whole: bool = False) -> tuple[State, str]:
    """State and detail of an agency's turn after a crawl that ended with an exit code; ``waiting``: once more.

    whole: its run had come to its end and was judged: what died was only its process.

    >>> end_of_turn(3, "", killed=False, attempt=1)
    ('done', 'nothing-read')
    >>> end_of_turn(-9, "", killed=False, attempt=1)
    ('waiting', 'crashed')
    """
    if code in (OK, NOTHING):
        return "done", NOTHING_READ if code == NOTHING else ""
    if whole and code != FAILED:
        return "done", "found-ended"
    if why:
        how = "killed" if killed else "cut"
        ends: dict[Why, State] = {"time": "failed", "night": "left", "stop": "waiting"}
        return ends[why], f"{how}-{why}"
    if code < 0:  # a signal that was not ours: out of memory, a library that crashed
        return ("waiting", "crashed") if attempt < MAX_ATTEMPTS else ("failed", "crashed-repeatedly")
    return "failed", {FAILED: "our-failure", BAD_INPUT: "bad-input"}.get(code, f"exit-{code}")
