"""Which of a bundle's readings are the paper that the item asks for: a plan is no report, and a report is no plan.

What a paper says of itself on its cover decides; a right title on the link to it does not help.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

import msgspec

from checks.bundle import Bundle, Member
from checks.evidence import Block
from checks.finding import unmet
from checks.owner import names_in
from checks.period import wanted_year
from checks.reading import Line, Reading
from checks.thai.dates import ranges
from checks.thai.fold import fold
from checks.thai.numbers import amounts
from checks.thai.periods import first_half, fiscal_months, month_hits, years
from checks.verdict import Finding, Quote

COVER_LINES = 8
"""Printed titles run over several lines; what comes after so many is a foreword."""

COVER_TEXT = 320

HUNDRED = 100

SUBTITLES = 2
SUBTITLE = 110
"""So many lines below a page's heading, no longer than this, may be the title of what stands there."""

PAPERS = ("_plan", "_results", "_progress", "_policy", "_assessment", "_statistics", "_manual", "_criteria")
OWN = ("annual_", "spending_")
KIN = ("annual_", "spending_", "strategy_", "integrity_")
"""Checks of papers; those of plans and reports on work and money; those whose papers may be one or name each other."""

BEGINNING = 16
"""A paper is called so by the beginning of its title."""

_WORDS = ("แผน", "รายงาน", "สรุป", "ผล", "นโยบาย", "คู่มือ", "มาตรการ", "หลักเกณฑ์", "สถิติ", "ประกาศ", "การ")
_SAYS = ("นี้", "ฉบับ", "เล่ม", "ดังกล่าว", "ของเรา")
_PAPER = re.compile(rf"^[\W\d_]*(?:{'|'.join(map(fold, _WORDS))})(?!{'|'.join(map(fold, _SAYS))})")
"""How titles of papers begin; "แผนนี้จัดทำขึ้น…" is a sentence about one."""

ABOUT = 2
"""So many cells that speak of the matter are about it."""

LINE = 160
"""A longer line introduces no table."""

WHOLE = 1500
"""A document of the item with so much text is more than a letter about it."""


class Papers(msgspec.Struct, frozen=True):
    """The readings that are what the item asks for, best first; ``refused`` says why the first other one is not."""

    bundle: Bundle
    readings: tuple[Reading, ...]
    refused: str = ""

    def none(self) -> Finding:
        """The answer where no reading is the paper asked for, or where it lacks everything."""
        return unmet(self.bundle, "not-found" if self.readings or not self.refused else self.refused)


def papers(bundle: Bundle, rivals: AbstractSet[str] = frozenset(), *, one_year: bool = False) -> Papers:
    """Sort out the readings that are something else.

    rivals: checks whose papers are easily taken for this one (``annual_plan`` for ``annual_progress``). Words of the
    item used: ``other`` names papers that no check asks for, ``report`` says that a paper reports on a plan,
    ``about`` (where the book lists any) must occur in the paper. one_year: a plan of several years will not do.
    """
    kept, refused = [], ""
    for member in bundle.members:
        code = _refusal(bundle, member, rivals, one_year=one_year)
        if code:
            refused = refused or code
        else:
            kept.append(member.reading)
    return Papers(bundle, tuple(kept), refused)


def whole(found: Papers) -> list[Quote]:
    """Covers of documents that name the item and are long enough to be the paper itself."""
    item = found.bundle.item.item
    named = (r for r in found.readings if not r.is_page and item in _names(found.bundle, r) and r.main_length >= WHOLE)
    return [r.quote(r.cover[0]) for r in named if r.cover]


def cover_text(bundle: Bundle, reading: Reading) -> str:
    """The lines of the cover as one text: printed titles are broken into lines anywhere; a table is no title.

    Words of the item used: ``foreword``.
    """
    lines = reading.cover[:COVER_LINES]
    first = lines[0].block.page if lines else 0
    texts: list[str] = []
    for line in lines:
        if not texts[1:] and _caption(reading, line):
            texts.append(line.text)
            continue
        if line.block.kind == "cell" or line.block.page != first or _row_of_figures(line.text):
            # The line above the first row is the table's header, where the table has none marked.
            texts = texts[:-1] if len(texts) > 1 and not line.block.head else texts
            break
        if texts and bundle.says(line.text, "foreword"):
            break
        texts.append(line.text)
    return " ".join(texts)[:COVER_TEXT]


