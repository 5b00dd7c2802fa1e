"""Settings that keep the crawl safe and polite."""

from __future__ import annotations

import subprocess
import sys

from scrapy.settings import Settings

import crawler.settings


def settings() -> Settings:
    made = Settings()
    made.setmodule(crawler.settings)
    return made


def test_no_doors_are_left_open() -> None:
    made = settings()
    assert not made.getbool("TELNETCONSOLE_ENABLED")
    assert not made.getbool("REMOTE_CONTROL_ENABLED")
    assert not made.getbool("OIT_ALLOW_PRIVATE")
    assert not made.getbool("HTTPPROXY_ENABLED")


def test_manners() -> None:
    made = settings()
    assert made.getbool("ROBOTSTXT_OBEY")
    assert made.getbool("AUTOTHROTTLE_ENABLED")
    assert made.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 2
    assert not made.getbool("RETRY_ENABLED")


def test_cookies_fetch_no_list_of_domains() -> None:
    code = (
        "import crawler.settings; from scrapy.downloadermiddlewares.cookies import _split_domain as s;"
        "print(list(s.suffix_list_urls))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
