"""One item as a card: its status, each element with its proof, where was looked, what to do."""

from __future__ import annotations

import base64
import struct
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from checks.decisions import by_person
from checks.rubric import Item
from checks.verdict import Finding, ItemVerdict, Status
from reports.agency_report import AgencyReport
from reports.charts import months_calendar
from reports.confidence import Confidence, confidence
from reports.dates import day
from reports.elements import MOST_LOOKED, ElementPart, element_parts, links, shared_looked
from reports.hostile import NAME_LENGTH, Link, link, shorten
from reports.lacks import is_uniform, lacks
from reports.months import months_shown
from reports.sentences import Sentences
from reports.strips import Strip, strip
from reports.titles import item_title
from reports.words import Words

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_HEAD: Final = 24
"""Bytes up to the end of width and height."""


@dataclass(frozen=True)
class Thumbnail:
    """A small picture of the deciding page. source: a ``data:`` address; width, height: pixels."""

    source: str
    width: int
    height: int


@dataclass(frozen=True)
class Card:
    """One item, ready to show. ``looked`` is filled when it is the same for all elements.

    requirement, wording: what must be published, in the book's words and in the handbook's; both only in Thai.
    points: what completing it alone adds to the score, empty where it lacks nothing. decided_by: who decided, in words.
    since: the day of the run that first said the same; empty where that is this run. officer: who is responsible.
    calendar: a picture of the months that it must show, empty for other items. others: it has a page of all
    agencies.
    """

    item: str
    title: str
    requirement: str
    wording: tuple[str, ...]
    status: Status
    sentence: str
    points: str
    elements: tuple[ElementPart, ...]
    looked: tuple[Link, ...]
    more_looked: int
    remedies: tuple[str, ...]
    decided: Link | None
    basis: str
    better: Link | None
    owes_link: bool
    submitted: tuple[Link, ...]
    confidence: Confidence | None
    decided_by: tuple[str, ...]
    since: str
    officer: str
    strip: Strip | None
    calendar: Markup
    thumbnail: Thumbnail | None
    others: bool

    @property
    def quotes(self) -> int:
        """How many quotes it holds."""
        return sum(len(part.quotes) for part in self.elements)


class Cards:
    """Makes the cards of one judgement.

    gained: points by item. beside: items that have a page of their own beside this one.
    """

    def __init__(
        self, report: AgencyReport, words: Words, *, gained: Mapping[str, str], beside: Collection[str]
    ) -> None:
        self._sentences = Sentences(report.rubric, words)
        self._words = words
        self._report = report
        self._gained = gained
        self._beside = beside

    def card(self, entry: Item, verdict: ItemVerdict) -> Card:
        """Make the card of an item from its entry in the book and its verdict."""
        report, words, item = self._report, self._words, verdict.item
        looked = shared_looked(verdict) or ()
        headline = self._headline(entry, verdict)
        submitted = dict.fromkeys(s.url for s in report.submitted if s.item == item)
        return Card(
            item=item,
            title=item_title(entry, words),
            requirement=entry.requirement_th,
            wording=entry.wording,
            status=verdict.status,
            sentence=headline,
            points=self._gained.get(item, ""),
            elements=tuple(element_parts(entry, verdict, report, self._sentences, words, headline=headline)),
            looked=links(looked),
            more_looked=max(0, len(looked) - MOST_LOOKED),
            remedies=self._remedies(verdict),
            decided=link(verdict.url) if verdict.url else None,
            basis=words(key) if (key := f"basis.{verdict.basis}") in words else "",
            better=link(verdict.better_url) if verdict.better_url else None,
            owes_link=verdict.owes_link,
            submitted=links(tuple(submitted)),
            confidence=confidence(verdict, cut_short=bool(report.limits), words=words),
            decided_by=self._decided_by(verdict),
            since=self._since(item),
            officer=shorten(report.officers.get(item, ""), NAME_LENGTH),
            strip=strip(report.strips.get(item, ()), words),
            calendar=months_calendar(months_shown(entry, verdict, report.judgement.fiscal_year, words), words),
            thumbnail=_thumbnail(report.thumbnails.get(item, b"")),
            others=item in self._beside,
        )

    def _since(self, item: str) -> str:
        since = self._report.since.get(item, "")
        return day(since, self._words) if since and since < self._report.started_at else ""

    def _headline(self, entry: Item, verdict: ItemVerdict) -> str:
        """One sentence for the item: what is missing; where nothing is, what holds, or how much of it."""
        if verdict.status is Status.UNMET and (missing := lacks(entry, verdict, self._sentences, self._words)):
            return missing
        if verdict.status is Status.MET or is_uniform(verdict):
            return self._sentences.say(verdict.item, verdict.code, verdict.facts)
        met = sum(e.finding.status is Status.MET for e in verdict.elements)
        return self._words("card.some", met=met, count=len(verdict.elements))

    def _remedies(self, verdict: ItemVerdict) -> tuple[str, ...]:
        """What to do for each element that is not met, each advice once; for the item where all lack the same."""
        gaps = [e for e in verdict.elements if _is_open(e.finding)]
        if gaps and is_uniform(verdict):
            only = gaps[0].finding
            found = [self._sentences.remedy(verdict.item, only.code, only.facts)]
        else:
            found = [self._sentences.remedy(verdict.item, e.finding.code, e.finding.facts, e.element) for e in gaps]
        return tuple(dict.fromkeys(text for text in found if text))

    def _decided_by(self, verdict: ItemVerdict) -> tuple[str, ...]:
        """Each person with the day, the reason and what the machine had said; then the machine for what is left."""
        findings = [e.finding for e in verdict.elements]
        told = [self._person(finding.facts) for finding in findings if by_person(finding)]
        if not told:
            return (self._words("decider.machine"),)
        rest = [] if len(told) == len(findings) else [self._words("decider.rest")]
        return tuple(dict.fromkeys([*told, *rest]))

    def _person(self, facts: Mapping[str, str]) -> str:
        machine = facts.get("machine", "")
        return self._words(
            "decider.person",
            person=shorten(facts.get("person", ""), NAME_LENGTH),
            date=day(facts.get("decided_at", ""), self._words),
            machine=self._words(key) if (key := f"part.{machine}") in self._words else shorten(machine, NAME_LENGTH),
        )


def _thumbnail(png: bytes) -> Thumbnail | None:
    """A picture for the page; None for what is no PNG."""
    if len(png) < _PNG_HEAD or not png.startswith(_PNG):
        return None
    width, height = struct.unpack(">II", png[16:_PNG_HEAD])
    return Thumbnail(f"data:image/png;base64,{base64.b64encode(png).decode()}", width, height)


def _is_open(finding: Finding) -> bool:
    return finding.status not in {Status.MET, Status.EXEMPT}
