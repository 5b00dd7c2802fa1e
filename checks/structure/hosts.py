"""Who ran an event: the agency itself or another body, by the words for running it and by named organisers.

Words of the item: ``run_by`` (words before the host), ``organiser`` (labels of the host), ``held`` (verbs of holding an
event), ``other_body`` and ``area`` (words for other bodies).
"""

from __future__ import annotations

from collections.abc import Sequence

from checks.bundle import Bundle
from checks.owner import names_in
from checks.structure.deeds import Passage
from checks.structure.labels import starts
from checks.structure.posts import names_another
from checks.thai.fold import fold
from checks.verdict import Quote

HOST = 70
"""So many characters behind "run by" name the host."""


def hosts(bundle: Bundle, passage: Passage) -> list[bool]:
    """For each "run by" of a sentence: is it the agency itself that ran it?"""
    found = []
    for mark in bundle.site.lexicon.scan(passage.text):
        if mark.key == bundle.key("run_by"):
            after = passage.text[mark.end : mark.end + HOST]
            found.append(_is_own(bundle, after) or not _is_other(bundle, after))
    return found


def organised(bundle: Bundle, events: Sequence[Passage]) -> tuple[list[Quote], list[Quote]]:
    """Lines that name the organiser of the event told of there: the agency or a part of it, and another body."""
    spots = [s for e in events[:1] for s in bundle.spots_in(e.reading, "organiser") if starts(s)]
    tails = [(s.quote(), s.line.text[s.match.end - s.line.start :][:HOST]) for s in spots]
    ours = [quote for quote, tail in tails if _is_own(bundle, tail)]
    return ours, [quote for quote, tail in tails if not _is_own(bundle, tail) and bundle.says(tail, "other_body")]


def by_another(bundle: Bundle, passage: Passage) -> bool:
    """Does another agency's name stand before the word for holding it?"""
    marks = bundle.site.lexicon.scan(passage.text)
    first = min((m.start for m in marks if m.key == bundle.key("held")), default=0)
    return names_another(bundle, passage.text[:first])


def _is_own(bundle: Bundle, text: str) -> bool:
    folded, name = fold(text), fold(bundle.site.case.agency.name)
    if name and name in folded:
        return True
    return bundle.site.names.within(text) and not _is_other(bundle, text[:20])


def _is_other(bundle: Bundle, text: str) -> bool:
    return bundle.says(text, "other_body", "area") or bool(names_in(text))
