"""Purchases as the monthly summaries of procurement show them: rows of a table, or the lines of a printed one.

A summary says whose month it is in a title above its rows, in a cell of its own, or in the link that leads to it. Rows
are told by their header; a header alone shows nothing. Words of the item used: the eight kinds of columns (``KINDS``),
``agreed`` (columns of the agreed price), ``head`` (what titles of summaries say), ``nothing`` and ``nil`` (statements
that nothing was procured), ``conditional``, ``closing``, and for printed rows ``firm`` and ``<kind>_value``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from checks.bundle import Bundle, Member
from checks.evidence import Block
from checks.reading import Line, Reading
from checks.structure.labels import starts, wordy
from checks.structure.plans import money
from checks.structure.tables import Table, blank, tables
from checks.thai.dates import YearMonth, dates
from checks.thai.periods import month_hits, months
from checks.verdict import Quote

KINDS = ("work", "budget", "median", "method", "bidder", "selected", "reason", "contract")

SETTLED = frozenset({"bidder", "selected", "contract"})
"""A header without any of these is a plan's."""

FEW_KINDS = 3
HEAD_CELL = 160
LABEL = 110
"""A longer line tells something; a shorter one may head what follows."""

BESIDE = 25
"""So many letters beside a month still leave it a mere heading."""

MONTH_WORD = 6
"""Letters of the word for month beside its name."""

WINDOW = 3
WINDOW_TEXT = 220
"""The title of a printed summary runs over so many lines and characters."""

SHORT = 30
STATEMENT = 220

_CODE = re.compile(r"\d")
_CONTRACT = re.compile(
    r"[\d\u0e50-\u0e59]{1,5}\s*/\s*(?:25|\u0e52\u0e55)?[\d\u0e50-\u0e59]{2}(?![\d\u0e50-\u0e59])|(?<!\d)\d{10,14}(?!\d)|[A-Z]{2,}[-\s]?\d+"
)
_LETTER = re.compile(r"[^\W\d_]")

Months = frozenset[YearMonth]


class Purchase(msgspec.Struct, frozen=True):
    """A row (or the rows of a printed page): its months and what it shows of each kind of column.

    shown: kinds with their proof. halved: kinds of which something is missing, with the code that says what.
    unsure: kinds whose column is there but cannot be told apart. heads: kinds that the header names. dated: months
    of the dates in it.
    """

    months: Months
    shown: Mapping[str, tuple[Quote, ...]]
    halved: Mapping[str, str]
    unsure: frozenset[str]
    heads: frozenset[str]
    quote: Quote
    dated: Months = frozenset()

    @property
    def divided(self) -> bool:
        """Does the row belong to one month alone?"""
        return len(self.months) == 1


class Summary(msgspec.Struct, frozen=True):
    """All purchases of a bundle, and the months that are said to have none."""

    rows: tuple[Purchase, ...]
    nothing: Mapping[YearMonth, Quote]


class _Nothing(msgspec.Struct, frozen=True):
    months: Months
    quote: Quote


class _Label(msgspec.Struct, frozen=True):
    months: Months


_Content = Sequence["Purchase | _Nothing"]


@functools.lru_cache(maxsize=64)
def summary(bundle: Bundle) -> Summary:
    """The purchases that the members of a bundle show."""
    rows: list[Purchase] = []
    nothing: dict[YearMonth, Quote] = {}
    for member in bundle.members:
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


def _page(bundle: Bundle, member: Member) -> list[Purchase | _Nothing]:
    reading = member.reading
    own = own_months(bundle, member)
    grids = {(t.page, t.number): t for t in tables(reading)}
    events: list[_Label | _Content] = []
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
                content, heads = _table(bundle, table, heads)
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
    cards = (_printed(bundle, reading, lines, span, frozenset(), labels=True) for span, lines in parts if lines)
    return [card for card in cards if isinstance(card, Purchase)]


def _line(bundle: Bundle, reading: Reading, line: Line) -> _Label | _Content | None:
    text = line.text
    named = frozenset(m for hit in month_hits(text, bundle.fiscal_year) for m in hit.months)
    if _says_nothing(bundle, text):
        return [_Nothing(named, reading.quote(line))]
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


def _dealt(events: Sequence[_Label | _Content], own: Months) -> list[Purchase | _Nothing]:
    """Content under the label above it; a row of labels (tabs) over as many panes is dealt out in order.

    Where the panes under tabs cannot be counted, the dates in the rows say whose they are.
    """
    found: list[Purchase | _Nothing] = []
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


def _by_dates(one: Purchase | _Nothing, span: Months) -> Months:
    """The month of the dates in a row; nothing where they name none or several."""
    if isinstance(one, Purchase):
        return one.dated if len(one.dated) == 1 else frozenset()
    return span if one.months else frozenset()


def _in(one: Purchase | _Nothing, span: Months) -> Purchase | _Nothing:
    return one if one.months else msgspec.structs.replace(one, months=span)


