"""Is a procedure laid down? Steps in a column of a table, numbered steps, or a list under a heading of steps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from checks.bundle import Bundle
from checks.reading import Line, Reading, Spot
from checks.structure.labels import contents_line, starts, wordy
from checks.structure.sequence import sequence
from checks.structure.tables import tables
from checks.thai.fold import fold
from checks.verdict import Quote

REACH = 30
"""So many lines below a heading of steps may still be its steps."""

ENOUGH = 2
"""So many steps make a procedure."""

PROSE = 100
"""Steps told as prose below their heading are at least so many characters long."""

STEP_LENGTH = 6

TITLE = 45
"""The title of a numbered section is no longer than this."""

RUN = 3
RUN_LENGTH = 15

_NUMBERED_STEP = re.compile(r"^\W*(?:ขั้นตอนที่|ขั้นที่|ขันตอนที่|step)\s*(\d{1,2})")
_NUMBER = re.compile(r"^[\s(\[]*(\d{1,2}(?:[.)]\d{1,2})*)[.)\]:]*\s*(?=\D)")
MANY = 5
"""So many entries are steps where the page says how long all of them take."""

_INLINE = re.compile(r"(?<!\d)1[.)]\s*\D{3,80}?(?<!\d)2[.)]\s*\D{3,80}?(?<!\d)3[.)]")
_TO_BRING = re.compile(rf"(?:{fold('เอกสาร')}|{fold('หลักฐาน')}|{fold('สิ่งที่ต้อง')})\D{{0,40}}$")
_DURATION = re.compile(rf"\d+\s*(?:{fold('นาที')}|{fold('ชั่วโมง')}|{fold('วัน')}(?!{fold('ที่')}))")
_BULLET = re.compile(r"^\s*[-–•●▪➢✓*o·]\s*(?=\S)")


def steps(bundle: Bundle, reading: Reading, *purposes: str) -> list[Quote]:
    """The steps of a procedure in a reading; ``purposes`` are the item's words for headings of steps."""
    return (
        _column(bundle, reading, purposes)
        or _named_steps(reading)
        or _below_heading(bundle, reading, purposes)
        or _run(bundle, reading, purposes)
        or _timed_list(bundle, reading)
        or _inline(bundle, reading)
        or sequence(bundle, reading)
    )


def first_steps(bundle: Bundle, readings: Iterable[Reading], *purposes: str) -> list[Quote]:
    """The steps in the first reading that has any."""
    return next((found for reading in readings if (found := steps(bundle, reading, *purposes))), [])


def _column(bundle: Bundle, reading: Reading, purposes: tuple[str, ...]) -> list[Quote]:
    accept: Callable[[str], bool] = lambda text: bundle.says(text, *purposes)  # noqa: E731 - a column test in place
    for table in tables(reading):
        for col in table.columns(accept):
            cells = {b.text: b for b in table.values(col) if wordy(b.text) and len(b.text) >= STEP_LENGTH}
            if len(cells) >= ENOUGH:
                return [reading.quote_block(b) for b in list(cells.values())[:ENOUGH]]
    return []


def _named_steps(reading: Reading) -> list[Quote]:
    found: dict[str, Line] = {}
    for line in reading.evidence:
        text = fold(line.text)
        match = _NUMBERED_STEP.match(text)
        if match is None or contents_line(line.text):
            continue
        rest = text[match.end() :].strip(" :.-)")
        below = next((after.text for after in reading.after(line, 1)), "")
        if len(rest) >= STEP_LENGTH or (wordy(below) and not _NUMBERED_STEP.match(fold(below))):
            found.setdefault(match[1], line)
    return [reading.quote(line) for line in list(found.values())[:ENOUGH]] if len(found) >= ENOUGH else []


