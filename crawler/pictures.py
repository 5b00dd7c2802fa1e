"""After gathering, before judging: the words in scans and pictures are recognised, the likeliest evidence first.

What is recognised is kept by content hash, so that the next run of any agency finds it. What the time did not suffice
for stays a picture, and the judge says so instead of calling it a gap.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack

import msgspec

from checks.evidence import TEXT_KINDS, Document
from checks.rubric import Rubric
from crawler.books import PACKAGED, Books
from crawler.frontier.words import ItemWords
from crawler.read.apart import Reader
from crawler.read.ocr import ENGINE, Recognised, available, with_recognised
from crawler.store import Store
from crawler.store.pictures import Pictured

logger = logging.getLogger(__name__)

FIRST_PAGES = 3
"""Pages of every document that are read first: they say what it is."""

PAGE_SECONDS = 60.0
"""Seconds for one picture."""

LOOK = 0.3
"""Seconds between looks at whether the crawl was stopped."""

READERS = 2
"""Pictures read beside each other; Tesseract uses one core for each."""

_ORDER = ("submitted", "row", "picture", "words", "index", "start")
"""Reasons for which an address was asked for, the likeliest evidence first; all others come after."""


class PicturesRead(msgspec.Struct, frozen=True):
    """What was done: pictures looked at now, looked at before, left as they are.

    cut: code of the limit that left some unread: ``pictures`` (time) or ``no-ocr`` (no Tesseract here); may be empty.
    """

    recognised: int = 0
    remembered: int = 0
    left: int = 0
    cut: str = ""


class _Work:
    """One document and what is known of its pages."""

    def __init__(self, store: Store, found: Pictured) -> None:
        self.found = found
        self.document = found.document
        self.known = {
            page: msgspec.msgpack.decode(what, type=Recognised)
            for page, what in store.recognised(found.document.sha256, ENGINE).items()
        }
        self.new: dict[int, Recognised] = {}

    @property
    def pages(self) -> dict[int, Recognised]:
        return {**self.known, **self.new}

    def wanted(self, count: int) -> list[int]:
        """The first pages, up to ``count``, that are still unread pictures."""
        return [page for page in self.document.layer.unread[:count] if page not in self.pages]

    def left(self, count: int) -> list[int]:
        """Those of the first pages, up to ``count``, of which nothing is known in the end."""
        given_up = {page for page, found in self.new.items() if found.state == "limit"}
        return [page for page in self.document.layer.unread[:count] if page not in self.pages or page in given_up]

    def read(self) -> Document:
        """The document with what was recognised in it."""
        unread = self.document.layer.unread
        return with_recognised(self.document, {page: what for page, what in self.pages.items() if page in unread})

    def is_named(self) -> bool:
        """Did the agency, or words about an item, point to it?"""
        return self.found.reason.partition(":")[0] in _ORDER


class _Clock:
    """The time that is left, for all pictures together, and for one of them."""

    def __init__(self, seconds: float, stopped: Callable[[], bool]) -> None:
        self._deadline = time.monotonic() + seconds
        self.stopped = stopped

    def is_out(self) -> bool:
        return self.of_one() <= 0 or self.stopped()

    def of_one(self) -> float:
        return min(PAGE_SECONDS, self._deadline - time.monotonic())


async def read_pictures(
    store: Store,
    run_id: str,
    *,
    seconds: float,
    pages: int,
    stopped: Callable[[], bool],
    books: Books = PACKAGED,
) -> PicturesRead:
    """Recognise the words in a run's pictures.

    seconds: for all of them together. pages: at most so many of one document. stopped: asked before each picture.

    Raises:
        StoreError: the database cannot be read or written.
    """
    works = [_Work(store, found) for found in sorted(store.pictured(run_id), key=_place)]
    if not works:
        return PicturesRead()
    why = available()
    if why:
        logger.warning("pictures stay unread: %s", why)
    clock = _Clock(0 if why else seconds, stopped)
    # Where every picture is remembered, even the words of the book need not be made ready.
    if not clock.is_out() and any(work.wanted(pages) for work in works):
        with ExitStack() as stack:
            readers = [stack.enter_context(Reader()) for _ in range(READERS)]
            await _recognise(store, works, readers, FIRST_PAGES, clock)
            speaks = _speaks_of_items(books.load(store.run(run_id).fiscal_year))
            deep = [work for work in works if work.is_named() or speaks(work)]
            await _recognise(store, deep, readers, pages, clock)
            await _recognise(store, works, readers, pages, clock)
    for work in works:
        if work.pages:
            store.reread(run_id, work.document, work.read())
    return PicturesRead(
        recognised=sum(found.state != "limit" for work in works for found in work.new.values()),
        remembered=sum(len(work.known) for work in works),
        left=sum(len(work.left(len(work.document.layer.pictures))) for work in works),
        cut=("no-ocr" if why else "pictures") if clock.is_out() and any(work.left(pages) for work in works) else "",
    )


def _place(found: Pictured) -> tuple[int, int]:
    reason = found.reason.partition(":")[0]
    return (_ORDER.index(reason) if reason in _ORDER else len(_ORDER), found.depth)


async def _recognise(
    store: Store, works: Sequence[_Work], readers: Sequence[Reader], pages: int, clock: _Clock
) -> None:
    """Read pages of documents, the first ones first, each document by one of the readers."""
    waiting = iter([work for work in works if work.wanted(pages)])

    async def take(reader: Reader) -> None:
        for work in waiting:
            body = store.body(work.document.sha256)
            fresh: dict[int, bytes] = {}
            for page in work.wanted(pages):
                if clock.is_out():
                    break
                found = await _ask(reader, body, page if work.document.pages else 0, clock)
                work.new[page] = found
                if found.state != "limit":  # another time, with more patience, it may be read
                    fresh[page] = msgspec.msgpack.encode(found)
            if fresh:
                store.keep_recognised(work.document.sha256, ENGINE, fresh)
            if clock.is_out():
                return

    takers = [asyncio.ensure_future(take(reader)) for reader in readers]
    try:
        await asyncio.gather(*takers)
    finally:  # where one of them failed, the other must not go on alone
        for taker in takers:
            taker.cancel()


async def _ask(reader: Reader, body: bytes, page: int, clock: _Clock) -> Recognised:
    """Read one picture; whoever stops the crawl does not wait for it."""
    answer = asyncio.ensure_future(asyncio.to_thread(reader.recognise, body, page, seconds=clock.of_one()))
    while not (await asyncio.wait([answer], timeout=LOOK))[0]:
        if clock.stopped():
            reader.abandon()
    return await answer


def _speaks_of_items(rubric: Rubric) -> Callable[[_Work], bool]:
    """Do the first pages of a document speak of an item?"""
    words = ItemWords(rubric)

    def speaks(work: _Work) -> bool:
        return any(words.item(block.text) for block in work.read().blocks if block.kind in TEXT_KINDS)

    return speaks
