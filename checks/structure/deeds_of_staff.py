"""What was done for staff: results in tables, sentences that tell of it.

Words of the item: ``topic`` (fields of personnel work), ``done`` (it is finished), ``result`` and ``plan_head``
(columns of results; of plans and targets), ``planned`` and ``norm`` (what is promised; what is demanded each year),
``counted`` (what is counted beside people and times).
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.evidence import Block
from checks.reading import Reading
from checks.structure.labels import wordy
from checks.structure.tables import Table, blank, tables
from checks.thai.dates import dates
from checks.thai.numbers import amounts
from checks.verdict import Quote

BE = 543
"""The Buddhist era counts so many years more."""

TELLING = 2
"""A column nobody calls results is one where so many of its cells tell what was done."""

PLANNING = 2
"""So many columns of plans make a plan of a table."""

FIELD = 60
"""The first cell of a row names its field, if it is no longer than this."""


def with_results(bundle: Bundle, reading: Reading) -> tuple[list[Quote], set[str]]:
    """Rows about a field of personnel work with a filled column of results: quotes, and the fields.

    In a paper that is about the item each row is a field of its own, whatever the agency calls it, and a column in
    which most cells tell what was done is a column of results.
    """
    quotes: list[Quote] = []
    fields: set[str] = set()
    own = any(m.reading is reading and (m.named or m.given) for m in bundle.members)
    for table in tables(reading):
        plain = [c for c in table.columns(lambda _: True) if not bundle.says(table.header(c), "plan_head")]
        results = [c for c in plain if bundle.says(table.header(c), "result")]
        if not results and own and not _is_plan(bundle, table):
            results = [c for c in plain if c > 1 and _tells_of_work(bundle, table, c)]
        for row in table.body if results else ():
            filled = [row[c] for c in results if c in row and _filled(bundle, row[c].text)]
            others = " ".join(b.text for c, b in sorted(row.items()) if c not in results)
            said = bundle.phrases(others, "topic")
            if not said and own:
                said = _own_field(bundle, row, filled)
            if filled and said:
                quotes.append(reading.quote_block(filled[0]))
                fields |= said
    return quotes, fields


def _is_plan(bundle: Bundle, table: Table) -> bool:
    """Is it a table of a plan: several columns of aims, times and persons, and none of results?"""
    aims = table.columns(lambda h: bundle.says(h, "plan_head"))
    return len(aims) >= PLANNING and not table.columns(lambda h: bundle.says(h, "result"))


def _filled(bundle: Bundle, text: str) -> bool:
    """Does a cell of results hold one: no dash, no promise?"""
    return not blank(text) and (bundle.says(text, "done") or not bundle.says(text, "planned", "norm"))


def _tells_of_work(bundle: Bundle, table: Table, col: int) -> bool:
    values = table.values(col)
    told = sum(wordy(b.text) and _is_done(bundle, b.text) for b in values)
    return told >= TELLING and 2 * told >= len(values)


def _own_field(bundle: Bundle, row: dict[int, Block], filled: list[Block]) -> set[str]:
    """The agency's own name for the field of a row, where its result tells what was done."""
    first = next((b.text for _, b in sorted(row.items()) if wordy(b.text)), "")
    telling = [b for b in filled if b.text != first and _is_done(bundle, b.text)]
    return {first} if telling and len(first) <= FIELD else set()


def _is_done(bundle: Bundle, text: str) -> bool:
    """Does a text say that something is done, or count or date it without promising or demanding it?"""
    if bundle.says(text, "done"):
        return True
    if bundle.says(text, "planned", "norm"):
        return False
    days = [hit for hit in dates(text) if hit.day]
    if days and all(f"{hit.year_be - BE:04}-{hit.month:02}-{hit.day:02}" > bundle.as_of for hit in days):
        return False  # what is to come is no deed
    figures = amounts(text)
    counted = any(a.unit == "count" for a in figures) or (bool(figures) and bundle.says(text, "counted"))
    return counted or bool(days)


def told(bundle: Bundle, reading: Reading) -> tuple[list[Quote], set[str]]:
    """Sentences that name a field of personnel work and tell (in words, or by counting) that something was done in it.

    The two words may stand in neighbouring lines: printed lines break anywhere, and a list's head names the field.
    Columns of plans and targets tell nothing.
    """
    promised = {s.line.index for s in bundle.spots_in(reading, "planned")}
    finished = {s.line.index for s in bundle.spots_in(reading, "done")}
    aimed = _aims(bundle, reading)
    quotes: list[Quote] = []
    fields: set[str] = set()
    for line in reading.evidence:
        if line.index in promised or line.block.kind == "heading" or line.block in aimed:
            continue
        if bundle.says(line.text, "book.meta") or not (line.index in finished or _is_done(bundle, line.text)):
            continue
        near = reading.lines[max(0, line.index - 2) : line.index + 2]
        same = bundle.phrases(line.text, "topic")
        said = same or {p for x in near if x.block.region == "main" for p in bundle.phrases(x.text, "topic")}
        if said:
            quotes.append(reading.quote(line))
            fields |= said
    return quotes, fields


def _aims(bundle: Bundle, reading: Reading) -> set[Block]:
    """Cells of the columns of plans and targets, and of the rows that are headers."""
    found: set[Block] = set()
    for table in tables(reading):
        for col in table.columns(lambda h: bundle.says(h, "plan_head")):
            found |= {row[col] for row in table.cells.values() if col in row}
        if _is_plan(bundle, table):
            found |= {b for row in table.body for b in row.values() if not bundle.says(b.text, "done")}
        found |= {b for r in table.heads for b in table.cells[r].values()}
    return found
