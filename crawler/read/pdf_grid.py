"""Ruling lines to grids: which lines belong together, and the cells that they enclose."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

import msgspec

from crawler.read.pdf_drawn import Box, Rule

SNAP = 2.5
"""Points within which lines count as one line: double rules, both edges of a bar."""

REACH = 3.0
"""Points by which a line may fail to meet another one, or to go on."""

BORDER_SHARE = 0.5
"""Share of a side of a cell that must be ruled for the side to part two cells."""

MAX_RULES = 600
"""Lines of a page above which they are squared paper or a drawing."""


MAX_PLACES = 6_000
"""Places of a grid above which it is squared paper."""


class Span(msgspec.Struct, frozen=True, order=True):
    """The place of a cell in its grid: first row and column (0-based, from the top left) and its size."""

    row: int
    col: int
    rows: int
    cols: int


class Grid(msgspec.Struct, frozen=True):
    """A ruled grid. columns and rows: edges in points, columns from the left, rows from the bottom up.

    box: its outer edges. spans: for each elementary place ``[row from the bottom][col]`` the cell that it belongs to.
    """

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    box: Box
    spans: tuple[tuple[Span, ...], ...]

    def at(self, x: float, y: float) -> Span | None:
        """The cell around a point; nothing outside."""
        left, bottom, right, top = self.box
        if not (left <= x <= right and bottom <= y <= top):
            return None
        col = bisect.bisect_right(self.columns, x, 1, len(self.columns) - 1) - 1
        row = bisect.bisect_right(self.rows, y, 1, len(self.rows) - 1) - 1
        return self.spans[row][col]


def grids(across: Sequence[Rule], down: Sequence[Rule]) -> list[Grid]:
    """The grids of two rows and two columns or more that lines make, from the top of the page down."""
    level, upright = _merged(across), _merged(down)
    if len(level) + len(upright) > MAX_RULES:
        return []
    found = [grid for first, second in _connected(level, upright) if (grid := _grid(first, second)) is not None]
    return sorted(found, key=lambda grid: (-grid.box[3], grid.box[0]))


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Lines with those that lie on them or go on where they end."""
    merged: list[Rule] = []
    for group in _groups(sorted(rules, key=lambda rule: rule.at)):
        at = sum(rule.at for rule in group) / len(group)
        low = high = None
        for rule in sorted(group, key=lambda rule: rule.low):
            if low is None or high is None:
                low, high = rule.low, rule.high
            elif rule.low <= high + REACH:
                high = max(high, rule.high)
            else:
                merged.append(Rule(at, low, high))
                low, high = rule.low, rule.high
        if low is not None and high is not None:
            merged.append(Rule(at, low, high))
    return merged


def _groups(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    group: list[Rule] = []
    for rule in rules:
        if group and rule.at - group[0].at > SNAP:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def _connected(level: Sequence[Rule], upright: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that meet each other, directly or through others."""
    parents = list(range(len(level) + len(upright)))
    for first, line in enumerate(level):
        for second, other in enumerate(upright, start=len(level)):
            if _meet(line, other):
                parents[_root(parents, first)] = _root(parents, second)
    together: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for number, line in enumerate((*level, *upright)):
        pair = together.setdefault(_root(parents, number), ([], []))
        pair[number >= len(level)].append(line)
    return list(together.values())


def _meet(line: Rule, other: Rule) -> bool:
    return line.low - REACH <= other.at <= line.high + REACH and other.low - REACH <= line.at <= other.high + REACH


def _root(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


def _grid(level: Sequence[Rule], upright: Sequence[Rule]) -> Grid | None:
    if not level or not upright:
        return None
    columns = _edges([rule.at for rule in upright], [rule.low for rule in level], [rule.high for rule in level])
    rows = _edges([rule.at for rule in level], [rule.low for rule in upright], [rule.high for rule in upright])
    if len(columns) < 3 or len(rows) < 3 or len(columns) * len(rows) > MAX_PLACES:  # noqa: PLR2004 - edges of two
        return None
    spans = _spans(columns, rows[::-1], level, upright)
    box = columns[0], rows[0], columns[-1], rows[-1]
    return Grid(tuple(columns), tuple(rows), box, spans[::-1])


def _edges(places: Sequence[float], lows: Sequence[float], highs: Sequence[float]) -> list[float]:
    """Edges in one direction; open sides end where the lines across end."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > SNAP:
            edges.append(place)
    low, high = min(lows), max(highs)
    if edges[0] - low > 2 * REACH:
        edges.insert(0, low)
    if high - edges[-1] > 2 * REACH:
        edges.append(high)
    return edges


def _spans(
    columns: Sequence[float], rows: Sequence[float], level: Sequence[Rule], upright: Sequence[Rule]
) -> tuple[tuple[Span, ...], ...]:
    """Join elementary places that no line parts; what is joined to no rectangle keeps its first row and column.

    Rows go from the top down here.
    """
    wide, high = len(columns) - 1, len(rows) - 1
    parents = list(range(wide * high))
    beside = [[rule for rule in upright if abs(rule.at - edge) <= SNAP] for edge in columns]
    below = [[rule for rule in level if abs(rule.at - edge) <= SNAP] for edge in rows]
    for row in range(high):
        for col in range(wide):
            here = row * wide + col
            if col + 1 < wide and not _ruled(beside[col + 1], rows[row + 1], rows[row]):
                _join(parents, here, here + 1)
            if row + 1 < high and not _ruled(below[row + 1], columns[col], columns[col + 1]):
                _join(parents, here, here + wide)
    cells: dict[int, list[tuple[int, int]]] = {}
    for place in range(wide * high):
        cells.setdefault(_root(parents, place), []).append(divmod(place, wide))
    spans = {root: _span(places) for root, places in cells.items()}
    return tuple(tuple(spans[_root(parents, row * wide + col)] for col in range(wide)) for row in range(high))


def _join(parents: list[int], first: int, second: int) -> None:
    first, second = _root(parents, first), _root(parents, second)
    parents[max(first, second)] = min(first, second)


def _span(places: Sequence[tuple[int, int]]) -> Span:
    row, col = places[0]
    taken = set(places)
    cols = rows = 1
    while (row, col + cols) in taken:
        cols += 1
    while (row + rows, col) in taken:
        rows += 1
    return Span(row, col, rows, cols)


def _ruled(rules: Sequence[Rule], low: float, high: float) -> bool:
    """Whether lines cover enough of a side."""
    covered = sum(max(0.0, min(rule.high, high) - max(rule.low, low)) for rule in rules)
    return covered >= BORDER_SHARE * (high - low)
