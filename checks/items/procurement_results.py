"""The agency reports on last year's procurement: results, money used, problems and obstacles, suggestions.

Sums by method, a list of all purchases of the year, or sentences that tell how many there were and for how much are
results. The plan, a month's summary or the yearly stock-taking are none.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met
from checks.reading import Line, Reading
from checks.structure.afterword import lessons
from checks.structure.papers import Papers, papers, under_another
from checks.structure.plans import money, told
from checks.structure.reports import spent
from checks.structure.tables import Table, tables
from checks.thai.numbers import amounts
from checks.verdict import Finding, Quote, Status

RIVALS = frozenset({"procurement_plan", "monthly_procurement", "procurement_notices"})


def _found(bundle: Bundle) -> Papers:
    found = papers(bundle, RIVALS)
    kept = tuple(r for r in found.readings if not _only_others(bundle, r))
    return Papers(bundle, kept, found.refused or ("" if kept else "other-paper"))


def _only_others(bundle: Bundle, reading: Reading) -> bool:
    """Are all tables of a reading plans by their header, or under headings of other items' papers?"""
    grids = tables(reading)
    return bool(grids) and all(under_another(bundle, reading, t.first) or _plans(bundle, t) for t in grids)


def _plans(bundle: Bundle, table: Table) -> bool:
    return bool(table.columns(lambda h: bundle.says(h, "planned")))


def results(bundle: Bundle) -> Finding:
    """What was procured: figures beside a method, a purchase or the words for procurement."""
    found = _found(bundle)
    quotes: list[Quote] = []
    for reading in found.readings:
        for table in tables(reading):
            for row in table.body:
                words = " ".join(b.text for b in row.values())
                if bundle.says(words, "method", "topic") and amounts(words) and not bundle.says(words, "planned"):
                    quotes.append(reading.quote_block(next(b for b in row.values() if b.text)))
        quotes += [s.quote() for s in bundle.spots_in(reading, "method", "topic") if _told(bundle, s.line)]
    return met(quotes) if quotes else found.none()


def _told(bundle: Bundle, line: Line) -> bool:
    """Does a sentence tell of purchases with figures? What will be reported is no result."""
    if line.block.kind in ("heading", "cell") or bundle.says(line.text, "planned"):
        return False
    figures = amounts(line.text)
    counted = any(a.unit == "count" for a in figures) or (bool(figures) and bundle.says(line.text, "counted"))
    return counted or money(line.text)


def budget_used(bundle: Bundle) -> Finding:
    """The money used for procurement; a sentence that counts purchases and sums them up says so as well."""
    found = _found(bundle)
    if not found.readings:
        return found.none()
    paid = told(bundle, spent(bundle, found.readings))
    if any(amounts(quote.text) for quote in paid.quotes):
        return paid
    lines = [s for r in found.readings for s in bundle.spots_in(r, "method", "topic") if _told(bundle, s.line)]
    summed = [s for s in lines if _summed(s.line.text) and not bundle.says(s.line.text, "aside")]
    return met(summed) if summed else paid if paid.status is not Status.MET else found.none()


def _summed(text: str) -> bool:
    units = {a.unit for a in amounts(text)}
    return {"baht", "count"} <= units


def problems(bundle: Bundle) -> Finding:
    """Problems and obstacles; that there were none may be said."""
    found = _found(bundle)
    return lessons(bundle, found.readings, "problem") if found.readings else found.none()


def suggestions(bundle: Bundle) -> Finding:
    """Suggestions; that there are none may be said."""
    found = _found(bundle)
    return lessons(bundle, found.readings, "suggestion") if found.readings else found.none()


ELEMENTS = (results, budget_used, problems, suggestions)
