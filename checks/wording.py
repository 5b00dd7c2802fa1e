"""The book's own wording copied onto a page: a requirement is no evidence of itself.

Agencies paste it whole, numbered, cut in two or with a word of their own before it ("หน่วยงานแสดงนโยบายว่า …").
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from checks.thai.fold import skeleton

PIECE = 9
"""So many letters of a clause in a row are a piece of it."""

CLAUSE = 20
"""A shorter clause is copied by accident."""

OPENING = 7
"""A clause is known by so many first letters, which stand at most so far into a line."""

PREFIX = 16
LABELLED = 60
"""Behind the item's number and title it may begin so far into a line."""

LEAST = 16
"""A shorter line may be a heading in the same words."""

SHARE = 0.7
"""A line of which this share is one clause's is copied from it."""

PART = 0.6
LONG = 30
"""A line of so many letters without the clause's opening is copied when it holds so much of the clause."""

JOINED, WELL_JOINED = 60, 0.85
"""A line of so many letters is copied when clauses together, run into one, hold this share of it."""

_LABEL = re.compile(r"\W*(?:[oO๐]|ข้อ)\s*[\d๐-๙]")
_ASKS = re.compile("แสดง|ม.{0,2}ข.{0,2}อม|มเนอหา|เป.{0,2}น|ให.{0,2}ห|โดย|สามารถ|อย.{0,2}างน")
"""What a requirement begins with; headings and columns have the nouns that follow in common with it."""

_DONE_BY = skeleton("ดำเนินการโดย")


class Wordings:
    """The clauses of a rubric."""

    def __init__(self, clauses: Iterable[str]) -> None:
        bare = dict.fromkeys(skeleton(clause) for clause in clauses)
        self._clauses = {c: frozenset(_pieces(c)) for c in bare if len(c) >= CLAUSE}
        self._all = frozenset[str]().union(*self._clauses.values())
        self._openings: dict[str, list[str]] = {}
        for clause in self._clauses:
            if not _ASKS.match(clause) and not clause.startswith(_DONE_BY):
                continue
            self._openings.setdefault(clause[:OPENING], []).append(clause)

    def copied(self, text: str) -> bool:
        """Does a line begin as a clause does and go on with it, or hold the greater part of one?"""
        if not _ASKS.search(text):
            return False
        bare = skeleton(text)
        if len(bare) < LEAST:
            return False
        early = bare[: (LABELLED if _LABEL.match(text) else PREFIX) + OPENING]
        clauses = {c for start, held in self._openings.items() if start in early for c in held}
        pieces = _pieces(bare) if clauses else []
        return any(self._share(pieces, clause) >= SHARE for clause in clauses) or self._joined(pieces)

    def part(self, text: str) -> bool:
        """Is a line the greater part of a clause, however cut?"""
        bare = skeleton(text)
        if len(bare) < LONG:
            return False
        pieces = _pieces(bare)
        for clause in self._clauses:
            share = self._share(pieces, clause)
            if share >= SHARE and share * len(bare) >= PART * len(clause):
                return True
        return self._joined(pieces)

    def _joined(self, pieces: list[str]) -> bool:
        """Is a long line, cut in all its pieces, several clauses run into one?"""
        return len(pieces) > JOINED - PIECE and _held(pieces, self._all) >= WELL_JOINED

    def _share(self, pieces: list[str], clause: str) -> float:
        """How much of a line, cut in all its pieces, is the clause's."""
        return _held(pieces, self._clauses[clause])


def _held(pieces: list[str], wanted: frozenset[str]) -> float:
    """The share of a line, cut in all its pieces, that stands in the wanted ones."""
    held: set[int] = set()
    for n, piece in enumerate(pieces):
        if piece in wanted:
            held.update(range(n, n + PIECE))
    return len(held) / (len(pieces) + PIECE - 1)


def _pieces(bare: str) -> list[str]:
    return [bare[n : n + PIECE] for n in range(len(bare) - PIECE + 1)]
