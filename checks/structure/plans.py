"""Plans and reports on plans: their projects, money, time frames and progress, in tables, lists or printed lines.

Every function reads the words of the item: ``project`` (columns), ``work`` and ``deed`` (how names of projects begin),
``budget``, ``spent``, ``no_budget``, ``time``, ``always``, ``span``, ``progress``, ``status``, ``done``, ``expense``
(kinds of spending, which are no projects), ``preparing`` (how a plan is made), ``purchase_head`` (columns of a
procurement plan), ``aside`` (columns that only sound alike, as "ผลที่คาดว่าจะได้รับ").
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

import msgspec

from checks.bundle import Bundle
from checks.evidence import Block
from checks.finding import met, unclear, unmet
from checks.reading import Line, Reading
from checks.structure.labels import contents_line, labelled, labelled_lines, starts, wordy
from checks.structure.printed import Row, printed_tables
from checks.structure.tables import Table, blank, tables
from checks.thai.fold import fold
from checks.thai.numbers import amounts
from checks.thai.periods import month_hits
from checks.verdict import Finding, Quote

NAME_LENGTH = 8
"""A shorter text names no project."""

FEW = 2
"""So many projects in lines or a list are a list of projects; one alone is a mention."""

LEAST_SUM = Decimal(100)
"""A smaller number without a unit counts something, or numbers it."""

NEAR = 4
"""So many lines below the name of a project still speak of it."""

HEADER_LINE = 120
"""The header of a printed table is no longer than this."""

_NUMBERED = re.compile(r"^\s*(?:[\d\u0e50-\u0e59]{1,3}(?:[.)\d\u0e50-\u0e59]*)|[-–•*✓])\s*\D")
_TO_FILL_IN = re.compile(r"^\s*[(<\[][^()<>\[\]]*[)>\]]\s*$|[._]{6,}|…{2,}")
_HEADING_WORDS = re.compile(r"^\s*(?:/|\(\d+\)|:?\s*$)")

_PAGES = re.compile(r"^\s*(?:เลข)?หน้า(?:ที่)?\s*$")

_YEAR_HEAD = re.compile(r"^\D{0,16}(?:25)?[5-7]\d\D{0,8}$")
"""A heading that names a year and nothing else."""

Accept = Callable[[str], bool]


class Column(msgspec.Struct, frozen=True):
    """What the columns of some heading hold: accepted cells, cells with a dash, whether there is such a column."""

    quotes: tuple[Quote, ...] = ()
    dashes: tuple[Quote, ...] = ()
    there: bool = False


def printed_quotes(bundle: Bundle, reading: Reading, purpose: str, accept: Callable[[Row], bool]) -> list[Quote]:
    """Printed tables whose header says ``purpose`` and of which some row is accepted."""
    found: list[Quote] = []
    for table in printed_tables(bundle, reading):
        if bundle.says(table.head, purpose):
            rows = [row for row in table.rows if accept(row)]
            found += table.quotes(rows) if rows else []
    return found


def told(bundle: Bundle, column: Column, missing: str = "not-found") -> Finding:
    """The answer for a column: what it holds; dashes alone are for a person; an empty column is a gap."""
    if column.quotes:
        return met(column.quotes)
    if column.dashes:
        return unclear(bundle, "dashes-only", column.dashes)
    return unmet(bundle, "column-empty" if column.there else missing)


def listing(bundle: Bundle, readings: Sequence[Reading]) -> list[Reading]:
    """Those of the readings that list projects: a plan's money and time stand where its projects stand."""
    return [reading for reading in readings if project_names(bundle, [reading])]


def money(text: str) -> bool:
    """Does a text hold a sum of money?"""
    return any(a.unit == "baht" or (a.unit == "" and a.value >= LEAST_SUM) for a in amounts(text))


def sums(text: str) -> int:
    """How many sums of money a line of figures holds."""
    return sum(a.unit == "baht" or (a.unit == "" and (a.value >= LEAST_SUM or a.value == 0)) for a in amounts(text))


