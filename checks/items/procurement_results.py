"""The agency reports on last year's procurement: results, money used, problems and obstacles, suggestions.

Sums by method, a list of all purchases of the year, or sentences that tell how many there were and for how much are
results. The plan, a month's summary or the yearly stock-taking are none.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met
from checks.structure.papers import Papers, papers
from checks.structure.plans import money, told
from checks.structure.reports import remarks, spent
from checks.structure.tables import tables
from checks.thai.numbers import amounts
from checks.verdict import Finding, Quote

RIVALS = frozenset({"procurement_plan", "monthly_procurement", "procurement_notices"})


def _found(bundle: Bundle) -> Papers:
    return papers(bundle, RIVALS)


def results(bundle: Bundle) -> Finding:
    """What was procured: figures beside a method, a purchase or the words for procurement."""
    found = _found(bundle)
    quotes: list[Quote] = []
    for reading in found.readings:
        for table in tables(reading):
            for row in table.body:
                words = " ".join(b.text for b in row.values())
                if bundle.says(words, "method", "topic") and amounts(words):
                    quotes.append(reading.quote_block(next(b for b in row.values() if b.text)))
        for spot in bundle.spots_in(reading, "method", "topic"):
            line = spot.line
            if line.block.kind not in ("heading", "cell") and any(
                money(line.text) or a.unit == "count" for a in amounts(line.text)
            ):
                quotes.append(spot.quote())
    return met(quotes) if quotes else found.none()


def budget_used(bundle: Bundle) -> Finding:
    """The money used for procurement."""
    found = _found(bundle)
    return told(bundle, spent(bundle, found.readings)) if found.readings else found.none()


def problems(bundle: Bundle) -> Finding:
    """Problems and obstacles; that there were none may be said."""
    found = _found(bundle)
    return remarks(bundle, found.readings, "problem") if found.readings else found.none()


def suggestions(bundle: Bundle) -> Finding:
    """Suggestions; that there are none may be said."""
    found = _found(bundle)
    return remarks(bundle, found.readings, "suggestion") if found.readings else found.none()


ELEMENTS = (results, budget_used, problems, suggestions)
