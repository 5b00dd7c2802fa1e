"""What changed in the province since a moment: what was lost first, what our own rules changed apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from reports.agency_page import agency_name
from reports.dates import BANGKOK, day
from reports.heatmap import Named
from reports.hostile import NAME_LENGTH, Link, link, shorten
from reports.province_report import Change
from reports.thai_order import dictionary_key
from reports.titles import item_title
from reports.words import Words


@dataclass(frozen=True)
class Moved:
    """An item that changed. address: the last good one of what was lost, the good one of what became met.

    href: its card on the agency's page, empty where there is none. cause: words, empty for the site itself.
    """

    agency: str
    href: str
    item: str
    title: str
    since: str
    address: Link | None
    cause: str


@dataclass(frozen=True)
class Gained:
    """What became met of one agency."""

    agency: str
    items: tuple[Moved, ...]


@dataclass(frozen=True)
class News:
    """What changed since a moment. ours: what only our rules or program changed, lost and met."""

    lost: tuple[Moved, ...]
    gained: tuple[Gained, ...]
    gained_count: int
    ours_lost: tuple[Moved, ...]
    ours_met: tuple[Moved, ...]


def news(changes: Iterable[Change], since: str, named: Sequence[Named], words: Words) -> News:
    """What changed at or after an ISO moment; of an item that changed several times the newest change counts.

    An empty moment takes all changes.
    """
    reports = {report.judgement.agency: (href, report) for href, report in reversed(named)}
    newest: dict[tuple[str, str], Change] = {}
    for change in sorted(changes, key=lambda one: instant(one.since), reverse=True):
        if not since or instant(change.since) >= instant(since):
            newest.setdefault((change.agency, change.item), change)
    moved = sorted(
        ((change, _moved(change, reports, words)) for change in newest.values()),
        key=lambda pair: (dictionary_key(pair[1].agency), len(pair[1].item), pair[1].item),
    )
    gained: dict[str, list[Moved]] = {}
    for change, one in moved:
        if change.kind == "became-met" and change.cause != "rules":
            gained.setdefault(one.agency, []).append(one)
    return News(
        lost=tuple(one for change, one in moved if change.kind == "lost" and change.cause != "rules"),
        gained=tuple(Gained(agency, tuple(items)) for agency, items in gained.items()),
        gained_count=sum(map(len, gained.values())),
        ours_lost=tuple(one for change, one in moved if change.kind == "lost" and change.cause == "rules"),
        ours_met=tuple(one for change, one in moved if change.kind == "became-met" and change.cause == "rules"),
    )


def _moved(change: Change, reports: Mapping[str, Named], words: Words) -> Moved:
    href, report = reports.get(change.agency, ("", None))
    entry = report.rubric.items.get(change.item) if report is not None else None
    url = change.before_url if change.kind == "lost" else change.url
    cause = f"province.cause.{change.cause}"
    return Moved(
        agency=agency_name(report, words) if report is not None else shorten(change.agency, NAME_LENGTH),
        href=f"{href}#{change.item}" if entry is not None else "",
        item=change.item,
        title=item_title(entry, words) if entry is not None else "",
        since=day(change.since, words),
        address=link(url) if url else None,
        cause=words(cause) if change.cause != "site" and cause in words else "",
    )


def instant(iso: str) -> datetime:
    """The moment of an ISO time; one without a zone is Bangkok's, one that cannot be read was long ago."""
    try:
        found = datetime.fromisoformat(iso)
    except ValueError:
        return datetime.min.replace(tzinfo=BANGKOK)
    return found if found.tzinfo else found.replace(tzinfo=BANGKOK)