def figure(text: str) -> bool:
    """Does a cell hold money, a percentage or a nought?"""
    return any(a.unit in ("baht", "percent", "") for a in amounts(text))


@functools.lru_cache(maxsize=64)
def project_tables(bundle: Bundle, reading: Reading) -> tuple[tuple[Table, int], ...]:
    """Tables that list projects, with the column of their names."""
    found = []
    for table in tables(reading):
        columns = table.columns(lambda h: bundle.says(h, "project") and not bundle.says(h, "aside", "spent"))
        columns = [
            c for c in columns if any(_is_name(b.text) for b in table.values(c)) or mostly(table, c, _short_name)
        ]
        columns = columns or [
            c for c in _columns_of(table) if sum(_begins(bundle, b.text) for b in table.values(c)) >= FEW
        ]
        columns = columns or _by_place(bundle, table)
        if columns:
            names = min((bundle.says(table.header(c), "budget"), c) for c in columns)[1]
            nothing = (_lists_pages, _lists_papers, _lists_kinds, _lists_preparations, _lists_purchases)
            if not any(something(bundle, table, names) for something in nothing):
                found.append((table, names))
    return tuple(found)


def mostly(table: Table, col: int, accept: Accept) -> bool:
    """Are half of the filled cells of a column accepted, and more than one?"""
    cells = table.values(col)
    return len(cells) >= FEW and sum(accept(b.text) for b in cells) * 2 >= len(cells)


def _by_place(bundle: Bundle, table: Table) -> list[int]:
    """The first column of words, whatever its heading, in a table that gives each row money and a time or a result."""
    columns = _columns_of(table)
    heads = {c: table.header(c) for c in columns}
    if not any(bundle.says(heads[c], "budget", "spent") and mostly(table, c, figure) for c in columns):
        return []
    telling = {c for c in columns if bundle.says(heads[c], "time", "progress") and not bundle.says(heads[c], "project")}
    if not any(mostly(table, c, lambda text: not blank(text)) for c in telling):
        return []
    kinds = ("budget", "spent", "aside", "problem", "suggestion", "source", "kind_head")
    words = [c for c in columns if c not in telling and not bundle.says(heads[c], *kinds)]
    return [c for c in words if mostly(table, c, _is_name)][:1]


def _lists_pages(_bundle: Bundle, table: Table, _names: int = 0) -> bool:
    """Is it a table of contents: what stands on which page, and no other words in any row?"""
    words = [c for c in _columns_of(table) if not mostly(table, c, figure)]
    return len(words) == 1 and any(_PAGES.match(table.header(c)) for c in _columns_of(table))


def _lists_kinds(bundle: Bundle, table: Table, names: int) -> bool:
    """Are the rows kinds of spending (salaries, materials) rather than projects?"""
    return mostly(table, names, lambda text: bundle.says(text, "expense"))


def _lists_preparations(bundle: Bundle, table: Table, names: int) -> bool:
    """Are the rows steps by which a plan is made (called for, drafted, approved), with no money for any of them?"""
    paid = any(
        money(b.text) for c in _columns_of(table) if bundle.says(table.header(c), "budget") for b in table.values(c)
    )
    return not paid and mostly(table, names, lambda text: bundle.says(text, "preparing"))


def buys(bundle: Bundle, reading: Reading) -> bool:
    """Are all its tables of money procurement plans?"""
    rich = [t for t in tables(reading) if any(money(b.text) for row in t.body for b in row.values())]
    return bool(rich) and all(_lists_purchases(bundle, table) for table in rich)


def _lists_purchases(bundle: Bundle, table: Table, _names: int = 0) -> bool:
    """Is it a procurement plan: two columns about how and when each thing is bought and delivered?"""
    return sum(bundle.says(table.header(c), "purchase_head") for c in _columns_of(table)) >= FEW


