"""What an agency's page shows, from top to bottom, as plain data for its template."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from checks.verdict import ItemVerdict, Status
from reports.agency_report import AgencyReport
from reports.cards import Card, Cards
from reports.charts import group_bars, score_chart
from reports.dates import day, moment
from reports.failures import FailureGroup, grouped
from reports.figures import Group, Range, counts, item_map, shown
from reports.gains import gains, only_link, points, reachable
from reports.hostile import NAME_LENGTH, Link, link, shorten
from reports.lacks import lacks
from reports.sentences import Sentences
from reports.titles import item_title
from reports.whatif import WhatIf, what_if
from reports.words import Words

INDICATORS: Final = ("9", "10")

FIRST: Final = 5
"""Gaps that are told first; the others are folded away."""


@dataclass(frozen=True)
class Task:
    """One line of "what to do first": the item, what it lacks, the OIT points it would bring."""

    item: str
    title: str
    sentence: str
    points: str


@dataclass(frozen=True)
class Tasks:
    """All gaps, those worth most first. after: the score when those that are told first are mended."""

    first: tuple[Task, ...]
    rest: tuple[Task, ...]
    after: str


@dataclass(frozen=True)
class Section:
    """The cards of a sub-indicator; number and title are empty for items that stand in none. gaps: not all complete."""

    number: str
    title: str
    score: Range | None
    cards: tuple[Card, ...]
    gaps: bool


@dataclass(frozen=True)
class AgencyPage:
    """Everything on an agency's page.

    undecided: how many items are not decided yet. highest: the score when every item is complete; to_highest: the part
    of the bar between what may hold already and that. source: where the year's rules come from.
    """

    name: str
    website: Link
    fiscal_year: int
    draft: bool
    as_of: str
    run_at: str
    run_id: str
    rubric: str
    source: str
    pages: int
    documents: int
    deadline: str
    oit: Range
    undecided: int
    highest: str
    to_highest: str
    indicators: tuple[tuple[str, Range], ...]
    counts: tuple[tuple[Status, int], ...]
    gaps: int
    groups: tuple[Group, ...]
    group_chart: Markup
    score_chart: Markup
    tasks: Tasks
    follow_ups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    whatif: WhatIf | None
    limits: tuple[str, ...]
    sections: tuple[Section, ...]
    failures: tuple[FailureGroup, ...]


def agency_page(report: AgencyReport, words: Words, *, beside: Collection[str] = ()) -> AgencyPage:
    """Gather what an agency's page shows. beside: items whose own page shows other agencies."""
    judgement, rubric = report.judgement, report.rubric
    verdicts = [v for v in judgement.items if v.item in rubric.items]
    gained = gains(rubric, verdicts)
    found = Cards(report, words, gained={v.item: points(gain) for v, gain in gained}, beside=beside)
    highest = max(reachable(rubric, verdicts), judgement.oit.high)
    groups = item_map(judgement, rubric, words)
    return AgencyPage(
        name=agency_name(report, words),
        website=link(report.agency_url),
        fiscal_year=judgement.fiscal_year,
        draft=rubric.status == "draft",
        as_of=day(judgement.as_of, words),
        run_at=run_moment(report, words),
        run_id=shorten(report.run_id, NAME_LENGTH),
        rubric=judgement.rubric,
        source=shorten(rubric.book.source, 2 * NAME_LENGTH),
        pages=report.pages,
        documents=report.documents,
        deadline=shorten(report.deadline, NAME_LENGTH),
        oit=shown(judgement.oit),
        undecided=sum(v.status in {Status.UNCLEAR, Status.UNREACHABLE, Status.BROKEN} for v in verdicts),
        highest=f"{highest:.2f}",
        to_highest=f"{highest - judgement.oit.high:.2f}",
        indicators=tuple(
            (words(f"score.indicator_{n}"), shown(judgement.indicators[n]))
            for n in INDICATORS
            if n in judgement.indicators
        ),
        counts=counts(judgement),
        gaps=sum(_is_gap(v.status) for v in verdicts),
        groups=groups,
        group_chart=group_bars(groups, words),
        score_chart=score_chart(report.history, words) if len(report.history) > 1 else Markup(""),
        tasks=_tasks(report, gained, words),
        follow_ups=_follow_ups(report, verdicts, words),
        whatif=what_if(report, words),
        limits=_limits(report, words),
        sections=_sections(groups, {v.item: found.card(rubric.items[v.item], v) for v in verdicts}),
        failures=grouped(report.failures, words),
    )


def agency_name(report: AgencyReport, words: Words) -> str:
    """The agency's name; where it could not be learnt, its code."""
    return shorten(report.judgement.agency_name or report.judgement.agency, NAME_LENGTH) or words("unnamed")


def run_moment(report: AgencyReport, words: Words) -> str:
    """When the evidence was gathered; where that is not known, when it was judged."""
    return moment(report.finished_at or report.started_at or report.judged_at, words)


def _tasks(report: AgencyReport, gained: Sequence[tuple[ItemVerdict, float]], words: Words) -> Tasks:
    sentences = Sentences(report.rubric, words)
    tasks = tuple(
        Task(
            item=verdict.item,
            title=item_title(entry := report.rubric.items[verdict.item], words),
            sentence=words("todo.only_link") if only_link(verdict) else lacks(entry, verdict, sentences, words),
            points=points(gain),
        )
        for verdict, gain in gained
    )
    after = report.judgement.oit.low + sum(gain for _, gain in gained[:FIRST])
    return Tasks(tasks[:FIRST], tasks[FIRST:], f"{after:.2f}")


def _sections(groups: Sequence[Group], cards: dict[str, Card]) -> tuple[Section, ...]:
    """The cards in the book's groups; those of items that stand in no group come last, under no heading."""
    placed = [
        (group.number, group.title, group.score, tuple(cards.pop(name) for name, *_ in group.items if name in cards))
        for group in groups
    ]
    placed.append(("", "", None, tuple(cards.values())))
    return tuple(Section(*one, gaps=any(_is_gap(card.status) for card in one[3])) for one in placed if one[3])


def _is_gap(status: Status) -> bool:
    return status not in {Status.MET, Status.EXEMPT}


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
