"""``scrapy judge``: judge stored evidence again, without the network, and say which verdicts changed."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import ClassVar

import msgspec
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.utils.conf import arglist_to_dict

from crawler.books import books_of
from crawler.commands.stored import Selection, judge_stored
from crawler.commands.voice import Voice, add_books, add_language
from crawler.exits import BAD_INPUT


class Command(ScrapyCommand):
    """Judge the newest run of each agency, or the one that is named. Exit codes: ``crawler.exits``."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, object]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """How it is called."""
        return "[options]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Judge stored evidence again (no network) and print which verdicts changed"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add ``-a``, ``--compare``, ``--books`` and ``--lang``."""
        super().add_options(parser)
        known = ", ".join(Selection.__struct_fields__)
        parser.add_argument("-a", action="append", default=[], metavar="NAME=VALUE", help=f"which runs: {known}")
        parser.add_argument(
            "--compare",
            default="",
            metavar="RUN",
            help="store nothing, show which verdicts would flip: id of a run, code of an agency, or all",
        )
        add_books(parser)
        add_language(parser)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Judge."""
        if self.settings is None:
            raise UsageError
        voice = Voice(opts.lang)
        try:
            selection = msgspec.convert(arglist_to_dict([*opts.a, *args]), Selection, strict=False)
        except (msgspec.ValidationError, ValueError) as error:
            known = ", ".join(Selection.__struct_fields__)
            voice.warn(f"อาร์กิวเมนต์ไม่ถูกต้อง ({error}) ที่ใช้ได้: {known}", f"bad arguments: {error}; known: {known}")
            self.exitcode = BAD_INPUT
            return
        self.exitcode = judge_stored(
            voice, Path(self.settings["OIT_DB"]), selection, books_of(self.settings, opts.books), compare=opts.compare
        )
