"""The reports' own words: one TOML file a language beside the templates, the same keys in each."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

ASSETS: Final = Path(__file__).parent / "assets"
LANGUAGES: Final = ("th", "en")


class Words:
    """The words of one language by dotted key: ``words("cause.timeout.name")``."""

    def __init__(self, lang: str, table: Mapping[str, str]) -> None:
        self.lang = lang
        self._table = table

    def __call__(self, key: str, **facts: object) -> str:
        """Return the words with ``{name}`` filled from ``facts``.

        Raises:
            KeyError: there are no words for the key, or a fact is missing.
        """
        return self._table[key].format(**facts)

    def __contains__(self, key: str) -> bool:
        return key in self._table

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)


@functools.cache
def words(lang: str) -> Words:
    """Load the words of a language, ``th`` or ``en``.

    Raises:
        ValueError: there are none for this language.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"no words for language {lang!r}; there are: {', '.join(LANGUAGES)}")
    with (ASSETS / f"words-{lang}.toml").open("rb") as file:
        return Words(lang, dict(_flat(tomllib.load(file))))


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, str(value)
