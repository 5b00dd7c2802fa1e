"""Steps without a heading of steps: acts one below the other, prose told in turn, arrows from one act to the next.

Only on pages and papers of the item, where nothing but its procedure can be meant. Words of the item used: ``act``
(what is done in a step, where a line begins with it), ``turn`` (words that tell one act after another), ``duty``
(headings of duties, whose lines begin with verbs too), ``step_head`` (columns that hold what is done).
"""

from __future__ import annotations

import re

from checks.bundle import Bundle
from checks.reading import Line, Reading, Spot
from checks.structure.labels import contents_line, starts, wordy
from checks.structure.tables import Table, tables
from checks.verdict import Quote

ENOUGH = 3
"""So many acts one below the other are a procedure."""

DIFFERENT = 2
"""So many different words of doing; a list of services repeats one."""

SHARE = 0.5
"""Part of the list's lines that begin with an act."""

TURNS = 2
"""So many different words of order tell a procedure."""

REACH = 8
"""Words of order stand within so many lines."""

PART = 6
"""Letters of a part between arrows."""

ACTS = 2
"""So many parts between arrows say what is done; those of a path through the site name where it leads."""

ORDER_COLUMNS = 3

_ARROW = re.compile(r"→|⇒|➜|➔|➡|►|▶|↓|⟶|-{1,2}>|={1,2}>|(?<=\s)>{1,3}(?=\s)")
_WAY_HERE = re.compile(r"^\s*(?:หน้าแรก|หน้าหลัก|home)\b", re.IGNORECASE)
_ENTRY = re.compile(r"^\s*(?:[(\[]?[\d\u0e50-\u0e59]{1,2}(?:[.][\d\u0e50-\u0e59]{1,2})*[.)\]]|[-–•●▪➢✓*·])\s*")


def sequence(bundle: Bundle, reading: Reading) -> list[Quote]:
    """Steps by what they say, on a reading that the agency ties to the item or that is named for it."""
    if not any(m.reading is reading and (m.named or m.given) for m in bundle.members):
        return []
    return _column(bundle, reading) or _listed(bundle, reading) or _in_turn(bundle, reading) or _arrows(bundle, reading)


def _column(bundle: Bundle, reading: Reading) -> list[Quote]:
    """A column of acts in a table with another one beside it: who, how long, what else."""
    acts = {id(s.line.block) for s in bundle.spots_in(reading, "act") if starts(s)}
    for table in tables(reading):
        for col in _columns(bundle, table):
            cells = list({id(b): b for b in table.values(col) if wordy(b.text)}.values())
            done = [b for b in cells if id(b) in acts]
            if len(done) >= ENOUGH - 1 and len(done) >= SHARE * len(cells):
                return [reading.quote_block(b) for b in done[:2]]
    return []


def _columns(bundle: Bundle, table: Table) -> list[int]:
    headed = table.columns(lambda text: bundle.says(text, "step_head"))
    return headed if len(next(iter(table.cells.values()), {})) >= ORDER_COLUMNS else []


def _listed(bundle: Bundle, reading: Reading) -> list[Quote]:
    """A list, or numbered lines, most of which begin with an act; not the duties of somebody."""
    acts = {s.line.index: s.match.phrase for s in bundle.spots_in(reading, "act") if starts(s)}
    linked = {b.text for b in reading.links}
    runs: list[list[Line]] = [[]]
    above: list[str] = [""]
    for line in reading.main:
        entry = line.block.kind == "item" or (line.block.kind == "paragraph" and _ENTRY.match(line.text))
        if entry and not line.pasted and not contents_line(line.text) and line.text not in linked:
            runs[-1].append(line)
        elif runs[-1]:
            runs.append([])
            above.append(line.text)
        else:
            above[-1] = line.text
    for run, head in zip(runs, above, strict=True):
        done = [x for x in run if x.index in acts]
        if len(done) < ENOUGH or len(done) < SHARE * len(run) or bundle.says(head, "duty"):
            continue
        if len({acts[x.index] for x in done}) >= DIFFERENT:
            return [reading.quote(x) for x in done[:2]]
    return []


def _in_turn(bundle: Bundle, reading: Reading) -> list[Quote]:
    """Prose that tells one act after another: "เริ่มจาก … จากนั้น … สุดท้าย"."""
    turns: dict[int, list[Spot]] = {}
    for spot in bundle.spots_in(reading, "turn"):
        turns.setdefault(spot.line.index, []).append(spot)
    if not turns or not bundle.spots_in(reading, "act"):
        return []
    for first in turns:
        near = [s for at in range(first, first + REACH + 1) for s in turns.get(at, ())]
        if len({s.match.phrase for s in near}) >= TURNS:
            return [s.quote() for s in near[:2]]
    return []


def _arrows(bundle: Bundle, reading: Reading) -> list[Quote]:
    """Acts with arrows between them; not the line that says where on the site one is, of links or names."""
    linked = {b.text.strip() for b in reading.links}
    for line in reading.evidence:
        parts = [p.strip() for p in _ARROW.split(line.text)]
        whole = [p for p in parts if len(p) >= PART]
        if len(whole) < ENOUGH or _WAY_HERE.match(line.text) or not linked.isdisjoint(whole):
            continue
        if sum(bundle.says(p, "act") for p in parts) >= ACTS:
            return [reading.quote(line)]
    return []
