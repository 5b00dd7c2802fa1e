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
ENTERPRISE = Agency("e", URL, "องค์การรุ่งฟ้าชุมชน", "state-enterprise")
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
        (OFFICE, ["คู่มือ", "สำนักงานพลังงานจังหวัดศรีพนา", "ยื่นคำขอที่ศาลากลางจังหวัดศรีพนา"], True),
        (OFFICE, ["คู่มือ", "สำนักงานเกษตรและสหกรณ์จังหวัดศรีพนา"], True),
        (OFFICE, ["คู่มือ", "สำนักงานพลังงานจังหวัดศรีพนา", "เสนอเกษตรจังหวัดศรีพนา"], False),
        (OFFICE, ["คู่มือ", "ร่วมกับสำนักงานพลังงานจังหวัดศรีพนา"], False),
        (ENTERPRISE, ["คู่มือ", "องค์การพลังงานลม 88 ถนนเลียบหาด อำเภอปากน้ำ จังหวัดทะเลใต้"], True),
        (ENTERPRISE, ["คู่มือ", "จัดทำโดย องค์การพลังงานลม"], True),
        (ENTERPRISE, ["คู่มือ", "การท่าเรือแห่งประเทศไทย"], True),
        (ENTERPRISE, ["คู่มือ", "สถาบันอาหารสากล 9 ถนนกลาง ตำบลกลาง อำเภอเมือง จังหวัดศรีพนา"], True),
        (ENTERPRISE, ["คู่มือ", "องค์การรุ่งฟ้าชุมชน จังหวัดทุ่งตะวัน"], False),
        (ENTERPRISE, ["คู่มือ", "องค์การพลังงานลม", "ขั้นตอนที่องค์การรุ่งฟ้าชุมชนรับเรื่อง"], False),
        (ENTERPRISE, ["คู่มือ", "ศูนย์บริการประชาชน", "สำนักงานตรวจสอบภายใน"], False),
        (ENTERPRISE, ["คู่มือ", "องค์การพลังงานลมได้ร่วมจัดงาน"], False),
        (SUBDISTRICT, ["คู่มือ", "องค์การพลังงานลม"], True),
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


def test_a_name_of_another_kind_is_learnt_from_the_home_page() -> None:
    home = Document(URL, URL, "page", "x", "0" * 64, "x/1", "read", title="หน้าแรก - องค์การรุ่งฟ้าชุมชน")
    names = OwnNames.learn(Agency("e", URL), Reading(home, Lexicon.of(load(2565))))
    assert names.foreign(paper("คู่มือ", "องค์การพลังงานลม")) is not None
    assert names.foreign(paper("คู่มือ", "องค์การรุ่งฟ้าชุมชน")) is None


def test_the_head_of_an_old_home_page_is_its_first_line() -> None:
    home = paper("สำนักงานสาธารณสุขอำเภอเขาพนม", "จังหวัดศรีพนา", "ต้อนรับคณะจากเทศบาลตำบลบ้านสวน", kind="page", url=URL)
    names = OwnNames.learn(Agency("f", URL), home)
    assert names.foreign(paper("คู่มือ", "ประกาศสำนักงานสาธารณสุขอำเภอโคกม่วง")) is not None
    assert names.foreign(paper("คู่มือ", "ประกาศสำนักงานสาธารณสุขอำเภอเขาพนม")) is None


def test_a_name_that_was_recognised_unsurely_says_nothing() -> None:
    def scanned(confidence: int) -> Reading:
        block = Block("paragraph", "องค์การพลังงานลม", page=1, ocr=confidence)
        document = Document(URL, URL, "document", "x", "0" * 64, "x/1", "read", blocks=(block,))
        return Reading(document, Lexicon.of(load(2565)))

    names = OwnNames.learn(ENTERPRISE, None)
    assert names.foreign(scanned(95)) is not None
    assert names.foreign(scanned(65)) is None


def test_without_a_name_nothing_is_anothers() -> None:
    assert OwnNames.learn(Agency("d", URL), None).foreign(paper("อบต.ห้วยไผ่")) is None


def home_called(title: str) -> OwnNames:
    home = Document(URL, URL, "page", "x", "0" * 64, "x/1", "read", title=title)
    return OwnNames.learn(Agency("d", URL), Reading(home, Lexicon.of(load(2565))))


def test_a_department_is_learnt_from_its_home_page_and_knows_its_ministry() -> None:
    names = home_called("หน้าแรก - กรมส่งเสริมงานจักสานพื้นถิ่น")
    assert names.foreign(paper("กระทรวงกิจการชุมชน", "แผนปฏิบัติการ")) is not None
    assert names.foreign(paper("กรมฯ กับแผนปฏิบัติการ")) is None
    assert names.stranger("กระทรวงกิจการชุมชน")
    assert not names.stranger("กรมส่งเสริมงานจักสานพื้นถิ่น กระทรวงกิจการชุมชน")


@pytest.mark.parametrize(
    ("text", "damaged", "own"),
    [
        ("กรมส่งเสริมงานจักสานพืนถิน", False, True),
        ("กรมสงเสรมงานจกสานพนถน", False, True),
        ("กรมส่งเสริมงานจักสาบพื้นถิ่น", True, True),
        ("กรมส่งเสริมงานจักสาบพื้นถิ่น", False, False),
        ("กรมส่งเสริมงานประมงชายฝั่ง", True, False),
    ],
)
def test_the_own_name_is_known_with_its_marks_lost(text: str, *, damaged: bool, own: bool) -> None:
    assert home_called("กรมส่งเสริมงานจักสานพื้นถิ่น").within(text, damaged=damaged) is own


@pytest.mark.parametrize("title", ["ทต.คลองไผ่งาม อ.บึงลาน จ.ศรีพนา", "เทศบาลตำบลคลองไผ่งาม อ.บึงลาน"])
def test_an_abbreviated_district_is_no_part_of_the_name(title: str) -> None:
    names = home_called(title)
    assert names.within("แผนของเทศบาลตำบลคลองไผ่งาม")
    assert names.foreign(paper("แผนพัฒนา", "เทศบาลตำบลคลองไผ่งาม อำเภอบึงลาน")) is None
