"""From the store to the reports: gathers all that the pages may say of a province and its agencies, and writes them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import reports
from checks.rubric import Rubric
from crawler.agency_briefs import agency_reports, book_of
from crawler.books import PACKAGED, Books
from crawler.deadlines import deadlines_of, next_of
from crawler.office.calendar import now_in
from crawler.office.model import Listed, Province
from crawler.store import Store
from crawler.store.moments import bangkok_now, stamp
from reports.province_report import Change, ProvinceReport, Waiting, Why


def report_runs(
    store: Store,
    out: Path,
    *,
    lang: str = "th",
    books: Books = PACKAGED,
    province: Province | None = None,
    now: datetime | None = None,
) -> Path:
    """Render the newest judged run of every agency, and the province's page; gives its path. Judges nothing.

    province: only agencies that its list still has; what was judged of others stays in the database. now: empty for
    this moment, or the day that stands for it in the province.

    Raises:
        StoreError: the database cannot be read.
        RubricError: the book of the year is broken.
        OSError: the folder cannot be written.
    """
    moment = now or (now_in(province) if province is not None else bangkok_now())
    found = brief(store, books=books, province=province, now=moment, lang=lang)
    return reports.write(found, out, lang=lang)


def brief(
    store: Store, *, books: Books = PACKAGED, province: Province | None = None, now: datetime, lang: str = "th"
) -> ProvinceReport:
    """All that is known of a province's agencies, or without one of all that were judged.

    Without a province the year is that of the newest run; agencies that were judged for other years only wait.

    Raises:
        StoreError: the database cannot be read.
        RubricError: the book of the year is broken.
    """
    year = province.fiscal_year if province is not None else _newest_year(store)
    rubric = book_of(books, year) if year else None
    deadlines = deadlines_of(province, now, lang) if province is not None else ()
    agencies = agency_reports(store, books, rubric, province, next_of(deadlines, lang)) if rubric is not None else ()
    codes = frozenset(report.judgement.agency for report in agencies)
    found = [
        Change(
            agency=one.agency,
            item=one.item,
            kind=one.kind,
            cause=one.cause,
            since=one.since,
            url=one.url,
            before_url=one.before_url,
        )
        for one in store.history.changes(year)
        if one.agency in codes
    ]
    begun = max((report.started_at for report in agencies), default="")
    return ProvinceReport(
        name=province.name if province is not None else "",
        fiscal_year=year,
        made_at=province.as_of if province is not None and province.as_of else stamp(now),
        rubric=rubric,
        agencies=agencies,
        waiting=_waiting(store, year, codes, province, has_book=rubric is not None),
        deadlines=deadlines,
        changes=tuple(sorted(found, key=lambda change: change.since, reverse=True)),
        last_night=store.briefs.last_night(year) or begun,
        last_round=store.briefs.last_round(year),
        owing=_owing(store, rubric, province) if rubric is not None and province is not None else None,
    )


def _newest_year(store: Store) -> int:
    # Ids of runs begin with the time.
    return max(store.latest_judged(), default=("", 0))[1]


def _waiting(
    store: Store, year: int, shown: frozenset[str], province: Province | None, *, has_book: bool
) -> tuple[Waiting, ...]:
    """Who belongs there and has no report, and why."""
    if province is None:
        others = [store.run(run_id).agency for run_id, _ in store.latest_judged()]
        why: Why = "other-year" if has_book else "no-book"
        return tuple(Waiting(name=one.name or one.code, why=why) for one in others if one.code not in shown)
    judged = set() if has_book else {store.run(run_id).agency.code for run_id, _ in store.latest_judged(year)}
    past = store.nights.past(year)

    def reason(listed: Listed) -> Why:
        if not listed.website:
            return "no-site"
        if listed.code in judged:
            return "no-book"
        state = past[listed.code].state if listed.code in past else ""
        return "failed" if state == "failed" else "left" if state == "left" else "not-yet"

    return tuple(Waiting(name=one.name, why=reason(one)) for one in province.agencies if one.code not in shown)


def _owing(store: Store, rubric: Rubric, province: Province) -> dict[str, int]:
    """For how many items that are asked of it an agency has sent no link, by code."""
    sent: dict[str, set[str]] = {}
    for standing in store.links.summary(rubric.year):
        sent.setdefault(standing.agency, set()).add(standing.item)
    return {
        one.code: len(rubric.items.keys() - province.exempt(one.code).keys() - sent.get(one.code, set()))
        for one in province.crawled
    }
