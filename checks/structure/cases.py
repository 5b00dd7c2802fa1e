"""Figures of cases: how many under a header, beside a label, behind a word, or in rows that lost their cells."""

from __future__ import annotations

import re
from collections.abc import Callable

from checks.evidence import Block
from checks.reading import Spot
from checks.structure.tables import Table
from checks.structure.tally import counted, has_figure, value
from checks.thai.fold import fold
from checks.thai.numbers import amounts

_CASES = re.compile(r"(\d{1,4})\s*(?:เรื่อง|ราย|กรณี)(?:ที่|ยัง|ได้|นั้น|\s)*$")
"""A number of cases at the end of a text."""

_COUNTED = re.compile(r"\D{0,30}?(\d{1,3})\s*(?:เรื่อง|ราย|กรณี)")

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

Accept = Callable[[str], bool]

FLAT_ROWS = 12
NEAR = 60
"""A count stands within so many characters behind its word."""


def cells(table: Table, column: Accept, row: Accept, *, only_rows: bool) -> list[Block]:
    """Filled cells under a header, or beside a row label, that ``column`` accepts.

    only_rows: where some rows are accepted by ``row`` and others are not, the others do not count.
    """
    rows = table.body
    named = [r for r in rows if any(row(b.text) for b in r.values())]
    if only_rows and named:
        rows = named
    columns = [c for c in table.columns(column) if c > 1] or _first_column(table, column)
    found = [r[c] for r in rows for c in columns if c in r and has_figure(r[c].text)]
    return found or [b for r in table.cells.values() for b in _beside(r, column)]


def behind(spot: Spot) -> list[float]:
    """The count just behind the phrase, a dash being zero; empty where there is none."""
    tail = spot.line.text[spot.match.end - spot.line.start :][:NEAR]
    counts = counted(tail)
    if counts:
        return counts[:1]
    words = fold(tail).strip(" :.()=")
    return [0.0] if words[:1] == "-" or (words and value(words.split(" ")[0]) == 0) else []


def cases_behind(spot: Spot) -> int:
    """How many cases are said just behind the phrase, the unit with them; zero where nothing is."""
    found = _COUNTED.match(spot.line.text[spot.match.end - spot.line.start :].translate(_THAI_DIGITS))
    return int(found[1]) if found else 0


def just_before(spot: Spot) -> list[float]:
    """The count of cases just before the phrase: "อีก 1 เรื่องอยู่ระหว่างตรวจสอบ"."""
    head = spot.line.text[: spot.match.start - spot.line.start]
    found = _CASES.search(head.translate(_THAI_DIGITS))
    return [float(found[1])] if found else []


def rows_below(spot: Spot) -> bool:
    """A header that lost its cells: rows of figures follow it."""
    if amounts(spot.line.text):
        return False
    below = [x.text for x in spot.reading.after(spot.line, FLAT_ROWS) if x.block.region == "main"]
    return any(len([p for p in fold(text).replace(",", "").split() if p.isdigit() or p == "-"]) > 1 for text in below)


def _first_column(table: Table, column: Accept) -> list[int]:
    """A first column of figures (a table without row labels)."""
    filled = [b for b in table.values(1) if b.text.strip().isdigit()]
    return [1] if column(table.header(1)) and filled and len(table.body) == 1 else []


def _beside(row: dict[int, Block], accept: Accept) -> list[Block]:
    first = row[min(row)]
    others = [b for _, b in sorted(row.items()) if b is not first and has_figure(b.text)]
    return others if accept(first.text) and not any(b.head for b in others) else []
