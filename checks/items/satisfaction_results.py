"""The agency publishes what its satisfaction survey of the year before found: percentages, mean scores or levels.

A questionnaire, an invitation to answer it, the description of a survey to come, the key to its scores, or who the
people asked were (sex, age, trade) is no result; nor is what the staff or trainees think. A paper that the agency
ties to the item and that tells of people asked needs no word of satisfaction.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met, unclear, unmet
from checks.reading import Line, Reading, Spot
from checks.structure.labels import starts
from checks.structure.tables import tables
from checks.structure.tally import above, counted, has_figure, table_words
from checks.thai.numbers import amounts
from checks.verdict import Finding, Quote

LEVELS = 2
"""So many levels with counts are results."""

MOST = 10
"""Scales of answers have no more steps."""

SURVEYED = 2
"""So many filled figures in a table of results are results."""


def results(bundle: Bundle) -> Finding:
    """Results of the satisfaction survey."""
    told: list[Spot] = []
    for reading in bundle.readings:
        if not _of_survey(bundle, reading):
            continue
        proof = _in_table(bundle, reading) or _by_level(bundle, reading) or _in_lines(bundle, reading)
        if proof:
            return met(proof)
        told += bundle.spots_in(reading, "asked")
    return unclear(bundle, "results-in-words", told) if told else unmet(bundle, "no-results")


def _of_survey(bundle: Bundle, reading: Reading) -> bool:
    """Does it speak of satisfaction, or (where the agency names it for the item) of people who were asked?

    How the staff like their work, or trainees their course, is not what those served think.
    """
    inside = any(bundle.says(t, "inside") for t in reading.titles)
    if inside and not bundle.says(reading.document.title, "served") and not bundle.spots_in(reading, "served"):
        return False
    if bundle.spots_in(reading, "satisfied") or bundle.says(reading.document.title, "satisfied"):
        return True
    named = any(m.reading is reading and (m.given or m.named) for m in bundle.members)
    return named and bool(bundle.spots_in(reading, "asked", "questionnaire"))


def _by_level(bundle: Bundle, reading: Reading) -> list[Quote]:
    """How many chose each level: several levels with a count behind each, in a line or in the rows of a table."""
    for line in reading.evidence:
        if line.block.kind != "cell" and not bundle.says(line.text, "target"):
            levels = [s for s in bundle.spots_in(reading, "level") if s.line is line]
            if len(_distinct(levels)) >= LEVELS and len(counted(line.text)) >= LEVELS and not _is_key(line.text):
                return [s.quote() for s in levels[:1]]
    chosen = [s for s in bundle.spots_in(reading, "level") if starts(s) and _has_count(reading, s)]
    return [s.quote() for s in chosen[:2]] if len(_distinct(chosen)) >= LEVELS else []


def _is_key(text: str) -> bool:
    """Do bare figures only number the levels ("5 มากที่สุด 4 มาก … 1 น้อยที่สุด")? They run in order, each once."""
    found = [a for a in amounts(text) if a.unit != "percent"]
    values = [float(a.value) for a in found]
    bare = all(a.unit == "" for a in amounts(text)) and max(values, default=0) <= MOST
    return bare and len(values) > 1 and values in (sorted(set(values)), sorted(set(values), reverse=True))


def _has_count(reading: Reading, spot: Spot) -> bool:
    """Is there a figure beside a level: behind it in its line, or in the other cells of its row?"""
    if spot.line.block.kind != "cell":
        return bool(amounts(spot.line.text[spot.match.end - spot.line.start :]))
    row = [x for x in reading.evidence if _place(x) == _place(spot.line) and x is not spot.line]
    return any(amounts(x.text) for x in row) and not any(x.block.head for x in row)


def _distinct(spots: list[Spot]) -> set[str]:
    return {s.match.phrase for s in spots}


def _in_table(bundle: Bundle, reading: Reading) -> list[Quote]:
    for table in tables(reading):
        if _of_people(bundle, table_words(table).removeprefix(above(table))):
            continue
        columns = table.columns(
            lambda text: bundle.says(text, "result", "satisfied") and not bundle.says(text, "target")
        )
        cells = [b for col in columns for b in table.values(col) if has_figure(b.text) and amounts(b.text)]
        if len(cells) >= SURVEYED:
            return [reading.quote_block(b) for b in cells[:2]]
    return []


def _in_lines(bundle: Bundle, reading: Reading) -> list[Quote]:
    """A result word with a figure in its line, or (a table that lost its cells) in the lines just below."""
    for spot in bundle.spots_in(reading, "result"):
        if spot.line.block.kind == "cell" and any(t.number == spot.line.block.table for t in tables(reading)):
            row = [x for x in reading.evidence if (x.block.page, x.block.table, x.block.row) == _place(spot.line)]
            if any(_score(x.text) for x in row) and len(row) > 1:
                return [spot.quote()]
            continue
        lines = [
            spot.line,
            *(x for x in reading.after(spot.line, 4) if x.block.kind == "paragraph"),
        ]
        scored = [x for x in lines if _score(x.text) and not bundle.says(x.text, "target")]
        scored = [x for x in scored if not _of_people(bundle, x.text)]
        if scored:
            return [spot.quote(), *(reading.quote(x) for x in scored[:1] if x is not spot.line)]
    return []


def _of_people(bundle: Bundle, text: str) -> bool:
    """Does it tell who was asked, and not what they said?"""
    return bundle.says(text, "person") and not bundle.says(text, "level", "content")


def _place(line: Line) -> tuple[int, int, int]:
    return line.block.page, line.block.table, line.block.row


def _score(text: str) -> bool:
    """A percentage, or a number with decimals such as a mean."""
    return any(a.unit == "percent" or a.value % 1 != 0 for a in amounts(text))


ELEMENTS = (results,)
