"""Whose paper is it? Own names, neighbours, parents, and addresses that only mention a province."""

from __future__ import annotations

import pytest

from checks.evidence import Agency, Block, Document
from checks.lexicon import Lexicon
from checks.owner import OwnNames
from checks.reading import Reading
from checks.rubric import load

URL = "http://x.example/site/own/"
SUBDISTRICT = Agency("a", URL, "องค์การบริหารส่วนตำบลทุ่งแสงทอง", "subdistrict")
PROVINCE = Agency("b", URL, "จังหวัดศรีพนา", "province")
OFFICE = Agency("c", URL, "สำนักงานเกษตรจังหวัดศรีพนา", "department-office")


def paper(*lines: str, kind: str = "document", url: str = URL + "a.pdf") -> Reading:
    blocks = tuple(Block("paragraph", line, page=1 if kind == "document" else 0) for line in lines)
    document = Document(url, url, kind, "x", "0" * 64, "x/1", "read", blocks=blocks)  # type: ignore[arg-type]
    return Reading(document, Lexicon.of(load(2565)))


@pytest.mark.parametrize(
    ("agency", "lines", "foreign"),
    [
        (SUBDISTRICT, ["แผนพัฒนา", "องค์การบริหารส่วนตำบลทุ่งแสงทอง อำเภอเมือง จังหวัดศรีพนา"], False),
        (SUBDISTRICT, ["แผนพัฒนา", "องค์การบริหารส่วนตาบล ทุ่งแสงทอง"], False),
        (SUBDISTRICT, ["แผนพัฒนา", "อบต.ห้วยไผ่ อำเภอเมือง จังหวัดศรีพนา"], True),
        (SUBDISTRICT, ["แผนพัฒนา", "เทศบาลตำบลบ้านสวน"], True),
        (SUBDISTRICT, ["แผนพัฒนา พ.ศ. 2565"], False),
        (SUBDISTRICT, ["กรมส่งเสริมกิจการท้องถิ่น", "แผนปฏิบัติการ พ.ศ. 2565"], True),
        (PROVINCE, ["รายงานผล", "จังหวัดศรีพนา"], False),
        (PROVINCE, ["รายงานผล", "เทศบาลเมืองโคกใหญ่", "เทศบาลเมืองโคกใหญ่ อำเภอโคกใหญ่ จังหวัดศรีพนา"], True),
        (OFFICE, ["นโยบาย", "สำนักงานเกษตรจังหวัดราชบูรณ์"], True),
        (OFFICE, ["นโยบาย", "สำนักงานเกษตรจังหวัดศรีพนา"], False),
    ],
)
def test_the_cover_says_whose_paper_it_is(agency: Agency, lines: list[str], *, foreign: bool) -> None:
    assert (OwnNames.learn(agency, None).foreign(paper(*lines)) is not None) is foreign


def test_a_page_of_the_shared_host_outside_the_own_path_is_anothers() -> None:
    names = OwnNames.learn(OFFICE, None)
    portal = paper("นโยบายของส่วนกลาง", kind="page", url="http://x.example/policy.html")
    own = paper("นโยบายของสำนักงาน", kind="page", url=URL + "policy.html")
    assert names.foreign(portal) is not None
    assert names.foreign(own) is None


def test_without_a_name_nothing_is_anothers() -> None:
    assert OwnNames.learn(Agency("d", URL), None).foreign(paper("อบต.ห้วยไผ่")) is None
