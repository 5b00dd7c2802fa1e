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
from typing import Self, TypeVar

import msgspec

from checks.evidence import Document
from crawler.read.ocr import Recognised
from crawler.read.worker import LENGTH, Answer, Job, PageJob, PictureJob, ReadJob, send

READ_SECONDS = 60.0
"""Seconds for reading one file; the slowest of 29 real documents takes a tenth of one."""

GRACE = 5.0
"""Seconds beyond a picture's own time limit before its reader is given up."""

T = TypeVar("T", bound=Answer)


class NoAnswerError(Exception):
    """The reader gave no answer: ``reader-timeout`` or ``reader-crashed``."""


class Reader:
    """A reader process, started when it is first needed. Calls wait for each other; any thread may call."""

    def __init__(self, *, seconds: float = READ_SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

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

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _ask(self, job: Job, kind: type[T], seconds: float) -> T:
        record = msgspec.msgpack.encode(job)
        with self._lock:
            process = self._running()
            try:
                answer = _exchange(process, record, seconds)
            except TimeoutError:
                self._end()
                raise NoAnswerError(f"reader-timeout:{seconds:.0f}") from None
            except (OSError, EOFError):
                self._end()
                raise NoAnswerError("reader-crashed") from None
        return msgspec.msgpack.decode(answer, type=kind)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "crawler.read.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHAINLP_OFFLINE": "1"},
                start_new_session=True,  # with what it started itself it is killed as one group
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was not sent is of no use any more
                    pipe.close()
        process.wait()


def _exchange(process: subprocess.Popen[bytes], record: bytes, seconds: float) -> bytes:
    """Send a record and wait for the answer.

    Raises:
        TimeoutError: none came in time. EOFError, OSError: the process ended.
    """
    if process.stdin is None or process.stdout is None:
        raise EOFError
    deadline = time.monotonic() + seconds
    send(process.stdin, record)
    length = int.from_bytes(_take(process, LENGTH, deadline), "big")
    return _take(process, length, deadline)


def _take(process: subprocess.Popen[bytes], count: int, deadline: float) -> bytes:
    if process.stdout is None:
        raise EOFError
    descriptor, taken = process.stdout.fileno(), bytearray()
    with selectors.DefaultSelector() as ready:
        ready.register(descriptor, selectors.EVENT_READ)
        while len(taken) < count:
            if not ready.select(max(0.0, deadline - time.monotonic())):
                raise TimeoutError
            piece = os.read(descriptor, min(count - len(taken), 1 << 20))
            if not piece:
                raise EOFError
            taken += piece
    return bytes(taken)
