"""The agency publishes a one-year spending plan of the year, by source of budget and by kind of spending.

The budget ordinance of a local government is such a plan. A procurement plan, a report of what was spent or a single
total is none.
"""

from __future__ import annotations

from collections.abc import Callable

from checks.bundle import Bundle
from checks.finding import met, unclear
from checks.reading import Reading
from checks.structure.labels import labelled
from checks.structure.papers import Papers, papers
from checks.structure.plans import buys, column, money
from checks.structure.reports import figures, looks_back, plans_only, with_money
from checks.verdict import Finding

RIVALS = frozenset(
    {
        "annual_progress",
        "annual_results",
        "spending_progress",
        "spending_results",
        "integrity_plan",
        "integrity_progress",
        "integrity_results",
    },
)

INTRODUCES = 90
"""A longer line introduces no table."""

FEW = 2
"""So many kinds of spending with their sums are a plan by kind."""


def _found(bundle: Bundle) -> Papers:
    found = plans_only(papers(bundle, RIVALS, one_year=True))
    bought = any(buys(bundle, r) for r in found.readings)
    kept = tuple(r for r in found.readings if figures([r]) and not buys(bundle, r) and not _reports(bundle, r))
    return Papers(bundle, kept, found.refused or ("other-paper" if bought else ""))


def _reports(bundle: Bundle, reading: Reading) -> bool:
    """Is it a report, whatever its title: what was paid, introduced in a short line as what came of the plan?"""
    lines = [x.text for x in reading.evidence if x.block.kind in ("heading", "paragraph") and len(x.text) <= INTRODUCES]
    return any(bundle.says(text, "paid") for text in lines) and looks_back(bundle, reading)


def plan(bundle: Bundle) -> Finding:
    """A one-year spending plan: several sums of money."""
    found = _found(bundle)
    return met(figures(found.readings)) if found.readings else found.none()


def sources(bundle: Bundle) -> Finding:
    """The budget by source, or the one source of all of it; one that only the title names is for a person."""
    found = _found(bundle)
    named = with_money(bundle, found.readings, "source")
    if named:
        return met(named.values())
    said = [
        q for r in found.readings for q in labelled(bundle, r, "source_label", accept=_names_source(bundle), reach=1)
    ]
    if said:
        return met(said)
    weak = list(with_money(bundle, found.readings, "source_weak").values())
    weak += [r.quote(line) for r in found.readings for line in r.cover[:1] if bundle.says(line.text, "source")]
    return unclear(bundle, "source-unsaid", weak) if weak else found.none()


def _names_source(bundle: Bundle) -> Callable[[str], bool]:
    """What stands behind "แหล่งเงิน:" must be a source: then it is the source of the whole plan."""
    return lambda text: bundle.says(text, "source")


def kinds(bundle: Bundle) -> Finding:
    """The budget by kind of spending; one such word in a column of sources says only where money comes from."""
    found = _found(bundle)
    named = with_money(bundle, found.readings, "kind")
    listed = column(bundle, found.readings, "kind_head", accept=lambda text: not money(text), projects_only=False)
    if len(named) >= FEW or (named and listed.quotes):
        return met([*named.values(), *listed.quotes])
    alone = with_money(bundle, found.readings, "kind", but="source")
    if alone:
        return unclear(bundle, "one-kind-only", alone.values())
    return met(listed.quotes) if listed.quotes else found.none()


ELEMENTS = (plan, sources, kinds)
