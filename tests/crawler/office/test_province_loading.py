"""A province's folder, as files that people write: what is taken from it, and every fault by its code and place."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from crawler.office.fault import Fault, sentences
from crawler.office.model import OfficeError, Responses
from crawler.office.province import load_province, read_folder
from fixtures.bad.make_files import MADE

TOML = """\
name = "จังหวัดสีพนา"
fiscal_year = 2565
contact = "oit@sriphana.example"
"""
HEADER = "รหัส,ชื่อหน่วยงาน,ประเภท,ฐานะ,สังกัด,เว็บไซต์,เว็บไซต์อื่น,อีเมล,กลุ่ม\n"
PROVINCE = "prov,จังหวัดสีพนา,จังหวัด,,,https://www.sriphana.example/,,ita@sriphana.example,\n"
TREASURY = "treasury,สำนักงานคลังจังหวัดสีพนา,ส่วนราชการ,,prov,https://treasury.example/,,,\n"
LAND = "land,สำนักงานที่ดินจังหวัดสีพนา,ส่วนราชการ,หน่วยร่วม,จังหวัดสีพนา,https://land.example/,,,บริการ\n"
TOWN = "town,เทศบาลเมืองสีพนา,,,,https://town.example/,,,\n"
AGENCIES = HEADER + PROVINCE + TREASURY + LAND + TOWN
SOURCES = Path(__file__).parents[3] / "crawler" / "office"

Folder = Callable[..., Path]


def rows_of_items(**of: str) -> str:
    """An assignment of all items to everybody, but for those given."""
    rows = (f'O{n},"{of.get(f"O{n}", "ทุกส่วนราชการ")}",นางสาวสมมติ ตอบดี' for n in range(1, 44))
    return "\n".join(["ข้อ,หน่วยงานรับผิดชอบ,เจ้าหน้าที่", *rows, ""])


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Makes a folder; files are given by their stems, texts or None for none."""

    def make(**files: str | None) -> Path:
        texts = {"province": TOML, "agencies": AGENCIES, "assignment": rows_of_items(), **files}
        for stem, text in texts.items():
            if text is not None:
                path = tmp_path / (f"{stem}.toml" if stem == "province" else f"{stem}.csv")
                path.write_text(text, encoding="utf-8-sig")
        return tmp_path

    return make


def found(folder: Path) -> list[tuple[str, str]]:
    """Codes and places of all faults."""
    return [(fault.code, fault.place) for fault in read_folder(folder)[1]]


def test_a_good_folder_is_loaded_whole(folder: Folder) -> None:
    text = TOML + (
        "as_of = 2022-04-25\n[limits]\nat_a_time = 2\n[keep]\nbodies = 7\n[settings]\nDOWNLOAD_DELAY = 0.5\n"
        '[[calendar]]\ntitle_th = "ส่งลิงก์"\nends = 2022-03-31\n'
    )
    responsible = rows_of_items(O20="สำนักงานจังหวัด, treasury", O14="กลุ่มบริการ")
    province = load_province(folder(province=text, assignment=responsible))
    assert (province.name, province.fiscal_year, province.as_of) == ("จังหวัดสีพนา", 2565, "2022-04-25")
    assert (province.limits.at_a_time, province.keep.bodies, province.settings) == (2, 7, {"DOWNLOAD_DELAY": "0.5"})
    assert province.own_calendar == ({"title_th": "ส่งลิงก์", "ends": "2022-03-31"},)
    assert [(a.code, a.kind, a.role, a.parent, a.row) for a in province.agencies] == [
        ("prov", "province", "unit", "", 2),
        ("treasury", "department-office", "office", "prov", 3),
        ("land", "department-office", "office", "prov", 4),
        ("town", "municipality", "unit", "", 5),
    ]
    assigned = {one.item: one.agencies for one in province.assignment}
    assert assigned["O1"] == ("prov", "treasury", "land")
    assert (assigned["O14"], assigned["O20"]) == (("land",), ("prov", "treasury"))
    assert province.exempt("land") == {"O20": "จังหวัดสีพนา, สำนักงานคลังจังหวัดสีพนา"}
    assert province.exempt("town") == {}


def test_loading_refuses_with_the_first_error_and_where_to_see_all(folder: Folder) -> None:
    path = folder(agencies=AGENCIES.replace("https://town.example/", "").replace("land,", "land 1,"))
    with pytest.raises(OfficeError, match=r"agencies\.csv A4.*1 more.*oit doctor"):
        load_province(path)


