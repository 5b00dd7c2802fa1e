"""Reports on paper: the pages as PDF files, printed by Chromium from what was written, without the network."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from playwright.sync_api import BrowserContext, Error, Route, sync_playwright

from crawler.fetch.browser import processes
from crawler.whole_file import write_whole

LONGEST: Final = 60_000.0
"""Milliseconds that one page may take."""

_ADDRESS: Final = "http://report.invalid/"
"""Under this name the browser sees the one page that it prints; nothing else is answered."""

_ARGUMENTS: Final = ("--host-resolver-rules=MAP * ~NOTFOUND", "--disable-gpu", "--no-pings")
_OTHER_PAGES: Final = re.compile(rb' href="[\w.-]+\.html(?:#[^"]*)?"')
"""Links to the pages beside it: on paper they would lead to an address of this machine."""

_ROOT: Final = b"<html "


class PdfError(Exception):
    """Pages cannot be printed. The text is for logs; ``thai`` is for whoever asked for them."""

    def __init__(self, message: str, thai: str) -> None:
        super().__init__(message)
        self.thai = thai


def print_pages(pages: Sequence[Path], *, thai_digits: bool = False) -> Iterator[Path]:
    """Print each page to a PDF beside it; gives the paths, one by one. thai_digits: in the page numbers.

    Raises:
        PdfError: there is no Chromium, or it could not print.
        OSError: a file cannot be read or written.
    """
    try:
        with sync_playwright() as playwright:
            path = processes.executable(playwright.chromium.executable_path)
            if not shutil.which(path):
                raise PdfError(
                    "no Chromium on this machine: install one, or run `playwright install chromium`",
                    "ไม่พบ Chromium ในเครื่องนี้ ติดตั้งก่อน เช่น sudo apt-get install chromium แล้วสั่งใหม่",
                )
            root = hasattr(os, "geteuid") and os.geteuid() == 0
            browser = playwright.chromium.launch(
                executable_path=path,
                args=list(_ARGUMENTS),
                chromium_sandbox=not root,  # Chromium refuses its sandbox to root
            )
            context = browser.new_context(locale="th-TH", java_script_enabled=False, service_workers="block")
            for page in pages:
                printed = page.with_suffix(".pdf")
                write_whole(printed, _print(context, page.read_bytes(), thai_digits=thai_digits))
                yield printed
            browser.close()
    except Error as error:
        why = error.message.partition("\n")[0]
        raise PdfError(f"Chromium could not print: {why}", f"Chromium พิมพ์ PDF ไม่สำเร็จ: {why}") from error


def _print(context: BrowserContext, html: bytes, *, thai_digits: bool) -> bytes:
    html = _OTHER_PAGES.sub(b"", html)
    if thai_digits:
        html = html.replace(_ROOT, _ROOT + b'class="thai-digits" ', 1)

    def answer(route: Route) -> None:
        if route.request.url == _ADDRESS:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        else:
            route.abort()

    page = context.new_page()
    try:
        page.set_default_timeout(LONGEST)
        page.route("**/*", answer)
        page.goto(_ADDRESS, wait_until="load")
        return page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    finally:
        page.close()
