"""The rubric's sentences for findings, filled with facts that are safe to show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from checks.rubric import Rubric
from checks.rubric.schema import Lang
from reports.hostile import NAME_LENGTH, link, shorten
from reports.words import Words


class Sentences:
    """Says codes of one rubric in one language."""

    def __init__(self, rubric: Rubric, words: Words) -> None:
        self._rubric = rubric
        self._words = words
        self._lang = cast("Lang", words.lang)

    def say(self, item: str, code: str, facts: Mapping[str, str], element: str = "") -> str:
        """What was found or is missing; the bare code where the book has no sentence for it (an older book)."""
        try:
            return self._rubric.sentence(item, code, self._shown(facts), self._lang, element)
        except KeyError:
            return self._words("card.no_sentence", code=shorten(code, NAME_LENGTH))

    def remedy(self, item: str, code: str, facts: Mapping[str, str], element: str = "") -> str:
        """What to do about it; empty where there is nothing to do or to say."""
        try:
            return self._rubric.remedy(item, element, code, self._shown(facts), self._lang)
        except KeyError:
            return ""

    def _shown(self, facts: Mapping[str, str]) -> dict[str, str]:
        return {name: self._fact(name, value) for name, value in facts.items()}

    def _fact(self, name: str, value: str) -> str:
        if name == "cause" and (key := f"cause.{value}.name") in self._words:
            return self._words(key)
        if value.startswith(("http://", "https://")):
            return link(value).text
        return shorten(value, NAME_LENGTH)
