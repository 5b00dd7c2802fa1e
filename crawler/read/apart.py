"""Reading in a process apart: a file that hangs or kills its reader costs its time, and nothing else.

Python's own process pools lose all their jobs when one worker dies; here a reader is one process with a pipe, killed
and started anew when it gives no answer in time.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from types import TracebackType
from typing import ClassVar, Self, TypeVar
from weakref import WeakSet

import msgspec

from checks.evidence import Document
from crawler.read.ocr import Recognised
from crawler.read.worker import LENGTH, Answer, Job, PageJob, PictureJob, ReadJob, packed

READ_SECONDS = 60.0
"""Seconds for reading one file; the slowest of 29 real documents takes a tenth of one."""

GRACE = 5.0
"""Seconds beyond a picture's own time limit before its reader is given up."""

_PIECE = 1 << 20

T = TypeVar("T", bound=Answer)


class NoAnswerError(Exception):
    """The reader gave no answer: ``reader-timeout`` or ``reader-crashed``."""


class Reader:
    """A reader process, started when it is first needed. Calls wait for each other; any thread may call."""

    _all: ClassVar[WeakSet[Reader]] = WeakSet()

    def __init__(self, *, seconds: float = READ_SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._all.add(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, body: bytes, *, url: str, final_url: str, content_type: str, fetched_at: str = "") -> Document:
        """As :func:`crawler.read.read`; state ``limit`` with the reason as a note where the reader gave up."""
        try:
            return self._ask(ReadJob(body, url, final_url, content_type, fetched_at), Document, self._seconds)
        except NoAnswerError as error:
            return Document(
                url=url,
                final_url=final_url or url,
                kind="document",
                content_type=content_type,
                sha256=hashlib.sha256(body).hexdigest(),
                reader="none/1",
                state="limit",
                fetched_at=fetched_at,
                notes=(str(error),),
            )

    def recognise(self, body: bytes, page: int, *, seconds: float) -> Recognised:
        """The words of a PDF's page, or (page 0) of a picture; state ``limit`` where the reader gave up."""
        try:
            return self._ask(PageJob(body, page, seconds), Recognised, seconds + GRACE)
        except NoAnswerError:
            return Recognised(state="limit")

    def picture(self, body: bytes, page: int) -> bytes:
        """A page of a PDF, or (page 0) a picture, as a PNG; empty where there is none to be made."""
        try:
            return self._ask(PictureJob(body, page), bytes, self._seconds)
        except NoAnswerError:
            return b""

    def abandon(self) -> None:
        """End the process at once; a call that is under way in another thread gets no answer."""
        process = self._process
        if process is not None:
            _kill(process)

    @classmethod
    def abandon_all(cls) -> None:
        """End all readers of this process at once: threads that wait for them would hold up its end."""
        for reader in [*cls._all]:
            reader.abandon()

    def close(self) -> None:
        """End the process at once, and wait until it is gone."""
        self.abandon()
        with self._lock:
            self._end()

    def _ask(self, job: Job, kind: type[T], seconds: float) -> T:
        record = packed(msgspec.msgpack.encode(job))
        with self._lock:
            try:
                answer = _exchange(self._running(), record, seconds)
            except TimeoutError:
                self._end()
                raise NoAnswerError(f"reader-timeout:{seconds:.0f}") from None
            except (OSError, EOFError):
                self._end()
                raise NoAnswerError("reader-crashed") from None
        return msgspec.msgpack.decode(answer, type=kind)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self._end()
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "crawler.read.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHAINLP_OFFLINE": "1"},
                start_new_session=True,  # with what it started itself it is killed as one group
                bufsize=0,
            )
            if self._process.stdin is not None:
                os.set_blocking(self._process.stdin.fileno(), False)  # a reader that takes nothing must not hold us
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        _kill(process)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        process.wait()


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):  # gone already
        os.killpg(process.pid, signal.SIGKILL)


def _exchange(process: subprocess.Popen[bytes], record: bytes, seconds: float) -> bytes:
    """Send a record and wait for the answer.

    Raises:
        TimeoutError: none came in time. EOFError, OSError: the process ended.
    """
    if process.stdin is None or process.stdout is None:
        raise EOFError
    deadline = time.monotonic() + seconds
    left = memoryview(record)
    while left:
        _wait(process.stdin.fileno(), selectors.EVENT_WRITE, deadline)
        left = left[os.write(process.stdin.fileno(), left[:_PIECE]) :]
    descriptor = process.stdout.fileno()
    length = int.from_bytes(_take(descriptor, LENGTH, deadline), "big")
    return _take(descriptor, length, deadline)


def _take(descriptor: int, count: int, deadline: float) -> bytes:
    taken = bytearray()
    while len(taken) < count:
        _wait(descriptor, selectors.EVENT_READ, deadline)
        piece = os.read(descriptor, min(count - len(taken), _PIECE))
        if not piece:
            raise EOFError
        taken += piece
    return bytes(taken)


def _wait(descriptor: int, event: int, deadline: float) -> None:
    """Wait until a pipe is ready.

    Raises:
        TimeoutError: it is not in time.
    """
    with selectors.DefaultSelector() as ready:
        ready.register(descriptor, event)
        if not ready.select(max(0.0, deadline - time.monotonic())):
            raise TimeoutError
