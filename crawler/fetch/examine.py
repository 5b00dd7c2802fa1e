"""From an answer to evidence: a document that can be judged, or a failure with its cause."""

from __future__ import annotations

import asyncio
import logging
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec
from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from checks.evidence import TEXT_KINDS, Document, Failure
from checks.links import url_key
from crawler.fetch import soft404, tls
from crawler.fetch.failures import failure, of_status
from crawler.frontier.scope import narrow_path
from crawler.frontier.urls import DEFAULT_PORTS
from crawler.read import read

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.frontier import Target

logger = logging.getLogger(__name__)

LARGE = 256 * 1024
"""Bytes; larger bodies, and PDF of any size, are read beside the event loop, so that downloads go on meanwhile."""

LOGIN_TEXT = 600
"""Letters; a page with more text of its own is a page that also has a login."""


OTHER_LANGUAGE = "other-language"
"""Note of a front page that is hardly in Thai, which is what the checks read."""

THAI_SHARE = 0.05
"""Part of a page's letters that are Thai; even a site in English names its agency and its menus more often."""

FEW_LETTERS = 200
"""With fewer letters a page tells nothing about its language."""

_THAI = re.compile("[\u0e01-\u0e4e]")


class Evidence(msgspec.Struct, frozen=True):
    """A document that was read, and notes about how it was got, as ``tls-unverified:www.example.go.th``."""

    document: Document
    notes: tuple[str, ...] = ()


class Examiner:
    """Examines answers; asks each host once what it says to an address that cannot exist, and for its certificate."""

    def __init__(self, crawler: Crawler, start: str) -> None:
        self._crawler = crawler
        self._start = start
        self._lost: dict[str, asyncio.Task[soft404.Face | None]] = {}
        self._flaws: dict[tuple[str, int], asyncio.Task[str]] = {}
        self._one_reader = asyncio.Lock()

    async def examine(self, response: Response, target: Target) -> Evidence | Failure:
        """What an answer is worth."""
        missing = of_status(target.url, response.status)
        if missing is not None:
            return missing
        if not response.body.strip():
            return failure(target.url, "empty", f"{len(response.body)} bytes", response.status)
        document = await self._read(response, target)
        if document.kind == "page":
            seen = await self._seen_through(document, target, response.status)
            if seen is not None:
                return seen
        notes = await self._notes(response)
        if url_key(target.url) == url_key(self._start) and in_other_language(document):
            notes += (f"{OTHER_LANGUAGE}:{urlsplit(document.final_url).netloc}",)
        return Evidence(document, notes)

    async def _read(self, response: Response, target: Target) -> Document:
        content_type = (response.headers.get(b"Content-Type") or b"").decode("latin-1")
        fetched_at = datetime.now(UTC).isoformat(timespec="seconds")

        def job() -> Document:
            return read(
                response.body, url=target.url, final_url=response.url, content_type=content_type, fetched_at=fetched_at
            )

        if len(response.body) < LARGE and not response.body.startswith(b"%PDF"):
            return job()
        async with self._one_reader:  # the PDF library is not made for several threads
            return await asyncio.to_thread(job)

    async def _seen_through(self, document: Document, target: Target, status: int) -> Failure | None:
        """The failure behind a page that only looks like an answer: a login wall or a soft 404."""
        if is_login_wall(document):
            return failure(target.url, "login", f"led to {document.final_url}", status)
        if soft404.says_so(document):
            return failure(target.url, "soft-404", document.title, status)
        if urlsplit(target.url).path in ("", "/") or url_key(target.url) == url_key(self._start):
            return None
        lost = await self._answer_to_nowhere(document.final_url)
        if lost is not None and soft404.alike(soft404.face(document), lost):
            return failure(target.url, "soft-404", "says what the site says of any address", status)
        return None

    async def _answer_to_nowhere(self, url: str) -> soft404.Face | None:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._lost:
            same_host = parts.netloc == urlsplit(self._start).netloc
            folder = (narrow_path(self._start) if same_host else "") or "/"
            self._lost[origin] = asyncio.ensure_future(self._ask_nowhere(soft404.nowhere(origin, folder)))
        return await self._lost[origin]

    async def _ask_nowhere(self, url: str) -> soft404.Face | None:
        try:
            response = await self._crawler.engine.download_async(Request(url, callback=NO_CALLBACK, priority=100))
        except Exception as error:  # noqa: BLE001 - whatever goes wrong with this extra question must cost no page
            logger.debug("no answer from %s: %s", url, error)
            return None
        if response.status != 200 or not response.body.strip():  # noqa: PLR2004 - HTTP OK
            return None
        document = read(response.body, url=url, final_url=response.url, content_type="")
        return soft404.face(document) if document.kind == "page" else None

    async def _notes(self, response: Response) -> tuple[str, ...]:
        notes = []
        if "dataloss" in response.flags:
            notes.append("cut-off")
        parts = urlsplit(response.url)
        if parts.scheme == "https" and parts.hostname and response.ip_address is not None:
            place = (parts.hostname, parts.port or DEFAULT_PORTS["https"])
            if place not in self._flaws:
                asked = asyncio.to_thread(tls.flaw, place[0], str(response.ip_address), place[1])
                self._flaws[place] = asyncio.ensure_future(asked)
            if await self._flaws[place]:
                notes.append(f"tls-unverified:{parts.hostname}")
        return tuple(notes)


def is_login_wall(document: Document) -> bool:
    """Was another page asked for, and what came is a page with nothing but a login form?"""
    if url_key(document.final_url) == url_key(document.url):
        return False
    controls = [b for b in document.blocks if b.kind == "control" and b.region == "main"]
    guarded = {b.form for b in controls if b.control == "password"}
    text = sum(len(b.text) for b in document.blocks if b.kind in TEXT_KINDS and b.region == "main")
    return bool(guarded) and {b.form for b in controls} == guarded and text < LOGIN_TEXT


def in_other_language(document: Document) -> bool:
    """Is there text, and hardly any of it Thai?"""
    text = "".join(block.text for block in document.blocks if block.kind in TEXT_KINDS)
    letters = sum(map(str.isalpha, text))
    return letters >= FEW_LETTERS and len(_THAI.findall(text)) < THAI_SHARE * letters
