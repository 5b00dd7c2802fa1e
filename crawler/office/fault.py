"""What is wrong in a province's folder: where, how grave, in plain words, and what to do about it."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Literal

import msgspec

Severity = Literal["error", "warning", "info"]
"""``error``: the folder cannot be used. ``warning``: it can, but not as somebody meant. ``info``: good to know."""

WORDS = Path(__file__).with_name("faults.toml")
LONGEST_FACT = 120
"""Characters of a cell that are quoted; more would bury the sentence."""


class Fault(msgspec.Struct, frozen=True):
    """One thing that is wrong.

    file: its name. place: cell (``B7``), key (``limits.at_a_time``) or empty for the whole file. row: counted from 1 in
    tables and texts; 0 for the whole file.
    """

    file: str
    place: str
    row: int
    code: str
    severity: Severity
    thai: str
    english: str
    do_thai: str
    do_english: str


class Sentence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a code says (``th``, ``en``) and what to do (``do_th``, ``do_en``); ``{name}`` stands for a fact."""

    severity: Severity
    th: str
    en: str
    do_th: str = ""
    do_en: str = ""


class Faults:
    """Gathers faults while a folder is read."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def add(self, code: str, file: str, place: str = "", row: int = 0, **facts: str) -> None:
        """Note a fault; facts fill the sentences of its code.

        Raises:
            KeyError: there is no sentence for the code, or it wants another fact.
        """
        said = sentences()[code]
        facts = {name: _short(value) for name, value in facts.items()}
        thai, english, do_thai, do_english = (
            text.format(file=file, place=place, **facts) for text in (said.th, said.en, said.do_th, said.do_en)
        )
        self.found.append(Fault(file, place, row, code, said.severity, thai, english, do_thai, do_english))


@functools.cache
def sentences() -> dict[str, Sentence]:
    """The sentences of all codes."""
    return msgspec.toml.decode(WORDS.read_bytes(), type=dict[str, Sentence])


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_FACT else text[: LONGEST_FACT - 1] + "…"
