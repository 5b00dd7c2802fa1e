"""A fictional agency for the tests of review: a page of laws, pages with the same frame, a file; night after night."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from checks.evidence import Agency, Block, Case, Document, Failure, Submitted
from checks.rubric import load
from checks.verdict import ElementVerdict, ItemVerdict, Judgement
from crawler.books import PACKAGED
from crawler.line import judged_under, sentence_of
from crawler.office.review.applying import apply_decisions, decisions_key
from crawler.office.review.docket import Docket, dockets
from crawler.program import judging_code
from crawler.store import Store
from crawler.store.moments import BANGKOK
from crawler.store.verdicts import Basis

SITE = "http://www.thungsaengthong.example"
AGENCY = Agency("thung", SITE + "/", "องค์การบริหารส่วนตำบลทุ่งแสงทอง", "subdistrict")
LAW, FILE = SITE + "/law", SITE + "/files/law.pdf"
LAWS = (
    "พระราชบัญญัติสภาตำบลและองค์การบริหารส่วนตำบล พ.ศ. 2537",
    "พระราชบัญญัติการจัดซื้อจัดจ้างและการบริหารพัสดุภาครัฐ พ.ศ. 2560",
    "ระเบียบกระทรวงมหาดไทยว่าด้วยการรับเงิน การเบิกจ่ายเงิน พ.ศ. 2547",
)
FRAME = ("ผู้เข้าชมวันนี้ 12 คน", "วันจันทร์ที่ 25 เมษายน 2565", "ข่าวเด่น: งานบุญ 3 วัน")
FRAME_TOMORROW = ("ผู้เข้าชมวันนี้ 97 คน", "วันอังคารที่ 26 เมษายน 2565", "ข่าวเด่น: งานบุญ 2 วัน")


class Clock:
    """Time that goes on by a minute at every look: each night has its own."""

    def __init__(self) -> None:
        self.moment = datetime(2022, 4, 25, 1, 0, tzinfo=BANGKOK)

    def __call__(self) -> datetime:
        """The moment, a minute later each time."""
        self.moment += timedelta(minutes=1)
        return self.moment


def page(path: str, *words: str, links: Sequence[tuple[str, str]] = ()) -> Document:
    """A page of paragraphs and links, all in its main region as old templates have them."""
    blocks = [Block("paragraph", text) for text in words]
    blocks += [Block("link", text, href=href) for text, href in links]
    return _document(SITE + path, "page", repr(words), tuple(blocks))


def file(body: str) -> Document:
    """The PDF of laws; its bytes are what body says."""
    blocks = (Block("heading", "กฎหมายที่เกี่ยวข้อง", page=1), *(Block("paragraph", law, page=1) for law in LAWS))
    return _document(FILE, "document", body, blocks)


def _document(url: str, kind: str, body: str, blocks: tuple[Block, ...]) -> Document:
    sha = hashlib.sha256(body.encode()).hexdigest()
    return Document(url, url, kind, "text/html", sha, "html/1", "read", "", blocks)  # type: ignore[arg-type]


def case(
    *laws: str,
    frame: Sequence[str] = FRAME,
    further: Sequence[Document] = (),
    failures: Sequence[Failure] = (),
    limits: Sequence[str] = (),
) -> Case:
    """The site of one night: home, the page of laws (unless it failed), four pages more with the same frame."""
    failed = {failure.url for failure in failures}
    pages = [
        page("/", "ยินดีต้อนรับ", *frame, links=[("กฎหมายที่เกี่ยวข้อง", LAW)]),
        page("/law", *frame, "กฎหมายที่เกี่ยวข้อง", *(laws or LAWS)),
        *(page(f"/news/{number}", *frame, f"เล่าเรื่องกิจกรรมชุมชน {'ก' * number}") for number in range(1, 5)),
        *further,
    ]
    kept = tuple(document for document in pages if document.url not in failed)
    links = tuple(Submitted("O6", document.url) for document in further if document.kind == "document")
    return Case(AGENCY, 2565, "2022-04-25", kept, tuple(failures), links, {}, tuple(limits))


def gather(store: Store, gathered: Case) -> str:
    """Put a night's evidence into the store as a crawl does."""
    run_id = store.start_run(
        agency=gathered.agency,
        fiscal_year=gathered.fiscal_year,
        as_of=gathered.as_of,
        submitted=gathered.submitted,
        exempt=gathered.exempt,
        settings={},
    )
    for document in gathered.documents:
        store.add_document(
            run_id, document, body=document.sha256.encode(), status=200, headers=[], referrer="", depth=0, reason="x"
        )
    for failure in gathered.failures:
        store.add_failure(run_id, failure, referrer="", depth=0, reason="x")
    store.finish_run(run_id, outcome="finished", limits=gathered.limits, stats={})
    return run_id


def judge_night(store: Store, gathered: Case) -> Judgement:
    """Gather a night, judge it, lay people's decisions over it, store it."""
    return judge_with_people(store, gather(store, gathered))


def judge_with_people(store: Store, run_id: str) -> Judgement:
    """Judge a run as the line does."""
    rubric = load(2565)
    judgement = apply_decisions(store, run_id, judged_under(store, run_id, rubric), rubric)
    key = store.evidence_key(run_id, decisions_key=decisions_key(store, AGENCY.code, 2565))
    store.save_judgement(run_id, judgement, lambda verdict: sentence_of(rubric, verdict), Basis(key, judging_code()))
    return judgement


def docket(store: Store) -> Docket:
    """The only agency's newest judgement."""
    (only,) = dockets(store, PACKAGED)
    return only


def laws_of(judgement: Judgement) -> ItemVerdict:
    """The verdict on O6."""
    return next(verdict for verdict in judgement.items if verdict.item == "O6")


def element(judgement: Judgement, item: str, number: int) -> ElementVerdict:
    """The verdict on an element."""
    verdict = next(verdict for verdict in judgement.items if verdict.item == item)
    return verdict.elements[number - 1]
