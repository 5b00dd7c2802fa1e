"""What a page of evidence is surrounded by proves nothing: lists in which it stands, the banner that leads to it."""

from __future__ import annotations

from checks.evidence import Agency, Block, Case, Document
from checks.judge import judge
from checks.rubric import load
from checks.verdict import Finding, Status

SITE = "http://www.thungsaengthong.example"
AGENCY = Agency("thung", SITE + "/", "องค์การบริหารส่วนตำบลทุ่งแสงทอง", "subdistrict")
WORDING = "แสดงนโยบายว่าผู้บริหาร เจ้าหน้าที่ และบุคลากรทุกคนไม่รับของขวัญ (No Gift Policy)"


def page(path: str, title: str, *blocks: Block) -> Document:
    url = SITE + path
    head = Block("heading", title, level=1)
    return Document(url, url, "page", "text/html", path.encode().hex(), "html/1", "read", title, (head, *blocks))


def link(text: str, path: str) -> Block:
    return Block("link", text, href=SITE + path)


def decide(item: str, *documents: Document) -> Finding:
    judgement = judge(Case(AGENCY, 2565, "2022-04-25", documents), load(2565))
    return next(v for v in judgement.items if v.item == item).elements[0].finding


def _gift(picture: str) -> Finding:
    banner = Block("image", "", href=f"{SITE}/img/gift.jpg")
    home = page("/", "อบต.ทุ่งแสงทอง", banner, link("", "/gift"), link("นโยบายไม่รับของขวัญ", "/gift"))
    shown = Block("image", "", href=f"{SITE}/img/{picture}")
    return decide("O34", home, page("/gift", "นโยบายไม่รับของขวัญ 2565", shown, Block("item", WORDING)))


def test_the_banner_that_leads_to_pasted_wording_is_no_evidence() -> None:
    assert _gift("gift.jpg").status is Status.UNMET


def test_another_picture_beside_pasted_wording_may_be() -> None:
    assert _gift("scan.jpg").code == "picture-only"


def test_a_list_of_stories_says_no_months_of_the_report_in_it() -> None:
    cells = ("โครงการ", "ความคืบหน้า", "ใช้เงินไป"), ("อบรมจริยธรรม", "จัดแล้ว ผู้เข้าร่วม 30 คน", "4,000 บาท")
    table = [
        Block("cell", text, table=1, row=r, col=c, head=r == 1)
        for r, row in enumerate(cells, 1)
        for c, text in enumerate(row, 1)
    ]
    title, quarter = "รายงานผลแผนป้องกันการทุจริต ปี 2565", Block("paragraph", "ผลไตรมาสที่ 1 (ต.ค. - ธ.ค. 2564)")
    label = link("ป้ายกำกับ", "/label")
    report = page("/report", title, quarter, *table, label)
    others = ("ครึ่งปีแรกมีใครร้องบ้าง", "ผลงานรอบ 6 เดือน ปี 2565")
    stories = [b for t in (title, *others) for b in (Block("heading", t, level=2), link(t, "/report"))]
    told = Block("paragraph", "โครงการอบรม จัดแล้ว 1 ตุลาคม 2564 - 31 มีนาคม 2565 ใช้เงิน 4,000 บาท")
    found = decide(
        "O40", page("/", "อบต.ทุ่งแสงทอง", link(title, "/report")), report, page("/label", "ป้าย", *stories, told)
    )
    assert (found.status, found.code) == (Status.UNMET, "partial-period")
