"""Who signs, who acts, and who is the present top executive: names with their posts in signatures, cards and prose.

The words of posts are those of the check of executives (``posts``); its ``vacant`` marks a post without a holder, its
``roll`` are the titles of lists of those who held a post one after another. Words of the item itself: ``former`` and
``present``.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

import msgspec

from checks.bundle import Bundle
from checks.links import url_key
from checks.locate import candidates
from checks.reading import Line, Reading
from checks.structure import people as cards
from checks.structure.leaders import in_office
from checks.structure.names_and_terms import names, same
from checks.structure.posts import (
    AFTER,
    BEFORE,
    GOVERNOR,
    LOCAL,
    Kind,
    Post,
    agency_posts,
    executives,
    named_posts,
    of_another_kind,
    tops,
)
from checks.thai.fold import fold
from checks.verdict import Quote

SHORT = 90
"""A longer line is prose: no signature."""

NEXT = 3
"""So many short lines below a name may hold its post."""

PAGES = 3
ROLL = 2
"""A list of so many holders of a post with their terms is a roll."""

_FRAME = " ()[].…:"


class Person(msgspec.Struct, frozen=True):
    """A name with its post as it stands in a reading. signed: on a line of its own, as below a document."""

    reading: Reading
    line: Line
    name: str
    post: str
    kind: Kind
    signed: bool

    def quote(self) -> Quote:
        """Name and post as proof."""
        text = self.line.text if self.post in self.line.text else f"{self.line.text} {self.post}"
        return Quote(self.reading.url, text.strip()[:160], self.line.block.page, self.line.block.kind)


class Head(msgspec.Struct, frozen=True):
    """The present top executive as the site shows; others: names shown in the same post, former heads perhaps."""

    name: str
    phrase: str
    quote: Quote
    others: tuple[str, ...] = ()


class Roll(msgspec.Struct, frozen=True):
    """Those who held the top post one after another: who is in office, with the words for the post, and who was."""

    now: tuple[cards.Person, str] | None = None
    gone: tuple[str, ...] = ()


def posts(bundle: Bundle, text: str) -> list[Post]:
    """The posts that a text names, in order; a post inside the words of another one is that other's.

    Of several offices under one roof only this agency's own top post is the head's.
    """
    head = present_head(bundle)
    phrase = fold(head.phrase) if head is not None else ""
    shared = phrase.startswith((LOCAL, *GOVERNOR))
    return [
        Post(p.start, p.end, "other", p.phrase)
        if p.kind in ("head", "acting") and phrase and not shared and fold(p.phrase) != phrase
        else p
        for p in named_posts(bundle, text)
    ]


def people(bundle: Bundle, reading: Reading) -> list[Person]:
    """Everybody named in the evidence of a reading, in order, with the post that stands by the name."""
    found: list[Person] = []
    lines = reading.evidence
    for n, line in enumerate(lines):
        spans = names(line.text)
        for at, (start, end, name, _) in enumerate(spans):
            right = spans[at + 1][0] if at + 1 < len(spans) else len(line.text)
            kind, post = _beside(bundle, line.text, start, end, right)
            alone = len(line.text) <= SHORT and not line.text[:start].strip(_FRAME + "ลงชื่อนาม")
            if not post and alone:
                kind, post = _below(bundle, lines[n + 1 : n + 1 + NEXT])
            found.append(Person(reading, line, name, post, kind, alone))
    return found


def post_lines(bundle: Bundle, reading: Reading) -> list[tuple[Line, Kind]]:
    """Short lines that begin with a post, as under a document that names nobody."""
    found: list[tuple[Line, Kind]] = []
    for line in reading.evidence:
        if len(line.text) <= SHORT and line.block.kind != "heading":
            first = next(iter(posts(bundle, line.text)), None)
            if first is not None and not line.text[: first.start].strip(_FRAME + "ตำแหน่งโดย"):
                found.append((line, first.kind))
    return found


@functools.lru_cache(maxsize=64)
def present_head(bundle: Bundle) -> Head | None:
    """The top executive whom the site itself shows: on its page of executives, a roll of heads or its home page.

    Where the page of executives still shows one whose term is over by the roll, the roll tells.
    """
    item = executives(bundle)
    if not item:
        return None
    roll = _roll(bundle)
    for reading in _executive_pages(bundle, item):
        shown, _ = _shown(bundle, reading)
        shown = [t for t in shown if roll.now is None or not any(same(t[0].name, name) for name in roll.gone)]
        if shown:
            now = next((t for t in shown if bundle.says(t[0].post, "present")), shown[0])
            others = [p.name for p, phrase in shown if phrase == now[1]]
            others += [roll.now[0].name] if roll.now is not None else []
            kept = (name for name in others if not same(name, now[0].name))
            return Head(now[0].name, now[1], now[0].quote(), tuple(dict.fromkeys(kept)))
    return Head(roll.now[0].name, roll.now[1], roll.now[0].quote()) if roll.now is not None else None


@functools.lru_cache(maxsize=64)
def former_heads(bundle: Bundle) -> tuple[str, ...]:
    """Names of former heads, as the site shows them."""
    item = executives(bundle)
    if not item:
        return ()
    head = present_head(bundle)
    gone = [*_roll(bundle).gone, *(n for r in _executive_pages(bundle, item) for n in _shown(bundle, r)[1])]
    return tuple(n for n in dict.fromkeys(gone) if head is None or not same(n, head.name))


def _words(bundle: Bundle) -> cards.Words:
    item = executives(bundle)
    return cards.Words(
        post=lambda t: (
            bool(agency_posts(bundle) and tops(bundle, t))
            or bundle.says(t, *(f"{item}.{p}" for p in ("head", "head_alone", "deputy", "chief", "other")))
        ),
        vacant=lambda t: bundle.says(t, f"{item}.vacant"),
        contact=lambda _: False,
        no_photo=lambda _: False,
    )


@functools.lru_cache(maxsize=64)
def _shown(bundle: Bundle, reading: Reading) -> tuple[list[tuple[cards.Person, str]], list[str]]:
    """Who is shown in the top post on a page, with the words for the post; and names of former heads there."""
    found: list[tuple[cards.Person, str]] = []
    gone: list[str] = []
    for person in (p for p in cards.people([reading], _words(bundle)) if p.name and p.surname):
        former = bundle.says(person.post, "former") and not bundle.says(person.post, "present")
        first = next((p for p in named_posts(bundle, person.post) if p.kind in ("head", "acting")), None)
        if former and tops(bundle, person.post):
            gone.append(person.name)
        elif of_another_kind(bundle, person.post):
            continue  # heads of schools lead no office of education
        elif first is not None and not former and not bundle.says(person.post, f"{executives(bundle)}.aide"):
            found.append((person, first.phrase))
    return found, gone


@functools.lru_cache(maxsize=64)
def _roll(bundle: Bundle) -> Roll:
    """The heads of the agency one after another, by the terms that stand with their names anywhere on the site."""
    item = executives(bundle)
    found = Roll()
    for reading in bundle.site.readings if item else []:
        titled = [reading.document.title, *(x.text for x in reading.headings)]
        if not reading.readable or not any(bundle.says(t, f"{item}.roll") for t in titled):
            continue
        held: list[tuple[cards.Person, str]] = []
        for person in cards.people([reading], _words(bundle)):
            if person.name and person.surname and person.term:
                text = person.post or _heading(bundle, reading, person)
                first = next((p for p in named_posts(bundle, text) if p.kind != "unit"), None)
                if first is not None and first.kind in ("head", "acting"):
                    held.append((person, first.phrase))
        if len(held) < ROLL:
            continue
        now, gone = in_office([p for p, _ in held], bundle.as_of)
        mine = next((t for t in held if t[0] is now), None)
        if mine is not None or not found.gone:
            found = Roll(mine or found.now, tuple(p.name for p in gone))
        if mine is not None:
            break
    return found


def _heading(bundle: Bundle, reading: Reading, person: cards.Person) -> str:
    """The heading above a person that names a post, else the title of the page."""
    line = next((x for x in reading.main if x.block is person.block), None)
    above = [x.text for x in reversed(reading.headings) if line is not None and x.index < line.index]
    return next((t for t in above if named_posts(bundle, t)), reading.document.title)


@functools.lru_cache(maxsize=64)
def _executive_pages(bundle: Bundle, name: str) -> tuple[Reading, ...]:
    site = bundle.site
    given = [site.at(s.url) for s in site.case.submitted if s.item == name]
    found = [c.reading for c in candidates(site, site.rubric.items[name])[:PAGES]]
    pages: dict[str, Reading] = {}
    for reading in [*given, *found, site.home]:
        if reading is not None and reading.readable:
            pages.setdefault(url_key(reading.url), reading)
    return tuple(pages.values())


def _beside(bundle: Bundle, text: str, start: int, end: int, right: int) -> tuple[Kind, str]:
    """The post behind a name in its line (acting ones win), else just before it."""
    after = text[end : min(right, end + AFTER)]
    found = posts(bundle, after)
    if found:
        best = next((p for p in found if p.kind == "acting" and p.start - found[0].end <= BEFORE), found[0])
        return best.kind, after[: best.end + 30].strip(_FRAME)
    before = text[max(0, start - BEFORE) : start]
    found = posts(bundle, before)
    if found and not names(before[found[-1].start :]):
        return found[-1].kind, before[found[-1].start :].strip(_FRAME)
    return "other", ""


def _below(bundle: Bundle, lines: Sequence[Line]) -> tuple[Kind, str]:
    for line in lines:
        if len(line.text) > SHORT:
            break
        found = posts(bundle, line.text)
        if found:
            best = next((p for p in found if p.kind == "acting"), found[0])
            return best.kind, line.text
    return "other", ""
