"""The record of blind rounds: figures of first contact, agency by agency, and what failed first and why."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

from crawler.accuracy.sheets import FIRST_CONTACT, read_sheets
from crawler.accuracy.tables import Figures, figures

RECORD = "rounds.toml"


class Contact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One agency's first contact. about: what kind of agency and site it is, in words.

    why: for elements that went wrong (``O5.1 O5.2``, by spaces) the cause, and what
    became of it. Without ``figures`` they are counted from the sheet of first verdicts, with the labels of that day.
    """

    agency: str
    about: str
    figures: Figures | None = None
    why: dict[str, str] = {}


class Round(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One blind round. how: the way in which it was judged; failed: what failed first and why."""

    number: int
    how: str
    failed: str
    agencies: tuple[Contact, ...]


def load_rounds(folder: Path = FIRST_CONTACT) -> list[Round]:
    """Every recorded round with the figures of each agency, first round first.

    Raises:
        ValueError: an agency has neither figures nor a sheet.
    """
    sheets = read_sheets(folder)
    table = tomllib.loads((folder / RECORD).read_text(encoding="utf-8"))
    found = []
    for entry in msgspec.convert(table["rounds"], list[Round]):
        contacts = []
        for contact in entry.agencies:
            if contact.figures is None and contact.agency not in sheets:
                raise ValueError(f"{RECORD}: {contact.agency} has neither figures nor a sheet of first verdicts")
            counted = contact.figures or figures(sheets[contact.agency])
            contacts.append(msgspec.structs.replace(contact, figures=counted))
        found.append(msgspec.structs.replace(entry, agencies=tuple(contacts)))
    return sorted(found, key=lambda entry: entry.number)
