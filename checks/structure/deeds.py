"""What was done, as against what is planned or promised: passages of text, events of the year, actions with results.

Words of the item: ``act`` (verbs of doing), ``done`` (words that say it is done), ``planned`` (words of promise),
``pending`` (not done yet), ``result_head`` (columns of results), ``act_head`` (columns that may hold plans or deeds),
``plan_head`` (columns of plans), ``measure_head`` (columns of measures or risks), ``prep`` (work on the plan itself),
``stamp`` (lines about the page), ``common`` (words that every paper of this kind holds), ``topic`` (the item's matter).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

import msgspec

from checks.bundle import Bundle
from checks.evidence import Block
from checks.finding import met, refuted, unclear, unmet
from checks.reading import Line, Reading
from checks.structure.labels import contents_line, wordy
from checks.structure.posts import names_another
from checks.structure.tables import Table, blank, tables
from checks.thai.dates import BUDDHIST_OFFSET, DateHit, dates, fiscal_year_of, ranges
from checks.thai.fold import skeleton
from checks.thai.numbers import amounts
from checks.verdict import Finding, Quote

META = 120
"""A line as short as this that says who posted when holds nothing else."""

SENTENCE = 28
"""A shorter line tells nothing."""

LEAST = 8
WINDOW = 4
"""So many printed lines of a document are read as one passage: sentences run over lines there."""

PASSAGE = 420
MAX_PASSAGES = 600

SHARED = 9
"""So many letters in common (marks and spaces aside) tie an action to a measure."""

MEASURE = 6
"""A measure with a shorter skeleton is none."""

MAX_MEASURES = 200


SPELT_OUT = 24
"""Letters of a cell that says how a measure is to be carried out."""


SHOWN = 3
"""Pairs of measure and action that a finding shows."""

PAIRED = 60
"""Characters of each that it shows."""


class Measure(msgspec.Struct, frozen=True):
    """A measure or risk, and what its row says about how it is met."""

    quote: Quote
    spelt_out: tuple[str, ...] = ()


class Passage(msgspec.Struct, frozen=True):
    """A sentence or paragraph: its words, where they begin, which of the item's purposes they hold."""

    reading: Reading
    line: Line
    text: str
    said: frozenset[str]

    def quote(self) -> Quote:
        """The passage as proof."""
        return Quote(self.reading.url, self.text[:200], self.line.block.page, self.line.block.kind)


class Deed(msgspec.Struct, frozen=True):
    """Something that was done. about: the words by which it is tied to a measure."""

    quote: Quote
    text: str
    about: str
    dated: bool


def passages(bundle: Bundle, reading: Reading, least: int = SENTENCE) -> list[Passage]:
    """The sentences of a reading: paragraphs and cells of a page; several printed lines of a document as one."""
    key = f"passages {bundle.item.item}"
    known = reading.remembered.get(key)
    if known is None:
        said: dict[int, set[str]] = {}
        for purpose in bundle.item.words:
            for spot in bundle.spots_in(reading, purpose):
                said.setdefault(spot.line.index, set()).add(purpose)
        known = [
            Passage(reading, run[0], " ".join(x.text.strip() for x in run), frozenset().union(*_purposes(said, run)))
            for run in _runs(reading)[:MAX_PASSAGES]
            if not contents_line(run[0].text)
            and not (len(run[0].text) < META and bundle.says(run[0].text, "book.meta"))
        ]
        reading.remembered[key] = known
    return [p for p in cast("list[Passage]", known) if len(p.text) >= least]


def _purposes(said: Mapping[int, set[str]], run: Sequence[Line]) -> list[set[str]]:
    return [said[x.index] for x in run if x.index in said]


def _runs(reading: Reading) -> list[list[Line]]:
    """The lines of each passage."""
    lines = [line for line in reading.evidence if line.block.kind != "heading"]
    if reading.is_page:
        return [[line] for line in lines]
    found: list[list[Line]] = []
    for n, line in enumerate(lines):
        run = [line]
        for later in lines[n + 1 : n + WINDOW] if line.block.kind != "cell" else []:
            if later.block.kind == "cell" or later.block.page != line.block.page:
                break
            if sum(len(x.text) for x in run) > PASSAGE:
                break
            run.append(later)
        found.append(run)
    return found


def _said(bundle: Bundle, text: str) -> frozenset[str]:
    prefix = bundle.key("")
    return frozenset(m.key.removeprefix(prefix) for m in bundle.site.lexicon.scan(text) if m.key.startswith(prefix))


