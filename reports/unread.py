"""Agencies that could not be read, wholly or in part: the cause, whose doing it is, and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checks.evidence import Failure
from checks.verdict import Status
from reports.agency_page import agency_name
from reports.agency_report import AgencyReport
from reports.heatmap import Named
from reports.hostile import NAME_LENGTH, Link, link, shorten
from reports.province_report import Waiting
from reports.thai_order import dictionary_key
from reports.words import Words


@dataclass(frozen=True)
class Unread:
    """An agency whose site gave nothing, or not all. items: how many of its items could not be looked at.

    cause, owner, remedy: words for the failure that weighs most; owner is empty where none was recorded.
    """

    name: str
    href: str
    address: Link
    items: int
    cause: str
    owner: str
    remedy: str


@dataclass(frozen=True)
class Awaited:
    """An agency without a judgement: why, and what to do."""

    name: str
    why: str
    remedy: str


def wholly_unread(named: Iterable[Named], words: Words) -> tuple[Unread, ...]:
    """Agencies of which nothing could be read, in the order of the reports."""
    return tuple(_unread(href, report, words) for href, report in named if _is_silent(report))


def partly_unread(named: Iterable[Named], words: Words) -> tuple[Unread, ...]:
    """Other agencies with items that could not be looked at, those with most such items first."""
    found = [_unread(href, report, words) for href, report in named if _closed_items(report) and not _is_silent(report)]
    return tuple(sorted(found, key=lambda one: -one.items))


def awaited(waiting: Sequence[Waiting], words: Words) -> tuple[Awaited, ...]:
    """Agencies of the list without a judgement, in the order of a Thai dictionary."""
    return tuple(
        Awaited(shorten(one.name, NAME_LENGTH), words(f"{key}.name"), words(f"{key}.do"))
        for one in sorted(waiting, key=lambda one: dictionary_key(one.name))
        for key in [f"province.waiting.{one.why}"]
        for key in [key if f"{key}.name" in words else "province.waiting.not-yet"]
    )


def _is_silent(report: AgencyReport) -> bool:
    asked = [verdict.status for verdict in report.judgement.items if verdict.status is not Status.EXEMPT]
    nothing_read = report.pages + report.documents == 0
    return nothing_read or (bool(asked) and all(status is Status.UNREACHABLE for status in asked))


def _closed_items(report: AgencyReport) -> int:
    return sum(verdict.status is Status.UNREACHABLE for verdict in report.judgement.items)


def _unread(href: str, report: AgencyReport, words: Words) -> Unread:
    failure = _weightiest(report)
    return Unread(
        name=agency_name(report, words),
        href=href,
        address=link(failure.url if failure else report.agency_url),
        items=_closed_items(report),
        cause=words(f"cause.{failure.cause}.name" if failure else "province.no_cause"),
        owner=words(f"owner.{failure.owner}") if failure else "",
        remedy=words(f"cause.{failure.cause}.do" if failure else "province.no_cause_do"),
    )


def _weightiest(report: AgencyReport) -> Failure | None:
    """The failure of the home page; else one of the commonest cause among those that closed an item, or at all."""
    failures = sorted(report.failures, key=lambda one: (one.url, one.cause))
    home = next((one for one in failures if one.url.rstrip("/") == report.agency_url.rstrip("/")), None)
    if home is not None:
        return home
    items = [v for v in report.judgement.items if v.status is Status.UNREACHABLE]
    named = {value for v in items for e in v.elements for value in e.finding.facts.values()} | {v.url for v in items}
    chosen = [one for one in failures if one.url in named] or failures
    common = Counter((one.cause, one.owner) for one in chosen).most_common(1)
    return next((one for one in chosen if (one.cause, one.owner) == common[0][0]), None) if common else None