def test_warnings_do_not_keep_a_folder_from_being_used(folder: Folder) -> None:
    path = folder(agencies=AGENCIES.replace("https://town.example/", "town.example"))
    assert load_province(path).agencies[3].website == "http://town.example/"


@pytest.mark.parametrize(
    ("line", "code", "place"),
    [
        ("limits = 3", "value-type", "limits"),
        ("[limits]\nat_a_tim = 3", "key-unknown", "limits.at_a_tim"),
        ("[limits]\nat_a_time = 0", "value-range", "limits.at_a_time"),
        ('[limits]\nagency_minutes = "5"', "value-type", "limits.agency_minutes"),
        ("[limits]\nagency_minutes = 60\nnight_minutes = 30", "night-shorter", "limits.night_minutes"),
        ("[keep]\nbodies = 100\nevidence = 10", "keep-order", "keep.evidence"),
        ("[keep]\nbodies = -1", "value-range", "keep.bodies"),
        ('[notices]\nsecretariat = "tgram://123/456"', "secret-form", "notices.secretariat"),
        ("[notices]\ndays_before = [4000]", "value-range", "notices.days_before"),
        ('as_of = "25/4/2565"', "day-bad", "as_of"),
        ('as_of = "2023-04-25"', "day-outside", "as_of"),
        ('[settings]\nOIT_DB = "x.db"', "setting-reserved", "settings.OIT_DB"),
        ("[settings]\nDOWNLOD_DELAY = 1", "setting-unknown", "settings.DOWNLOD_DELAY"),
        ("[settings]\nDOWNLOAD_DELAY = [1]", "value-type", "settings.DOWNLOAD_DELAY"),
        ('[[calendar]]\ntitle_th = "ส่งลิงก์"\nends = "31 มีนา"', "calendar-bad", "calendar 1"),
        ('calendar = "พรุ่งนี้"', "value-type", "calendar"),
    ],
)
def test_a_fault_of_the_province_file_is_told_with_its_key(folder: Folder, line: str, code: str, place: str) -> None:
    assert found(folder(province=TOML + line + "\n")) == [(code, place)]


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("2565", "2022", "year-christian", "fiscal_year"),
        ("2565", "2570", "book-missing", "fiscal_year"),
        ("2565", '"2565"', "value-type", "fiscal_year"),
        ("2565", "99", "value-range", "fiscal_year"),
        ("fiscal_year = 2565\n", "", "key-missing", "fiscal_year"),
        ('contact = "oit@sriphana.example"\n', "", "key-missing", "contact"),
        ("oit@sriphana.example", "", "key-missing", "contact"),
        ("oit@sriphana.example", "0 7461 0000", "contact-bad", "contact"),
        ('name = "จังหวัดสีพนา"', "name = จังหวัดสีพนา", "toml-broken", ""),
    ],
)
def test_what_must_be_in_the_province_file(folder: Folder, old: str, new: str, code: str, place: str) -> None:
    assert found(folder(province=TOML.replace(old, new))) == [(code, place)]


def test_a_draft_of_the_book_is_said(folder: Folder) -> None:
    assert found(folder(province=TOML.replace("2565", "2566"))) == [("book-draft", "fiscal_year")]


def test_keys_are_told_with_their_line_and_the_nearest_known_one(folder: Folder) -> None:
    [fault] = read_folder(folder(province=TOML + "\n[limits]\n# minutes\nnigth_minutes = 3\n"))[1]
    assert (fault.row, "night_minutes" in fault.do_thai) == (7, True)


def test_a_province_file_in_another_encoding_is_named(folder: Folder) -> None:
    path = folder()
    (path / "province.toml").write_bytes(TOML.encode("cp874"))
    assert found(path) == [("toml-encoding", "")]


