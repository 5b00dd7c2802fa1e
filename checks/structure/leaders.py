"""Who leads the agency: head and deputies among the persons shown, told by the posts that stand with their names."""

from __future__ import annotations

import functools

import msgspec

from checks.bundle import Bundle
from checks.lexicon import Match
from checks.structure.people import Person, Words, people


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
    """Sort the persons of the bundle by post; the first head named is the top executive."""
    posts = ("head", "head_alone", "deputy", "chief", "other")
    words = Words(
        post=lambda t: bundle.says(t, *posts),
        vacant=lambda t: bundle.says(t, "vacant"),
        contact=lambda t: bundle.says(t, "line_id"),
        no_photo=lambda t: bundle.says(t, "no_photo"),
    )
    found = Leaders([], [], [])
    top: Match | None = None
    chiefs: list[Person] = []
    for person in people(bundle.readings, words):
        head, deputy = _role(bundle, person)
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


def _role(bundle: Bundle, person: Person) -> tuple[Match | None, bool]:
    """The head's post that a person holds or acts in, and whether the person is a deputy."""
    matches = bundle.site.lexicon.scan(person.post)
    by_purpose = {
        p: [m for m in matches if m.key == bundle.key(p)] for p in ("head", "head_alone", "not_deputy", "deputy")
    }
    deputies = [m for m in by_purpose["deputy"] if not any(_touch(m, n) for n in by_purpose["not_deputy"])]
    # A post inside the words of a deputy's post (deputy governor) is the deputy's.
    below = [*deputies, *by_purpose["not_deputy"]]
    heads = [m for m in (*by_purpose["head_alone"], *by_purpose["head"]) if not any(_touch(m, d) for d in below)]
    heads.sort(key=lambda m: m.start - m.end)
    if not heads or (bundle.says(person.post, "aide") and not bundle.says(person.post, "acting")):
        return None, bool(deputies)
    return heads[0], bool(deputies)


def _touch(one: Match, other: Match) -> bool:
    return one.start <= other.end + 1 and other.start <= one.end + 1
