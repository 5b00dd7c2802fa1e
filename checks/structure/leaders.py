"""Who leads the agency: head and deputies among the persons shown, told by the posts that stand with their names."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import msgspec

from checks.bundle import Bundle
from checks.lexicon import Match
from checks.structure.names_and_terms import term_of
from checks.structure.people import Person, Words, people
from checks.structure.posts import is_own, of_another_kind, of_another_place, tops


class Leaders(msgspec.Struct):
    """Who leads, by the posts that stand with the names; ``others`` are persons of other posts or of none."""

    heads: list[Person]
    deputies: list[Person]
    others: list[Person]
    deputies_expected: bool = True

    @property
    def all(self) -> list[Person]:
        """Head and deputies; without any, everybody whose post is not said."""
        return [*self.heads, *self.deputies] or [p for p in self.others if not p.post]


@functools.lru_cache(maxsize=4)
def leaders(bundle: Bundle) -> Leaders:
    """Sort the persons of the bundle by post; the first head named is the top executive.

    Of several offices the agency's own post comes first. Those whose term of office is over do not count.
    """
    posts = ("head", "head_alone", "deputy", "chief", "other")
    words = Words(
        post=lambda t: bundle.says(t, *posts) or bool(tops(bundle, t)),
        vacant=lambda t: bundle.says(t, "vacant"),
        contact=lambda t: bundle.says(t, "line_id"),
        # A picture called by the agency's own name is the site's head.
        no_photo=lambda t: bundle.says(t, "no_photo") or t == bundle.site.case.agency.name != "",
    )
    found = Leaders([], [], [])
    chiefs: list[Person] = []
    roles = [(p, *_role(bundle, p)) for p in people(bundle.readings, words)]
    _, gone = in_office([p for p, head, deputy in roles if head is not None and not deputy], bundle.as_of)
    roles = [r for r in roles if not _ended(bundle, r[0]) and not any(r[0] is p for p in gone)]
    # Who heads another body (the ministry, the province) leads this one no more than a deputy there does.
    away = [p for p, _, _ in roles if _elsewhere(bundle, p.post)]
    ours = any(h is not None and is_own(bundle, h) and not any(p is a for a in away) for p, h, _ in roles)
    if any(h is not None and any(p is a for a in away) for p, h, _ in roles) and not ours:
        away = [p for p, _, _ in roles]  # deputies below another body's head are its own
    roles = [(p, None, False) if any(p is a for a in away) else (p, h, d) for p, h, d in roles]
    roles = [(p, h if h is not None and is_own(bundle, h) else None, d) for p, h, d in roles]
    top = next((head for _, head, _ in roles if head is not None), None)
    for person, head, deputy in roles:
        if head is not None and (top is None or head.phrase == top.phrase):
            top = top or head
            found.heads.append(person)
            if deputy:
                found.deputies.append(person)
        elif deputy:
            found.deputies.append(person)
        else:
            found.others.append(person)
            if bundle.says(person.post, "chief"):
                chiefs.append(person)
    if top is not None and top.key == bundle.key("head_alone"):
        found.deputies_expected = bool(found.deputies)
        found.deputies = found.deputies or chiefs
    return found


def in_office(persons: Sequence[Person], as_of: str) -> tuple[Person | None, list[Person]]:
    """Who of several holders of one post is in office on a day, by their terms, and who no longer is.

    A term without an end lasts until the next one begins.
    """
    terms = [(term, p) for p in persons if p.term and (term := term_of(p.term)) is not None and term.start <= as_of]
    running = [t for t in terms if not t[0].over(as_of)]
    now = max(running, key=lambda t: (t[0].still, t[0].start), default=None)
    gone = [p for term, p in terms if term.over(as_of) or (now is not None and term.start < now[0].start)]
    return (now[1] if now is not None else None), [p for p in gone if now is None or p.key != now[1].key]


def _ended(bundle: Bundle, person: Person) -> bool:
    term = term_of(person.term)
    return term is not None and term.over(bundle.as_of)


def _elsewhere(bundle: Bundle, post: str) -> bool:
    """Is a post no longer held, or another body's: one of another kind, or of the same kind in another place?"""
    former = any(m.start == 0 and m.key == bundle.key("former") for m in bundle.site.lexicon.scan(post))
    return former or of_another_kind(bundle, post) or of_another_place(bundle, post)


def _role(bundle: Bundle, person: Person) -> tuple[Match | None, bool]:
    """The head's post that a person holds or acts in, and whether the person is a deputy."""
    matches = bundle.site.lexicon.scan(person.post)
    by_purpose = {p: [m for m in matches if m.key == bundle.key(p)] for p in ("not_deputy", "deputy")}
    deputies = [m for m in by_purpose["deputy"] if not any(_touch(m, n) for n in by_purpose["not_deputy"])]
    # A post inside the words of a deputy's post (deputy governor) is the deputy's.
    below = [*deputies, *by_purpose["not_deputy"]]
    heads = [m for m in tops(bundle, person.post) if not any(_touch(m, d) for d in below)]
    heads.sort(key=lambda m: (not is_own(bundle, m), m.start - m.end, m.key != bundle.key("head_alone")))
    if not heads or (bundle.says(person.post, "aide") and not bundle.says(person.post, "acting")):
        return None, bool(deputies)
    return heads[0], bool(deputies)


def _touch(one: Match, other: Match) -> bool:
    return one.start <= other.end + 1 and other.start <= one.end + 1
