"""The agency shows month by month, from October to March, what it bought and hired, in all the particulars.

Each month has rows, or the statement that nothing was procured; a month with a header alone is missing. The
particulars (work, budget, median price, method, bidders, who was selected, reason, contract) are judged on the rows
that are there. Rows of several months shown together are for a person to judge.
"""

from __future__ import annotations

from collections import Counter

from checks.bundle import Bundle
from checks.finding import met, refuted, unclear, unmet
from checks.structure.coverage import month_names
from checks.structure.purchase_months import pictured, undecided
from checks.structure.purchases import of_months, summary
from checks.thai.periods import first_half, over
from checks.verdict import Finding, Quote


def months(bundle: Bundle) -> Finding:
    """All six months, one by one."""
    known = summary(bundle)
    half = first_half(bundle.fiscal_year)
    rows = of_months(known.rows, half)
    alone = {m: row.quote for row in reversed(rows) if row.divided for m in row.months}
    jointly = {m: row.quote for row in rows if not row.divided for m in row.months}
    shown: dict[tuple[int, int], Quote] = {**known.nothing, **alone}
    missing = [m for m in half if m not in shown and m not in jointly]
    late = [m for m in missing if over(m, bundle.as_of)]
    proof = [(shown | jointly)[m] for m in half if m in shown or m in jointly]
    if late:
        facts = {"months": month_names(late)}
        pictures = pictured(bundle, late)
        if pictures:
            return unclear(bundle, "picture-only", pictures, facts)
        return undecided(bundle, late, proof) or (
            refuted(bundle, "month-missing", proof, facts) if proof else unmet(bundle, "month-missing", facts)
        )
    if missing:
        # The months are not over yet: not due.
        return unmet(bundle, "not-found", {"months": month_names(missing)})
    joint = [m for m in half if m not in shown]
    if joint:
        return unclear(bundle, "not-by-month", [jointly[m] for m in joint[:1]], {"months": month_names(joint)})
    return met([shown[m] for m in half])


def _column(bundle: Bundle, kind: str) -> Finding:
    """One kind of column, on the rows of the six months: in how many months do most rows show it?"""
    known = summary(bundle)
    half = first_half(bundle.fiscal_year)
    rows = of_months(known.rows, half)
    if not rows:
        if all(m in known.nothing for m in half):
            return met([known.nothing[half[0]]], "nothing-procured")
        return unmet(bundle)
    groups = {row.months: [r for r in rows if r.months == row.months] for row in rows}
    full = [g for g in groups.values() if 2 * sum(kind in r.shown for r in g) >= len(g)]
    proof = [r.shown[kind] for g in full for r in g if kind in r.shown]
    if 2 * len(full) >= len(groups):
        return met([q for quotes in proof for q in quotes])
    if proof:
        return unclear(bundle, "column-partial", [q for quotes in proof for q in quotes])
    if any(kind in r.unsure for r in rows):
        return unclear(bundle, "column-unseen", [r.quote for r in rows if kind in r.unsure])
    codes = Counter(r.halved[kind] for r in rows if kind in r.halved)
    headed = any(kind in r.heads for r in rows)
    code = codes.most_common(1)[0][0] if codes else "column-empty" if headed else "not-found"
    return refuted(bundle, code, [row.quote for row in rows]) if headed else unmet(bundle, code)


def work(bundle: Bundle) -> Finding:
    """The work bought or hired."""
    return _column(bundle, "work")


def budget(bundle: Bundle) -> Finding:
    """The budget of each."""
    return _column(bundle, "budget")


def median(bundle: Bundle) -> Finding:
    """The median price."""
    return _column(bundle, "median")


def method(bundle: Bundle) -> Finding:
    """The method of procurement."""
    return _column(bundle, "method")


def bidders(bundle: Bundle) -> Finding:
    """The bidders and their prices."""
    return _column(bundle, "bidder")


def selected(bundle: Bundle) -> Finding:
    """Who was selected, and the agreed price."""
    return _column(bundle, "selected")


def reason(bundle: Bundle) -> Finding:
    """The reason in short."""
    return _column(bundle, "reason")


def contract(bundle: Bundle) -> Finding:
    """Number and date of the contract or agreement."""
    return _column(bundle, "contract")


ELEMENTS = (months, work, budget, median, method, bidders, selected, reason, contract)
