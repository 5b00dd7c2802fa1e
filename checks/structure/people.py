"""Persons on a page: name, post, photo and contact, put together from cards, tables, lists and rows of pictures.

Pages show persons in three ways: one after another, as table rows, and as rows of pictures with a row of names below.
The words of posts and vacancies are the rubric's; the grammar of names and terms of office is ``names_and_terms``'s.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from checks.evidence import TEXT_KINDS, Block
from checks.reading import Reading
from checks.structure.names_and_terms import is_term, names, term_in
from checks.thai.fold import fold
from checks.thai.numbers import emails, phones
from checks.verdict import Quote

Says = Callable[[str], bool]
Kind = Literal["name", "post", "photo", "contact", "term"]
LONG = 320
"""A text longer than this is prose about persons, not a list of them."""

NEAR = 5
"""So many texts and pictures before the first or behind the last name may still belong to it."""

_SILHOUETTE = re.compile(
    r"no[-_ ]?(?:photo|image|img|pic|picture|avatar|profile|person|user|face)|silhouette|default|placeholder|dummy"
    r"|anonym|avatar|unknown|blank|empty"
    r"|^(?:user|users|person|people|man|woman|men|women|male|female|profile|boy|girl|staff|member|nopic|none|human)[-_]?\d{0,2}$",
    re.IGNORECASE,
)
_ICON = re.compile(
    r"(?:^|[-_./])(?:icons?|ico|logo|phone|tel|mail|e-?mail|line|facebook|fb|arrow|bullet|dot|bg|banner|header|footer|spacer|pdf"
    r"|print|qr|qrcode|flag|star|btn|button|share|map|new|menu|bar|clear|pixel|divider|hr|loading|youtube|messenger)(?:[-_.]|\d|$)",
    re.IGNORECASE,
)


class Person(msgspec.Struct):
    """A person, or a vacant post. post, term: the words around the name; photos: pictures that show a face."""

    reading: Reading
    block: Block
    name: str
    surname: bool
    vacant: bool = False
    post: str = ""
    term: str = ""
    photos: list[Block] = []
    silhouettes: list[Block] = []
    contacts: list[Block] = []
    alone: bool = False

    @property
    def key(self) -> str:
        """The name without its title, folded: the same for the same person on another page."""
        return fold(self.name).replace(" ", "")

    @property
    def label(self) -> str:
        """What a report calls the person."""
        return self.name or self.post[:60]

    def quote(self) -> Quote:
        """The person as proof."""
        text = " ".join(dict.fromkeys(t for t in (self.block.text, self.post) if t))
        return Quote(self.reading.url, text[:160], self.block.page, self.block.kind)


class _Event(msgspec.Struct):
    """Something on the page that may belong to a person, in reading order."""

    kind: Kind
    block: Block
    text: str
    person: Person | None = None
    at: int = 0


class Words(msgspec.Struct, frozen=True):
    """What the rubric says about a text: a post, a vacancy, other ways to contact, no photo."""

    post: Says
    vacant: Says
    contact: Says
    no_photo: Says


def people(readings: Iterable[Reading], words: Words) -> list[Person]:
    """The persons of several readings; a person shown on two pages is one, with what both pages show."""
    merged: dict[str, Person] = {}
    found: list[Person] = []
    for reading in readings:
        for person in _on_page(reading, words):
            known = merged.get(person.key) if person.name else None
            if known is None:
                found.append(person)
                if person.name:
                    merged[person.key] = person
                continue
            known.photos += person.photos
            known.contacts += person.contacts
            known.post = f"{known.post} {person.post}".strip()
            known.term = f"{known.term} {person.term}".strip()
    return found


def _on_page(reading: Reading, words: Words) -> list[Person]:
    blocks = [b for b in reading.document.blocks if b.region == "main"]
    pasted = {id(line.block) for line in reading.lines if line.pasted}
    events = list(_events(reading, [b for b in blocks if id(b) not in pasted], words))
    kinds: tuple[Kind, ...] = ("post", "photo", "contact", "term")
    for kind in kinds:
        _hand_out(events, kind)
    persons = [e.person for e in events if e.kind == "name" and e.person is not None]
    counted = Counter(b.href for p in persons for b in p.photos if b.href)
    for person in persons:
        repeated = [b for b in person.photos if counted[b.href] > 1 or words.no_photo(b.text)]
        person.photos = [b for b in person.photos if b not in repeated]
        person.silhouettes += repeated
        person.alone = len(persons) == 1
    return persons


def _events(reading: Reading, blocks: Sequence[Block], words: Words) -> Iterable[_Event]:
    for at, block in enumerate(blocks):
        if block.kind == "image":
            if is_picture(block):
                yield _Event("photo", block, "", at=at)
        elif block.kind == "link":
            if block.href.startswith(("mailto:", "tel:")) and len(block.href) > len("mailto:x@"):
                yield _Event("contact", block, "", at=at)
        elif block.kind in TEXT_KINDS and block.text and len(block.text) <= LONG:
            yield from _in_text(reading, block, words, at)


def _in_text(reading: Reading, block: Block, words: Words, at: int) -> Iterable[_Event]:
    """Names, posts, vacancies and contacts of one text block, in order."""
    text = _parted(block.text, words.post) if block.ocr else block.text
    spans = names(text)
    reach = bool(phones(text) or emails(text) or words.contact(text))
    if not spans:
        if words.vacant(text):
            person = Person(reading, block, "", surname=False, vacant=True, post=text if words.post(text) else "")
            yield _Event("name", block, text, person, at)
        elif words.post(text):
            yield _Event("post", block, text, at=at)
        elif not reach and is_term(text):
            yield _Event("term", block, text, at=at)
        if reach:
            yield _Event("contact", block, text, at=at)
        return
    for number, (start, end, name, full) in enumerate(spans):
        left = 0 if number == 0 else start
        right = spans[number + 1][0] if number + 1 < len(spans) else len(text)
        rest = f"{text[left:start]} {text[end:right]}".strip()
        person = Person(reading, block, name, surname=full)
        yield _Event("name", block, name, person, at)
        if words.post(rest):
            person.post = rest
        person.term = term_in(rest) or (text[end:right].strip() if is_term(text[end:right]) else "")
        if phones(rest) or emails(rest) or words.contact(rest):
            person.contacts = [block]


def _parted(text: str, post: Says) -> str:
    """A line from a picture with a space between a surname and the post that was read as one word with it."""
    for start, end, _, full in reversed(names(text)):
        if not full or post(text[end:]) or not post(text[start:]):
            continue
        surname = text.rindex(" ", start, end) + 1
        cut = next((at for at in range(end - 1, surname, -1) if post(text[at:])), 0)
        text = f"{text[:cut]} {text[cut:]}" if cut else text
    return text


def _hand_out(events: Sequence[_Event], kind: Kind) -> None:
    """Give every post, picture or contact to the person it belongs to."""
    if not _by_rows(events, kind) and not _by_runs(events, kind):
        _by_direction(events, kind)


def _give(person: Person, event: _Event) -> None:
    if event.kind == "post" and len(person.post) < LONG:
        person.post = f"{person.post} {event.text}".strip()
    elif event.kind == "term":
        person.term = f"{person.term} {event.text}".strip()
    elif event.kind == "contact":
        person.contacts = [*person.contacts, event.block]
    elif event.kind == "photo":
        face = not _SILHOUETTE.search(_file(event.block.href)) and not _SILHOUETTE.search(event.block.text)
        if face:
            person.photos = [*person.photos, event.block]
        else:
            person.silhouettes = [*person.silhouettes, event.block]


def _by_rows(events: Sequence[_Event], kind: Kind) -> bool:
    """In a data table a person owns the cell, else the row (one name in it), else the column between two names."""
    named = [e for e in events if e.kind == "name" and e.block.table]
    if not named or any(e.kind == "name" and not e.block.table for e in events):
        return False
    rows = Counter((e.block.page, e.block.table, e.block.row) for e in named)
    for event in events:
        if event.kind != kind or not event.block.table:
            continue
        block = event.block
        same = [e for e in named if (e.block.page, e.block.table) == (block.page, block.table)]
        cell = [e for e in same if (e.block.row, e.block.col) == (block.row, block.col)]
        row = [e for e in same if e.block.row <= block.row < e.block.row + max(1, e.block.rowspan)]
        if not row:
            row = [e for e in same if block.row <= e.block.row < block.row + max(1, block.rowspan)]
        if cell:
            owner = cell[0]
        elif len(row) == 1 and rows[(block.page, block.table, row[0].block.row)] == 1:
            owner = row[0]
        else:
            column = [e for e in same if e.block.col == block.col and kind != "term"]
            above = [e for e in column if e.block.row < block.row]
            below = [e for e in column if e.block.row > block.row]
            nearest = (below[:1] or above[-1:]) if kind == "photo" else (above[-1:] or below[:1])
            if not nearest:
                continue
            owner = nearest[0]
        if owner.person is not None:
            _give(owner.person, event)
    return True


def _by_runs(events: Sequence[_Event], kind: Kind) -> bool:  # noqa: C901 - one case after the other
    """Rows of pictures, names and posts: as many of each, one row after the other."""
    runs: list[list[_Event]] = []
    for event in (e for e in events if e.kind in ("name", kind)):
        if runs and runs[-1][0].kind == event.kind:
            runs[-1].append(event)
        else:
            runs.append([event])
    name_runs = [r for r in runs if r[0].kind == "name"]
    wide = [r for r in name_runs if len(r) > 1]
    if not wide or (kind == "post" and all(e.person is not None and e.person.post for r in wide for e in r)):
        return False
    before = runs[0][0].kind == kind
    pairs = []
    for index, run in enumerate(runs):
        if run[0].kind != "name":
            continue
        beside = index - 1 if before else index + 1
        other = runs[beside] if 0 <= beside < len(runs) else []
        # A banner above the first row, or a picture below the last one, is nobody's.
        if beside == 0 and before:
            other = other[-len(run) :]
        elif beside == len(runs) - 1:
            other = other[: len(run)]
        if len(other) != len(run):
            return False
        pairs += list(zip(run, other, strict=True))
    for named, event in pairs:
        if named.person is not None:
            _give(named.person, event)
    return True


def _by_direction(events: Sequence[_Event], kind: Kind) -> None:
    """One after another: what stands between two names belongs to the one before or to the one behind, all alike."""
    places = [i for i, e in enumerate(events) if e.kind == "name"]
    if not places:
        return
    gaps: list[list[_Event]] = []
    bounds = [-1, *places, len(events)]
    for left, right in pairwise(bounds):
        gaps.append([e for e in events[left + 1 : right] if e.kind == kind])
    first, last = events[places[0]], events[places[-1]]
    gaps[0] = [e for e in gaps[0] if first.at - e.at <= NEAR][-1:]
    gaps[-1] = [e for e in gaps[-1] if e.at - last.at <= NEAR]
    needing = [events[p].person for p in places]
    bare = [p is not None and not _has(p, kind) for p in needing]
    ahead = sum(bool(gaps[i]) for i in range(len(places)) if bare[i])
    behind = sum(bool(gaps[i + 1]) for i in range(len(places)) if bare[i])
    leads = ahead > behind or (ahead == behind and kind == "photo")
    for index, person in enumerate(needing):
        if person is None or (kind != "contact" and not bare[index]):
            continue
        for event in gaps[index] if leads else gaps[index + 1]:
            _give(person, event)


def is_picture(block: Block) -> bool:
    """Is an image a picture of something, not an icon, a logo or a piece of the page's frame?"""
    return not _ICON.search(_file(block.href))


def _has(person: Person, kind: Kind) -> bool:
    shown = {"post": person.post, "contact": person.contacts, "term": person.term}
    return bool(shown.get(kind, person.photos))


def _file(href: str) -> str:
    """The file name of a picture, without its ending."""
    return href.split("?", 1)[0].rsplit("/", 1)[-1].rsplit(".", 1)[0]
