"""The engine: submitted links bind, dead is missing, unreachable is not, our faults are ours."""

from __future__ import annotations

import hashlib

import msgspec
import pytest

from checks.evidence import Agency, Block, Case, Document, Failure, Submitted
from checks.items import elements
from checks.judge import judge
from checks.rubric import load
from checks.verdict import ItemVerdict, Judgement, Status

SITE = "http://www.thungsaengthong.example"
AGENCY = Agency("thung", SITE + "/", "องค์การบริหารส่วนตำบลทุ่งแสงทอง", "subdistrict")
LAWS = [
    Block("heading", "กฎหมายที่เกี่ยวข้อง", level=1),
    Block("item", "พระราชบัญญัติสภาตำบลและองค์การบริหารส่วนตำบล พ.ศ. 2537"),
    Block("item", "พระราชบัญญัติการจัดซื้อจัดจ้างและการบริหารพัสดุภาครัฐ พ.ศ. 2560"),
    Block("item", "ระเบียบกระทรวงมหาดไทยว่าด้วยการรับเงิน การเบิกจ่ายเงิน พ.ศ. 2547"),
]


def page(path: str, *blocks: Block, title: str = "", state: str = "read", kind: str = "page") -> Document:
    url = SITE + path
    sha = hashlib.sha256(path.encode()).hexdigest()
    return msgspec.convert(
        {"url": url, "final_url": url, "kind": kind, "content_type": "text/html", "sha256": sha, "reader": "html/1",
         "state": state, "title": title, "blocks": [msgspec.to_builtins(b) for b in blocks]},
        Document,
    )  # fmt: skip


def home(*links: tuple[str, str]) -> Document:
    blocks = [Block("heading", "ยินดีต้อนรับ", level=1), Block("paragraph", "เว็บไซต์องค์การบริหารส่วนตำบลทุ่งแสงทอง")]
    blocks += [Block("link", text, region="menu", href=SITE + path) for text, path in links]
    return page("/", *blocks, title="อบต.ทุ่งแสงทอง")


def decide(*documents: Document, failures: tuple[Failure, ...] = (), submitted: str = "", **more: object) -> Judgement:
    links = (Submitted("O6", SITE + submitted),) if submitted else ()
    return judge(Case(AGENCY, 2565, "2022-04-25", documents, failures, links, **more), load(2565))  # type: ignore[arg-type]


def laws(judgement: Judgement) -> ItemVerdict:
    return next(v for v in judgement.items if v.item == "O6")


def test_evidence_found_by_its_link_is_met_and_owes_a_link() -> None:
    verdict = laws(decide(home(("กฎหมายที่เกี่ยวข้อง", "/law")), page("/law", *LAWS)))
    assert (verdict.status, verdict.url, verdict.owes_link, verdict.basis) == (Status.MET, SITE + "/law", True, "site")
    assert verdict.elements[0].finding.quotes


def test_a_submitted_link_without_the_evidence_is_unmet_with_the_better_address() -> None:
    other = page("/news", Block("heading", "ข่าวกิจกรรม", level=1), Block("paragraph", "โครงการปลูกต้นไม้ประจำเดือน" * 5))
    verdict = laws(decide(home(("กฎหมายที่เกี่ยวข้อง", "/law")), page("/law", *LAWS), other, submitted="/news"))
    assert (verdict.status, verdict.code, verdict.better_url) == (Status.UNMET, "found-elsewhere", SITE + "/law")


def test_the_home_page_submitted_for_an_item_is_no_evidence() -> None:
    verdict = laws(decide(home(), submitted="/"))
    assert (verdict.status, verdict.code) == (Status.UNMET, "home-page")


@pytest.mark.parametrize(
    ("cause", "owner", "status", "code"),
    [
        ("http-404", "site", Status.UNMET, "link-dead"),
        ("http-410", "site", Status.UNMET, "link-dead"),
        ("soft-404", "site", Status.UNMET, "link-dead"),
        ("redirect-loop", "site", Status.UNMET, "link-dead"),
        ("empty", "site", Status.UNMET, "empty"),
        ("http-403", "site", Status.UNREACHABLE, "unreachable"),
        ("http-5xx", "site", Status.UNREACHABLE, "unreachable"),
        ("timeout", "network", Status.UNREACHABLE, "unreachable"),
        ("robots", "site", Status.UNREACHABLE, "unreachable"),
        ("limit", "us", Status.UNREACHABLE, "unreachable"),
    ],
)
def test_a_submitted_link_that_failed(cause: str, owner: str, status: Status, code: str) -> None:
    failure = msgspec.convert({"url": SITE + "/law", "cause": cause, "owner": owner}, Failure)
    verdict = laws(decide(home(), failures=(failure,), submitted="/law"))
    assert (verdict.status, verdict.code) == (status, code)


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("reader-missing", Status.UNREACHABLE),
        ("limit", Status.UNREACHABLE),
        ("preview-only", Status.UNCLEAR),
        ("no-text", Status.UNCLEAR),
        ("encrypted", Status.UNCLEAR),
        ("garbled", Status.UNCLEAR),
        ("damaged", Status.UNMET),
        ("empty", Status.UNMET),
    ],
)
def test_a_document_that_could_not_be_read(state: str, status: Status) -> None:
    scan = page("/law.pdf", state=state, kind="document")
    verdict = laws(decide(home(("กฎหมายที่เกี่ยวข้อง", "/law.pdf")), scan))
    assert (verdict.status, verdict.code) == (status, state)


