"""Does a title name something of its own, beyond general words and the agency's name?"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.thai.fold import fold

NAME_LENGTH = 8
"""So many letters beyond the general words name a task or a service."""

_EDGES = " .:|–—-/()\"'"


def goes_on(bundle: Bundle, text: str, *purposes: str) -> bool:
    """Are there words in ``text`` beyond the item's words for ``purposes``, the agency's name and years?"""
    keys = {bundle.key(p) for p in purposes}
    spans = [(m.start, m.end) for m in bundle.site.lexicon.scan(text) if m.key in keys]
    rest = fold("".join(c for n, c in enumerate(text) if not any(a <= n < b for a, b in spans)))
    for name in bundle.site.names.names:
        rest = rest.replace(name.kind, "").replace(name.place, "")
    for place in bundle.site.names.places:
        rest = rest.replace(fold("จังหวัด") + place, "").replace(place, "")
    letters = "".join(c for c in rest.strip(_EDGES) if not c.isdigit() and c not in _EDGES)
    return len(letters) >= NAME_LENGTH
