"""The secretariat's sheet: agencies by items, scores, gaps and deadlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from checks.verdict import ItemVerdict, Status
from reports.agency_page import agency_name
from reports.agency_report import AgencyReport
from reports.dates import day, moment
from reports.excel_cells import FONT, LINK, TITLE, fit_height, head_row, paint, paper, turn, write_words
from reports.figures import counts
from reports.gains import gains
from reports.hostile import NAME_LENGTH, shorten
from reports.province_report import Deadline, ProvinceReport
from reports.titles import item_title
from reports.words import Words

FIRST: Final = 5
"""Gaps that are named in an agency's row, those worth most points."""

_COUNTED: Final = (Status.MET, Status.UNMET, Status.UNCLEAR, Status.UNREACHABLE)
_FACTS: Final = (("agency", 36), ("code", 16), ("groups", 15), ("low", 9), ("high", 9))
_TAIL: Final = (("owing", 10), ("next", 30), ("first", 20))
_COUNT_WIDTH: Final = 10
_ITEM_WIDTH: Final = 8.5
_HEAD_HEIGHT: Final = 130.0


@dataclass(frozen=True)
class Entry:
    """An agency and the name of its sheet."""

    report: AgencyReport
    tab: str


def write_overview(sheet: Worksheet, report: ProvinceReport, entries: Sequence[Entry], say: Words) -> None:
    """Fill the sheet; agencies without a judgement stand below the others, with why."""
    book = report.rubric.items if report.rubric is not None else {}
    items = list(book)
    heads = [
        *(say(f"sheet.{key}") for key, _ in _FACTS),
        *(say(f"status.{status}") for status in _COUNTED),
        *(say(f"sheet.{key}") for key, _ in _TAIL),
    ]
    widths: list[float] = [
        *(width for _, width in _FACTS),
        *(_COUNT_WIDTH for _ in _COUNTED),
        *(width for _, width in _TAIL),
    ]
    head = _title(sheet, report, len(heads), say) + 1
    head_row(sheet, head, [*heads, *(f"{item} {item_title(book[item], say)}" for item in items)])
    sheet.row_dimensions[head].height = _HEAD_HEIGHT
    widths += [_ITEM_WIDTH for _ in items]
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        if column > len(heads):
            turn(sheet.cell(head, column))
    for row, entry in enumerate(entries, head + 1):
        _agency(sheet, row, entry, report, say)
        statuses = {verdict.item: verdict.status for verdict in entry.report.judgement.items}
        for column, item in enumerate(items, len(heads) + 1):
            if item in statuses:
                paint(sheet.cell(row, column), statuses[item], say(f"status.{statuses[item]}"))
        fit_height(sheet, row, widths)
    for row, waiting in enumerate(report.waiting, head + 1 + len(entries)):
        write_words(sheet.cell(row, 1), shorten(waiting.name, NAME_LENGTH))
        why = say(key) if (key := f"sheet.why.{waiting.why}") in say else ""
        write_words(sheet.cell(row, 2), f"{say('sheet.waiting')} {why}".strip())
    last = get_column_letter(len(heads) + len(items))
    sheet.auto_filter.ref = f"A{head}:{last}{head + max(1, len(entries))}"
    sheet.freeze_panes = f"B{head + 1}"
    paper(sheet, head, made=moment(report.made_at, say), large=True)


def _title(sheet: Worksheet, report: ProvinceReport, width: int, say: Words) -> int:
    """Write what stands above the table; gives its last row."""
    name = shorten(report.name, NAME_LENGTH)
    lines = [
        say("sheet.overview_title", name=name, year=report.fiscal_year),
        say("sheet.made", moment=moment(report.made_at, say)),
        *([say("sheet.draft")] if report.rubric is not None and report.rubric.status == "draft" else []),
        *(_deadline(one, say) for one in report.deadlines if one.state != "over" and one.asks),
    ]
    for row, line in enumerate(lines, 1):
        write_words(sheet.cell(row, 1), line)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
    sheet["A1"].font = TITLE
    return len(lines)


def _deadline(one: Deadline, say: Words) -> str:
    title = shorten(one.title, NAME_LENGTH)
    return f"{say('sheet.deadline', title=title, date=day(one.ends, say))} {say('sheet.days_left', days=one.days)}"


def _agency(sheet: Worksheet, row: int, entry: Entry, province: ProvinceReport, say: Words) -> None:
    report, judgement = entry.report, entry.report.judgement
    found = dict(counts(judgement))
    groups = [*report.groups, *([say("sheet.office")] if report.office else [])]
    best = [verdict.item for verdict, _ in gains(report.rubric, _known(report))[:FIRST]]
    cells: list[str | float] = [
        agency_name(report, say),
        judgement.agency,
        ", ".join(shorten(group, NAME_LENGTH) for group in groups),
        judgement.oit.low,
        judgement.oit.high,
        *(found.get(status, 0) for status in _COUNTED),
        (province.owing or {}).get(judgement.agency, 0),
        shorten(report.deadline, NAME_LENGTH),
        " ".join(best),
    ]
    for column, value in enumerate(cells, 1):
        cell = sheet.cell(row, column)
        if isinstance(value, str):
            write_words(cell, value)
        else:
            cell.value = value
            cell.number_format = "0.00" if isinstance(value, float) else "0"
            cell.alignment, cell.font = Alignment(vertical="top"), FONT
    name = sheet.cell(row, 1)
    quoted = entry.tab.replace("'", "''")
    name.hyperlink = Hyperlink(ref=name.coordinate, location=f"'{quoted}'!A1")
    name.font = LINK


def _known(report: AgencyReport) -> list[ItemVerdict]:
    return [verdict for verdict in report.judgement.items if verdict.item in report.rubric.items]
