"""The ITA as a whole: total and level now, what mending each gap would give, and the fewest gaps to the next level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from checks.ita import TOOLS, surveyed
from checks.rubric import Ita
from reports.agency_report import AgencyReport, Published
from reports.charts import published_chart
from reports.figures import Range, shown
from reports.hostile import NAME_LENGTH, clean, shorten
from reports.whatif_lines import Bound, Goal, Need, Past, Step, Tool, Trial
from reports.whatif_reckoned import Reckoned, level_name
from reports.words import Words

FIRST = 5
"""Gaps that stand on the page at once; the others open below them."""


@dataclass(frozen=True, kw_only=True)
class WhatIf:
    """Everything in the block. The rule's part is empty where the year's book has no rule, level where no total is.

    unknown: surveys that were not entered. passes: whether the total passes, ``""`` where it is not known.
    """

    year: int
    draft: bool
    source: str
    tools: tuple[Tool, ...]
    unknown: tuple[str, ...]
    total: Range | None
    level: str
    passes: Literal["", "yes", "perhaps", "no"]
    pass_mark: str
    first: tuple[Step, ...]
    further: tuple[Step, ...]
    goals: tuple[Goal, ...]
    needs: tuple[Need, ...]
    bounds: tuple[Bound, ...]
    trial: Trial | None
    past: tuple[Past, ...]
    chart: Markup


def what_if(report: AgencyReport, words: Words) -> WhatIf | None:
    """The block of an agency; None for an office, which has no score of its own, and where there is nothing to say."""
    rule = report.rubric.book.ita
    if report.office or (rule is None and not report.published):
        return None
    surveys = _surveys(rule, report)
    reckoned = Reckoned(rule, report, surveys, words) if rule is not None else None
    return WhatIf(
        year=report.judgement.fiscal_year,
        draft=report.rubric.status == "draft",
        source=clean(rule.source) if rule is not None else "",
        tools=reckoned.tools() if reckoned else (),
        unknown=tuple(tool for tool in TOOLS if tool != "OIT" and tool not in surveys),
        total=shown(reckoned.now) if reckoned and reckoned.now else None,
        level=reckoned.level(report.judgement.oit) if reckoned else "",
        passes=reckoned.passes() if reckoned else "",
        pass_mark=f"{rule.passes:g}" if rule is not None else "",
        first=reckoned.steps[:FIRST] if reckoned else (),
        further=reckoned.steps[FIRST:] if reckoned else (),
        goals=reckoned.goals() if reckoned else (),
        needs=reckoned.needs() if reckoned else (),
        bounds=_bounds(rule, words) if rule is not None else (),
        trial=reckoned.trial() if reckoned else None,
        past=tuple(_past(one) for one in sorted(report.published, key=lambda one: one.fiscal_year, reverse=True)),
        chart=published_chart(report.published, words),
    )


def _surveys(rule: Ita | None, report: AgencyReport) -> dict[str, float]:
    if rule is None:
        return {}
    return surveyed(rule, iit=report.surveys.iit, eit=report.surveys.eit, parts=report.surveys.eit_parts)


def _bounds(rule: Ita, words: Words) -> tuple[Bound, ...]:
    return tuple(
        Bound(level_name(one, words), f"{one.least:.2f}", f"{one.each:.2f}" if one.each else "") for one in rule.levels
    )


def _past(one: Published) -> Past:
    figures = tuple("" if figure is None else f"{figure:.2f}" for figure in (one.iit, one.eit, one.oit))
    return Past(one.fiscal_year, f"{one.total:.2f}", shorten(one.level, NAME_LENGTH), figures)
