"""Every fixture page is judged as its name says; every element has a met and an unmet page."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.judge import judge
from checks.rubric import load
from fixtures.cases import PageFixture, page_case, page_fixtures

PAGES = Path(__file__).parents[2] / "fixtures" / "pages"
FIXTURES = page_fixtures(PAGES)


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda f: f"{f.check}/{f.path.stem}")
def test_page_is_judged_as_named(fixture: PageFixture) -> None:
    rubric = load(2565)
    item, case = page_case(fixture, rubric)
    verdict = next(v for v in judge(case, rubric).items if v.item == item)
    said = {e.element: (str(e.finding.status), e.finding.code) for e in verdict.elements}
    asked = said if fixture.element == "all" else {fixture.element: said[fixture.element]}
    assert {status for status, _ in asked.values()} == {fixture.status}, said


def test_every_element_has_a_met_and_an_unmet_page() -> None:
    rubric = load(2565)
    shown = {(f.check, e, f.status) for f in FIXTURES for e in _elements(f)}
    wanted = {(i.check, e.key, s) for i in rubric.items.values() for e in i.elements for s in ("met", "unmet")}
    assert sorted(wanted - shown) == []


def _elements(fixture: PageFixture) -> list[str]:
    item = next(i for i in load(2565).items.values() if i.check == fixture.check)
    return [e.key for e in item.elements] if fixture.element == "all" else [fixture.element]
