"""The views that other programs rely on, row by row."""

from __future__ import annotations

from typing import Final, Literal

from crawler.store.errors import explaining
from crawler.store.part import Part
from reports.tables_out import Table

View = Literal["latest_items", "latest_elements", "latest_judgements", "changes"]

VIEWS: Final[tuple[View, ...]] = ("latest_items", "latest_elements", "latest_judgements", "changes")
"""Those that are written out: what holds now, and what changed."""

_ORDER: Final[dict[View, str]] = {
    "latest_items": "agency, fiscal_year, length(item), item",
    "latest_elements": "agency, fiscal_year, length(item), item, element_no",
    "latest_judgements": "agency, fiscal_year",
    "changes": "since, agency, length(item), item",
}


class Views(Part):
    """The views of the contract (``docs/database.md``)."""

    def table(self, view: View, fiscal_year: int = 0) -> Table:
        """All rows of a view in a fixed order. fiscal_year: 0 for all years."""
        with explaining(self._path):
            found = self._db.execute(
                f"SELECT * FROM {view} WHERE ? IN (0, fiscal_year) ORDER BY {_ORDER[view]}",  # noqa: S608 - ours
                (fiscal_year,),
            )
            columns = tuple(column for column, *_ in found.description)
            return Table(columns, found.fetchall())

    def names(self) -> tuple[str, ...]:
        """Every table and view of the database."""
        with explaining(self._path):
            rows = self._db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
            return tuple(name for (name,) in rows)
