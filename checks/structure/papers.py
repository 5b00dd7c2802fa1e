"""Which of a bundle's readings are the paper that the item asks for: a plan is no report, and a report is no plan.

What a paper says of itself on its cover decides; a right title on the link to it does not help.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import msgspec

from checks.bundle import Bundle, Member
from checks.finding import unmet
from checks.reading import Reading
from checks.thai.numbers import amounts
from checks.thai.periods import years
from checks.verdict import Finding, Quote

COVER_LINES = 8
"""Printed titles run over several lines; what comes after so many is a foreword."""

COVER_TEXT = 320

HUNDRED = 100

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
        if line.block.kind == "cell" or line.block.page != first or _row_of_figures(line.text):
            # The line above the first row is the table's header, where the table has none marked.
            texts = texts[:-1] if len(texts) > 1 and not line.block.head else texts
            break
        if texts and bundle.says(line.text, "foreword"):
            break
        texts.append(line.text)
    return " ".join(texts)[:COVER_TEXT]


def _row_of_figures(text: str) -> bool:
    return sum(a.unit in ("", "baht") and a.value >= HUNDRED for a in amounts(text)) > 1


def titles(bundle: Bundle, reading: Reading) -> list[str]:
    """Its own title and its cover."""
    return [text for text in (cover_text(bundle, reading), reading.document.title) if text]


def own_title(bundle: Bundle, reading: Reading) -> bool:
    """Does it call itself what the item asks for?"""
    return bundle.item.item in _names(bundle, reading)


def _refusal(bundle: Bundle, member: Member, rivals: AbstractSet[str], *, one_year: bool) -> str:
    reading = member.reading
    names = _names(bundle, reading)
    mine = bundle.item.item in names
    said = titles(bundle, reading)
    if one_year and _many_years(bundle, member):
        return "not-one-year"
    if not mine:
        checks = {bundle.site.rubric.items[name].check for name in names}
        reports = any(bundle.says(text, "report") for text in said)
        plans = {check for check in checks & set(rivals) if check.endswith("_plan")}
        if (checks & set(rivals)) - (plans if reports else set()):
            return "other-paper"
        if any(bundle.says(text, "other") for text in said):
            return "other-paper"
    if bundle.item.words.get("about") and not _about(bundle, member):
        return "other-paper"
    return ""


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
    if bundle.spots_in(member.reading, "about"):
        return True
    return any(
        bundle.says(text, "about") for text in (*titles(bundle, member.reading), *(m.words for m in member.mentions))
    )