def test_files_that_are_missing_or_there_twice(folder: Folder) -> None:
    path = folder(agencies=None, assignment=None, province=None)
    assert found(path) == [("file-missing", ""), ("file-missing", "")]
    assert found(path / "nowhere") == [("folder-missing", "")]
    folder()
    openpyxl.Workbook().save(path / "agencies.xlsx")
    assert ("file-twice", "") in found(path)


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ("town,เทศบาลสาม,,,,https://b.example/,,,", {("code-twice", "A6")}),
        ("TOWN,เทศบาลสาม,,,,https://b.example/,,,", {("code-twice", "A6")}),
        (",เทศบาลสาม,,,,https://b.example/,,,", {("code-missing", "A6")}),
        ("ทม สาม,เทศบาลสาม,,,,https://b.example/,,,", {("code-bad", "A6")}),
        ("../up,เทศบาลสาม,,,,https://b.example/,,,", {("code-bad", "A6")}),
        ("Secretariat,เทศบาลสาม,,,,https://b.example/,,,", {("code-reserved", "A6")}),
        ("t2,เทศบาลเมือง สีพนา,,,,https://b.example/,,,", {("name-twice", "B6")}),
        ("t2,,,,,https://b.example/,,,", {("name-missing", "B6")}),
        ("t2,ชมรมคนรักป่า,ชมรม,,,https://b.example/,,,", {("kind-unknown", "C6")}),
        ("t2,เทศบาลสอง,,ใหญ่,,https://b.example/,,,", {("role-unknown", "D6")}),
        ("t2,เทศบาลสอง,,หน่วยร่วม,,https://b.example/,,,", {("parent-missing", "E6")}),
        ("t2,เทศบาลสอง,,,ไม่มี,https://b.example/,,,", {("parent-unknown", "E6")}),
        ("t2,เทศบาลสอง,,,land,https://b.example/,,,", {("parent-no-unit", "E6")}),
        ("t2,เทศบาลสอง,,หน่วยรับการประเมิน,prov,https://b.example/,,,", {("parent-of-unit", "E6")}),
        ("t2,เทศบาลสอง,,,,,,,", {("website-missing", "F6")}),
        ("t2,เทศบาลสอง,,,,-,,,", {("website-missing", "F6")}),
        ("t2,สำนักงานสอง,,หน่วยร่วม,prov,,,,", set()),
        ("t2,เทศบาลสอง,,,,ไม่มีเว็บ,,,", {("website-bad", "F6")}),
        ("t2,เทศบาลสอง,,,,javascript:alert(1),,,", {("website-bad", "F6")}),
        ("t2,เทศบาลสอง,,,,https://www.facebook.com/song,,,", {("website-elsewhere", "F6")}),
        ("t2,เทศบาลสอง,,,,https://b .example/,,,", {("website-mended", "F6")}),
        ("t2,เทศบาลสอง,,,,https://b.example/เทศบาล,,,", {("website-mended", "F6")}),
        ("t2,เทศบาลสอง,,,,https://เทศบาล.example/,,,", {("website-mended", "F6")}),
        ("t2,เทศบาลสอง,,,,HTTPS://B.example,,,", set()),
        ("t2,เทศบาลสอง,,,,https://b.example/ https://c.example/,,,", {("website-several", "F6")}),
        ("t2,เทศบาลสอง,,,,http://town.example/index.php,,,", {("website-twice", "F6")}),
        ("t2,เทศบาลสอง,,,,https://b.example/,www.town.example,,", {("website-twice", "F6")}),
        ("t2,เทศบาลสอง,,,,https://town.example/second/,,,", {("host-shared", "F6")}),
        ("t2,เทศบาลสอง,,,,https://b.example/,,ไม่มี@,", {("email-bad", "H6")}),
        ('t2,เทศบาลสอง,,,,https://b.example/,,"a@b.example; c@d.example",', set()),
        ("t2,=HYPERLINK(1),,,,https://b.example/,,,", {("formula-text", "B6")}),
    ],
)
def test_a_fault_in_the_list_of_agencies_is_told_with_its_cell(
    folder: Folder, row: str, codes: set[tuple[str, str]]
) -> None:
    assert set(found(folder(agencies=AGENCIES + row + "\n"))) == codes


def test_what_was_mended_is_what_is_crawled(folder: Folder) -> None:
    row = 't2,เทศบาลสอง,,,,"www.b.example www.c.example",d.example,,\n'
    agency = read_folder(folder(agencies=AGENCIES + row))[0].agencies[-1]
    assert agency.website == "http://www.b.example/"
    assert agency.hosts == ("http://www.c.example/", "http://d.example/")


