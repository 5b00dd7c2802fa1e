"""``scrapy report``: render the stored verdicts again; judges nothing, asks nothing."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.books import books_of
from crawler.commands.stored import report_stored
from crawler.commands.voice import Voice, add_books, add_language


class Command(ScrapyCommand):
    """Render the newest judged run of every agency. Exit codes: ``crawler.exits``."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, object]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """How it is called."""
        return "[options]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Render the reports of stored verdicts again"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add ``--books`` and ``--lang``."""
        super().add_options(parser)
        add_books(parser)
        add_language(parser)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Render."""
        if args:
            raise UsageError(f"unexpected {' '.join(args)!r}; the folder is given with -s OIT_OUT=…")
        if self.settings is None:
            raise UsageError
        paths = Path(self.settings["OIT_DB"]), Path(self.settings["OIT_OUT"])
        self.exitcode = report_stored(Voice(opts.lang), *paths, books_of(self.settings, opts.books))
