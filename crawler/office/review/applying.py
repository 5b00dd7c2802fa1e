"""People's decisions at the moment of judging: those whose evidence is the same answer, the others end."""

from __future__ import annotations

import functools
import hashlib
import logging
from collections.abc import Sequence

import msgspec

from checks.decisions import decided, homeless
from checks.rubric import Rubric
from checks.verdict import Judgement
from crawler.office.review.docket import maker
from crawler.office.review.keys import Contents, Standing
from crawler.program import judging_code
from crawler.store import Store
from crawler.store.decisions import CHANGED, Recorded

logger = logging.getLogger(__name__)


class Applied(msgspec.Struct, frozen=True):
    """A judgement with people's answers, and the decisions that no longer hold with how their evidence stands."""

    judgement: Judgement
    lapsed: tuple[tuple[Recorded, Standing], ...] = ()


def apply_decisions(store: Store, run_id: str, judgement: Judgement, rubric: Rubric) -> Judgement:
    """The machine's judgement of a run with people's decisions laid over it.

    Decisions whose evidence is another in this run are ended in the database; runs older than a decision end nothing.
    """
    applied = with_decisions(store, run_id, judgement, rubric)
    for one, standing in applied.lapsed:
        if _started(run_id) > _started(one.run_id):
            store.decisions.end(one.number, CHANGED, detail=" ".join(standing.changed))
            logger.info("decision %d on %s of %s lapsed: %s", one.number, one.place, one.agency, standing.changed)
    return applied.judgement


def with_decisions(store: Store, run_id: str, judgement: Judgement, rubric: Rubric) -> Applied:
    """The same without ending anything: for comparing and trying."""
    held = store.decisions.held(judgement.agency, judgement.fiscal_year)
    if not held:
        return Applied(judgement)
    strange = {id(decision) for decision in homeless([one.decision for one in held], rubric)}
    keys = {(i.item, e.no): e.key for i in rubric.items.values() for e in i.elements}
    known: list[Recorded] = []
    for one in held:
        if id(one.decision) in strange:
            logger.warning("decision %d: the book of %d has no %s", one.number, rubric.year, one.place)
        elif one.element and keys[one.decision.item, one.decision.element_no] != one.element:
            # An own book may have been numbered anew: nobody decided about what has the number now.
            logger.warning("decision %d: %s is not %s in the book any more", one.number, one.place, one.element)
        else:
            known.append(one)
    standing = _standing(store, run_id, judgement, known)
    holding = [
        msgspec.structs.replace(one.decision, unseen=how.unseen)
        for one, how in zip(known, standing, strict=True)
        if not how.changed
    ]
    lapsed = tuple((one, how) for one, how in zip(known, standing, strict=True) if how.changed)
    return Applied(decided(judgement, holding, rubric), lapsed)


def decisions_key(store: Store, agency: str, fiscal_year: int) -> str:
    """A fingerprint of the decisions that hold for an agency's year; empty where there are none."""
    held = store.decisions.held(agency, fiscal_year)
    numbers = " ".join(str(one.number) for one in held)
    return hashlib.sha256(numbers.encode()).hexdigest() if held else ""


def _started(run_id: str) -> str:
    """The moment with which the id of a run begins, to the second."""
    return run_id.partition("-")[0]


def _standing(store: Store, run_id: str, judgement: Judgement, held: Sequence[Recorded]) -> list[Standing]:
    if all(one.run_id == run_id for one in held):
        return [Standing()] * len(held)  # the very evidence on which they were decided
    contents = Contents(store.load_case(run_id))
    verdicts = {verdict.item: verdict for verdict in judgement.items}

    judged_by = maker(judgement.rubric, judging_code())

    @functools.cache
    def earlier(of: str) -> Contents | None:
        # What was pruned leaves nothing to compare with but the fingerprints kept with the decision.
        return None if store.run(of).pruned_at else Contents(store.load_case(of))

    def stands(one: Recorded) -> Standing:
        said, verdict = one.decision, verdicts[one.decision.item]
        now = contents.evidence(verdict, said.element_no, url=said.url, quote=said.quote)
        standing = contents.standing(one.evidence, now)
        if not standing.changed or one.judged_by == judged_by or (old := earlier(one.run_id)) is None:
            return standing
        return contents.standing_since(old, one.evidence, verdict, said.element_no, url=said.url, quote=said.quote)

    return [Standing() if one.run_id == run_id else stands(one) for one in held]
