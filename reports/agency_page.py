"""What an agency's page shows, from top to bottom, as plain data for its template."""

from __future__ import annotations

from dataclasses import dataclass

from checks.verdict import ItemVerdict, Status
from reports.agency_report import AgencyReport
from reports.cards import Card, Cards, missing_names
from reports.dates import day, moment
from reports.failures import FailureGroup, grouped
from reports.figures import Group, Range, counts, item_map, shown
from reports.gains import gains, only_link
from reports.hostile import NAME_LENGTH, Link, link, shorten
from reports.titles import item_title
from reports.words import Words

INDICATORS = ("9", "10")


@dataclass(frozen=True)
class Task:
    """One line of "what to do first": the item, what it lacks, the OIT points it would bring."""

    item: str
    title: str
    missing: tuple[str, ...]
    only_link: bool
    points: str


@dataclass(frozen=True)
class AgencyPage:
    """Everything on an agency's page."""

    name: str
    website: Link
    fiscal_year: int
    draft: bool
    as_of: str
    run_at: str
    run_id: str
    rubric: str
    pages: int
    documents: int
    oit: Range
    indicators: tuple[tuple[str, Range], ...]
    counts: tuple[tuple[Status, int], ...]
    groups: tuple[Group, ...]
    tasks: tuple[Task, ...]
    follow_ups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    limits: tuple[str, ...]
    cards: tuple[Card, ...]
    failures: tuple[FailureGroup, ...]


def agency_page(report: AgencyReport, words: Words) -> AgencyPage:
    """Gather what an agency's page shows."""
    judgement, rubric = report.judgement, report.rubric
    cards = Cards(report, words)
    verdicts = [v for v in judgement.items if v.item in rubric.items]
    return AgencyPage(
        name=agency_name(report, words),
        website=link(report.agency_url),
        fiscal_year=judgement.fiscal_year,
        draft=rubric.status == "draft",
        as_of=day(judgement.as_of, words),
        run_at=run_moment(report, words),
        run_id=shorten(report.run_id, NAME_LENGTH),
        rubric=judgement.rubric,
        pages=report.pages,
        documents=report.documents,
        oit=shown(judgement.oit),
        indicators=tuple(
            (words(f"score.indicator_{n}"), shown(judgement.indicators[n]))
            for n in INDICATORS
            if n in judgement.indicators
        ),
        counts=counts(judgement),
        groups=item_map(judgement, rubric, words),
        tasks=_tasks(report, words),
        follow_ups=_follow_ups(report, verdicts, words),
        limits=_limits(report, words),
        cards=tuple(cards.card(rubric.items[v.item], v) for v in verdicts),
        failures=grouped(report.failures, words),
    )


def agency_name(report: AgencyReport, words: Words) -> str:
    """The agency's name; where it could not be learnt, its code."""
    return shorten(report.judgement.agency_name or report.judgement.agency, NAME_LENGTH) or words("unnamed")


def run_moment(report: AgencyReport, words: Words) -> str:
    """When the evidence was gathered; where that is not known, when it was judged."""
    return moment(report.finished_at or report.started_at or report.judged_at, words)


def _tasks(report: AgencyReport, words: Words) -> tuple[Task, ...]:
    rubric = report.rubric
    verdicts = [v for v in report.judgement.items if v.item in rubric.items]
    return tuple(
        Task(
            item=verdict.item,
            title=item_title(rubric.items[verdict.item], words),
            missing=missing_names(rubric.items[verdict.item], verdict, words),
            only_link=only_link(verdict),
            points=f"+{points:.2f}",
        )
        for verdict, points in gains(rubric, verdicts)
    )


def _follow_ups(
    report: AgencyReport, verdicts: list[ItemVerdict], words: Words
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Short lists of items that need a person's look, a second try, or a link; empty lists are left out."""
    lists = (
        ("todo.look", [v for v in verdicts if v.status is Status.UNCLEAR]),
        ("todo.retry", [v for v in verdicts if v.status is Status.UNREACHABLE]),
        ("todo.owes", [v for v in verdicts if v.owes_link and v.status is Status.MET]),
    )
    titles = {name: item_title(entry, words) for name, entry in report.rubric.items.items()}
    return tuple((words(key), tuple((v.item, titles[v.item]) for v in found)) for key, found in lists if found)


def _limits(report: AgencyReport, words: Words) -> tuple[str, ...]:
    """Limits and notes in plain words, each once; a note without words of ours is shown as it is."""
    said = [
        words(key) if (key := f"limit.{code}") in words else words("limit.other", code=shorten(code, NAME_LENGTH))
        for code in report.limits
    ]
    for note in report.notes:
        code, _, detail = note.partition(":")
        key = f"note.{code}"
        shown_note = shorten(detail if key in words else note, NAME_LENGTH)
        said.append(words(key, detail=shown_note) if key in words else shown_note)
    return tuple(dict.fromkeys(said))
