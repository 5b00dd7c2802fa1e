"""What the page of one item shows: the item over all agencies, good examples first, then what the others lack."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from checks.rubric import Item, Rubric
from checks.verdict import ItemVerdict, Status
from reports.agency_page import agency_name
from reports.coverage import ItemCount
from reports.heatmap import Named
from reports.hostile import NAME_LENGTH, QUOTE_LENGTH, Link, link, shorten
from reports.lacks import lacks
from reports.places import place
from reports.sentences import Sentences
from reports.thai_order import dictionary_key
from reports.titles import element_name
from reports.words import Words

EXAMPLES: Final = 5
"""Good examples that are shown with their quotes; further ones are named."""

QUOTES: Final = 3
"""Quotes of one example."""

_PLAINEST: Final = ("submitted", "index", "site", "content")
"""Ways in which evidence was found, those first in which everybody finds it."""

_OTHERS: Final = (Status.UNMET, Status.UNCLEAR, Status.UNREACHABLE, Status.BROKEN, Status.EXEMPT)


@dataclass(frozen=True)
class ShownQuote:
    """What an example says about an element, and where it stands."""

    element: str
    text: str
    source: Link
    place: str


@dataclass(frozen=True)
class Example:
    """An agency that has it all. basis: how it was found, in words."""

    name: str
    href: str
    address: Link | None
    basis: str
    quotes: tuple[ShownQuote, ...]


@dataclass(frozen=True)
class Lacking:
    """An agency that has not, or of which it is not known, and what is the matter in one sentence."""

    name: str
    href: str
    sentence: str


@dataclass(frozen=True)
class ItemPage:
    """Everything on an item's page. before, after: file and name of its neighbours in the book, empty at the ends."""

    count: ItemCount
    requirement: str
    elements: tuple[str, ...]
    draft: bool
    fiscal_year: int
    province: str
    before: tuple[str, str]
    after: tuple[str, str]
    examples: tuple[Example, ...]
    also: tuple[tuple[str, str], ...]
    others: tuple[tuple[Status, tuple[Lacking, ...]], ...]


class ItemPages:
    """Makes the pages of all items of a book. named: reports of its year with the files of their pages."""

    def __init__(self, rubric: Rubric, named: Sequence[Named], province: str, words: Words) -> None:
        self._rubric = rubric
        self._province = shorten(province, NAME_LENGTH)
        self._words = words
        self._sentences = Sentences(rubric, words)
        self._verdicts: dict[str, list[tuple[str, str, ItemVerdict]]] = {}
        for href, report in sorted(named, key=lambda one: (dictionary_key(agency_name(one[1], words)), one[0])):
            for verdict in report.judgement.items:
                self._verdicts.setdefault(verdict.item, []).append((agency_name(report, words), href, verdict))

    def page(self, count: ItemCount, before: ItemCount | None, after: ItemCount | None) -> ItemPage:
        """The page of an item that was counted; before, after: its neighbours."""
        entry = self._rubric.items[count.item]
        verdicts = self._verdicts.get(count.item, [])
        good = sorted((one for one in verdicts if one[2].status is Status.MET), key=lambda one: _plainness(one[2]))
        return ItemPage(
            count=count,
            requirement=entry.requirement_th if self._words.lang == "th" else "",
            elements=tuple(element_name(entry, element.key, self._words) for element in entry.elements),
            draft=self._rubric.status == "draft",
            fiscal_year=self._rubric.year,
            province=self._province,
            before=(before.href, before.item) if before else ("", ""),
            after=(after.href, after.item) if after else ("", ""),
            examples=tuple(self._example(entry, *one) for one in good[:EXAMPLES]),
            also=tuple((name, f"{href}#{count.item}") for name, href, _ in good[EXAMPLES:]),
            others=tuple((status, found) for status in _OTHERS if (found := self._lacking(entry, verdicts, status))),
        )

    def _example(self, entry: Item, name: str, href: str, verdict: ItemVerdict) -> Example:
        basis = f"basis.{verdict.basis}"
        return Example(
            name=name,
            href=f"{href}#{entry.item}",
            address=link(verdict.url) if verdict.url else None,
            basis=self._words(basis) if basis in self._words else "",
            quotes=tuple(self._quotes(entry, verdict)),
        )

    def _quotes(self, entry: Item, verdict: ItemVerdict) -> Iterable[ShownQuote]:
        """The first quote of each element, each once, up to `QUOTES`."""
        quotes = {
            (element.finding.quotes[0].url, element.finding.quotes[0].text): element
            for element in reversed(verdict.elements)
            if element.finding.quotes
        }
        for element in list(reversed(quotes.values()))[:QUOTES]:
            quote = element.finding.quotes[0]
            yield ShownQuote(
                element_name(entry, element.element, self._words),
                shorten(quote.text, QUOTE_LENGTH),
                link(quote.url, page=quote.page),
                place(quote, self._words),
            )

    def _lacking(
        self, entry: Item, verdicts: Iterable[tuple[str, str, ItemVerdict]], status: Status
    ) -> tuple[Lacking, ...]:
        return tuple(
            Lacking(name, f"{href}#{entry.item}", self._sentence(entry, verdict))
            for name, href, verdict in verdicts
            if verdict.status is status
        )

    def _sentence(self, entry: Item, verdict: ItemVerdict) -> str:
        missing = lacks(entry, verdict, self._sentences, self._words)
        return missing or self._sentences.say(verdict.item, verdict.code, verdict.facts)


def _plainness(verdict: ItemVerdict) -> tuple[int, bool]:
    """How easily others can learn from it: found where the agency sent us, in words rather than in a picture."""
    rank = _PLAINEST.index(verdict.basis) if verdict.basis in _PLAINEST else len(_PLAINEST)
    return rank, any(quote.ocr for element in verdict.elements for quote in element.finding.quotes)
