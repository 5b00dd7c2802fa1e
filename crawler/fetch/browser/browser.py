"""Chromium, started when it is first needed, begun anew now and then, and killed when a page hangs."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
from importlib.resources import files

from playwright.async_api import Browser as Chromium
from playwright.async_api import BrowserContext, Dialog, Error, Playwright, async_playwright

from crawler.fetch.browser import processes
from crawler.fetch.browser.answers import Fetch
from crawler.fetch.browser.drawing import WIDTH, Drawing
from crawler.fetch.browser.gate import Gate
from crawler.fetch.browser.known import Known
from crawler.fetch.browser.rendered import Rendered, State
from crawler.read.encoding import decode

logger = logging.getLogger(__name__)

START = 30.0
"""Seconds in which the browser must be there."""

STARTS = 2
"""Times that it is started for one page; where that fails, no page of the crawl is drawn."""

ONE_ANSWER = 0.45
"""Part of the time of a page that one answer may take: less than the page may take to come to rest without it."""

END = 5.0
"""Seconds in which a page, or the browser, must be gone; then it is killed."""

HEAVIEST = 1_500_000_000
"""Bytes that the browser's processes may take together; a page that wants more is ended."""

_LOOK = 0.5
"""Seconds between looks at its weight."""

_WEIGHT_OF_SCRIPTS = 512
"""MB of script objects in one page; beyond, Chromium itself ends the page."""

_ARGUMENTS = (
    "--host-resolver-rules=MAP * ~NOTFOUND",  # no name and no address is found: what is not answered by us fails
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",  # peer connections name no hosts
    "--disable-quic",
    "--dns-prefetch-disable",
    "--disable-domain-reliability",
    "--no-pings",
    "--disable-gpu",
    f"--js-flags=--max-old-space-size={_WEIGHT_OF_SCRIPTS}",
)

_SCRIPTS = tuple(
    files(__package__).joinpath(name).read_text("utf-8") for name in ("watch.js", "openers.js", "reveal.js")
)


