"""Verdicts that rest on words read from pictures say so; what was read badly or not at all decides nothing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from checks.attempt import FIGURES, SEVERAL, _by_figures
from checks.evidence import Agency, Block, Case, Document, Layer
from checks.judge import judge
from checks.lexicon import Lexicon
from checks.reading import Reading
from checks.rubric import load
from checks.structure.purchase_rows import _contract
from checks.verdict import Finding, ItemVerdict, Status

SITE = "http://nakhonsai.example"
GIFT = (
    "ประกาศองค์การบริหารส่วนตำบลนาคอนทราย เรื่อง นโยบายไม่รับของขวัญจากการปฏิบัติหน้าที่ (No Gift Policy)",
    "ผู้บริหารและเจ้าหน้าที่ทุกคนไม่รับของขวัญหรือของกำนัลทุกชนิดจากการปฏิบัติหน้าที่ ปีงบประมาณ พ.ศ. 2565",
)


def scan(*lines: str, percent: int = 93, unread: tuple[int, ...] = ()) -> Document:
    layer = Layer("recognised", 1.0, pictures=(1, *unread), recognised=(1,), confidence=percent)
    blocks = tuple(Block("paragraph", line, page=1, ocr=percent) for line in lines)
    url = SITE + "/gift.pdf"
    return Document(url, url, "document", "application/pdf", "s", "pdf/2+ocr/1:1", "read", "", blocks, 1, layer=layer)


def judged(document: Document, item: str = "O34", words: str = "ประกาศ No Gift Policy ปี 2565") -> ItemVerdict:
    name = "องค์การบริหารส่วนตำบลนาคอนทราย"
    blocks = (Block("heading", name, level=1), Block("link", words, href=document.url), Block("paragraph", words))
    home = Document(SITE + "/", SITE + "/", "page", "text/html", "h", "html/4", "read", name, blocks)
    case = Case(Agency("x", SITE + "/", name), 2565, "2022-04-25", (home, document))
    return next(v for v in judge(case, load(2565)).items if v.item == item)


def test_what_rests_on_ocr_says_so() -> None:
    finding = judged(scan(*GIFT)).elements[0].finding
    assert (finding.status, finding.facts["ocr"], finding.quotes[0].ocr) == (Status.MET, "93", 93)


def test_words_that_were_read_unsurely_decide_nothing() -> None:
    finding = judged(scan(*GIFT, percent=41)).elements[0].finding
    assert (finding.status, finding.code) == (Status.UNCLEAR, "ocr-unsure")


def test_what_is_missing_may_stand_on_pages_that_were_not_read() -> None:
    verdict = judged(
        scan("แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2565", unread=(2, 3, 4)),
        "O39",
        "แผนปฏิบัติการป้องกันการทุจริต ปี 2565",
    )
    codes = {(e.finding.status, e.finding.code, e.finding.facts.get("pages")) for e in verdict.elements}
    assert (Status.UNCLEAR, "pages-unread", "2-4") in codes
    assert Status.UNMET not in {status for status, _, _ in codes}


def test_a_photograph_that_was_looked_at_is_no_unread_page() -> None:
    looked = scan(*GIFT, unread=(2,))
    looked = msgspec.structs.replace(looked, layer=msgspec.structs.replace(looked.layer, recognised=(1, 2)))
    assert "pages-unread" not in {e.finding.code for e in judged(looked).elements}


def members(count: int, *, percent: int) -> Any:  # noqa: ANN401 - stands for a bundle
    document = scan("สรุปผลการจัดซื้อจัดจ้าง", percent=percent)
    reading = Reading(document, Lexicon.of(load(2565)))
    return SimpleNamespace(members=[SimpleNamespace(reading=reading)] * count)


@pytest.mark.parametrize("code", sorted(FIGURES))
def test_no_gap_rests_on_figures_read_from_a_picture(code: str) -> None:
    gap = Finding(Status.UNMET, code, (), (SITE,), {"months": "ก.พ. 2565"})
    doubt = _by_figures(members(1, percent=90), gap)
    assert (doubt.status, doubt.code, doubt.facts["reason"]) == (Status.UNCLEAR, "ocr-figures", code)
    assert _by_figures(members(1, percent=0), gap) == gap


def test_a_month_without_a_paper_is_missing_where_each_month_has_one() -> None:
    gap = Finding(Status.UNMET, "month-missing", (), (SITE,))
    assert _by_figures(members(SEVERAL, percent=90), gap) == gap


def test_other_gaps_stay_gaps() -> None:
    gap = Finding(Status.UNMET, "general-only", (), (SITE,))
    assert _by_figures(members(1, percent=90), gap) == gap


def test_the_period_said_in_a_sentence_outlives_a_table_that_lost_its_months() -> None:
    paper = scan(
        "รายงานสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบของเจ้าหน้าที่",
        "ได้ตรวจสอบทุกช่องทาง ระหว่างวันที ๑ ตุลาคม 2564 ถึงวันที ๓๑ มีนาคม 2565",
        "เดือน | เรื่องทั้งหมด | AA. ๒๕",
        "dA. ม.ค. ๒๕ A.W. มี.ค. ๒๕ ๐",
        "ไม่มีเรื่องร้องเรียนการทุจริต",
    )
    finding = judged(paper, "O31", "สถิติเรื่องร้องเรียนการทุจริต ปี 2565").elements[0].finding
    assert finding.status is Status.MET, finding


@pytest.mark.parametrize(
    ("cell", "lacks"),
    [("๕/๒๕๒๐๕ ลว. ๑ WE. ๒๕", ""), ("๕/2565 ลว ๑๑ ฟพ.ย. ๒๕", ""), ("๕/๒๕๒๐๕", "contract-date-missing")],
)
def test_a_date_that_is_announced_is_there_though_its_month_was_lost(cell: str, lacks: str) -> None:
    assert _contract(cell) == lacks
