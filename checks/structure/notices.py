"""Notices of procurement: pages and documents that are one, and lists that name several with their links.

Words of the item used: ``thing`` (what is bought or hired) and the words of each kind of notice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import msgspec

from checks.bundle import Bundle, Member
from checks.evidence import Block
from checks.links import host_of, url_key
from checks.reading import Line, Reading
from checks.site import Mention, mentions_in
from checks.structure.plans import money
from checks.structure.tables import tables
from checks.thai.dates import dates
from checks.thai.periods import years
from checks.verdict import Quote

NAME = 20
"""A notice names its work with so many letters beside the words for its kind."""

BODY = 60
"""A notice has so many characters of text below its title."""

PASSAGE = 40
"""A row that names its kind, the work and the money is a notice with so many characters."""

COVER = 5
TITLE = 110
"""A longer line is a sentence and no label of what follows."""

LISTED = 3
"""A list of so many notices, each with its work and a link, is more than a title."""

NEAR = 2
ROW = 400
QUOTED = 160

_LETTER = re.compile(r"[^\W\d_]")


class Entry(msgspec.Struct, frozen=True):
    """A line of a list of notices: its words, the heading above, its target (a member, something unread, elsewhere)."""

    text: str
    heading: str
    quote: Quote
    member: Member | None
    opened: bool
    right_year: bool | None


def entries(bundle: Bundle) -> list[Entry]:
    """The notices that the content of the members links to."""
    found = []
    read = {url_key(m.reading.url): m for m in bundle.members} | {
        url_key(m.reading.document.url): m for m in bundle.members
    }
    aside = {url_key(r.url) for r, _, _ in bundle.set_aside}
    gone = {url_key(u.url) for u in bundle.unread if u.failure is not None or u.cause in ("empty", "damaged")}
    for owner in bundle.members:
        reading = owner.reading
        here = url_key(reading.url)
        for block, mention in mentions_in(reading):
            key = url_key(block.href)
            if block.region != "main" or block.kind != "link" or key == here or key in aside or key in gone:
                continue
            text = _words(mention)
            member = read.get(key)
            unread = any(url_key(u.url) == key for u in bundle.unread)
            opened = member is not None or unread or host_of(block.href) != host_of(reading.url)
            right = _right_year(bundle, text, reading, mention)
            if right is None and member is not None:
                right = bundle.fiscal_year in member.about.named or None
            found.append(Entry(text, mention.heading, _quote(reading, block, text), member, opened, right))
    return found


def _quote(reading: Reading, block: Block, text: str) -> Quote:
    """The row that a link stands in: the link itself is often an icon."""
    return Quote(reading.url, text[:QUOTED] or block.href, block.page, block.kind)


def _words(mention: Mention) -> str:
    """The words of the row that a link stands in, where they say more than the link."""
    return mention.context if mention.text in mention.context and len(mention.context) < ROW else mention.text


def _right_year(bundle: Bundle, text: str, reading: Reading, mention: Mention) -> bool | None:
    """Is a line of the year assessed, by its own years or the date that stands right below it?"""
    texts = [text]
    line = next((x for x in reading.main if mention.text and mention.text in x.text), None)
    if line is not None:
        texts += [x.text for x in reading.after(line, NEAR) if len(x.text) <= BODY and dates(x.text)][:1]
    for one in texts:
        named = {h.year for h in years(one) if h.kind in ("fiscal", "date")}
        if named:
            return bundle.fiscal_year in named
    return None


def names_work(bundle: Bundle, text: str) -> bool:
    """Does a line name something that is bought or hired, rather than a kind of notice alone?"""
    return bundle.says(text, "thing") and len(_LETTER.findall(text)) >= NAME


def is_notice(bundle: Bundle, reading: Reading) -> list[Line]:
    """The lines that make a reading a notice: what is bought, with money or a date, below its title."""
    own = [x for x in reading.evidence if x.block.kind != "heading" and not bundle.is_link_text(reading, x)]
    if sum(len(x.text) for x in own) < BODY:
        return []
    told = [x for x in own if money(x.text) or dates(x.text)]
    return told if told and bundle.spots_in(reading, "thing") else []


class Passage(msgspec.Struct, frozen=True):
    """A row, or a label with the lines below it, on a page of several notices: its kind stands in the label."""

    label: str
    text: str
    quote: Quote


def passages(bundle: Bundle, named: Callable[[str], bool]) -> Iterator[Passage]:
    """Rows and labelled sections of pages about the item whose label (``named``) says a kind of notice."""
    for member in bundle.members:
        if member.reading.is_page and (member.named or member.given):
            yield from _rows(member.reading, named)
            yield from _sections(bundle, member.reading, named)


def _rows(reading: Reading, named: Callable[[str], bool]) -> Iterator[Passage]:
    for table in tables(reading):
        for row in table.body:
            cells = list({id(b): b for _, b in sorted(row.items()) if b.text}.values())
            label = next((b for b in cells if named(b.text)), None)
            if label is not None:
                yield Passage(label.text, " ".join(b.text for b in cells), reading.quote_block(label))


def _sections(bundle: Bundle, reading: Reading, named: Callable[[str], bool]) -> Iterator[Passage]:
    lines = [x for x in reading.evidence if x.block.kind != "cell"]
    for n, line in enumerate(lines):
        if len(line.text) > TITLE or not named(line.text) or bundle.is_link_text(reading, line):
            continue
        below: list[str] = []
        for later in lines[n + 1 : n + 1 + COVER]:
            if later.block.kind == "heading" or (len(later.text) <= BODY and named(later.text)):
                break
            below += [] if bundle.is_link_text(reading, later) else [later.text]
        yield Passage(line.text, " ".join([line.text, *below]), reading.quote(line))


def tells(bundle: Bundle, passage: Passage) -> bool:
    """Does a passage tell what is bought and for how much, at some length?"""
    return bundle.says(passage.text, "thing") and money(passage.text) and len(passage.text) >= PASSAGE


def title_of(reading: Reading) -> str:
    """The first lines of a reading as one text, with its title."""
    cover = [x.text for x in reading.cover[:COVER]] or [x.text for x in reading.main[:1]]
    return " ".join([*cover, reading.document.title])


def result_rows(bundle: Bundle, readings: Sequence[Reading]) -> list[Quote]:
    """Rows of tables that say who was selected and for how much."""
    found: list[Quote] = []
    for reading in readings:
        for table in tables(reading):
            who = table.columns(lambda h: bundle.says(h, "selected"))
            price = table.columns(lambda h: bundle.says(h, "agreed"))
            for row in table.body:
                named = [row[c] for c in who if c in row and _LETTER.search(row[c].text)]
                if named and any(money(row[c].text) for c in price if c in row):
                    dated = {h.year for b in row.values() for h in years(b.text) if h.kind in ("fiscal", "date")}
                    found += [reading.quote_block(named[0])] if not dated or bundle.fiscal_year in dated else []
    return found
