"""The statement of an appeal file: what is claimed, why the criterion is fulfilled, what stood where and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from checks.decisions import by_person
from checks.rubric import Rubric
from checks.verdict import ElementVerdict, Finding, ItemVerdict, Judgement, Quote
from reports.dates import day, moment
from reports.hostile import NAME_LENGTH, Link, clean, link, shorten
from reports.places import place
from reports.render import TEMPLATES, render_page
from reports.sentences import Sentences
from reports.titles import element_name, item_title
from reports.words import words

THAI = words("th")
"""A statement goes to a Thai office: it is Thai whatever language the messages have."""

LONGEST_QUOTE = 2_000
"""Characters of a quote in a statement: it is the proof, and stands in the texts as long as it is."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """An address that was fetched. copy, text: names of files beside the statement; copy is empty where it is gone."""

    url: str
    final_url: str
    status: int
    fetched_at: str
    sha256: str
    copy: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Appeal:
    """What a statement is made from.

    judgement: of the run, with the items that are defended alone. recorded_at: when the run's manifest was put into
    the chain, at its number, with its fingerprint and its link. evidence: by item; pieces: of how many pieces of the
    text a quote is put together, 0 where no text has it. screenshots: names of files by item.
    """

    judgement: Judgement
    rubric: Rubric
    agency_url: str
    run_id: str
    started_at: str
    recorded_at: str
    number: int
    sha256: str
    link: str
    evidence: Mapping[str, Sequence[Seen]]
    pieces: Mapping[Quote, int]
    screenshots: Mapping[str, str]


@dataclass(frozen=True)
class QuoteLine:
    """A quote, where it stands, and what must be said of how it stands there; note may be empty."""

    text: str
    source: Link
    place: str
    seen: str
    note: str


@dataclass(frozen=True)
class Part:
    """An element. same_as: number of an earlier one with the very same quotes, else 0; by: who decided, in words."""

    no: int
    name: str
    quotes: tuple[QuoteLine, ...]
    same_as: int
    by: str


@dataclass(frozen=True)
class Source:
    """A line of the table of evidence; final is None where the address led nowhere else."""

    address: Link
    final: Link | None
    status: int
    seen: str
    sha256: str
    copy: str
    text: str


@dataclass(frozen=True)
class Claim:
    """An item that is defended."""

    item: str
    title: str
    requirement: str
    sentence: str
    parts: tuple[Part, ...]
    sources: tuple[Source, ...]
    screenshot: str


@dataclass(frozen=True)
class Statement:
    """The statement, ready to show."""

    name: str
    website: Link
    fiscal_year: int
    as_of: str
    run_at: str
    run_id: str
    recorded_at: str
    book: str
    rubric: str
    claims: tuple[Claim, ...]
    number: int
    sha256: str
    link: str


def render_statement(appeal: Appeal) -> bytes:
    """The statement as a page of its own."""
    return render_page("appeal.html", statement(appeal), lang="th", css=("report.css", "appeal.css"))


def statement(appeal: Appeal) -> Statement:
    """Make everything in it fit to show."""
    judgement = appeal.judgement
    said = Sentences(appeal.rubric, THAI)
    return Statement(
        name=shorten(judgement.agency_name or judgement.agency, NAME_LENGTH),
        website=link(appeal.agency_url),
        fiscal_year=judgement.fiscal_year,
        as_of=day(judgement.as_of, THAI),
        run_at=moment(appeal.started_at, THAI),
        run_id=shorten(appeal.run_id, NAME_LENGTH),
        recorded_at=moment(appeal.recorded_at, THAI),
        book=shorten(appeal.rubric.book.source, LONGEST_QUOTE),
        rubric=shorten(judgement.rubric, NAME_LENGTH),
        claims=tuple(_claim(appeal, verdict, said) for verdict in judgement.items),
        number=appeal.number,
        sha256=appeal.sha256,
        link=appeal.link,
    )


def statement_text(appeal: Appeal) -> str:
    """The same as plain text."""
    return "\n".join(_lines(statement(appeal))) + "\n"


def readme() -> str:
    """What lies beside the statement, and how it is checked, in Thai and English."""
    return (TEMPLATES / "appeal-readme.txt").read_text(encoding="utf-8")


def _claim(appeal: Appeal, verdict: ItemVerdict, said: Sentences) -> Claim:
    entry = appeal.rubric.items[verdict.item]
    seen = appeal.evidence.get(verdict.item, ())
    return Claim(
        item=verdict.item,
        title=item_title(entry, THAI),
        requirement=entry.requirement_th,
        sentence=said.say(verdict.item, verdict.code, verdict.facts),
        parts=tuple(_parts(appeal, verdict, seen)),
        sources=tuple(_source(one) for one in seen),
        screenshot=appeal.screenshots.get(verdict.item, ""),
    )


def _parts(appeal: Appeal, verdict: ItemVerdict, seen: Sequence[Seen]) -> Iterator[Part]:
    entry = appeal.rubric.items[verdict.item]
    when = {url: one.fetched_at for one in seen for url in (one.url, one.final_url)}
    shown: dict[tuple[Quote, ...], int] = {}
    for element in verdict.elements:
        same_as = shown.get(element.finding.quotes, 0)
        yield Part(
            no=element.element_no,
            name=element_name(entry, element.element, THAI),
            quotes=() if same_as else tuple(_quotes(element, appeal, when)),
            same_as=same_as,
            by=_by(element.finding),
        )
        if element.finding.quotes:
            shown.setdefault(element.finding.quotes, element.element_no)


def _quotes(element: ElementVerdict, appeal: Appeal, when: Mapping[str, str]) -> Iterator[QuoteLine]:
    for quote in element.finding.quotes:
        pieces = appeal.pieces.get(quote, 0)
        yield QuoteLine(
            text=shorten(quote.text, LONGEST_QUOTE),
            source=link(quote.url, page=quote.page),
            place=place(quote, THAI),
            seen=moment(when[quote.url], THAI) if quote.url in when else "",
            note=THAI("appeal.no_text") if not pieces else THAI("appeal.pieces", count=pieces) if pieces > 1 else "",
        )


def _by(finding: Finding) -> str:
    if not by_person(finding):
        return THAI("appeal.by_program")
    facts = finding.facts
    return THAI(
        "appeal.by_person",
        name=shorten(facts.get("person", ""), NAME_LENGTH),
        date=day(facts.get("decided_at", ""), THAI),
        reason=shorten(facts.get("reason", ""), LONGEST_QUOTE),
    )


def _source(seen: Seen) -> Source:
    return Source(
        address=link(seen.url),
        final=link(seen.final_url) if seen.final_url != seen.url else None,
        status=seen.status,
        seen=moment(seen.fetched_at, THAI),
        sha256=seen.sha256,
        copy=seen.copy,
        text=seen.text,
    )


def _lines(page: Statement) -> Iterator[str]:
    yield THAI("appeal.title", year=page.fiscal_year)
    yield f"{THAI('appeal.agency')}: {page.name} {_whole(page.website)}"
    yield f"{THAI('appeal.run')}: {page.run_at} ({page.run_id})"
    yield f"{THAI('appeal.book')}: {page.book} ({page.rubric})"
    yield ""
    yield THAI("appeal.claim", count=len(page.claims), date=page.run_at)
    for claim in page.claims:
        yield ""
        yield f"{claim.item} {claim.title}"
        yield f"{THAI('appeal.requirement')}: {claim.requirement}"
        yield f"{THAI('appeal.why')}: {clean(claim.sentence)}"
        for part in claim.parts:
            yield f"{part.no}. {part.name} ({part.by})"
            if part.same_as:
                yield f"   {THAI('appeal.same', no=part.same_as)}"
            for quote in part.quotes:
                yield f"   “{quote.text}”"
                where = (quote.place, quote.seen, quote.note)
                yield f"   {' · '.join([_whole(quote.source), *filter(None, where)])}"
        yield THAI("appeal.evidence")
        for source in claim.sources:
            yield f"- {_whole(source.address)}"
            if source.final:
                yield f"  → {_whole(source.final)}"
            yield f"  HTTP {source.status} · {source.seen}"
            yield f"  SHA-256 {source.sha256}"
            yield f"  {source.copy or THAI('appeal.gone')} · {source.text}"
        if claim.screenshot:
            yield f"{THAI('appeal.screenshot')}: {claim.screenshot}"
    yield ""
    yield THAI("appeal.chain", number=page.number, date=page.recorded_at)
    yield f"SHA-256 {page.sha256}"
    yield f"{THAI('appeal.link')} {page.link}"
    yield THAI("appeal.proves")
    yield ""
    yield THAI("appeal.signed")


def _whole(address: Link) -> str:
    return address.href or address.text
