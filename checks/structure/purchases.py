"""Purchases as the monthly summaries of procurement show them, each with the months it is shown for.

A summary says whose month it is in a title above its rows, in a cell of its own, in a tab, or in the link that leads
to it. Words of the item used: ``head`` (what titles of summaries say), and those of ``purchase_rows`` and ``papers``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from checks.bundle import Bundle, Member
from checks.reading import Line, Reading
from checks.structure.papers import papers
from checks.structure.plans import money
from checks.structure.purchase_rows import Content, Months, Nothing, Purchase, printed_rows, says_nothing, table_rows
from checks.structure.tables import tables
from checks.thai.dates import YearMonth
from checks.thai.periods import month_hits, months
from checks.verdict import Quote

LABEL = 110
"""A longer line tells something; a shorter one may head what follows."""

BESIDE = 25
"""So many letters beside a month still leave it a mere heading."""

WINDOW = 3

WINDOW_TEXT = 220
"""The title of a printed summary runs over so many lines and characters."""

PLANS = frozenset({"procurement_plan"})

_LETTER = re.compile(r"[^\W\d_]")


class Summary(msgspec.Struct, frozen=True):
    """All purchases of a bundle, and the months that are said to have none."""

    rows: tuple[Purchase, ...]
    nothing: Mapping[YearMonth, Quote]


class _Label(msgspec.Struct, frozen=True):
    months: Months


@functools.lru_cache(maxsize=64)
def summary(bundle: Bundle) -> Summary:
    """The purchases that the members of a bundle show; what calls itself a plan shows none."""
    rows: list[Purchase] = []
    nothing: dict[YearMonth, Quote] = {}
    kept = papers(bundle, PLANS).readings
    for member in (m for m in bundle.members if m.reading in kept):
        reading = member.reading
        found = _page(bundle, member) if reading.is_page else _document(bundle, member)
        for one in found:
            if isinstance(one, Purchase):
                rows.append(one)
            elif len(one.months) == 1:
                nothing.setdefault(next(iter(one.months)), one.quote)
    return Summary(tuple(rows), nothing)


def own_months(bundle: Bundle, member: Member) -> Months:
    """The months that a reading as a whole is about: its headings and cover, else the links to it, else its title."""
    reading = member.reading
    heads = [line.text for line in reading.cover if line.block.kind != "cell"]
    heads += [" ".join(heads)[:WINDOW_TEXT]]
    texts = [m.text for m in member.mentions if m.region == "main"]
    around = [m.context for m in member.mentions if m.region == "main"]
    above = [m.heading for m in member.mentions if m.region == "main"]
    for places in (heads, texts, around, [reading.document.title], above):
        named = {m for text in places for m in months(text, bundle.fiscal_year)}
        if named:
            return frozenset(named)
    return frozenset()


def _page(bundle: Bundle, member: Member) -> list[Purchase | Nothing]:
    reading = member.reading
    own = own_months(bundle, member)
    grids = {(t.page, t.number): t for t in tables(reading)}
    events: list[_Label | Content] = []
    seen: set[tuple[int, int]] = set()
    heads: dict[int, str] = {}
    for line in reading.lines:
        block = line.block
        if block.region != "main":
            # Tabs look like a menu; what they open is the page's own.
            named = frozenset(months(line.text, bundle.fiscal_year)) if _is_tab(reading, line.text) else frozenset()
            events += [_Label(named)] if named else []
        elif line.pasted:
            continue
        elif block.kind != "cell":
            said = _line(bundle, reading, line)
            events += [said] if said is not None else []
        elif (block.page, block.table) not in seen:
            seen.add((block.page, block.table))
            table = grids.get((block.page, block.table))
            if table is not None:
                content, heads = table_rows(bundle, table, heads)
                events += [content] if content else []
    found = _dealt(events, own)
    if not any(isinstance(one, Purchase) for one in found):
        found += _cards(bundle, reading, own)
    return found


def _cards(bundle: Bundle, reading: Reading, own: Months) -> list[Purchase]:
    """Purchases told in lines ("วงเงิน: …"), month by month."""
    parts: list[tuple[Months, list[Line]]] = [(own, [])]
    for line in reading.evidence:
        said = _line(bundle, reading, line) if line.block.kind != "cell" else None
        if isinstance(said, _Label):
            parts.append((said.months, []))
        parts[-1][1].append(line)
    cards = (printed_rows(bundle, reading, lines, span, frozenset(), labels=True) for span, lines in parts if lines)
    return [card for card in cards if isinstance(card, Purchase)]


def _line(bundle: Bundle, reading: Reading, line: Line) -> _Label | Content | None:
    text = line.text
    named = frozenset(m for hit in month_hits(text, bundle.fiscal_year) for m in hit.months)
    if says_nothing(bundle, text):
        return [Nothing(named, reading.quote(line))]
    if not named or len(text) > LABEL or money(text):
        return None
    if bundle.is_link_text(reading, line) and not _is_tab(reading, text):
        return None
    hits = month_hits(text, bundle.fiscal_year)
    beside = len(_LETTER.findall(text)) - sum(len(_LETTER.findall(text[h.start : h.end])) for h in hits)
    return _Label(named) if line.block.kind == "heading" or beside <= BESIDE or bundle.says(text, "head") else None


def _is_tab(reading: Reading, text: str) -> bool:
    """Does a link with these words lead to a place on the same page?"""
    here = reading.url.split("#")[0]
    return any(b.text == text and b.href.split("#")[0] == here and b.href.split("#")[-1] != "" for b in reading.links)


def _dealt(events: Sequence[_Label | Content], own: Months) -> list[Purchase | Nothing]:
    """Content under the label above it; a row of labels (tabs) over as many panes is dealt out in order.

    Where the panes under tabs cannot be counted, the dates in the rows say whose they are.
    """
    found: list[Purchase | Nothing] = []
    n, current, tabs = 0, own, False
    while n < len(events):
        event = events[n]
        if not isinstance(event, _Label):
            found += [_in(one, _by_dates(one, current) if tabs else current) for one in event]
            n += 1
            continue
        end = n
        while end < len(events) and isinstance(events[end], _Label):
            end += 1
        single = list(dict.fromkeys(e.months for e in events[n:end] if isinstance(e, _Label) and len(e.months) == 1))
        if len(single) > 1 and len(events) - end == len(single):
            for span, pane in zip(single, events[end:], strict=True):
                found += [] if isinstance(pane, _Label) else [_in(one, span) for one in pane]
            break
        last = events[end - 1]
        current, tabs = last.months if isinstance(last, _Label) else current, len(single) > 1
        n = end
    return found


def _by_dates(one: Purchase | Nothing, span: Months) -> Months:
    """The month of the dates in a row; nothing where they name none or several."""
    if isinstance(one, Purchase):
        return one.dated if len(one.dated) == 1 else frozenset()
    return span if one.months else frozenset()


def _in(one: Purchase | Nothing, span: Months) -> Purchase | Nothing:
    return one if one.months else msgspec.structs.replace(one, months=span)


def _document(bundle: Bundle, member: Member) -> list[Purchase | Nothing]:
    reading = member.reading
    grids = {(t.page, t.number): t for t in tables(reading)}
    found: list[Purchase | Nothing] = []
    heads: dict[int, str] = {}
    printed: frozenset[str] = frozenset()
    for span, lines in _parts(bundle, member):
        content: list[Purchase | Nothing] = []
        for place in dict.fromkeys((x.block.page, x.block.table) for x in lines if x.block.kind == "cell"):
            if place in grids:
                some, heads = table_rows(bundle, grids[place], heads)
                content += some
        if not any(isinstance(one, Purchase) for one in content):
            one = printed_rows(bundle, reading, lines, span, printed)
            content = [one] if one is not None else content
            printed = one.heads if isinstance(one, Purchase) else printed
        found += [_in(one, span) for one in content]
    return found


def _parts(bundle: Bundle, member: Member) -> Iterator[tuple[Months, list[Line]]]:
    """A document cut at the titles of its months; what comes before the first is about its own months."""
    lines = member.reading.evidence
    span = own_months(bundle, member)
    part: list[Line] = []
    for n, line in enumerate(lines):
        named = _title(bundle, lines[n : n + WINDOW])
        if named and named != span:
            if part and (span or len(part) > WINDOW):
                yield span, part
                part = []
            span = named
        part.append(line)
    yield span, part


def _title(bundle: Bundle, lines: Sequence[Line]) -> Months:
    """Months named by the title of a summary that begins with the first of these lines."""
    first = lines[0]
    if first.block.kind == "cell" or not bundle.says(first.text, "head") or money(first.text):
        return frozenset()
    text = " ".join(x.text for x in lines if x.block.page == first.block.page)[:WINDOW_TEXT]
    hits = month_hits(text, bundle.fiscal_year)
    return frozenset(hits[0].months) if hits else frozenset()


def of_months(rows: Iterable[Purchase], wanted: Iterable[YearMonth]) -> list[Purchase]:
    """The rows of some months; rows that name no month count as well."""
    half = frozenset(wanted)
    return [row for row in rows if not row.months or row.months & half]
