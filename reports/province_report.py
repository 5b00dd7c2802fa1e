"""What the reports of a whole province are made from: its agencies' reports, and what only shows beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from checks.rubric import Rubric
from reports.agency_report import AgencyReport

Why = Literal["not-yet", "failed", "left", "no-site", "other-year", "no-book"]
"""``failed``, ``left``: so its turn of the last night ended; ``left`` is without a turn. ``no-site``: an office that
publishes on its unit's site. ``other-year``: judged for another fiscal year. ``no-book``: the year's book is gone."""


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A date of the calendar.

    ends: ISO date; closes: time of day as ``16.30``, empty for the whole day. days: from the report's day to its end,
    negative when it is over. whose: who set it. asks: something is asked of agencies until then.
    """

    key: str
    title: str
    ends: str
    closes: str
    days: int
    state: Literal["open", "ahead", "over"]
    whose: Literal["nacc", "province"]
    asks: bool = True


@dataclass(frozen=True, kw_only=True)
class Change:
    """An item that became met or was lost. cause: ``site``, ``links``, ``rules`` (ours), ``person``."""

    agency: str
    item: str
    kind: Literal["became-met", "lost"]
    cause: str
    since: str
    url: str
    before_url: str


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """An agency of which there is nothing to show, and why."""

    name: str
    why: Why


@dataclass(frozen=True, kw_only=True)
class ProvinceReport:
    """Everything that the province's page and the pages of items may say.

    made_at: ISO time at which it was made, or the day that stands for today. agencies: one report each, of one
    fiscal year. rubric: its book; None where nothing was judged yet or the book is gone. changes: newest first.
    last_night, last_round: ISO times of the newest ones; changes since them are shown apart, empty where there was
    none. owing: how many items that are asked of an agency have no submitted link, by its code.
    """

    name: str
    fiscal_year: int
    made_at: str
    rubric: Rubric | None
    agencies: tuple[AgencyReport, ...]
    waiting: tuple[Waiting, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    changes: tuple[Change, ...] = ()
    last_night: str = ""
    last_round: str = ""
    owing: Mapping[str, int] | None = None
