"""What an agency can write into the national form: answer, address and explanation, item by item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from checks.rubric import Item
from checks.verdict import ItemVerdict, Status
from reports.agency_report import AgencyReport
from reports.gains import only_link
from reports.hostile import QUOTE_LENGTH, clean, shorten
from reports.lacks import missing_names
from reports.sentences import Sentences
from reports.titles import element_name, item_title
from reports.words import Words

Answer = Literal["yes", "no", "look", "exempt"]

_ANSWERS: Final[dict[Status, Answer]] = {
    Status.MET: "yes",
    Status.UNMET: "no",
    Status.UNCLEAR: "look",
    Status.UNREACHABLE: "look",
    Status.EXEMPT: "exempt",
    Status.BROKEN: "look",
}


@dataclass(frozen=True)
class FormRow:
    """A row of the form.

    answer: ``yes`` (it is there, also where only the link must be another), ``no``, ``look`` (a person must) or
    ``exempt``. url: the address to submit, empty where there is none. explanation: what to write beside it, or to do.
    """

    item: str
    title: str
    status: Status
    answer: Answer
    url: str
    explanation: str


def form_rows(report: AgencyReport, words: Words) -> Iterator[FormRow]:
    """The rows of an agency in the order of the book; items that the book does not know are left out."""
    verdicts = {verdict.item: verdict for verdict in report.judgement.items}
    sentences = Sentences(report.rubric, words)
    for item, entry in report.rubric.items.items():
        if item in verdicts:
            verdict = verdicts[item]
            yield FormRow(
                item=item,
                title=item_title(entry, words),
                status=verdict.status,
                answer="yes" if only_link(verdict) else _ANSWERS[verdict.status],
                url=url_to_submit(report, verdict),
                explanation=" ".join(_explained(entry, verdict, sentences, words)),
            )


def url_to_submit(report: AgencyReport, verdict: ItemVerdict) -> str:
    """The better address where there is one; what was submitted while it holds; else the page that decided."""
    if verdict.status is Status.EXEMPT:
        return ""
    sent = next((link.url for link in report.submitted if link.item == verdict.item), "")
    return clean(verdict.better_url or (sent if verdict.status is not Status.UNMET else "") or verdict.url)


def _explained(entry: Item, verdict: ItemVerdict, sentences: Sentences, words: Words) -> Iterator[str]:
    if verdict.status is Status.MET:
        for element in verdict.elements:
            quotes = element.finding.quotes
            if quotes:
                name = element_name(entry, element.element, words)
                page = words("sheet.page", page=quotes[0].page) if quotes[0].page else ""
                yield words("sheet.found", name=name, quote=shorten(quotes[0].text, QUOTE_LENGTH), page=page).strip()
        return
    missing = missing_names(entry, verdict, words)
    some = any(element.finding.status is Status.MET for element in verdict.elements)
    if some and missing:
        yield words("sheet.some", missing=words("sheet.and").join(missing))
    else:
        yield sentences.say(verdict.item, verdict.code, verdict.facts)
    advice = [
        sentences.remedy(verdict.item, e.finding.code, e.finding.facts, e.element)
        for e in verdict.elements
        if e.finding.status not in {Status.MET, Status.EXEMPT}
    ]
    yield from dict.fromkeys(filter(None, advice))
