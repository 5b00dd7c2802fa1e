"""The agency lists its duties and powers and names the law that lays them down.

Several duties must stand there, in a list or as text; a sentence that only refers to a law is no list of duties, and
vision and mission are none either, nor are duties of citizens, nor what else stands below a title of duties (villages,
boundaries): at least one entry must say that something is done. A law of the parent body, or a whole act, serves where
it holds the duties.
"""

from __future__ import annotations

from collections.abc import Sequence

from checks.bundle import Bundle
from checks.evidence import Block
from checks.finding import met, unclear, unmet
from checks.reading import Line, Reading, Spot
from checks.verdict import Finding

FEW = 3
"""So many duties make a list."""

PROSE = 220
"""So many characters behind the words of a duty hold the duties themselves."""

SHORT = 12

TITLE = 40
"""A line no longer than this may be the title of what the next line says."""

CAPTION = 120
"""A line no longer than this is about one thing."""

OTHERS = ("others_duty", "part_duty")

TELLING = 80
"""A line at least this long is prose."""

BEGINNING = 10
"""An entry names its task within so many characters, behind its number."""

BULLETS = frozenset("•●▪–-")
REACH = 40


def duties(bundle: Bundle) -> Finding:
    """Duties and powers as the law lays down."""
    named = []
    for member in bundle.members:
        reading = member.reading
        if any(bundle.says(line.text, "others_duty") for line in reading.cover):
            continue
        spots, laws = bundle.spots_in(reading, "power", "duty"), bundle.spots_in(reading, "law")
        spots = [s for s in spots if not _is_menu(reading, s.line) and not _is_others(bundle, reading, s)]
        listed = [s for s in spots if _duties_behind(reading, s.line) or len(s.line.text) >= PROSE]
        listed = [s for s in listed if _tells_tasks(bundle, [s.line, *reading.after(s.line, REACH)])]
        powers = [s for s in listed if s.match.key == bundle.key("power")]
        if listed and (laws or powers):
            return met([*powers[:1], *listed[:1], *laws[:2]])
        others = any(bundle.says(x.text, *OTHERS) for x in reading.evidence[:FEW])
        entries = _entries(reading) if (member.named or member.given) and not others else []
        if laws and len(entries) >= FEW and _tells_tasks(bundle, entries):
            # On a page of the duties a list below the law that lays them down is the duties, without saying so again.
            return met([*laws[:1], *(reading.quote(line) for line in entries[:2])])
        if listed:
            return unclear(bundle, "mission-only", listed[:2])
        named += [*spots[:1], *laws[:1]] if spots and laws else []
    lost = [u for u in bundle.unread if bundle.item.item in bundle.site.identifier.items(u.text)]
    if named and not lost:  # else the page refers to a paper that cannot be opened
        return unclear(bundle, "duties-named-only", named)
    return unmet(bundle)


def _is_others(bundle: Bundle, reading: Reading, spot: Spot) -> bool:
    """Are the duties those of citizens, patients or a committee, by the line itself or the next one below a title?"""
    keys = {bundle.key(p) for p in OTHERS}
    marks = [m for m in bundle.site.lexicon.scan(spot.line.text) if m.key in keys]
    start = spot.line.start
    if any(m.start + start < spot.match.end and spot.match.start < m.end + start for m in marks):
        return True
    if len(spot.line.text) <= CAPTION and bundle.says(spot.line.text, "part_duty"):
        return True
    titles = len(spot.line.text) <= TITLE
    return titles and any(bundle.says(x.text, *OTHERS) for x in reading.after(spot.line, 1))


def _duties_behind(reading: Reading, line: Line) -> bool:
    """Do several entries, or text enough for them, follow the words of a duty?"""
    links = {b.text for b in reading.main_links}
    behind = [
        x for x in reading.after(line, REACH) if x.block.region == "main" and not x.pasted and x.text not in links
    ]
    entries = [x for x in behind if len(x.text) >= SHORT and not _is_heading(x.block)]
    return len(entries) >= FEW or sum(len(x.text) for x in entries) >= PROSE


def _tells_tasks(bundle: Bundle, lines: Sequence[Line]) -> bool:
    """Does an entry begin with something to be done, or prose name several such? A book may list no such words."""
    if not bundle.item.words.get("task"):
        return True
    key = bundle.key("task")
    for line in lines:
        if line.pasted or line.block.region != "main" or line.block.head:
            continue
        found = [m for m in bundle.site.lexicon.scan(line.text) if m.key == key]
        told = len(line.text) >= TELLING and len({m.phrase for m in found}) > 1
        if told or any(m.start <= BEGINNING and line.block.kind != "heading" for m in found):
            return True
    return False


def _is_menu(reading: Reading, line: Line) -> bool:
    """Does a line hold the words of several links side by side?"""
    return len({b.text for b in reading.links if len(b.text) >= SHORT // 2 and b.text in line.text}) >= FEW


def _entries(reading: Reading) -> list[Line]:
    links = {b.text for b in reading.main_links}
    marked = (x for x in reading.evidence if x.block.kind == "item" or x.text.lstrip()[:1] in BULLETS)
    items = [x for x in marked if x.text not in links]
    return [x for x in items if len(x.text) >= SHORT]


def _is_heading(block: Block) -> bool:
    return block.kind == "heading"


ELEMENTS = (duties,)
