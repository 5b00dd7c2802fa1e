"""IIT, EIT and earlier results in ``province.toml``: what is taken, and every fault by its code, place and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.rubric import load
from crawler.office.province import load_province, read_folder
from crawler.office.starting import begin
from reports.agency_report import Published, Surveys

HEAD = 'name = "จังหวัดสีพนา"\nfiscal_year = 2565\ncontact = "oit@sriphana.example"\n'
AGENCIES = (
    "รหัส,ชื่อหน่วยงาน,ประเภท,ฐานะ,สังกัด,เว็บไซต์\n"
    "prov,จังหวัดสีพนา,จังหวัด,,,https://www.sriphana.example/\n"
    "town,เทศบาลเมืองสีพนา,,,,https://town.example/\n"
    "land,สำนักงานที่ดินจังหวัดสีพนา,ส่วนราชการ,หน่วยร่วม,prov,https://land.example/\n"
)


def folder(path: Path, text: str) -> Path:
    """A province's folder with such lines in its file."""
    (path / "province.toml").write_text(HEAD + text, encoding="utf-8")
    (path / "agencies.csv").write_text(AGENCIES, encoding="utf-8-sig")
    return path


def found(path: Path) -> list[tuple[str, str, int]]:
    """Codes, places and lines of faults of the province's file."""
    return [(one.code, one.place, one.row) for one in read_folder(path)[1] if one.file == "province.toml"]


def test_surveys_and_earlier_results_are_read_by_code_or_name(tmp_path: Path) -> None:
    text = (
        '[[ita]]\nagency = "prov"\niit = 85.57\neit = 86\n'
        '[[ita]]\nagency = "เทศบาลเมืองสีพนา"\neit1 = 80.0\neit2 = 90.5\n'
        '[[published]]\nagency = "prov"\nyear = 2565\ntotal = 91.45\nlevel = "A"\niit = 85.57\neit = 85.92\noit = 100\n'
        '[[published]]\nagency = "prov"\nyear = 2563\ntotal = 67.44\n'
    )
    path = folder(tmp_path, text)
    assert found(path) == []
    province = load_province(path)
    assert province.surveys == {"prov": Surveys(85.57, 86.0), "town": Surveys(eit_parts=(80.0, 90.5))}
    assert province.published == {
        "prov": (Published(2563, 67.44), Published(2565, 91.45, "A", 85.57, 85.92, 100.0)),
    }


@pytest.mark.parametrize(
    ("text", "code", "place", "row"),
    [
        ('[[ita]]\nagency = "prov"\niit = 100.5', "value-range", "ita 1.iit", 6),
        ('[[ita]]\nagency = "prov"\niit = -1', "value-range", "ita 1.iit", 6),
        ('[[ita]]\nagency = "prov"\niit = nan', "value-range", "ita 1.iit", 6),
        ('[[ita]]\nagency = "prov"\niit = "85"', "value-type", "ita 1.iit", 6),
        ('[[ita]]\nagency = "prov"\nitt = 85', "key-unknown", "ita 1.itt", 6),
        ("[[ita]]\niit = 85", "key-missing", "ita 1.agency", 4),
        ('[[ita]]\nagency = "nobody"\niit = 85', "agency-unknown", "ita 1.agency", 5),
        ('[[ita]]\nagency = "land"\niit = 85', "result-office", "ita 1.agency", 5),
        ('[[ita]]\nagency = "prov"\neit = 85\neit1 = 85\neit2 = 85', "eit-both", "ita 1.eit", 6),
        ('[[ita]]\nagency = "prov"\neit1 = 85', "key-missing", "ita 1.eit2", 4),
        ('[[ita]]\nagency = "town"\n[[ita]]\nagency = "town"', "entry-twice", "ita 2.agency", 7),
        ('[ita]\nagency = "prov"', "value-type", "ita", 4),
        ("published = 3", "value-type", "published", 4),
        ('[[published]]\nagency = "prov"\ntotal = 90', "key-missing", "published 1.year", 4),
        ('[[published]]\nagency = "prov"\nyear = 2564', "key-missing", "published 1.total", 4),
        ('[[published]]\nagency = "prov"\nyear = 2021\ntotal = 90', "value-range", "published 1.year", 6),
        ('[[published]]\nagency = "prov"\nyear = 2566\ntotal = 90', "value-range", "published 1.year", 6),
        ('[[published]]\nagency = "prov"\nyear = 2564\ntotal = 190', "value-range", "published 1.total", 7),
        (
            '[[published]]\nagency = "prov"\nyear = 2565\ntotal = 84.99\nlevel = "A"',
            "level-misfit", "published 1.level", 8,
        ),
        (
            '[[published]]\nagency = "prov"\nyear = 2565\ntotal = 91.45\niit = 25.67\neit = 25.78\noit = 40.0',
            "published-points", "published 1.total", 7,
        ),
        (
            '[[published]]\nagency = "prov"\nyear = 2565\ntotal = 94.45\niit = 85.57\neit = 85.92\noit = 100',
            "total-misfit", "published 1.total", 7,
        ),
        (
            '[[published]]\nagency = "prov"\nyear = 2564\ntotal = 90\n' * 2,
            "entry-twice", "published 2.agency", 9,
        ),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_entry_and_line(tmp_path: Path, text: str, code: str, place: str, row: int) -> None:
    assert found(folder(tmp_path, text + "\n")) == [(code, place, row)]


def test_one_bad_figure_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    text = '[[ita]]\nagency = "prov"\niit = 850\neit = 86.0\n[[ita]]\nagency = "town"\niit = 90.0\n'
    province, _ = read_folder(folder(tmp_path, text))
    assert province.surveys == {"prov": Surveys(eit=86.0), "town": Surveys(90.0)}


def test_a_level_of_a_year_with_a_draft_or_without_a_book_is_taken_as_it_is(tmp_path: Path) -> None:
    text = '[[published]]\nagency = "prov"\nyear = 2564\ntotal = 91.46\nlevel = "ผ่าน"\n'
    assert found(folder(tmp_path, text)) == []


def test_the_examples_that_init_writes_are_good_once_uncommented(tmp_path: Path) -> None:
    begin(tmp_path / "made", "จังหวัดสีพนา", load(2565))
    file = tmp_path / "made" / "province.toml"
    lines = file.read_text(encoding="utf-8").splitlines()
    first, last = (
        next(n for n, line in enumerate(lines) if line.startswith(mark)) for mark in ("# [[ita]]", "# oit =")
    )
    examples = [line.removeprefix("# ") for line in lines[first : last + 1] if "=" in line or "[[" in line]
    file.write_text("\n".join([*lines, *examples]), encoding="utf-8")
    province, faults = read_folder(tmp_path / "made")
    assert [one.place for one in faults if one.place.startswith(("ita", "published"))] == []
    assert [one.fiscal_year for one in province.published["province"]] == [2564]
    assert province.surveys["province"].iit is not None
