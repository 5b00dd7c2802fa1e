"""The agency publishes its procurement plan of the year, or says in so many words that there is none to publish.

A plan names what is to be bought or hired and for how much. Summaries of what was bought, a budget or a description of
how plans are made are no plan. That nothing above 500,000 baht was procured, or that no plan need be published, counts
as stated.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met, unclear, unmet
from checks.reading import Reading
from checks.structure.notices import LISTED, entries, names_work
from checks.structure.papers import papers, under_another
from checks.structure.plans import money
from checks.structure.tables import Table, tables
from checks.verdict import Finding, Quote

RIVALS = frozenset({"monthly_procurement", "procurement_results", "work_manual"})
CELL = 4


def _planned(bundle: Bundle, reading: Reading) -> list[Quote]:
    """What is to be bought, with its money: rows of tables, or lines; not what stands under another paper's title."""
    found: list[Quote] = []
    settled = False
    for table in tables(reading):
        if any(bundle.says(table.header(c), "settled") for c in table.columns(lambda _: True)):
            settled = True
        elif not under_another(bundle, reading, table.first):
            found += _rows(bundle, table)
    if found or settled or bundle.spots_in(reading, "settled"):
        return found
    things = [s.line for s in bundle.spots_in(reading, "thing") if s.line.block.kind != "heading"]
    for line in things:
        if bundle.says(line.text, "rule", "promise") or under_another(bundle, reading, line.block):
            continue
        near = [line, *reading.after(line, 3)]
        summed = next(
            (x for x in near if money(x.text) and not bundle.says(x.text, "none", "rule", "conditional", "promise")),
            None,
        )
        if summed is not None and not bundle.is_link_text(reading, line):
            found += [reading.quote(line), reading.quote(summed)]
    return found


def _rows(bundle: Bundle, table: Table) -> list[Quote]:
    """Rows with a thing and its money; where the header calls neither so, but says when or how, any words and sums."""
    names = table.columns(lambda h: bundle.says(h, "work"))
    sums = table.columns(lambda h: bundle.says(h, "budget"))
    if not (names and sums) and table.columns(lambda h: bundle.says(h, "when")):
        names, sums = names or table.columns(lambda _: True), sums or table.columns(lambda _: True)
    found: list[Quote] = []
    for row in table.body:
        named = [row[c] for c in names if c in row and len(row[c].text) >= CELL and not money(row[c].text)]
        if named and any(money(row[c].text) for c in sums if c in row):
            found.append(table.reading.quote_block(named[0]))
    return found


def _is_plan(bundle: Bundle, reading: Reading) -> bool:
    """Does the reading, or the link to it, speak of a plan of procurement?"""
    mentions = next((m.mentions for m in bundle.members if m.reading is reading), ())
    return bool(bundle.spots_in(reading, "plan")) or any(bundle.says(m.words, "plan") for m in mentions)


def plan(bundle: Bundle) -> Finding:
    """The plan, or the statement that there is none to publish."""
    found = papers(bundle, RIVALS)
    for reading in found.readings:
        planned = _planned(bundle, reading) if _is_plan(bundle, reading) else []
        if planned:
            return met(planned)
    for reading in found.readings:
        stated = [
            s
            for s in bundle.spots_in(reading, "none")
            if s.line.block.kind != "heading" and not bundle.says(s.line.text, "conditional")
        ]
        if stated:
            return met(stated, "none-stated")
    listed = [
        e.quote
        for e in entries(bundle)
        if e.opened
        and e.member is None
        and e.right_year is not False
        and bundle.says(e.text, "plan")
        and names_work(bundle, e.text)
    ]
    if listed:
        return met(listed) if len(listed) >= LISTED else unclear(bundle, "only-titles", listed)
    waiting = [s for r in found.readings if _is_plan(bundle, r) for s in bundle.spots_in(r, "loading")]
    if waiting:
        return unclear(bundle, "rows-unread", waiting)
    return found.none() if found.refused or not bundle.spots("settled") else unmet(bundle, "other-paper")


ELEMENTS = (plan,)
