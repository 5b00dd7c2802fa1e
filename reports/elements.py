"""The elements of an item as parts of its card: each with its status, what is said of it, and its proof."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from checks.decisions import by_person
from checks.rubric import Item
from checks.verdict import Finding, ItemVerdict, Quote, Status
from reports.agency_report import AgencyReport
from reports.dates import day
from reports.hostile import QUOTE_LENGTH, Link, link, shorten
from reports.lacks import is_uniform
from reports.places import place
from reports.sentences import Sentences
from reports.titles import element_name
from reports.words import Words

MOST_LOOKED: Final = 30
"""Addresses that are listed as looked at; the rest are counted."""


@dataclass(frozen=True)
class QuoteLine:
    """A quote in original words with its source. fetched: the day on which it was read there, empty where unknown."""

    text: str
    source: Link
    place: str
    fetched: str


@dataclass(frozen=True)
class ElementPart:
    """One element.

    name: the element's name, or the sentence about it where that holds the name. sentence: empty where the name or
    the card has said it already. same_as: number of an earlier element with the very same quotes, else 0.
    by_person: a person decided it.
    """

    no: int
    name: str
    status: Status
    sentence: str
    quotes: tuple[QuoteLine, ...]
    same_as: int
    looked: tuple[Link, ...]
    more_looked: int
    by_person: bool


def element_parts(
    entry: Item, verdict: ItemVerdict, report: AgencyReport, sentences: Sentences, words: Words, *, headline: str
) -> Iterable[ElementPart]:
    """Make the parts of a card in the order of the book.

    Where was looked stands at what is not met: the quotes of what is met say where it is. It is left empty where
    `shared_looked` tells it for the whole card. headline: what the card has said above them.
    """
    shared = shared_looked(verdict) is not None
    said_above = verdict.status is not Status.MET and is_uniform(verdict)
    said = {headline}
    shown: dict[tuple[Quote, ...], int] = {}
    for element in verdict.elements:
        finding = element.finding
        name = element_name(entry, element.element, words)
        sentence = sentences.say(verdict.item, finding.code, finding.facts, element.element)
        is_new = not said_above and sentence not in said
        looked = () if shared or finding.status is Status.MET else _unique(finding.looked)
        same_as = shown.get(finding.quotes, 0)
        yield ElementPart(
            no=element.element_no,
            name=sentence if is_new and name in sentence else name,
            status=finding.status,
            sentence=sentence if is_new and name not in sentence else "",
            quotes=() if same_as else _quotes(finding, report, words),
            same_as=same_as,
            looked=links(looked),
            more_looked=max(0, len(looked) - MOST_LOOKED),
            by_person=by_person(finding),
        )
        said.add(sentence)
        if finding.quotes:
            shown.setdefault(finding.quotes, element.element_no)


def shared_looked(verdict: ItemVerdict) -> tuple[str, ...] | None:
    """The addresses that were looked at, where they are the same for all elements; else None."""
    looked = {_unique(e.finding.looked) for e in verdict.elements}
    return next(iter(looked)) if len(looked) == 1 else None


def links(urls: Sequence[str]) -> tuple[Link, ...]:
    """Addresses fit to show, as many as are listed."""
    return tuple(link(url) for url in urls[:MOST_LOOKED])


def _quotes(finding: Finding, report: AgencyReport, words: Words) -> tuple[QuoteLine, ...]:
    return tuple(
        QuoteLine(
            shorten(quote.text, QUOTE_LENGTH),
            link(quote.url, page=quote.page),
            place(quote, words),
            day(fetched, words) if (fetched := report.fetched.get(quote.url, "")) else "",
        )
        for quote in finding.quotes
    )


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
