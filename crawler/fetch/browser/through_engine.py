"""Fetching for the browser through Scrapy, so that its manners hold for what scripts ask for, too.

Address guard, robots.txt, pauses and limits per host, size limits and the user agent are middlewares and settings of
the downloader; a request that goes through the engine passes them all, and so do its redirects.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from crawler.fetch.browser.answers import FAILED, Answer, Fetch

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

PRIORITY = 90
"""Before pages: a browser is waiting."""

LARGEST = 10 * 1024 * 1024
"""Bytes of one script, style sheet or answer with data."""


def through_engine(crawler: Crawler, seconds: float = 8.0) -> Fetch:
    """The fetch function of a crawl; an address that does not answer within ``seconds`` has no answer."""

    async def fetch(url: str, headers: dict[str, str]) -> Answer:
        meta = {"download_timeout": seconds, "download_maxsize": LARGEST}
        request = Request(url, headers=headers, callback=NO_CALLBACK, priority=PRIORITY, meta=meta)
        try:
            response = await crawler.engine.download_async(request)
        except Exception as error:  # noqa: BLE001 - refused, forbidden, unreachable: the page gets no answer
            logger.debug("no answer for a script from %s: %s", url, error)
            return FAILED
        answered = {
            name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
            for name, values in response.headers.items()
        }
        return Answer(response.status, answered, response.body)

    return fetch
