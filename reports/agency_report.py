"""What a report is made from: one agency's judgement and how its evidence was gathered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from checks.evidence import Failure, Submitted
from checks.rubric import Rubric
from checks.verdict import Judgement


@dataclass(frozen=True)
class Responses:
    """Answers to a survey so far, entered by hand, against the smallest number that counts. tool: ``IIT``, ``EIT1``."""

    tool: str
    answered: int
    minimum: int


@dataclass(frozen=True, kw_only=True)
class AgencyReport:
    """Everything that one agency's page may say.

    limits: codes of crawl limits that cut the evidence short, as ``pages``.
    notes: how the evidence was got, as ``tls-incomplete:www.example.go.th``, or plain words.
    started_at, finished_at, judged_at: ISO times, empty where unknown.
    pages, documents: how many were read. office: it contributes to another unit and has no official score of its own.
    responses: how far the surveys are that count beside the OIT. since: when each item came to its present status.
    officers: who is responsible by name for an item, and how to reach them.
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
