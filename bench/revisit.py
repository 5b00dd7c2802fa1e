"""A second night over a province in which nothing changed, against the first: bytes, time and CPU as ratios.

Four agencies on loopback, half of their pages files with validators, half made by scripts without any; papers as they
are really published. In every fifth scripted page something invisible changes with each answer; two agencies show a
counter of visitors there, so that their evidence does change. No politeness delays: what is compared is our own work
and what the servers must send.
"""

from __future__ import annotations

import gzip
import hashlib
import itertools
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from site_of_pages import page

ROOT = Path(__file__).resolve().parents[1]
AGENCIES, PAGES, PAPERS = 4, 150, 75
LARGE = 80_000
"""Bytes of a paper at least: with pictures and fonts in it, as offices make them."""

CHANGED = "Sat, 20 Nov 2021 08:00:00 GMT"
OPEN = {
    "AUTOTHROTTLE_ENABLED": "0", "DOWNLOAD_DELAY": "0", "LOG_LEVEL": "ERROR", "OIT_ALLOW_PRIVATE": "1",
    "OIT_REPORT": "0",
    "OIT_OCR_SECONDS": "0",  # reading scans would fill the first night; it is done once for ever anyway
}  # fmt: skip

FILES = sorted(path for path in (ROOT / "fixtures" / "agencies").rglob("site/**/*.pdf") if path.stat().st_size > LARGE)


class Site:
    """What one agency serves; counts what goes out."""

    def __init__(self, number: int) -> None:
        self.counts: Counter[str] = Counter()
        self._number = number
        self._answers = itertools.count()
        papers = enumerate(FILES[(number * 7 + place) % len(FILES)] for place in range(PAPERS))
        # Behind the end of a PDF nothing is read: the same paper in two places is not the same bytes.
        self._papers = [path.read_bytes() + f"\n% {number} {place}\n".encode() for place, path in papers]
        self._pages = [self._linked(page(place, PAGES), place) for place in range(PAGES)]

    def _linked(self, body: bytes, place: int) -> bytes:
        """A generated page with the addresses of this site: every other page comes from a script."""
        body = re.sub(rb'"/p/(\d+)\.html"', lambda found: f'"{_address(int(found[1]) % PAGES)}"'.encode(), body)
        links = "".join(f'<p><a href="/files/{n}.pdf">เอกสาร {n}</a></p>' for n in range(PAPERS) if n % PAGES == place)
        return body.replace(b"</main>", f"{links}</main>".encode())

    def answer(self, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body."""
        name, _, kind = path.rpartition("/")[2].partition(".")
        if path.startswith("/index.php"):
            return self._scripted(int(path.partition("=")[2]), headers)
        if path == "/":
            return self._scripted(0, headers)
        if not name.isdigit() or kind not in ("pdf", "html"):
            return 404, {"Content-Type": "text/html"}, b"not found"
        body = self._papers[int(name)] if kind == "pdf" else self._pages[int(name)]
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        told = {
            "Content-Type": "application/pdf" if kind == "pdf" else "text/html; charset=utf-8",
            "ETag": tag,
            "Last-Modified": CHANGED,
        }
        return (304, told, b"") if headers.get("if-none-match") == tag else (200, told, body)

    def _scripted(self, place: int, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        body = self._pages[place]
        if place % 10 == 0:
            count = next(self._answers)
            seen = f"<p>ผู้เข้าชม {10_000 + count} คน</p>" if self._number % 2 else ""
            body = body.replace(b"</footer>", f"{seen}</footer><!-- {count} -->".encode())
        told = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"}
        if "gzip" in headers.get("accept-encoding", ""):
            return 200, {**told, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}, gzip.compress(body, 6)
        return 200, told, body


def _address(place: int) -> str:
    return f"/index.php?id={place}" if place % 2 == 0 else f"/p/{place}.html"


@contextmanager
def served(site: Site) -> Iterator[str]:
    """The site on loopback; gives its home page."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, told, body = site.answer(self.path, {k.lower(): v for k, v in self.headers.items()})
            lines = [f"HTTP/1.1 {status} X", *(f"{k}: {v}" for k, v in told.items())]
            if status != 304:  # noqa: PLR2004 - HTTP
                lines.append(f"Content-Length: {len(body)}")
            raw = "\r\n".join([*lines, "", ""]).encode() + body
            self.wfile.write(raw)
            site.counts.update(bytes=len(raw), requests=1, unchanged=int(status == 304))  # noqa: PLR2004

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


def run(arguments: list[str]) -> tuple[float, float]:
    """Seconds and seconds of CPU of one of our commands, which must succeed."""
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "scrapy", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {' '.join(arguments)}")
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime


def night(sites: list[Site], urls: list[str], folder: Path, as_of: str) -> dict[str, float]:
    """Crawl and judge each agency, then render the reports once."""
    for site in sites:
        site.counts.clear()
    places = [
        part
        for name, value in (("OIT_DB", folder / "b.db"), ("OIT_OUT", folder / "out"))
        for part in ("-s", f"{name}={value}")
    ]
    settings = [part for name, value in OPEN.items() for part in ("-s", f"{name}={value}")]
    took = [run(["crawl", "agency", "-a", f"url={url}", "-a", f"as_of={as_of}", *settings, *places]) for url in urls]
    took.append(run(["report", *places]))
    total = {what: float(sum(site.counts[what] for site in sites)) for what in ("bytes", "requests", "unchanged")}
    return {"seconds": sum(t for t, _ in took), "cpu": sum(c for _, c in took), **total}


def main() -> None:
    """Three nights, printed side by side."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        sites = [Site(number) for number in range(AGENCIES)]
        urls = [stack.enter_context(served(site)) for site in sites]
        first = night(sites, urls, Path(folder), "2022-04-25")
        second = night(sites, urls, Path(folder), "2022-04-25")
        third = night(sites, urls, Path(folder), "2022-04-26")
        floor = run(["version"])[0]
    print(f"{AGENCIES} agencies, {PAGES} pages and {PAPERS} papers each, loopback, no politeness delays")
    print(f"{'':26}{'requests':>9}{'unchanged':>11}{'kB':>9}{'seconds':>9}{'CPU':>7}   bytes    time     CPU")
    nights = {"first night": first, "second, the same day": second, "third, a day later": third}
    for name, found in nights.items():
        ratios = "".join(f"{found[what] / first[what]:8.2f}" for what in ("bytes", "seconds", "cpu"))
        print(
            f"{name:26}{found['requests']:9.0f}{found['unchanged']:11.0f}{found['bytes'] / 1000:9.0f}"
            f"{found['seconds']:9.1f}{found['cpu']:7.1f}{ratios}"
        )
    met = second["bytes"] <= first["bytes"] / 10 and second["seconds"] <= first["seconds"] / 5
    print(f"goals: bytes at most 0.10, time at most 0.20: {'met' if met else 'missed'}")
    starts = floor * (AGENCIES + 1)
    print(
        f"starting Python and Scrapy {AGENCIES + 1} times takes {starts:.1f} s of each night; without it the time is "
        f"{(second['seconds'] - starts) / (first['seconds'] - starts):.2f}, a day later "
        f"{(third['seconds'] - starts) / (first['seconds'] - starts):.2f}"
    )


if __name__ == "__main__":
    main()
