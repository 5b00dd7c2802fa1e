"""The other side of :mod:`crawler.read.apart`: a process that reads one file after the other, within limits of memory.

``python -m crawler.read.worker`` takes jobs from its standard input and answers on its standard output, each as a
length of four bytes and a MessagePack record. It ends with its parent.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from typing import IO

import msgspec

from checks.evidence import Document
from crawler.read.ocr import Recognised
from crawler.read.orphans import end_with_parent

MEMORY = 2 * 1024**3
"""Bytes of address space: a hostile file must not eat the machine's memory."""


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


def packed(record: bytes) -> bytes:
    """A record as it goes through the pipe: its length, then itself."""
    return len(record).to_bytes(LENGTH, "big") + record


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


def main() -> int:
    """Read jobs until there are none."""
    end_with_parent()  # where the system does not do that, the closed pipe ends it
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the crawl's, which finishes what is under way
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not stand between the answers
    encode = msgspec.msgpack.Encoder().encode
    try:
        while (record := _receive(sys.stdin.buffer)) is not None:
            answers.write(packed(encode(_do(JOBS.decode(record)))))
            answers.flush()
    except MemoryError:  # whoever asked sees that there is no answer, and begins anew
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