def _table(bundle: Bundle, table: Table, before: Mapping[int, str]) -> tuple[_Content, dict[int, str]]:
    """Rows and statements of a table, with months that it names itself; ``before``: the header of the table above."""
    reading = table.reading
    found: list[Purchase | _Nothing] = []
    width = max((max(row) for row in table.cells.values() if row), default=0)
    heads = dict(before) if before and max(before) == width else {}
    span: Months = frozenset()
    under_head = False
    for number in sorted(table.cells):
        row = table.cells[number]
        blocks = list({id(b): b for b in row.values() if b.text}.values())
        text = " ".join(b.text for b in blocks)
        if not blocks:
            continue
        if _is_head(bundle, blocks) or (under_head and _goes_on(bundle, row, blocks, heads)):
            heads = {c: f"{heads.get(c, '') if under_head else ''} {b.text}".strip() for c, b in row.items()}
            under_head = True
            continue
        under_head = False
        filled = [b for b in blocks if not blank(b.text)]
        month = _month_of(bundle, row)
        if _says_nothing(bundle, text) and not money(text):
            named = frozenset(months(text, bundle.fiscal_year)) or span
            found.append(_Nothing(named, reading.quote_block(filled[0])))
        elif len(filled) == 1 and month_hits(text, bundle.fiscal_year) and not money(text):
            span = frozenset(months(text, bundle.fiscal_year))
        elif heads and len(filled) > 1 and any(wordy(b.text) for b in filled):
            span = month or span
            found.append(_row(bundle, reading, row, heads, span))
    return found, heads


def _is_head(bundle: Bundle, blocks: Sequence[Block]) -> bool:
    texts = [b.text for b in blocks if len(b.text) <= HEAD_CELL]
    kinds = {k for t in texts for k in _kinds(bundle, t)}
    return len(kinds) >= FEW_KINDS and bool(kinds & SETTLED) and not any(money(t) or dates(t) for t in texts)


def _goes_on(bundle: Bundle, row: Mapping[int, Block], blocks: Sequence[Block], heads: Mapping[int, str]) -> bool:
    """The second line of a header: parts of the columns above, or their numbers."""
    if any(money(b.text) or dates(b.text) for b in blocks) or _says_nothing(bundle, " ".join(b.text for b in blocks)):
        return False
    if all(b.head for b in blocks) or all(len(b.text) <= len("(10)") for b in blocks):
        return True
    return any(b.text in heads.get(c, "") for c, b in row.items() if b.rowspan > 1)


def _kinds(bundle: Bundle, text: str) -> set[str]:
    return {kind for kind in KINDS if bundle.says(text, kind)}


def _month_of(bundle: Bundle, row: Mapping[int, Block]) -> Months:
    """The month that one of the first cells of a row names and nothing else."""
    for col in sorted(row)[:2]:
        text = row[col].text
        hits = month_hits(text, bundle.fiscal_year)
        if len(hits) == 1 and len(text) - (hits[0].end - hits[0].start) <= MONTH_WORD:
            return frozenset(hits[0].months)
    return frozenset()


def _row(
    bundle: Bundle, reading: Reading, row: Mapping[int, Block], heads: Mapping[int, str], span: Months
) -> Purchase:
    columns = {kind: [c for c in sorted(row) if bundle.says(heads.get(c, ""), kind)] for kind in KINDS}
    shown: dict[str, tuple[Quote, ...]] = {}
    halved: dict[str, str] = {}
    for kind, cols in columns.items():
        blocks = [row[c] for c in cols if not blank(row[c].text)]
        if kind in ("bidder", "selected"):
            blocks += [b for b in _prices(bundle, row, heads, kind, cols) if b not in blocks]
        code = _lack(kind, [b.text for b in blocks]) if blocks else "column-empty"
        if not code:
            shown[kind] = tuple(reading.quote_block(b) for b in blocks[:2])
        elif blocks:
            halved[kind] = code
    named = frozenset(k for k, cols in columns.items() if cols)
    first = next(b for b in row.values() if wordy(b.text))
    texts = [row[c].text for c in columns["contract"]]
    dated = frozenset((hit.year_be, hit.month) for text in texts for hit in dates(text) if hit.day)
    return Purchase(span, shown, halved, frozenset(), named, reading.quote_block(first), dated)


def _prices(
    bundle: Bundle, row: Mapping[int, Block], heads: Mapping[int, str], kind: str, cols: Sequence[int]
) -> list[Block]:
    """Prices beside the names: a column of the agreed price, or the next one where no other kind claims it."""
    if not cols:
        return []
    found = [c for c in row if kind == "selected" and bundle.says(heads.get(c, ""), "agreed")]
    after = max(cols) + 1
    if after in row and not _kinds(bundle, heads.get(after, "")):
        found.append(after)
    return [row[c] for c in found if money(row[c].text)]


