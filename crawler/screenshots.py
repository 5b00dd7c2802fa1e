"""On request: a picture of the page that decided each item, taken while the site can still be asked."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from checks.judge import judge
from checks.links import url_key
from crawler.books import PACKAGED, Books
from crawler.fetch.browser import Browser
from crawler.read.apart import Reader
from crawler.store.pictures import Screenshot
from crawler.thumbnails import thumbnail

if TYPE_CHECKING:
    from collections.abc import Callable

    from checks.evidence import Document
    from checks.verdict import ItemVerdict
    from crawler.fetch.browser import Fetch
    from crawler.store import Store

logger = logging.getLogger(__name__)


async def take_screenshots(
    store: Store, run_id: str, fetch: Fetch, stopped: Callable[[], bool], *, books: Books = PACKAGED
) -> int:
    """Judge what was gathered, and keep a PNG of the page that decided each item; gives how many were taken.

    Pages are drawn in the browser with their styles and pictures; of documents the page with the first quote is shown.
    fetch: for their styles and pictures. stopped: asked before each.

    Raises:
        StoreError: the database cannot be read or written.
    """
    case = store.load_case(run_id)
    judgement = judge(case, books.load(case.fiscal_year))
    documents = {url_key(d.url): d for d in case.documents} | {url_key(d.final_url): d for d in case.documents}
    taken: dict[tuple[str, int], tuple[bytes, bytes]] = {}
    count = 0
    browser = Browser(fetch)
    try:
        with Reader() as reader:
            for verdict in judgement.items:
                document = documents.get(url_key(verdict.url)) if verdict.url else None
                if stopped():
                    break
                if document is None:
                    continue
                page = 0 if document.kind == "page" else _page(verdict, document)
                if (document.sha256, page) not in taken:
                    body = store.body(document.sha256)
                    png = await _picture(browser, reader, document, body, page)
                    taken[document.sha256, page] = png, thumbnail(png) if png else b""
                png, small = taken[document.sha256, page]
                if png:
                    store.save_screenshot(run_id, Screenshot(verdict.item, document.final_url, page, png, small))
                    count += 1
    finally:
        await browser.close()
    return count


async def _picture(browser: Browser, reader: Reader, document: Document, body: bytes, page: int) -> bytes:
    """A PNG; empty where none can be made, which is a pity and no more."""
    if document.kind == "page":
        headers = {"content-type": document.content_type}
        drawn = await browser.render(document.final_url, body, headers, screenshot=True)
        return drawn.png
    png = await asyncio.to_thread(reader.picture, body, page if document.pages else 0)
    if not png:
        logger.info("no picture of %s", document.final_url)
    return png


def _page(verdict: ItemVerdict, document: Document) -> int:
    """The page of a document that its first quote names."""
    quotes = (q for e in verdict.elements for q in e.finding.quotes)
    return next((q.page for q in quotes if q.page and url_key(q.url) == url_key(document.final_url)), 1)