def finished(bundle: Bundle, text: str) -> bool:
    """Does a text say that something was done, is being done or was not, apart from paying and from what is planned?"""
    said = bundle.site.lexicon.find(text)
    but = [m for purpose in ("spent", "aside") for m in said.of(bundle.key(purpose))]
    return any(
        not any(b.start < d.end and d.start < b.end for b in but)
        for purpose in ("done", "status")
        for d in said.of(bundle.key(purpose))
    )


def _lists_papers(bundle: Bundle, table: Table, names: int) -> bool:
    """Does a page's table list papers to open, a link in each row and no column about money or time?"""
    if not table.reading.is_page or any(bundle.says(table.header(c), "budget", "time") for c in _columns_of(table)):
        return False
    linked = {(b.table, b.row) for b in table.reading.main_links}
    values = table.values(names)
    return bool(values) and all((b.table, b.row) in linked for b in values)


def project_names(bundle: Bundle, readings: Iterable[Reading]) -> list[Quote]:
    """The projects or activities that are listed, as quotes; empty where none are."""
    found: list[Quote] = []
    for reading in readings:
        for table, col in project_tables(bundle, reading):
            found += distinct(reading, [b for b in table.values(col) if _is_name(b.text)])
        found = found or [
            q for p in printed_tables(bundle, reading) if bundle.says(p.head, "project") for q in p.quotes(p.rows)
        ]
        found = found or [reading.quote(line) for line in project_lines(bundle, reading)]
    return found


@functools.lru_cache(maxsize=64)
def project_lines(bundle: Bundle, reading: Reading) -> tuple[Line, ...]:
    """Lines that begin with the name of a project and stand in a list or beside money or time; at least a few."""
    found: dict[str, Line] = {}
    contents = {(t.page, t.number) for t in tables(reading) if _lists_pages(bundle, t)}
    for purpose in ("work", "deed"):
        for spot in bundle.spots_in(reading, purpose):
            line = spot.line
            rest = line.text[spot.match.end - line.start :]
            if not starts(spot) or contents_line(line.text) or (line.block.page, line.block.table) in contents:
                continue
            if _HEADING_WORDS.match(rest) or len(line.text.strip()) < NAME_LENGTH:
                continue
            named = purpose == "work"
            if _weighty(bundle, reading, line, named=named) or (named and _listed(line)):
                found.setdefault(line.text, line)
    titled = [line for _, line in labelled_lines(bundle, reading, "project_title", accept=_is_name, reach=1)]
    lines = {line.index: line for line in (*found.values(), *titled)}
    return tuple(lines[n] for n in sorted(lines)) if titled or len(lines) >= FEW else ()


def column(
    bundle: Bundle,
    readings: Iterable[Reading],
    *purposes: str,
    accept: Accept,
    but: Sequence[str] = ("aside",),
    projects_only: bool = True,
) -> Column:
    """The columns whose heading says ``purposes`` (and nothing of ``but``), in tables that list projects."""
    quotes: list[Quote] = []
    dashes: list[Quote] = []
    there = False
    for reading in readings:
        listed = {(t.page, t.number): c for t, c in project_tables(bundle, reading)}
        for table in tables(reading):
            names = listed.get((table.page, table.number), 0)
            if projects_only and not names:
                continue
            for col in table.columns(lambda h: bundle.says(h, *purposes) and not (but and bundle.says(h, *but))):
                if col == names:
                    continue
                cells = [row[col] for row in table.body if col in row and row[col].text]
                there = there or bool(table.body)
                quotes += distinct(reading, [b for b in cells if accept(b.text)])
                dashes += [reading.quote_block(b) for b in cells if blank(b.text)]
    return Column(tuple(quotes), tuple(dashes[:2]), there)


