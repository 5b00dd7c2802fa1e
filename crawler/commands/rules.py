"""``scrapy rules``: list, show and check the books of rules."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.arguments import NEWEST_COMPLETE_YEAR
from crawler.commands.books import check_books, list_books, show_item
from crawler.commands.voice import Voice, add_language


class Command(ScrapyCommand):
    """Look at books of rules. Exit codes: ``crawler.exits``."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, object]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """How it is called."""
        return "list [year] | show ITEM [year] | check [folder]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "List, show or check the books of rules"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add ``--lang``."""
        super().add_options(parser)
        add_language(parser)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do what the first argument says."""
        voice = Voice(opts.lang)
        match args:
            case ["list"]:
                self.exitcode = list_books(voice)
            case ["list", year] if year.isdigit():
                self.exitcode = list_books(voice, int(year))
            case ["show", item]:
                self.exitcode = show_item(voice, item, NEWEST_COMPLETE_YEAR)
            case ["show", item, year] if year.isdigit():
                self.exitcode = show_item(voice, item, int(year))
            case ["check"]:
                self.exitcode = check_books(voice)
            case ["check", folder]:
                self.exitcode = check_books(voice, Path(folder))
            case _:
                raise UsageError(f"give one of: {self.syntax()}")
