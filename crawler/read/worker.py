"""The other side of :mod:`crawler.read.apart`: a process that reads one file after the other, within limits of memory.

``python -m crawler.read.worker`` takes jobs from its standard input and answers on its standard output, each as a
length of four bytes and a MessagePack record. It ends with its parent.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
from typing import IO

import msgspec

from checks.evidence import Document
from crawler.read.ocr import Recognised

MEMORY = 2 * 1024**3
"""Bytes of address space: a hostile file must not eat the machine's memory."""

_PR_SET_PDEATHSIG = 1


class ReadJob(msgspec.Struct, frozen=True, tag="read"):
    """Turn a body into a document (:func:`crawler.read.read`)."""

    body: bytes
    url: str
    final_url: str
    content_type: str
    fetched_at: str


class PageJob(msgspec.Struct, frozen=True, tag="page"):
    """Recognise the words of a page (1-based) of a PDF; page 0: the body is a picture itself."""

    body: bytes
    page: int
    seconds: float


class PictureJob(msgspec.Struct, frozen=True, tag="picture"):
    """Draw a page (1-based) of a PDF, or (page 0) a picture, as a PNG."""

    body: bytes
    page: int


Job = ReadJob | PageJob | PictureJob
Answer = Document | Recognised | bytes

JOBS = msgspec.msgpack.Decoder(Job)
LENGTH = 4


def send(pipe: IO[bytes], record: bytes) -> None:
    """Write one record."""
    pipe.write(len(record).to_bytes(LENGTH, "big"))
    pipe.write(record)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes | None:
    length = pipe.read(LENGTH)
    return pipe.read(int.from_bytes(length, "big")) if len(length) == LENGTH else None


def _do(job: Job) -> Answer:
    if isinstance(job, ReadJob):
        from crawler.read import read

        return read(
            job.body, url=job.url, final_url=job.final_url, content_type=job.content_type, fetched_at=job.fetched_at
        )
    from crawler.read.drawn import as_png
    from crawler.read.ocr import recognise_page, recognise_picture

    if isinstance(job, PictureJob):
        return as_png(job.body, job.page)
    if job.page:
        return recognise_page(job.body, job.page, seconds=job.seconds)
    return recognise_picture(job.body, seconds=job.seconds)


def _end_with_parent() -> None:
    """A crawl that is killed must not leave readers behind (Linux only; elsewhere the closed pipe ends them)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def main() -> int:
    """Read jobs until there are none."""
    _end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the crawl's, which finishes what is under way
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not stand between the answers
    encode = msgspec.msgpack.Encoder().encode
    while (record := _receive(sys.stdin.buffer)) is not None:
        send(answers, encode(_do(JOBS.decode(record))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
