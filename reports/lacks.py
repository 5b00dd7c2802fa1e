"""What an item lacks, in one plain sentence."""

from __future__ import annotations

from typing import Final

from checks.rubric import Item
from checks.verdict import ItemVerdict, Status
from reports.sentences import Sentences
from reports.titles import element_name
from reports.words import Words

MOST_NAMED: Final = 3
"""Elements that the sentence names; the others are counted."""


def lacks(entry: Item, verdict: ItemVerdict, sentences: Sentences, words: Words) -> str:
    """Say what is missing: the book's own sentence where one tells it all, else the names of what is not there.

    Empty where nothing is missing.
    """
    gaps = [e for e in verdict.elements if e.finding.status is Status.UNMET]
    if not gaps:
        return ""
    if is_uniform(verdict):
        return sentences.say(verdict.item, verdict.code, verdict.facts)
    if len(gaps) == 1:
        only = gaps[0]
        return sentences.say(verdict.item, only.finding.code, only.finding.facts, only.element)
    names = ", ".join(missing_names(entry, verdict, words)[:MOST_NAMED])
    more = len(gaps) - MOST_NAMED
    return words("todo.lacks_more", names=names, more=more) if more > 0 else words("todo.lacks", names=names)


def is_uniform(verdict: ItemVerdict) -> bool:
    """Tell whether the same sentence is true of every element, so that it need be said only once."""
    return len({(e.finding.code, tuple(sorted(e.finding.facts.items()))) for e in verdict.elements}) <= 1


def missing_names(entry: Item, verdict: ItemVerdict, words: Words) -> tuple[str, ...]:
    """Names of the elements that an item lacks."""
    return tuple(element_name(entry, e.element, words) for e in verdict.elements if e.finding.status is Status.UNMET)
