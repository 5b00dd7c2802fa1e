"""Reading a file of submitted links for ``-a links``: any table of links that a province could take in, too."""

from __future__ import annotations

from pathlib import Path

import msgspec

from crawler.office.link_intake import entry_addresses, no_table, shown
from crawler.office.link_items import Items
from crawler.office.link_sheets import Entry, read_entries
from crawler.office.link_urls import is_blank
from crawler.office.link_words import LINK_WORDS, LinkFault
from crawler.office.model import OfficeError
from crawler.office.tables import read_tables


class LinksFileError(OfficeError):
    """The file as a whole cannot be read. The text is for logs; ``thai`` is for whoever gave the file."""


class LinksRow(msgspec.Struct, frozen=True):
    """A good link: its row in the file, and what was mended in it (empty: nothing).

    agency: its name, or its code where the file has no names; code: where it has both.
    """

    number: int
    agency: str
    item: str
    url: str
    note: str = ""
    mended: str = ""
    code: str = ""


class BadRow(msgspec.Struct, frozen=True):
    """A row that cannot be used: its number in the file and why, in English for logs and in Thai for people."""

    number: int
    reason: str
    thai: str


class LinksFile(msgspec.Struct, frozen=True):
    """All links of a file, good and bad; empty lines are neither, nor are empty cells where each item has a column."""

    rows: tuple[LinksRow, ...]
    bad: tuple[BadRow, ...]


_NUMBERS = Items()


def read_links(path: Path, items: Items = _NUMBERS) -> LinksFile:
    """Read a file of submitted links, of every kind that `crawler.office.tables` knows.

    items: of the year's book, where titles beside the numbers are to be held against it. Addresses of an intranet are
    taken: whether they may be asked is for the crawl to decide. Of a form's answers the newest counts.

    Raises:
        LinksFileError: no such file, no table of links in it.
    """
    try:
        tables = read_entries(read_tables(path), items)
        if not tables.found:
            raise no_table(path, tables.hidden)
    except OfficeError as error:
        raise LinksFileError(str(error), error.thai) from error
    rows: list[LinksRow] = []
    bad: list[BadRow] = []
    newest: dict[tuple[str, str], str] = {}
    for entry in sorted(tables.entries, key=lambda entry: entry.answered, reverse=True):
        found = _read(entry)
        good = [row for row in found if isinstance(row, LinksRow)]
        bad += [row for row in found if isinstance(row, BadRow)]
        if good and newest.setdefault((good[0].agency, good[0].item), entry.answered) == entry.answered:
            rows += good
    return LinksFile(tuple(sorted(rows, key=lambda row: row.number)), tuple(sorted(bad, key=lambda row: row.number)))


def item_of(text: str) -> str:
    """The item a cell means: ``O7`` for ``o07``, ``7`` or ``O๗``; empty for anything else.

    >>> item_of("O๐๗"), item_of("ข้อ 43"), item_of("O44")
    ('O7', 'O43', '')
    """
    return _NUMBERS.find(text).item


def _read(entry: Entry) -> list[LinksRow | BadRow]:
    """The links of an entry, or the one reason why it has none."""
    agency, text = entry.agency or entry.code, shown(entry)
    if is_blank(text) and not entry.formula and not entry.overlong:
        return [] if entry.wide else [BadRow(entry.row, "no url", "ไม่มีลิงก์")]
    if not agency:
        return [_bad(entry, "no-agency")]
    if entry.overlong:
        return [_bad(entry, "too-many-cells")]
    if entry.named.fault is not None:
        return [_bad(entry, entry.named.fault, entry.named.detail)]
    found: list[LinksRow | BadRow] = []
    for address in entry_addresses(entry, allow_private=True):
        if address.fault is not None:
            found.append(_bad(entry, address.fault, address.written))
        else:
            mended = f"url {address.written!r} was read as {address.url}" if address.mended else ""
            found.append(LinksRow(entry.row, agency, entry.named.item, address.url, entry.note, mended, entry.code))
    return found


def _bad(entry: Entry, fault: LinkFault, detail: str = "") -> BadRow:
    thai, english = (
        words.format(agency=entry.agency, item=entry.label, detail=detail).strip() for words in LINK_WORDS[fault]
    )
    return BadRow(entry.row, english, thai)
