"""What the server of a night's crawls loads before it forks the first: programs, and the year's book with its words.

Loading both takes two seconds, more than a crawl of an unchanged site: here it is done once a night, and the crawls
share its memory. The server imports this module (``crawler.commands.spider_process``); it starts no thread, opens no
database and installs no reactor, which a fork would not survive.
"""

from __future__ import annotations

import gc
import importlib
import os
import pkgutil
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from scrapy.utils.project import get_project_settings

from checks.rubric import RubricError
from crawler.books import Books
from crawler.commands.spider_process import WARM
from crawler.frontier.words import ItemWords
from crawler.program import judging_code
from crawler.read.orphans import end_with_parent

_COMMANDS = ("scrapy.commands", "crawler.commands.scrapy_commands")
"""Packages that Scrapy looks through for each command line."""

_COMPONENTS = ("DOWNLOAD_HANDLERS", "DOWNLOADER_MIDDLEWARES", "EXTENSIONS", "SPIDER_MIDDLEWARES")
"""Scrapy's settings whose tables name the classes that a crawl is put together from."""

_FURTHER = (
    "scrapy.cmdline",
    "scrapy.extensions.feedexport",
    "twisted.internet.asyncioreactor",
    "crawler.spiders.agency",
    "crawler.commands.oit",  # what the script imports that began the night: every fork runs it once more
)


def become_server(year: int, books: Books) -> None:
    """Make this process ready to be forked. A book that cannot be used is told by the crawls that want it."""
    end_with_parent()  # the crawls hold the pipe open whose end tells the server that the night is over
    os.setpgid(0, 0)  # Ctrl-C and the end of a terminal are the night's, which passes them on
    for one in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(one, signal.SIG_IGN)
    for name in {*_modules(), *_FURTHER}:
        importlib.import_module(name)
    judging_code()
    with suppress(RubricError, OSError):
        ItemWords(books.load(year))
    gc.collect()
    gc.freeze()  # what is never looked at again by the collector stays shared with the forks


def _modules() -> Iterator[str]:
    """Names of the modules that a crawl would load itself, piece by piece."""
    for package in map(importlib.import_module, _COMMANDS):
        yield from (found.name for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."))
    settings = get_project_settings()
    for table in _COMPONENTS:
        for part, value in settings.getwithbase(table).items():
            path = value if table == "DOWNLOAD_HANDLERS" else part
            if isinstance(path, str) and value is not None:
                yield path.rpartition(".")[0]
    for name in ("SCHEDULER", "STATS_CLASS", "LOG_FORMATTER", "TWISTED_DNS_RESOLVER"):
        yield settings[name].rpartition(".")[0]


if WARM in os.environ:
    _year, _, _books = os.environ.pop(WARM).partition(":")
    become_server(int(_year), Books(Path(_books)))
