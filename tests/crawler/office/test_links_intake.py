"""Files of submitted links, long and wide, in all their shapes: every link is taken, or refused with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from crawler.books import PACKAGED
from crawler.office.link_intake import Intake, read_intake
from crawler.office.model import Assigned, Listed, OfficeError, Province
from fixtures.bad.make_files import ole

PROVINCE = Province(
    folder=Path(),
    name="จังหวัดศรีพนา",
    fiscal_year=2565,
    contact="desk@sriphana.example",
    agencies=(
        Listed("sriphana", "จังหวัดศรีพนา", "province", "unit", "https://www.sriphana.example/"),
        Listed("agri", "สำนักงานเกษตรจังหวัดศรีพนา", "office", "office", "https://agri.example/", parent="sriphana"),
        Listed("ban-rai", "องค์การบริหารส่วนตำบลบ้านไร่", "local", "unit", "https://www.banrai.example/"),
        Listed(
            "tha-muang", "เทศบาลตำบลท่าม่วง", "local", "unit", "https://shared.example/thamuang/", hosts=("tm.example",)
        ),
        Listed("nong-sai", "เทศบาลตำบลหนองทราย", "local", "unit", "https://shared.example/nongsai/"),
    ),
    assignment=(Assigned("O2", ("sriphana",)),),
)
OWN = "https://www.banrai.example"
LONG = ["หน่วยงาน", "ข้อ", "ลิงก์", "หมายเหตุ"]


def take(path: Path, *, province: Province = PROVINCE) -> Intake:
    return read_intake(path, province, PACKAGED)


def book_of(path: Path, *rows: list[object], title: str = "ลิงก์") -> Worksheet:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(path)
    return sheet


def text_file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def told(intake: Intake) -> list[tuple[str, str, str, str]]:
    return [(row.agency, row.item, row.state, row.reason) for row in intake.rows]


def urls(intake: Intake) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in intake.of_state("taken"):
        found.setdefault(row.item, []).append(row.url)
    return found


@pytest.mark.parametrize(
    "header",
    [
        "agency,item,url,note",
        "หน่วยงาน,ข้อ,ลิงก์,หมายเหตุ",
        "ชื่อหน่วยงาน,ข้อที่,ลิงค์ที่เผยแพร่ข้อมูล,หมายเหตุ (ถ้ามี)",
        "ส่วนราชการ,OIT,URL,คำอธิบาย",
        "Agency name,Item no.,Link,Remark",
        "รหัสหน่วยงาน,เลขข้อ,ลิ้งค์,หมายเหตุ",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
def test_long_form(tmp_path: Path, header: str, encoding: str) -> None:
    path = text_file(tmp_path / "links.csv", f"{header}\nban-rai,O1,{OWN}/1,ก\nban-rai,ข้อ ๐๘ Q&A,{OWN}/8,\n", encoding)
    intake = take(path)
    assert told(intake) == [("ban-rai", "O1", "taken", ""), ("ban-rai", "O8", "taken", "")]
    assert (intake.rows[0].cell, intake.rows[0].note, intake.rows[0].url) == ("C2", "ก", f"{OWN}/1")


def test_the_header_stands_below_titles_and_is_repeated(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    sheet = book_of(
        path,
        ["แบบส่งลิงก์ OIT ของหน่วยงานในจังหวัด ข้อ 1 ถึง 43"],
        [],
        ["ส่งภายในวันที่ 31 มีนาคม 2565", None, "https://www.sriphana.example/คู่มือ"],
        ["ที่", *LONG],
        [1, "อบต.บ้านไร่", "O1", f"{OWN}/1"],
        ["ที่", *LONG],
        [2, "อบต.บ้านไร่", "O2", f"{OWN}/2"],
        [None, "รวม"],
    )
    sheet.merge_cells("A1:E1")
    assert sheet.parent is not None
    sheet.parent.save(path)
    assert urls(take(path)) == {"O1": [f"{OWN}/1"], "O2": [f"{OWN}/2"]}


def test_merged_agencies_count_for_each_row(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    sheet = book_of(path, LONG, ["อบต.บ้านไร่", "O1", f"{OWN}/1"], [None, "O2", f"{OWN}/2"], [None, "O3", f"{OWN}/3"])
    sheet.merge_cells("A2:A3")
    assert sheet.parent is not None
    sheet.parent.save(path)
    assert [row[2:] for row in told(take(path))] == [("taken", ""), ("taken", ""), ("refused", "no-agency")]


def test_wide_form_with_groups_above_and_several_links_in_a_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    sheet = book_of(
        path,
        ["ที่", "หน่วยงาน", "9.1 ข้อมูลพื้นฐาน", None, "ลิงก์ OIT"],
        [None, None, "O1 โครงสร้าง", "๐๒", "029"],
        [1, "อบต.บ้านไร่", f"{OWN}/1", f"{OWN}/2a\n{OWN}/2b, {OWN}/2c", "-"],
        [2, "ทต.ท่าม่วง", None, None, "https://tm.example/29"],
    )
    for merged in ("A1:A2", "B1:B2", "C1:D1"):
        sheet.merge_cells(merged)
    assert sheet.parent is not None
    sheet.parent.save(path)
    intake = take(path)
    assert urls(intake) == {
        "O1": [f"{OWN}/1"], "O2": [f"{OWN}/2a", f"{OWN}/2b", f"{OWN}/2c"], "O29": ["https://tm.example/29"],
    }  # fmt: skip
    assert (intake.blank, intake.of_state("refused")) == (3, ())


def test_wide_form_of_bare_numbers(tmp_path: Path) -> None:
    numbers = ",".join(map(str, range(1, 44)))
    intake = take(text_file(tmp_path / "a.csv", f"หน่วยงาน,{numbers}\nban-rai,{OWN}/1,,,{OWN}/4\n"))
    assert urls(intake) == {"O1": [f"{OWN}/1"], "O4": [f"{OWN}/4"]}


def test_a_form_where_the_newest_answer_of_each_item_counts(tmp_path: Path) -> None:
    path = text_file(
        tmp_path / "form.csv",
        "ประทับเวลา,ที่อยู่อีเมล,1. ชื่อหน่วยงาน,2. O1 โครงสร้าง (ลิงก์),ข้อ ๐๘ Q&A,ลิงก์ข้อ O10 แผนดำเนินงานประจำปี,หมายเหตุข้อ O10\n"
        f'"15/3/2565, 9:05:33",a@x.example,อบต.บ้านไร่,{OWN}/old,{OWN}/8,,\n'
        f'"13/3/2565, 9:05:33",a@x.example,อบต.บ้านไร่,{OWN}/oldest,{OWN}/8-old,{OWN}/10,x\n'
        f'"16/3/2565, 9:05:33",a@x.example,องค์การบริหารส่วนตำบล บ้านไร่,{OWN}/new,,-,\n',
    )
    intake = take(path)
    assert urls(intake) == {"O1": [f"{OWN}/new"], "O8": [f"{OWN}/8"], "O10": [f"{OWN}/10"]}
    assert [(row.cell, row.detail) for row in intake.of_state("older")] == [("D2", "D4"), ("D3", "D4"), ("E3", "E2")]


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ("2022/03/09 11:00:00 AM GMT+7", "2022/03/09 1:00:00 PM GMT+7"),
        ("3/9/2022 23:00:00", "3/13/2022 1:00:00"),
        ("9/3/2565 23:00:00", "13/3/2565 1:00:00"),
        ("9 มีนาคม", "10 มีนาคม"),  # no moment at all: the order of the rows
    ],
)
def test_moments_of_forms(tmp_path: Path, early: str, late: str) -> None:
    rows = f"{early},ban-rai,O1,{OWN}/old\n{late},ban-rai,O1,{OWN}/new\n"
    assert urls(take(text_file(tmp_path / "a.csv", f"Timestamp,Agency,Item,Link\n{rows}"))) == {"O1": [f"{OWN}/new"]}


def test_rows_refused_each_with_its_reason_and_place(tmp_path: Path) -> None:
    path = text_file(
        tmp_path / "a.csv",
        "agency,item,title,url\n"
        f",O1,,{OWN}/1\n"
        f"อบต.บ้านใร่,O1,,{OWN}/1\n"
        f"ban-rai,O44,,{OWN}/1\n"
        f"ban-rai,,,{OWN}/1\n"
        f"ban-rai,O1-O3,,{OWN}/1\n"
        f"ban-rai,O19,แผนการจัดซื้อจัดจ้างหรือแผนการจัดหาพัสดุ,{OWN}/1\n"
        "ban-rai,O1,,รอส่ง\n"
        "ban-rai,O1,,C:\\a.pdf\n"
        "ban-rai,O1,,desk@x.example\n"
        "ban-rai,O1,,javascript:alert(1)\n"
        "ban-rai,O1,,http://192.168.1.1/\n"
        f"ban-rai,O1,,{OWN}/1,เกิน\n"
        "ban-rai,O2,,ไม่มี\n"
        "\n",
    )
    intake = take(path)
    assert [(row.cell, row.reason) for row in intake.rows] == [
        ("D2", "no-agency"), ("D3", "unknown-agency"), ("D4", "unknown-item"), ("D5", "no-item"),
        ("D6", "several-items"),
        ("D7", "title-disagrees"), ("D8", "not-web"), ("D9", "file-path"), ("D10", "e-mail"), ("D11", "script"),
        ("D12", "private"), ("D13", "too-many-cells"),
    ]  # fmt: skip
    assert {row.state for row in intake.rows} == {"refused"}
    assert "ban-rai" in intake.rows[1].detail
    assert intake.blank == 1


def test_code_and_name_of_two_agencies(tmp_path: Path) -> None:
    text = f"รหัสหน่วยงาน,หน่วยงาน,ข้อ,ลิงก์\nban-rai,ทต.ท่าม่วง,O1,{OWN}/1\nไม่รู้,อบต.บ้านไร่,O1,{OWN}/1\n"
    assert [row[3] for row in told(take(text_file(tmp_path / "a.csv", text)))] == ["agencies-disagree", ""]


def test_two_agencies_of_one_name_are_not_guessed(tmp_path: Path) -> None:
    twins = (*PROVINCE.agencies, Listed("twin", "อบต.บ้านไร่", "local", "unit", "https://twin.example/"))
    province = Province(Path(), "ศรีพนา", 2565, "", twins)
    intake = take(text_file(tmp_path / "a.csv", f"agency,item,url\nอบต.บ้านไร่,O1,{OWN}/1\n"), province=province)
    assert (intake.rows[0].reason, intake.rows[0].detail) == ("ambiguous-agency", "ban-rai, twin")


def test_formulas_and_links_behind_words(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    sheet = book_of(
        path,
        LONG,
        ["ban-rai", "O1", f'=HYPERLINK("{OWN}/1","เปิด")'],
        ["ban-rai", "O2", '=A1&"x"'],
        ["ban-rai", "O3", "เปิดที่นี่"],
        ["ban-rai", "O4", f"{OWN}/shown"],
    )
    sheet["C4"].hyperlink, sheet["C5"].hyperlink = f"{OWN}/3", f"{OWN}/behind"
    sheet["C4"].value, sheet["C5"].value = "เปิดที่นี่", f"{OWN}/shown"
    assert sheet.parent is not None
    sheet.parent.save(path)
    intake = take(path)
    assert urls(intake) == {"O1": [f"{OWN}/1"], "O3": [f"{OWN}/3"], "O4": [f"{OWN}/shown"]}
    assert [(row.cell, row.reason) for row in intake.of_state("refused")] == [("C3", "formula")]


def test_what_was_mended_and_what_stands_twice_is_said(tmp_path: Path) -> None:
    twice = f"ban-rai,O2,{OWN}/2\n" * 2
    text = f"agency,item,url\nban-rai,O1,www.banrai.example/ข่าว\n{twice}ban-rai,O3,{OWN}/2\n"
    intake = take(text_file(tmp_path / "a.csv", text))
    assert told(intake) == [
        ("ban-rai", "O1", "taken", "mended"), ("ban-rai", "O2", "taken", ""),
        ("ban-rai", "O2", "duplicate", "duplicate"),
        ("ban-rai", "O3", "taken", ""),
    ]  # fmt: skip
    assert (intake.rows[0].detail, intake.rows[2].detail) == ("www.banrai.example/ข่าว", "C3")


@pytest.mark.parametrize(
    ("agency", "url", "other"),
    [
        ("ban-rai", "https://agri.example/1", "สำนักงานเกษตรจังหวัดศรีพนา"),
        ("ban-rai", "https://tm.example/1", "เทศบาลตำบลท่าม่วง"),
        ("tha-muang", "https://shared.example/nongsai/1", "เทศบาลตำบลหนองทราย"),
        ("tha-muang", "https://shared.example/thamuang/1", ""),
        ("agri", "https://www.sriphana.example/1", ""),
        ("sriphana", "https://agri.example/1", ""),
        ("ban-rai", "https://drive.example/1", ""),
    ],
)
def test_a_link_of_another_agency_is_taken_and_said(tmp_path: Path, agency: str, url: str, other: str) -> None:
    (row,) = take(text_file(tmp_path / "a.csv", f"agency,item,url\n{agency},O1,{url}\n")).rows
    assert (row.state, row.reason, row.detail) == ("taken", "other-agency" if other else "", other)


def test_hidden_sheets_are_skipped_and_said(tmp_path: Path) -> None:
    book = Workbook()
    for name, state in (("ลิงก์", "visible"), ("เก่า", "hidden"), ("คำอธิบาย", "visible"), ("เพิ่มเติม", "visible")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for row in [["โปรดอ่าน"]] if name == "คำอธิบาย" else [LONG, ["ban-rai", "O1", f"{OWN}/{name}"]]:
            sheet.append(row)
    del book["Sheet"]
    book.save(tmp_path / "a.xlsx")
    intake = take(tmp_path / "a.xlsx")
    assert [row.sheet for row in intake.rows] == ["ลิงก์", "เพิ่มเติม"]
    assert (intake.hidden, intake.bare) == (("เก่า",), ("คำอธิบาย",))


def test_ten_thousand_rows(tmp_path: Path) -> None:
    rows = "".join(f"อบต.บ้านไร่,O{n % 43 + 1},{OWN}/{n}\n" for n in range(10_000))
    assert len(take(text_file(tmp_path / "a.csv", f"agency,item,url\n{rows}")).of_state("taken")) == 10_000


@pytest.mark.parametrize(
    "text", ["ก,ข,ค\n1,2,3\n", "agency,item\nban-rai,O1\n", "item,url\nO1,http://x.example/\n", "หน่วยงาน\nban-rai\n"]
)
def test_a_file_without_a_table_of_links(tmp_path: Path, text: str) -> None:
    with pytest.raises(OfficeError) as caught:
        take(text_file(tmp_path / "a.csv", text))
    assert caught.value.thai


def test_a_workbook_with_a_password(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(ole({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": bytes(5000)}))
    with pytest.raises(OfficeError) as caught:
        take(path)
    assert "password" in str(caught.value)


def test_addresses_of_an_intranet_where_the_province_allows_them(tmp_path: Path) -> None:
    province = Province(Path(), "ศรีพนา", 2565, "", PROVINCE.agencies, settings={"OIT_ALLOW_PRIVATE": "1"})
    path = text_file(tmp_path / "a.csv", "agency,item,url\nban-rai,O1,http://127.0.0.1:8000/1\n")
    assert take(path, province=province).rows[0].state == "taken"
