"""The heat map: agencies down, items across, and by what its rows can be filtered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from checks.rubric import Rubric
from checks.verdict import Status
from reports.agency_page import agency_name
from reports.agency_report import AgencyReport
from reports.coverage import item_href
from reports.hostile import shorten
from reports.short_names import short_name
from reports.thai_order import dictionary_key
from reports.titles import item_title
from reports.words import Words

Named = tuple[str, AgencyReport]
"""An agency's report and the file of its page."""

LONGEST_TAG: Final = 60


@dataclass(frozen=True)
class Column:
    """An item at the head of the map; ``href`` is its page."""

    item: str
    title: str
    href: str


@dataclass(frozen=True)
class Band:
    """A sub-indicator at the head of the map, with the items below it."""

    number: str
    title: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class MapRow:
    """An agency: its page, full and short name, score in whole points, statuses in the order of the columns.

    low, high: lowest and highest predicted score. tags: what it can be filtered by, with ``|`` around each. A status
    is empty where nothing is said about the item.
    """

    href: str
    name: str
    short: str
    low: float
    high: float
    tags: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """Something to filter by: its value and the words for it."""

    value: str
    label: str


@dataclass(frozen=True)
class HeatMap:
    """The map. choices: the secretariat's groups, roles and kinds, each with what there is to choose."""

    bands: tuple[Band, ...]
    rows: tuple[MapRow, ...]
    statuses: tuple[Status, ...]
    choices: tuple[tuple[str, tuple[Choice, ...]], ...]

    def cells(self, row: MapRow) -> Iterator[tuple[str, str]]:
        """Items and statuses of a row."""
        return zip((column.item for band in self.bands for column in band.columns), row.cells, strict=True)


def heat_map(named: Sequence[Named], rubric: Rubric, province: str, words: Words) -> HeatMap:
    """Lay out all agencies of the book's year, in a Thai dictionary's order of their short names.

    province: its name, which the short names of its offices need not repeat.
    """
    of_year = [(href, report) for href, report in named if report.rubric.year == rubric.year]
    bands = _bands(rubric, words)
    order = [column.item for band in bands for column in band.columns]
    rows = sorted(
        (_row(href, report, order, province, words) for href, report in of_year),
        key=lambda row: (dictionary_key(row.short), row.href),
    )
    occurring = {status for row in rows for status in row.cells}
    return HeatMap(
        bands=bands,
        rows=tuple(rows),
        statuses=tuple(status for status in Status if status in occurring),
        choices=_choices([report for _, report in of_year], words),
    )


def kind_word(kind: str, words: Words) -> str:
    """What a kind of agencies is called; the kind itself where there is no word for it."""
    return words(key) if (key := f"province.kind.{kind}") in words else shorten(kind, LONGEST_TAG)


def _bands(rubric: Rubric, words: Words) -> tuple[Band, ...]:
    found = (
        Band(
            number=sub.number,
            title=sub.title_th if words.lang == "th" else sub.title_en,
            columns=tuple(
                Column(item, item_title(rubric.items[item], words), item_href(item))
                for item in sub.items
                if item in rubric.items
            ),
        )
        for sub in rubric.book.sub_indicators
    )
    return tuple(band for band in found if band.columns)


def _row(href: str, report: AgencyReport, order: Iterable[str], province: str, words: Words) -> MapRow:
    name = agency_name(report, words)
    statuses = {verdict.item: verdict.status.value for verdict in report.judgement.items}
    return MapRow(
        href=href,
        name=name,
        short=short_name(name, province),
        low=report.judgement.oit.low,
        high=report.judgement.oit.high,
        tags="".join(f"|{tag}" for tag in _tags(report)) + "|",
        cells=tuple(statuses.get(item, "") for item in order),
    )


def _tags(report: AgencyReport) -> tuple[str, ...]:
    kind = (f"kind:{_tag(report.kind)}",) if report.kind else ()
    return (*(f"group:{_tag(group)}" for group in report.groups), f"role:{_role(report)}", *kind)


def _tag(text: str) -> str:
    return shorten(text, LONGEST_TAG).replace("|", "/")


def _role(report: AgencyReport) -> str:
    return "office" if report.office else "unit"


def _choices(reports: Sequence[AgencyReport], words: Words) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """What the rows can be filtered by; a sort of which there is only one is no choice."""
    groups = sorted({_tag(group) for report in reports for group in report.groups}, key=dictionary_key)
    roles = sorted({_role(report) for report in reports}, reverse=True)
    kinds = sorted({_tag(report.kind) for report in reports if report.kind})
    sorts = (
        ("province.groups", [Choice(f"group:{group}", group) for group in groups]),
        ("province.roles", [Choice(f"role:{role}", words(f"province.role.{role}")) for role in roles]),
        ("province.kinds", [Choice(f"kind:{kind}", kind_word(kind, words)) for kind in kinds]),
    )
    return tuple((words(key), tuple(found)) for key, found in sorts if len(found) > 1)
