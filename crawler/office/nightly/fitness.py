"""What would make every crawl of a night fail is told before the first one begins."""

from __future__ import annotations

from collections.abc import Mapping

from checks.rubric import RubricError
from crawler.books import Books
from crawler.line import why_no_reports
from crawler.office.model import Province
from crawler.office.nightly.progress import logs

Trouble = tuple[str, str]
"""What is wrong, in Thai and in English."""


def unfit(province: Province, settings: Mapping[str, str]) -> Trouble | None:
    """The first trouble with a province's folder, its book or the settings; None when crawls may begin."""
    folder, out, year = province.folder, province.out, province.fiscal_year
    try:
        logs(province)
        Books(province.books).load(year)
        float(settings.get("OIT_OCR_SECONDS", 0))
    except RubricError as error:
        return f"ใช้เกณฑ์ปี {year} ไม่ได้: {error}", f"the book of {year} cannot be used: {error}"
    except OSError as error:
        return f"เขียนลงโฟลเดอร์ {folder} ไม่ได้: {error}", f"cannot write to the folder {folder}: {error}"
    except ValueError:
        return "OIT_OCR_SECONDS ต้องเป็นจำนวนวินาที", "OIT_OCR_SECONDS must be a number of seconds"
    if why := why_no_reports(out):
        return f"เขียนรายงานลงโฟลเดอร์ {out} ไม่ได้: {why}", f"cannot write reports to the folder {out}: {why}"
    return None


def unknown_agencies(province: Province, codes: tuple[str, ...]) -> Trouble | None:
    """Codes that the list of agencies does not have, or not with a website; None when it has them all."""
    known = ", ".join(agency.code for agency in province.crawled)
    unknown = ", ".join(code for code in codes if code not in {agency.code for agency in province.crawled})
    if not unknown:
        return None
    return (
        f"ไม่มีหน่วยงาน {unknown} ในบัญชี หรือไม่มีเว็บไซต์ รหัสที่ตรวจได้: {known}",
        f"the list has no agency {unknown}, or no website of it; there are: {known}",
    )
