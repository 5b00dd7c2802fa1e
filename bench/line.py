"""Our whole line against a stock CrawlSpider that stores nothing, and against a flat fetch of the same pages.

Printed as ratios from one run on one machine; absolute times mean little.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from site_of_pages import served

PAGES = 1000
ROOT = Path(__file__).resolve().parents[1]

# The same politeness for everybody: none. What is compared is our own work.
OPEN = {
    "AUTOTHROTTLE_ENABLED": "False",
    "DOWNLOAD_DELAY": "0",
    "CONCURRENT_REQUESTS": "16",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "16",
    "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": "False",
}

STOCK = """
from scrapy.linkextractors import LinkExtractor
from scrapy.spiders import CrawlSpider, Rule
class Stock(CrawlSpider):
    name = "stock"
    rules = (Rule(LinkExtractor(), callback="seen", follow=True),)
    def __init__(self, url, **kw):
        super().__init__(**kw)
        self.start_urls = [url]
    def seen(self, response):
        return None
"""

FLAT = """
import scrapy
class Flat(scrapy.Spider):
    name = "flat"
    def __init__(self, url, count, **kw):
        super().__init__(**kw)
        self.urls = [f"{url}p/{i}.html" for i in range(int(count))]
    async def start(self):
        for url in self.urls:
            yield scrapy.Request(url)
    def parse(self, response):
        return None
"""


def run(command: list[str], cwd: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of a command; it must succeed."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, env={**os.environ, "PYTHONPATH": str(ROOT)})
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"failed: {' '.join(command)}")
    return time.perf_counter() - begun, usage.ru_maxrss / 1024


def main() -> None:
    """Run the three and print them side by side."""
    settings = [part for name, value in OPEN.items() for part in ("-s", f"{name}={value}")]
    scrapy = [sys.executable, "-m", "scrapy"]
    with tempfile.TemporaryDirectory() as folder, served(PAGES) as url:
        work = Path(folder)
        (work / "stock.py").write_text(STOCK)
        (work / "flat.py").write_text(FLAT)
        flat = run([*scrapy, "runspider", "flat.py", "-a", f"url={url}", "-a", f"count={PAGES}", *settings], work)
        stock = run([*scrapy, "runspider", "stock.py", "-a", f"url={url}", *settings], work)
        limits = ["-s", "OIT_MAX_PAGES=2000", "-s", "OIT_ALLOW_PRIVATE=1"]
        places = ["-s", f"OIT_DB={work}/b.db", "-s", f"OIT_OUT={work}/out"]
        ours = run([*scrapy, "crawl", "agency", "-a", f"url={url}", *settings, *limits, *places], ROOT)
    print(f"{PAGES} pages on loopback    seconds   pages/s   peak MB   against stock   against flat")
    for name, (seconds, memory) in (("flat fetch", flat), ("stock CrawlSpider", stock), ("our whole line", ours)):
        print(
            f"{name:24}{seconds:9.1f}{PAGES / seconds:10.0f}{memory:10.0f}"
            f"{seconds / stock[0]:16.2f}{seconds / flat[0]:15.2f}"
        )
    print("goals: our line against stock at most 1.00, against flat at most 3.00, peak under 400 MB")


if __name__ == "__main__":
    main()
