"""Sitemaps: those that robots.txt names, else ``sitemap.xml``. A way to pages, not evidence: read and not stored."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from scrapy import Request

from crawler.frontier.scope import narrow_path
from crawler.frontier.sitemap import addresses
from crawler.frontier.urls import clean, host_and_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser
    from twisted.python.failure import Failure as DownloadFailure

    from crawler.frontier import Frontier

logger = logging.getLogger(__name__)

MAX_SITEMAPS = 6
"""Sitemaps read of one site, indexes of sitemaps included."""


class Sitemaps:
    """Asks for the sitemaps of the agency's host, and names their addresses to the frontier."""

    def __init__(self, frontier: Frontier) -> None:
        self._frontier = frontier
        self._named: dict[str, list[str]] = {}
        self._asked: set[str] = set()

    def robots_read(self, robotparser: RobotParser, request: Request) -> None:
        """Remember what a host's robots.txt says about sitemaps (Scrapy's signal ``robots_parsed``)."""
        named = getattr(getattr(robotparser, "rp", None), "sitemaps", ())  # Scrapy wraps its parsers alike
        self._named[host_and_port(request.url)] = [urljoin(request.url, url) for url in named]

    def requests(self, start: str) -> Iterator[Request]:
        """Requests for the sitemaps of the site that begins at ``start``."""
        parts = urlsplit(start)
        usual = f"{parts.scheme}://{parts.netloc}{narrow_path(start) or '/'}sitemap.xml"
        yield from self._further(self._named.get(host_and_port(start)) or [usual], start)

    def _further(self, urls: list[str], source: str) -> Iterator[Request]:
        for url in filter(None, map(clean, urls)):
            own = host_and_port(url) == host_and_port(source)
            if own and url not in self._asked and len(self._asked) < MAX_SITEMAPS:
                self._asked.add(url)
                yield Request(url, callback=self.read, errback=self.missed)

    def read(self, response: Response) -> Iterator[Request]:
        """Name the addresses of a sitemap to the frontier, and follow an index of sitemaps."""
        if response.status != 200:  # noqa: PLR2004 - HTTP OK
            return
        urls, further = addresses(response.body)
        if further:
            yield from self._further(urls, response.url)
        else:
            self._frontier.sitemap(urls, response.url)

    def missed(self, trouble: DownloadFailure) -> None:
        """Most sites have none."""
        logger.debug("no sitemap: %s", trouble.value)
