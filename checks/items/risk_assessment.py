"""The year's assessment of corruption risks names events, gives each a level and says how it is managed.

Risks of corruption, abuse and conflict of interest count, as a table, a list or prose; a general plan for managing
risks or internal control does not, and neither does the method of assessing without its result.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met, unclear, unmet
from checks.structure import risks
from checks.verdict import Finding


def events(bundle: Bundle) -> Finding:
    """Events of risk."""
    about, general = risks.subjects(bundle)
    found = [q for reading in about for q in risks.events(bundle, reading)]
    return met(found) if found else _none(bundle, general=bool(general and not about))


def level(bundle: Bundle) -> Finding:
    """The level of each risk."""
    about, general = risks.subjects(bundle)
    results = [risks.levels(bundle, reading) for reading in about]
    found = [q for given, _ in results for q in given]
    unseen = [q for _, empty in results for q in empty]
    if found:
        return met(found)
    if unseen:
        return unclear(bundle, "level-unseen", unseen)
    return _none(bundle, general=bool(general and not about))


def measures(bundle: Bundle) -> Finding:
    """Measures to manage the risks."""
    about, general = risks.subjects(bundle)
    found = [q for reading in about for q in risks.measures(bundle, reading)]
    return met(found) if found else _none(bundle, general=bool(general and not about))


def _none(bundle: Bundle, *, general: bool) -> Finding:
    return unmet(bundle, "general-risk" if general else "not-found")


ELEMENTS = (events, level, measures)
