"""Fiscal years, months, quarters and halves that a text speaks of; and years that mean nothing."""

from __future__ import annotations

import pytest

from checks.thai import periods
from checks.thai.periods import YearHit, covers, first_half, month_hits, months, url_years, years


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ปีงบประมาณ 67", [(2567, "fiscal")]),
        ("ประจำปีงบประมาณ พ.ศ. ๒๕๖๕", [(2565, "fiscal")]),
        ("ประจ าปงี บประมาณ ๒๕๖๕", [(2565, "fiscal")]),
        ("งบประมาณ 67", [(2567, "fiscal")]),
        ("ปีงบประมาณ 2564 และ 2565", [(2564, "fiscal"), (2565, "fiscal")]),
        ("fiscal year 2022", [(2565, "fiscal")]),
        ("FY2565", [(2565, "fiscal")]),
        ("ไตรมาสที่ ๒/๒๕๖๕", [(2565, "fiscal")]),
        ("ประจำปี ๒๕๖๕", [(2565, "plain")]),
        ("พ.ศ. 2565", [(2565, "plain")]),
        ("ปี ๒๕61", [(2561, "plain")]),
        ("ปี ๒๕๖ ๘", [(2568, "plain")]),
        ("ปี'61", [(2561, "plain")]),
        ("No Gift Policy 2022", [(2565, "plain")]),
        ("รอบที่ 1/2565", [(2565, "plain")]),
        ("17 ธ.ค. 2564", [(2565, "date")]),
        ("12 ต.ค. 2565", [(2566, "date")]),
        ("9 ก.ย. 2564", [(2564, "date")]),
        ("พ.ร.บ. การจัดซื้อจัดจ้าง พ.ศ. 2560", [(2560, "law")]),
        ("พระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. ๒๕๔๐", [(2540, "law")]),
        ("ระเบียบว่าด้วยการจัดทำแผนพัฒนา พ.ศ. 2548 (ฉบับที่ 3) พ.ศ. 2561", [(2548, "law"), (2561, "law")]),
        ("ระเบียบวาระการประชุม พ.ศ. 2565", [(2565, "plain")]),
        ("ประจำปีงบประมาณ พ.ศ. 2565 ตาม พ.ร.บ. จัดซื้อ พ.ศ.2560", [(2565, "fiscal"), (2560, "law")]),
        ("ตาม พ.ร.บ. วินัยการเงิน แผนปฏิบัติการ (พ.ศ. 2565)", [(2565, "plain")]),
        ("© 2565 เทศบาลตัวอย่าง", [(2565, "noise")]),
        ("บ้านเมืองน่าอยู่ ภายในปี 2567", [(2567, "noise")]),
        ("Copyright 2022 All rights reserved", [(2565, "noise")]),
        ("วันที่ปัจจุบัน 25 เมษายน 2565", [(2565, "noise")]),
        ("ผู้เข้าชม 2565 ครั้ง", [(2565, "noise")]),
        ("ครั้งที่ 2/2564", [(2564, "noise")]),
        ("ที่ ตย 04001/2564", [(2564, "noise")]),
        ("คำสั่งที่ 15/2565", [(2565, "noise")]),
        ("แบบเลขที่ ….../2558", [(2558, "noise")]),
        ("2564/2565", [(2564, "plain"), (2565, "plain")]),
        ("จำนวน 2,565 บาท", []),
        ("งบประมาณ 65,000 บาท", []),
        ("งบประมาณ 60 ล้านบาท", []),
        ("ระยะ 5 ปี 60 คน", []),
        ("อายุ 60 ปี", []),
        ("โทร 2565-1234", []),
        ("https://example.go.th/?id=2565&p=2", []),
        ("", []),
    ],
)
def test_years(text: str, found: list[tuple[int, str]]) -> None:
    assert [(hit.year, hit.kind) for hit in years(text)] == found


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("แผนพัฒนาท้องถิ่น 2565-2569", 2565, 2569),
        ("๒๕๖๑ – ๒๕๖๕", 2561, 2565),
        ("พ.ศ. 2561 ถึง 2565", 2561, 2565),
        ("แผน 5 ปี (พ.ศ. 2566 - 2570)", 2566, 2570),
        ("ปี 66-70", 2566, 2570),
        ("ยุทธศาสตร์ชาติ 20 ปี (พ.ศ. 2561 - 2580)", 2561, 2580),
    ],
)
def test_ranges_of_years(text: str, first: int, last: int) -> None:
    (hit,) = years(text)
    assert (hit.kind, hit.year, hit.end_year) == ("range", first, last)
    assert covers(hit, first)
    assert covers(hit, last)
    assert not covers(hit, first - 1)
    assert not covers(hit, last + 1)


