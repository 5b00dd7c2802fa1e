"""What a report is made from: one agency's judgement and how its evidence was gathered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from checks.evidence import Failure, Submitted
from checks.rubric import Rubric
from checks.verdict import Judgement, Status


@dataclass(frozen=True)
class Responses:
    """Answers to a survey so far, entered by hand, against the smallest number that counts. tool: ``IIT``, ``EIT1``."""

    tool: str
    answered: int
    minimum: int


@dataclass(frozen=True)
class Point:
    """A predicted score of an earlier run: when it began, lowest and highest figure."""

    started_at: str
    low: float
    high: float


@dataclass(frozen=True)
class Surveys:
    """IIT and EIT out of 100, entered by hand, None where unknown. eit_parts: later years weigh two parts apart."""

    iit: float | None = None
    eit: float | None = None
    eit_parts: tuple[float, float] | None = None


@dataclass(frozen=True)
class Published:
    """A published result of an earlier year, entered by hand: total out of 100, its level, figures of the tools."""

    fiscal_year: int
    total: float
    level: str = ""
    iit: float | None = None
    eit: float | None = None
    oit: float | None = None


@dataclass(frozen=True, kw_only=True)
class AgencyReport:
    """Everything that one agency's page may say.

    limits: codes of crawl limits that cut the evidence short, as ``pages``.
    notes: how the evidence was got, as ``tls-incomplete:www.example.go.th``, or plain words.
    started_at, finished_at, judged_at: ISO times, empty where unknown.
    pages, documents: how many were read. office: it contributes to another unit and has no official score of its own.
    responses: how far the surveys are that count beside the OIT. since: when each item came to its present status.
    officers: who is responsible by name for an item, and how to reach them. kind, groups, parent, template: what sorts
    agencies; parent is the name of the unit that an office contributes to, template the fingerprint of the vendor's
    frame that its pages share with others', empty where none was seen. history: predicted scores of all runs, oldest
    first. strips: statuses of each item over those runs, as they were decided, oldest first. thumbnails: a small PNG of
    the deciding page by item. deadline: the next one, as the province's calendar names it. fetched: when a page that is
    quoted was fetched, ISO times by URL.
    """

    judgement: Judgement
    rubric: Rubric
    agency_url: str
    run_id: str
    started_at: str
    finished_at: str
    judged_at: str
    pages: int
    documents: int
    failures: tuple[Failure, ...] = ()
    limits: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    submitted: tuple[Submitted, ...] = ()
    office: bool = False
    responses: tuple[Responses, ...] = ()
    since: Mapping[str, str] = field(default_factory=dict)
    officers: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""
    groups: tuple[str, ...] = ()
    parent: str = ""
    template: str = ""
    history: tuple[Point, ...] = ()
    strips: Mapping[str, tuple[Status, ...]] = field(default_factory=dict)
    thumbnails: Mapping[str, bytes] = field(default_factory=dict)
    surveys: Surveys = Surveys()
    published: tuple[Published, ...] = ()
    deadline: str = ""
    fetched: Mapping[str, str] = field(default_factory=dict)