def test_a_dead_site_is_unreachable_not_a_gap() -> None:
    judgement = decide(failures=(Failure(SITE + "/", "timeout", "network"),))
    assert {v.status for v in judgement.items} == {Status.UNREACHABLE}
    assert (judgement.oit.low, judgement.oit.high) == (0.0, 100.0)


def test_an_empty_site_is_unmet_and_says_where_it_looked() -> None:
    verdict = laws(decide(home()))
    assert (verdict.status, verdict.code) == (Status.UNMET, "not-found")
    assert verdict.elements[0].finding.looked == (SITE + "/",)


def test_a_limit_that_cut_off_a_named_page_is_unreachable() -> None:
    verdict = laws(decide(home(("กฎหมายที่เกี่ยวข้อง", "/law")), limits=("pages",)))
    assert (verdict.status, verdict.elements[0].finding.facts["cause"]) == (Status.UNREACHABLE, "limit")


def test_an_item_of_another_office_is_exempt_and_leaves_the_mean() -> None:
    judgement = decide(home(("กฎหมายที่เกี่ยวข้อง", "/law")), page("/law", *LAWS), exempt={"O6": "สำนักงานจังหวัด"})
    assert laws(judgement).status is Status.EXEMPT


def test_pasted_wording_is_no_evidence() -> None:
    pasted = page("/law", LAWS[0], Block("paragraph", "แสดงกฎหมายที่เกี่ยวข้องกับการดำเนินงานหรือการปฏิบัติงานของหน่วยงาน"))
    verdict = laws(decide(home(("กฎหมายที่เกี่ยวข้อง", "/law")), pasted))
    assert (verdict.status, verdict.code) == (Status.UNMET, "wording-pasted")


def test_a_fault_of_a_check_is_broken_never_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_bundle: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("checks.attempt.elements", lambda check: (fails,) if check == "laws" else elements(check))
    verdict = laws(decide(home(("กฎหมายที่เกี่ยวข้อง", "/law")), page("/law", *LAWS)))
    assert (verdict.status, verdict.code) == (Status.BROKEN, "check-failed")


def test_the_same_case_gives_the_same_bytes() -> None:
    case = (home(("กฎหมายที่เกี่ยวข้อง", "/law")), page("/law", *LAWS))
    assert msgspec.json.encode(decide(*case)) == msgspec.json.encode(decide(*case))


def test_unrelated_pages_in_another_order_change_nothing() -> None:
    first, law = home(("กฎหมายที่เกี่ยวข้อง", "/law")), page("/law", *LAWS)
    noise = [page(f"/n{i}", Block("paragraph", f"ประกาศลำดับที่ {i} ของหมู่บ้าน " * 9)) for i in range(5)]
    one, other = decide(first, law, *noise), decide(first, *reversed(noise), law)
    assert laws(one) == laws(other)


def test_a_document_that_opens_only_outside_is_for_a_person() -> None:
    drive = Block("link", "เปิดเอกสาร", href="https://drive.google.com/drive/folders/abc")
    bare = page(
        "/law", LAWS[0], Block("paragraph", "รายการกฎหมายทั้งหมดอยู่ในเอกสารแนบ"), Block("paragraph", "เปิดเอกสาร"), drive
    )
    verdict = laws(decide(home(("กฎหมายที่เกี่ยวข้อง", "/law")), bare))
    assert (verdict.status, verdict.code) == (Status.UNCLEAR, "outside")


def test_papers_behind_the_submitted_page_are_no_better_address() -> None:
    listing = page(
        "/law", Block("heading", "ข่าวกิจกรรม", level=1), Block("link", "กฎหมายที่เกี่ยวข้อง", href=SITE + "/x.pdf")
    )
    paper = page("/x.pdf", *LAWS, kind="document")
    verdict = laws(decide(home(), listing, paper, submitted="/law"))
    assert verdict.better_url == ""


def social(judgement: Judgement) -> tuple[Status, str]:
    found = next(v for v in judgement.items if v.item == "O9").elements[0].finding
    return found.status, found.code


def test_a_share_button_was_not_left_out_by_a_limit() -> None:
    share = Block(
        "link", "แชร์ไปที่ Facebook", region="footer", href="https://www.facebook.com/sharer/sharer.php?u=x.example"
    )
    ministry = Block("link", "Facebook กระทรวง", region="menu", href="https://www.ministry.example/facebook")
    front = msgspec.structs.replace(home(), blocks=(*home().blocks, share, ministry))
    assert social(decide(front, limits=("depth",))) == (Status.UNMET, "share-only")


def test_an_account_at_the_foot_of_another_page_is_on_the_website() -> None:
    account = Block("link", "เพจ อบต.", region="footer", href="https://www.facebook.com/thungsaengthong.sao")
    beside = msgspec.structs.replace(account, region="main")
    assert social(decide(home(), page("/about", account))) == (Status.MET, "found")
    assert social(decide(home(), page("/about", beside)))[0] is Status.UNMET
