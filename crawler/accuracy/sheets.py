"""Verdict sheets: the verdicts on one agency as a table of tabs, a line an element, made to be reviewed as a diff."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from checks.verdict import Status
from crawler.accuracy.compare import Compared
from fixtures.serve import AGENCIES

RECORDED = AGENCIES.parent / "recorded"
"""The judge's present verdicts on every fictional agency: the golden run."""

FIRST_CONTACT = AGENCIES.parent / "first-contact"
"""The first verdicts on an agency of a blind round. Written once, never again."""

COLUMNS = ("element", "label", "status", "code", "address", "quote")
QUOTED = 80
"""Characters of a quote that are kept: enough to see what misled."""


def write_sheet(path: Path, rows: Iterable[Compared]) -> None:
    """Write a sheet; addresses are cut to path and query."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
        writer.writerow(COLUMNS)
        for row in rows:
            writer.writerow((row.element, "/".join(row.label), row.status, row.code, _address(row), _quote(row)))


def read_sheet(path: Path) -> list[Compared]:
    """Give back a sheet; its name is the agency's."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Compared(
                agency=path.stem,
                item=row["element"].partition(".")[0],
                element_no=int(row["element"].partition(".")[2]),
                label=tuple(row["label"].split("/")),
                status=Status(row["status"]),
                code=row["code"],
                url=row["address"],
                quote=row["quote"],
            )
            for row in rows
        ]


def read_sheets(folder: Path) -> dict[str, list[Compared]]:
    """All sheets of a folder by agency, in the order of their names."""
    return {path.stem: read_sheet(path) for path in sorted(folder.glob("*.tsv"))}


def _address(row: Compared) -> str:
    """Without scheme and host, which are loopback's in the one case and a stand-in in the other."""
    rest = row.url.partition("://")[2]
    return " ".join(("/" + rest.partition("/")[2] if rest else row.url).split())


def _quote(row: Compared) -> str:
    return " ".join(row.quote.split())[:QUOTED]
