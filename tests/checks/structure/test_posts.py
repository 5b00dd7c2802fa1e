"""Who is the head where the post is a general word with the agency's own name behind it."""

from __future__ import annotations

import pytest

from checks.evidence import Agency, Block, Case, Document, Submitted
from checks.judge import judge
from checks.rubric import load
from checks.verdict import Status

SITE = "http://www.rungfa.example"
NAME = "องค์การรุ่งฟ้าชุมชน"
HEAD, DEPUTY = "นางสาวชลธิชา มณีวงศ์", "นายภาคภูมิ ศรีสุข"


def page(path: str, title: str, *texts: str) -> Document:
    blocks = (Block("heading", NAME, region="header", level=1), Block("heading", title, level=1))
    body = tuple(Block("paragraph", text) for text in texts)
    return Document(SITE + path, SITE + path, "page", "", path, "x/1", "read", title=title, blocks=blocks + body)


def said(item: str, *documents: Document) -> list[Status]:
    home = page("/", NAME, "ยินดีต้อนรับ")
    case = Case(
        Agency("rungfa", SITE + "/", NAME),
        2565,
        "2022-04-25",
        (home, *documents),
        (),
        (Submitted(item, documents[0].url),),
    )
    verdict = next(v for v in judge(case, load(2565)).items if v.item == item)
    return [e.finding.status for e in verdict.elements]


def executives(post: str) -> Document:
    return page("/exec", "ทำเนียบผู้บริหาร", HEAD, post, DEPUTY, "รองผู้อำนวยการ (บริหาร)")


@pytest.mark.parametrize(
    ("post", "status"),
    [
        ("ผู้อำนวยการองค์การรุ่งฟ้าชุมชน", Status.MET),
        ("ผอ. องค์การรุ่งฟ้าชุมชน", Status.MET),
        ("ผู้ว่าการองค์การรุ่งฟ้าชุมชน", Status.MET),
        ("ผู้อำนวยการ", Status.MET),
        ("ผู้อำนวยการองค์การแสนสุขใจ", Status.UNMET),
        ("ผู้อำนวยการกองคลัง", Status.UNMET),
        ("ผู้ช่วยผู้อำนวยการองค์การรุ่งฟ้าชุมชน", Status.UNMET),
    ],
)
def test_the_head_is_who_heads_the_agency_by_its_name(post: str, status: Status) -> None:
    assert said("O2", executives(post))[0] is status


def policy(signer: str) -> Document:
    return page(
        "/gift",
        "นโยบาย No Gift Policy ปีงบประมาณ พ.ศ. 2565",
        f"ข้าพเจ้า {signer} ขอประกาศว่า ผู้บริหาร พนักงาน และลูกจ้างทุกคน จะไม่รับของขวัญหรือของกำนัลทุกชนิดจากการปฏิบัติหน้าที่",
        "ประกาศ ณ วันที่ 17 ธันวาคม พ.ศ. 2564",
    )


def test_a_policy_of_the_head_is_no_lower_posts_though_staff_are_named_behind() -> None:
    assert said("O34", policy(f"{HEAD} ผู้อำนวยการองค์การรุ่งฟ้าชุมชน")) == [Status.MET, Status.MET]
    lower = policy(f"{DEPUTY} ผู้อำนวยการกองคลัง")
    assert said("O34", lower, executives("ผู้อำนวยการองค์การรุ่งฟ้าชุมชน")) == [Status.MET, Status.UNMET]
