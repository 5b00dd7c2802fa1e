"""One page in the browser: waiting until it is at rest, opening what opens, writing it down."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Any

import msgspec
from playwright.async_api import Download, Error, Page

from crawler.fetch.browser.gate import Gate
from crawler.fetch.browser.rendered import Route

QUIET = 0.4
"""Seconds without a visible change and without a request under way after which a page counts as drawn."""

BELIEVED = 1.0
"""Seconds longer that the page may stand still while something on it is missing or says that it is being loaded."""

QUIET_OPENED = 0.08
"""The same after something was opened on it."""

TICK = 0.05
"""Seconds between looks."""

LATE = 0.01
"""Seconds that a look comes late, so that it need not be repeated."""

PATIENCE = 0.5
"""Part of the time of a page that it may take to come to rest; what it shows then is taken."""

OPENING = 0.85
"""Part of the time of a page after which nothing more is opened."""

ONE_OPENING = 2.5
"""Seconds that one opened thing may take to fill itself."""

MOST_OPENED = 40
"""Things opened on one page."""

MOST_DOWNLOADS = 50
"""Downloads of one page that are told."""

LONGEST = 8_000_000
"""Letters of markup that are kept of one page."""

TALLEST = 8_000
"""Height of a picture in pixels."""

WIDTH = 1280


class _Opened(msgspec.Struct):
    words: str
    key: str
    clicked: bool


class _Led(msgspec.Struct):
    href: str
    popup: str
    menu: bool


class _Summary(msgspec.Struct):
    url: str
    dialogs: int
    popups: list[str]
    loading: int


class Drawing:
    """Draws a page; a page that hangs later loses nothing of what stands in the attributes by then.

    known: menu entries of the same site whose addresses are known from pages drawn before, by the name that the page
    script gives them; they are not clicked again, and new ones are put in.
    """

    def __init__(self, page: Page, gate: Gate, known: dict[str, str], seconds: float) -> None:
        self._page = page
        self._gate = gate
        self._known = known
        self._seconds = seconds
        self._begun = time.monotonic()
        self._downloads: list[str] = []
        self._busy = False
        self._summary = _Summary("", 0, [], 0)
        self.html = ""
        self.url = ""
        self.png = b""
        self._routes: dict[str, Route] = {}
        page.on("download", self._download)
        page.on("popup", _close)

    async def run(self, url: str, *, screenshot: bool) -> None:
        """Draw the page at ``url``.

        Raises:
            playwright.async_api.Error: the page, or the browser, died.
        """
        await self._page.goto(url, wait_until="commit", timeout=0)  # the browser bounds the whole
        self._busy = not await self._rest(QUIET, self._seconds * PATIENCE, "loading()")
        self.url = self._page.url
        if screenshot:
            self.png = await self._picture()
        await self._write()
        if await self._open_all():
            await self._write()

    @property
    def routes(self) -> tuple[Route, ...]:
        """Addresses that clicks led to, and those the page tried to go to, to open or to download by itself."""
        for url in (*self._gate.goals, *self._summary.popups, *self._downloads):
            if _is_address(url):
                self._add(url, "")
        return tuple(self._routes.values())

    @property
    def notes(self) -> tuple[str, ...]:
        """Stable codes of what happened."""
        found = {
            "browser-busy": self._busy,
            "browser-loading": self._summary.loading,
            "browser-dialog": self._summary.dialogs,
            "browser-cut": len(self.html) >= LONGEST,
            f"browser-refused:{self._gate.refused}": self._gate.refused,
            f"browser-failed:{self._gate.failed}": self._gate.failed,
        }
        popups = [f"browser-popup:{url}" for url in self._summary.popups]
        downloads = [f"browser-download:{url}" for url in self._downloads]
        return tuple(dict.fromkeys([*(note for note, true in found.items() if true), *popups, *downloads]))

    async def _ask(self, call: str, argument: object = None) -> Any:  # noqa: ANN401 - checked by those who ask
        return await self._page.evaluate(f"(given) => window.__oit.{call}", argument)

    async def _rest(self, quiet: float, seconds: float, awaits: str = "awaits()") -> bool:
        """Wait until the page is at rest; ``False`` when it is not within ``seconds``.

        awaits: asks the page whether something is missing that is still to come; that is believed for a while.
        """
        until = time.monotonic() + seconds
        stuck = quiet + BELIEVED
        while time.monotonic() < until:
            still = float(await self._ask("quiet()")) / 1000
            if still >= quiet and not self._gate.open and (still >= stuck or not await self._ask(awaits)):
                return True
            await asyncio.sleep(TICK if still >= quiet else max(TICK, quiet - still + LATE))
        return False

    async def _open_all(self) -> bool:
        """Open one thing after the other; was there any?"""
        count = 0
        while count < MOST_OPENED and time.monotonic() - self._begun < self._seconds * OPENING:
            goals = len(self._gate.goals)
            self._gate.begin()
            found = await self._ask("open(given)", self._known)
            if found is None:
                break
            opened = msgspec.convert(found, _Opened)
            if opened.clicked:
                count += 1
                await self._rest(QUIET_OPENED, ONE_OPENING)
                await self._look(opened, goals)
            else:
                self._add(self._known[opened.key], opened.words)
        return bool(count or self._routes)

    async def _look(self, opened: _Opened, goals: int) -> None:
        """Take in what a click did, and go back where it led away."""
        led = msgspec.convert(await self._ask("opened()"), _Led)
        if led.href:
            await self._rest(QUIET_OPENED, ONE_OPENING, "missing()")
            await self._ask("returned()")
        target = led.href or led.popup
        for goal in self._gate.goals[goals:]:
            target = target or goal
            await self._ask("led(given.key, given.words, given.goal)", {**_names(opened), "goal": goal})
            self._add(goal, opened.words)
        if target:
            self._add(target, opened.words)
            if led.menu and len(self._known) < MOST_OPENED * 10:
                self._known[opened.key] = target

    def _add(self, url: str, words: str) -> None:
        self._routes.setdefault(url, Route(url, words))

    async def _write(self) -> None:
        self._summary = msgspec.convert(await self._ask("summary()"), _Summary)
        by_itself = [*self._gate.goals, *self._summary.popups, *self._downloads]
        extra = [{"href": url, "words": ""} for url in by_itself if url not in self._routes and _is_address(url)]
        self.html = str(await self._ask("write(given)", extra))[:LONGEST]

    async def _picture(self) -> bytes:
        height = int(await self._page.evaluate("document.documentElement.scrollHeight"))
        area = {"x": 0, "y": 0, "width": WIDTH, "height": max(1, min(height, TALLEST))}
        try:
            return await self._page.screenshot(full_page=True, clip=area, timeout=self._seconds * 500)  # type: ignore[arg-type]
        except Error:
            return b""

    def _download(self, download: Download) -> None:
        if len(self._downloads) < MOST_DOWNLOADS:
            self._downloads.append(download.url)


async def _close(popup: Page) -> None:
    with contextlib.suppress(Error):
        await popup.close()


def _is_address(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _names(opened: _Opened) -> dict[str, str]:
    return {"key": opened.key, "words": opened.words}
