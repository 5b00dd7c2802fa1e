"""Tables of contents: they promise chapters, and are never evidence of what a chapter says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checks.evidence import Block

RUN = 3
"""Dotted lines with rising numbers are contents even without the word, if there are so many of them."""

EARLY = 9
"""The first chapter begins on one of the first pages."""

ENTRY = 140
"""A longer line tells something."""

TAIL = 160
"""Dots and the page number are looked for in so many characters at the end of a line."""

BROKEN = 2
"""An entry may run over so many lines before its page number."""

_TITLE = re.compile(r"^\W*ส\s*า\s*ร\s*บั\s*ญ\s*\S{0,8}\W*$")
_DOTTED = re.compile(r"(?<![.…·_])[.…·_]{4,}\s*(?P<page>[\d\u0e50-\u0e59]{1,3})\s*$")
_NUMBERED = re.compile(r"(?:^|[\s.…·_])\(?(?P<page>[\d\u0e50-\u0e59]{1,3}|[ก-ฮ])\)?\s*$")


def contents(texts: Sequence[Block]) -> set[int]:
    """Which of the text blocks are lines of a table of contents.

    Below its title: lines with a page number at their end, as long as they come on the same page. Elsewhere: runs of
    dotted lines whose page numbers rise from one of the first pages. Figures behind dots alone are figures.
    """
    found: set[int] = set()
    for n, block in enumerate(texts):
        if n not in found and _TITLE.match(block.text):
            found |= {n, *_below(texts, n)}
    run: list[tuple[int, int]] = []
    for n, block in enumerate(texts):
        dotted = _DOTTED.search(block.text[-TAIL:])
        page = int(dotted["page"]) if dotted is not None else -1
        if dotted is None or (run and page < run[-1][1]):
            found |= _of(run)
            run = []
        if dotted is not None:
            run.append((n, page))
    return found | _of(run)


def _of(run: Sequence[tuple[int, int]]) -> set[int]:
    return {n for n, _ in run} if len(run) >= RUN and run[0][1] <= EARLY else set()


def _below(texts: Sequence[Block], title: int) -> set[int]:
    """The entries below the title; lines between two page numbers are the first halves of entries."""
    found: set[int] = set()
    waiting: list[int] = []
    entry = _NUMBERED
    for n in range(title + 1, len(texts)):
        block = texts[n]
        if block.page != texts[title].page or len(block.text) > ENTRY or len(waiting) > BROKEN:
            break
        waiting.append(n)
        if entry.search(block.text[-TAIL:]):
            entry = _DOTTED if _DOTTED.search(block.text[-TAIL:]) else entry  # where one has dots, all have
            found |= set(waiting)
            waiting = []
    return found
