"""Is a rule of the ITA total one that can be reckoned with: tools, weights, levels?"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from checks.rubric.schema import Ita

WEIGHED = (frozenset({"IIT", "EIT", "OIT"}), frozenset({"IIT", "EIT1", "EIT2", "OIT"}))
"""The tools that a rule weighs: the EIT as a whole, or its two parts."""

MOST = 100.0


def rule_problems(rule: Ita) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a rule: the key where it stands, the problem, how to mend it."""
    weights = rule.weights
    if frozenset(weights) not in WEIGHED:
        tools = ", ".join(weights) or "nothing"
        yield "weights", f"ita.weights has {tools}", "weigh IIT, OIT and either EIT or EIT1 and EIT2"
    elif not all(weight > 0 for weight in weights.values()) or not math.isclose(sum(weights.values()), 1):
        yield "weights", f"ita.weights make {sum(weights.values()):g}", "write shares above 0 that make 1 together"
    figures = [rule.passes, *(figure for level in rule.levels for figure in (level.least, level.each))]
    if not all(0 <= figure <= MOST for figure in figures):
        yield "ita", "a figure of ita is not between 0 and 100", "write figures out of 100"
    bounds = [(level.least, level.each) for level in rule.levels]
    if not bounds or bounds[-1] != (0, 0):
        yield "levels", "the lowest of ita.levels is not open below", "let it have least = 0 and no each"
    if any(higher <= lower for higher, lower in pairwise(bounds)):
        yield "levels", "ita.levels do not go down", "list the highest level first, each with another bound"
    names = [(level.name_th.strip(), level.name_en.strip()) for level in rule.levels]
    if any("" in name for name in names) or len({name[0] for name in names}) < len(names):
        yield "levels", "a level of ita has no name of its own", "give each level a name_th and a name_en"
