"""Evidence elsewhere before the judge: read where it could be read, else for a person, and never a gap."""

from __future__ import annotations

import pytest

from checks.evidence import Agency, Block, Case, Document, DocumentState, Failure, Submitted
from checks.judge import judge
from checks.rubric import load
from checks.verdict import ItemVerdict, Status

SITE = "http://www.thungsaengthong.example"
AGENCY = Agency("thung", SITE + "/", "องค์การบริหารส่วนตำบลทุ่งแสงทอง", "subdistrict")
FOLDER = "https://drive.google.com/drive/folders/1F"
FILE = "https://drive.google.com/file/d/1A/view"
LAW_TITLE = Block("heading", "กฎหมายที่เกี่ยวข้อง", level=1)
LAWS = (
    Block("paragraph", "กฎหมายที่เกี่ยวข้อง องค์การบริหารส่วนตำบลทุ่งแสงทอง"),
    Block("paragraph", "พระราชบัญญัติสภาตำบลและองค์การบริหารส่วนตำบล พ.ศ. 2537"),
    Block("paragraph", "พระราชบัญญัติการจัดซื้อจัดจ้างและการบริหารพัสดุภาครัฐ พ.ศ. 2560"),
    Block("paragraph", "ระเบียบกระทรวงมหาดไทยว่าด้วยการรับเงิน การเบิกจ่ายเงิน พ.ศ. 2547"),
)


def doc(url: str, *blocks: Block, title: str = "", final: str = "", state: DocumentState = "read") -> Document:
    kind = "document" if "/uc?" in final or url.endswith(".pdf") else "page"
    return Document(url, final or url, kind, "", url, "x/1", state, title=title, blocks=blocks)  # type: ignore[arg-type]


def link(text: str, href: str) -> tuple[Block, Block]:
    return Block("paragraph", text), Block("link", text, href=href)


HOME = doc(
    SITE + "/",
    Block("heading", "ยินดีต้อนรับ", level=1),
    Block("paragraph", "เว็บไซต์องค์การบริหารส่วนตำบลทุ่งแสงทอง"),
    *(
        Block("link", text, region="menu", href=SITE + path)
        for text, path in (
            ("กฎหมายที่เกี่ยวข้อง", "/law"),
            ("ข้อมูลการติดต่อ", "/contact"),
            ("ช่องทางการรับฟังความคิดเห็น", "/voice"),
            ("แจ้งเรื่องร้องเรียนการทุจริต", "/report"),
            ("การเปิดโอกาสให้เกิดการมีส่วนร่วม", "/join"),
        )
    ),
    title="อบต.ทุ่งแสงทอง",
)


def decide(item: str, *documents: Document, failures: tuple[Failure, ...] = (), submitted: str = "") -> ItemVerdict:
    links = (Submitted(item, submitted),) if submitted else ()
    judgement = judge(Case(AGENCY, 2565, "2022-04-25", (HOME, *documents), failures, links), load(2565))
    return next(v for v in judgement.items if v.item == item)


def law_page(href: str) -> Document:
    return doc(SITE + "/law", LAW_TITLE, *link("เปิดเอกสาร", href))


def test_a_file_that_was_fetched_is_evidence_under_its_link() -> None:
    paper = doc(FILE, *LAWS, final="https://drive.google.com/uc?export=download&id=1A")
    verdict = decide("O6", law_page(FILE), paper)
    assert (verdict.status, verdict.url) == (Status.MET, SITE + "/law")


def test_entries_of_a_folder_stand_as_if_the_page_named_them() -> None:
    listing = "https://drive.google.com/embeddedfolderview?id=1F"
    month = "https://drive.google.com/drive/folders/1M"
    folder = doc(FOLDER, Block("heading", "เอกสาร", level=1), *link("ปี 2565", month), final=listing)
    inside = doc(month, Block("heading", "ปี 2565", level=1), *link("a.pdf", FILE), final=listing.replace("1F", "1M"))
    paper = doc(FILE, *LAWS, final="https://drive.google.com/uc?export=download&id=1A")
    assert decide("O6", law_page(FOLDER), folder, inside, paper).status is Status.MET
    unread = decide("O6", law_page(FOLDER), folder, inside)
    assert (unread.status, unread.code) == (Status.UNCLEAR, "outside")


@pytest.mark.parametrize(
    "address",
    [FILE, FOLDER, "https://bit.ly/3x", "https://anyflip.com/a/b", "https://1drv.ms/b/s!A", "https://docs.google.com/document/d/1/edit"],
)  # fmt: skip
def test_what_opens_only_outside_is_for_a_person(address: str) -> None:
    verdict = decide("O6", law_page(address))
    assert (verdict.status, verdict.code) == (Status.UNCLEAR, "outside")


@pytest.mark.parametrize("address", [FILE.replace("view", "preview"), "https://online.anyflip.com/a/b/"])
def test_what_a_frame_shows_is_part_of_its_page(address: str) -> None:
    page = doc(SITE + "/law", LAW_TITLE, Block("paragraph", "อ่านได้ด้านล่าง"), Block("widget", "frame", href=address))
    assert decide("O6", page).code == "outside"
    assert decide("O6", page, doc(address, *LAWS)).status is Status.MET


def test_a_host_that_only_looks_like_a_service_holds_no_document() -> None:
    assert decide("O6", law_page("https://drive.google.com.evil.example/x")).status is Status.UNMET


