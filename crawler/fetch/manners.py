"""Waiting: as long as a host asks for (Retry-After), and before each second try."""

from __future__ import annotations

import asyncio
import email.utils
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from scrapy.exceptions import IgnoreRequest
from scrapy.utils.httpobj import urlparse_cached

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

MAX_HOLD = 60.0
"""Seconds; a host that asks for more is asked again after this long, once, at the end of the crawl."""

TICK = 0.2
"""Seconds between looks whether the crawl is being stopped."""


class PatienceMiddleware:
    """Holds requests to a host that answered 429 or 503 with ``Retry-After``, as long as it said.

    Pauses ``OIT_RETRY_PAUSE`` seconds before each request of the second pass (``meta["second_try"]``).
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._pause = crawler.settings.getfloat("OIT_RETRY_PAUSE")
        self._held: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build it as Scrapy does."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let the request go when its host may be asked again.

        Raises:
            IgnoreRequest: the crawl is being stopped meanwhile.
        """
        host = urlparse_cached(request).netloc
        pause_over = time.monotonic() + (self._pause if request.meta.get("second_try") else 0.0)
        while time.monotonic() < max(self._held.get(host, 0.0), pause_over):
            if not self._crawler.engine.running:
                raise IgnoreRequest("stopped while waiting")
            await asyncio.sleep(TICK)

    def process_response(self, request: Request, response: Response) -> Response:
        """Note how long the host wants to be left alone."""
        if response.status in (429, 503):
            wait = seconds(response.headers.get(b"Retry-After") or b"", datetime.now(UTC))
            if wait:
                host = urlparse_cached(request).netloc
                self._held[host] = max(self._held.get(host, 0.0), time.monotonic() + wait)
        return response


def seconds(header: bytes, now: datetime) -> float:
    """Seconds that a Retry-After header (a number or a date) asks for: 0 for none, at most ``MAX_HOLD``."""
    text = header.decode("latin-1").strip()
    if text.isdigit():
        return min(float(text[:9]), MAX_HOLD)
    try:
        until = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(max((until - now).total_seconds(), 0.0), MAX_HOLD)
