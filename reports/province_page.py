"""What the page of a whole province shows, from top to bottom, as plain data for its template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checks.rubric import Rubric
from checks.verdict import Judgement, Score, Status
from reports.agency_page import agency_name
from reports.coverage import ItemCount, item_count, items_of, most_missed
from reports.dates import day, moment
from reports.figures import Range, shown
from reports.heatmap import HeatMap, Named, heat_map
from reports.hostile import NAME_LENGTH, shorten
from reports.news import News, news
from reports.province_report import Deadline, ProvinceReport
from reports.sentences import Sentences
from reports.standings import Standings, standings
from reports.titles import item_title
from reports.twins import SharedGap, twins
from reports.unread import Awaited, Unread, awaited, partly_unread, wholly_unread
from reports.whatif import WhatIf, what_if
from reports.words import Words

SOON = 7
NEAR = 30
"""Days below which a deadline is told as pressing, and as near."""

PROVINCE = "province"
"""The kind of the unit that the province itself is."""


@dataclass(frozen=True)
class DeadlineCard:
    """A deadline. tone: ``soon``, ``near``, ``far`` or ``over``; left: the days in words. asks: of agencies."""

    title: str
    date: str
    left: str
    whose: str
    tone: str
    asks: bool


@dataclass(frozen=True)
class Overview:
    """The figures at the head. score: mean of the assessed units, None where none was judged. counts: of all items."""

    score: Range | None
    units: int
    judged: int
    listed: int
    met: int
    asked: int
    counts: tuple[tuple[Status, int], ...]


@dataclass(frozen=True)
class NewsPart:
    """What changed since a moment: which moment, in words, and what."""

    title: str
    since: str
    news: News


@dataclass(frozen=True)
class TwinGap:
    """An item that agencies of a template lack alike. sentence: what is missing; names: who lacks it."""

    item: str
    title: str
    sentence: str
    names: tuple[str, ...]
    elsewhere: int
    others: int


@dataclass(frozen=True)
class TwinGroup:
    """Agencies on one template and what most of them lack."""

    agencies: tuple[tuple[str, str], ...]
    gaps: tuple[TwinGap, ...]


@dataclass(frozen=True)
class ProvincePage:
    """Everything on the province's page. heat: None where nothing was judged yet.

    whatif: the ITA as a whole of the province's own unit, with the file of its page.
    """

    name: str
    fiscal_year: int
    draft: bool
    made_at: str
    overview: Overview
    deadlines: tuple[DeadlineCard, ...]
    other_deadlines: tuple[DeadlineCard, ...]
    news: tuple[NewsPart, ...]
    heat: HeatMap | None
    missed: tuple[ItemCount, ...]
    items: tuple[ItemCount, ...]
    unread: tuple[Unread, ...]
    partly: tuple[Unread, ...]
    waiting: tuple[Awaited, ...]
    twins: tuple[TwinGroup, ...]
    standings: Standings
    whatif: tuple[str, WhatIf] | None

    def has(self, place: str) -> bool:
        """Tell whether the page has the section that is called ``place``."""
        sections = {
            "news": self.news,
            "map": self.heat,
            "missed": self.items,
            "twins": self.twins,
            "unread": (*self.unread, *self.partly),
            "waiting": self.waiting,
            "standings": self.standings.rows,
        }
        return bool(sections[place])


def province_page(report: ProvinceReport, named: Sequence[Named], words: Words) -> ProvincePage:
    """Gather what the page shows. named: the agencies' reports with the files of their pages."""
    of_year = [one for one in named if report.rubric is not None and one[1].rubric.year == report.rubric.year]
    counted = item_counts(report, words)
    cards = [_deadline(one, words) for one in report.deadlines]
    return ProvincePage(
        name=shorten(report.name, NAME_LENGTH),
        fiscal_year=report.fiscal_year,
        draft=report.rubric is not None and report.rubric.status == "draft",
        made_at=moment(report.made_at, words),
        overview=_overview(report, counted),
        deadlines=tuple(card for card in cards if card.asks and card.tone != "over"),
        other_deadlines=tuple(card for card in cards if not card.asks or card.tone == "over"),
        news=_news(report, named, words),
        heat=heat_map(named, report.rubric, report.name, words) if report.rubric is not None and of_year else None,
        missed=most_missed(counted),
        items=counted,
        unread=wholly_unread(named, words),
        partly=partly_unread(named, words),
        waiting=awaited(report.waiting, words),
        twins=_twins(report.rubric, of_year, words) if report.rubric is not None else (),
        standings=standings(named, report.fiscal_year, report.owing or {}, words),
        whatif=_whatif(of_year, words),
    )


