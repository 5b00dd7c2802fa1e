"""Risk assessments: events of risk with their level and what is to be done, in tables, lists and printed lines.

Words of the item: ``event_head``, ``level_head``, ``measure_head`` (columns and labels), ``risky`` (what corrupt acts
are called), ``level`` (how high a risk is), ``criteria`` (words that define the scale), ``corrupt`` and ``general``
(what the assessment is about), ``control`` (verbs of measures).
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.reading import Line, Reading
from checks.structure.labels import Accept, contents_line, labelled, wordy
from checks.structure.tables import Table, blank, tables
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


def subjects(bundle: Bundle) -> tuple[list[Reading], list[Reading]]:
    """The readings about risks of corruption or conflict of interest, and those about risks in general."""
    about: list[Reading] = []
    general: list[Reading] = []
    for member in bundle.members:
        reading = member.reading
        cover = "\n".join([reading.cover_text, *(m.text for m in member.mentions)])
        if bundle.says(cover, "corrupt"):
            about.append(reading)
        elif bundle.says(reading.cover_text, "general"):
            general.append(reading)
        elif bundle.spots_in(reading, "corrupt", "risky"):
            about.append(reading)
    return about, general


def risk_tables(bundle: Bundle, reading: Reading) -> list[tuple[Table, list[int]]]:
    """Tables with a column of events, and that column; tables that define the scale are none."""
    found = []
    for table in tables(reading):
        columns = table.columns(lambda h: bundle.says(h, "event_head") and not bundle.says(h, "measure_head"))
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
        or labelled(bundle, reading, "event_head", accept=_content(bundle, "level_head", "measure_head"))
        or [reading.quote(line) for line in _rows(bundle, reading) if bundle.says(line.text, "risky")]
    )


def levels(bundle: Bundle, reading: Reading) -> tuple[list[Quote], list[Quote]]:
    """The levels given to events; and headings of levels whose cells are empty (coloured perhaps)."""
    found: list[Quote] = []
    empty: list[Quote] = []
    for table, events_at in risk_tables(bundle, reading):
        for col in table.columns(lambda h: bundle.says(h, "level_head")):
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
        found += labelled(
            bundle,
            reading,
            "level_head",
            accept=lambda t: bundle.says(t[:60], "level") or bool(amounts(t[:20])),
            reach=1,
        )
        found += [reading.quote(x) for x in _rows(bundle, reading) if _levelled(bundle, x.text)]
    return found, empty


def measures(bundle: Bundle, reading: Reading) -> list[Quote]:
    """What is to be done about the events."""
    found: list[Quote] = []
    for table in tables(reading):
        for col in table.columns(lambda h: bundle.says(h, "measure_head")):
            found += [reading.quote_block(b) for b in table.values(col) if _named(b.text)]
    found = found or labelled(bundle, reading, "measure_head", accept=_content(bundle, "event_head", "level_head"))
    return found or [
        reading.quote(line) for line in _rows(bundle, reading, "measure_head") if bundle.says(line.text, "control")
    ]


def _rows(bundle: Bundle, reading: Reading, purpose: str = "event_head") -> list[Line]:
    """Printed lines below the words of a header."""
    start = next((s.line.index for s in bundle.spots_in(reading, purpose) if not contents_line(s.line.text)), None)
    if start is None:
        return []
    return [
        line
        for line in reading.evidence
        if start < line.index <= start + REACH
        and line.block.kind != "heading"
        and not bundle.says(line.text, "criteria")
    ]


def _levelled(bundle: Bundle, text: str) -> bool:
    said = bundle.phrases(text, "level")
    return 0 < len(said) < SCALE and any(c.isdigit() for c in text) and not bundle.says(text, "criteria")


def _named(text: str) -> bool:
    return wordy(text) and len(text.strip()) >= NAME and not blank(text)


def _content(bundle: Bundle, *heads: str) -> Accept:
    """Accepts what a label announces, unless it is only the next headings of a printed table."""
    return lambda text: _named(text) and not (len(text) <= HEADER and bundle.says(text, *heads))
