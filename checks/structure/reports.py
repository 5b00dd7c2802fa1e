"""What reports on plans tell: progress of each project, money spent, problems, suggestions, sums by source and kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from checks.bundle import Bundle
from checks.evidence import Block
from checks.finding import met, unclear, unmet
from checks.reading import Line, Reading, Spot
from checks.structure.labels import contents_line, labelled_lines, starts, wordy
from checks.structure.lessons_told import told_sections
from checks.structure.papers import Papers, own_title
from checks.structure.plans import (
    FEW,
    HEADER_LINE,
    NEAR,
    Column,
    allotted,
    column,
    figure,
    finished,
    lines_about,
    listing,
    money,
    mostly,
    printed_quotes,
    project_starts,
    project_tables,
    sums,
    told,
)
from checks.structure.printed import Row, printed_tables
from checks.structure.tables import Table, blank, tables
from checks.thai.dates import dates
from checks.thai.numbers import amounts
from checks.thai.periods import years
from checks.verdict import Finding, Quote

BELOW_HEADER = 12
"""The header of a printed table stands so many lines above its first row of figures at most."""

TELLING = 24
"""A printed row with so many letters beside its figures tells more than a name."""

LABEL_ENDS = 12
"""A label ends within so many characters behind its word, with a space."""

SAYING = 8
"""A cell with so many letters says something."""

_INVITES = re.compile(
    r"^\W*(?:หาก|ถ้า|กรณี|ท่าน|ผู้ใด)|(?:โทร|Tel)\w*[.\s:]*[\d\u0e50-\u0e59]|@|สอบถาม|แจ้งได้|ส่งมา", re.IGNORECASE
)
"""A line that asks readers for their problems and suggestions states none."""

_LETTERS = re.compile(r"[^\W\d_]")


def progress(bundle: Bundle, readings: Sequence[Reading]) -> list[Quote]:
    """What became of each project: filled columns of results, or words of result at the names of projects."""
    found = column(bundle, readings, "progress", accept=lambda text: not blank(text))
    if found.quotes:
        return list(found.quotes)
    quotes: list[Quote] = []
    for reading in readings:
        quotes += [q for t, names in project_tables(bundle, reading) for q in _ends(bundle, t, names)]
        quotes += printed_quotes(bundle, reading, "progress", lambda row: _tells(bundle, row))
        status = {s.line.index: s for s in bundle.spots_in(reading, "status", "done") if finished(bundle, s.line.text)}
        for line in project_starts(bundle, reading):
            at = next((i for i in lines_about(bundle, reading, line) if i in status), None)
            if at is not None:
                quotes += [reading.quote(line), status[at].quote()]
    return quotes


def _ends(bundle: Bundle, table: Table, names: int = 0) -> list[Quote]:
    """Columns that tell of each row what became of it, whatever their heading."""
    width = max((max(row) for row in table.cells.values() if row), default=0)
    told_of = [
        c
        for c in range(1, width + 1)
        if c != names
        and not bundle.says(table.header(c), "aside", "time", "problem", "suggestion")
        and mostly(table, c, lambda text: finished(bundle, text))
    ]
    return [table.reading.quote_block(b) for c in told_of for b in table.values(c)]


def looks_back(bundle: Bundle, reading: Reading) -> bool:
    """Do all its tables of money tell what was paid or what became of each row? A plan beside its report remains one.

    Words of the item used: ``paid`` (unmistakably of the past). What was paid in earlier years is told in plans too.
    """
    back = ahead = False
    for table in tables(reading):
        heads = {c: table.header(c) for c in table.columns(bool)}
        paid = [c for c, h in heads.items() if bundle.says(h, "paid") and not _earlier(bundle, h)]
        if any(mostly(table, c, figure) for c in paid) or _ends(bundle, table):
            back = True
        elif any(mostly(table, c, money) for c in heads):
            ahead = True
    if not back and not ahead:
        back = any(bundle.says(table.head, "paid") for table in printed_tables(bundle, reading))
        lines = project_starts(bundle, reading)
        about = [" ".join(reading.lines[i].text for i in lines_about(bundle, reading, line)) for line in lines]
        back = back or sum(bundle.says(x, "paid") or finished(bundle, x) for x in about) * 2 > max(1, len(about))
    return back and not ahead


def _earlier(bundle: Bundle, head: str) -> bool:
    named = [hit.year for hit in years(head)]
    return bool(named) and max(named) < bundle.fiscal_year


def plans_only(found: Papers) -> Papers:
    """Without papers that look back and do not call themselves what the item asks for."""
    bundle = found.bundle
    kept = tuple(r for r in found.readings if own_title(bundle, r) or not looks_back(bundle, r))
    return Papers(bundle, kept, found.refused or ("" if kept == found.readings else "other-paper"))


def _tells(bundle: Bundle, row: Row) -> bool:
    """Does a printed row report: words of result, counts, percentages, or many words beside its figures?"""
    counts = any(a.unit in ("count", "percent") for a in amounts(row.text))
    return counts or bundle.says(row.text, "status") or len(_LETTERS.findall(row.text)) >= TELLING


def overall(bundle: Bundle, readings: Sequence[Reading]) -> list[Quote]:
    """Progress or results of the plan as a whole: words of result beside figures or dates, or several of them."""
    spots = [
        s
        for r in readings
        for s in bundle.spots_in(r, "status")
        if s.line.block.kind != "heading" and finished(bundle, s.line.text)
    ]
    sure = [s for s in spots if amounts(s.line.text) or dates(s.line.text)]
    quotes = [s.quote() for s in (sure or (spots if len(spots) > FEW else []))]
    found = column(bundle, readings, "progress", accept=lambda text: not blank(text), projects_only=False)
    return [*found.quotes, *quotes]


def spent(bundle: Bundle, readings: Sequence[Reading], *, projects_only: bool = False) -> Column:
    """The money spent: filled columns of spending, or words of spending beside a figure."""

    def accept(text: str) -> bool:
        return figure(text) or bundle.says(text, "no_budget")

    found = column(bundle, readings, "spent", accept=accept, but=("aside",), projects_only=projects_only)
    if found.quotes:
        return found
    quotes: list[Quote] = []
    for reading in readings:
        quotes += _printed_sums(bundle, reading, accept)
        planned = {s.line.index for s in bundle.spots_in(reading, "aside")}
        for spot in bundle.spots_in(reading, "spent"):
            line = spot.line
            if line.index in planned or line.block.kind == "heading" or contents_line(line.text):
                continue
            after = line.text[spot.match.end - line.start :]
            if any(a.unit in ("baht", "percent") or money(after) for a in amounts(after)):
                quotes.append(spot.quote())
            elif len(line.text) <= HEADER_LINE and line.block.kind != "cell":
                below = (
                    x for x in reading.after(line, BELOW_HEADER) if x.block.region == "main" and sums(x.text) >= FEW
                )
                row = next(below, None)
                quotes += [spot.quote(), reading.quote(row)] if row is not None else []
        if not quotes:
            quotes += [s.quote() for s in bundle.spots_in(reading, "no_budget") if s.line.block.kind != "heading"]
    return Column(tuple(quotes), found.dashes, found.there)


def _printed_sums(bundle: Bundle, reading: Reading, accept: Callable[[str], bool]) -> list[Quote]:
    """Printed tables with a column of spending: beside the money allotted a row must hold a second sum."""
    found: list[Quote] = []
    for table in printed_tables(bundle, reading):
        if bundle.says(table.head, "spent"):
            least = FEW if bundle.says(table.head, "budget") else 1
            rows = [row for row in table.rows if accept(row.text) and sums(row.text) >= least]
            found += table.quotes(rows) if rows else []
    return found


def figures(readings: Iterable[Reading], least: int = 3) -> list[Quote]:
    """Lines or cells with sums of money, where there are several."""
    found = [r.quote(line) for r in readings for line in r.evidence if money(line.text)]
    return found if len(found) >= least else []


def with_money(bundle: Bundle, readings: Iterable[Reading], purpose: str, *, but: str = "") -> dict[str, Quote]:
    """Words of ``purpose`` that have a sum of money in their row, column or line: the phrase and its quote.

    but: a column whose heading says this holds something else, whatever its cells are called.
    """
    found: dict[str, Quote] = {}
    for reading in readings:
        rich = {(t.page, t.number): t for t in tables(reading)}
        for spot in bundle.spots_in(reading, purpose):
            block = spot.line.block
            table = rich.get((block.page, block.table)) if block.kind == "cell" else None
            if table is not None and but and bundle.says(table.header(block.col), but):
                continue
            held = _cell_has_money(table, block) if table is not None else _line_has_money(reading, spot.line)
            if held:
                found.setdefault(spot.match.phrase, spot.quote())
    return found


def _cell_has_money(table: Table, block: Block) -> bool:
    row = table.cells.get(block.row, {})
    if any(money(b.text) for b in row.values()):
        return True
    below = (
        table.cells[r].get(c) for r in table.cells if r > block.row for c in range(block.col, block.col + block.colspan)
    )
    if block.row <= max(table.heads, default=0) + 1 and any(b is not None and money(b.text) for b in below):
        return True
    # A heading over names whose sums stand beside them: "source | quarter 1 | quarter 2".
    named = [row for row in table.body if block.col in row and wordy(row[block.col].text)]
    return block.row in table.heads and any(money(b.text) for row in named for b in row.values())


def _line_has_money(reading: Reading, line: Line) -> bool:
    if money(line.text):
        return True
    if len(line.text) > HEADER_LINE or line.block.kind == "cell":
        return False
    following = [x for x in reading.after(line, NEAR) if x.block.region == "main"]
    return any(money(x.text) for x in following[:2]) or any(sums(x.text) >= FEW for x in following)


def results(bundle: Bundle, readings: Sequence[Reading]) -> Finding:
    """The answer for "progress or results of each project"."""
    quotes = progress(bundle, readings)
    if quotes:
        return met(quotes)
    held = column(bundle, readings, "progress", accept=wordy)
    paid = spent(bundle, readings, projects_only=True)
    if paid.quotes and listing(bundle, readings):
        return unclear(bundle, "only-spending", paid.quotes)
    return told(bundle, held)


def outlay(bundle: Bundle, readings: Sequence[Reading]) -> Finding:
    """The answer for "budget spent" in a report on projects: money allotted is not yet money spent."""
    paid = spent(bundle, readings)
    if paid.quotes or paid.dashes or paid.there:
        return told(bundle, paid)
    given = allotted(bundle, readings)
    if given.quotes and all(bundle.says(q.text, "no_budget") for q in given.quotes):
        return met(given.quotes)
    # Where nothing is told of what became of anything, it is a plan.
    told_of = given.quotes and progress(bundle, readings)
    return unclear(bundle, "only-allotted", given.quotes) if told_of else unmet(bundle)


def _run_on(bundle: Bundle, reading: Reading, purpose: str) -> list[Quote]:
    """Lines that begin with the label and go on with what it announces: "ที่ยังติดอยู่ จัดอบรมไม่ได้ช่วงระบาด"."""
    found = []
    for spot in bundle.spots_in(reading, purpose):
        line = spot.line
        rest = line.text[spot.match.end - line.start :]
        told_of = bundle.says(rest, f"{purpose}_hint", f"{purpose}_reason")
        if line.block.kind == "paragraph" and starts(spot) and " " in rest[:LABEL_ENDS] and told_of:
            found += [spot.quote()] if len(rest) >= TELLING and not contents_line(line.text) else []
    return found


def _stated(bundle: Bundle, reading: Reading, lines: Sequence[tuple[Spot, Line]]) -> list[Quote]:
    """What labels announce; a link below one ("แบบรับฟังความคิดเห็น") asks readers and states nothing."""
    found: list[Quote] = []
    for spot, line in lines:
        if line is spot.line:
            found.append(spot.quote())
        elif not bundle.is_link_text(reading, line):
            found += [spot.quote(), reading.quote(line)]
    return found


def remarks(bundle: Bundle, readings: Sequence[Reading], purpose: str) -> Finding:
    """The answer for problems or suggestions (``purpose``): a column, a section or a sentence; "ไม่มี" counts.

    Where no listed word heads a section or a column, one whose heading and content speak of it will do. Words used: the
    purpose, its ``_stem``, ``_hint`` and ``_reason``, ``both`` (labels that announce problems and suggestions
    together), ``<purpose>_said`` (words that state one), ``none``, ``closing`` (signatures, which are no content).
    """
    found = column(bundle, readings, purpose, accept=wordy, but=(), projects_only=False)
    quotes = list(found.quotes)
    if not found.there:

        def speaks(text: str) -> bool:
            return len(_LETTERS.findall(text)) >= SAYING and bundle.says(text, f"{purpose}_hint")

        but = ("aside", "budget", "spent")
        quotes += column(bundle, readings, f"{purpose}_stem", accept=speaks, but=but, projects_only=False).quotes
    unseen: list[Quote] = []
    weak: list[Quote] = []
    for reading in readings:
        stops = [p for p in ("problem", "suggestion", "closing") if p != purpose]
        lines = labelled_lines(bundle, reading, purpose, "both", stops=stops)
        quotes += _stated(bundle, reading, lines) or _run_on(bundle, reading, purpose)
        said = bundle.spots_in(reading, f"{purpose}_said")
        quotes += [s.quote() for s in said if s.line.block.kind != "heading" and not _INVITES.search(s.line.text)]
        quotes += printed_quotes(bundle, reading, purpose, lambda row: bundle.says(row.text, "none"))
        unseen += printed_quotes(bundle, reading, purpose, lambda row: _tells(bundle, row))
        told_of = told_sections(bundle, reading, purpose)
        quotes += quotes or told_of.sure
        weak += told_of.weak
    if not quotes and unseen:
        return unclear(bundle, "column-unseen", unseen)
    if not quotes and not found.dashes and weak:
        return unclear(bundle, "section-unnamed", weak)
    return told(bundle, Column(tuple(quotes), found.dashes, found.there))
