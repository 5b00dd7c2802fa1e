"""``scrapy rules``: list, show, check, begin, compare and try the books of rules."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.arguments import NEWEST_COMPLETE_YEAR
from crawler.books import OWN, Books, books_of
from crawler.commands.authoring import diff_books, new_book
from crawler.commands.books import check_books, list_books, show_item
from crawler.commands.trying import Asked, try_words
from crawler.commands.voice import Voice, add_books, add_language


class Command(ScrapyCommand):
    """Look at books of rules and write them. Exit codes: ``crawler.exits``."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, object]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """How it is called."""
        return (
            "list [year] | show ITEM [year] | check [folder] | new YEAR [--from YEAR] | diff YEAR YEAR | "
            "try ITEM [year] [--words FILE] [--word PURPOSE=PHRASE] [--purpose PURPOSE] [--agency CODE]"
        )

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "List, show, check, begin, compare or try the books of rules"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add what ``new`` and ``try`` may be told, ``--books`` and ``--lang``."""
        super().add_options(parser)
        parser.add_argument("--from", dest="old", type=int, default=NEWEST_COMPLETE_YEAR, help="new: the year to copy")
        parser.add_argument("--words", type=Path, metavar="FILE", help="try: the item's file, edited")
        parser.add_argument(
            "--word", action="append", default=[], metavar="PURPOSE=PHRASE", help="try: one more phrase"
        )
        parser.add_argument("--purpose", default="", help="try: the list to look at (default: title)")
        parser.add_argument("--agency", default="", help="try: code of an agency (default: all)")
        add_books(parser)
        add_language(parser)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do what the first argument says."""
        if self.settings is None:
            raise UsageError
        voice, books = Voice(opts.lang), books_of(self.settings, opts.books)
        match args:
            case ["list"]:
                self.exitcode = list_books(voice, books)
            case ["list", year] if year.isdigit():
                self.exitcode = list_books(voice, books, int(year))
            case ["show", item]:
                self.exitcode = show_item(voice, books, item, NEWEST_COMPLETE_YEAR)
            case ["show", item, year] if year.isdigit():
                self.exitcode = show_item(voice, books, item, int(year))
            case ["check"]:
                self.exitcode = check_books(voice, books)
            case ["check", folder]:
                self.exitcode = check_books(voice, books, Path(folder))
            case _:
                self._author(voice, books, Path(self.settings["OIT_DB"]), args, opts)

    def _author(self, voice: Voice, books: Books, db: Path, args: list[str], opts: argparse.Namespace) -> None:
        match args:
            case ["new", year] if year.isdigit():
                self.exitcode = new_book(voice, books, int(year), opts.old, books.folder or OWN)
            case ["diff", old, new] if old.isdigit() and new.isdigit():
                self.exitcode = diff_books(voice, books, int(old), int(new))
            case ["try", item, *years] if all(year.isdigit() for year in years) and len(years) <= 1:
                chosen = int(years[0]) if years else NEWEST_COMPLETE_YEAR
                asked = Asked(item, chosen, opts.words, tuple(opts.word), opts.purpose, opts.agency)
                self.exitcode = try_words(voice, db, books, asked)
            case _:
                raise UsageError(f"give one of: {self.syntax()}")
