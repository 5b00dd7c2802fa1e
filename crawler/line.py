"""The line after gathering: judge a run, judge stored runs again, say what flipped. No network."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from checks.evidence import Submitted
from checks.judge import judge
from checks.rubric import Rubric, RubricError
from checks.verdict import ItemVerdict, Judgement, Status
from crawler.appeal.manifest import record
from crawler.books import PACKAGED, Books
from crawler.office.review.applying import apply_decisions, decisions_key
from crawler.program import judging_code
from crawler.store import RunInfo, Store
from crawler.store.verdicts import Basis

logger = logging.getLogger(__name__)


class Change(msgspec.Struct, frozen=True):
    """A verdict that flipped. element_no 0 and an empty element: the item as a whole. Empty before: it is new."""

    item: str
    element_no: int
    element: str
    before: str
    before_code: str
    after: str
    after_code: str


class Rejudged(msgspec.Struct, frozen=True):
    """A run judged again. old is None when it had not been judged under that year's book."""

    run: RunInfo
    old: Judgement | None
    new: Judgement

    @property
    def changes(self) -> list[Change]:
        """Verdicts that differ from the last judgement; none when there was no last one."""
        return changed_verdicts(self.old, self.new) if self.old is not None else []


def judge_run(store: Store, run_id: str, rubric: Rubric | None = None, *, books: Books = PACKAGED) -> Judgement:
    """Judge the evidence of a run under a book (default: that of the run's fiscal year), and store the verdicts.

    Where the same evidence was judged before, by the same book and the same code, that judgement holds for this run
    too, and nothing is judged.

    Raises:
        StoreError: the database cannot be read or written.
        RubricError: there is no book for the run's year, or it is broken.
    """
    year = store.run(run_id).fiscal_year
    rubric = rubric if rubric is not None else books.load(year)
    # Links under another year's numbers depend on two books, and such questions are rare: they are always judged.
    known = store.share_judgement(run_id, fingerprint(rubric), _basis(store, run_id)) if rubric.year == year else None
    if known is None:
        return _judge_anew(store, run_id, rubric, books)
    record(store, run_id, rubric.year)
    return known


def rejudge_stale(store: Store, books: Books = PACKAGED) -> int:
    """Judge again what the reports show, where another book or other code judged it; gives how many were.

    For the beginning of a night: so that what we changed never reads as a change of the site.
    """
    judged = 0
    for newest in store.newest_judged():
        try:
            rubric = books.load(newest.fiscal_year)
        except RubricError as error:  # one broken book must not keep the other years from being judged
            logger.warning("what was judged for %d stays as it is: %s", newest.fiscal_year, error)
            continue
        if (newest.rubric, newest.program) != (fingerprint(rubric), judging_code()):
            _judge_anew(store, newest.run_id, rubric, books)
            judged += 1
    return judged


def fingerprint(rubric: Rubric) -> str:
    """How a judgement names its book: ``2565/0a1b2c3d4e5f``."""
    return f"{rubric.year}/{rubric.digest[:12]}"


def _basis(store: Store, run_id: str) -> Basis:
    run = store.run(run_id)
    decided = decisions_key(store, run.agency.code, run.fiscal_year)
    return Basis(store.evidence_key(run_id, decisions_key=decided), judging_code())


def _judge_anew(store: Store, run_id: str, rubric: Rubric, books: Books) -> Judgement:
    judgement = apply_decisions(store, run_id, judged_under(store, run_id, rubric, books=books), rubric)
    store.save_judgement(run_id, judgement, lambda verdict: sentence_of(rubric, verdict), _basis(store, run_id))
    record(store, run_id, rubric.year)  # what was said, and of what, is chained to all that was said before
    return judgement


def judged_under(store: Store, run_id: str, rubric: Rubric, *, books: Books = PACKAGED) -> Judgement:
    """What a book makes of the evidence of a run, also of another year's; nothing is stored."""
    case = store.load_case(run_id)
    if case.fiscal_year != rubric.year:
        links = links_under(case.submitted, books.load(case.fiscal_year), rubric)
        case = msgspec.structs.replace(case, fiscal_year=rubric.year, submitted=links)
    return judge(case, rubric)


def links_under(links: Sequence[Submitted], own: Rubric, rubric: Rubric) -> tuple[Submitted, ...]:
    """Links submitted under one year's numbers, under those of the items of another book that mean the same.

    Links of items that the other book does not have are left out.
    """
    if own.year == rubric.year:
        return tuple(links)
    numbers = {item.check: item.item for item in rubric.items.values()}
    known = ((numbers.get(own.items[link.item].check, ""), link) for link in links if link.item in own.items)
    return tuple(msgspec.structs.replace(link, item=item) for item, link in known if item)


def rejudge(
    store: Store, run_ids: list[str], rubric: Rubric | None = None, *, books: Books = PACKAGED
) -> Iterator[Rejudged]:
    """Judge stored runs again, and say what was said before."""
    for run_id in run_ids:
        run = store.run(run_id)
        last = store.load_judgement(run_id, rubric.year if rubric is not None else run.fiscal_year)
        book = rubric if rubric is not None else books.load(run.fiscal_year)
        # Whoever says so wants it judged, also where nothing seems to have changed.
        yield Rejudged(run, last[1] if last is not None else None, _judge_anew(store, run_id, book, books))


def why_no_reports(out: Path) -> str:
    """Why a folder cannot take reports, or empty; it is made where it is missing."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return error.strerror or str(error)
    return "" if os.access(out, os.W_OK) else "no permission to write"


def changed_verdicts(old: Judgement, new: Judgement) -> list[Change]:
    """Which items and elements got another status or code, in the order of the book."""
    before = {(item, no): (status, code) for item, no, _, status, code in _verdicts(old)}
    after = [(item, no, element, status, code) for item, no, element, status, code in _verdicts(new)]
    changes = [
        Change(item, no, element, *before.get((item, no), ("", "")), status, code)
        for item, no, element, status, code in after
        if before.get((item, no)) != (status, code)
    ]
    kept = {(item, no) for item, no, *_ in after}
    lost = [(item, no, element) for item, no, element, *_ in _verdicts(old) if (item, no) not in kept]
    return changes + [Change(item, no, element, *before[item, no], "", "") for item, no, element in lost]


def sentence_of(rubric: Rubric, verdict: ItemVerdict) -> str:
    """What an item's verdict says to officials, in Thai; where one element decided, the sentence names it."""
    deciding = next(
        (e.element for e in verdict.elements if (e.finding.status, e.finding.code) == (verdict.status, verdict.code)),
        "",
    )
    try:
        return rubric.sentence(verdict.item, verdict.code, verdict.facts, element=deciding)
    except KeyError:
        logger.warning("the book of %d has no sentence for %s of %s", rubric.year, verdict.code, verdict.item)
        return verdict.code


def _verdicts(judgement: Judgement) -> Iterator[tuple[str, int, str, str, str]]:
    for item in judgement.items:
        yield item.item, 0, "", item.status.value, item.code
        for element in item.elements:
            finding = element.finding
            yield item.item, element.element_no, element.element, finding.status.value, finding.code


def tally(judgement: Judgement) -> dict[Status, int]:
    """How many items have each status, in the order of `Status`; statuses that do not occur count 0."""
    return {status: sum(item.status is status for item in judgement.items) for status in Status}