def allotted(bundle: Bundle, readings: Sequence[Reading]) -> Column:
    """The money of each project, or the statement that it needs none."""

    def accept(text: str) -> bool:
        return money(text) or bundle.says(text, "no_budget")

    found = column(bundle, readings, "budget", accept=accept)
    if found.quotes:
        return found
    quotes = [q for reading in readings for q in _sums_by_year(bundle, reading)]
    for reading in readings:
        quotes += printed_quotes(bundle, reading, "budget", lambda row: accept(row.text))
        quotes += labelled(bundle, reading, "budget", accept=accept, reach=2)
        if not quotes and (bundle.spots_in(reading, "budget") or bundle.spots_in(reading, "no_budget")):
            quotes += [reading.quote(line) for line in beside(bundle, reading, accept)]
    return Column(tuple(quotes), found.dashes, found.there)


def _sums_by_year(bundle: Bundle, reading: Reading) -> list[Quote]:
    """Sums of money below the years of a plan of several years: a column a year, and no word of money."""
    found: list[Quote] = []
    for table, names in project_tables(bundle, reading):
        cols = [c for c in table.columns(lambda h: bool(_YEAR_HEAD.match(fold(h)))) if c != names]
        if len(cols) >= FEW:
            found += [reading.quote_block(b) for c in cols for b in table.values(c) if money(b.text)]
    return found


def _columns_of(table: Table) -> list[int]:
    return sorted({col for row in table.cells.values() for col in row})


def _is_name(text: str) -> bool:
    """Is it long enough for a name, and no form to fill in ("(ชื่อโครงการ)", "โครงการ……")?"""
    return wordy(text) and len(text.strip()) >= NAME_LENGTH and not _TO_FILL_IN.search(text)


def _short_name(text: str) -> bool:
    """May it be a name where the column is said to hold names ("นิเทศ")?"""
    return wordy(text) and not figure(text) and not _TO_FILL_IN.search(text)


def _begins(bundle: Bundle, text: str) -> bool:
    return _is_name(text) and bundle.says(text[:20], "work", "deed")


def distinct(reading: Reading, blocks: Iterable[Block]) -> list[Quote]:
    """Quotes of cells, each once: a cell that spans rows stands in all of them."""
    return [reading.quote_block(b) for b in {id(b): b for b in blocks}.values()]


def _listed(line: Line) -> bool:
    return line.block.kind in ("item", "cell") or bool(_NUMBERED.match(line.text))


def _weighty(bundle: Bundle, reading: Reading, line: Line, *, named: bool) -> bool:
    """Does money stand beside a line or, where it names a project, a time?"""
    reach = NEAR - 1 if line.block.kind == "heading" else 1
    below = (x.text for x in reading.after(line, reach) if x.block.region == "main" and x.block.kind != "heading")
    texts = [*below] if line.block.kind == "heading" else [line.text, *below]
    return any(
        money(text) or bundle.says(text, "no_budget") or (named and month_hits(text, bundle.fiscal_year))
        for text in texts
    )


@functools.lru_cache(maxsize=64)
def project_starts(bundle: Bundle, reading: Reading) -> tuple[Line, ...]:
    """Where projects begin: lines that begin with one, and cells of the column of names."""
    cells = {id(b) for t, c in project_tables(bundle, reading) for b in t.values(c)}
    return tuple(line for line in reading.evidence if id(line.block) in cells) or project_lines(bundle, reading)


def lines_about(bundle: Bundle, reading: Reading, line: Line) -> list[int]:
    """Lines that speak of the project of ``line``: itself and the next ones, to the next project or the table's end."""
    others = {x.index for x in project_lines(bundle, reading)} - {line.index}
    found = [line.index]
    for later in reading.after(line, NEAR):
        left = line.block.kind == "cell" and (later.block.page, later.block.table) != (
            line.block.page,
            line.block.table,
        )
        if later.index in others or later.block.region != "main" or left:
            break
        found.append(later.index)
    return found


def beside(bundle: Bundle, reading: Reading, accept: Accept) -> list[Line]:
    """For each project the first line that speaks of it and is accepted."""
    found = []
    for line in project_starts(bundle, reading):
        at = next((i for i in lines_about(bundle, reading, line) if accept(reading.lines[i].text)), None)
        if at is not None:
            found.append(reading.lines[at])
    return found