def _below_heading(bundle: Bundle, reading: Reading, purposes: tuple[str, ...]) -> list[Quote]:
    for spot in bundle.spots_in(reading, *purposes):
        if contents_line(spot.line.text) or spot.line.block.kind == "link" or _is_entry(spot):
            continue
        own = spot.line.text[spot.match.end - spot.line.start :]
        listed: list[Line] = []
        prose = len(own) if len(spot.line.text) > PROSE else 0
        for line in reading.after(spot.line, REACH):
            over = line.block.kind == "heading" and (listed or prose >= PROSE or _as_high(spot.line, line))
            if line.block.region != "main" or over:
                break
            if line.pasted or contents_line(line.text) or not wordy(line.text) or _is_mere_link(reading, line):
                continue
            numbered = line.block.kind == "item" or _NUMBER.match(fold(line.text)) or _BULLET.match(line.text)
            if numbered and len(line.text) >= STEP_LENGTH:
                listed.append(line)
            elif line.block.kind in ("paragraph", "cell"):
                prose += len(line.text)
        if len(listed) >= ENOUGH:
            return [spot.quote(), *(reading.quote(line) for line in listed[:ENOUGH])]
        if prose >= PROSE:
            return [spot.quote()]
    return []


def _is_entry(spot: Spot) -> bool:
    """Is it an entry of a list that mentions steps ("เผยแพร่หลักการและวิธีการสหกรณ์แก่ …"), and no heading of any?"""
    return spot.line.block.kind == "item" and len(spot.line.text) > TITLE and not starts(spot)


def _as_high(above: Line, line: Line) -> bool:
    """Is a heading of the same level as the one above it, or of a higher one: another section?"""
    return above.block.kind == "heading" and line.block.level <= above.block.level


def _run(bundle: Bundle, reading: Reading, purposes: tuple[str, ...]) -> list[Quote]:
    """Lines numbered 1, 2, 3 … in a document that speaks of steps: a table of steps that lost its cells."""
    if reading.is_page or not bundle.spots_in(reading, *purposes):
        return []
    listed: list[Line] = []
    for line in reading.evidence:
        match = _NUMBER.match(fold(line.text))
        following = match is not None and match[1] == str(len(listed) + 1) and len(line.text) >= RUN_LENGTH
        if following and not contents_line(line.text):
            listed.append(line)
    # Numbered lines, one of which says that steps follow, are the titles of the sections.
    titles = any(len(x.text) <= TITLE and bundle.says(x.text, *purposes) for x in listed)
    return [reading.quote(line) for line in listed[:RUN]] if len(listed) >= RUN and not titles else []


def _timed_list(bundle: Bundle, reading: Reading) -> list[Quote]:
    """A list on a page of the item, some entries of which say how long they take, is steps, whatever heads it.

    Lists of papers to bring, or of titles, take no time.
    """
    if not _of_item(bundle, reading):
        return []
    listed = [x for x in reading.evidence if x.block.kind == "item" and len(x.text) >= STEP_LENGTH]
    listed = [x for x in listed if not _is_mere_link(reading, x)]
    timed = [x for x in listed if _DURATION.search(fold(x.text))]
    if len(timed) >= ENOUGH and len(listed) > RUN:
        return [reading.quote(x) for x in timed[:ENOUGH]]
    whole = [x for x in reading.evidence if x.block.kind == "paragraph" and _DURATION.search(fold(x.text))]
    return [reading.quote(x) for x in (*listed[:ENOUGH], whole[0])] if len(listed) >= MANY and whole else []


def _inline(bundle: Bundle, reading: Reading) -> list[Quote]:
    """Steps one behind the other in a cell or a paragraph: "1) ยื่น 2) ตรวจ 3) รับ"."""
    if not _of_item(bundle, reading):
        return []
    found = [x for x in reading.evidence if len(x.text) >= RUN_LENGTH and _in_order(fold(x.text))]
    return [reading.quote(x) for x in found[:ENOUGH]]


def _in_order(text: str) -> bool:
    """Numbered parts in one line, that are not papers to bring."""
    match = _INLINE.search(text)
    return match is not None and not _TO_BRING.search(text[: match.start()])


def _of_item(bundle: Bundle, reading: Reading) -> bool:
    return any(m.reading is reading and (m.named or m.given) for m in bundle.members)


def _is_mere_link(reading: Reading, line: Line) -> bool:
    """A list of links (titles of manuals) below a heading is no list of steps."""
    return any(b.text and b.text == line.text for b in reading.links)
