"""Judging one bundle: run an item's check on it, then weigh what could not be read or dated."""

from __future__ import annotations

import itertools
import logging
import re
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from checks.bundle import Bundle
from checks.evidence import TEXT_KINDS, Block
from checks.items import elements
from checks.links import url_key
from checks.partial import left_out
from checks.period import Fit, wanted_year
from checks.reading import Reading
from checks.thai.dates import dates
from checks.unread import unread_finding
from checks.verdict import Finding, Quote, Status

log = logging.getLogger(__name__)

PICTURE_TEXT = 300
"""A page of the item with less own text than this and a content picture may carry its evidence in the picture."""

SURE_ENOUGH = 60
"""Percent of OCR confidence below which words decide nothing."""

FIGURES = frozenset({
    "month-missing", "partial-period", "half-incomplete", "second-quarter-only", "not-by-month", "price-missing",
    "contract-date-missing", "contract-number-missing", "one-year-plan", "no-figures", "no-service-figures",
})  # fmt: skip
"""Codes of gaps that are found by reading dates and numbers."""

SEVERAL = 3
"""So many papers are one for each month: their titles say the month in words, which OCR reads well."""

_ICON = re.compile(
    r"(icon|logo|banner|button|btn|bullet|arrow|spacer|blank|line|new\.gif|\.ico|pdf|avatar|flag|bg|share"
    r"|folder|^(?:word|excel|zip|rss|dot|hot|star|attach\w*|(?:print|e?mail)button)\.(?:gif|png|svg)$)",
    re.IGNORECASE,
)


_PHOTOGRAPH = re.compile(
    r"(?<![a-z])(?:act|activity|activities|news|slide|gallery|photo)(?![a-z])|กิจกรรม|บรรยากาศ|ภาพข่าว", re.IGNORECASE
)
"""Names and captions of photographs of what went on, which are no papers."""

AHEAD = ("_plan", "_progress")
PAPERS = (*AHEAD, "_results")
"""Checks of papers that no photograph shows."""

CAPTION = 40

STORY = 80
"""A paragraph with a date and more letters than this tells what happened: its pictures show that."""


class Attempt(msgspec.Struct, frozen=True):
    """The findings for all elements of an item from one bundle."""

    bundle: Bundle
    findings: tuple[Finding, ...]
    rank: float = 0.0
    reasons: str = ""

    @property
    def weight(self) -> tuple[int, int]:
        """How much of the item this attempt carries: elements met, then elements not refuted."""
        met = sum(f.status is Status.MET for f in self.findings)
        return met, sum(f.status in (Status.UNCLEAR, Status.UNREACHABLE) for f in self.findings)


def attempt(bundle: Bundle, rank: float = 0.0, reasons: str = "") -> Attempt:
    """Run the item's check on a bundle."""
    count = len(bundle.item.elements)
    if not bundle.members:
        return Attempt(bundle, (_nothing(bundle),) * count, rank, reasons)
    findings = []
    for function in elements(bundle.item.check):
        try:
            findings.append(function(bundle))
        except Exception as error:
            log.exception("check %s failed on %s", bundle.item.check, bundle.urls[:1])
            detail = f"{bundle.item.check}.{function.__name__}: {type(error).__name__}"
            findings.append(Finding(Status.BROKEN, "check-failed", (), bundle.urls, {"detail": detail}))
    findings = [_dated(bundle, _read_enough(bundle, _told_by_pictures(bundle, f))) for f in findings]
    findings = [_by_figures(bundle, _from_pictures(f)) for f in findings]
    return Attempt(bundle, tuple(findings), rank, reasons)


def _nothing(bundle: Bundle) -> Finding:
    """No reading counts: say what was set aside or could not be read."""
    if bundle.unread:
        return unread_finding(bundle.unread, bundle.urls)
    if bundle.set_aside:
        reading, code, known = bundle.set_aside[0]
        line = next(iter(reading.cover or reading.main), None)
        quote = (reading.quote(line),) if line is not None else (Quote(reading.url, reading.document.title),)
        wanted = wanted_year(bundle.item.period, bundle.fiscal_year)
        facts = {"found_years": ", ".join(map(str, sorted(known.named))), "wanted_year": str(wanted)}
        return Finding(Status.UNMET, code, quote, bundle.urls, facts)
    return Finding(Status.UNMET, "not-found", (), bundle.urls)


def _read_enough(bundle: Bundle, finding: Finding) -> Finding:
    """An unmet element is undecided while a document that should hold it could not be read.

    What is refuted by words that were read (an unmet finding with a quote) stays refuted.
    """
    if finding.status is not Status.UNMET or finding.quotes:
        return finding
    documents = [m for m in bundle.members if not m.reading.is_page]
    said = bundle.item.item
    open_ones = [u for u in bundle.unread if not documents or said in bundle.site.identifier.items(u.text)]
    if open_ones:
        instead = unread_finding(open_ones, finding.looked)
        return instead if instead.status is not Status.UNMET or not documents else finding
    picture = None if bundle.item.sees_pictures else _picture(bundle)
    if picture is not None:
        return Finding(Status.UNCLEAR, "picture-only", (picture,), finding.looked)
    return _half_read(bundle, finding)