def _lack(kind: str, texts: Sequence[str]) -> str:
    """What the cells of a kind lack, as a code; empty where nothing."""
    joined = " ".join(texts)
    if kind in ("budget", "median"):
        return "" if _CODE.search(joined) else "column-empty"
    if kind in ("bidder", "selected"):
        if not _LETTER.search(joined):
            return "name-missing"
        return "" if any(money(t) for t in texts) else "price-missing"
    if kind == "contract":
        return _contract(joined)
    return "" if _LETTER.search(joined) else "column-empty"


def _contract(text: str, *, strict: bool = False) -> str:
    """Does a text hold the number and the date of a contract?"""
    found = dates(text)
    rest = text
    for hit in reversed(found):
        rest = rest[: hit.start] + " " + rest[hit.end :]
    number = _CONTRACT.search(rest) if strict else _CODE.search(rest)
    if not any(hit.day for hit in found):
        return "contract-date-missing" if number else "column-empty"
    return "" if number else "contract-number-missing"


def _document(bundle: Bundle, member: Member) -> list[Purchase | _Nothing]:
    reading = member.reading
    grids = {(t.page, t.number): t for t in tables(reading)}
    found: list[Purchase | _Nothing] = []
    heads: dict[int, str] = {}
    printed: frozenset[str] = frozenset()
    for span, lines in _parts(bundle, member):
        content: list[Purchase | _Nothing] = []
        for place in dict.fromkeys((x.block.page, x.block.table) for x in lines if x.block.kind == "cell"):
            if place in grids:
                some, heads = _table(bundle, grids[place], heads)
                content += some
        if not any(isinstance(one, Purchase) for one in content):
            one = _printed(bundle, reading, lines, span, printed)
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


def _printed(
    bundle: Bundle,
    reading: Reading,
    lines: Sequence[Line],
    span: Months,
    before: frozenset[str],
    *,
    labels: bool = False,
) -> Purchase | _Nothing | None:
    """Printed lines: a header's words, then lines with sums of money; or the statement that there was nothing.

    labels: the words stand before each thing ("วงเงิน: …") rather than above it.
    """
    inside = {line.index for line in lines}
    spots = {
        kind: [s.line for s in bundle.spots_in(reading, kind) if s.line.index in inside and (not labels or starts(s))]
        for kind in KINDS
    }
    sums = [line for line in lines if money(line.text) and not bundle.says(line.text, "conditional")]
    start, heads = None, before
    for line in sums:
        kinds = frozenset(k for k, at in spots.items() if any(x.index <= line.index for x in at))
        if len(kinds) >= FEW_KINDS and (kinds & SETTLED or labels):
            start, heads = line, kinds
            break
    if start is None and sums and before:
        start = sums[0]
    if start is None:
        stated = next((x for x in lines if _says_nothing(bundle, x.text)), None)
        return _Nothing(span, reading.quote(stated)) if stated is not None and not sums else None
    if labels:
        heads = frozenset(k for k, at in spots.items() if at)
        if not heads & SETTLED:
            return None
    return _printed_rows(bundle, reading, [x for x in lines if labels or x.index >= start.index], start, span, heads)


def _printed_rows(
    bundle: Bundle, reading: Reading, body: Sequence[Line], start: Line, span: Months, heads: frozenset[str]
) -> Purchase:
    ends = [s.line.index for s in bundle.spots_in(reading, "closing") if s.line.index > start.index]
    rows = [x for x in body if not ends or x.index < min(ends)]
    inside = {x.index for x in rows}

    def said(purpose: str) -> list[Quote]:
        return [s.quote() for s in bundle.spots_in(reading, purpose) if s.line.index in inside][:1]

    proofs = {
        "work": [reading.quote(start)],
        "budget": [reading.quote(start)],
        "median": [reading.quote(start)],
        "method": said("method_value"),
        "bidder": said("firm"),
        "selected": said("firm"),
        "reason": said("reason_value"),
    }
    shown = {kind: tuple(proof) for kind, proof in proofs.items() if kind in heads and proof}
    unsure = frozenset(kind for kind, proof in proofs.items() if kind in heads and not proof)
    halved: dict[str, str] = {}
    if "contract" in heads:
        # Firms' names and sums stand between number and date: the whole body is looked through.
        code = _contract(" ".join(x.text for x in rows), strict=True)
        if code:
            halved["contract"] = code
        else:
            dated = next((x for x in rows if dates(x.text)), rows[-1])
            shown["contract"] = (reading.quote(dated),)
    return Purchase(span, shown, halved, unsure, heads, reading.quote(start))


def _says_nothing(bundle: Bundle, text: str) -> bool:
    if len(text) > STATEMENT or bundle.says(text, "conditional"):
        return False
    return bundle.says(text, "nothing") or (len(text) <= SHORT and bundle.says(text, "nil"))


def of_months(rows: Iterable[Purchase], wanted: Iterable[YearMonth]) -> list[Purchase]:
    """The rows of some months; rows that name no month count as well."""
    half = frozenset(wanted)
    return [row for row in rows if not row.months or row.months & half]
