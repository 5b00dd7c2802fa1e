"""The agency's own OIT index: a page whose rows are labelled O1 … O43 and link to the evidence of each item."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from checks.elsewhere import ACCOUNTS, recognise
from checks.evidence import TEXT_KINDS, Block
from checks.identity import Identifier
from checks.links import url_key
from checks.period import spread
from checks.reading import Reading
from checks.rubric.schema import Rubric
from checks.thai.fold import fold
from checks.thai.labels import item_label
from checks.thai.periods import url_years, years

ENOUGH_LETTERED = 5
"""So many different lettered labels make a page an index."""

ENOUGH_CONFIRMED = 8
"""Bare numbers prove nothing: so many rows whose title confirms the number make an index of them."""

LABEL_REACH = 20
"""A label's number stands among the first characters of a row."""

HEADING_LENGTH = 160
GROUP_LETTERS = 10
"""A heading names a sub-indicator by its number and at least the first letters of its title."""

NUMBERED_GROUPS = 5
"""Where so many short headings are numbers of sub-indicators, the numbers alone name them ("9.1", "ตัวชี้วัด 9.2")."""

GROUP_HEADING = 30
"""Characters of such a heading."""

IN_THEIR_GROUP = 0.9
"""So many of the rows below such headings must stand where this year's book has them: other years' lists differ."""

TRUST_SHARE = 0.6
"""Where so many labelled rows are confirmed by their titles, the remaining lettered rows are believed too."""


WHOLE_LIST = 0.9
"""A page that numbers so many of the year's items is a list of items, of this year or another one."""

DENIED = 4
"""It is this year's where so many times more titles bear their number out than name another item."""

MOST_SHARED = 5
"""So many items share a row at most."""

_SUB_NUMBER = re.compile(r"(?<![\d.])\d{1,2}\.\d(?![\d.])")
_FURTHER = re.compile(r"(?P<joint>[\s,/&–-]*(?:ถึง|และ|-)?\s*)(?P<letter>[oO0๐]{1,2})(?P<number>\d{1,2})(?!\d)[\s:.)-]*")
_SPANS = frozenset({"", "-", "–", "ถึง"})


class Row(msgspec.Struct, frozen=True):
    """A row of an index: the item it names, its words, the address it links to, the page it stands on."""

    item: str
    text: str
    url: str
    source: str


class _Label(msgspec.Struct):
    """numbers: of the items that share the row ("O39-O40"), the first one first."""

    numbers: tuple[int, ...]
    strength: str
    rest: str
    confirmed: bool
    links: list[Block]

    @property
    def number(self) -> int:
        """The first item of the row."""
        return self.numbers[0]


def rows_of(reading: Reading, identifier: Identifier, rubric: Rubric) -> list[Row]:
    """Index rows of a page for the rubric's year; empty where the page is no index or is another year's."""
    labels = list(_labels(reading, identifier, rubric))
    lettered = {x.number for x in labels if x.strength != "bare"}
    confirmed = {x.number for x in labels if x.confirmed}
    if len(lettered) < ENOUGH_LETTERED and len(confirmed) < ENOUGH_CONFIRMED:
        return []
    if _other_year(reading, rubric.year):
        return []
    # Numbers are believed where most rows of the page confirm theirs, or the whole list is there and few deny it.
    numbers = {x.number for x in labels}
    denied = {x.number for x in labels if not x.confirmed and identifier.items(x.rest)} - confirmed
    whole = len(numbers) >= WHOLE_LIST * len(rubric.items) and len(confirmed) >= max(
        ENOUGH_LETTERED, DENIED * len(denied)
    )
    trusted = bool(lettered) and (whole or len(confirmed & lettered) >= TRUST_SHARE * len(lettered))
    bare = trusted or whole or len(confirmed) >= max(ENOUGH_CONFIRMED, TRUST_SHARE * len(numbers))
    rows: list[Row] = []
    own = url_key(reading.url)
    for label in labels:
        believed = bare if label.strength == "bare" else trusted
        if label.confirmed or (believed and not identifier.items(label.rest)):
            # A row that links to "#" names nothing: the index itself is no evidence.
            links = [b.href for b in label.links if url_key(b.href) != own]
            # Icons of social networks below the last row belong to the page, unless they are all that a row names.
            links = [href for href in links if not _is_account(href)] or links[:1]
            for number in label.numbers:
                rows += [Row(f"O{number}", label.rest, href, reading.url) for href in links]
    return rows


def _is_account(href: str) -> bool:
    at = recognise(href)
    return at is not None and at.kind in ACCOUNTS


def _labels(reading: Reading, identifier: Identifier, rubric: Rubric) -> Iterator[_Label]:
    """Labels in reading order, each with the links up to the next label (or in the same table row).

    A side column, menu or footer ends the row before it.
    """
    current: _Label | None = None
    current_row, column, region = (0, 0), 0, ""
    group: frozenset[str] = frozenset()
    for block, label, begun in _labelled(reading, identifier, rubric):
        if begun != group and current is not None and f"O{current.number}" not in begun:
            # The heading of another sub-indicator ends the last row of the one before.
            yield current
            current = None
        if current is not None and block.region != region:
            yield current
            current = None
        group = begun
        if block.kind in TEXT_KINDS or (block.kind == "link" and block.text):
            row = (block.table, block.row)
            if label is not None and not (block.kind == "link" and current and current.number == label.number):
                yield from [current] if current is not None else []
                current, current_row, column, region = label, row, block.col, block.region
            elif current is not None and _goes_on(current, current_row, row, beside=block.col > column):
                current_row = row
            elif current is not None and block.table and row != current_row:
                # Another row of the table without a label of its own belongs to nobody.
                yield current
                current = None
            elif current is not None and block.kind in TEXT_KINDS and not current.confirmed:
                current.confirmed = f"O{current.number}" in identifier.items(block.text)
                current.rest = current.rest or block.text
        if block.kind == "link" and block.href and current is not None:
            current.links.append(block)
    yield from [current] if current is not None else []


