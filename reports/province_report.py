"""What the reports of a whole province are made from: its agencies' reports, and what only shows beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from checks.rubric import Rubric
from reports.agency_report import AgencyReport


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A date of the calendar. days: from the report's day to its end, negative when it is over. whose: who set it."""

    key: str
    title: str
    ends: str
    closes: str
    days: int
    state: Literal["open", "ahead", "over"]
    whose: Literal["nacc", "province"]


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
    """An agency of the list without a judgement, and why, as a code: ``not-yet``, ``failed``, ``left``, ``no-site``."""

    name: str
    why: str


@dataclass(frozen=True, kw_only=True)
class ProvinceReport:
    """Everything that the province's page and the pages of items may say.

    made_at: ISO time at which it was made. agencies: one report each, of one fiscal year. rubric: its book; None where
    nothing was judged yet. changes: newest first. last_night, last_round: ISO times; changes since them are shown
    apart, empty where there was none. owing: how many items of an agency have no submitted link, by its code.
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
