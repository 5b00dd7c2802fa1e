"""The agency shows its top executive and the deputies, each with full name, post, photo and a way to contact.

A vacant post that is stated counts for that post. A silhouette, or one picture used for several persons, is no photo;
the agency's telephone at the end of the page is nobody's own contact. Councils, boards and former heads do not count.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from checks.bundle import Bundle
from checks.finding import met, unclear, unmet
from checks.reading import Spot
from checks.structure.leaders import leaders
from checks.structure.people import Person, is_picture
from checks.thai.numbers import emails, phones
from checks.verdict import Finding

PICTURE_TEXT = 300
"""A page with less text than this may name its executives in a picture."""


def head_and_deputies(bundle: Bundle) -> Finding:
    """The top executive and at least the deputies."""
    found = leaders(bundle)
    if found.heads and (found.deputies or bundle.spots("no_deputy")):
        return met([p.quote() for p in [*found.heads[:1], *found.deputies]] or bundle.spots("no_deputy"))
    if found.heads and not found.deputies_expected:
        return unclear(bundle, "head-only", [found.heads[0].quote()])
    if found.heads:
        return unmet(bundle, "deputy-missing")
    if not found.all and not found.others:
        return _unnamed(bundle)
    unposted = [p for p in found.others if not p.post]
    if len(unposted) > 1 and len(unposted) == len(found.others):
        return unclear(bundle, "posts-unclear", [p.quote() for p in unposted])
    return unmet(bundle, "head-missing" if found.deputies or found.others else "not-found")


def names(bundle: Bundle) -> Finding:
    """Name and surname of each."""
    return _each(bundle, "names-missing", lambda p: p.vacant or p.surname)


def posts(bundle: Bundle) -> Finding:
    """Post of each."""
    return _each(bundle, "posts-missing", lambda p: bool(p.post))


def photos(bundle: Bundle) -> Finding:
    """Photo of each."""
    found = leaders(bundle).all
    if not found:
        return _unnamed(bundle)
    without = [p for p in found if not p.vacant and not p.photos]
    if not without:
        return met([p.reading.quote_block(p.photos[0]) for p in found if p.photos] or [p.quote() for p in found])
    seen = [(p.reading, b) for p in found for b in p.reading.images if b.region == "main"]
    group = [r.quote_block(b) for r, b in seen if bundle.says(b.text, "group_photo")]
    if group or not any(p.reading.is_page for p in without):
        return unclear(bundle, "photo-unseen", group or [p.quote() for p in without])
    return unmet(bundle, "photo-missing", {"people": _labels(without)})


def contacts(bundle: Bundle) -> Finding:
    """A way to contact each."""
    found = leaders(bundle).all
    if not found:
        return _unnamed(bundle)
    without = [p for p in found if not p.vacant and not p.contacts]
    if not without:
        shown = [p.reading.quote_block(p.contacts[0]) for p in found if p.contacts]
        return met(shown or [p.quote() for p in found])
    shared = [s for s in bundle.spots("shared") if _reachable(s)]
    if shared:
        return unclear(bundle, "contact-shared", shared)
    return unmet(bundle, "contact-missing", {"people": _labels(without)})


def _unnamed(bundle: Bundle) -> Finding:
    """No executive named in text: a picture on the page may name them."""
    shown = [
        m.reading.quote_block(b)
        for m in bundle.members
        if (m.named or m.given) and m.reading.main_length < PICTURE_TEXT
        for b in m.reading.images
        if is_picture(b) and b.region == "main" and b.text != bundle.site.case.agency.name
    ]
    return unclear(bundle, "picture-only", shown) if shown and not leaders(bundle).others else unmet(bundle)


def _reachable(spot: Spot) -> bool:
    texts = [spot.line.text, *(line.text for line in spot.reading.after(spot.line, 2))]
    return any(phones(t) or emails(t) for t in texts)


def _each(bundle: Bundle, missing: str, has: Callable[[Person], bool]) -> Finding:
    found = leaders(bundle).all
    if not found:
        return _unnamed(bundle)
    without = [p for p in found if not has(p)]
    return met([p.quote() for p in found]) if not without else unmet(bundle, missing, {"people": _labels(without)})


def _labels(persons: Sequence[Person]) -> str:
    return ", ".join(dict.fromkeys(p.label for p in persons))


ELEMENTS = (head_and_deputies, names, posts, photos, contacts)
