"""What a report says behind its results under labels of its own: what went wrong, what is to be done about it.

Nobody has to call a problem a problem: behind the results, a short label that sounds like one, with text below it, is
one. A section whose label says neither, and whose text tells of trouble, is for a person to read; so is the next one.

Words of the item: ``problem_label`` and ``suggestion_label`` (anywhere in a label), ``problem_tone`` (what trouble
sounds like), ``planned`` (what will be reported), ``invited`` (readers are), ``closing`` (sections that are neither).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from checks.bundle import Bundle
from checks.finding import met, unclear, unmet
from checks.reading import Line, Reading
from checks.structure.labels import contents_line, wordy
from checks.structure.plans import money
from checks.structure.reports import remarks
from checks.structure.tables import blank, tables
from checks.verdict import Finding, Quote

LABEL = 60
"""A longer line is no label."""

TEXT = 8
"""A section says so much at least, in characters."""

BARE = 30
"""A label alone is no longer than this."""

PAIR = 2
"""Columns of a table that holds a label and its text in each row."""

_INLINE = re.compile(r"^\W*(?P<label>[^:：]{4,60})[:：]\s*(?P<text>\S.*)$", re.DOTALL)
_RUN_ON = re.compile(r"\s[\d\u0e50-\u0e59]{1,2}[.)]\s*(?P<label>[^\d\s].{3,50})$")
"""Recognised lines run on into the numbered label of the next section."""

_END = re.compile(r"[.!?]\s*$")


class Section(msgspec.Struct, frozen=True):
    """A label and what stands below it or beside it."""

    label: str
    text: str
    quotes: tuple[Quote, ...]


def lessons(bundle: Bundle, readings: Sequence[Reading], purpose: str) -> Finding:
    """The answer for problems or suggestions: by the usual words, else by the sections behind the results."""
    found = remarks(bundle, readings, purpose)
    if found.quotes and not all(_promised(bundle, q.text) for q in found.quotes):
        return found
    unsure: list[Quote] = []
    for reading in readings:
        proof = _columns(bundle, reading, purpose)
        before = ""
        for section in sections(reading, _results_end(reading)):
            kind = _kind(bundle, section.label)
            if kind and len(section.text) <= BARE and _kind(bundle, section.text) not in ("", kind):
                continue  # the next label: nothing stands under this one
            if kind == purpose:
                proof += section.quotes
            told = not kind and (
                bundle.says(section.text, "problem_tone") if purpose == "problem" else before in ("problem", "unsure")
            )
            if told and not bundle.says(section.label, "closing"):
                unsure += section.quotes
            before = kind or ("unsure" if bundle.says(section.text, "problem_tone") else "")
        if proof:
            return met(proof)
    if unsure:
        return unclear(bundle, "label-unsure", unsure)
    return unmet(bundle) if found.quotes else found


def _promised(bundle: Bundle, text: str) -> bool:
    """Does a sentence promise a report, naming all that will stand in it, or invite readers to write?"""
    if bundle.says(text, "invited"):
        return True
    return bundle.says(text, "planned") and bundle.says(text, "problem") and bundle.says(text, "suggestion")


def _kind(bundle: Bundle, label: str) -> str:
    """What a label announces; one that names trouble and its cure announces the cure."""
    if bundle.says(label, "closing", "invited"):
        return ""
    return next((p for p in ("suggestion", "problem") if bundle.says(label, f"{p}_label")), "")


def _columns(bundle: Bundle, reading: Reading, purpose: str) -> list[Quote]:
    """Columns whose heading sounds like it, with something written in them."""
    return [
        reading.quote_block(b)
        for table in tables(reading)
        if len(table.cells) > 1
        for col in table.columns(lambda h: _kind(bundle, h) == purpose)
        if col > 1
        for b in table.values(col)
        if wordy(b.text)
    ]


def _results_end(reading: Reading) -> int:
    """The line behind which the results are told: the first figures or table of the paper, its title at least."""
    first = next((x.index for x in reading.evidence if x.block.kind == "cell" or money(x.text)), -1)
    heads = [x.index for x in reading.cover[:1]]
    return max([first, *heads])


def sections(reading: Reading, after: int) -> list[Section]:
    """The labelled sections of a reading behind a line, in order."""
    lines = [x for x in reading.evidence if not contents_line(x.text)]
    widths = _widths(reading)
    found: list[Section] = []
    for n, line in enumerate(lines):
        if line.index <= after:
            continue
        inline = _INLINE.match(line.text) if line.block.kind != "cell" else None
        run_on = _RUN_ON.search(line.text) if not reading.is_page else None
        if inline is not None and len(inline["text"]) >= TEXT:
            found.append(Section(inline["label"], inline["text"], (reading.quote(line),)))
        elif line.block.kind == "cell":
            narrow = widths[line.block.page, line.block.table] <= PAIR
            found += _pair(reading, line, lines[n + 1 : n + 2]) if narrow else []
        elif _is_label(line) or run_on is not None:
            below = _below(lines[n + 1 :])
            if below and sum(len(x.text) for x in below) >= TEXT:
                label = run_on["label"] if run_on is not None else line.text
                text = " ".join(x.text for x in below)
                found.append(Section(label, text, (reading.quote(line), reading.quote(below[0]))))
    return found


def _is_label(line: Line) -> bool:
    kinds = ("heading", "paragraph")
    return line.block.kind in kinds and len(line.text) <= LABEL and not money(line.text) and not _END.search(line.text)


def _below(lines: Sequence[Line]) -> list[Line]:
    """The text or list below a label."""
    found: list[Line] = []
    for line in lines:
        if line.block.kind in ("heading", "cell") or (found and (line.block.kind != "item" or _is_label(line))):
            break
        found.append(line)
    return found


def _widths(reading: Reading) -> dict[tuple[int, int], int]:
    """How many columns each table has, by page and number."""
    widths: dict[tuple[int, int], int] = {}
    for block in reading.document.blocks:
        place = (block.page, block.table)
        widths[place] = max(widths.get(place, 0), block.col)
    return widths


def _pair(reading: Reading, line: Line, following: Iterable[Line]) -> list[Section]:
    """A label in the first cell of a row of two, its text in the second."""
    here = (line.block.page, line.block.table, line.block.row)
    for other in following:
        same = (other.block.page, other.block.table, other.block.row) == here
        if same and len(line.text) <= LABEL and not blank(other.text):
            return [Section(line.text, other.text, (reading.quote(line), reading.quote(other)))]
    return []