def test_a_document_behind_a_sign_in_is_unreachable_and_says_so() -> None:
    verdict = decide("O6", law_page(FILE), failures=(Failure(FILE, "login", "site"),))
    assert (verdict.status, verdict.code) == (Status.UNREACHABLE, "sign-in")
    submitted = decide("O6", failures=(Failure(FOLDER, "login", "site"),), submitted=FOLDER)
    assert (submitted.status, submitted.code) == (Status.UNREACHABLE, "sign-in")


def test_a_book_that_shows_only_pictures_is_for_a_person() -> None:
    book = doc("https://anyflip.com/a/b", Block("heading", "กฎหมายที่เกี่ยวข้อง", level=1), state="preview-only")
    verdict = decide("O6", law_page(book.url), book)
    assert (verdict.status, verdict.code) == (Status.UNCLEAR, "preview-only")


@pytest.mark.parametrize("code", ["sign-in", "preview-only", "outside"])
def test_each_reason_has_its_sentence(code: str) -> None:
    sentence = load(2565).book.sentences[code]
    assert all((sentence.th, sentence.en, sentence.do_th, sentence.do_en))


JOIN = Block("heading", "การเปิดโอกาสให้เกิดการมีส่วนร่วม", level=1)
POST = "https://www.facebook.com/thung/posts/12"


def test_a_post_that_speaks_of_the_item_is_for_a_person_unless_it_names_another_year() -> None:
    this = doc(SITE + "/join", JOIN, *link("ประชาชนมีส่วนร่วมในการจัดทำแผน การเปิดโอกาสให้เกิดการมีส่วนร่วม ปี 2565", POST))
    other = doc(SITE + "/join", JOIN, *link("การเปิดโอกาสให้เกิดการมีส่วนร่วม ปีงบประมาณ 2561", POST))
    assert decide("O33", this).status is Status.UNCLEAR
    assert decide("O33", other).status is Status.UNMET


@pytest.mark.parametrize(
    ("href", "status"),
    [
        ("https://maps.app.goo.gl/abc", Status.MET),
        ("https://www.google.co.th/maps/place/x", Status.MET),
        ("http://maps.google.com.evil.example/maps", Status.UNMET),
    ],
)
def test_a_map_is_proved_by_its_link(href: str, status: Status) -> None:
    page = doc(SITE + "/contact", Block("heading", "ข้อมูลการติดต่อ", level=1), *link("ดูเส้นทาง", href))
    assert decide("O5", page).elements[3].finding.status is status


FORM = "https://forms.gle/aB"


def form(title: str, *choices: str) -> Document:
    controls = [Block("control", choice, control="radio", form=1) for choice in choices]
    return doc(
        FORM,
        Block("heading", title, level=1),
        *controls,
        Block("control", "ชื่อ", control="text", form=1),
        Block("control", "รายละเอียด", control="textarea", form=1),
        final="https://docs.google.com/forms/d/e/1F/viewform",
    )


def test_a_form_kept_elsewhere_is_a_channel_by_the_words_of_its_link() -> None:
    page = doc(SITE + "/voice", Block("heading", "เมนู", level=1), *link("แบบรับฟังความคิดเห็น", FORM))
    assert decide("O32", page).status is Status.MET


def test_a_form_kept_elsewhere_that_did_not_open_leaves_open_what_it_asks() -> None:
    page = doc(SITE + "/voice", Block("heading", "เมนู", level=1), *link("แบบรับฟังความคิดเห็น", FORM))

    def said(failure: Failure) -> list[tuple[Status, str]]:
        return [(e.finding.status, e.finding.code) for e in decide("O32", page, failures=(failure,)).elements]

    assert said(Failure(FORM, "dns", "network")) == [(Status.UNREACHABLE, "unreachable"), (Status.MET, "found")]
    assert said(Failure(FORM, "login", "site"))[0] == (Status.UNREACHABLE, "sign-in")
    assert {status for status, _ in said(Failure(FORM, "http-404", "site"))} == {Status.UNMET}


def test_a_form_kept_elsewhere_is_a_channel_by_what_it_asks() -> None:
    page = doc(SITE + "/voice", Block("heading", "แบบฟอร์มออนไลน์", level=1), *link("คลิกที่นี่", FORM))
    assert decide("O32", page).status is not Status.MET
    assert decide("O32", page, form("แบบแสดงความคิดเห็นต่อการดำเนินงาน")).status is Status.MET


def test_a_form_for_complaints_is_what_it_asks_and_not_what_its_link_says() -> None:
    page = doc(SITE + "/report", Block("heading", "แจ้งเรื่อง", level=1), *link("แจ้งเรื่องร้องเรียนการทุจริต", FORM))

    def statuses(*documents: Document) -> list[Status]:
        return [e.finding.status for e in decide("O30", page, *documents).elements]

    assert statuses() == [Status.MET, Status.MET, Status.MET]
    assert statuses(form("แบบฟอร์มร้องเรียนการทุจริต")) == [Status.MET, Status.MET, Status.MET]
    mixed = form("แบบฟอร์มร้องเรียนร้องทุกข์", "การทุจริตและประพฤติมิชอบ", "เหตุเดือดร้อนรำคาญ")
    assert statuses(mixed) == [Status.MET, Status.UNMET, Status.MET]
