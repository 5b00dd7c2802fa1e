"""Where each agency stands: its predicted score now and in earlier runs, its items by status, its surveys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from checks.verdict import Score, Status
from reports.agency_page import agency_name, run_moment
from reports.agency_report import AgencyReport, Responses
from reports.charts import sparkline
from reports.dates import day
from reports.figures import SHOWN_ALWAYS, Range, counts, shown
from reports.heatmap import Named, kind_word
from reports.hostile import NAME_LENGTH, shorten
from reports.news import instant
from reports.thai_order import dictionary_key
from reports.words import Words


@dataclass(frozen=True)
class Standing:
    """One agency. before: the score of the run before this one, None where there was none; before_at: its day.

    year: of its book where that is not the province's, else 0. draft: its year's book is one. office: its score is no
    official one. owing: items without a submitted link, None where that is not known.
    """

    href: str
    name: str
    about: str
    office: bool
    year: int
    draft: bool
    run_at: str
    oit: Range
    before: Range | None
    before_at: str
    line: Markup
    counts: tuple[int, ...]
    owing: int | None
    responses: tuple[Responses, ...]


@dataclass(frozen=True)
class Standings:
    """The table; ``statuses`` and ``tools`` head the columns of counts and of survey answers.

    history: some agency was judged before. owing: for some agency it is known how many links it owes. offices: some
    agency is one.
    """

    statuses: tuple[Status, ...]
    tools: tuple[str, ...]
    rows: tuple[Standing, ...]
    history: bool
    owing: bool
    offices: bool


def standings(named: Sequence[Named], fiscal_year: int, owing: Mapping[str, int], words: Words) -> Standings:
    """Gather the table, in the order of a Thai dictionary."""
    found = {href: dict(counts(report.judgement)) for href, report in named}
    statuses = tuple(s for s in Status if s in SHOWN_ALWAYS or any(s in one for one in found.values()))
    rows = [
        _standing(href, report, tuple(found[href].get(s, 0) for s in statuses), fiscal_year, owing, words)
        for href, report in named
    ]
    return Standings(
        statuses=statuses,
        tools=tuple(sorted({one.tool for row in rows for one in row.responses})),
        rows=tuple(sorted(rows, key=lambda row: (dictionary_key(row.name), row.href))),
        history=any(row.before for row in rows),
        owing=any(row.owing is not None for row in rows),
        offices=any(row.office for row in rows),
    )


def _standing(
    href: str, report: AgencyReport, by_status: tuple[int, ...], year: int, owing: Mapping[str, int], words: Words
) -> Standing:
    now = instant(report.started_at)
    earlier = [point for point in report.history if instant(point.started_at) < now]
    before = earlier[-1] if earlier else None
    return Standing(
        href=href,
        name=agency_name(report, words),
        about=_about(report, words),
        office=report.office,
        year=report.judgement.fiscal_year if report.judgement.fiscal_year != year else 0,
        draft=report.rubric.status == "draft",
        run_at=run_moment(report, words),
        oit=shown(report.judgement.oit),
        before=shown(Score(before.low, before.high)) if before else None,
        before_at=day(before.started_at, words) if before else "",
        line=sparkline(report.history, words) if earlier else Markup(),
        counts=by_status,
        owing=owing.get(report.judgement.agency),
        responses=report.responses,
    )


def _about(report: AgencyReport, words: Words) -> str:
    """Its kind, and the unit that an office contributes to."""
    parent = words("province.parent", name=shorten(report.parent, NAME_LENGTH)) if report.parent else ""
    return ", ".join(filter(None, (kind_word(report.kind, words) if report.kind else "", parent)))
