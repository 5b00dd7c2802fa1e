"""Taking up a night that was cut off, or beginning a new one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from crawler.office.model import Listed
from crawler.office.nightly.crawl import MAX_ATTEMPTS
from crawler.office.nightly.order import fair_order
from crawler.store import Store
from crawler.store.nights import Night, Turn

YOUNG = timedelta(hours=20)
"""A night that began longer ago is not resumed: the next one is due, and begins afresh."""


class TakenUp(msgspec.Struct, frozen=True):
    """A night that is to be gone on with. waiting: turns that are still to come, in their order."""

    night: int
    resumed: bool
    waiting: tuple[Turn, ...]


def take_up(store: Store, year: int, listed: Sequence[Listed], asked: Sequence[str], now: datetime) -> TakenUp:
    """Resume the night that was cut off, if there is one of the same agencies and it is young; else begin one.

    listed: the agencies to crawl. asked: their codes where they were asked for by name; none for all of the list. Must
    be called under the province's lock: whatever is unended then was killed.
    """
    codes = [agency.code for agency in listed]
    resumed = 0
    for night in store.nights.unended():
        young = now - datetime.fromisoformat(night.started_at) < YOUNG
        if young and not resumed and (night.fiscal_year, night.asked) == (year, tuple(asked)):
            resumed = night.id
            _mend(store, night, codes)
        elif not young or night.asked == tuple(asked):
            _abandon(store, night)
    night_id = resumed or store.nights.begin(year, fair_order(listed, store.nights.past(year)), asked=asked)
    waiting = tuple(turn for turn in store.nights.turns(night_id) if turn.state == "waiting")
    return TakenUp(night_id, bool(resumed), waiting)


def _mend(store: Store, night: Night, codes: Sequence[str]) -> None:
    """Turns that were under way wait again, agencies that left the list lose their turn, new ones get the last."""
    turns = store.nights.turns(night.id)
    for turn in turns:
        if turn.state == "running":
            _after_kill(store, night.id, turn)
        if turn.agency not in codes and turn.state in ("waiting", "running"):
            store.nights.finish(night.id, turn.agency, "left", detail="no-longer-listed")
    known = {turn.agency for turn in turns}
    store.nights.add(night.id, [code for code in codes if code not in known])


def _after_kill(store: Store, night: int, turn: Turn) -> None:
    ended = store.nights.run_of(turn.agency, turn.started_at)
    if ended is not None and ended.whole:  # killed between its end and our note of it
        store.nights.finish(night, turn.agency, "done", run_id=ended.run_id, detail="found-ended")
        return
    store.nights.close_killed(turn.agency, turn.started_at)
    if turn.attempts >= MAX_ATTEMPTS:
        store.nights.finish(night, turn.agency, "failed", detail="crashed-repeatedly")
    else:
        store.nights.wait_again(night, turn.agency, counted=True)


def _abandon(store: Store, night: Night) -> None:
    for turn in store.nights.turns(night.id):
        if turn.state == "running":
            store.nights.close_killed(turn.agency, turn.started_at)
    store.nights.end(night.id, "abandoned")
