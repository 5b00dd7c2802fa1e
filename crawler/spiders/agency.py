"""The spider that walks one agency's website: it asks what the frontier names and hands answers to the keeper."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

from scrapy import Request, Spider, signals

from checks.evidence import Failure
from checks.links import url_key
from crawler.arguments import Assignment, parse
from crawler.books import books_of
from crawler.fetch.examine import OTHER_LANGUAGE, Evidence, Examiner
from crawler.fetch.failures import TRANSIENT, failure, of_exception
from crawler.frontier import Frontier, Limits, Scope, Target
from crawler.frontier.foreign import onward
from crawler.frontier.urls import host_and_port
from crawler.frontier.words import ItemWords
from crawler.keeper import Keeper
from crawler.notices import tell
from crawler.records import DocumentItem, FailureItem, PageItem
from crawler.spiders.sitemaps import Sitemaps
from reports.words import words

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure as DownloadFailure

    from checks.evidence import Document

logger = logging.getLogger(__name__)

NO_LIMIT = 1000
"""Depth when ``DEPTH_LIMIT`` is 0, which means none in Scrapy."""

Item = PageItem | DocumentItem | FailureItem


class AgencySpider(Spider):
    """``scrapy crawl agency -a url=…``: gather the evidence of one agency."""

    name = "agency"
    frontier: Frontier
    assignment: Assignment
    examiner: Examiner
    moved_to = ""
    """Where the start address leads, when that is another place; empty when it is not."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, **kwargs: str) -> Self:
        """Build it from the ``-a`` arguments.

        Raises:
            crawler.arguments.ArgumentError: an argument cannot be used.
        """
        spider = cls()
        spider._set_crawler(crawler)
        spider.assignment = parse(kwargs, books=books_of(crawler.settings))
        spider._prepare(crawler)
        return spider

    def _prepare(self, crawler: Crawler) -> None:
        plan, settings = self.assignment, crawler.settings
        if settings["OIT_CONTACT"]:
            agent = f"OITCrawler/0.1 (+{settings['OIT_CONTACT']})"
            settings.set("USER_AGENT", agent, priority="spider")
        # Their errors come back as the failures of the pages that were asked for, or as notes.
        logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)
        logging.getLogger("scrapy.core.downloader.tls").setLevel(logging.ERROR)
        limits = Limits(
            depth=settings.getint("DEPTH_LIMIT") or NO_LIMIT,
            pages=settings.getint("OIT_MAX_PAGES"),
            documents=settings.getint("OIT_MAX_DOCUMENTS"),
        )
        start = plan.agency.url
        scope = Scope(start)
        for host in plan.hosts:
            scope.add(host)
        self.frontier = Frontier(scope, ItemWords(books_of(settings).load(plan.fiscal_year)), limits)
        self.frontier.submit(plan.submitted)
        self.frontier.start(start)
        self.examiner = Examiner(crawler, start, self.frontier.aside, self._known)
        self._first_failures: dict[str, Failure] = {}
        self._sitemaps = Sitemaps(self.frontier)
        crawler.signals.connect(self._sitemaps.robots_read, signal=signals.robots_parsed)
        crawler.signals.connect(self.examiner.close, signal=signals.spider_closed)

    async def start(self) -> AsyncIterator[Any]:
        """Nothing: the scheduler takes requests from the frontier."""
        return
        yield

    @property
    def keeper(self) -> Keeper:
        """Where evidence goes.

        Raises:
            RuntimeError: the extension was switched off.
        """
        keeper = self.crawler.get_extension(Keeper)
        if keeper is None:
            raise RuntimeError("the extension crawler.keeper.Keeper is switched off: nothing would be kept")
        return keeper

    def _known(self, body: bytes, final_url: str, content_type: str) -> Document | None:
        memory = self.keeper.memory
        return memory.reading(body, final_url, content_type) if memory is not None else None

    def request(self, target: Target) -> Request:
        """The request for a target."""
        headers = {}
        if host_and_port(target.referrer) == target.host:
            headers["Referer"] = target.referrer
        meta = {"target": target, "second_try": target.attempt > 1}
        return Request(target.asked, callback=self.answered, errback=self.failed, headers=headers, meta=meta)

    async def answered(self, response: Response) -> AsyncIterator[Item | Request]:
        """Take in an answer."""
        target: Target = response.meta["target"]
        try:
            result = await self.examiner.examine(response, target)
        except Exception as error:
            logger.exception("could not read %s", target.url)
            result = failure(target.url, "broken", f"{type(error).__name__}: {error}", response.status)
        further = onward(target, result.document) if isinstance(result, Evidence) else None
        if further is not None:  # what came only leads to the content: a short link, a warning before a download
            yield self.request(further)
            return
        if isinstance(result, Failure):
            for item in self._no_evidence(result, target):
                yield item
            return
        yield self._evidence(result, target, response)
        if self._is_start(target):
            for request in self._sitemaps.requests(response.url):
                yield request

    def failed(self, trouble: DownloadFailure) -> Iterator[Item]:
        """Take in the failure of a request."""
        target: Target = trouble.request.meta["target"]  # type: ignore[attr-defined]
        error = trouble.value or RuntimeError("a failure without a reason")
        result = of_exception(target.url, error)
        if result.cause == "broken":
            logger.error("unexpected trouble with %s", target.url, exc_info=error)
        yield from self._no_evidence(result, target)

    def _is_start(self, target: Target) -> bool:
        """Is it the agency's start address, however it was named? Some submit their front page for an item."""
        return url_key(target.url) == url_key(self.assignment.agency.url)

    def _evidence(self, evidence: Evidence, target: Target, response: Response) -> Item:
        document = evidence.document
        self.frontier.done(target, document.kind, document.final_url)
        if self._is_start(target) and self.frontier.scope.moved(target.url, document.final_url):
            self.moved_to = document.final_url
            logger.warning("%s leads to %s, which counts as the agency's own", target.url, document.final_url)
        if any(note.startswith(OTHER_LANGUAGE) for note in evidence.notes):
            tell(
                f"{document.final_url} holds hardly any Thai: is it the address of the Thai site?",
                f"หน้าแรก {document.final_url} แทบไม่มีภาษาไทย โปรดตรวจว่าเป็นที่อยู่ของเว็บไซต์ภาษาไทยของหน่วยงาน",
            )
        self.frontier.read(document, target)
        self.keeper.add_document(
            document,
            target,
            body=evidence.body,
            status=response.status,
            headers=_headers(response),
            notes=evidence.notes,
        )
        kind = PageItem if document.kind == "page" else DocumentItem
        return kind(
            url=document.url,
            final_url=document.final_url,
            status=response.status,
            content_type=document.content_type,
            fetched_at=document.fetched_at,
            sha256=document.sha256,
            title=document.title,
            state=document.state,
            reason=target.reason,
            depth=target.depth,
            referrer=target.referrer,
        )

    def _no_evidence(self, result: Failure, target: Target) -> Iterator[Item]:
        if result.cause == "limit":  # stopped while it waited for its second try: the first one tells more
            result = self._first_failures.get(target.key, result)
        if result.cause in TRANSIENT and self.frontier.postpone(target):
            self._first_failures[target.key] = result
            logger.info("%s: %s, asked again at the end", target.url, result.cause)
            return
        self.frontier.done(target)
        self.keeper.add_failure(result, target, target.attempt)
        yield FailureItem(
            url=result.url,
            cause=result.cause,
            owner=result.owner,
            remedy=words("th")(f"cause.{result.cause}.do"),
            detail=result.detail,
            status=result.status,
            fetched_at=datetime.now(UTC).isoformat(timespec="seconds"),
            reason=target.reason,
            depth=target.depth,
            referrer=target.referrer,
            attempts=target.attempt,
        )

    def unanswered(self) -> Iterator[tuple[Failure, Target, int]]:
        """At the end: what was asked for or named by the agency, and has no answer because the crawl was cut short.

        With each the number of times it was asked for.
        """
        asked = {target.key for target in self.frontier.under_way()}
        why = ", ".join(self.frontier.limits_hit) or "the crawl ended first"
        for target in self.frontier.left():
            attempts = target.attempt if target.key in asked else target.attempt - 1
            first = self._first_failures.get(target.key)
            if first is not None:
                yield first, target, attempts
            elif target.named or attempts:
                yield failure(target.url, "limit", why), target, attempts


def _headers(response: Response) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    ]
