"""Loading a province's folder: whole and strict, or with everything that is wrong in it."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from checks.rubric import RubricError
from checks.thai.labels import HIGHEST_ITEM
from crawler.books import Books
from crawler.office.agency_list import read_agencies
from crawler.office.assignment import read_assignment
from crawler.office.calendar import own_event
from crawler.office.fault import Fault, Faults
from crawler.office.model import OfficeError, Province
from crawler.office.province_file import FILE, read_province_file
from crawler.office.responses import read_responses
from crawler.office.results import read_results

UNKNOWN = {f"O{number}": "" for number in range(1, HIGHEST_ITEM + 1)}
"""Items of an assignment where the year has no book that could say what they mean."""


def load_province(folder: Path) -> Province:
    """Load a province's folder.

    Raises:
        OfficeError: something in it cannot be used; it names the first fault, ``oit doctor`` tells them all.
    """
    province, faults = read_folder(folder)
    errors = [fault for fault in faults if fault.severity == "error"]
    if errors:
        first = errors[0]
        if first.code == "folder-missing":
            raise OfficeError(f"{first.english}. {first.do_english}", f"{first.thai} {first.do_thai}")
        where = " ".join(part for part in (first.file, first.place or (f"({first.row})" if first.row else "")) if part)
        more = len(errors) - 1
        further, others = (f" (and {more} more)", f" (และอีก {more} แห่ง)") if more else ("", "")
        raise OfficeError(
            f"{folder}: {where}: {first.english}{further}; oit doctor {folder} tells what to do",
            f"ใช้โฟลเดอร์ {folder} ไม่ได้: {where}: {first.thai}{others} ดูวิธีแก้ด้วย oit doctor {folder}",
        )
    return province


def read_folder(folder: Path) -> tuple[Province, list[Fault]]:
    """What can be used of a folder, and all that is wrong with its files, file by file."""
    faults = Faults()
    if not folder.is_dir() or not os.access(folder, os.R_OK | os.X_OK):
        faults.add("folder-missing", str(folder))
        return Province(folder, "", 0, "", ()), faults.found
    province = read_province_file(folder, faults)
    _check_calendar(province, faults)
    checks = _checks(province, faults)
    province = msgspec.structs.replace(province, agencies=read_agencies(folder, province.name, faults))
    assignment, responses = read_assignment(province, checks, faults), read_responses(province, faults)
    province = msgspec.structs.replace(province, assignment=assignment, responses=responses)
    surveys, published = read_results(province, faults)
    return msgspec.structs.replace(province, surveys=surveys, published=published), faults.found


def _check_calendar(province: Province, faults: Faults) -> None:
    for number, entry in enumerate(province.own_calendar if province.fiscal_year else (), 1):
        try:
            own_event(entry, number, province.fiscal_year)
        except OfficeError as error:
            faults.add("calendar-bad", FILE, f"calendar {number}", thai=error.thai, english=str(error))


def _checks(province: Province, faults: Faults) -> dict[str, str]:
    """What the items of the year's book mean; a year without a book is noted."""
    year, books = province.fiscal_year, Books(province.books)
    if not year:
        return UNKNOWN
    try:
        rubric = books.load(year)
    except RubricError as error:
        years = ", ".join(map(str, books.years()))
        faults.add("book-missing", FILE, "fiscal_year", year=str(year), years=years, why=str(error))
        return UNKNOWN
    if rubric.status == "draft":
        faults.add("book-draft", FILE, "fiscal_year", year=str(year))
    return {name: item.check for name, item in rubric.items.items()}
