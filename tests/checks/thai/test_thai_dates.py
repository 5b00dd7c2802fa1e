"""Dates and ranges in every typing that agencies use, and what only looks like a date."""

from __future__ import annotations

import pytest

from checks.thai.dates import buddhist_year, dates, fiscal_year_of, ranges
from checks.thai.months import FULL_NAMES, SHORT_NAMES

Found = list[tuple[int, int, int]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("มิ.ย.65", [(2565, 6, 0)]),
        ("13 ธ.ค.64", [(2564, 12, 13)]),
        ("13 ธค 64", [(2564, 12, 13)]),
        ("วันที่ ๒๕ เดือน เมษายน พ.ศ. ๒๕๖๕", [(2565, 4, 25)]),
        ("25 เมษำยน 2565", [(2565, 4, 25)]),
        ("25 มถิ ุนายน 2565", [(2565, 6, 25)]),
        ("1 กรกฏาคม ๒๕๖ ๕", [(2565, 7, 1)]),
        ("ธันวาคม พศ 2556", [(2556, 12, 0)]),
        ("เดือน มี.ค.'65", [(2565, 3, 0)]),
        ("24-May-2567", [(2567, 5, 24)]),
        ("24th May 2022", [(2565, 5, 24)]),
        ("May 24, 2022", [(2565, 5, 24)]),
        ("18 สิงหาคม 2023", [(2566, 8, 18)]),
        ("25/4/2565", [(2565, 4, 25)]),
        ("25/04/2022", [(2565, 4, 25)]),
        ("9/12/64", [(2564, 12, 9)]),
        ("2022-04-25", [(2565, 4, 25)]),
        ("2565/04/25", [(2565, 4, 25)]),
        ("630703", [(2563, 7, 3)]),
        ("25611129", [(2561, 11, 29)]),
        ("ไฟล์ 630703_แผน.pdf", [(2563, 7, 3)]),
        ("17 ธันวาคม2564เวลา 10.30 น.", [(2564, 12, 17)]),
        ("วันที่ 1-3 มีนาคม 2565", [(2565, 3, 3)]),
        ("31 เม.ย. 2565", [(2565, 4, 0)]),
        ("เผยแพร่ 13 ธ.ค.64, 24-May-2567", [(2564, 12, 13), (2567, 5, 24)]),
        ("มกราคม, กุมภาพันธ์ และมีนาคม 2565", [(2565, 1, 0), (2565, 2, 0), (2565, 3, 0)]),
        ("เดือน ต.ค. พ.ย. ธ.ค. 2564", [(2564, 10, 0), (2564, 11, 0), (2564, 12, 0)]),
        ("ตุลาคม - มีนาคม 2565", [(2564, 10, 0), (2565, 3, 0)]),
        # no dates
        ("มกราคม 64 ราย", []),
        ("สำนักงาน ก.พ. 2565", []),
        ("หนังสือ ก.ค.ศ. 2565", []),
        ("31/04/2565", []),
        ("โทร. 02-630703-1", []),
        ("งบ 630,703 บาท", []),
        ("ราคา 650101 บาท", []),
        ("25 เมษายน", []),
        ("ปี 2565", []),
        ("", []),
    ],
)
def test_dates(text: str, found: Found) -> None:
    assert [(hit.year_be, hit.month, hit.day) for hit in dates(text)] == found


@pytest.mark.parametrize("number", range(1, 13))
def test_every_month_by_both_names(number: int) -> None:
    for name in (FULL_NAMES[number - 1], SHORT_NAMES[number - 1]):
        (hit,) = dates(f"ณ วันที่ 5 {name} 2565 เป็นต้นไป")
        assert (hit.year_be, hit.month, hit.day) == (2565, number, 5)
        (month,) = dates(f"รอบเดือน{name} 2565")
        assert (month.year_be, month.month, month.day) == (2565, number, 0)


def test_a_date_stands_where_its_words_stand() -> None:
    text = "ประกาศ ณ วันที่  ๒๕  เมษายน  พ.ศ. ๒๕๖๕ ครับ"
    (hit,) = dates(text)
    assert text[hit.start : hit.end] == "๒๕  เมษายน  พ.ศ. ๒๕๖๕"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1 ม.ค. 66 - 31 มี.ค. 66", (2566, 1), (2566, 3)),
        ("1 ม.ค. - 31 มี.ค. 66", (2566, 1), (2566, 3)),
        ("ตุลาคม 2564 - มีนาคม 2565", (2564, 10), (2565, 3)),
        ("ต.ค. 64 – มี.ค. 65", (2564, 10), (2565, 3)),
        ("เดือนตุลาคม - ธันวาคม ๒๕๖๔", (2564, 10), (2564, 12)),
        ("ตุลาคม - มีนาคม 2565", (2564, 10), (2565, 3)),
        ("๑ ต.ค. ๖๔ ถึงวันที่ ๓๑ มี.ค. ๖๕", (2564, 10), (2565, 3)),
    ],
)
def test_ranges(text: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    (span,) = ranges(text)
    assert (span.first, span.last) == (first, last)


@pytest.mark.parametrize("text", ["13 ธ.ค. 2564, 5 ม.ค. 2565", "มีนาคม 2565 - มกราคม 2565", "25 เมษายน 2565"])
def test_no_ranges(text: str) -> None:
    assert ranges(text) == []


def test_fiscal_years_begin_in_october() -> None:
    assert [fiscal_year_of(2564, month) for month in (9, 10, 12)] == [2564, 2565, 2565]
    assert fiscal_year_of(2565, 9) == 2565


def test_years_of_both_eras() -> None:
    assert [buddhist_year(digits) for digits in ("2565", "2022", "'65", "22", "25 65")] == [2565] * 5
