"""The agency publishes figures of the services it gave in the first six months of the fiscal year.

People served, requests, permits and the like count, by month, quarter or half-year; visitors of the website, crops,
population, money spent and complaints do not. A table of months that says neither is of services where the lines that
introduce it say so, or where the agency ties it to the item and it does not count money. All six months
must have figures: an empty month is missing, a zero or a dash is a figure. Fees, days that a service takes, targets,
scores and the number of a row count nobody; hours of opening neither.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met, unclear, unmet
from checks.reading import Line, Reading
from checks.structure.tables import Table, tables
from checks.structure.tally import LONG_CELL, by_month, counted, half_year, has_figure, is_month, lead, table_words
from checks.verdict import Finding, Quote


def statistics(bundle: Bundle) -> Finding:
    """Statistics of services for the first six months."""
    counting = {id(r): (r, proof) for r in bundle.readings if (proof := _figures(bundle, r))}
    if not counting:
        any_figure = any(has_figure(x.text) for r in bundle.readings for x in r.evidence if x.block.kind == "cell")
        named = any(bundle.spots_in(r, "service") for r in bundle.readings)
        return unmet(bundle, "no-service-figures" if any_figure and not named else "no-figures")
    readings = [r for r, _ in counting.values()]
    covered = half_year(bundle, readings, unless=lambda text: _something_else(bundle, text))
    proof = [quote for _, quotes in counting.values() for quote in quotes]
    if covered.whole:
        return met(proof)
    if not covered.said:
        return unclear(bundle, "months-unclear", proof)
    code, facts = covered.gap(bundle.as_of)
    return unmet(bundle, code, facts)


def _figures(bundle: Bundle, reading: Reading) -> list[Quote]:
    found = [quote for table in tables(reading) if _of_services(bundle, table) for quote in _filled(bundle, table)]
    if found:
        return found[:2]
    gridded = any(_in_grid(line) for line in reading.evidence)
    lines = [line for line in reading.evidence if not _in_grid(line) and not _something_else(bundle, line.text)]
    lines = [line for line in lines if not bundle.says(line.text, "hours")]
    told = [s for s in bundle.spots_in(reading, "service") if s.line in lines]
    near = [s for s in told if _counted(bundle, reading, s.line.index, 1 if gridded else 12)]
    return [s.quote() for s in near[:2]]


def _in_grid(line: Line) -> bool:
    """A cell of a table; not a whole page that is laid out in one."""
    return line.block.kind == "cell" and len(line.text) < LONG_CELL


def _counted(bundle: Bundle, reading: Reading, index: int, reach: int) -> bool:
    """Is there a count in the line or (a table that lost its cells) in lines soon below it?"""
    lines = [line for line in reading.lines[index : index + reach] if line.block.region == "main"]
    lines = [line for line in lines if not _something_else(bundle, line.text)]
    return any(counted(line.text) and not bundle.says(line.text, "hours", "target") for line in lines)


def _of_services(bundle: Bundle, table: Table) -> bool:
    words = table_words(table)
    if bundle.says(words, "service"):
        return not _something_else(bundle, words)
    if _something_else(bundle, words):
        return False
    top = " ".join(line.text for line in table.reading.headings[:2]) + table.reading.document.title
    return bundle.says(top, "service") or (by_month(bundle, table) and _introduced(bundle, table))


def _introduced(bundle: Bundle, table: Table) -> bool:
    """Is a table without words of service introduced as such, by its page or by the links that name the file?"""
    above = lead(table)
    if bundle.says(above, "service"):
        return not _something_else(bundle, above)
    member = next((m for m in bundle.members if m.reading is table.reading), None)
    if member is None or not (member.named or member.given):
        return False
    heads = " ".join(table.header(c) for c in table.columns(bool))
    if bundle.says(heads, "unit"):
        return True
    return member.given and not bundle.says(f"{above} {table_words(table)}", "money", "elsewhere")


def _something_else(bundle: Bundle, text: str) -> bool:
    return bundle.says(text, "elsewhere")


def _filled(bundle: Bundle, table: Table) -> list[Quote]:
    """Counts in the rows behind their labels: not months, or columns of fees, days, targets and scores."""
    aside = set(table.columns(lambda text: bundle.says(text, "measure")))
    found: list[Quote] = []
    for row in table.body:
        label = row[min(row)] if len(row) > 1 else None
        cells = [b for col, b in row.items() if col not in aside and b is not label]
        cells = [b for b in cells if has_figure(b.text) and not is_month(bundle, b.text)]
        if cells and not any(b.head for b in cells):
            found.append(table.reading.quote_block(cells[0]))
    return found[:2]


ELEMENTS = (statistics,)