def _labelled(
    reading: Reading, identifier: Identifier, rubric: Rubric
) -> Iterator[tuple[Block, _Label | None, frozenset[str]]]:
    """Blocks in reading order, each with its label and the items of the sub-indicator whose heading stands above it.

    Among rows with the letter a bare number is a row where it counts on from the last one, else a list inside a row.
    """
    last = 0  # the number of the last row, once rows with the letter were seen
    group: frozenset[str] = frozenset()
    numbered = _numbered_groups(reading, rubric)
    for block in reading.document.blocks:
        label = None
        if block.region not in ("main", "side"):
            yield block, None, group
            continue
        if block.kind in TEXT_KINDS or (block.kind == "link" and block.text):
            group = numbered.get(block) or _group(block, rubric) or group
            label = _label(block, identifier, rubric, group)
        if label is not None and label.strength == "bare" and last and label.number not in (last, last + 1):
            label = None
        if label is not None and (last or label.strength == "letter"):
            last = label.numbers[-1]
        yield block, label, group


def _goes_on(label: _Label, at: tuple[int, int], row: tuple[int, int], *, beside: bool) -> bool:
    """Does the row below go on with a label that has no link in its own: number and title above, links below them?"""
    return bool(row[0]) and row == (at[0], at[1] + 1) and beside and not label.links


def _label(block: Block, identifier: Identifier, rubric: Rubric, group: frozenset[str]) -> _Label | None:
    found = item_label(block.text) if any(map(str.isdigit, block.text[:LABEL_REACH])) else None
    if found is None or f"O{found.number}" not in rubric.items:
        return None
    rest = found.rest.strip()
    item = f"O{found.number}"
    named = identifier.items(rest)
    # The sub-indicator's heading above a row confirms its number as well as the item's own title does.
    confirmed = item in named or (not named and item in group)
    numbers, rest = _shared(found.number, rest)
    return _Label(tuple(n for n in numbers if f"O{n}" in rubric.items), found.strength, rest, confirmed, [])


def _shared(number: int, rest: str) -> tuple[tuple[int, ...], str]:
    """All items of a row that several share, and the words behind their numbers.

    >>> _shared(39, "O41 แผนป้องกันการทุจริต"), _shared(10, ", O18 แผน")[0], _shared(1, "โครงสร้าง")[0]
    (((39, 40, 41), 'แผนป้องกันการทุจริต'), (10, 18), (1,))
    """
    match = _FURTHER.match(rest)
    # A zero stands for the letter only where something joins it to the first number; dates and telephones begin so too.
    if match is None or not (match["joint"] or match["letter"][0] in "oO"):
        return (number,), rest
    last = int(match["number"])
    whole = match["joint"].strip() in _SPANS and number < last <= number + MOST_SHARED
    return (tuple(range(number, last + 1)) if whole else (number, last)), rest[match.end() :].strip()


def _numbered_groups(reading: Reading, rubric: Rubric) -> dict[Block, frozenset[str]]:
    """Short headings that name sub-indicators by number alone, with their items; none unless the rows bear them out."""
    subs = {sub.number: frozenset(sub.items) for sub in rubric.book.sub_indicators}
    found: dict[Block, frozenset[str]] = {}
    right = rows = 0
    group: frozenset[str] = frozenset()
    for block in reading.document.blocks:
        if block.kind not in TEXT_KINDS or block.region not in ("main", "side"):
            continue
        number = _SUB_NUMBER.search(fold(block.text)) if len(block.text) <= GROUP_HEADING else None
        if number is not None and number[0] in subs:
            group = found[block] = subs[number[0]]
        elif group and (label := item_label(block.text)) is not None:
            rows += 1
            right += f"O{label.number}" in group
    return found if len(set(found.values())) >= NUMBERED_GROUPS and right >= IN_THEIR_GROUP * rows else {}


def _group(block: Block, rubric: Rubric) -> frozenset[str]:
    """Items of the sub-indicator whose number and title a heading names."""
    if not any(map(str.isdigit, block.text[:HEADING_LENGTH])) or "." not in block.text[:HEADING_LENGTH]:
        return frozenset()
    text = fold(block.text[:HEADING_LENGTH])
    for sub in rubric.book.sub_indicators:
        if sub.number in text and fold(sub.title_th)[:GROUP_LETTERS] in text:
            return frozenset(sub.items)
    return frozenset()


def _other_year(reading: Reading, fiscal_year: int) -> bool:
    named: set[int] = set()
    for text in [*(line.text for line in reading.headings[:3]), reading.document.title]:
        named |= spread(years(text))
    named = named or set(url_years(reading.url))
    return bool(named) and fiscal_year not in named
