"""One item as a card: its status, each element with its proof, where was looked, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from checks.rubric import Item
from checks.verdict import Finding, ItemVerdict, Quote, Status
from reports.agency_report import AgencyReport
from reports.dates import day
from reports.hostile import NAME_LENGTH, QUOTE_LENGTH, Link, link, shorten
from reports.places import place
from reports.sentences import Sentences
from reports.titles import element_name, item_title
from reports.words import Words

MOST_LOOKED: Final = 30
"""Addresses that are listed as looked at; the rest are counted."""


@dataclass(frozen=True)
class QuoteLine:
    """A quote in original words with its source."""

    text: str
    source: Link
    place: str


@dataclass(frozen=True)
class ElementPart:
    """One element.

    name: the element's name, or the sentence about it where that holds the name. sentence: empty where the name or
    the card has said it already. same_as: number of an earlier element with the very same quotes, else 0.
    """

    no: int
    name: str
    status: Status
    sentence: str
    quotes: tuple[QuoteLine, ...]
    same_as: int
    looked: tuple[Link, ...]
    more_looked: int


@dataclass(frozen=True)
class Card:
    """One item, ready to show. ``looked`` is filled when it is the same for all elements.

    since: the day of the run that first said the same; empty where that is this run. officer: who is responsible.
    """

    item: str
    title: str
    requirement: str
    status: Status
    sentence: str
    elements: tuple[ElementPart, ...]
    looked: tuple[Link, ...]
    more_looked: int
    remedies: tuple[str, ...]
    decided: Link | None
    basis: str
    better: Link | None
    owes_link: bool
    submitted: tuple[Link, ...]
    since: str
    officer: str


class Cards:
    """Makes the cards of one judgement."""

    def __init__(self, report: AgencyReport, words: Words) -> None:
        self._sentences = Sentences(report.rubric, words)
        self._words = words
        self._report = report

    def card(self, entry: Item, verdict: ItemVerdict) -> Card:
        """Make the card of an item from its entry in the book and its verdict."""
        findings = [e.finding for e in verdict.elements]
        looked = _unique(findings[0].looked) if findings else ()
        shared = all(_unique(f.looked) == looked for f in findings)
        return Card(
            item=verdict.item,
            title=item_title(entry, self._words),
            requirement=entry.requirement_th if self._words.lang == "th" else "",
            status=verdict.status,
            sentence=self._headline(verdict),
            elements=tuple(self._elements(entry, verdict, shared=shared)),
            looked=_links(looked) if shared else (),
            more_looked=max(0, len(looked) - MOST_LOOKED) if shared else 0,
            remedies=self._remedies(verdict),
            decided=link(verdict.url) if verdict.url else None,
            basis=self._words(key) if (key := f"basis.{verdict.basis}") in self._words else "",
            better=link(verdict.better_url) if verdict.better_url else None,
            owes_link=verdict.owes_link,
            submitted=_links(_unique(s.url for s in self._report.submitted if s.item == verdict.item)),
            since=self._since(verdict.item),
            officer=shorten(self._report.officers.get(verdict.item, ""), NAME_LENGTH),
        )

    def _since(self, item: str) -> str:
        since = self._report.since.get(item, "")
        return day(since, self._words) if since and since < self._report.started_at else ""

    def _headline(self, verdict: ItemVerdict) -> str:
        """One sentence for the item where one tells it all, else how many elements were found."""
        if verdict.status is Status.MET or _is_uniform(verdict):
            return self._sentences.say(verdict.item, verdict.code, verdict.facts)
        met = sum(e.finding.status is Status.MET for e in verdict.elements)
        return self._words("card.some", met=met, count=len(verdict.elements))

    def _elements(self, entry: Item, verdict: ItemVerdict, *, shared: bool) -> Iterable[ElementPart]:
        said_above = verdict.status is not Status.MET and _is_uniform(verdict)
        said = set[str]()
        shown: dict[tuple[Quote, ...], int] = {}
        for element in verdict.elements:
            finding = element.finding
            name = element_name(entry, element.element, self._words)
            sentence = self._sentences.say(verdict.item, finding.code, finding.facts, element.element)
            is_new = not said_above and sentence not in said
            looked = () if shared else _unique(finding.looked)
            same_as = shown.get(finding.quotes, 0)
            yield ElementPart(
                no=element.element_no,
                name=sentence if is_new and name in sentence else name,
                status=finding.status,
                sentence=sentence if is_new and name not in sentence else "",
                quotes=() if same_as else self._quotes(finding),
                same_as=same_as,
                looked=_links(looked),
                more_looked=max(0, len(looked) - MOST_LOOKED),
            )
            said.add(sentence)
            if finding.quotes:
                shown.setdefault(finding.quotes, element.element_no)

    def _quotes(self, finding: Finding) -> tuple[QuoteLine, ...]:
        return tuple(
            QuoteLine(shorten(q.text, QUOTE_LENGTH), link(q.url, page=q.page), place(q, self._words))
            for q in finding.quotes
        )

    def _remedies(self, verdict: ItemVerdict) -> tuple[str, ...]:
        """What to do for each element that is not met, each advice once; for the item where all lack the same."""
        if _is_uniform(verdict) and (open_ones := [e.finding for e in verdict.elements if _is_open(e.finding)]):
            advice = self._sentences.remedy(verdict.item, open_ones[0].code, open_ones[0].facts)
            return (advice,) if advice else ()
        found = [
            self._sentences.remedy(verdict.item, e.finding.code, e.finding.facts, e.element)
            for e in verdict.elements
            if _is_open(e.finding)
        ]
        return _unique(text for text in found if text)


def missing_names(entry: Item, verdict: ItemVerdict, words: Words) -> tuple[str, ...]:
    """Names of the elements that an item lacks."""
    return tuple(element_name(entry, e.element, words) for e in verdict.elements if e.finding.status is Status.UNMET)


def _is_uniform(verdict: ItemVerdict) -> bool:
    """Tell whether the same sentence is true of every element, so that it need be said only once."""
    return len({(e.finding.code, tuple(sorted(e.finding.facts.items()))) for e in verdict.elements}) <= 1


def _is_open(finding: Finding) -> bool:
    return finding.status not in {Status.MET, Status.EXEMPT}


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _links(urls: Sequence[str]) -> tuple[Link, ...]:
    return tuple(link(url) for url in urls[:MOST_LOOKED])
