"""The agency publishes at least one work manual that says for which task and which officer it is, and its steps.

The content of the manual counts, be it the agency's own or its parent's: a title alone, a list of titles or a table of
contents does not. An officer is a post, a named kind of officer or a person responsible; staff in general is not.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met, unclear, unmet
from checks.reading import Line, Reading
from checks.structure.labels import contents_line, wordy
from checks.structure.procedure import first_steps
from checks.thai.fold import fold
from checks.verdict import Finding, Quote

TASK_LENGTH = 8
"""A title of a manual that goes on for so many letters behind (or before) its general words names its task."""

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
    for reading in _manuals(bundle):
        spots = [s for s in bundle.spots_in(reading, "officer") if not contents_line(s.line.text)]
        if spots:
            return met(spots)
    general = [spot for reading in _manuals(bundle) for spot in bundle.spots_in(reading, "staff")]
    return unclear(bundle, "staff-only", general) if general else unmet(bundle)


def steps(bundle: Bundle) -> Finding:
    """Method and steps of the work."""
    found = first_steps(bundle, bundle.readings, "steps")
    return met(found) if found else unmet(bundle)


def _manuals(bundle: Bundle) -> list[Reading]:
    """Readings that hold more than titles: those with steps first."""
    whole = [r for r in bundle.readings if sum(len(x.text) for x in _content(r)) >= PROSE]
    return sorted(whole, key=lambda r: not first_steps(bundle, [r], "steps"))


def _content(reading: Reading) -> list[Line]:
    linked = {b.text for b in reading.links if b.text}
    return [x for x in reading.evidence if x.block.kind != "heading" and x.text not in linked]


def _named_task(bundle: Bundle, reading: Reading) -> list[Quote]:
    for line in [*reading.cover, *reading.evidence[:40]]:
        if not contents_line(line.text) and bundle.says(line.text, "manual") and _goes_on(bundle, line.text):
            return [reading.quote(line)]
    title = reading.document.title
    if bundle.says(title, "manual") and _goes_on(bundle, title):
        return [Quote(reading.url, title, 0, "title")]
    spots = [s for s in bundle.spots_in(reading, "scope") if not contents_line(s.line.text)]
    if spots:
        return [s.quote() for s in spots]
    if first_steps(bundle, [reading], "steps"):
        return [reading.quote(line) for line in reading.headings if wordy(line.text)][:2]
    return []


def _goes_on(bundle: Bundle, text: str) -> bool:
    """Are there words in a title beyond those for a manual, so that it names what the manual is for?"""
    spans = [
        (m.start, m.end) for m in bundle.site.lexicon.scan(text) if m.key in (bundle.key("manual"), bundle.key("title"))
    ]
    rest = "".join(c for n, c in enumerate(text) if not any(a <= n < b for a, b in spans))
    return len(fold(rest).strip(" .:-/()")) >= TASK_LENGTH


ELEMENTS = (task, officer, steps)