def _caption(reading: Reading, line: Line) -> bool:
    """Is it the title above a sheet's table: the only cell of the sheet's first row?"""
    block = line.block
    if reading.is_page or block.kind != "cell" or block.row != 1:
        return False
    row = {
        b.text for b in reading.document.blocks if (b.page, b.table, b.row) == (block.page, block.table, 1) and b.text
    }
    return row == {block.text} and not _row_of_figures(block.text)


def _row_of_figures(text: str) -> bool:
    return sum(a.unit in ("", "baht") and a.value >= HUNDRED for a in amounts(text)) > 1


def titles(bundle: Bundle, reading: Reading) -> list[str]:
    """Its own title and its cover."""
    return [text for text in (cover_text(bundle, reading), reading.document.title) if text]


def own_title(bundle: Bundle, reading: Reading) -> bool:
    """Does it call itself what the item asks for?"""
    return bundle.item.item in _names(bundle, reading)


def under_another(bundle: Bundle, reading: Reading, block: Block) -> bool:
    """Does the last heading above a cell or line name another item's paper, and not this item's?"""
    at = next((x.index for x in reading.main if x.block is block), 0)
    above = next((x for x in reversed(reading.headings) if x.index < at), None)
    named = bundle.site.identifier.items(above.text) if above is not None else {}
    return bool(named) and bundle.item.item not in named


def _refusal(bundle: Bundle, member: Member, rivals: AbstractSet[str], *, one_year: bool) -> str:
    reading = member.reading
    names = _names(bundle, reading)
    mine = bundle.item.item in names
    said = titles(bundle, reading)
    foreign = _under_title(bundle, reading, rivals)
    if foreign and bundle.item.check.startswith(OWN):
        return foreign
    if one_year and _many_years(bundle, member):
        return "not-one-year"
    if not mine:
        checks = {bundle.site.rubric.items[name].check for name in names}
        reports = any(bundle.says(text, "report") for text in said) or (
            member.given and _reports_below(bundle, reading)
        )
        plans = {check for check in checks & set(rivals) if check.endswith("_plan")}
        if (checks & set(rivals)) - (plans if reports else set()):
            return "other-paper"
        if any(bundle.says(text, "other") for text in said):
            return "other-paper"
    if bundle.item.words.get("about") and not _about(bundle, member):
        return "other-paper"
    return ""


def _reports_below(bundle: Bundle, reading: Reading) -> bool:
    """Does a page of a plan introduce a report on the first half-year, with the report's words and months?"""
    half = first_half(bundle.fiscal_year)
    lines = [x.text for x in reading.evidence if x.block.kind != "cell" and len(x.text) <= LINE]
    spans = [span for text in lines if bundle.says(text, "report") for span in ranges(text)]
    return bundle.item.period == "first-half" and any(s.first <= half[0] and half[-1] <= s.last for s in spans)


def _below_title(bundle: Bundle, reading: Reading) -> list[Line]:
    """The short lines that follow a page's heading at once: the title of what stands there."""
    if not reading.headings:
        return []
    found: list[Line] = []
    for line in reading.after(reading.headings[0], SUBTITLES):
        if line.block.kind == "cell" or line.block.region != "main" or len(line.text) > SUBTITLE:
            break
        if line.block.kind == "paragraph" and not bundle.is_link_text(reading, line):
            found.append(line)
    return found


def _under_title(bundle: Bundle, reading: Reading, rivals: AbstractSet[str]) -> str:
    """Why the lines below a page's heading say that it is not what the heading promises; empty where they do not."""
    if any(_of_another_body(bundle, line.text) for line in _below_title(bundle, reading)):
        return "other-agency"
    if _of_another_year(bundle, reading):
        return "wrong-period"
    half = bundle.item.period == "previous-year" and _half_year(bundle, reading)
    return "other-paper" if half or _calls_itself_other(bundle, reading, rivals) else ""


