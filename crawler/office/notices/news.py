"""What there is to tell: deadlines that come near, items that were lost or became met, sites that keep silent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from crawler.office.calendar import Event, Standing, next_deadlines, now_in
from crawler.office.model import Province
from crawler.store import Store
from crawler.store.history import Change
from crawler.store.sent import News, Silence


class Told(msgspec.Struct, frozen=True):
    """A piece of news and what it is about."""

    news: News
    about: Standing | Change | Silence


def gather(province: Province, store: Store, events: Iterable[Event]) -> list[Told]:
    """All that may be told now, whether it was told before or not.

    Raises:
        StoreError: the database cannot be read.
    """
    listed = {agency.code for agency in province.agencies}
    return [
        *_deadlines(next_deadlines(events, now_in(province)), province.notices.days_before),
        *(_told(change) for change in _newest(store.history.changes(province.fiscal_year)) if change.agency in listed),
        *(
            Told(News("silent", f"{silence.agency}:{silence.since}"), silence)
            for silence in store.sent.silent(province.fiscal_year)
            if silence.agency in listed
        ),
    ]


def about_agency(told: Iterable[Told], code: str) -> list[Told]:
    """What concerns an agency itself: deadlines, and its own items, but for those that only our rules changed."""
    return [
        one
        for one in told
        if isinstance(one.about, Standing)
        or (isinstance(one.about, Change) and one.about.agency == code and one.about.cause != "rules")
    ]


def _deadlines(standings: Iterable[Standing], days_before: Sequence[int]) -> list[Told]:
    """Deadlines within the longest of the distances; each is news once at every distance.

    A night that did not run skips nothing: what was due to be told then is told in the next.
    """
    found = []
    for standing in standings:
        steps = [step for step in days_before if standing.days <= step]
        if standing.event.asks and standing.state != "over" and steps:
            event = standing.event
            key = f"{event.whose}:{event.key}:{event.ends.isoformat()}:{min(steps)}"
            found.append(Told(News("deadline", key), standing))
    return found


def _newest(changes: Iterable[Change]) -> list[Change]:
    """The newest change of each item: what went and came back meanwhile is no loss."""
    found: dict[tuple[str, str], Change] = {}
    for change in sorted(changes, key=lambda c: (c.since, c.run_id)):
        found[change.agency, change.item] = change
    return list(found.values())


def _told(change: Change) -> Told:
    return Told(News("change", f"{change.agency}:{change.item}:{change.kind}:{change.run_id}"), change)
