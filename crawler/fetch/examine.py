"""From an answer to evidence: a document that can be judged, or a failure with its cause."""

from __future__ import annotations

import asyncio
import functools
import logging
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec
from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from checks.elsewhere import recognise
from checks.evidence import TEXT_KINDS, Block, Document, Failure
from checks.links import script_route, url_key
from crawler.fetch import soft404, tls
from crawler.fetch.browser import Browsers, needs_browser
from crawler.fetch.browser.through_engine import through_engine
from crawler.fetch.failures import failure, of_status
from crawler.fetch.revisit import HTTP_NOT_MODIFIED
from crawler.frontier.scope import narrow_path
from crawler.frontier.urls import DEFAULT_PORTS
from crawler.read import read
from crawler.read.apart import Reader
from crawler.read.encoding import decode
from crawler.read.kinds import kind_of
from crawler.read.sign_in import wants_sign_in
from crawler.store.revisits import CUT_OFF, NOT_MODIFIED

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.frontier import Target

logger = logging.getLogger(__name__)

LARGE = 256 * 1024
"""Bytes; larger bodies are read apart, so that downloads go on meanwhile."""

AT_ONCE = frozenset({"html", "text", "empty"})
"""Kinds that are read at once. All others go to the reader apart, whatever their size: a hostile file must not hang or
kill the crawl."""

LOGIN_TEXT = 600
"""Letters; a page with more text of its own is a page that also has a login."""


OTHER_LANGUAGE = "other-language"
"""Note of a front page that is hardly in Thai, which is what the checks read."""

THAI_SHARE = 0.05
"""Part of a page's letters that are Thai; even a site in English names its agency and its menus more often."""

REMEMBERED = "oit/remembered"
"""Scrapy's statistic: answers whose bytes an earlier run had read from the same address."""

FEW_LETTERS = 200
"""With fewer letters a page tells nothing about its language."""

_THAI = re.compile("[\u0e01-\u0e4e]")


class Evidence(msgspec.Struct, frozen=True):
    """A document that was read, the bytes it was read from, and notes about how it was got.

    body: as answered; of a page that scripts built, the page as it was drawn. notes: as
    ``tls-unverified:www.example.go.th``.
    """

    document: Document
    body: bytes
    notes: tuple[str, ...] = ()


