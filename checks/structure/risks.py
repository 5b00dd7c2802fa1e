"""Risk assessments: events of risk with their level and what is to be done, in tables, lists and printed lines.

Words of the item: ``event_head``, ``level_head``, ``measure_head`` (columns and labels), ``event_col``, ``level_col``,
``measure_col`` (columns only), ``other_head`` (columns that are none of these: who, when, why), ``risky`` (what corrupt
acts are called), ``level`` (how high a risk is), ``criteria`` (words that define the scale), ``corrupt`` and
``general`` (what the assessment is about), ``control`` (verbs of measures), ``method`` (words of how to assess),
``hazard`` (floods and failures, which nobody's dishonesty brings about).
"""

from __future__ import annotations

import re

from checks.bundle import Bundle
from checks.reading import Line, Reading
from checks.structure.labels import NEXT_LINES, Accept, contents_line, labelled_lines, starts, wordy
from checks.structure.papers import titles
from checks.structure.tables import Table, blank, tables
from checks.thai.fold import fold
from checks.thai.numbers import amounts
from checks.verdict import Quote

NAME = 12
"""A shorter text names no event of risk and no measure."""

REACH = 60
"""So many printed lines below the header of a risk table are its rows."""

HEADER = 60
"""The headings of a printed table are no longer than this."""

SCALE = 3
"""A line that names so many levels is the scale."""

_ANNOUNCES = re.compile(rf"(?:{fold('ดังนี้')}|{fold('ต่อไปนี้')})[\s:.]*$")
"""A sentence that ends so introduces the risks and is none."""


def subjects(bundle: Bundle) -> tuple[list[Reading], list[Reading]]:
    """The readings about risks of corruption or conflict of interest, and those about risks in general."""
    about: list[Reading] = []
    general: list[Reading] = []
    for member in bundle.members:
        reading = member.reading
        if not member.given and _of_another_item(bundle, reading):
            continue
        cover = "\n".join([reading.cover_text, *(m.text for m in member.mentions)])
        if bundle.says(cover, "corrupt"):
            about.append(reading)
        elif bundle.says(reading.cover_text, "general"):
            general.append(reading)
        elif bundle.spots_in(reading, "corrupt", "risky"):
            about.append(reading)
    return about, general


def _of_another_item(bundle: Bundle, reading: Reading) -> bool:
    """Does a paper that only a link's words brought here call itself by another item's name (what was done)?"""
    named = {item for text in titles(bundle, reading) for item in bundle.site.identifier.items(text)}
    return bool(named) and bundle.item.item not in named


def risk_tables(bundle: Bundle, reading: Reading) -> list[tuple[Table, list[int]]]:
    """Tables with a column of events, and that column; tables that define the scale are none.

    Whatever its heading says, the text before the column of levels is the event.
    """
    found = []
    for table in _tables(bundle, reading):
        columns = _columns(bundle, table, "event", but="measure") or _before_levels(bundle, table)
        columns = [c for c in columns if any(_named(b.text) for b in table.values(c))]
        scale = any(bundle.says(table.header(c), "criteria") for c in range(1, 8))
        if columns and not scale:
            found.append((table, columns))
    return found


def events(bundle: Bundle, reading: Reading) -> list[Quote]:
    """The events of risk that are named."""
    found = [
        reading.quote_block(b) for t, cols in risk_tables(bundle, reading) for b in t.values(cols[0]) if _named(b.text)
    ]
    return (
        found
        or _labelled(bundle, reading, "event_head", accept=_content(bundle, "level_head", "measure_head"))
        or [reading.quote(line) for line in _rows(bundle, reading) if _is_event(bundle, reading, line)]
        or _above_levels(bundle, reading)
    )


def _tables(bundle: Bundle, reading: Reading) -> list[Table]:
    """The tables that may be about corruption: those that tell of floods and failures alone are none."""
    found = []
    for table in tables(reading):
        cells = [b.text for row in table.body for b in row.values()]
        if any(bundle.says(x, "risky") for x in cells) or not any(bundle.says(x, "hazard") for x in cells):
            found.append(table)
    return found


def _above_levels(bundle: Bundle, reading: Reading) -> list[Quote]:
    """Corrupt acts that a line names right above the label of their level, however the line begins."""
    at = {s.line.index for s in bundle.spots_in(reading, "level_head") if starts(s) and not s.line.block.table}
    return [
        reading.quote(x)
        for x in reading.evidence
        if x.index + 1 in at and _named(x.text) and bundle.says(x.text, "risky") and not bundle.says(x.text, "method")
    ]


def levels(bundle: Bundle, reading: Reading) -> tuple[list[Quote], list[Quote]]:
    """The levels given to events; and headings of levels whose cells are empty (coloured perhaps)."""
    found: list[Quote] = []
    empty: list[Quote] = []
    for table, events_at in risk_tables(bundle, reading):
        for col in _columns(bundle, table, "level"):
            if col in events_at:
                continue
            cells = [row[col] for row in table.body if col in row and not blank(row[col].text)]
            good = [b for b in cells if bundle.says(b.text, "level") or amounts(b.text)]
            found += [reading.quote_block(b) for b in good]
            empty += [reading.quote_block(table.cells[r][col]) for r in table.heads[:1] if not cells and table.body]
        if not found:
            rest = [b for row in table.body for c, b in row.items() if c not in events_at]
            found += [reading.quote_block(b) for b in rest if len(b.text) <= NAME * 3 and bundle.says(b.text, "level")]
    if not found:
        found += _labelled(
            bundle,
            reading,
            "level_head",
            accept=lambda t: not bundle.says(t, "method") and (bundle.says(t[:60], "level") or bool(amounts(t[:20]))),
            reach=1,
        )
        found += [reading.quote(x) for x in _rows(bundle, reading) if _levelled(bundle, x.text)]
    return found, empty


