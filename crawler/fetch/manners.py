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
"""Seconds; a host that asks for more is not asked again in this crawl."""

TICK = 0.2
"""Seconds between looks whether the crawl is being stopped."""


class LeftAloneError(IgnoreRequest):
    """The host asked to be left alone for longer than a crawl waits. status: with which HTTP status it asked."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class PatienceMiddleware:
    """Holds requests to a host that answered 429 or 503 with ``Retry-After``, as long as it said.

    Pauses ``OIT_RETRY_PAUSE`` seconds before each request of the second pass (``meta["second_try"]``).
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._pause = crawler.settings.getfloat("OIT_RETRY_PAUSE")
        self._held: dict[str, float] = {}
        self._left_alone: dict[str, tuple[float, int]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build it as Scrapy does."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let the request go when its host may be asked again.

        Raises:
            LeftAloneError: the host asked for more patience than a crawl has.
            IgnoreRequest: the crawl is being stopped meanwhile.
        """
        host = urlparse_cached(request).netloc
        pause_over = time.monotonic() + (self._pause if request.meta.get("second_try") else 0.0)
        self._respect(host)
        while time.monotonic() < max(self._held.get(host, 0.0), pause_over):
            if self._stopping():
                raise IgnoreRequest("stopped while waiting")
            await asyncio.sleep(TICK)
            self._respect(host)

    def _respect(self, host: str) -> None:
        if host in self._left_alone:
            wait, status = self._left_alone[host]
            raise LeftAloneError(f"the site asked to be left alone for {wait:.0f} seconds", status)

    def _stopping(self) -> bool:
        engine = self._crawler.engine
        # Scrapy tells that a spider closes only when nothing is under way any more.
        slot = engine._slot if engine is not None else None  # noqa: SLF001
        return slot is None or slot.closing is not None

    def process_response(self, request: Request, response: Response) -> Response:
        """Note how long the host wants to be left alone."""
        if response.status in (429, 503):
            wait = seconds(response.headers.get(b"Retry-After") or b"", datetime.now(UTC))
            host = urlparse_cached(request).netloc
            if wait > MAX_HOLD:
                self._left_alone[host] = (wait, response.status)
            elif wait:
                self._held[host] = max(self._held.get(host, 0.0), time.monotonic() + wait)
        return response


def seconds(header: bytes, now: datetime) -> float:
    """Seconds that a Retry-After header (a number or a date) asks for; 0 for none."""
    text = header.decode("latin-1").strip()
    if text.isdigit():
        return float(text[:9])
    try:
        until = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max((until - now).total_seconds(), 0.0)
