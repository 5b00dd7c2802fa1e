"""Writing the pages: each file appears whole or not at all, the province's page last."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from checks.verdict import Status
from reports.agency_page import agency_page
from reports.agency_report import AgencyReport
from reports.coverage import items_of
from reports.heatmap import Named
from reports.item_page import ItemPages
from reports.names import file_names
from reports.province_page import item_counts, province_page
from reports.province_report import ProvinceReport
from reports.render import render_agency, render_item, render_province
from reports.words import Words, words


def write(report: ProvinceReport | Sequence[AgencyReport], out: Path, *, lang: str = "th") -> Path:
    """Write one page an agency, one an item, and the province's page beside them; return the last one's path.

    report: a whole province, or agencies that stand for themselves.

    The same reports give the same bytes. Pages of agencies that are not in ``report`` are left alone.

    Raises:
        ValueError: there are no words for ``lang``.
        OSError: the folder cannot be written; pages written before stay whole.
    """
    say = words(lang)
    whole = report if isinstance(report, ProvinceReport) else _without_province(report)
    out.mkdir(parents=True, exist_ok=True)
    ordered = sorted(whole.agencies, key=lambda r: (r.judgement.agency, r.judgement.fiscal_year, r.run_id))
    named = list(zip(file_names(r.judgement.agency for r in ordered), ordered, strict=True))
    good = _good_examples(whole)
    for name, one in named:
        _replace(out / name, render_agency(agency_page(one, say, beside=_items_beside(whole, one, good)), lang=lang))
    for name, content in _items(whole, named, say):
        _replace(out / name, content)
    index = out / "index.html"
    _replace(index, render_province(province_page(whole, named, say), lang=lang))
    return index


def _without_province(reports: Sequence[AgencyReport]) -> ProvinceReport:
    """Agencies that stand for themselves, with the book of the newest year among them."""
    newest = max(reports, key=lambda r: (r.rubric.year, r.judged_at), default=None)
    return ProvinceReport(
        name="",
        fiscal_year=newest.rubric.year if newest else 0,
        made_at=max((r.judged_at for r in reports), default=""),
        rubric=newest.rubric if newest else None,
        agencies=tuple(reports),
    )


def _good_examples(report: ProvinceReport) -> Counter[str]:
    """How many agencies of the book's year have each of its items complete."""
    rubric = report.rubric
    if rubric is None:
        return Counter()
    of_year = [one.judgement for one in report.agencies if one.rubric.year == rubric.year]
    good = Counter(v.item for one in of_year for v in one.items if v.status is Status.MET)
    return Counter({item: good[item] for item in items_of(rubric)})


def _items_beside(report: ProvinceReport, agency: AgencyReport, good: Mapping[str, int]) -> tuple[str, ...]:
    """Items of which another agency is a good example: those have a page in the same folder that shows it."""
    if report.rubric is None or report.rubric.year != agency.rubric.year:
        return ()
    own = {v.item for v in agency.judgement.items if v.status is Status.MET}
    return tuple(item for item, count in good.items() if count > (item in own))


def _items(report: ProvinceReport, named: Sequence[Named], say: Words) -> Iterator[tuple[str, bytes]]:
    rubric = report.rubric
    if rubric is None:
        return
    pages = ItemPages(rubric, [one for one in named if one[1].rubric.year == rubric.year], report.name, say)
    counts = item_counts(report, say)
    for before, count, after in zip((None, *counts), counts, (*counts[1:], None), strict=False):
        yield count.href, render_item(pages.page(count, before, after), lang=say.lang)


def _replace(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path`` in one step, so that a reader never meets half a page."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
