"""What was done for staff: results in tables, sentences that tell of it. Words: ``topic``, ``done``, ``result``."""

from __future__ import annotations

from checks.bundle import Bundle
from checks.reading import Reading
from checks.structure.tables import blank, tables
from checks.thai.numbers import amounts
from checks.verdict import Quote


def with_results(bundle: Bundle, reading: Reading) -> tuple[list[Quote], set[str]]:
    """Rows about a field of personnel work with a filled column of results: quotes, and the fields."""
    quotes: list[Quote] = []
    fields: set[str] = set()
    for table in tables(reading):
        results = table.columns(lambda header: bundle.says(header, "result"))
        if not results:
            continue
        for row in table.body:
            filled = [row[c] for c in results if c in row and not blank(row[c].text)]
            others = " ".join(b.text for c, b in sorted(row.items()) if c not in results)
            said = bundle.phrases(others, "topic")
            if filled and said:
                quotes.append(reading.quote_block(filled[0]))
                fields |= said
    return quotes, fields


def told(bundle: Bundle, reading: Reading) -> tuple[list[Quote], set[str]]:
    """Sentences that name a field of personnel work and tell (in words, or by counting) that something was done in it.

    The two words may stand in neighbouring lines: printed lines break anywhere, and a list's head names the field.
    """
    told_lines = {s.line.index for s in bundle.spots_in(reading, "done")} | {
        line.index for line in reading.evidence if any(a.unit == "count" for a in amounts(line.text))
    }
    planned = {s.line.index for s in bundle.spots_in(reading, "planned")}
    quotes: list[Quote] = []
    fields: set[str] = set()
    for index in sorted(told_lines - planned):
        line = reading.lines[index]
        if line.block.region != "main" or line.block.kind == "heading" or bundle.says(line.text, "book.meta"):
            continue
        near = reading.lines[max(0, index - 2) : index + 2]
        same = bundle.phrases(line.text, "topic")
        said = same or {p for x in near if x.block.region == "main" for p in bundle.phrases(x.text, "topic")}
        if said:
            quotes.append(reading.quote(line))
            fields |= said
    return quotes, fields
