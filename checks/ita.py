"""The ITA as a whole: its total is the weighed mean of IIT, EIT and OIT, its level what the year's rule calls it.

Figures are out of 100. Totals are rounded to two decimals, halves up, as they are published; the level is that of the
rounded total, so that 94.995 is 95.00 and no total falls between two levels.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from checks.rubric.schema import Ita, Level
from checks.verdict import Score

TOOLS = ("IIT", "EIT", "OIT")
"""The tools of the assessment, as levels speak of them: the two parts of a later year's EIT are one tool."""

MOST = 100.0
_CENT = Decimal("0.01")
_HALF = Decimal("0.005")


def surveyed(
    rule: Ita, *, iit: float | None, eit: float | None, parts: tuple[float, float] | None = None
) -> dict[str, float]:
    """The figures of the surveys that are known, by tool; parts: of the EIT, weighed as the rule says (else alike).

    An EIT given as a whole wins over its parts.
    """
    known = {} if iit is None else {"IIT": iit}
    if eit is None and parts is not None:
        weights = [rule.weights.get(tool, 1.0) for tool in ("EIT1", "EIT2")]
        shares = sum((_exact(w) * _exact(p) for w, p in zip(weights, parts, strict=True)), Decimal())
        eit = rounded(shares / sum(map(_exact, weights)))
    return known if eit is None else known | {"EIT": eit}


def weight(rule: Ita, tool: str) -> float:
    """The share of a tool in the total; that of the EIT is the sum of its parts'."""
    return float(_weight(rule, tool))


def total(rule: Ita, surveys: Mapping[str, float], oit: Score) -> Score | None:
    """The lowest and the highest total; None while a survey is not known."""
    if not all(tool in surveys for tool in TOOLS if tool != "OIT"):
        return None
    low, high = (_sum(rule, {**surveys, "OIT": figure}) for figure in (oit.low, oit.high))
    return Score(rounded(low), rounded(high))


def level(rule: Ita, figures: Mapping[str, float]) -> Level:
    """The level of a total made of these figures; all tools must be there."""
    return level_of(rule, rounded(_sum(rule, figures)), figures)


def level_of(rule: Ita, reached: float, figures: Mapping[str, float]) -> Level:
    """The level of a total; a tool whose figure is not known is taken to be high enough."""
    found = (one for one in rule.levels if reached >= one.least and not short(one, figures))
    return next(found, rule.levels[-1])


def short(wanted: Level, figures: Mapping[str, float]) -> tuple[str, ...]:
    """The tools that alone keep a level from being reached, whatever the total is."""
    return tuple(tool for tool in TOOLS if tool in figures and rounded(_exact(figures[tool])) < wanted.each)


def needed(rule: Ita, known: Mapping[str, float], wanted: Level) -> float | None:
    """The least figure that every tool not in ``known`` must have for a level, two decimals.

    None where the level cannot be reached: not even with 100, or a known tool is too low by itself.
    """
    weights = sum((_weight(rule, tool) for tool in TOOLS if tool not in known), Decimal())
    if not weights:
        raise ValueError("every tool is known: nothing is needed")
    missing = _exact(wanted.least) - _HALF - _sum(rule, known)
    least = max(missing / weights, _exact(wanted.each), Decimal())
    figure = float(least.quantize(_CENT, ROUND_CEILING))
    return None if short(wanted, known) or figure > MOST else figure


def rounded(figure: Decimal) -> float:
    """Two decimals, halves up, as figures are published."""
    return float(figure.quantize(_CENT, ROUND_HALF_UP))


def _sum(rule: Ita, figures: Mapping[str, float]) -> Decimal:
    return sum((_weight(rule, tool) * _exact(figure) for tool, figure in figures.items()), Decimal())


def _weight(rule: Ita, tool: str) -> Decimal:
    own = {"EIT": ("EIT", "EIT1", "EIT2")}.get(tool, (tool,))
    return sum((_exact(rule.weights[part]) for part in own if part in rule.weights), Decimal())


def _exact(figure: float) -> Decimal:
    """The decimals that were written, not the nearest binary fraction."""
    return Decimal(str(figure))
