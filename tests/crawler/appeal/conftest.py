"""A fictional agency that defends two items: one by a hostile page, one by a picture and a person's word."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from checks.decisions import CODES
from checks.evidence import Agency, Block, Document, Failure, Submitted
from checks.rubric import load
from checks.verdict import ElementVerdict, Finding, ItemVerdict, Judgement, Quote, Score, Status
from crawler.appeal.manifest import record
from crawler.appeal.pack import Packed, pack
from crawler.appeal.verify import LIST, READABLE, STEADY, canonical, digest
from crawler.store import Store
from crawler.store.manifests import Manifest
from crawler.store.pictures import Screenshot
from crawler.store.verdicts import Basis
from tests.crawler.store.nights import Nights

SITE = "http://www.banrai.example/"
LAW, GIFT, PICTURE = f"{SITE}law?<b>", f"{SITE}gift", f"{SITE}gift.png"
HOSTILE = '<script>alert("ก")</script> \u202eกลับ {{ 7*7 }} =HYPERLINK("http://evil.example")'
PNG = b"\x89PNG\r\n\x1a\n of no picture"

Make = Callable[..., tuple[Path, Packed]]
Tamper = Callable[..., Path]


def document(url: str, body: bytes, *blocks: Block, title: str = "", kind: str = "text/html") -> Document:
    return Document(
        url=url,
        final_url=url,
        kind="page",
        content_type=kind,
        sha256=hashlib.sha256(body).hexdigest(),
        reader="html/1",
        state="read",
        title=title,
        blocks=blocks,
        fetched_at="2022-04-25T09:00:00+07:00",
    )


def gather(store: Store, *, law: str = HOSTILE) -> str:
    """A crawl of three addresses that answered and one that did not."""
    run = store.start_run(
        agency=Agency("ban-rai", SITE, "อบต.บ้านไร่"),
        fiscal_year=2565,
        as_of="2022-04-25",
        submitted=[Submitted("O6", LAW)],
        settings={},
    )
    words = [Block("heading", "กฎหมายที่เกี่ยวข้อง"), Block("paragraph", law), Block("paragraph", "พ.ร.บ. สมมติ")]
    page = f"<html><body>{law}</body></html>".encode()
    answers = [
        (document(LAW, page, *words, title="กฎหมาย"), page),
        (document(GIFT, b"<img>", Block("paragraph", "นโยบาย"), Block("image", "", href=PICTURE)), b"<img>"),
        (document(PICTURE, PNG, Block("paragraph", "งดรับของขวัญทุกเทศกาล", ocr=91), kind="image/png"), PNG),
    ]
    for answer, body in answers:
        headers = [("Content-Type", answer.content_type), ("X-Note", HOSTILE)]
        store.add_document(run, answer, body=body, status=200, headers=headers, referrer="", depth=0, reason="start")
    store.add_failure(run, Failure(f"{SITE}gone", "http-404", "site", "", 404), referrer="", depth=1, reason="menu")
    store.finish_run(run, outcome="finished", limits=[], stats={})
    store.save_screenshot(run, Screenshot("O6", LAW, 0, b"\x89PNG\r\n\x1a\n a page"))
    return run


def judged(law: str = HOSTILE, *, gift: Status = Status.MET) -> Judgement:
    """O6 by the machine; O34's first element by a picture on a page, its second by a person in words of their own."""
    o6, o34 = load(2565).items["O6"], load(2565).items["O34"]
    laws = Finding(
        Status.MET, "found", (Quote(LAW, law, 0, "paragraph"), Quote(LAW, f"กฎหมาย · {law[:20]}", 0, "form"))
    )
    shown = Finding(Status.MET, "found", (Quote(GIFT, "งดรับของขวัญทุกเทศกาล", 0, "paragraph", 91),), (GIFT,))
    facts = {"person": "นางสาวสมมติ ใจซื่อ", "reason": "ดูภาพแล้ว", "decided_at": "2022-04-24T10:00:00.000+07:00"}
    person = Finding(gift, CODES[gift], (Quote(GIFT, "ลงนามโดยนายกฯ"),), (GIFT,), {**facts, "machine": "unclear"})
    parts = [shown, person]
    items = (
        _item("O6", o6.check, [(e.no, e.key) for e in o6.elements], [laws], LAW),
        _item("O34", o34.check, [(e.no, e.key) for e in o34.elements], parts, GIFT, gift),
        _item("O1", "structure", [(1, "chart")], [Finding(Status.UNMET, "not-found", (), (SITE,))], ""),
    )
    return Judgement(
        "ban-rai", "อบต.บ้านไร่", 2565, "2022-04-25", f"2565/{load(2565).digest[:12]}", items, Score(50.0, 60.5), {}
    )


def _item(
    item: str,
    check: str,
    elements: list[tuple[int, str]],
    findings: list[Finding],
    url: str,
    status: Status | None = None,
) -> ItemVerdict:
    parts = tuple(ElementVerdict(item, no, key, f) for (no, key), f in zip(elements, findings, strict=False))
    answer = status or findings[0].status
    code = "complete" if answer is Status.MET else "not-found"
    return ItemVerdict(item, check, answer, code, parts, url=url, basis="site")


def judge(store: Store, run: str, judgement: Judgement) -> Manifest:
    """Store a judgement and record its manifest."""
    store.save_judgement(run, judgement, lambda verdict: verdict.code, Basis(program="p1"))
    return record(store, run, 2565)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "oit.db"


@pytest.fixture
def store(db: Path) -> Iterator[Store]:
    """Three nights of the agency, each in the chain."""
    nights = Nights()
    with Store(db, now=nights) as opened:
        for law in ("เก่า", HOSTILE, HOSTILE):
            nights.pass_days(1)
            judge(opened, gather(opened, law=law), judged(law))
        yield opened


@pytest.fixture
def make(store: Store, tmp_path: Path) -> Make:
    """Make the appeal file of the newest run's met items, or of those that are named."""

    def build(name: str = "a.zip", *items: str) -> tuple[Path, Packed]:
        run, year = store.latest_judged()[0]
        found = store.load_judgement(run, year)
        manifest = store.manifests.newest(run, year)
        assert found is not None
        assert manifest is not None
        chosen = [v for v in found[1].items if v.status is Status.MET and (not items or v.item in items)]
        path = tmp_path / name
        with path.open("wb") as file:
            return path, pack(store, load(2565), manifest, chosen, file)

    return build


@pytest.fixture
def files(make: Make) -> dict[str, bytes]:
    """Contents of an appeal file."""
    return unpacked(make()[0])


def unpacked(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def packed(tmp_path: Path) -> Tamper:
    """Pack files anew; listed: with a list that fits them, as a forger would make it."""

    def build(files: Mapping[str, bytes], *, listed: bool = False) -> Path:
        files = dict(files)
        if listed:
            told = json.loads(files[LIST])
            told["files"] = [
                {"name": name, "sha256": digest(files[name]), "size": len(files[name])}
                for name in sorted(set(files) - {LIST})
            ]
            files[LIST] = canonical(told)
        path = tmp_path / "b.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in sorted(files.items()):
                entry = zipfile.ZipInfo(name, STEADY)
                entry.create_system, entry.external_attr = 3, READABLE
                archive.writestr(entry, content)
        return path

    return build
