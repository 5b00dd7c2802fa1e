"""The agency publishes at least one guide for people who come for a service: which service, and its steps.

Steps are a procedure of the service itself, as a table, a list or numbered lines; a list of documents to bring, a
list of titles or a promise of a guide is not one. Services named without steps count only where the page is called a
guide, or given as one.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met, unmet
from checks.structure.file_rows import without_covers
from checks.structure.labels import contents_line
from checks.structure.naming import goes_on
from checks.structure.procedure import first_steps
from checks.verdict import Finding


def service(bundle: Bundle) -> Finding:
    """For which service the guide is."""
    procedural = [r for r in bundle.readings if first_steps(bundle, [r], "steps")]
    tied = [m.reading for m in bundle.members if m.named or m.given]
    for reading in procedural or bundle.readings:
        linked = {b.text for b in reading.links if b.text}
        spots = [s for s in bundle.spots_in(reading, "service") if not contents_line(s.line.text)]
        told = without_covers(bundle, reading)
        own = [s for s in spots if s.line in told and s.line.text not in linked]
        if own and (reading in procedural or (len(own) > 1 and reading in tied)):
            return met(own)
        named = [
            line for line in reading.cover if reading in procedural and goes_on(bundle, line.text, "title", "steps")
        ]
        if named:
            return met(reading.quote(line) for line in named)
    return unmet(bundle)


def steps(bundle: Bundle) -> Finding:
    """Method and steps of the service or of a visit."""
    found = first_steps(bundle, bundle.readings, "steps")
    return met(found) if found else unmet(bundle)


ELEMENTS = (service, steps)