def test_columns_are_found_by_english_words_below_a_title_and_in_any_order(folder: Folder) -> None:
    text = "รายชื่อหน่วยงาน ปี 2565,,\n\nWebsite,Code,Name (ชื่อ)\nhttps://a.example/,a,อำเภอเมือง\n"
    province, faults = read_folder(folder(agencies=text, assignment=None))
    assert [(a.code, a.kind, a.row) for a in province.agencies] == [("a", "district", 4)]
    assert faults == []


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        (HEADER.replace("เว็บไซต์,", "ที่ตั้ง,", 1), ["header-missing"]),
        (HEADER.replace("อีเมล", "อีเมลล"), ["column-unknown"]),
        (HEADER.replace("อีเมล", "ประเภทหน่วยงาน"), ["column-twice"]),
    ],
)
def test_faults_of_the_header(folder: Folder, header: str, codes: list[str]) -> None:
    rows = AGENCIES.removeprefix(HEADER).replace("ita@sriphana.example", "")
    text = header + rows
    assert [code for code, _ in found(folder(agencies=text, assignment=None)) if "office" not in code] == codes


def test_ten_thousand_rows_are_refused_and_the_first_ones_read(folder: Folder) -> None:
    rows = "".join(f"a{n},หน่วยงานที่ {n},อื่นๆ,,,https://a{n}.example/,,,\n" for n in range(10_000))
    province, faults = read_folder(folder(agencies=HEADER + rows, assignment=None))
    assert [(f.code, f.row) for f in faults] == [("rows-too-many", 2002)]
    assert len(province.agencies) == 2000


def test_an_empty_list_is_no_list(folder: Folder) -> None:
    assert found(folder(agencies=HEADER, assignment=None)) == [("file-empty", "")]


def test_a_workbook_with_formulas_hidden_sheets_merged_cells_and_links(folder: Folder) -> None:
    path = folder(agencies=None)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in AGENCIES.splitlines():
        sheet.append(row.split(","))
    sheet["E4"] = None
    sheet.merge_cells("E3:E4")  # the parent of two offices
    sheet["F5"] = "เว็บไซต์"
    sheet["F5"].hyperlink = "https://town.example/"
    sheet["C5"] = '=LOWER("เทศบาล")'
    hidden = book.create_sheet("เก่า")
    hidden.append(["x"])
    hidden.sheet_state = "hidden"
    further = book.create_sheet("อบต.")
    further.append(["รหัส", "ชื่อหน่วยงาน", "เว็บไซต์"])
    book.save(path / "agencies.xlsx")
    province, faults = read_folder(path)
    assert {(f.code, f.place) for f in faults} == {("sheet-hidden", ""), ("sheet-further", ""), ("formula", "C5")}
    assert [a.parent for a in province.agencies] == ["", "prov", "prov", ""]
    assert province.agencies[3].website == "https://town.example/"


def test_a_workbook_with_a_password_is_a_fault_of_its_file(folder: Folder) -> None:
    path = folder(agencies=None)
    (path / "agencies.xlsx").write_bytes(MADE["locked.xlsx"]())
    [fault] = [fault for fault in read_folder(path)[1] if fault.file == "agencies.xlsx"]
    assert fault.code == "file-unreadable"
    assert "รหัสผ่าน" in fault.thai


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"O3": "สำนักงานขนส่งจังหวัด"}, [("agency-unknown", "B4")]),
        ({"O3": ""}, [("item-nobody", "B4")]),
        ({"O3": "land; town"}, []),
        ({"O3": "หน่วยงานที่ให้บริการประชาชน"}, []),
    ],
)
def test_who_is_responsible_must_be_known(
    folder: Folder, changed: dict[str, str], codes: list[tuple[str, str]]
) -> None:
    assert found(folder(assignment=rows_of_items(**changed))) == codes


def test_items_of_the_assignment(folder: Folder) -> None:
    text = rows_of_items().replace("O7,", "O77,").replace("O43,", "ข้อ ๐๖ กฎหมาย,")
    text = text.replace('O8,"ทุกส่วนราชการ",นางสาวสมมติ ตอบดี', "O8,ทุกส่วนราชการ,")
    assert found(folder(assignment=text)) == [
        ("item-unknown", "A8"),
        ("officer-missing", "C9"),
        ("item-twice", "A44"),
        ("item-nobody", ""),
    ]


def test_items_that_nobody_has_are_told_together_and_several_in_a_cell_are_refused(folder: Folder) -> None:
    kept = rows_of_items().splitlines()
    text = (
        "\n".join(line for line in kept if not line.startswith(("O3,", "O4,", "O5,", "O41,")))
        + "\nO3-O5,ทุกส่วนราชการ,\n"
    )
    faults = read_folder(folder(assignment=text))[1]
    assert [fault.code for fault in faults] == ["item-several", "item-nobody"]
    assert "O3–O5 O41" in faults[1].thai


