"""One agency's total under the rule of its year: now, after each gap, and what the levels above ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal

from checks.ita import TOOLS, level, needed, rounded, short, total, weight
from checks.rubric import Ita, Level
from checks.verdict import ItemVerdict, Score
from reports.agency_report import AgencyReport
from reports.figures import Range, shown
from reports.gains import gains, points
from reports.titles import item_title
from reports.whatif_lines import Goal, Need, Step, Tool, Trial, Way
from reports.words import Words

FULL = 100.0


def level_name(one: Level, words: Words) -> str:
    """A level as the year's book calls it."""
    return one.name_th if words.lang == "th" else one.name_en


class Reckoned:
    """One agency under the rule of its year."""

    def __init__(self, rule: Ita, report: AgencyReport, surveys: Mapping[str, float], words: Words) -> None:
        self._rule = rule
        self._surveys = surveys
        self._words = words
        self._oit = report.judgement.oit
        self._titles = {name: item_title(entry, words) for name, entry in report.rubric.items.items()}
        verdicts = [verdict for verdict in report.judgement.items if verdict.item in report.rubric.items]
        self._gaps = gains(report.rubric, verdicts)
        self.now = total(rule, surveys, self._oit)
        self.steps = tuple(self._steps(self._gaps))

    def tools(self) -> tuple[Tool, ...]:
        """IIT, EIT and OIT with what each brings to the total."""
        found = []
        for tool in TOOLS:
            share = weight(self._rule, tool)
            known = shown(self._oit) if tool == "OIT" else self._known(tool)
            brings = shown(Score(*(round(float(end) * share, 2) for end in (known.low, known.high)))) if known else None
            found.append(Tool(tool, _said(known), f"{share * FULL:g}", _said(brings)))
        return tuple(found)

    def level(self, oit: Score) -> str:
        """The level of an OIT; both names where its ends are of different levels; empty where no total is known."""
        if total(self._rule, self._surveys, oit) is None:
            return ""
        ends = [level_name(self._level(figure), self._words) for figure in (oit.low, oit.high)]
        return ends[0] if ends[0] == ends[1] else self._words("whatif.levels", low=ends[0], high=ends[1])

    def passes(self) -> Literal["", "yes", "perhaps", "no"]:
        """Whether the total passes."""
        if self.now is None:
            return ""
        if self.now.low >= self._rule.passes:
            return "yes"
        return "perhaps" if self.now.high >= self._rule.passes else "no"

    def goals(self) -> tuple[Goal, ...]:
        """The levels above that of the lowest figure, the nearest first."""
        if self.now is None:
            return ()
        above = self._rule.levels[: self._rule.levels.index(self._level(self._oit.low))]
        return tuple(self._goal(one) for one in reversed(above))

    def needs(self) -> tuple[Need, ...]:
        """What unknown surveys must have for each level with the lowest OIT; levels that are out of reach left out."""
        if self.now is not None:
            return ()
        known = {**self._surveys, "OIT": self._oit.low}
        found = ((one, needed(self._rule, known, one)) for one in self._rule.levels)
        return tuple(
            Need(level_name(one, self._words), f"{figure:.2f}")
            for one, figure in found
            if figure is not None and figure > 0
        )

    def trial(self) -> Trial | None:
        """What the script needs; None where it could not say a total."""
        if self.now is None or not self._gaps:
            return None
        rest = sum(weight(self._rule, tool) * figure for tool, figure in self._surveys.items())
        oit, share = self._oit, weight(self._rule, "OIT")
        return Trial(f"{oit.low:g}", f"{oit.high:g}", f"{share:g}", f"{rest:.6g}", f"{min(self._surveys.values()):g}")

    def _known(self, tool: str) -> Range | None:
        return shown(Score(self._surveys[tool], self._surveys[tool])) if tool in self._surveys else None

    def _level(self, oit: float) -> Level:
        return level(self._rule, {**self._surveys, "OIT": oit})

    def _steps(self, gaps: Sequence[tuple[ItemVerdict, float]]) -> list[Step]:
        steps, added, before = [], 0.0, self._level(self._oit.low) if self.now else None
        for verdict, gain in gaps:
            added += gain
            oit = _mended(self._oit, added)
            after = total(self._rule, self._surveys, oit)
            reached = self._level(oit.low) if after else None
            steps.append(
                Step(
                    item=verdict.item,
                    title=self._titles[verdict.item],
                    gain=points(gain * weight(self._rule, "OIT")),
                    adds=f"{gain:.6g}",
                    after=shown(after) if after else None,
                    level=self.level(oit),
                    higher=reached != before,
                )
            )
            before = reached
        return steps

    def _goal(self, wanted: Level) -> Goal:
        name, hindered = level_name(wanted, self._words), short(wanted, self._surveys)
        oit = needed(self._rule, self._surveys, wanted)
        if oit is None:
            way: Way = "survey" if hindered else "beyond"
            return Goal(name, "", way, (), tuple(f"{tool} ({self._surveys[tool]:.2f})" for tool in hindered))
        items, added = [], 0.0
        for verdict, gain in self._gaps:
            if _mended(self._oit, added).low >= oit:
                break
            added += gain
            items.append((verdict.item, self._titles[verdict.item]))
        if _mended(self._oit, added).low >= oit:
            return Goal(name, f"{oit:.2f}", "gaps", tuple(items), ())
        return Goal(name, f"{oit:.2f}", "undecided", (), ())


def _mended(oit: Score, added: float) -> Score:
    """The OIT when gaps worth so many points are mended; halves up, as the script does."""
    low, high = (min(FULL, rounded(Decimal(f"{end + added:.6f}"))) for end in (oit.low, oit.high))
    return Score(low, high)


def _said(figures: Range | None) -> str:
    if figures is None:
        return ""
    return figures.low if figures.exact else f"{figures.low}–{figures.high}"