def test_a_single_year_covers_itself_only() -> None:
    hit = YearHit(0, 4, 2565, "plain")
    assert [covers(hit, year) for year in (2564, 2565, 2566)] == [False, True, False]


def test_a_year_stands_where_its_words_stand() -> None:
    text = "แผน  ประจ าปีงบประมาณ  พ.ศ. ๒๕๖๕"
    (hit,) = years(text)
    assert text[hit.start : hit.end] == "ปีงบประมาณ  พ.ศ. ๒๕๖๕"


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://example.go.th/ita65/nogift_2021.pdf", [2565, 2564]),
        ("https://example.go.th/plan2565-2569.pdf", [2565, 2569]),
        ("https://example.go.th/x?year=2565#row-2564", [2565]),
        ("https://example.go.th/wp-content/uploads/2022/04/a.pdf", []),
        ("https://example.go.th/%E0%B8%9B%E0%B8%B5%2065", [2565]),
        ("https://example.go.th/fileupload/20220425123.pdf", []),
        ("https://ita2565.example.go.th/", []),
    ],
)
def test_years_of_addresses(url: str, found: list[int]) -> None:
    assert url_years(url) == found


HALF = [(2564, 10), (2564, 11), (2564, 12), (2565, 1), (2565, 2), (2565, 3)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ไตรมาสที่ 1 ปีงบประมาณ 2565", HALF[:3]),
        ("ไตรมาสที่ ๒/๒๕๖๕", HALF[3:]),
        ("ปีงบประมาณ 2565 ไตรมาสที่ 2", HALF[3:]),
        ("ไตรมาส 1-2 ปี 2565", HALF),
        ("Q1/2565", HALF[:3]),
        ("รอบ 6 เดือนแรก ปีงบประมาณ 2565", HALF),
        ("รอบ ๖ เดือน (ตุลาคม ๒๕๖๔ - มีนาคม ๒๕๖๕)", HALF),
        ("ครึ่งปีแรก ปีงบประมาณ 2565", HALF),
        ("6 เดือนหลัง ปี 2565", [(2565, month) for month in range(4, 10)]),
        ("รอบ 12 เดือน ปี 2565", HALF + [(2565, month) for month in range(4, 10)]),
        ("1 ต.ค. 64 - 31 มี.ค. 65", HALF),
        ("ต.ค. 64 – ธ.ค. 64", HALF[:3]),
        ("สรุปผลการจัดซื้อจัดจ้างในรอบเดือน ตุลาคม 2564", HALF[:1]),
        ("ไตรมาสที่ 1 (ตุลาคม - ธันวาคม 2564)", HALF[:3]),
        ("5 เมษายน 2565", []),
        ("ธันวาคม", []),
        ("รอบ 6 เดือน", []),
    ],
)
def test_months_with_a_year(text: str, found: list[tuple[int, int]]) -> None:
    assert sorted(months(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ธันวาคม", HALF[2:3]),
        ("ม.ค.", HALF[3:4]),
        ("ประจำเดือน ก.พ.", HALF[4:5]),
        ("ต.ค. - ธ.ค.", HALF[:3]),
        ("ตุลาคม - มีนาคม", HALF),
        ("มกราคม กุมภาพันธ์ มีนาคม", HALF[3:]),
        ("ไตรมาสที่ 1 และไตรมาสที่ 2", HALF),
        ("รอบ 6 เดือน", HALF),
        ("สำนักงาน ก.พ.", []),
        ("วันที่ 5 เมษายน", []),
        ("เดือนมีนาคม 2564", [(2564, 3)]),
    ],
)
def test_months_of_the_default_fiscal_year(text: str, found: list[tuple[int, int]]) -> None:
    assert sorted(months(text, 2565)) == found


def test_month_hits_can_be_quoted() -> None:
    text = "สรุปผล  เดือน ธันวาคม  ๒๕๖๔ แล้ว"
    (hit,) = month_hits(text)
    assert (text[hit.start : hit.end], hit.months) == ("ธันวาคม  ๒๕๖๔", ((2564, 12),))


def test_first_half() -> None:
    assert first_half(2565) == HALF


def test_labels_for_reports() -> None:
    assert periods.month_label(2565, 3) == "มี.ค. 2565"
    assert periods.thai_date("2022-04-25T23:10:00+07:00") == "25 เมษายน 2565"
