"""Comments under a page: who wrote each, a visitor or the office, told by the names beside their dates."""

from __future__ import annotations

import msgspec

from checks.bundle import Bundle
from checks.reading import Line, Reading
from checks.thai.dates import dates
from checks.verdict import Quote

NAME = 60
"""A longer text before a date is no name of who wrote."""

HEADING = 40
"""A longer line is no heading of comments."""


WORDS = 8
"""A comment has so many letters."""


class Thread(msgspec.Struct, frozen=True):
    """Comments of visitors, and those of the office that follow one."""

    asked: list[Quote]
    answered: list[Quote]


def thread(bundle: Bundle, reading: Reading) -> Thread:
    """The comments below a heading of comments: a name and a day, then words. The office writes under its own name."""
    found = Thread([], [])
    lines = [x for x in reading.evidence if x.block.kind != "cell"]
    start = next((n for n, x in enumerate(lines) if _is_heading(bundle, x)), len(lines))
    for n, line in enumerate(lines[start + 1 :], start + 1):
        author = _author(lines[n - 1], line)
        if not author or _is_heading(bundle, line) or not _says_something(line, lines[n + 1 : n + 2]):
            continue
        staff = bundle.site.names.within(author) or bundle.says(author, "staff")
        if not staff:
            found.asked.append(reading.quote(line))
        elif found.asked:
            found.answered.append(reading.quote(line))
    return found


def _is_heading(bundle: Bundle, line: Line) -> bool:
    return len(line.text) <= HEADING and bundle.says(line.text, "comments")


def _says_something(line: Line, following: list[Line]) -> bool:
    """Do words stand behind the day of a comment, or in a line of their own below it?"""
    hit = next(h for h in dates(line.text) if h.day)
    behind = sum(c.isalpha() for c in line.text[hit.end :]) >= WORDS
    return behind or any(not dates(x.text) and len(x.text) >= WORDS for x in following)


def _author(before: Line, line: Line) -> str:
    """The name before the day in a line that begins with both, or in the line above one that begins with a day."""
    hit = next((h for h in dates(line.text) if h.day), None)
    if hit is None or hit.start > NAME:
        return ""
    name = line.text[: hit.start].strip()
    above = before.text.strip()
    return name or (above if len(above) <= NAME and not dates(above) else "")
