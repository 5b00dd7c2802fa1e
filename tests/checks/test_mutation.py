"""What decides a verdict is taken away by script, and the verdict must change (``fixtures/mutation.py``).

All fixture pages that are met and, for the kinds that cost little, some fictional agencies. ``python
bench/mutation.py`` prints the same for all pages and any agency.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

from checks.rubric import load
from crawler.accuracy.evidence import recorded
from fixtures.cases import page_case, page_fixtures
from fixtures.mutation import KINDS, Example, Outcome

PAGES = [f for f in page_fixtures(Path(__file__).parents[2] / "fixtures" / "pages") if f.status == "met"]
CHECKS = sorted({fixture.check for fixture in PAGES})
SURVIVORS = tomllib.loads((Path(__file__).parent / "mutation-survivors.toml").read_text(encoding="utf-8"))

SAMPLE = ("sriphana-energy", "sriphana-province", "huai-sai-tao")
CHEAP = tuple(kind for kind in KINDS if kind not in ("quotes", "columns"))
CLOSELY = ("O2", "O21", "O34")
"""Items of the sample whose quotes are taken away one after another."""


@functools.cache
def agency(name: str, items: tuple[str, ...] = ()) -> Example:
    return Example(name, recorded(name), load(2565), items)


def pages(check: str) -> list[Example]:
    rubric = load(2565)
    cases = [(f, *page_case(f, rubric)) for f in PAGES if f.check == check]
    return [Example(f"{check}/{fixture.path.stem}", case, rubric, (item,)) for fixture, item, case in cases]


def outcomes(examples: Iterable[Example], kinds: Iterable[str] = tuple(KINDS)) -> list[Outcome]:
    return [outcome for example in examples for kind in kinds for outcome in KINDS[kind](example)]


def survived(found: Iterable[Outcome]) -> dict[str, str]:
    return {f"{o.kind} {o.name}": o.quote for o in found if o.survived}


def known(prefix: str) -> set[str]:
    return {name for name in SURVIVORS if name.split(" ", 1)[1].startswith(prefix)}


@pytest.mark.parametrize("check", CHECKS)
def test_no_met_page_survives_without_what_decides(check: str) -> None:
    found = outcomes(pages(check))
    left = survived(found)
    assert left.keys() - SURVIVORS.keys() == set(), left
    assert known(f"{check}/") - left.keys() == set()
    assert len(found) > 0


@pytest.mark.parametrize("name", SAMPLE)
def test_no_agency_is_met_without_what_decides(name: str) -> None:
    left = survived(outcomes([agency(name)], CHEAP))
    assert left.keys() - SURVIVORS.keys() == set(), left
    assert known(f"{name} ") - left.keys() == set()


def test_quotes_of_an_agency_are_what_its_verdicts_rest_on() -> None:
    found = outcomes([agency("sriphana-energy", CLOSELY)], ["quotes"])
    assert survived(found) == {}
    assert len(found) > 5


def test_every_kind_of_mutation_has_examples() -> None:
    shown = {"months": "monthly_procurement", "persons": "executives", "heads": "gift_policy", "deeds": "risk_action"}
    shown |= {"words": "complaint_guideline", "agencies": "annual_results"}
    without = [kind for kind in KINDS if not any(any(KINDS[kind](e)) for e in pages(shown.get(kind, "annual_plan")))]
    assert without == []


def test_every_known_survivor_belongs_to_a_test() -> None:
    tested = {f"{check}/" for check in CHECKS} | set(SAMPLE)
    assert [n for n in SURVIVORS if not any(n.split(" ", 1)[1].startswith(t) for t in tested)] == []
    assert {reason.split(":")[0] for reason in SURVIVORS.values()} <= {"again", "damage", "fault"}
