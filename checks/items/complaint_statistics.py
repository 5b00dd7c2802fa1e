"""The agency publishes how many complaints about corruption it received, finished and has in progress in six months.

A proper statement that there was none (in words, or a total of zero) is enough for all three. Figures of general
complaints are not about corruption. Covering a part of the six months is a gap of the total.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.evidence import Block
from checks.finding import met, unclear, unmet
from checks.reading import Reading, Spot
from checks.structure.cases import behind, cases_behind, cells, just_before, rows_below
from checks.structure.complaints import titled
from checks.structure.tables import tables
from checks.structure.tally import above, half_year, table_words, value
from checks.thai.periods import first_half, months
from checks.verdict import Finding, Quote

AROUND = 3
"""Corruption is named within so many lines before a figure, or in the line behind it."""


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
    if proof:
        return met(proof)
    return unmet(bundle, "no-figures" if _headed(bundle, readings, purpose) else "not-found")


def _headed(bundle: Bundle, readings: list[Reading], purpose: str) -> bool:
    """Is there a column for the count, be it empty?"""
    return any(t.columns(lambda text: _counts_of(bundle, text, purpose)) for r in readings for t in tables(r))


def _about_corruption(bundle: Bundle) -> list[Reading]:
    """Readings whose title, text or rows speak of corruption; the rest gives figures of other complaints."""
    return [r for r in bundle.readings if titled(bundle, r) or bundle.spots_in(r, "corruption")]


def _none(bundle: Bundle, readings: list[Reading]) -> list[Spot | Quote]:
    """A statement that there was none, or a total of zero."""
    for reading in readings:
        if not _of_counts(bundle, reading):
            continue
        for spot in bundle.spots_in(reading, "none") if not _some(bundle, reading) else []:
            about = titled(bundle, reading) or bundle.says(_around(spot), "corruption")
            if about and not bundle.says(spot.line.text, "condition", "nation") and not _of_other_months(bundle, spot):
                return [spot]
        zeros = _cells(bundle, reading, "total")
        if zeros and all(value(b.text) == 0 for b in zeros):
            return [reading.quote_block(b) for b in zeros[:2]]
        for spot in bundle.spots_in(reading, "total"):
            if behind(spot)[:1] == [0.0] and (titled(bundle, reading) or bundle.says(spot.line.text, "corruption")):
                return [spot]
    return []


def _some(bundle: Bundle, reading: Reading) -> bool:
    """Are there counts above zero? Then "none" is said of a month, a kind or a finding."""
    if any(value(b.text) for b in _cells(bundle, reading, "total")):
        return True
    return any(cases_behind(s) for s in bundle.spots_in(reading, "total") if s.line.block.kind != "cell")


def _of_other_months(bundle: Bundle, spot: Spot) -> bool:
    """Does the statement say of which months it is, and are they none of the half-year?"""
    said = months(spot.line.text)
    return bool(said) and said.isdisjoint(first_half(bundle.fiscal_year))


def _of_counts(bundle: Bundle, reading: Reading) -> bool:
    """Is it about figures (its title says so, or it names a period), not a guideline that happens to say "none"?"""
    texts = reading.cover_text.split("\n")
    named = any(bundle.item.item in bundle.site.identifier.items(text) for text in texts if text)
    return named or half_year(bundle, [reading]).said


def _counts(bundle: Bundle, readings: list[Reading], purpose: str) -> list[Spot | Quote]:
    for reading in readings:
        found = _cells(bundle, reading, purpose)
        if found:
            return [reading.quote_block(b) for b in found[:2]]
        for spot in bundle.spots_in(reading, purpose):
            about = titled(bundle, reading) or bundle.says(_around(spot), "corruption")
            told = behind(spot) if spot.line.block.kind != "heading" else cases_behind(spot)
            told = told or just_before(spot) or rows_below(spot)
            about = about and not bundle.says(spot.line.text, "nation", "condition")
            if spot.line.block.kind != "cell" and about and told and not _denied(bundle, spot, purpose):
                return [spot]
    return []


def _counts_of(bundle: Bundle, text: str, purpose: str) -> bool:
    """Does a header name the count? "ยังไม่แล้วเสร็จ" holds the word for finished and is none."""
    return bundle.says(text, purpose) and not (purpose == "finished" and bundle.says(text, "progress"))


def _denied(bundle: Bundle, spot: Spot, purpose: str) -> bool:
    """Does the word for finished stand inside a longer one for what is not?"""
    if purpose != "finished":
        return False
    longer = [s.match for s in bundle.spots_in(spot.reading, "progress") if s.line is spot.line]
    return any(m.start <= spot.match.start and spot.match.end <= m.end for m in longer)


def _cells(bundle: Bundle, reading: Reading, purpose: str) -> list[Block]:
    """Figures of the tables about corruption; in a table of every kind of complaint, of its rows about corruption."""
    found: list[Block] = []
    for table in tables(reading):
        own = titled(bundle, reading) or bundle.says(above(table), "corruption")
        if own or bundle.says(table_words(table), "corruption"):
            found += cells(
                table,
                lambda text: _counts_of(bundle, text, purpose),
                lambda text: bundle.says(text, "corruption"),
                only_rows=not own,
            )
    return found


def _around(spot: Spot) -> str:
    lines = spot.reading.lines[max(0, spot.line.index - AROUND) : spot.line.index + 2]
    return " ".join(x.text for x in lines if x.block.region == "main")


ELEMENTS = (total, finished, in_progress)
