"""What a report says of hindrances and of what should change, in sections whose headings nobody listed.

Clerks head them as they speak ("เรื่องที่ทำให้จ่ายไม่เป็นไปตามแผน", "ความเห็นของกองคลัง"). A short line of its own below
the report's table or projects is such a heading when one of its words speaks of the matter, and so does what stands
under it.

Words of the item, for ``problem`` and ``suggestion``: ``<purpose>_stem`` (in headings of sections and columns),
``<purpose>_hint`` (in what stands under them), ``<purpose>_reason`` (there, where the heading says nothing).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from checks.bundle import Bundle
from checks.reading import Line, Reading
from checks.structure.labels import contents_line, wordy
from checks.structure.plans import money, project_lines, project_tables
from checks.structure.tables import tables
from checks.verdict import Quote

HEADING = 48
"""The heading of a section is no longer than this."""

SENTENCE = 24
"""What stands below a heading that says nothing must be a sentence."""

LINES = 6
"""So many lines below a heading belong to it at most."""

COLUMNS = 3
"""A report's table has at least so many columns."""


_INLINE = re.compile(r"^[\W\d_]*(?P<label>[^:：]{4,44}[:：]|\S{4,24}\s)\s*(?P<text>\S.*)$", re.DOTALL)
_LETTERS = re.compile(r"[^\W\d_]")
SAYING = 10
"""What stands behind a label says so much at least, in letters."""

_ENTRY = re.compile(r"^\s*[-–—•*✓▪➢]")
"""What begins with a dash stands under a heading and is none."""


class Told(msgspec.Struct, frozen=True):
    """Quotes of sections that are about a matter, and of those that only seem to be by what stands in them."""

    sure: tuple[Quote, ...] = ()
    weak: tuple[Quote, ...] = ()


def told_sections(bundle: Bundle, reading: Reading, purpose: str) -> Told:
    """Sections about ``purpose``: headings, each with the first line below that speaks of it."""
    other = "suggestion" if purpose == "problem" else "problem"
    sure: list[Quote] = []
    weak: list[Quote] = []
    for head, body in _sections(bundle, reading):
        if bundle.says(head.text, other, "closing", "none"):
            continue
        named = bundle.says(head.text, f"{purpose}_stem")
        wanted = f"{purpose}_hint" if named else f"{purpose}_reason"
        line = next((x for x in body if wordy(x.text) and bundle.says(x.text, wanted)), None)
        if line is not None and named:
            sure += [reading.quote(head), reading.quote(line)]
        elif line is not None and len(line.text) >= SENTENCE and not bundle.says(head.text, f"{other}_stem"):
            weak += [reading.quote(head), reading.quote(line)]
    return Told((*sure, *_labelled(bundle, reading, purpose, other)), tuple(weak))


def _labelled(bundle: Bundle, reading: Reading, purpose: str, other: str) -> Iterator[Quote]:
    """Lines that say it behind a label of their own: "ที่ใช้ไม่หมดเพราะ: …", or its first word."""
    begin = _begin(bundle, reading)
    for line in reading.evidence:
        inline = _INLINE.match(line.text) if line.block.kind in ("paragraph", "item") else None
        if inline is None or line.index <= begin or len(_LETTERS.findall(inline["text"])) < SAYING:
            continue
        label = inline["label"]
        mine = bundle.says(label, f"{purpose}_stem") and not bundle.says(label, other, "closing", "none")
        if mine and bundle.says(inline["text"], f"{purpose}_hint"):
            yield reading.quote(line)


def _sections(bundle: Bundle, reading: Reading) -> Iterator[tuple[Line, list[Line]]]:
    """Headings below the report's first table or project, each with the lines up to the next heading."""
    lines = [x for x in reading.evidence if x.index > _begin(bundle, reading)]
    # Only printed paragraphs are broken into lines.
    widest = 0 if reading.is_page else max((len(x.text) for x in reading.main), default=0)
    heads = [n for n in range(len(lines)) if _is_head(bundle, lines, n, widest)]
    for place, n in enumerate(heads):
        end = heads[place + 1] if place + 1 < len(heads) else len(lines)
        yield lines[n], [x for x in lines[n + 1 : end] if x.block.kind != "cell"][:LINES]


def _begin(bundle: Bundle, reading: Reading) -> int:
    """Where the report has begun: its first table of several columns, or the first of its projects."""
    known = {t.number for t, _ in project_tables(bundle, reading)}
    rich = {t.number for t in tables(reading) if any(len(row) >= COLUMNS for row in t.cells.values())}
    cells = [x.index for x in reading.main if x.block.kind == "cell" and x.block.table in known | rich]
    return min([*cells, *(x.index for x in project_lines(bundle, reading))], default=len(reading.lines))


def _is_head(bundle: Bundle, lines: list[Line], n: int, widest: int) -> bool:
    """A heading, or a short line of its own: not the end of a printed paragraph, no entry, no project."""
    line = lines[n]
    if line.block.kind == "heading":
        return True
    if line.block.kind != "paragraph" or len(line.text) > HEADING or money(line.text) or contents_line(line.text):
        return False
    if _ENTRY.match(line.text):
        return False
    before = lines[n - 1] if n else line
    ended = not widest or before.block.kind != "paragraph" or before is line or len(before.text) * 4 < widest * 3
    return ended and not bundle.says(line.text[:12], "work")
