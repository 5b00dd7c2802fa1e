"""Recognised lines to blocks: cells where lines are drawn or columns line up, paragraphs for the rest."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from checks.evidence import Block
from crawler.read.ocr.columns import open_tables
from crawler.read.ocr.recognised import Box, Line, Recognised, Word, mean_confidence
from crawler.read.ocr.spacing import around, is_thai, one_line

FULL = 0.94
"""Share of its column's width up to which a line reaches when its sentence runs on in the next line."""

BESIDE = 4
"""White space, in heights of a letter, below which two pieces of a row are one line where they make no table."""

INDENT = 0.04
"""Share of its column's width by which the next line is indented at most when it goes on with the sentence."""


def blocks_of(recognised: Recognised, page: int = 0, first_table: int = 1) -> tuple[Block, ...]:
    """Blocks in reading order, with their confidence. Tables are numbered from ``first_table``."""
    blocks: list[Block] = []
    table = first_table - 1
    for ruled, lines in itertools.groupby(recognised.lines, key=lambda line: line.cell[0]):
        held = list(lines)
        if ruled:
            table += 1
            blocks += _cells([(line, line.cell[1], line.cell[2]) for line in held], table, page)
            continue
        for part in open_tables(held):
            if part.grid:
                table += 1
                blocks += _cells(part.grid, table, page)
            else:
                blocks += _paragraphs(part.lines, page)
    return tuple(blocks)


def _cells(grid: Sequence[tuple[Line, int, int]], table: int, page: int) -> Iterator[Block]:
    """One block for each cell; its lines are joined."""
    for (row, col), found in itertools.groupby(grid, key=lambda placed: placed[1:]):
        words = [line.words for line, _, _ in found]
        text = _joined(words)
        if any(map(str.isalnum, text)):
            yield Block("cell", text, table=table, row=row, col=col, page=page, ocr=_confidence(words))


def _paragraphs(lines: Sequence[Line], page: int) -> Iterator[Block]:
    """A block for each line; lines over which a sentence runs on, and all lines of a box, are one."""
    for _, found in itertools.groupby(lines, key=lambda line: line.group):
        group = list(_side_by_side(found))
        width = around(line.box for line in group)
        held: list[tuple[Word, ...]] = []
        for line, following in zip(group, [*group[1:], None], strict=True):
            held.append(line.words)
            if following is None or (line.group > 0 and not _runs_on(line, following, width)):
                text = _joined(held) if line.group > 0 else " ".join(word.text for words in held for word in words)
                if any(map(str.isalnum, text)):
                    yield Block("paragraph", text, page=page, ocr=_confidence(held))
                held = []


def _side_by_side(lines: Iterable[Line]) -> Iterator[Line]:
    """Pieces of one line together again; what lies far apart in a row stays apart, as boxes of a chart do."""
    held: list[Line] = []
    for line in lines:
        same_row = held and abs(line.box.middle - held[-1].box.middle) < line.height / 2
        if held and not (same_row and 0 <= line.box.left - held[-1].box.right < BESIDE * line.height):
            yield one_line(held)
            held = []
        held.append(line)
    if held:
        yield one_line(held)


def _runs_on(line: Line, following: Line, around_group: Box) -> bool:
    """Whether a line is full and the next begins at the left edge, below it."""
    width = around_group.right - around_group.left
    full = line.box.right - around_group.left >= FULL * width
    at_edge = following.box.left - around_group.left <= INDENT * width
    return full and at_edge and line.box.top < following.box.top - line.height / 2


def _confidence(lines: Sequence[tuple[Word, ...]]) -> int:
    return mean_confidence([word for words in lines for word in words])


def _joined(lines: Sequence[tuple[Word, ...]]) -> str:
    """Lines of one sentence. Thai breaks lines inside a sentence without a space."""
    text = ""
    for words in lines:
        line = " ".join(word.text for word in words)
        glued = text and is_thai(text[-1]) and is_thai(line[0])
        text = f"{text}{line}" if glued or not text else f"{text} {line}"
    return text
