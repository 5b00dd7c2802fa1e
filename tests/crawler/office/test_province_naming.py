"""Which agencies a cell means."""

from __future__ import annotations

import pytest

from crawler.office.model import Listed
from crawler.office.naming import Directory


def listed(code: str, name: str, kind: str = "department-office", parent: str = "", *groups: str) -> Listed:
    role = "office" if parent else "unit"
    return Listed(code, name, kind, role, f"http://{code}.example/", parent, groups=groups)  # type: ignore[arg-type]


AGENCIES = (
    listed("prov", "จังหวัดสีพนา", "province"),
    listed("treasury", "สำนักงานคลังจังหวัดสีพนา", "department-office", "prov"),
    listed("land", "สำนักงานที่ดินจังหวัดสีพนา", "department-office", "prov", "บริการ", "ชั้น 2"),
    listed("town", "เทศบาลเมืองสีพนา", "municipality"),
    listed("other-town", "เทศบาลเมือง", "municipality"),
)
DIRECTORY = Directory(AGENCIES, "จังหวัดสีพนา")


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("TREASURY", ("treasury",)),
        ("สำนักงานคลังจังหวัดสีพนา", ("treasury",)),
        ("สํานักงาน คลังจังหวัด", ("treasury",)),
        ("สนง.ที่ดิน จ.สีพนา", ("land",)),
        ("สำนักงานจังหวัด", ("prov",)),
        ("สำนักงานจังหวัดสีพนา", ("prov",)),
        ("เทศบาลเมืองสีพนา", ("town",)),
        ("เทศบาลเมือง", ("other-town",)),
        ("ชั้น ๒", ("land",)),
        ("กลุ่ม: บริการ", ("land",)),
        ("service", ("land",)),
        ("ทุกส่วนราชการ", ("prov", "treasury", "land")),
        ("All", ("prov", "treasury", "land")),
        ("สำนักงานขนส่งจังหวัด", ()),
        ("", ()),
    ],
)
def test_an_entry_means_agencies_by_code_name_group_or_all(words: str, codes: tuple[str, ...]) -> None:
    assert DIRECTORY.meant(words) == codes


def test_all_are_all_units_where_no_offices_share_the_work() -> None:
    assert Directory(AGENCIES[3:]).meant("ทุกหน่วยงาน") == ("town", "other-town")


def test_a_provincial_office_of_its_own_is_not_the_province() -> None:
    office = listed("office", "สำนักงานจังหวัดสีพนา", "department-office", "prov")
    assert Directory((*AGENCIES, office), "จังหวัดสีพนา").meant("สำนักงานจังหวัด") == ("office",)
