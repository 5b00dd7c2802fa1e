"""Scrapy's scheduler slot, filled by the frontier: a request is made only when its turn has come.

Links are chosen as late as possible, so that what a page names first decides what is asked next. Requests that Scrapy
itself makes (redirects) go before.
"""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING, Self, cast

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler

    from crawler.frontier import Target
    from crawler.spiders.agency import AgencySpider


class FrontierScheduler(BaseScheduler):
    """Gives the engine the frontier's targets, at most so many at a time per host."""

    def __init__(self, per_host: int) -> None:
        self._per_host = per_host
        self._made: deque[Request] = deque()
        self._spider: AgencySpider

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build it from the settings, as Scrapy does."""
        return cls(crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") or 1)

    def open(self, spider: Spider) -> None:
        """Learn whose frontier it is."""
        self._spider = cast("AgencySpider", spider)

    def close(self, reason: str) -> None:  # noqa: ARG002 - the signature is Scrapy's
        """Forget what Scrapy still wanted to ask."""
        self._made.clear()

    def has_pending_requests(self) -> bool:
        """Is anything left to ask?"""
        return bool(self._made) or self._spider.frontier.pending()

    def enqueue_request(self, request: Request) -> bool:
        """Take a request that Scrapy or the spider made; it is asked next."""
        self._made.append(request)
        return True

    def next_request(self) -> Request | None:
        """The next request, or None while every host with something to ask is busy."""
        if self._made:
            return self._made.popleft()
        frontier = self._spider.frontier
        under_way: Counter[str] = Counter(target.host for target in frontier.asked())
        target: Target | None = frontier.take({host for host, count in under_way.items() if count >= self._per_host})
        return None if target is None else self._spider.request(target)