def _whatif(named: Iterable[Named], words: Words) -> tuple[str, WhatIf] | None:
    """The province's own unit stands for the province; other units have the block on their pages."""
    own = next(((href, report) for href, report in named if report.kind == PROVINCE and not report.office), None)
    found = what_if(own[1], words) if own else None
    return (own[0], found) if own and found else None


def item_counts(report: ProvinceReport, words: Words) -> tuple[ItemCount, ...]:
    """Every item of the book counted over all agencies of its year, in the book's order."""
    if report.rubric is None:
        return ()
    rubric = report.rubric
    judgements = [one.judgement for one in report.agencies if one.rubric.year == rubric.year]
    return tuple(item_count(rubric.items[item], judgements, words) for item in items_of(rubric))


def _overview(report: ProvinceReport, counted: Iterable[ItemCount]) -> Overview:
    units = [one.judgement for one in report.agencies if not one.office and one.rubric.year == report.fiscal_year]
    found: Counter[Status] = Counter()
    for one in counted:
        found.update(dict(one.counts))
    return Overview(
        score=shown(_mean(units)) if units else None,
        units=len(units),
        judged=len(report.agencies),
        listed=len(report.agencies) + len(report.waiting),
        met=found[Status.MET],
        asked=found.total() - found[Status.EXEMPT],
        counts=tuple((status, found[status]) for status in Status if found[status]),
    )


def _mean(judgements: Sequence[Judgement]) -> Score:
    count = len(judgements)
    return Score(sum(one.oit.low for one in judgements) / count, sum(one.oit.high for one in judgements) / count)


def _deadline(one: Deadline, words: Words) -> DeadlineCard:
    if one.state == "over":
        tone, left = "over", words("province.deadline_over", days=-one.days)
    else:
        tone = "soon" if one.days <= SOON else "near" if one.days <= NEAR else "far"
        left = words("province.deadline_today" if one.days == 0 else "province.deadline_left", days=one.days)
    ends = day(one.ends, words)
    return DeadlineCard(
        title=shorten(one.title, NAME_LENGTH),
        date=words("province.deadline_at", date=ends, time=shorten(one.closes, NAME_LENGTH)) if one.closes else ends,
        left=left,
        whose=words(f"province.whose.{one.whose}"),
        tone=tone,
        asks=one.asks,
    )


def _news(report: ProvinceReport, named: Sequence[Named], words: Words) -> tuple[NewsPart, ...]:
    """Since the last night and since the last round of links; all of the year where there was neither.

    Where both tell the same, it is told once.
    """
    marks = [("province.since_night", report.last_night), ("province.since_round", report.last_round)]
    told = [(key, since) for key, since in marks if since]
    if not told and report.changes:
        told = [("province.since_ever", "")]
    parts = [
        NewsPart(words(key), moment(since, words) if since else "", news(report.changes, since, named, words))
        for key, since in told
    ]
    if len(parts) > 1 and parts[0].news == parts[1].news:
        return (NewsPart(words("province.since_both"), "", parts[0].news),)
    return tuple(parts)


def _twins(rubric: Rubric, named: Sequence[Named], words: Words) -> tuple[TwinGroup, ...]:
    pages = {report.judgement.agency: (agency_name(report, words), href) for href, report in reversed(named)}
    sentences = Sentences(rubric, words)
    return tuple(
        TwinGroup(
            agencies=tuple(pages[code] for code in group.agencies),
            gaps=tuple(
                TwinGap(
                    item=gap.item,
                    title=item_title(rubric.items[gap.item], words),
                    sentence=_said(gap, named, sentences),
                    names=tuple(pages[code][0] for code in gap.lacking),
                    elsewhere=gap.elsewhere,
                    others=gap.others,
                )
                for gap in group.gaps
                if gap.item in rubric.items
            ),
        )
        for group in twins([report for _, report in named])
    )


def _said(gap: SharedGap, named: Iterable[Named], sentences: Sentences) -> str:
    """The sentence of the gap's code; empty where it needs facts that are true of one agency only."""
    facts = [
        verdict.facts
        for _, report in named
        if report.judgement.agency in gap.lacking
        for verdict in report.judgement.items
        if verdict.item == gap.item
    ]
    shared = {name: value for name, value in facts[0].items() if all(one.get(name) == value for one in facts)}
    said = sentences.say(gap.item, gap.code, shared)
    return "" if "…" in said else said
