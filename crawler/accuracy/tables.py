"""Counting: outcomes by agency, item and element, the confusion of labels with verdicts, and the worst elements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from checks.verdict import Status
from crawler.accuracy.compare import OUTCOMES, Compared

WORST = 10
ANSWERS = (Status.MET, Status.UNMET, Status.UNCLEAR, Status.UNREACHABLE, Status.BROKEN)


class Figures(msgspec.Struct, frozen=True):
    """How many elements came out how."""

    right: int = 0
    false_met: int = 0
    false_unmet: int = 0
    undecided: int = 0

    @property
    def elements(self) -> int:
        """All of them."""
        return self.right + self.false_met + self.false_unmet + self.undecided

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.right + other.right,
            self.false_met + other.false_met,
            self.false_unmet + other.false_unmet,
            self.undecided + other.undecided,
        )

    def cells(self) -> list[str]:
        """Elements, then each outcome with its share."""
        found = (self.right, self.false_met, self.false_unmet, self.undecided)
        return [f"{self.elements:,}", *(share(count, self.elements) for count in found)]


def share(count: int, total: int) -> str:
    """``3 (2.6 %)``; a plain 0 for none."""
    return f"{count:,} ({100 * count / total:.1f} %)" if count else "0"


def figures(rows: Iterable[Compared]) -> Figures:
    """The figures of some elements."""
    counts = Counter(row.outcome for row in rows)
    return Figures(*(counts[outcome] for outcome in OUTCOMES))


def by_element(rows: Iterable[Compared]) -> dict[str, Figures]:
    """Figures by element (``O23.1``), in the order of the book."""
    return {element: figures(some) for element, some in _grouped(rows).items()}


def by_item(rows: Iterable[Compared]) -> dict[str, Figures]:
    """Figures by item, in the order of the book."""
    found: dict[str, Figures] = {}
    for element, some in by_element(rows).items():
        item = element.partition(".")[0]
        found[item] = found.get(item, Figures()) + some
    return found


def confusion(rows: Iterable[Compared]) -> dict[str, dict[Status, int]]:
    """How often each verdict was given for each label; a label that accepts two answers has a row of its own."""
    counts = Counter(("/".join(row.label), row.status) for row in rows)
    labels = sorted({label for label, _ in counts}, key=lambda label: (label.count("/"), label))
    return {label: {status: counts[label, status] for status in ANSWERS} for label in labels}


def worst(rows: Iterable[Compared]) -> list[tuple[str, list[Compared]]]:
    """The elements that went wrong most often, worst first, with what was said of them; false met weighs double."""
    wrong = {element: [r for r in some if r.outcome != "right"] for element, some in _grouped(rows).items()}
    weight = {element: sum(2 if r.outcome == "false met" else 1 for r in some) for element, some in wrong.items()}
    ranked = sorted((element for element in wrong if wrong[element]), key=lambda element: -weight[element])
    return [(element, wrong[element]) for element in ranked[:WORST]]


def changes(
    before: Mapping[str, list[Compared]], after: Mapping[str, list[Compared]]
) -> list[tuple[Compared, Compared]]:
    """Verdicts on the same element of the same agency that differ in status or code, before and after."""
    found = []
    for agency, rows in after.items():
        last = {row.element: row for row in before.get(agency, [])}
        found += [
            (last[row.element], row)
            for row in rows
            if row.element in last and (last[row.element].status, last[row.element].code) != (row.status, row.code)
        ]
    return found


def agreement(
    first: Mapping[tuple[str, int], tuple[str, ...]], second: Mapping[tuple[str, int], tuple[str, ...]]
) -> tuple[int, int, int]:
    """In how many elements two people's labels share an answer, are the same, and how many both labelled."""
    both = [(first[key], second[key]) for key in first if key in second]
    shared = sum(bool(set(one) & set(other)) for one, other in both)
    return shared, sum(set(one) == set(other) for one, other in both), len(both)


def _grouped(rows: Iterable[Compared]) -> dict[str, list[Compared]]:
    found: dict[str, list[Compared]] = {}
    for row in sorted(rows, key=lambda row: (int(row.item[1:]), row.element_no)):
        found.setdefault(row.element, []).append(row)
    return found
