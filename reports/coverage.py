"""How many agencies have an item, and which items most of them miss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from checks.rubric import Item, Rubric
from checks.verdict import Judgement, Status
from reports.titles import item_title
from reports.words import Words

UNDECIDED = (Status.UNCLEAR, Status.UNREACHABLE, Status.BROKEN)


@dataclass(frozen=True)
class ItemCount:
    """An item over all agencies: how many were asked for it, have it, miss it, and for how many it is undecided.

    counts: agencies by status, in the order of `Status`, without those that do not occur.
    """

    item: str
    title: str
    href: str
    asked: int
    met: int
    unmet: int
    undecided: int
    counts: tuple[tuple[Status, int], ...]

    @property
    def gaps_first(self) -> tuple[tuple[Status, int], ...]:
        """The counts of those that were asked, what is missing first, so that items can be compared by it."""
        order = (Status.UNMET, *UNDECIDED, Status.MET)
        found = dict(self.counts)
        return tuple((status, found[status]) for status in order if status in found)


def item_href(item: str) -> str:
    """The file of an item's page.

    >>> item_href("O8")
    'item-O8.html'
    """
    return f"item-{item}.html"


def items_of(rubric: Rubric) -> tuple[str, ...]:
    """Items of a book in the order of its sub-indicators; those that it lists and does not have are left out."""
    return tuple(item for sub in rubric.book.sub_indicators for item in sub.items if item in rubric.items)


def item_count(entry: Item, judgements: Iterable[Judgement], words: Words) -> ItemCount:
    """Count one item over all agencies; those of which nothing is said about it do not count."""
    found = Counter(verdict.status for one in judgements for verdict in one.items if verdict.item == entry.item)
    return ItemCount(
        item=entry.item,
        title=item_title(entry, words),
        href=item_href(entry.item),
        asked=found.total() - found[Status.EXEMPT],
        met=found[Status.MET],
        unmet=found[Status.UNMET],
        undecided=sum(found[status] for status in UNDECIDED),
        counts=tuple((status, found[status]) for status in Status if found[status]),
    )


def most_missed(counts: Iterable[ItemCount]) -> tuple[ItemCount, ...]:
    """Items that at least one agency misses, the most missed first; of equal ones the order of the book."""
    return tuple(sorted((one for one in counts if one.unmet), key=lambda one: -one.unmet))
