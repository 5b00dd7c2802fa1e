"""Verdicts beside labels: what two people would agree on, and what the judge said."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from checks.verdict import ElementVerdict, Judgement, Status

OUTCOMES = ("right", "false met", "false unmet", "undecided")
"""Right: an answer that the label accepts. False met and false unmet must not happen. Undecided: ``unclear`` or
``unreachable`` where two people would have agreed on an answer."""

LABELS = "labels.toml"
SECOND = "second-labels.toml"
"""What a second person labelled who had not seen the first labels; absent where nobody did."""


class Compared(msgspec.Struct, frozen=True):
    """One element's verdict beside its label; a missing verdict counts as broken."""

    agency: str
    item: str
    element_no: int
    label: tuple[str, ...]
    status: Status
    code: str = ""
    url: str = ""
    quote: str = ""

    @property
    def outcome(self) -> str:
        """One of `OUTCOMES`."""
        if self.status.value in self.label:
            return "right"
        return f"false {self.status}" if self.status in (Status.MET, Status.UNMET) else "undecided"

    @property
    def element(self) -> str:
        """Address in the year's book: ``O23.1``."""
        return f"{self.item}.{self.element_no}"


def labels_of(agency: Path, name: str = LABELS) -> dict[tuple[str, int], tuple[str, ...]]:
    """Accepted answers by item and element number (``fixtures/agencies/README.md``); empty without the file."""
    path = agency / name
    if not path.exists():
        return {}
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        (item, int(no)): tuple(label) for item, entry in table.items() for no, label in entry.items() if no.isdigit()
    }


def compare(agency: Path, judgement: Judgement) -> Iterator[Compared]:
    """Every labelled element beside its verdict, in the order of the labels."""
    said = {(e.item, e.element_no): e for item in judgement.items for e in item.elements}
    for (item, no), label in labels_of(agency).items():
        verdict = said.get((item, no))
        if verdict is None:
            yield Compared(agency.name, item, no, label, Status.BROKEN, "no-verdict")
        else:
            yield _beside(agency.name, label, verdict)


def _beside(agency: str, label: tuple[str, ...], verdict: ElementVerdict) -> Compared:
    finding = verdict.finding
    url = finding.quotes[0].url if finding.quotes else next(iter(finding.looked), "")
    quote = finding.quotes[0].text if finding.quotes else ""
    return Compared(agency, verdict.item, verdict.element_no, label, finding.status, finding.code, url, quote)
