"""Which item of the year's book a label means: ``O1``, ``ข้อ ๐๘ Q&A``, ``019``, with its title to confirm the number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import msgspec

from checks.identity import Identifier
from checks.lexicon import Lexicon
from checks.rubric import Rubric
from checks.thai.fold import fold
from checks.thai.labels import HIGHEST_ITEM, ItemLabel, LabelStrength, item_label
from crawler.books import Books
from crawler.office.link_words import LinkFault

SHORTEST_TITLE: Final = 3
"""Folded characters below which words are no title."""

_FURTHER = re.compile(r"[\s,/&–+-]*(?:(?:ถึง|และ|กับ|-)\s*)?(?:oit|[oO])[ .:_-]?\s?[0-9๐-๙]{1,2}(?![0-9๐-๙])")
_RANGE = re.compile(r"\s*(?:[,/&+–-]|ถึง|และ)\s*[oO0๐]?[0-9๐-๙]{1,2}(?![0-9๐-๙])")


class Named(msgspec.Struct, frozen=True):
    """What a label means: an item (``O8``), or why it means none. detail: the fact for the sentence."""

    item: str = ""
    fault: LinkFault | None = None
    detail: str = ""
    strength: LabelStrength = "letter"


class Items:
    """The items of a year's book, by label; without a book every number up to the highest is an item."""

    def __init__(self, rubric: Rubric | None = None, books: Books | None = None) -> None:
        numbers = range(1, HIGHEST_ITEM + 1)
        self.titles = (
            {item.item: item.title_th for item in rubric.items.values()}
            if rubric is not None
            else {f"O{number}": "" for number in numbers}
        )
        self._folded: dict[str, tuple[str, ...]] = {}
        if rubric is not None:
            self._folded = {i.item: (fold(i.title_th), fold(i.title_en)) for i in rubric.items.values()}
        self._identifier = Identifier(rubric, Lexicon.of(rubric)) if rubric is not None else None
        others = [books.load(year) for year in books.years() if year != rubric.year] if books and rubric else []
        self._others = {item: {fold(book.items[item].title_th) for book in others if item in book.items}
                        for item in self.titles}  # fmt: skip
        self._known: dict[tuple[str, str], Named] = {}

    def find(self, label: str, title: str = "") -> Named:
        """The item that a cell and the title beside it mean."""
        key = (label.strip(), title.strip())
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._find(*key)
        return found

    def is_title(self, text: str) -> bool:
        """Whether a text is the title of an item and nothing else."""
        return bool(self._by_title(text))

    def _by_title(self, text: str) -> str:
        return next((item for item, own in self._folded.items() if fold(text) in own), "")

    def _find(self, label: str, title: str) -> Named:
        if not label:
            return Named(fault="no-item")
        read = _label(label)
        if read is None:
            # A list to choose from may show titles alone: the whole title names its item as well.
            item = self._by_title(label)
            return Named(item) if item else Named(fault="unknown-item")
        item = f"O{read.number}"
        if _FURTHER.match(read.rest) or _RANGE.fullmatch(_behind(label, read)):
            return Named(fault="several-items")
        if item not in self.titles:
            return Named(fault="unknown-item")
        if self._disagree(item, f"{read.rest} {title}".strip()):
            return Named(item, "title-disagrees", f"{item} = {self.titles[item]}")
        return Named(item, strength=read.strength)

    def _disagree(self, item: str, words: str) -> bool:
        """Whether the words beside a number name another item, or this number's item of another year."""
        text, own = fold(words), self._folded.get(item, ())
        if len(text) < SHORTEST_TITLE or self._identifier is None or any(title in text for title in own):
            return False
        named = self._identifier.items(words)
        if named:
            return item not in named
        return any(title in text for title in self._others[item])


def in_runs(items: Iterable[str]) -> str:
    """Items in short.

    >>> in_runs(["O1", "O2", "O3", "O7"])
    'O1–O3 O7'
    """
    runs: list[list[int]] = []
    for number in sorted(int(item[1:]) for item in items):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = (
        " ".join(f"O{number}" for number in run) if len(run) < 3 else f"O{run[0]}–O{run[-1]}"  # noqa: PLR2004 - two are no run
        for run in runs
    )
    return " ".join(shown)


def _label(text: str) -> ItemLabel | None:
    """The label that a text begins with; a form's own numbering before a lettered label is not it ("3. O1 …")."""
    read = item_label(text)
    if read is not None and read.strength == "bare":
        inner = item_label(read.rest)
        if inner is not None and inner.strength == "letter":
            return inner
    return read


def _behind(text: str, read: ItemLabel) -> str:
    """What stands behind the number, signs too: they join it to a further one."""
    digits = "".join(str(int(char)) if char.isdigit() else char for char in text)
    number = re.search(rf"{read.number}(?!\d)", digits)
    return text[number.end() :] if number else read.rest