def _calls_itself_other(bundle: Bundle, reading: Reading, rivals: AbstractSet[str]) -> bool:
    """Does the line below a page's heading call what stands there another paper, whatever the heading says?

    A report may begin with the name of the plan that it reports on.
    """
    plan = bundle.item.check.endswith("_plan")
    for line in _below_title(bundle, reading):
        if not _PAPER.match(fold(line.text)):
            continue
        named = bundle.site.identifier.items(line.text)
        if bundle.item.item in named:
            return False
        checks = {bundle.site.rubric.items[name].check for name in named}
        if any(c.endswith(PAPERS) and not c.startswith(KIN) for c in checks):
            return True
        if any(plan or not c.endswith("_plan") or c.startswith("integrity") for c in checks & set(rivals)):
            return True
        if any(s.line is line and s.match.start - line.start <= BEGINNING for s in bundle.spots_in(reading, "other")):
            return True
    return False


def _of_another_body(bundle: Bundle, text: str) -> bool:
    """Does a title begin with the name of another agency?"""
    names = bundle.site.names
    return bool(names_in(text.split(maxsplit=1)[0])) and names.stranger(text) if text.strip() else False


def _of_another_year(bundle: Bundle, reading: Reading) -> bool:
    """Do the lines below a page's heading name spans of months, none of which touches the year that is wanted?"""
    if bundle.item.period not in ("year", "first-half", "previous-year"):
        return False
    wanted = wanted_year(bundle.item.period, bundle.fiscal_year)
    year = fiscal_months(wanted)
    spans = [span for line in _below_title(bundle, reading) for span in ranges(line.text)]
    return bool(spans) and all(span.last < year[0] or span.first > year[-1] for span in spans)


def _half_year(bundle: Bundle, reading: Reading) -> bool:
    """Do the lines below a page's heading say that what stands there is of the first half of the year only?"""
    wanted = bundle.fiscal_year - 1
    half = frozenset(first_half(wanted))
    texts = [line.text for line in _below_title(bundle, reading)]
    named = [hit.months for text in texts for hit in month_hits(text, wanted) if len(hit.months) > 1]
    spans = [span for text in texts for span in ranges(text)]
    if spans:
        return all(span.first == min(half) and span.last in half for span in spans)
    return bool(named) and all(set(months) <= half for months in named)


def _names(bundle: Bundle, reading: Reading) -> set[str]:
    texts = titles(bundle, reading)
    if reading.is_page:
        texts += [line.text for line in reading.headings]
        first = [name for text in texts[:2] for name in bundle.site.identifier.items(text)]
        later = bundle.item.item if any(bundle.item.item in bundle.site.identifier.items(t) for t in texts) else ""
        return {*first, *([later] if later else [])}
    return {name for text in texts for name in bundle.site.identifier.items(text)}


def _many_years(bundle: Bundle, member: Member) -> bool:
    """Does the cover (or, where it names no year, the link) speak of a span of years and never of the year alone?"""
    for text in (cover_text(bundle, member.reading), member.reading.document.title, *(m.text for m in member.mentions)):
        hits = [hit for hit in years(text) if hit.kind in ("fiscal", "plain", "range")]
        if hits:
            alone = any(hit.kind != "range" and hit.year == bundle.fiscal_year for hit in hits)
            return not alone and any(hit.kind == "range" and hit.end_year > hit.year for hit in hits)
    return False


def _about(bundle: Bundle, member: Member) -> bool:
    spots = bundle.spots_in(member.reading, "about")
    # One cell alone ("รับคนอย่างโปร่งใส") makes no report on staff one on integrity.
    if len({s.line.index for s in spots}) >= ABOUT or any(s.line.block.kind != "cell" for s in spots):
        return True
    return any(
        bundle.says(text, "about") for text in (*titles(bundle, member.reading), *(m.words for m in member.mentions))
    )
