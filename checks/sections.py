"""Long pages: sections of several years one below the other, and sections of several items."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import cast

import msgspec

from checks.evidence import TEXT_KINDS, Block
from checks.identity import Identifier
from checks.lexicon import Lexicon
from checks.period import named_years
from checks.reading import Reading
from checks.thai.fold import fold

CALLED = 8
"""A link's words name a section when they are the words of its heading, and not as short as "O24"."""

HEADING = 60
"""A heading of a year's section is no longer than this."""

Years = frozenset[int]


def of_year(reading: Reading, year: int, lexicon: Lexicon) -> Reading:
    """The reading without the sections that belong to other years; the reading itself where it has none.

    Sections of years are at least two headings of one level that name different years: a report's single heading
    "ข้อเสนอแนะสำหรับปี 2566" is none.
    """
    levels = _year_levels(reading)
    if not levels:
        return reading
    known = reading.remembered.get(f"year {year}")
    if known is None:
        known = reading.remembered[f"year {year}"] = _without_others(reading, levels, year, lexicon)
    return cast("Reading", known)


def of_item(reading: Reading, item: str, identifier: Identifier, links: Iterable[str], lexicon: Lexicon) -> Reading:
    """Only the sections whose heading names the item, or repeats the words of a link to the item's evidence.

    The reading itself where it has no such section, or nothing but such sections. Whoever follows a link to an anchor
    sees that section; a page's title stays.
    """
    called = {fold(text) for text in links if len(text) >= CALLED}
    inside: list[bool] = []
    own = 0  # the level of the heading whose section is kept
    levels = {line.block.level for line in reading.headings}
    for block in reading.document.blocks:
        if block.kind == "heading" and block.region == "main":
            mine = item in identifier.items(block.text) or fold(block.text) in called
            if mine and block.level > min(levels):
                own = block.level
            elif own and block.level <= own:
                own = 0
        title = block.kind == "heading" and block.level == min(levels)
        inside.append(bool(own) or title or block.region != "main")
    return _only(reading, inside, lexicon, title=reading.document.title)


def at_anchor(reading: Reading, wanted: AbstractSet[str], targets: AbstractSet[str], lexicon: Lexicon) -> Reading:
    """Only the sections that begin at the anchors ``wanted``, each up to the next anchor that is linked to.

    targets: every anchor of the page that a link on the site leads to. The reading itself where it has no such place.
    """
    inside = []
    own = False
    for block in reading.document.blocks:
        names = set(block.anchor.split()) if block.anchor else set()
        if names & targets and block.region == "main":
            own = bool(names & wanted)
        inside.append(own or block.region != "main")
    return _only(reading, inside, lexicon, title="")


def _only(reading: Reading, inside: Sequence[bool], lexicon: Lexicon, *, title: str) -> Reading:
    """The reading with the main blocks that are not ``inside`` moved aside; itself where nothing would be left."""
    pairs = list(zip(reading.document.blocks, inside, strict=True))
    kept = [b for b, keep in pairs if keep and b.region == "main"]
    if not any(b.kind in TEXT_KINDS and b.kind != "heading" for b in kept) or all(inside):
        return reading
    blocks = tuple(b if keep else msgspec.structs.replace(b, region="side") for b, keep in pairs)
    return Reading(msgspec.structs.replace(reading.document, title=title, blocks=blocks), lexicon)


def _year_levels(reading: Reading) -> frozenset[int]:
    found: dict[int, set[Years]] = {}
    for line in reading.headings:
        years = named_years(line.text) if len(line.text) <= HEADING else frozenset()
        if years:
            found.setdefault(line.block.level, set()).add(years)
    return frozenset(level for level, years in found.items() if len(years) > 1)


def _without_others(reading: Reading, levels: frozenset[int], year: int, lexicon: Lexicon) -> Reading:
    blocks: list[Block] = []
    away = 0  # the level of the heading whose section is left out
    for block in reading.document.blocks:
        if block.kind == "heading" and block.region == "main":
            years = named_years(block.text) if block.level in levels and len(block.text) <= HEADING else frozenset()
            if away and block.level <= away:
                away = 0
            if years and year not in years:
                away = block.level
        out = away and block.region == "main"
        blocks.append(msgspec.structs.replace(block, region="side") if out else block)
    if not any(b.region == "side" and b.kind in TEXT_KINDS for b in blocks):
        return reading
    return Reading(msgspec.structs.replace(reading.document, blocks=tuple(blocks)), lexicon)