def _half_read(bundle: Bundle, finding: Finding) -> Finding:
    """What is not in the part that was read may stand on pages that were not, or were read badly from a picture."""
    for member in bundle.members:
        document = member.reading.document
        if code := left_out(document):
            return Finding(Status.UNCLEAR, code, (), finding.looked, {"url": member.reading.url})
        if document.layer.unread and not member.reading.is_page:
            facts = {"url": member.reading.url, "pages": spans(document.layer.unread)}
            return Finding(Status.UNCLEAR, "pages-unread", (), finding.looked, facts)
        if 0 < document.layer.confidence < SURE_ENOUGH:
            facts = {"url": member.reading.url, "ocr": str(document.layer.confidence)}
            return Finding(Status.UNCLEAR, "ocr-unsure", (), finding.looked, facts)
    return finding


def _told_by_pictures(bundle: Bundle, finding: Finding) -> Finding:
    """Quotes that checks put together from several lines: with the confidence of those that were read in a picture."""
    if not any(m.reading.has_ocr for m in bundle.members):
        return finding
    quotes = tuple(
        q if q.ocr or (reading := bundle.site.at(q.url)) is None else replace(q, ocr=reading.ocr_of(q.text))
        for q in finding.quotes
    )
    return replace(finding, quotes=quotes)


def _from_pictures(finding: Finding) -> Finding:
    """A finding that rests on words read from pictures alone says so, and decides nothing where they are unsure."""
    if not finding.quotes or not all(quote.ocr for quote in finding.quotes):
        return finding
    surest = max(quote.ocr for quote in finding.quotes)
    facts = {**finding.facts, "ocr": str(surest)}
    if surest < SURE_ENOUGH and finding.status in (Status.MET, Status.UNMET):
        facts["url"] = finding.quotes[0].url
        return Finding(Status.UNCLEAR, "ocr-unsure", finding.quotes, finding.looked, facts)
    return replace(finding, facts=facts)


def _by_figures(bundle: Bundle, finding: Finding) -> Finding:
    """No gap rests on a date or a number that was read from a picture: the figures are what OCR reads worst."""
    if finding.status is not Status.UNMET or finding.code not in FIGURES:
        return finding
    urls = {quote.url for quote in finding.quotes}
    seen = [m.reading for m in bundle.members if m.reading.has_ocr and (not urls or m.reading.url in urls)]
    if not seen or (finding.code == "month-missing" and len(seen) >= SEVERAL):
        return finding
    quotes = finding.quotes or (seen[0].quote(seen[0].main[0]),)
    facts = {**finding.facts, "url": seen[0].url, "reason": finding.code}
    return Finding(Status.UNCLEAR, "ocr-figures", quotes, finding.looked, facts)


def spans(pages: Sequence[int]) -> str:
    """Page numbers as people write them.

    >>> spans((2, 3, 4, 7))
    '2-4, 7'
    """
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _picture(bundle: Bundle) -> Quote | None:
    """A content picture on a page of the item that has hardly any text beside it.

    A page that the item's page merely links to must speak of the item itself. Photographs of what went on are no plan
    and no report, and the news that one was made shows none.
    """
    check = bundle.item.check
    for member in bundle.members:
        reading = member.reading
        meant = member.named or (member.given and reading.url == (bundle.root.url if bundle.root else ""))
        if (
            not reading.is_page
            or not meant
            or reading is bundle.home
            or (check.endswith(AHEAD) and _tells_story(reading))
        ):
            continue
        own = sum(len(line.text) for line in reading.evidence if line.block.kind != "heading")
        if own >= PICTURE_TEXT:
            continue
        for block in reading.images:
            # A picture called by the agency's own name is the site's head.
            decoration = _ICON.search(block.href.rsplit("/", 1)[-1]) or block.text == bundle.site.case.agency.name != ""
            if (
                block.region == "main"
                and not decoration
                and not (check.endswith(PAPERS) and _is_photograph(reading, block))
                and not _is_sign(bundle, reading, block)
            ):
                return reading.quote_block(block)
    return None


def _is_sign(bundle: Bundle, reading: Reading, picture: Block) -> bool:
    """Is it the banner by which the home page leads to a page that holds the official wording and nothing else?"""
    blocks = bundle.home.document.blocks if bundle.home is not None else ()
    led = (a for a, b in itertools.pairwise(blocks) if b.kind == "link" and url_key(b.href) == url_key(reading.url))
    return any(line.pasted for line in reading.main) and any(a.href == picture.href for a in led if a.kind == "image")


def _tells_story(reading: Reading) -> bool:
    """Does a paragraph tell of something that happened on a day?"""
    told = (line.text for line in reading.evidence if line.block.kind == "paragraph" and len(line.text) > STORY)
    return any(hit.day for text in told for hit in dates(text))


def _is_photograph(reading: Reading, block: Block) -> bool:
    """Is a picture called a photograph by its file, its words or the short text that the pictures stand under?"""
    above = ""
    for other in reading.document.blocks:
        if other is block:
            break
        above = other.text if other.kind in TEXT_KINDS and other.region == "main" else above
    words = (block.href.rsplit("/", 1)[-1], block.text, above if len(above) <= CAPTION else "")
    return any(_PHOTOGRAPH.search(text) for text in words)


def _dated(bundle: Bundle, finding: Finding) -> Finding:
    """What is met by readings that never say their time is undecided where the item asks for a time."""
    if finding.status is not Status.MET or bundle.item.period == "none":
        return finding
    fits = {m.reading.url: m.fit for m in bundle.members}
    if any(fits.get(q.url, Fit.RIGHT) is Fit.RIGHT for q in finding.quotes) or Fit.RIGHT in fits.values():
        return finding
    return Finding(Status.UNCLEAR, "period-unclear", finding.quotes, finding.looked, finding.facts)
