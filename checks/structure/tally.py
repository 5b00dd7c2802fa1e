"""Counts over time: which months of the first half-year have figures, in tables, lines or a stated period.

A dash or the word for none is a figure here (it counts zero); an empty cell is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

import msgspec

from checks.bundle import Bundle
from checks.evidence import Block
from checks.reading import Line, Reading
from checks.structure.tables import Table, tables
from checks.thai.dates import YearMonth, dates
from checks.thai.fold import fold
from checks.thai.numbers import amounts
from checks.thai.periods import first_half, month_hits, month_label, over
from checks.verdict import Quote

FLAT_ROWS = 15
"""So many lines below a line of month names may be the rows of a table that lost its cells."""

CALENDAR = 2

LEAD_LINES = 3
"""So many lines below a heading introduce what stands under it."""

LABEL = 60
"""A longer cell is a sentence, no label of a row or column."""

LONG_CELL = 200
"""A cell with more text than this is a whole page laid out in a table."""
LAST_DAYS = 25

_ZERO = re.compile(r"^\W*(?:-|–|—|ไม่มี|nil|none|0|๐)\W*$")
_NONE = re.compile(r"ไม่มี|ไม่ปรากฏ|ไม่พบ|\s-(?:\s|$)")
_TOKEN = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+|(?<![\d,./])\d+(?:\.\d+)?(?![\d/])|(?<=\s)-(?=\s|$)")
_COUNT = re.compile(r"\d(?:ราย|คน|ครั้ง|เรื่อง|ฉบับ|บาท)")
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TIME_AFTER = re.compile(r"\s*(?:วัน|เดือน|ปี|ชั่วโมง|นาที|ชม\.|น\.)")
_AS_AT = re.compile(r"(?:ข้อมูล|จำนวน|สะสม|ถึง|สิ้นเดือน|ณ)\s*(?:ณ|ถึง)?\s*(?:วันที่|เดือน|สิ้นเดือน)?\s*$")
_ANNOUNCED = re.compile(r"(?:ประกาศ|สั่ง|ให้ไว้|ลงวันที่|ลงนาม)\s*(?:ณ)?\s*(?:วันที่)?\s*$")


class HalfYear(msgspec.Struct, frozen=True):
    """Months of the first half with figures; ``said`` is false where no reading names any time inside the year."""

    missing: tuple[YearMonth, ...]
    said: bool

    @property
    def whole(self) -> bool:
        """All six months are covered."""
        return self.said and not self.missing

    def gap(self, as_of: str) -> tuple[str, dict[str, str]]:
        """Code and facts for what is missing: ``month-missing`` for months that are over, else ``half-incomplete``."""
        past = [m for m in self.missing if over(m, as_of)]
        names = ", ".join(month_label(*m) for m in (past or self.missing))
        return ("month-missing" if past else "half-incomplete"), {"months": names}


def has_figure(text: str) -> bool:
    """Is a cell filled with a count, a dash or the word for none?"""
    return bool(_ZERO.match(text.strip()) or _TOKEN.search(_arabic(text)))


def half_year(bundle: Bundle, readings: Iterable[Reading], *, unless: Callable[[str], bool] | None = None) -> HalfYear:
    """Which months of the half-year the readings cover together.

    unless: tables whose words are accepted here are about something else and do not count.
    """
    wanted = first_half(bundle.fiscal_year)
    covered: set[YearMonth] = set()
    blank: set[YearMonth] = set()
    said = False
    for reading in readings:
        grid, empty = _cells(bundle, reading, unless)
        flat = _flat(bundle, reading)
        stated = _stated(bundle, reading)
        own = grid | flat
        # The months of a scanned table are lost one by one; the period that it says in a sentence is not.
        if len((own | empty) & set(wanted)) < CALENDAR or reading.has_ocr:
            own |= stated
        said = said or bool(own or empty)
        covered |= own
        blank |= empty
    missing = tuple(m for m in wanted if m not in covered)
    return HalfYear(missing, said and (bool(covered & set(wanted)) or bool(blank) or bool(covered)))


def _cells(
    bundle: Bundle, reading: Reading, unless: Callable[[str], bool] | None
) -> tuple[set[YearMonth], set[YearMonth]]:
    """Months with figures, and months that stand there without, in the tables of a reading."""
    filled: set[YearMonth] = set()
    named: set[YearMonth] = set()
    for table in tables(reading):
        if unless is not None and unless(table_words(table)):
            continue
        width = max((max(row) for row in table.cells.values() if row), default=0)
        for col in range(1, width + 1):
            months = _named(table.header(col), bundle.fiscal_year)
            if months and len(table.header(col)) <= 80:  # noqa: PLR2004 - a heading, not a sentence
                named |= months
                if any(has_figure(row[col].text) for row in table.body if col in row and not row[col].head):
                    filled |= months
        for row in table.cells.values():
            label = next((b for _, b in sorted(row.items()) if _named(b.text, bundle.fiscal_year)), None)
            others = {id(b): b for b in row.values()}.values()
            if label is not None and len(label.text) <= LABEL and len(others) > 1:
                months = _named(label.text, bundle.fiscal_year)
                rest = [b for b in others if b is not label and not _named(b.text, bundle.fiscal_year)]
                if rest and not any(b.head for b in rest):
                    named |= months
                    if any(has_figure(b.text) for b in rest):
                        filled |= months
    return filled, named - filled


def _arabic(text: str) -> str:
    """Thai digits as Arabic ones; white space stays, because it parts the figures of a row."""
    return text.translate(_THAI_DIGITS)


def _named(text: str, fiscal_year: int) -> set[YearMonth]:
    return {m for hit in month_hits(text, fiscal_year) for m in hit.months} if len(text) <= 200 else set()  # noqa: PLR2004


def _flat(bundle: Bundle, reading: Reading) -> set[YearMonth]:
    """Months of lines: "เดือนตุลาคม 2564 จำนวน 35 ราย", or a line of month names above lines of figures."""
    found: set[YearMonth] = set()
    for line in reading.evidence:
        if line.block.kind == "cell" and len(line.text) < LONG_CELL:
            continue
        hits = month_hits(line.text, bundle.fiscal_year)
        singles = [hit for hit in hits if len(hit.months) <= 3]  # noqa: PLR2004 - a month or a quarter
        across = _across(line.text, bundle.fiscal_year)
        if len(across) > CALENDAR and not _COUNT.search(fold(line.text)):
            if any(len(_TOKEN.findall(f" {_arabic(t)} ")) >= len(across) for t in _below(reading, line)):
                found |= across
        else:
            ends = [*(hit.start for hit in singles[1:]), len(line.text)]
            for hit, end in zip(singles, ends, strict=False):
                said = line.text[hit.end : end]
                if amounts(said) or _ZERO.match(said.strip()) or _NONE.search(said):
                    found |= set(hit.months)
    return found


def _across(text: str, fiscal_year: int) -> set[YearMonth]:
    """Month names side by side, as in the header of a table that lost its cells."""
    found = {m for hit in month_hits(text, fiscal_year) if len(hit.months) <= 3 for m in hit.months}  # noqa: PLR2004
    return found | {m for word in text.split() for hit in month_hits(word, fiscal_year) for m in hit.months}


def _below(reading: Reading, line: Line) -> list[str]:
    return [after.text for after in reading.after(line, FLAT_ROWS) if after.block.region == "main"]


def _stated(bundle: Bundle, reading: Reading) -> set[YearMonth]:
    """Months of a period that the reading says its figures are about: a range, quarters, six months, as at a date."""
    half = first_half(bundle.fiscal_year)
    found: set[YearMonth] = set()
    member = next((m for m in bundle.members if m.reading is reading), None)
    linked = [text for m in member.mentions for text in (m.text, m.context) if m.region == "main"] if member else []
    own = [line.text for line in reading.evidence if line.block.kind != "cell" or len(line.text) > 20]  # noqa: PLR2004
    for text in [reading.document.title, *own]:
        found |= _period(text, bundle.fiscal_year, half)
    if not found & set(half):
        for text in linked:
            found |= _period(text, bundle.fiscal_year, half)
    return found


def _period(text: str, fiscal_year: int, half: Sequence[YearMonth]) -> set[YearMonth]:
    if len(text) > 1200:  # noqa: PLR2004 - no statement of a period
        return set()
    found = {m for hit in month_hits(text, fiscal_year) if len(hit.months) >= CALENDAR for m in hit.months}
    for hit in dates(text):
        before = text[max(0, hit.start - 30) : hit.start]
        late = hit.month != 3 or not hit.day or hit.day >= LAST_DAYS  # noqa: PLR2004 - March
        after_half = (fiscal_year, 3) <= (hit.year_be, hit.month) <= (fiscal_year, 9)
        if after_half and late and _AS_AT.search(before) and not _ANNOUNCED.search(before):
            found |= set(half)
    return found


def table_words(table: Table) -> str:
    """Header, first column and the heading or line just above a table."""
    heads = " ".join(table.header(col) for col in sorted({c for row in table.cells.values() for c in row}))
    first = " ".join(row[min(row)].text for row in table.cells.values() if row)
    return f"{above(table)} {heads} {first}"[:1500]


def above(table: Table) -> str:
    """The heading and the line just above a table."""
    heading = last = ""
    for block in table.reading.document.blocks:
        if block.kind == "cell" and (block.page, block.table) == (table.page, table.number):
            break
        if block.kind == "heading":
            heading, last = block.text, ""
        elif block.kind in ("paragraph", "item"):
            last = block.text
    return f"{heading} {last}".strip()


def lead(table: Table) -> str:
    """The headings a table stands under, each with the lines just below it: what introduces the table."""
    open_: list[tuple[int, list[str]]] = []
    for block in table.reading.document.blocks:
        if block.kind == "cell" and (block.page, block.table) == (table.page, table.number):
            break
        if block.region != "main" or not block.text:
            continue
        if block.kind == "heading":
            open_ = [(level, texts) for level, texts in open_ if level < block.level]
            open_.append((block.level, [block.text]))
        elif block.kind in ("paragraph", "item") and open_ and len(block.text) <= LONG_CELL:
            open_[-1][1].append(block.text)
    return " ".join(text for _, texts in open_ for text in texts[: LEAD_LINES + 1])


def by_month(bundle: Bundle, table: Table) -> bool:
    """Do months of the first half stand in the header or in the rows of a table, at least three of them?"""
    texts = [b.text for row in table.cells.values() for b in row.values() if len(b.text) <= LABEL]
    found = {m for text in dict.fromkeys(texts) for m in _named(text, bundle.fiscal_year)}
    return len(found & set(first_half(bundle.fiscal_year))) > CALENDAR


def is_month(bundle: Bundle, text: str) -> bool:
    """Is a cell the name of a month or of several, with their year and nothing else that counts?"""
    hits = month_hits(text, bundle.fiscal_year) if len(text) <= LABEL else []
    return bool(hits) and not any(c.isalnum() for c in text[: hits[0].start] + text[hits[-1].end :])


def counted(text: str) -> list[float]:
    """Counts in a text, apart from percentages, sums of money and lengths of time."""
    counts = [a for a in amounts(text) if a.unit in ("count", "")]
    return [float(a.value) for a in counts if not _TIME_AFTER.match(text[a.end :])]


def figures(table: Table, col: int) -> list[Block]:
    """Filled cells of a column: counts, dashes and words for none."""
    return [row[col] for row in table.body if col in row and has_figure(row[col].text)]


def value(text: str) -> float | None:
    """The count in a cell: a dash or the word for none is zero; None where there is no count."""
    stripped = text.strip()
    if _ZERO.match(stripped):
        return 0.0
    tokens = [t for t in _TOKEN.findall(_arabic(stripped)) if t.strip("-")]
    return float(tokens[0].replace(",", "")) if tokens else None


def quotes(blocks: Sequence[Block], reading: Reading) -> list[Quote]:
    """Cells as proof."""
    return [reading.quote_block(b) for b in blocks]
