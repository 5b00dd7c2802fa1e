"""How commands speak: Thai unless English is asked for, results to standard output, troubles to standard error."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Literal, cast

from rich.console import Console, RenderableType
from rich.style import Style
from rich.table import Table

from checks.verdict import Status
from reports.hostile import clean
from reports.words import words

Lang = Literal["th", "en"]

OUTPUT_WIDTH = 120
"""Columns of a table where the output is no terminal."""


class Voice:
    """Says things in one language."""

    def __init__(self, lang: str = "th") -> None:
        self.lang = cast("Lang", lang)
        width = None if sys.stdout.isatty() else OUTPUT_WIDTH
        self.console = Console(width=width, markup=False, highlight=False, emoji=False)
        self._errors = Console(stderr=True, markup=False, highlight=False, emoji=False)

    def pick(self, thai: str, english: str) -> str:
        """The words in the language of this voice."""
        return thai if self.lang == "th" else english

    def say(self, thai: str, english: str = "") -> None:
        """Tell a result; english may be left out where it reads the same."""
        self.console.print(_plain(self.pick(thai, english or thai)), soft_wrap=True)

    def warn(self, thai: str, english: str = "") -> None:
        """Tell what is wrong, where, and what to do next; english may be left out where it reads the same."""
        self._errors.print(_plain(self.pick(thai, english or thai)), soft_wrap=True)

    def status(self, status: Status) -> str:
        """The name of a status, as reports call it."""
        return words(self.lang)(f"status.{status.value}")

    def table(self, *columns: str) -> Table:
        """A table with these columns; its cells are words as they stand, without markup."""
        made = _Table(box=None, pad_edge=False, header_style="bold")
        for column in columns:
            made.add_column(column, overflow="fold")
        return made


class _Table(Table):
    def add_row(
        self, *renderables: RenderableType | None, style: str | Style | None = None, end_section: bool = False
    ) -> None:
        """Add a row, its words made plain."""
        cells = (_plain(cell) if isinstance(cell, str) else cell for cell in renderables)
        super().add_row(*cells, style=style, end_section=end_section)


def _plain(text: str) -> str:
    """Words without what would steer a terminal or turn them around: those of sites and files are told, never obeyed.

    Lines stay lines, and keep their indentation.
    """
    return "\n".join(line[: len(line) - len(line.lstrip(" "))] + clean(line) for line in text.split("\n"))


def add_books(parser: argparse.ArgumentParser) -> None:
    """Add ``--books`` to a Scrapy command; without it the setting ``OIT_BOOKS`` counts."""
    parser.add_argument("--books", type=Path, metavar="FOLDER", help="own books of rules (default: OIT_BOOKS)")


def add_language(parser: argparse.ArgumentParser) -> None:
    """Add ``--lang`` to a Scrapy command."""
    parser.add_argument("--lang", choices=("th", "en"), default="th", help="language of the messages (default: th)")
