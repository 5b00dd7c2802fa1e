"""A second night over a province in which nothing changed, against the first: bytes, time and CPU as ratios.

Eight agencies on loopback, half of their pages files with validators, half made by scripts without any, one in five of
those with another token in a comment each time; papers as they are really published. Then two agencies with a counter
of visitors on those pages, so that evidence does change. No politeness delays, one agency at a time: what is compared
is our own work and what the servers must send. Nights are real ones: ``oit nightly`` on a province's folder.
"""

from __future__ import annotations

import ctypes
import gzip
import hashlib
import itertools
import os
import re
import resource
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
AGENCIES, COUNTING, PAGES, PAPERS = 8, 2, 150, 75
LARGE = 80_000
"""Bytes of a paper at least: with pictures and fonts in it, as offices make them."""

CHANGED = "Sat, 20 Nov 2021 08:00:00 GMT"
TOML = """
name = "จังหวัดทดสอบ"
fiscal_year = 2565
contact = "oit@bench.example"
as_of = "{as_of}"
[limits]
at_a_time = 1
[settings]
AUTOTHROTTLE_ENABLED = "0"
DOWNLOAD_DELAY = "0"
LOG_LEVEL = "ERROR"
OIT_ALLOW_PRIVATE = "1"
OIT_OCR_SECONDS = "0"
"""
"""No time for reading scans: it would fill the first night, and is done once for ever anyway."""

SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER: the server of a night's crawls becomes our child when the night has ended, with its CPU."""

FILES = sorted(path for path in (ROOT / "fixtures" / "agencies").rglob("site/**/*.pdf") if path.stat().st_size > LARGE)


class Site:
    """What one agency serves; counts what goes out. visitors: every tenth page shows how many there were."""

    def __init__(self, number: int, *, visitors: bool) -> None:
        self.counts: Counter[str] = Counter()
        self._visitors = visitors
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
            seen = f"<p>ผู้เข้าชม {10_000 + count} คน</p>" if self._visitors else ""
            body = body.replace(b"</footer>", f"{seen}</footer><!-- {count} -->".encode())
        told = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"}
        if "gzip" in headers.get("accept-encoding", ""):
            return 200, {**told, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}, gzip.compress(body, 6)
        return 200, told, body


def _address(place: int) -> str:
    return f"/index.php?id={place}" if place % 2 == 0 else f"/p/{place}.html"


@contextmanager
def served(site: Site, host: str) -> Iterator[str]:
    """The site at an address of its own on loopback; gives its home page."""

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

    server = ThreadingHTTPServer((host, 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{host}:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


def lay_out(folder: Path, urls: list[str], as_of: str) -> None:
    """The province's folder."""
    folder.mkdir(exist_ok=True)
    (folder / "province.toml").write_text(TOML.format(as_of=as_of), encoding="utf-8")
    rows = [f"a{n},หน่วยงาน {n},other,unit,{url},,a{n}@bench.example," for n, url in enumerate(urls, 1)]
    header = "code,name,kind,role,website,parent,contact,groups"
    (folder / "agencies.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")


def night(sites: list[Site], urls: list[str], folder: Path, as_of: str) -> dict[str, float]:
    """What a night took: seconds, those of its crawls alone, seconds of CPU, and what the sites counted."""
    for site in sites:
        site.counts.clear()
    lay_out(folder, urls, as_of)
    before, begun = _cpu(), time.perf_counter()
    command = [Path(sys.executable).with_name("oit"), "nightly", folder]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    seconds = time.perf_counter() - begun
    if done.returncode:
        raise SystemExit(f"the night failed: {done.returncode}")
    total = {what: float(sum(site.counts[what] for site in sites)) for what in ("bytes", "requests", "unchanged")}
    log = (folder / "logs" / "nightly.log").read_text(encoding="utf-8")
    crawls = [float(took) for took in re.findall(r" event=agency .* seconds=([\d.]+)", log)][-len(urls) :]
    return {"seconds": seconds, "crawls": sum(crawls), "cpu": _cpu() - before, **total}


def _cpu() -> float:
    """Seconds of CPU of all processes that we started and that have ended."""
    try:
        while True:
            os.wait()
    except ChildProcessError:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime


def measure(*, visitors: bool) -> dict[str, dict[str, float]]:
    """Three nights of a province, the third a day later."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        sites = [Site(number, visitors=visitors) for number in range(COUNTING if visitors else AGENCIES)]
        urls = [stack.enter_context(served(site, f"127.0.0.{10 + n}")) for n, site in enumerate(sites)]
        days = {"first": "2022-04-25", "second, the same day": "2022-04-25", "third, a day later": "2022-04-26"}
        return {name: night(sites, urls, Path(folder) / "province", as_of) for name, as_of in days.items()}


def show(heading: str, nights: dict[str, dict[str, float]]) -> None:
    """A line a night, with its ratios to the first."""
    first = nights["first"]
    print(f"\n{heading}")
    heads = f"{'requests':>9}{'unchanged':>11}{'kB':>9}{'seconds':>9}{'crawls':>8}{'CPU':>7}"
    print(f"{'':22}{heads}   bytes    time  crawls     CPU")
    for name, found in nights.items():
        ratios = "".join(f"{found[what] / first[what]:8.2f}" for what in ("bytes", "seconds", "crawls", "cpu"))
        print(
            f"{name:22}{found['requests']:9.0f}{found['unchanged']:11.0f}{found['bytes'] / 1000:9.0f}"
            f"{found['seconds']:9.1f}{found['crawls']:8.1f}{found['cpu']:7.1f}{ratios}"
        )


def main() -> None:
    """Two provinces, each three nights long."""
    ctypes.CDLL(None).prctl(SUBREAPER, 1)
    print(f"{AGENCIES} agencies, {PAGES} pages and {PAPERS} papers each, loopback, no politeness delays")
    unchanged = measure(visitors=False)
    show("nothing changes but tokens that nobody sees", unchanged)
    first, second = unchanged["first"], unchanged["second, the same day"]
    met = second["bytes"] <= first["bytes"] / 10 and second["seconds"] <= first["seconds"] / 5
    print("crawls: without the start of the night, which does not grow with the number of agencies")
    print(f"goals for the second night: bytes at most 0.10, time at most 0.20: {'met' if met else 'missed'}")
    show(f"{COUNTING} agencies, every tenth page counts its visitors (no goal)", measure(visitors=True))


if __name__ == "__main__":
    main()
