"""The agency publishes how many complaints about corruption it received, finished and has in progress in six months.

A proper statement that there was none (in words, or a total of zero) is enough for all three. Figures of general
complaints are not about corruption. Covering a part of the six months is a gap of the total.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.evidence import Block
from checks.finding import met, unclear, unmet
from checks.reading import Reading, Spot
from checks.structure.tables import Table, tables
from checks.structure.tally import half_year, has_figure, table_words, value
from checks.thai.fold import fold
from checks.thai.numbers import amounts
from checks.verdict import Finding, Quote

FLAT_ROWS = 12
NEAR = 60
"""A count stands within so many characters behind its word."""


def total(bundle: Bundle) -> Finding:
    """All complaints about corruption, for the whole half-year."""
    readings = _about_corruption(bundle)
    if not readings:
        return unmet(bundle, "general-complaints")
    proof = _none(bundle, readings) or _counts(bundle, readings, "total")
    if not proof:
        return unmet(bundle, "no-figures")
    covered = half_year(bundle, readings)
    if covered.whole:
        return met(proof)
    if not covered.said:
        return unclear(bundle, "months-unclear", proof)
    code, facts = covered.gap(bundle.as_of)
    return unmet(bundle, code, facts)


def finished(bundle: Bundle) -> Finding:
    """Complaints finished."""
    return _part(bundle, "finished")


def in_progress(bundle: Bundle) -> Finding:
    """Complaints in progress."""
    return _part(bundle, "progress")


def _part(bundle: Bundle, purpose: str) -> Finding:
    readings = _about_corruption(bundle)
    if not readings:
        return unmet(bundle, "general-complaints")
    proof = _none(bundle, readings) or _counts(bundle, readings, purpose)
    return met(proof) if proof else unmet(bundle)


def _about_corruption(bundle: Bundle) -> list[Reading]:
    """Readings whose title, text or rows speak of corruption; the rest gives figures of other complaints."""
    return [r for r in bundle.readings if _titled(bundle, r) or bundle.spots_in(r, "corruption")]


def _titled(bundle: Bundle, reading: Reading) -> bool:
    return bundle.says(reading.cover_text, "corruption")


def _none(bundle: Bundle, readings: list[Reading]) -> list[Spot | Quote]:
    """A statement that there was none, or a total of zero."""
    for reading in readings:
        if not _of_counts(bundle, reading):
            continue
        for spot in bundle.spots_in(reading, "none"):
            near = [reading.lines[max(0, spot.line.index - 1)], spot.line, *reading.after(spot.line, 1)]
            about = _titled(bundle, reading) or any(bundle.says(x.text, "corruption") for x in near)
            if about and not bundle.says(spot.line.text, "condition"):
                return [spot]
        zeros = _totals(bundle, reading)
        if zeros and all(value(b.text) == 0 for b in zeros):
            return [reading.quote_block(b) for b in zeros[:2]]
        for spot in bundle.spots_in(reading, "total"):
            said = _behind(spot)
            if said and (said[0] == 0) and (_titled(bundle, reading) or bundle.says(spot.line.text, "corruption")):
                return [spot]
    return []


def _of_counts(bundle: Bundle, reading: Reading) -> bool:
    """Is it about figures (its title says so, or it names a period), not a guideline that happens to say "none"?"""
    texts = reading.cover_text.split("\n")
    named = any(bundle.item.item in bundle.site.identifier.items(text) for text in texts if text)
    return named or half_year(bundle, [reading]).said


def _totals(bundle: Bundle, reading: Reading) -> list[Block]:
    return [b for t in tables(reading) if _relevant(bundle, t) for b in _cells(bundle, t, "total")]


def _counts(bundle: Bundle, readings: list[Reading], purpose: str) -> list[Spot | Quote]:
    for reading in readings:
        cells = [b for t in tables(reading) if _relevant(bundle, t) for b in _cells(bundle, t, purpose)]
        if cells:
            return [reading.quote_block(b) for b in cells[:2]]
        for spot in bundle.spots_in(reading, purpose):
            if spot.line.block.kind == "cell":
                continue
            about = _titled(bundle, reading) or bundle.says(_around(spot), "corruption")
            if about and (_behind(spot) or _rows_below(spot)):
                return [spot]
    return []


def _relevant(bundle: Bundle, table: Table) -> bool:
    return _titled(bundle, table.reading) or bundle.says(table_words(table), "corruption")


def _cells(bundle: Bundle, table: Table, purpose: str) -> list[Block]:
    """Filled cells under a header, or beside a row label, that says ``purpose``."""
    rows = [row for row in table.body if not any(b.head for b in row.values()) or len(row) > 1]
    if not _titled(bundle, table.reading) and not bundle.says(table_words(table).split("\n")[0][:200], "corruption"):
        rows = [row for row in rows if bundle.says(row[min(row)].text, "corruption")] or rows
    named = [row for row in rows if any(bundle.says(b.text, "corruption") for b in row.values())]
    general = [row for row in rows if row not in named]
    if named and general and not _titled(bundle, table.reading):
        rows = named
    columns = [c for c in table.columns(lambda text: bundle.says(text, purpose)) if c > 1]
    found = [row[c] for row in rows for c in columns if c in row and has_figure(row[c].text)]
    if not found:
        for row in table.cells.values():
            first = row[min(row)]
            others = [b for c, b in sorted(row.items()) if b is not first and has_figure(b.text)]
            if bundle.says(first.text, purpose) and others and not any(b.head for b in others):
                found += others
    return found


def _behind(spot: Spot) -> list[float]:
    """Counts just behind the phrase, a dash being zero."""
    tail = spot.line.text[spot.match.end - spot.line.start :][:NEAR]
    counted = [float(a.value) for a in amounts(tail) if a.unit in ("count", "")]
    if counted:
        return counted[:1]
    words = fold(tail).strip(" :.()=")
    return [0.0] if words[:1] == "-" or (words and value(words.split(" ")[0]) == 0) else []


def _rows_below(spot: Spot) -> bool:
    """A header that lost its cells: rows of figures follow it."""
    if len(amounts(spot.line.text)) > 0:
        return False
    below = [x.text for x in spot.reading.after(spot.line, FLAT_ROWS) if x.block.region == "main"]
    return any(len([p for p in fold(text).replace(",", "").split() if p.isdigit() or p == "-"]) > 1 for text in below)


def _around(spot: Spot) -> str:
    above = spot.reading.lines[max(0, spot.line.index - 3) : spot.line.index]
    return " ".join([*(x.text for x in above), spot.line.text])


ELEMENTS = (total, finished, in_progress)
