"""The gate between a page in the browser and the world: what it may ask for, and who asks for it.

Every request of the browser stops here. The page itself is answered with the body that was fetched before; scripts,
style sheets and data are fetched by our own function; everything else is refused.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections import Counter
from urllib.parse import urldefrag, urlsplit

from playwright.async_api import Error, Request
from playwright.async_api import Route as Paused

from crawler.fetch.browser.answers import FAILED, Answer, Fetch, Kept
from crawler.fetch.browser.known import Known

MOST_REQUESTS = 300
"""Requests of one page that are answered; a polling page ends here."""

MOST_GOALS = 100
"""Addresses of one page that it tried to go to and that are remembered."""

MOST_AWAITED = 4
"""Requests for one address (its query aside) for which a page is waited at a time; asking on and on is polling."""

SILENT = 2
"""Pages kept waiting by an address that never answered, until the next ones ask it and do not wait."""

_ASKED = frozenset({"script", "stylesheet", "xhr", "fetch"})
_KEPT = frozenset({"script", "stylesheet"})
_PICTURES = frozenset({"image"})

# Hosts that count, advertise or show a social network's box: no evidence comes from them. What they are to the visitor
# (a chat, a page on a social network) is read from the page's own markup.
_TRACKERS = re.compile(
    r"(^|\.)(google-analytics\.com|googletagmanager\.com|googlesyndication\.com|googleadservices\.com|doubleclick\.net"
    r"|google\.[a-z.]+/ads|facebook\.net|facebook\.com|fbcdn\.net|twitter\.com|x\.com|tiktok\.com|line-scdn\.net"
    r"|line\.me|addthis\.com|addtoany\.com|sharethis\.com|hotjar\.com|clarity\.ms|histats\.com|truehits\.net"
    r"|statcounter\.com|matomo\.cloud|zocialeye\.com|tawk\.to|youtube\.com|ytimg\.com|cookiebot\.com|cookiewow\.com"
    r"|onesignal\.com|recaptcha\.net|hcaptcha\.com|intercom\.io|newrelic\.com|nr-data\.net|sentry\.io)$"
)

# Of the request: ours are sent in their place. Of the answer: true of what was on the wire, or meant for a browser
# that goes on its own.
_OWN_HEADERS = frozenset({
    "host", "user-agent", "cookie", "accept-encoding", "connection", "content-length", "upgrade-insecure-requests",
    "proxy-authorization", "if-none-match", "if-modified-since", "range",
})  # fmt: skip
_WIRE_HEADERS = frozenset({
    "content-encoding", "content-length", "transfer-encoding", "connection", "set-cookie", "strict-transport-security",
    "content-disposition", "alt-svc", "link", "refresh", "location", "nel", "report-to", "keep-alive",
})  # fmt: skip

# A picture that is refused makes pages hide it or put another in its place: a dot in its stead changes nothing.
_DOT = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")


class Gate:
    """Answers the requests of one page.

    body: the page itself. goals: addresses that the page's own frame tried to go to after it was loaded, in order.
    refused: requests not let through. failed: those let through that had no answer. open: requests under way whose
    answers the page is waited for.
    """

    def __init__(self, url: str, body: bytes, fetch: Fetch, known: Known, *, pictures: bool, seconds: float) -> None:
        self._url = urldefrag(url).url
        self.body = body
        self._fetch = fetch
        self._known = known
        self._asked = _ASKED | _PICTURES if pictures else _ASKED
        self._seconds = seconds
        self._loaded = False
        self._requests = 0
        self._answers = Kept()
        self._times: Counter[str] = Counter()
        self.goals: list[str] = []
        self.refused = 0
        self.failed = 0
        self.open = 0

    async def handle(self, paused: Paused) -> None:
        """Answer or refuse one request."""
        with contextlib.suppress(Error):  # the page is gone meanwhile
            await self._answer(paused, paused.request)

    async def _answer(self, paused: Paused, request: Request) -> None:
        if request.is_navigation_request():
            await self._navigation(paused, request)
        elif request.resource_type in _PICTURES - self._asked:
            await paused.fulfill(status=200, content_type="image/gif", body=_DOT)
        elif not self._may(request):
            self.refused += 1
            await paused.abort("blockedbyclient")
        else:
            self._requests += 1
            awaited = self._is_awaited(request.url)
            self.open += awaited
            try:
                answer = await self._get(request)
            finally:
                self.open -= awaited
            await self._give(paused, answer)

    def begin(self) -> None:
        """Something is about to be opened: what it asks for is waited for again."""
        self._times.clear()

    def _is_awaited(self, url: str) -> bool:
        place = _place(url)
        self._times[place] += 1
        return self._times[place] <= MOST_AWAITED and self._known.silent[place] < SILENT

    async def _navigation(self, paused: Paused, request: Request) -> None:
        try:
            own = request.frame.parent_frame is None
        except Error:  # a window that is about to open: what it would show is a goal as well
            own = True
        if own and not self._loaded and urldefrag(request.url).url.rstrip("/") == self._url.rstrip("/"):
            self._loaded = True
            await paused.fulfill(status=200, content_type="text/html; charset=utf-8", body=self.body)
            return
        if own and request.method == "GET" and len(self.goals) < MOST_GOALS:
            self.goals.append(request.url)
        elif request.method != "GET":
            self.refused += 1
        await paused.abort("aborted")  # any other error would put the browser's own page in its place

    def _may(self, request: Request) -> bool:
        parts = urlsplit(request.url)
        return (
            request.method == "GET"
            and request.resource_type in self._asked
            and parts.scheme in ("http", "https")
            and not _TRACKERS.search(parts.hostname or "")
            and self._requests < MOST_REQUESTS
        )

    async def _get(self, request: Request) -> Answer:
        # A page that goes back and forth, or polls, asks for the same again: its server is asked once.
        kept = self._known.answers if request.resource_type in _KEPT else self._answers
        answer = kept.get(request.url)
        if answer is not None:
            return answer
        headers = {
            name: value
            for name, value in request.headers.items()
            if name not in _OWN_HEADERS and not name.startswith((":", "sec-"))
        }
        try:
            answer = await asyncio.wait_for(self._fetch(request.url, headers), self._seconds)
        except TimeoutError:
            self._known.silent[_place(request.url)] += 1
            return FAILED
        self._known.silent.pop(_place(request.url), None)
        if answer.status == 200:  # noqa: PLR2004 - HTTP OK
            kept.put(request.url, answer)
        return answer

    async def _give(self, paused: Paused, answer: Answer) -> None:
        if not answer.status:
            self.failed += 1
            await paused.abort("failed")
            return
        headers = {name: value for name, value in answer.headers.items() if name.lower() not in _WIRE_HEADERS}
        await paused.fulfill(status=answer.status, headers=headers, body=answer.body)


def _place(url: str) -> str:
    """An address without its query, which in what polls is often the time."""
    return url.partition("?")[0]