class Examiner:
    """Examines answers; asks each host once what it says to an address that cannot exist, and for its certificate.

    Files are read in a process apart; pages that only scripts fill are drawn in a browser, which is started when the
    first such page comes. begun: is told when a page that was answered begins to be drawn. known: gives what today's
    readers made of the same bytes, address as answered and Content-Type, without ``url``; None where they never did.
    """

    def __init__(
        self,
        crawler: Crawler,
        start: str,
        begun: Callable[[Target], None] | None = None,
        known: Callable[[bytes, str, str], Document | None] | None = None,
    ) -> None:
        self._crawler = crawler
        self._start = start
        self._begun = begun or (lambda _: None)
        self._known = known or (lambda *_: None)
        self._lost: dict[str, asyncio.Task[soft404.Face | None]] = {}
        self._flaws: dict[tuple[str, int], asyncio.Task[str]] = {}
        self._reader = Reader()
        self._browsers: Browsers | None = None

    @property
    def browsers(self) -> Browsers:
        """The browsers of this crawl."""
        if self._browsers is None:
            self._browsers = Browsers(through_engine(self._crawler))
        return self._browsers

    async def close(self) -> None:
        """End the reader and the browsers."""
        await asyncio.to_thread(self._reader.close)
        if self._browsers is not None:
            await self._browsers.close()

    async def examine(self, response: Response, target: Target) -> Evidence | Failure:
        """What an answer is worth."""
        if response.status == HTTP_NOT_MODIFIED:
            return failure(target.url, "http-5xx", "not modified, says the server, and it was not asked", 304)
        missing = of_status(target.url, response.status)
        if missing is not None:
            return missing
        if not response.body.strip():
            return failure(target.url, "empty", f"{len(response.body)} bytes", response.status)
        begun = functools.partial(self._begun, target)
        document, body = await self._open(response, target.url, begun)
        if document.kind == "page":
            seen = await self._seen_through(document, target, response.status)
            if seen is not None:
                return seen
        notes = await self._notes(response)
        if url_key(target.url) == url_key(self._start) and in_other_language(document):
            notes += (f"{OTHER_LANGUAGE}:{urlsplit(document.final_url).netloc}",)
        return Evidence(document, body, notes)

    async def _open(
        self, response: Response, url: str, begun: Callable[[], None] | None = None
    ) -> tuple[Document, bytes]:
        """Read an answer; a page that needs the browser is drawn first."""
        content_type = _content_type(response)
        # What services answer a download with is an address for a minute: the link itself is where it stands.
        kept = recognise(url) is not None and recognise(response.url) is None
        document = self._remembered(response.body, url, url if kept else response.url, content_type)
        if document is None:
            document = await self._read(response.body, url, response.url, content_type)
        if document.kind != "page":
            return (msgspec.structs.replace(document, final_url=url) if kept else document), response.body
        why = needs_browser(document, decode(response.body, content_type).text)
        return (document, response.body) if not why else await self._drawn(document, response, why, begun)

    async def _drawn(
        self, plain: Document, response: Response, why: str, begun: Callable[[], None] | None
    ) -> tuple[Document, bytes]:
        """The page as its scripts draw it; as it came by HTTP where the browser gives nothing."""
        route = script_route(urlsplit(plain.url).fragment)
        asked = response.url if not route or "#" in response.url else f"{response.url}{route}"
        headers = {"content-type": _content_type(response)}
        drawn = await self.browsers.render(asked, response.body, headers, begun=begun)
        notes = (f"browser:{why}", *drawn.notes)
        if not drawn.html:
            return msgspec.structs.replace(plain, notes=plain.notes + notes), response.body
        body = drawn.html.encode(errors="replace")
        document = await self._read(body, plain.url, drawn.final_url, "text/html; charset=utf-8")
        linked = {block.href for block in document.blocks if block.kind == "link"}
        routes = tuple(Block("link", r.words, href=r.url) for r in drawn.routes if r.url not in linked)
        return msgspec.structs.replace(document, blocks=document.blocks + routes, notes=document.notes + notes), body

    def _remembered(self, body: bytes, url: str, final_url: str, content_type: str) -> Document | None:
        """The reading of the same bytes from the same address, if there is one: nothing is parsed twice."""
        document = self._known(body, final_url, content_type)
        if document is None:
            return None
        if self._crawler.stats is not None:
            self._crawler.stats.inc_value(REMEMBERED)
        return msgspec.structs.replace(document, url=url, fetched_at=_now())

    async def _read(self, body: bytes, url: str, final_url: str, content_type: str) -> Document:
        told = {"url": url, "final_url": final_url, "content_type": content_type, "fetched_at": _now()}
        if len(body) < LARGE and kind_of(body) in AT_ONCE:
            return read(body, **told)
        return await asyncio.to_thread(self._reader.read, body, **told)

    async def _seen_through(self, document: Document, target: Target, status: int) -> Failure | None:
        """The failure behind a page that only looks like an answer: a login wall or a soft 404."""
        if wants_sign_in(document) or is_login_wall(document):
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
        document, _ = await self._open(response, url)
        return soft404.face(document) if document.kind == "page" else None

    async def _notes(self, response: Response) -> tuple[str, ...]:
        notes = [NOT_MODIFIED] if NOT_MODIFIED in response.flags else []
        if "dataloss" in response.flags:
            notes.append(CUT_OFF)
        parts = urlsplit(response.url)
        if parts.scheme == "https" and parts.hostname and response.ip_address is not None:
            place = (parts.hostname, parts.port or DEFAULT_PORTS["https"])
            if place not in self._flaws:
                asked = asyncio.to_thread(tls.flaw, place[0], str(response.ip_address), place[1])
                self._flaws[place] = asyncio.ensure_future(asked)
            if await self._flaws[place]:
                notes.append(f"tls-unverified:{parts.hostname}")
        return tuple(notes)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _content_type(response: Response) -> str:
    return (response.headers.get(b"Content-Type") or b"").decode("latin-1")


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
