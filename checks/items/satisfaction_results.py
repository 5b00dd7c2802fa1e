"""The agency publishes what its satisfaction survey of the year before found: percentages, mean scores or levels.

A questionnaire, an invitation to answer it or the description of a survey to come is no result.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met, unclear, unmet
from checks.reading import Line, Reading, Spot
from checks.structure.tables import tables
from checks.structure.tally import has_figure
from checks.thai.numbers import amounts
from checks.verdict import Finding, Quote

SURVEYED = 2
"""So many filled figures in a table of results are results."""


def results(bundle: Bundle) -> Finding:
    """Results of the satisfaction survey."""
    told: list[Spot] = []
    for reading in bundle.readings:
        if not bundle.spots_in(reading, "satisfied") and not bundle.says(reading.document.title, "satisfied"):
            continue
        proof = _in_table(bundle, reading) or _in_lines(bundle, reading)
        if proof:
            return met(proof)
        told += bundle.spots_in(reading, "asked")
    return unclear(bundle, "results-in-words", told) if told else unmet(bundle, "no-results")


def _in_table(bundle: Bundle, reading: Reading) -> list[Quote]:
    for table in tables(reading):
        columns = table.columns(lambda text: bundle.says(text, "result", "satisfied"))
        cells = [b for col in columns for b in table.values(col) if has_figure(b.text) and amounts(b.text)]
        if len(cells) >= SURVEYED:
            return [reading.quote_block(b) for b in cells[:2]]
    return []


def _in_lines(bundle: Bundle, reading: Reading) -> list[Quote]:
    """A result word with a figure in its line, or (a table that lost its cells) in the lines just below."""
    for spot in bundle.spots_in(reading, "result"):
        if spot.line.block.kind == "cell" and any(t.number == spot.line.block.table for t in tables(reading)):
            row = [x for x in reading.evidence if (x.block.page, x.block.table, x.block.row) == _place(spot.line)]
            if any(_score(x.text) for x in row) and len(row) > 1:
                return [spot.quote()]
            continue
        lines = [
            spot.line,
            *(x for x in reading.after(spot.line, 4) if x.block.kind == "paragraph"),
        ]
        scored = [x for x in lines if _score(x.text) and not bundle.says(x.text, "target")]
        if scored:
            return [spot.quote(), *(reading.quote(x) for x in scored[:1] if x is not spot.line)]
    return []


def _place(line: Line) -> tuple[int, int, int]:
    return line.block.page, line.block.table, line.block.row


def _score(text: str) -> bool:
    """A percentage, or a number with decimals such as a mean."""
    return any(a.unit == "percent" or a.value % 1 != 0 for a in amounts(text))


ELEMENTS = (results,)
