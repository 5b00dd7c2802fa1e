"""Tables without lines: words of successive lines that stand in the same columns, with the cells that wrap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from crawler.read.pdf_cells import clean
from crawler.read.pdf_drawn import Box
from crawler.read.pdf_marks import Boxes, PageLine
from crawler.read.pdf_tables import Cell, Table, with_header

MIN_ROWS = 3
"""Lines with the same columns, one below the other, that make a table."""

COLUMN_GAP = 1.4
"""White space between two columns, in heights of the line; justified Thai text stays below it."""

SLACK = 5.0
"""Points by which the edges of a column may differ from row to row."""

WRAP_GAP = 1.8
"""Heights of a line from its middle to the middle of the line before it, within which a line may go on a cell."""

_SPACES = re.compile(r"\s+")


class Segment(msgspec.Struct, frozen=True):
    """Words of a line that stand together, and their box; heights are those of the font."""

    text: str
    left: float
    right: float
    middle: float
    height: float


Row = list[Segment]


def segments(line: PageLine, boxes: Boxes) -> Iterator[Row]:
    """Cut a line where the gap between words is as wide as between columns; a step back begins another line."""
    text, places = line.text, line.places
    if not text.strip():
        return
    found: Row = []
    begin, end = len(text) - len(text.lstrip()), len(text.rstrip())
    first = boxes.loose(places[begin]) or _NOWHERE
    height = first[3] - first[1]
    for gap in _SPACES.finditer(text, begin, end):
        last = boxes.loose(places[gap.start() - 1]) or _NOWHERE
        after = boxes.loose(places[gap.end()]) or _NOWHERE
        height = max(height, last[3] - last[1])
        back = after[0] < first[0] - height
        if back or after[0] - last[2] > COLUMN_GAP * height > 0:
            found.append(_segment(text[begin : gap.start()], first, last))
            begin, first = gap.end(), after
        if back:
            yield found
            found = []
    found.append(_segment(text[begin:], first, boxes.loose(places[end - 1]) or _NOWHERE))
    yield found


_NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)


def _segment(text: str, first: Box, last: Box) -> Segment:
    return Segment(clean(text), first[0], last[2], (first[1] + first[3]) / 2, first[3] - first[1])


def tables_and_lines(lines: Sequence[Row]) -> Iterator[Row | Table]:
    """The lines in their order; those that stand in the same columns as tables."""
    at = 0
    while at < len(lines):
        full, end = _run(lines, at)
        if len(full) >= MIN_ROWS:
            yield _table(lines[at:end], {row - at for row in full})
        else:
            end = at + 1
            yield lines[at]
        at = end


def _run(lines: Sequence[Row], at: int) -> tuple[list[int], int]:
    """Full rows from line ``at`` on, and the line behind the last one's wrapped cells."""
    full = [at]
    if len(lines[at]) < 2:  # noqa: PLR2004 - one column is no table
        return full, at + 1
    edges = [(segment.left, segment.right) for segment in lines[at]]
    end = line = at + 1
    while line < len(lines):
        if _same_columns(lines[at], lines[line]):
            full.append(line)
            edges = [(min(a, s.left), max(b, s.right)) for (a, b), s in zip(edges, lines[line], strict=True)]
        elif not _goes_on(lines[line], lines[line - 1], edges):
            break
        line += 1
        end = line
    return full, end


def _same_columns(first: Row, other: Row) -> bool:
    """Whether two lines have columns that begin, end or are centred at the same places."""
    if len(first) != len(other):
        return False
    return all(
        min(abs(a.left - b.left), abs(a.right - b.right), abs(a.left + a.right - b.left - b.right) / 2) <= SLACK
        for a, b in zip(first, other, strict=True)
    )


def _goes_on(row: Row, before: Row, edges: Sequence[tuple[float, float]]) -> bool:
    """Whether each segment of a line lies in a column of its own, not in the first alone, close below ``before``."""
    columns = [_column(segment, edges) for segment in row]
    if None in columns or len(set(columns)) < len(columns) or columns == [0]:
        return False
    return 0 < before[0].middle - row[0].middle <= WRAP_GAP * before[0].height


def _column(segment: Segment, edges: Sequence[tuple[float, float]]) -> int | None:
    """The column that a segment lies in, up to where the next one begins."""
    for number, (left, _) in enumerate(edges):
        limit = edges[number + 1][0] if number + 1 < len(edges) else float("inf")
        if left - SLACK <= segment.left and segment.right <= limit:
            return number
    return None


def _table(lines: Sequence[Row], full: set[int]) -> Table:
    """Rows begin with full lines, and with lines of several cells that begin in the first column."""
    width = len(lines[0])
    edges = [
        (min(lines[row][col].left for row in full), max(lines[row][col].right for row in full)) for col in range(width)
    ]
    rows: list[dict[int, str]] = []
    for number, line in enumerate(lines):
        places = range(width) if number in full else [_column(segment, edges) for segment in line]
        words = {col or 0: segment.text for col, segment in zip(places, line, strict=True)}
        if number in full or 0 in words:
            rows.append(words)
        else:
            rows[-1] |= {col: f"{rows[-1].get(col, '')} {text}".strip() for col, text in words.items()}
    cells = tuple(Cell(row, col + 1, words[col]) for row, words in enumerate(rows, start=1) for col in sorted(words))
    box = edges[0][0], lines[-1][0].middle, edges[-1][1], lines[0][0].middle
    return Table(with_header(cells, only_above_figures=True), len(rows), box, tuple(left for left, _ in edges))
