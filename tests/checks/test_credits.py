"""Whose the content of a page is: titles and source lines that name another body, and those that only seem to."""

from __future__ import annotations

import pytest

from checks.credits import others_matter, others_title
from checks.evidence import Agency, Block, Document
from checks.lexicon import Lexicon
from checks.owner import OwnNames
from checks.reading import Reading
from checks.rubric import load

URL = "http://www.thung.example/"
NAMES = OwnNames.learn(Agency("thung", URL, "องค์การบริหารส่วนตำบลทุ่งแสงทอง"), None)
LEXICON = Lexicon.of(load(2565))


def page(*lines: str) -> Reading:
    """A page with these lines below its heading."""
    blocks = (Block("heading", "ข้อมูล", level=1), *(Block("paragraph", text) for text in lines))
    return Reading(Document(URL + "p", URL + "p", "page", "text/html", "", "html", "read", blocks=blocks), LEXICON)


@pytest.mark.parametrize(
    ("line", "others"),
    [
        ("โครงสร้างสำนักงานท้องถิ่นจังหวัดศรีพนา", True),
        ("แผนดำเนินงานประจำปี 2565 เทศบาลเมืองเขาพนม", True),
        ("แผนปฏิบัติราชการประจำปี 2565 ของจังหวัดศรีพนา", True),
        ("ประกาศกรมงานไม้ เรื่อง งดรับของขวัญ", True),
        ("แผนดำเนินงานประจำปี 2565", False),
        ("การประเมินความเสี่ยงการทุจริต ตามแนวทางสำนักงาน ป.ป.ท.", False),
        ("ประชุมร่วมกับเทศบาลเมืองเขาพนม", False),
        ("รายงานการประชุมร่วมกับเทศบาลเมืองเขาพนม", False),
        ("โครงสร้างสำนักงานปลัด", False),
    ],
)
def test_title_names_another_body(line: str, *, others: bool) -> None:
    """The title of a paper ends with whose it is; hosts, partners, forms and own units say nothing."""
    assert (others_title(NAMES, page(line)) is not None) == others


def test_own_name_anywhere_keeps_the_page() -> None:
    """A page that names the agency in its content is its own."""
    assert others_title(NAMES, page("โครงสร้างเทศบาลเมืองเขาพนม", "เทียบกับ อบต.ทุ่งแสงทอง")) is None


@pytest.mark.parametrize(
    ("lines", "others"),
    [
        (("กองคลัง", "ที่มา : กรมส่งเสริมการปกครองท้องถิ่น"), True),
        (("กระทรวงมหาดไทย", "กองคลัง"), True),
        (("กองคลัง", "ที่มา : กองคลัง"), False),
        (("กองคลัง", "ความเป็นมา"), False),
    ],
)
def test_source_names_another_body(lines: tuple[str, ...], *, others: bool) -> None:
    """A source line or a first line that begins with another body's name says whose matter a page shows."""
    assert (others_matter(NAMES, page(*lines)) is not None) == others
