"""What the present code and book make of stored evidence beside what was said of it; nothing is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from checks.rubric import Rubric
from checks.verdict import ElementVerdict, ItemVerdict, Judgement, Quote, Status
from crawler.books import PACKAGED, Books
from crawler.line import judged_under
from crawler.office.review.applying import with_decisions
from crawler.store import RunInfo, Store

Place = tuple[str, int | str]
"""An element's address in both judgements: item and number within a year, check and key from year to year."""


class Side(msgspec.Struct, frozen=True):
    """What one judgement says of an element. quote: the first words that decided. url: theirs, or where it looked."""

    item: str
    status: Status
    code: str
    quote: Quote | None
    url: str


class Flip(msgspec.Struct, frozen=True):
    """An element whose status or code differs. None: that judgement does not know it."""

    element: str
    element_no: int
    before: Side | None
    after: Side | None

    @property
    def item(self) -> str:
        """The item's number, as the new judgement calls it."""
        side = self.after or self.before
        return side.item if side is not None else ""

    @property
    def kind(self) -> tuple[str, str]:
        """Status before and after; empty for none."""
        return (self.before.status.value if self.before else "", self.after.status.value if self.after else "")


class Comparison(msgspec.Struct, frozen=True):
    """One run, judged before and now.

    old: the stored judgement; None where the run has none. requoted: elements with the same verdict on other words.
    """

    run: RunInfo
    old: Judgement | None
    new: Judgement
    flips: tuple[Flip, ...] = ()
    requoted: int = 0

    @property
    def kinds(self) -> Counter[tuple[str, str]]:
        """How many flips there are of each kind."""
        return Counter(flip.kind for flip in self.flips)


def wanted_runs(store: Store, name: str) -> list[RunInfo]:
    """The runs that a name means: ``all`` newest ones, an agency's newest by its code, or one by its id.

    Raises:
        StoreError: there is no such run.
    """
    newest = store.latest_runs()
    return [run for run in newest if name in ("all", run.agency.code)] or [store.run(name)]


def compare_runs(store: Store, runs: list[RunInfo], books: Books, year: int = 0) -> Iterator[Comparison]:
    """Judge runs anew and compare. year: of the book to judge with; 0 for that of each run.

    Under another year's book a run is compared with its judgement under that book, or where it has none with that of
    its own year, element by element of the same meaning.

    Raises:
        RubricError: a book is missing or broken.
        StoreError: the database cannot be read.
    """
    for run in runs:
        yield compare_run(store, run, books.load(year or run.fiscal_year), books=books)


def compare_run(store: Store, run: RunInfo, rubric: Rubric, *, books: Books = PACKAGED) -> Comparison:
    """Judge a run under a book and compare with what is stored."""
    stored = store.load_judgement(run.run_id, rubric.year) or store.load_judgement(run.run_id, run.fiscal_year)
    judged = judged_under(store, run.run_id, rubric, books=books)
    new = with_decisions(store, run.run_id, judged, rubric).judgement
    if stored is None:
        return Comparison(run, None, new)
    flips, requoted = compared(stored[1], new)
    return Comparison(run, stored[1], new, flips, requoted)


def compared(old: Judgement, new: Judgement) -> tuple[tuple[Flip, ...], int]:
    """Elements whose verdict differs, in the order of the new book, and how many rest on other words only.

    Where the years differ, elements are matched by the meaning of their check: numbers mean nothing then.
    """
    same_year = old.fiscal_year == new.fiscal_year
    before, after = _elements(old, by_number=same_year), _elements(new, by_number=same_year)
    flips = [flip for place in after if (flip := _flip(place, before, after)) is not None]
    if same_year:
        flips += [flip for place in before if place not in after and (flip := _flip(place, before, after)) is not None]
    requoted = sum(
        (b.finding.status, b.finding.code) == (a.finding.status, a.finding.code)
        and b.finding.quotes != a.finding.quotes
        for place, a in after.items()
        if (b := before.get(place)) is not None
    )
    return tuple(flips), requoted


def _elements(judgement: Judgement, *, by_number: bool) -> dict[Place, ElementVerdict]:
    return {_place(item, e, by_number=by_number): e for item in judgement.items for e in item.elements}


def _place(item: ItemVerdict, element: ElementVerdict, *, by_number: bool) -> Place:
    return (item.item, element.element_no) if by_number else (item.check_name, element.element)


def _flip(place: Place, before: Mapping[Place, ElementVerdict], after: Mapping[Place, ElementVerdict]) -> Flip | None:
    old, new = before.get(place), after.get(place)
    known = new or old
    sides = _side(old), _side(new)
    said = [(side.status, side.code) if side is not None else None for side in sides]
    if known is None or said[0] == said[1]:
        return None
    return Flip(known.element, known.element_no, *sides)


def _side(verdict: ElementVerdict | None) -> Side | None:
    if verdict is None:
        return None
    finding = verdict.finding
    quote = finding.quotes[0] if finding.quotes else None
    url = quote.url if quote is not None else next(iter(finding.looked), "")
    return Side(verdict.item, finding.status, finding.code, quote, url)
