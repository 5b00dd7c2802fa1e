"""Which items does a title, heading, link text or file name speak of?

All items compete for the words of a text: a phrase inside a longer phrase of another item is that other item's
("แผนปฏิบัติการ" inside "แผนปฏิบัติการป้องกันการทุจริต"), an item's own near misses take its phrases away, and words
that mean something else anywhere in the text rule the item out.
"""

from __future__ import annotations

from collections.abc import Mapping

from checks.lexicon import Lexicon, Match
from checks.rubric.schema import Rubric

MAX_TEXT = 600
"""A title longer than this is a paragraph: only its beginning names anything."""


class Identifier:
    """Names items by words; answers are remembered, because menus repeat the same texts on every page."""

    def __init__(self, rubric: Rubric, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._titles = {f"{item}.title": item for item in rubric.items}
        self._near = {f"{item}.near": item for item in rubric.items}
        self._not = {f"{item}.not": item for item in rubric.items}
        self._known: dict[tuple[str, bool], Mapping[str, int]] = {}

    def items(self, text: str, *, skeleton: bool = False) -> Mapping[str, int]:
        """Items that ``text`` names, with the length of the words that name each (longer is surer).

        skeleton: also match without vowel and tone marks, for addresses that dropped them (``โครงสราง``).
        """
        known = self._known.get((text, skeleton))
        if known is None:
            known = self._known[(text, skeleton)] = self._identify(text[:MAX_TEXT], skeleton=skeleton)
        return known

    def _identify(self, text: str, *, skeleton: bool) -> Mapping[str, int]:
        matches = self._lexicon.find(text, skeleton=skeleton)
        titles = [m for key in self._titles.keys() & matches.keys for m in matches.of(key)]
        ruled_out = {self._not[key] for key in self._not.keys() & matches.keys if matches.of(key)}
        titles = [m for m in titles if self._titles[m.key] not in ruled_out]
        near = [m for key in self._near.keys() & matches.keys for m in matches.of(key)]
        found: dict[str, int] = {}
        for match in titles:
            item = self._titles[match.key]
            if any(self._near[n.key] == item and _overlaps(n, match) for n in near):
                continue
            if any(o.key != match.key and _swallows(o, match) for o in titles):
                continue
            found[item] = max(found.get(item, 0), match.end - match.start)
        return found


def _overlaps(one: Match, other: Match) -> bool:
    return one.start < other.end and other.start < one.end


def _swallows(longer: Match, shorter: Match) -> bool:
    within = longer.start <= shorter.start and shorter.end <= longer.end
    return within and longer.end - longer.start > shorter.end - shorter.start
