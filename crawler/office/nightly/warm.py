"""What the server of a night's crawls loads before it forks the first: programs, and the year's book with its words.

Loading both takes two seconds, more than a crawl of an unchanged site: here it is done once a night, and the crawls
share its memory. The server imports this module (``crawler.commands.spider_process``); it starts no thread, opens no
database and installs no reactor, which a fork would not survive.
"""

from __future__ import annotations

import gc
import importlib
import os
import signal
from contextlib import suppress
from pathlib import Path

from checks.rubric import RubricError
from crawler.books import Books
from crawler.commands.spider_process import WARM
from crawler.frontier.words import ItemWords
from crawler.program import judging_code
from crawler.read.orphans import end_with_parent

_LOADED = (
    "crawler.settings",
    "crawler.spiders.agency",
    "crawler.commands.oit",  # the script that began the night: every fork runs it once more, up to its guard
    "crawler.fetch.scheduler", "crawler.fetch.refresh",
    "scrapy.cmdline", "scrapy.commands.crawl", "scrapy.downloadermiddlewares.robotstxt", "twisted.internet.asyncioreactor",
)  # fmt: skip
"""What a crawl needs and would load itself, piece by piece."""


def become_server(year: int, books: Books) -> None:
    """Make this process ready to be forked. A book that cannot be used is told by the crawls that want it."""
    end_with_parent()  # the crawls hold the pipe open whose end tells the server that the night is over
    os.setpgid(0, 0)  # Ctrl-C and the end of a terminal are the night's, which passes them on
    for one in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(one, signal.SIG_IGN)
    for name in _LOADED:
        importlib.import_module(name)
    judging_code()
    with suppress(RubricError, OSError):
        ItemWords(books.load(year))
    gc.collect()
    gc.freeze()  # what is never looked at again by the collector stays shared with the forks


if WARM in os.environ:
    _year, _, _books = os.environ.pop(WARM).partition(":")
    become_server(int(_year), Books(Path(_books)))
