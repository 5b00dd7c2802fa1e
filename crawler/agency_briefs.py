"""From the store to the reports of agencies: all that is known of each, with few questions for all of them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Final

import msgspec

import reports
from checks.evidence import Submitted
from checks.rubric import Rubric
from checks.verdict import ItemVerdict, Judgement
from crawler.books import Books
from crawler.line import links_under
from crawler.office.model import Province
from crawler.read.frame import frame_of, same_templates
from crawler.store import RunInfo, Store
from crawler.store.briefs import Strips
from crawler.thumbnails import thumbnail
from reports.agency_report import Point, Surveys

logger = logging.getLogger(__name__)

LAST_RUNS: Final = 14
"""Runs that a strip of an item's history shows: two weeks of nights."""


def book_of(books: Books, year: int) -> Rubric | None:
    """The book of a year; None where there is none any more. A broken one is told of, never passed over."""
    if year not in books.years():
        logger.warning("there is no book of rules for %d; nothing that was judged by it can be shown", year)
        return None
    return books.load(year)


def agency_reports(
    store: Store, books: Books, rubric: Rubric, province: Province | None, deadline: str
) -> tuple[reports.AgencyReport, ...]:
    """The newest judgement of each agency by a year's book; of a province only those that its list still has.

    deadline: the next one, in words.
    """
    judged = [store.run(run_id) for run_id, _ in store.latest_judged(rubric.year)]
    runs = [run for run in judged if province is None or province.find(run.agency.code) is not None]
    templates = same_templates({run.agency.code: frame_of(*store.briefs.home(run.run_id)) for run in runs})
    known = _Known(
        books=books,
        rubric=rubric,
        province=province,
        deadline=deadline,
        templates=templates,
        since=store.history.standings(rubric.year),
        strips=store.briefs.strips(rubric.year, LAST_RUNS),
        history=_points(store, rubric.year),
    )
    found = (_agency(store, run, known) for run in runs)
    return tuple(report for report in found if report is not None)


class _Known(msgspec.Struct, frozen=True):
    """What is known of all agencies at once, by code."""

    books: Books
    rubric: Rubric
    province: Province | None
    deadline: str
    templates: Mapping[str, str]
    since: Mapping[str, Mapping[str, str]]
    strips: Mapping[str, Strips]
    history: Mapping[str, tuple[Point, ...]]


def _agency(store: Store, run: RunInfo, known: _Known) -> reports.AgencyReport | None:
    judged = store.load_judgement(run.run_id, known.rubric.year)
    if judged is None:
        return None
    judged_at, judgement = judged
    code, province = run.agency.code, known.province
    listed = province.find(code) if province is not None else None
    pages, documents = store.counts(run.run_id)
    return reports.AgencyReport(
        judgement=_of_book(judgement, known.rubric),
        rubric=known.rubric,
        agency_url=run.agency.url,
        run_id=run.run_id,
        started_at=run.started_at,
        finished_at=run.finished_at,
        judged_at=judged_at,
        pages=pages,
        documents=documents,
        failures=store.failures(run.run_id),
        limits=run.limits,
        notes=store.notes(run.run_id),
        submitted=_submitted(store, run, known),
        office=listed is not None and listed.role == "office",
        responses=tuple(
            reports.Responses(one.tool, one.answered, one.minimum)
            for one in (province.responses if province is not None else ())
            if one.agency == code
        ),
        since=known.since.get(code, {}),
        officers={
            one.item: " ".join(filter(None, (one.officer, one.contact)))
            for one in (province.assignment if province is not None else ())
            if one.officer and (not one.agencies or code in one.agencies)
        },
        kind=listed.kind if listed is not None else run.agency.kind,
        groups=listed.groups if listed is not None else (),
        parent=_name(province, listed.parent) if province is not None and listed is not None else "",
        template=known.templates.get(code, ""),
        history=known.history.get(code, ()),
        strips=known.strips.get(code, {}),
        thumbnails=_thumbnails(store, run.run_id),
        surveys=(province.surveys if province is not None else {}).get(code, Surveys()),
        published=(province.published if province is not None else {}).get(code, ()),
        deadline=known.deadline,
        fetched=_fetched(store, run.run_id, judgement),
    )


def _of_book(judgement: Judgement, rubric: Rubric) -> Judgement:
    """Without items and elements that the book has lost since: nothing can be said of them."""

    def fitting(verdict: ItemVerdict) -> ItemVerdict:
        numbers = {element.no for element in rubric.items[verdict.item].elements}
        kept = tuple(element for element in verdict.elements if element.element_no in numbers)
        return msgspec.structs.replace(verdict, elements=kept)

    items = tuple(fitting(verdict) for verdict in judgement.items if verdict.item in rubric.items)
    return judgement if items == judgement.items else msgspec.structs.replace(judgement, items=items)


def _submitted(store: Store, run: RunInfo, known: _Known) -> tuple[Submitted, ...]:
    """The links that were submitted for a run, under the numbers of the book; none where their own book is gone."""
    links = store.submitted(run.run_id)
    if not links or run.fiscal_year == known.rubric.year:
        return links
    own = book_of(known.books, run.fiscal_year)
    return links_under(links, own, known.rubric) if own is not None else ()


def _name(province: Province, code: str) -> str:
    found = province.find(code)
    return found.name if found is not None else ""


def _fetched(store: Store, run_id: str, judgement: Judgement) -> dict[str, str]:
    """When the pages were fetched that are quoted."""
    elements = (element for item in judgement.items for element in item.elements)
    quoted = {quote.url for element in elements for quote in element.finding.quotes}
    return {url: at for url, at in store.briefs.fetched(run_id).items() if url in quoted}


def _points(store: Store, year: int) -> dict[str, tuple[Point, ...]]:
    found: dict[str, list[Point]] = {}
    for agency, started_at, low, high in store.history.scores(year):
        found.setdefault(agency, []).append(Point(started_at, low, high))
    return {code: tuple(points) for code, points in found.items()}


def _thumbnails(store: Store, run_id: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for items, small, png in store.briefs.screenshots(run_id):
        if shown := small or thumbnail(png):
            found.update(dict.fromkeys(items, shown))
    return found