def of_year(bundle: Bundle, hit: DateHit) -> bool:
    """Is a date in the fiscal year assessed and not after today?"""
    iso = f"{hit.year_be - BUDDHIST_OFFSET:04d}-{hit.month:02d}-{hit.day or 1:02d}"
    return fiscal_year_of(hit.year_be, hit.month) == bundle.fiscal_year and iso <= bundle.as_of


def when(bundle: Bundle, text: str) -> bool | None:
    """Does a text date what it tells inside the year (True), only outside it (False), or not at all (None)?"""
    hits = [hit for hit in dates(text) if hit.kind != "compact"]
    if not hits:
        return None
    return any(of_year(bundle, hit) for hit in hits)


def deeds(bundle: Bundle, readings: Sequence[Reading]) -> list[Deed]:
    """What was done, by rows of results and by sentences; promises, plans and work on the plan itself do not count."""
    found: list[Deed] = []
    for reading in readings:
        rows = [deed for table in tables(reading) for deed in _rows(bundle, table)]
        found += rows or [deed for p in passages(bundle, reading) if (deed := _told(bundle, p)) is not None]
        if rows:
            told = (_told(bundle, p) for p in passages(bundle, reading) if p.line.block.kind != "cell")
            found += [deed for deed in told if deed is not None]
    return found


def promises(bundle: Bundle, readings: Iterable[Reading]) -> list[Quote]:
    """What is only planned or promised, for the report."""
    return [p.quote() for reading in readings for p in passages(bundle, reading, 8) if "planned" in p.said]


def _on_a_day(bundle: Bundle, text: str) -> bool:
    """Does a text name a day of the year on which something took place? Time frames from … to … are none."""
    spans = ranges(text)
    return any(
        hit.day and of_year(bundle, hit) and not any(r.start <= hit.start < r.end for r in spans) for hit in dates(text)
    )


def _rows(bundle: Bundle, table: Table) -> list[Deed]:
    """Rows of a table whose cells under a heading of results (or of deeds, with a date or word of doing) are filled."""
    sure = set(table.columns(lambda h: bundle.says(h, "result_head") and not bundle.says(h, "plan_head")))
    maybe = set(table.columns(lambda h: bundle.says(h, "act_head") and not bundle.says(h, "plan_head"))) - sure
    if not sure and not maybe:
        return []
    found: list[Deed] = []
    for row in table.body:
        about = " ".join(dict.fromkeys(row[c].text for c in sorted(row)))
        for col in sorted(row):
            text = row[col].text
            if (col not in sure and col not in maybe) or blank(text) or not wordy(text):
                continue
            said = _said(bundle, text)
            dated = when(bundle, text)
            finished = _is_done(bundle, text) or _on_a_day(bundle, text)
            if ("planned" in said or "pending" in said) and not finished:
                continue
            if dated is False or (col in maybe and not finished):
                continue
            found.append(Deed(table.reading.quote_block(row[col]), text, about, dated=finished))
            break
    return found


def _is_done(bundle: Bundle, text: str) -> bool:
    """Does a text say that it is done, outside its words for what is not ("ยังไม่ได้ดำเนินการ")?"""
    found = bundle.site.lexicon.scan(text)
    not_yet = [m for m in found if m.key == bundle.key("pending")]
    done = [m for m in found if m.key == bundle.key("done")]
    return any(not any(n.start < m.end and m.start < n.end for n in not_yet) for m in done)


def _told(bundle: Bundle, passage: Passage) -> Deed | None:
    said = passage.said
    if "prep" in said or "stamp" in said or "act" not in said:
        return None
    if bundle.is_link_text(passage.reading, passage.line) or names_another(bundle, passage.text):
        return None
    if when(bundle, passage.text) is False or ("planned" in said and "done" not in said):
        return None
    dated = _on_a_day(bundle, passage.text)
    if dated or ("done" in said and "planned" not in said):
        about = f"{_section(passage)} {passage.text}".strip()
        return Deed(passage.quote(), passage.text, about, dated=dated or bool(amounts(passage.text)))
    return None


def _section(passage: Passage) -> str:
    """The heading of the page's section in which a passage stands; the page's own title is none."""
    above = [x.text for x in passage.reading.headings[1:] if x.index < passage.line.index]
    return above[-1] if above else ""


def measures(bundle: Bundle, leaned: Bundle) -> list[Measure]:
    """The measures (and risks) that the item leaned on lays down: cells of their columns, else its sentences."""
    found: list[Measure] = []
    for reading in leaned.readings:
        cells = [
            Measure(reading.quote_block(row[col]), _spelt_out(row, row[col]))
            for table in tables(reading)
            for col in table.columns(lambda h: bundle.says(h, "measure_head"))
            for row in table.body
            if col in row and not blank(row[col].text) and len(skeleton(row[col].text)) >= MEASURE
        ]
        found += cells or [
            Measure(Quote(reading.url, text[:200], line.block.page, line.block.kind))
            for line, text in ((x, x.text) for x in reading.evidence if x.block.kind != "heading")
            if len(skeleton(text)) >= SHARED
        ]
    return found[:MAX_MEASURES]


