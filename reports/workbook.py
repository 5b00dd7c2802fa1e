"""A province's results as an Excel file: a sheet for the secretariat, and a sheet an agency like the national form."""

from __future__ import annotations

import io
from typing import Final

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.agency_page import agency_name, run_moment
from reports.agency_report import AgencyReport
from reports.dates import moment
from reports.excel_cells import TITLE, fit_height, head_row, paint, paper, tabs, write_link, write_words
from reports.form_rows import form_rows
from reports.hostile import link
from reports.province_report import ProvinceReport
from reports.steady import steady
from reports.thai_order import dictionary_key
from reports.words import Words, words
from reports.workbook_overview import Entry, write_overview

COLUMNS: Final = (
    ("sheet.item", 7),
    ("sheet.title", 40),
    ("sheet.answer", 11),
    ("sheet.url", 60),
    ("sheet.explanation", 80),
    ("sheet.status", 16),
)
HEAD: Final = 4
"""Row of the headings on an agency's sheet."""


def workbook(report: ProvinceReport, *, lang: str = "th") -> bytes:
    """Make the file; the same report gives the same bytes.

    Agencies stand in the order of a Thai dictionary. Words of sites are text in every cell, never a formula.

    Raises:
        ValueError: there are no words for ``lang``.
    """
    say = words(lang)
    book = Workbook()
    book.remove(book.worksheets[0])
    agencies = sorted(report.agencies, key=lambda one: (dictionary_key(agency_name(one, say)), one.judgement.agency))
    first, *others = tabs([say("sheet.overview"), *(agency_name(one, say) for one in agencies)])
    entries = [Entry(agency, tab) for agency, tab in zip(agencies, others, strict=True)]
    write_overview(book.create_sheet(first), report, entries, say)
    for entry in entries:
        _form(book.create_sheet(entry.tab), entry.report, say)
    made = io.BytesIO()
    book.save(made)
    return steady(made.getvalue(), report.made_at)


def _form(sheet: Worksheet, report: AgencyReport, say: Words) -> None:
    judgement = report.judgement
    write_words(sheet["A1"], say("sheet.form_title", name=agency_name(report, say), year=judgement.fiscal_year))
    sheet["A1"].font = TITLE
    facts = {
        "url": link(report.agency_url).text,
        "low": f"{judgement.oit.low:.2f}",
        "high": f"{judgement.oit.high:.2f}",
        "moment": run_moment(report, say),
    }
    write_words(sheet["A2"], say("sheet.form_facts", **facts))
    if report.rubric.status == "draft":
        write_words(sheet["A3"], say("sheet.draft"))
    for row in range(1, HEAD):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(COLUMNS))
    head_row(sheet, HEAD, [say(key) for key, _ in COLUMNS])
    for column, (_, width) in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, its in enumerate(form_rows(report, say), HEAD + 1):
        write_words(sheet.cell(number, 1), its.item)
        write_words(sheet.cell(number, 2), its.title)
        write_words(sheet.cell(number, 3), say(f"sheet.{its.answer}"))
        write_link(sheet.cell(number, 4), its.url)
        write_words(sheet.cell(number, 5), its.explanation)
        paint(sheet.cell(number, 6), its.status, say(f"status.{its.status}"))
        fit_height(sheet, number, [width for _, width in COLUMNS])
    sheet.freeze_panes = f"C{HEAD + 1}"
    paper(sheet, HEAD, made=moment(report.judged_at, say))
