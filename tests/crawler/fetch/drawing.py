"""A browser for tests: pages of ``fixtures/scripts`` drawn over real HTTP on loopback."""

from __future__ import annotations

import asyncio
import time
import urllib.error
import urllib.request
from pathlib import Path

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from checks.evidence import Document
from crawler.fetch.browser import Answer, Browser, Rendered
from crawler.read import read

ROOT = Path(__file__).resolve().parents[3]
PAGES = ROOT / "fixtures" / "scripts"
TYPES = {".html": "text/html", ".js": "text/javascript", ".json": "application/json"}
SECONDS = 20.0
"""For pages that come to rest; those that never do get fewer."""

HANGING = 8.0


def serve(request: Request) -> Response:
    """A file of the folder; what hangs hangs for longer than a page may take."""
    if request.path.startswith("/hang"):
        time.sleep(HANGING)
    path = PAGES / request.path.lstrip("/")
    if not path.is_file():
        return Response("none", 404)
    return Response(path.read_bytes(), 200, content_type=TYPES[path.suffix])


def get(url: str, headers: dict[str, str]) -> Answer:
    try:
        request = urllib.request.Request(url, headers=headers)  # noqa: S310 - our own server
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            return Answer(answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, {}, error.read())
    except OSError:
        return Answer(0, {}, b"")


class Bench:
    """A browser, the loop it lives in, and what its pages asked our function for."""

    def __init__(self, runner: asyncio.Runner, server: HTTPServer) -> None:
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.base = server.url_for("").rstrip("/")
        self._runner = runner
        self.browser = Browser(self._fetch, seconds=SECONDS)

    async def _fetch(self, url: str, headers: dict[str, str]) -> Answer:
        self.asked.append(url)
        self.headers.append(headers)
        return await asyncio.to_thread(get, url, headers) if url.startswith(self.base) else Answer(0, {}, b"")

    def draw(
        self, name: str, *, at: str = "", screenshot: bool = False, replace: str = "", seconds: float = SECONDS
    ) -> Rendered:
        """Draw a page of the folder as if it had come from ``at``."""
        self.asked.clear()
        self.browser._seconds = seconds
        body = (PAGES / f"{name}.html").read_bytes().replace(b"DATA", replace.encode())
        url = self.base + (at or f"/{name}.html")
        return self._runner.run(self.browser.render(url, body, {"content-type": "text/html"}, screenshot=screenshot))


def document(drawn: Rendered) -> Document:
    return read(drawn.html.encode(), url=drawn.final_url, final_url="", content_type="text/html; charset=utf-8")


def texts(drawn: Rendered) -> list[str]:
    return [b.text for b in document(drawn).blocks if b.kind in ("heading", "paragraph", "item", "cell")]


def links(drawn: Rendered, bench: Bench) -> dict[str, str]:
    return {b.href.removeprefix(bench.base): b.text for b in document(drawn).blocks if b.kind == "link"}
