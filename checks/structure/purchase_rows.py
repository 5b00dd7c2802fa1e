"""Rows of purchases: in tables, whose header says which column is which, or in the lines of a printed table.

Words of the item used: the eight kinds of columns (``KINDS``), ``agreed`` (columns of the agreed price), ``nothing``
and ``nil`` (statements that nothing was procured), ``planned`` (columns of a plan), ``conditional``, ``closing``, and
for printed rows ``firm`` and ``<kind>_value``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from checks.bundle import Bundle
from checks.evidence import Block
from checks.reading import Line, Reading
from checks.structure.labels import starts, wordy
from checks.structure.plans import money
from checks.structure.tables import Table, blank
from checks.thai.dates import YearMonth, dates
from checks.thai.periods import month_hits, months
from checks.verdict import Quote

KINDS = ("work", "budget", "median", "method", "bidder", "selected", "reason", "contract")

SETTLED = frozenset({"bidder", "selected", "contract"})
"""A header without any of these is a plan's."""

CHOSEN = frozenset({"bidder", "selected"})
"""A header that speaks of what will be done, without any of these, is a plan's as well."""

FEW_KINDS = 3

HEAD_CELL = 160

MONTH_WORD = 6
"""Letters of the word for month beside its name."""

SHORT = 30

STATEMENT = 220

_DATED = re.compile(r"(?:ลว\.?|ลงวันที่)\s*[\d๐-๙]{1,2}\s*\S{1,8}\s*[\d๐-๙\u25a1]{2,4}")
"""Words that announce a date with something like one behind them: scans lose the name of the month first."""

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


class Nothing(msgspec.Struct, frozen=True):
    """The statement that nothing was procured, with the months it is made for."""

    months: Months
    quote: Quote


Content = Sequence[Purchase | Nothing]


def table_rows(bundle: Bundle, table: Table, before: Mapping[int, str]) -> tuple[Content, dict[int, str]]:
    """Rows and statements of a table, with months that it names itself; ``before``: the header of the table above."""
    reading = table.reading
    found: list[Purchase | Nothing] = []
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
        if says_nothing(bundle, text) and not money(text):
            named = frozenset(months(text, bundle.fiscal_year)) or span
            found.append(Nothing(named, reading.quote_block(filled[0])))
        elif len(filled) == 1 and month_hits(text, bundle.fiscal_year) and not money(text):
            span = frozenset(months(text, bundle.fiscal_year))
        elif heads and len(filled) > 1 and any(wordy(b.text) for b in filled) and not _is_plan(bundle, heads.values()):
            span = month or span
            found.append(_row(bundle, reading, row, heads, span))
    return found, heads


def _is_head(bundle: Bundle, blocks: Sequence[Block]) -> bool:
    texts = [b.text for b in blocks if len(b.text) <= HEAD_CELL]
    kinds = {k for t in texts for k in _kinds(bundle, t)}
    return len(kinds) >= FEW_KINDS and bool(kinds & SETTLED) and not any(money(t) or dates(t) for t in texts)


def _is_plan(bundle: Bundle, heads: Iterable[str]) -> bool:
    """Is it the header of a plan: what is to be bought, and nobody who was chosen?"""
    texts = list(heads)
    chosen = any(_kinds(bundle, t) & CHOSEN for t in texts)
    return not chosen and any(bundle.says(t, "planned") for t in texts)


def _goes_on(bundle: Bundle, row: Mapping[int, Block], blocks: Sequence[Block], heads: Mapping[int, str]) -> bool:
    """The second line of a header: parts of the columns above, or their numbers."""
    if any(money(b.text) or dates(b.text) for b in blocks) or says_nothing(bundle, " ".join(b.text for b in blocks)):
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
    # Whoever stands beside the agreed price was selected, whatever the heading calls him.
    columns["selected"] = columns["selected"] or [c for c in sorted(row) if bundle.says(heads.get(c, ""), "agreed")]
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
    if not any(hit.day for hit in found) and not _DATED.search(text):
        return "contract-date-missing" if number else "column-empty"
    return "" if number else "contract-number-missing"


def printed_rows(
    bundle: Bundle,
    reading: Reading,
    lines: Sequence[Line],
    span: Months,
    before: frozenset[str],
    *,
    labels: bool = False,
) -> Purchase | Nothing | None:
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
        stated = next((x for x in lines if says_nothing(bundle, x.text)), None)
        return Nothing(span, reading.quote(stated)) if stated is not None and not sums else None
    ahead = any(s.line.index in inside for s in bundle.spots_in(reading, "planned"))
    if ahead and not any(spots[kind] for kind in CHOSEN):
        return None
    if labels:
        heads = frozenset(k for k, at in spots.items() if at)
        if not heads & SETTLED:
            return None
    return _rows_below(bundle, reading, [x for x in lines if labels or x.index >= start.index], start, span, heads)


def _rows_below(
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


def says_nothing(bundle: Bundle, text: str) -> bool:
    """Does a line say that nothing was procured, without an "if"?"""
    if len(text) > STATEMENT or bundle.says(text, "conditional"):
        return False
    return bundle.says(text, "nothing") or (len(text) <= SHORT and bundle.says(text, "nil"))
