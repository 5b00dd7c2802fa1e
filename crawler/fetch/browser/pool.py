"""Several browsers, so that pages are drawn beside each other: most of a page's time is waiting for its scripts.

Each page has a browser of its own, so that one that hangs takes no other with it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from crawler.fetch.browser.answers import Fetch
from crawler.fetch.browser.browser import Browser
from crawler.fetch.browser.known import Known
from crawler.fetch.browser.rendered import Rendered

AT_A_TIME = 3
"""Pages drawn beside each other; a browser starts when its first page comes and takes some 200 MB."""


class Browsers:
    """Draws pages, so many at a time, in the order in which they come.

    seconds: wall-clock time of one page.
    """

    def __init__(self, fetch: Fetch, *, at_a_time: int = AT_A_TIME, seconds: float = 15) -> None:
        known = Known()
        self._free = [Browser(fetch, seconds=seconds, known=known) for _ in range(at_a_time)]
        self._all = tuple(self._free)
        self._room = asyncio.Semaphore(at_a_time)

    async def render(
        self, url: str, body: bytes, headers: dict[str, str], *, begun: Callable[[], None] | None = None
    ) -> Rendered:
        """Draw a page as :meth:`Browser.render` does; ``begun`` is called when its turn has come."""
        async with self._room:
            if begun is not None:
                begun()
            browser = self._free.pop()
            try:
                return await browser.render(url, body, headers)
            finally:
                self._free.append(browser)

    async def close(self) -> None:
        """End all browsers."""
        await asyncio.gather(*(browser.close() for browser in self._all))