def test_agencies_with_a_stroke_between_them(folder: Folder) -> None:
    assert found(folder(assignment=rows_of_items(O3="land/town"))) == []
    assert found(folder(assignment=rows_of_items(O3="land/nobody"))) == [("agency-unknown", "B4")]


def test_headings_sums_and_signatures_are_no_agencies(folder: Folder) -> None:
    path = folder(agencies=None)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["รหัส", "ชื่อหน่วยงาน", "ฐานะ", "สังกัด", "เว็บไซต์"],
        ["ส่วนราชการ"],
        ["prov", "จังหวัดสีพนา", "", "", "https://prov.example/"],
        ["land", "สำนักงานที่ดินจังหวัดสีพนา", "หน่วยร่วม", "prov", "ไม่มี"],
        ["", "อำเภอสีพนา", "หน่วยร่วม", "prov", "https://district.example/"],
        ["รวม", "2 แห่ง"],
        ["ลงชื่อ ........"],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:E2")
    sheet.merge_cells("A4:A5")
    book.save(path / "agencies.xlsx")
    province, faults = read_folder(path)
    told = [(fault.code, fault.row) for fault in faults if fault.file == "agencies.xlsx"]
    assert told == [("row-unread", 2), ("code-twice", 5), ("row-unread", 6), ("row-unread", 7)]
    assert [(agency.code, agency.website) for agency in province.agencies] == [
        ("prov", "https://prov.example/"),
        ("land", ""),
    ]


def test_offices_without_an_assignment_are_asked_for_everything(folder: Folder) -> None:
    path = folder(assignment=None)
    assert found(path) == [("office-no-assignment", "")]
    assert load_province(path).exempt("land") == {}


RESPONSES = "หน่วยงาน,แบบวัด,ตอบแล้ว,ขั้นต่ำ,ณ วันที่\n"


def test_the_newest_answers_of_each_survey_count(folder: Folder) -> None:
    text = RESPONSES + ('จังหวัดสีพนา,IIT,๓๐,60,1 มี.ค. 2565\nprov,iit,41,60,2022-04-25\ntown,EIT ส่วนที่ 1,"1,969 ชุด",100,\n')
    assert load_province(folder(responses=text)).responses == (
        Responses("prov", "IIT", 41, 60, "2022-04-25", 3),
        Responses("town", "EIT1", 1969, 100, "", 4),
    )


def test_answers_that_nobody_entered_yet_are_no_fault(folder: Folder) -> None:
    assert found(folder(responses=RESPONSES)) == []


@pytest.mark.parametrize(
    ("row", "code", "place"),
    [
        ("ชมรม,IIT,1,2,", "agency-unknown", "A2"),
        ("prov,OIT,1,2,", "tool-unknown", "B2"),
        ("prov,IIT,หลายคน,2,", "count-bad", "C2"),
        ("prov,IIT,-3,2,", "count-bad", "C2"),
        ("prov,IIT,074610000123,2,", "count-nonsense", "C2"),
        ("prov,IIT,1,0,", "minimum-nonsense", "D2"),
        ("prov,IIT,1,2,เมื่อวาน", "day-bad", "E2"),
        ("land,IIT,1,2,", "responses-office", "A2"),
        ("prov,IIT,1,2,\nprov,IIT,2,2,", "responses-twice", "A3"),
    ],
)
def test_faults_of_the_answers(folder: Folder, row: str, code: str, place: str) -> None:
    assert found(folder(responses=RESPONSES + row + "\n")) == [(code, place)]


def test_every_code_has_its_sentences_and_every_sentence_a_code() -> None:
    used = set()
    for path in SOURCES.glob("*.py"):
        for call in (n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)):
            name = getattr(call.func, "attr", "")
            if name in ("add", "_say") and call.args:
                used |= {n.value for n in ast.walk(call.args[0]) if isinstance(n, ast.Constant)}
    assert set(sentences()) - {"website-twice", "host-shared"} <= used
    assert all(said.do_th and said.do_en for said in sentences().values())


def test_a_fault_quotes_no_more_than_a_line(folder: Folder) -> None:
    row = f"t2,{'ย' * 5000},,,ไม่มี,https://b.example/,,,\n"
    faults: list[Fault] = read_folder(folder(agencies=AGENCIES + row.replace("ไม่มี", "ม" * 5000)))[1]
    assert [fault.code for fault in faults] == ["parent-unknown"]
    assert len(faults[0].thai) < 300
