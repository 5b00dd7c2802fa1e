"""The agency publishes at least one work manual that says for which task and which officer it is, and its steps.

The content of the manual counts, be it the agency's own or its parent's: a title alone, a list of titles or a table of
contents does not, nor does a row that names a document which is a cover only. An officer is a post, a named kind of
officer or a person responsible; staff in general is not.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met, unclear, unmet
from checks.reading import Line, Reading, Spot
from checks.structure.file_rows import without_covers
from checks.structure.labels import contents_line
from checks.structure.naming import goes_on
from checks.structure.procedure import first_steps
from checks.verdict import Finding, Quote

PROSE = 120
"""A page whose content is shorter than this holds no manual."""


def task(bundle: Bundle) -> Finding:
    """For which task the manual is."""
    for reading in _manuals(bundle):
        named = _named_task(bundle, reading)
        if named:
            return met(named)
    return unmet(bundle)


def officer(bundle: Bundle) -> Finding:
    """For which officer or position the manual is."""
    general: list[Spot] = []
    for reading in _manuals(bundle):
        told = without_covers(bundle, reading)
        spots = [s for s in bundle.spots_in(reading, "officer") if s.line in told and not contents_line(s.line.text)]
        if spots:
            return met(spots)
        if _named_task(bundle, reading) or first_steps(bundle, [reading], "steps"):  # a list of titles tells of nobody
            general += [s for s in bundle.spots_in(reading, "staff") if s.line in told]
    return unclear(bundle, "staff-only", general) if general else unmet(bundle)


def steps(bundle: Bundle) -> Finding:
    """Method and steps of the work."""
    found = first_steps(bundle, bundle.readings, "steps")
    return met(found) if found else unmet(bundle)


def _manuals(bundle: Bundle) -> list[Reading]:
    """Readings that hold more than titles: those with steps first."""
    whole = [r for r in bundle.readings if sum(len(x.text) for x in _content(bundle, r)) >= PROSE]
    return sorted(whole, key=lambda r: not first_steps(bundle, [r], "steps"))


def _content(bundle: Bundle, reading: Reading) -> list[Line]:
    linked = {b.text for b in reading.links if b.text}
    return [x for x in without_covers(bundle, reading) if x.block.kind != "heading" and x.text not in linked]


def _named_task(bundle: Bundle, reading: Reading) -> list[Quote]:
    told = without_covers(bundle, reading)
    for line in [*(x for x in reading.cover if x in told), *told[:40]]:
        if (
            not contents_line(line.text)
            and bundle.says(line.text, "manual")
            and goes_on(bundle, line.text, "title", "manual")
        ):
            return [reading.quote(line)]
    title = reading.document.title
    if bundle.says(title, "manual") and goes_on(bundle, title, "title", "manual"):
        return [Quote(reading.url, title, 0, "title")]
    spots = [s for s in bundle.spots_in(reading, "scope") if s.line in told and not contents_line(s.line.text)]
    if spots:
        return [s.quote() for s in spots]
    if first_steps(bundle, [reading], "steps"):
        return [reading.quote(x) for x in reading.cover if goes_on(bundle, x.text, "title", "manual", "steps")][:2]
    return []


ELEMENTS = (task, officer, steps)
