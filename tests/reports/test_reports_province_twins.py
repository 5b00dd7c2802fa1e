"""Agencies on one template: what counts as failing alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checks.verdict import ItemVerdict
from reports import AgencyReport
from reports.twins import twins

from .conftest import met, unmet, verdict

Make = Callable[..., AgencyReport]


def lacking(code: str = "not-found") -> ItemVerdict:
    """O1 without its first part."""
    return verdict("O1", unmet(code), met())


def having() -> ItemVerdict:
    """O1 complete."""
    return verdict("O1", met(), met())


@pytest.mark.parametrize(
    ("of_template", "others", "found"),
    [
        ([lacking(), lacking(), lacking()], [], True),
        ([lacking(), lacking(), having()], [having()], True),
        ([lacking(), lacking()], [], False),  # two are no pattern
        ([lacking(), lacking(), having(), having()], [], False),  # half is not most
        ([lacking(), lacking("other"), lacking("third")], [], False),  # each in its own way
        ([lacking(), lacking(), lacking()], [lacking(), lacking()], False),  # everybody lacks it: not the template
        ([lacking(), lacking(), lacking()], [lacking(), having()], True),
    ],
)
def test_most_of_a_template_and_more_than_elsewhere(
    make: Make, of_template: list[ItemVerdict], others: list[ItemVerdict], found: bool
) -> None:
    reports = [make(code=f"t{n}", items=[one], template="vendor") for n, one in enumerate(of_template)]
    reports += [make(code=f"o{n}", items=[one]) for n, one in enumerate(others)]
    assert bool(twins(reports)) == found


def test_unknown_templates_are_no_template(make: Make) -> None:
    assert twins([make(code=f"a{n}", items=[lacking()]) for n in range(5)]) == ()


def test_larger_groups_come_first_with_who_lacks_it(make: Make) -> None:
    reports = [make(code=f"s{n}", items=[lacking()], template="small") for n in range(3)]
    reports += [make(code=f"l{n}", items=[lacking() if n else having()], template="large") for n in range(4)]
    reports += [make(code=f"n{n}", items=[having()]) for n in range(9)]
    large, small = twins(reports)
    assert (large.template, small.template) == ("large", "small")
    assert large.agencies == ("l0", "l1", "l2", "l3")
    assert [(gap.item, gap.code, gap.lacking) for gap in large.gaps] == [("O1", "not-found", ("l1", "l2", "l3"))]
    assert (large.gaps[0].elsewhere, large.gaps[0].others) == (3, 12)