class Browser:
    """Draws pages, one at a time.

    fetch: fetches what a page asks for; nothing else reaches the network. executable: path of a Chromium; empty: the
    one that Playwright installed, else the system's. seconds: wall-clock time of one page. recycle_after: pages after
    which the browser is begun anew, so that what leaks does not add up. known: what other browsers of the crawl share.
    """

    def __init__(
        self,
        fetch: Fetch,
        *,
        executable: str = "",
        seconds: float = 15,
        recycle_after: int = 50,
        known: Known | None = None,
    ) -> None:
        self._fetch = fetch
        self._executable = executable
        self._seconds = seconds
        self._recycle_after = recycle_after
        self._one_page = asyncio.Lock()
        self._driver: Playwright | None = None
        self._chromium: Chromium | None = None
        self._group = 0
        self._pages = 0
        self._known = known or Known()

    async def render(self, url: str, body: bytes, headers: dict[str, str], *, screenshot: bool = False) -> Rendered:
        """Draw a page that was fetched already.

        url: as answered, with the fragment as asked. body: decompressed. headers: of the answer, lower-case names;
        only ``content-type`` matters. Raises nothing: the state and the notes say what went wrong.
        """
        async with self._one_page:
            context = await self._context()
            if context is None:
                return Rendered("missing", final_url=url, notes=(f"browser-missing:{self._known.missing}",))
            text = decode(body, headers.get("content-type", "")).text
            seconds = self._seconds * ONE_ANSWER
            gate = Gate(
                url, text.encode(errors="replace"), self._fetch, self._known, pictures=screenshot, seconds=seconds
            )
            return await self._draw(context, gate, url, screenshot=screenshot)

    async def close(self) -> None:
        """End the browser and everything that belongs to it."""
        async with self._one_page:
            await self._end_chromium()
            await self._end_driver()

    async def _draw(self, context: BrowserContext, gate: Gate, url: str, *, screenshot: bool) -> Rendered:
        state: State = "ok"
        drawing: Drawing | None = None
        watch = asyncio.create_task(self._weigh())
        try:
            async with asyncio.timeout(self._seconds):
                page = await context.new_page()
                page.on("crash", lambda _: processes.kill(self._group))  # else what waits for it waits on
                drawing = Drawing(page, gate, self._known.menus_of(gate.body), self._seconds)
                await context.route("**/*", gate.handle)
                await drawing.run(url, screenshot=screenshot)
        except TimeoutError:
            state = "timeout"
        except asyncio.CancelledError:  # the crawl ends: nobody waits for this page any more
            processes.kill(self._group)
            raise
        except Exception as error:  # noqa: BLE001 - a page must not end the crawl, whatever its scripts return
            logger.debug("the browser lost %s: %s", url, error)
            state = "crashed"
        finally:
            watch.cancel()
        await self._put_away(context, kill=state != "ok")
        notes = () if state == "ok" else (f"browser-{state}",)
        if drawing is None:
            return Rendered(state, final_url=url, notes=notes)
        return Rendered(state, drawing.html, drawing.url or url, drawing.routes, notes + drawing.notes, drawing.png)

    async def _weigh(self) -> None:
        """End the browser when a page takes more memory than it may."""
        while await asyncio.to_thread(processes.weight, self._group) < HEAVIEST:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(_LOOK)
        processes.kill(self._group)

    async def _put_away(self, context: BrowserContext, *, kill: bool) -> None:
        self._pages += 1
        if not kill:
            try:
                await asyncio.wait_for(context.close(), END)
            except (Error, TimeoutError):
                kill = True
        if kill or self._pages >= self._recycle_after:
            await self._end_chromium(kill=kill)

    async def _end_chromium(self, *, kill: bool = False) -> None:
        """End the browser; its driver removes the profile."""
        chromium, group = self._chromium, self._group
        self._chromium, self._group, self._pages = None, 0, 0
        if chromium is None:
            return
        if kill:
            processes.kill(group)
        try:
            await asyncio.wait_for(chromium.close(), END)
        except (Error, TimeoutError):
            processes.kill(group)

    async def _end_driver(self) -> None:
        driver, self._driver = self._driver, None
        if driver is not None:
            with contextlib.suppress(Error, TimeoutError):
                await asyncio.wait_for(driver.stop(), END)

    async def _context(self) -> BrowserContext | None:
        """A fresh context, or ``None`` where there is no browser; then ``missing`` says why."""
        why = ""
        for _ in range(0 if self._known.missing else STARTS):
            try:
                async with asyncio.timeout(START):
                    return await self._new_context(self._chromium or await self._start())
            except (Error, TimeoutError, OSError) as error:
                why = str(error).partition("\n")[0] or type(error).__name__
                await self._end_chromium(kill=True)
                await self._end_driver()
            if self._known.missing:
                break
        if why:
            self._known.missing = self._known.missing or "start-failed"
            logger.warning("pages that need scripts are not drawn: %s", why)
        return None

    async def _start(self) -> Chromium:
        if self._driver is None:
            self._driver = await async_playwright().start()
        path = self._executable or processes.executable(self._driver.chromium.executable_path)
        if not shutil.which(path):  # a launch that fails would leave its profile behind
            self._known.missing = "no-executable"
            raise OSError("no Chromium on this machine: install one, or run `playwright install chromium`")
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        chromium = await self._driver.chromium.launch(
            executable_path=path,
            args=list(_ARGUMENTS),
            chromium_sandbox=not root,  # Chromium refuses its sandbox to root
            handle_sigint=False,  # the crawl ends it, after what is under way
            handle_sigterm=False,
            handle_sighup=False,
        )
        session = await chromium.new_browser_cdp_session()
        found = await session.send("SystemInfo.getProcessInfo")
        self._group = next(int(p["id"]) for p in found["processInfo"] if p["type"] == "browser")
        self._chromium = chromium
        return chromium

    @staticmethod
    async def _new_context(chromium: Chromium) -> BrowserContext:
        context = await chromium.new_context(
            viewport={"width": WIDTH, "height": 900},
            locale="th-TH",
            timezone_id="Asia/Bangkok",
            reduced_motion="reduce",
            service_workers="block",
            accept_downloads=False,
            permissions=[],
        )
        for script in _SCRIPTS:
            await context.add_init_script(script)
        context.on("dialog", _dismiss)
        return context


async def _dismiss(dialog: Dialog) -> None:
    with contextlib.suppress(Error):
        await dialog.dismiss()