def measures(bundle: Bundle, reading: Reading) -> list[Quote]:
    """What is to be done about the events."""
    found: list[Quote] = []
    listed = {(t.page, t.number): cols for t, cols in risk_tables(bundle, reading)}
    for table in _tables(bundle, reading):
        events_at = listed.get((table.page, table.number), [])
        named = table.columns(lambda h: bundle.says(h, "measure_head"))
        cols = named or ([*_columns(bundle, table, "measure"), *_behind_levels(bundle, table)] if events_at else [])
        for col in cols:
            if col not in events_at:
                found += [reading.quote_block(b) for b in table.values(col) if _named(b.text)]
    found = found or _labelled(bundle, reading, "measure_head", accept=_content(bundle, "event_head", "level_head"))
    return found or [
        reading.quote(line) for line in _rows(bundle, reading, "measure_head") if bundle.says(line.text, "control")
    ]


def _columns(bundle: Bundle, table: Table, what: str, but: str = "") -> list[int]:
    """Columns by their heading, in the words of labels or those that only a column may have."""
    no = (f"{but}_head", f"{but}_col") if but else ()
    return table.columns(lambda h: bundle.says(h, f"{what}_head", f"{what}_col") and not (no and bundle.says(h, *no)))


def _level_columns(bundle: Bundle, table: Table) -> list[int]:
    """Columns whose heading is one of levels and whose cells hold them."""
    return [
        c
        for c in _columns(bundle, table, "level")
        if (cells := table.values(c)) and all(bundle.says(b.text, "level") or amounts(b.text) for b in cells)
    ]


def _free_text(bundle: Bundle, table: Table, col: int) -> bool:
    """Is a column free text in most of its rows, and not about who, when or why?"""
    cells = table.values(col)
    told = sum(_named(b.text) for b in cells)
    return told > 0 and 2 * told >= len(table.body) and not bundle.says(table.header(col), "other_head")


def _before_levels(bundle: Bundle, table: Table) -> list[int]:
    """The nearest free text before the levels: what the levels are given to."""
    at = _level_columns(bundle, table)
    return [c for c in range(min(at, default=1) - 1, 0, -1) if _free_text(bundle, table, c)][:1]


def _behind_levels(bundle: Bundle, table: Table) -> list[int]:
    """The free text behind the levels: what is to be done."""
    at = _level_columns(bundle, table)
    last = max((c for row in table.cells.values() for c in row), default=0)
    return [c for c in range(max(at) + 1, last + 1) if _free_text(bundle, table, c)][:1] if at else []


def _labelled(bundle: Bundle, reading: Reading, purpose: str, accept: Accept, reach: int = NEXT_LINES) -> list[Quote]:
    """What labels announce; the rest of a heading's own line is still its title, and a step of the method is none."""
    lines = labelled_lines(bundle, reading, purpose, accept=accept, reach=reach)
    told = [(s, line) for s, line in lines if line is not s.line or line.block.kind != "heading"]
    told = [(s, line) for s, line in told if not bundle.says(s.line.text, "method")]
    return [q for s, line in told for q in ((s.quote(),) if line is s.line else (s.quote(), reading.quote(line)))]


def _rows(bundle: Bundle, reading: Reading, purpose: str = "event_head") -> list[Line]:
    """Printed lines below the words of a header."""
    spots = (s for s in bundle.spots_in(reading, purpose) if not bundle.says(s.line.text, "method"))
    start = next((s.line.index for s in spots if not contents_line(s.line.text)), None)
    if start is None:
        return []
    return [
        line
        for line in reading.evidence
        if start < line.index <= start + REACH
        and line.block.kind != "heading"
        and not bundle.says(line.text, "criteria", "method")
        and not _ANNOUNCES.search(fold(line.text))
    ]


def _is_event(bundle: Bundle, reading: Reading, line: Line) -> bool:
    """Does a printed row tell of an act, and does not only say (or link to) what the paper is about?"""
    about = line.block.kind != "cell" and bundle.says(line.text, "event_head")
    title = bundle.item.item in bundle.site.identifier.items(line.text) or bundle.is_link_text(reading, line)
    return bundle.says(line.text, "risky") and not about and not title


def _levelled(bundle: Bundle, text: str) -> bool:
    said = bundle.phrases(text, "level")
    return 0 < len(said) < SCALE and any(c.isdigit() for c in text) and not bundle.says(text, "criteria", "method")


def _named(text: str) -> bool:
    return wordy(text) and len(text.strip()) >= NAME and not blank(text)


def _content(bundle: Bundle, *heads: str) -> Accept:
    """Accepts what a label announces, unless it is only the next headings of a printed table."""
    return lambda text: (
        _named(text) and not (len(text) <= HEADER and bundle.says(text, *heads)) and not bundle.says(text, "method")
    )