def _spelt_out(row: Mapping[int, Block], measure: Block) -> tuple[str, ...]:
    """What else a measure's row says at length: how it is to be done. Names of units and people are shorter."""
    others = dict.fromkeys(b.text for b in row.values() if b.text != measure.text)
    return tuple(text for text in others if len(skeleton(text)) >= SPELT_OUT)


def answers(bundle: Bundle, done: Sequence[Deed], wanted: Sequence[Measure]) -> list[tuple[Quote, Deed]]:
    """Pairs of a measure and the action that answers it, each measure once: they share a piece of wording."""
    found: list[tuple[Quote, Deed]] = []
    for measure in wanted:
        bare = _bare(bundle, measure.quote.text)
        if len(bare) < MEASURE:
            continue
        size = min(SHARED, max(MEASURE, len(bare) - 2))
        pieces = _pieces(bare, size)
        longer = frozenset[str]().union(*(_pieces(_bare(bundle, text), SHARED) for text in measure.spelt_out))
        match = next(
            (
                deed
                for deed in done
                if pieces & _pieces(_bare(bundle, deed.about), size)
                or longer & _pieces(_bare(bundle, deed.about), SHARED)
            ),
            None,
        )
        if match is not None:
            found.append((measure.quote, match))
    return found


@functools.lru_cache(maxsize=512)
def _bare(bundle: Bundle, text: str) -> str:
    """The skeleton of a text without the words that every such paper holds and without figures."""
    marks = sorted(
        ((m.start, m.end) for m in bundle.site.lexicon.scan(text) if m.key == bundle.key("common")), reverse=True
    )
    end = len(text)
    pieces = []
    for start, stop in marks:
        if stop <= end:
            pieces.append(text[stop:end])
            end = start
    pieces.append(text[:end])
    bare = "|".join(re.sub(r"\d+", "|", skeleton(p)) for p in reversed(pieces))
    for place in bundle.site.names.places:
        bare = bare.replace(skeleton(place), "|")
    return bare


@functools.lru_cache(maxsize=512)
def _pieces(bare: str, size: int) -> frozenset[str]:
    """All pieces of a length in a skeleton, none across a word that was cut out."""
    return frozenset(part[n : n + size] for part in bare.split("|") for n in range(len(part) - size + 1))


def carried_out(bundle: Bundle) -> Finding:
    """Were the measures of the item leaned on carried out? Met with a pair of measure and action, where both are known.

    Without the measures the actions stand for themselves: dated or with results they are enough. What answers no
    measure in a paper that nowhere speaks of the item's matter (falls of patients, a timetable) is nothing.
    """
    done = deeds(bundle, bundle.readings)
    if not done:
        promised = promises(bundle, bundle.readings)
        return (
            refuted(bundle, "only-planned", promised[:2], {"promise": promised[0].text[:80]})
            if promised
            else unmet(bundle)
        )
    leaned = bundle.leaned
    wanted = measures(bundle, leaned) if leaned is not None else []
    pairs = answers(bundle, done, wanted)
    if not pairs and not _on_topic(bundle, done):
        return refuted(bundle, "no-match", [done[0].quote], {"action": done[0].text[:80]})
    if not wanted:
        sure = [deed for deed in done if deed.dated]
        return met([d.quote for d in sure]) if sure else unclear(bundle, "not-concrete", [d.quote for d in done])
    if not pairs:
        return unclear(bundle, "no-match", [done[0].quote, wanted[0].quote], {"action": done[0].text[:80]})
    matches = " · ".join(f"“{measure.text[:PAIRED]}” ↔ “{deed.text[:PAIRED]}”" for measure, deed in pairs[:SHOWN])
    proof = [quote for measure, deed in pairs for quote in (deed.quote, measure)]
    return met(proof, "matched", {"matches": matches, "count": str(len(pairs))})


def _on_topic(bundle: Bundle, done: Sequence[Deed]) -> bool:
    """Do the papers that tell of the deeds speak of the item's matter (``topic``, where the book lists any)?"""
    urls = {deed.quote.url for deed in done}
    told = [r for r in bundle.readings if r.url in urls]
    return not bundle.item.words.get("topic") or any(
        bundle.says(r.document.title, "topic") or bundle.spots_in(r, "topic") for r in told
    )
