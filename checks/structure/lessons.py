"""What an agency draws from last year's integrity assessment (ITA): weak points, and measures with all they need.

Words of the item: ``assessment`` (what the assessment is called), ``weak`` (weak points and points to develop),
``responsible_head``, ``step_head``, ``follow_head``, ``measure_head`` (columns and labels), ``responsible_col``,
``step_col``, ``follow_col`` (columns only), ``assign`` and ``follow`` (sentences).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from checks.bundle import Bundle, Member
from checks.reading import Reading
from checks.structure.labels import contents_line, labelled, wordy
from checks.structure.tables import tables
from checks.thai.periods import years
from checks.verdict import Quote

NEAR = 90
"""So many characters behind the name of the assessment its year stands."""

HEADER = 2
"""The header of a printed table runs over so many lines more."""

SENTENCE = 26
PRINTED = 12
BELOW = 40
CELL = 3

_YEAR_FOLLOWS = re.compile(r"(?:ปี|ประมาณ|ประจำ|พ\.\s?ศ\.?)\s*$")
"""A printed title that is broken before its year."""

_SEQUENCE = re.compile(r"\S\s*(?:[–→➔>]|\s-\s)\s*\S.*\S\s*(?:[–→➔>]|\s-\s)\s*\S|[1๑]\s*[).]\s*\D.*[2๒]\s*[).]\s*\D")


def result_years(bundle: Bundle, reading: Reading) -> Counter[int]:
    """The years of the assessments that a reading speaks of."""
    found: Counter[int] = Counter()
    titles = [reading.document.title] if bundle.says(reading.document.title, "assessment") else []
    for text in titles:
        found.update(_years(text))
    for spot in bundle.spots_in(reading, "assessment"):
        end = spot.match.end - spot.line.start
        text = spot.line.text[max(0, spot.match.start - spot.line.start) : end + NEAR]
        if not reading.is_page and _YEAR_FOLLOWS.search(text):
            text += "".join(f" {line.text}" for line in reading.after(spot.line, 1))
        found.update(_years(text)[:1])
    return found


def about_last_year(bundle: Bundle) -> tuple[list[Reading], list[Reading], list[Reading]]:
    """Readings about last year's result, about other years' results, and about results of an unsaid year.

    What neither speaks of the assessment nor is called or given for the item is none of them.
    """
    wanted = bundle.fiscal_year - 1
    right: list[Reading] = []
    other: list[Reading] = []
    unsaid: list[Reading] = []
    for member in bundle.members:
        if not (member.named or member.given or bundle.spots_in(member.reading, "assessment")):
            continue
        found = result_years(bundle, member.reading)
        named = member.about.title or member.about.link
        if wanted in found or (not found and wanted in member.about.named):
            right.append(member.reading)
        elif found and bundle.fiscal_year in found and not any(y < wanted for y in found):
            # "ITA 2565" may be the assessment that the measures are for, rather than the one they are drawn from.
            (unsaid if _speaks(bundle, member.reading) else other).append(member.reading)
        elif found:
            other.append(member.reading)
        elif not found and not named and _posted(member) == {bundle.fiscal_year}:
            # Results come out at the end of their year: what is drawn from one in the next year is drawn from that one.
            right.append(member.reading)
        elif not named or {wanted, bundle.fiscal_year} & named:
            unsaid.append(member.reading)
        else:
            other.append(member.reading)
    return right, other, unsaid


def _posted(member: Member) -> set[int]:
    """Fiscal years of the dates beside the links to a paper: when it was put up."""
    rows = {m.context for m in member.mentions if m.region == "main"}
    return {hit.year for row in rows for hit in years(row) if hit.kind == "date"}


def papers(bundle: Bundle, readings: Sequence[Reading]) -> list[Reading]:
    """The readings that lay down measures: named for it or naming weak points; an index of everything is none."""
    item, identifier = bundle.item.item, bundle.site.identifier
    own = [r for r in readings if _of_the_result(bundle, r) or any(item in identifier.items(x.text) for x in r.cover)]
    return own or list(readings)


def _of_the_result(bundle: Bundle, reading: Reading) -> bool:
    return bool(weak_points(bundle, reading)) and bool(bundle.spots_in(reading, "assessment"))


def weak_points(bundle: Bundle, reading: Reading) -> list[Quote]:
    """Weak points and points to develop, with what they are."""
    found = labelled(bundle, reading, "weak")
    for spot in bundle.spots_in(reading, "weak"):
        line = spot.line
        if line.block.kind == "heading" or contents_line(line.text):
            continue
        if line.block.kind == "cell" or len(line.text) >= SENTENCE:
            row = [x for x in reading.evidence if (x.block.table, x.block.row) == (line.block.table, line.block.row)]
            if line.block.kind != "cell" or (line.block.row > 1 and len(row) > 1):
                found.append(spot.quote())
    for table in tables(reading):
        for col in table.columns(lambda h: bundle.says(h, "weak")):
            found += [reading.quote_block(b) for b in table.values(col) if wordy(b.text)]
    return found


def column(bundle: Bundle, readings: Sequence[Reading], head: str, said: str = "") -> list[Quote]:
    """Filled cells below a heading, what labels announce, sentences that say it, or rows of a printed table."""
    found: list[Quote] = []
    for reading in readings:
        for table in tables(reading):
            for col in table.columns(lambda h: bundle.says(h, head, head.replace("_head", "_col"))):
                found += [reading.quote_block(b) for b in table.values(col) if wordy(b.text) and len(b.text) >= CELL]
        found += found or labelled(bundle, reading, head)
        if said and not found:
            found += [
                s.quote()
                for s in bundle.spots_in(reading, said)
                if s.line.block.kind != "heading" and len(s.line.text) >= SENTENCE
            ]
        if not found and not reading.is_page:
            found += _printed(bundle, reading, head)
    return found


def sequences(bundle: Bundle, readings: Sequence[Reading]) -> list[Quote]:
    """Steps that nobody calls so: "draft – submit – print", "1) … 2) …" below the word of measures."""
    found: list[Quote] = []
    for reading in readings:
        start = next((s.line.index for s in bundle.spots_in(reading, "measure_head")), None)
        if start is not None:
            found += [reading.quote(x) for x in reading.evidence if x.index > start and _SEQUENCE.search(x.text)]
    return found


def _printed(bundle: Bundle, reading: Reading, head: str) -> list[Quote]:
    """The header of a printed table (two of its headings close together) with lines below it."""
    heads = ("responsible_head", "step_head", "follow_head", "measure_head")
    for spot in bundle.spots_in(reading, head):
        near = {p for p in heads for s in bundle.spots_in(reading, p) if abs(s.line.index - spot.line.index) <= HEADER}
        below = [x for x in reading.after(spot.line, BELOW) if wordy(x.text) and len(x.text) >= PRINTED]
        if len(near) > 1 and len(below) > 1 and not contents_line(spot.line.text):
            return [spot.quote(), reading.quote(below[0])]
    return []


def _speaks(bundle: Bundle, reading: Reading) -> bool:
    return bool(weak_points(bundle, reading))


def _years(text: str) -> list[int]:
    return [h.year for h in years(text) if h.kind in ("fiscal", "plain")]
