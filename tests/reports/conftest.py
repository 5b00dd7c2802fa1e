"""A small book of rules and a fictional agency, as the pages are made from."""

from __future__ import annotations

import dataclasses
import io
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from checks.evidence import Failure, Submitted
from checks.rubric import Book, Element, Item, Rubric, Sentence, SubIndicator
from checks.score import score
from checks.verdict import ElementVerdict, Finding, ItemVerdict, Judgement, Quote, Status, item_status
from reports import AgencyReport, write
from reports.agency_report import Point, Published, Surveys

SITE = "https://ban-suan.example.go.th"

CHROMIUM = Path("/usr/bin/chromium")

SENTENCES = {
    "complete": Sentence(th="เผยแพร่ครบ", en="All published"),
    "found": Sentence(th="พบ{element}", en="Found: {element}"),
    "not-found": Sentence(
        th="ไม่พบ{element}", en="Not found: {element}", do_th="เผยแพร่{element}", do_en="Publish {element}"
    ),
    "found-elsewhere": Sentence(
        th="พบที่ {better_url}", en="It is at {better_url}", do_th="ส่ง {better_url}", do_en="Submit {better_url}"
    ),
    "unreachable": Sentence(th="เปิด {url} ไม่ได้ ({cause})", en="{url} did not open ({cause})", do_th="ตรวจซ้ำ"),
    "picture-only": Sentence(th="มีแต่ภาพ", en="A picture only", do_th="เปิดภาพดู{element}", do_en="Look at the picture"),
    "not-assigned": Sentence(th="ไม่ได้รับมอบหมาย", en="Not assigned"),
    "check-failed": Sentence(th="ระบบขัดข้อง ({detail})", en="The check failed ({detail})", do_th="แจ้งผู้พัฒนา"),
}


def entry(number: int, title: str) -> Item:
    """An item with two elements, ``first`` and ``second``."""
    return Item(
        item=f"O{number}",
        check=f"check_{number}",
        title_th=title,
        title_en=f"Title {number}",
        requirement_th=f"ต้องมี{title}",
        period="none",
        responsible=("all",),
        elements=(
            Element(1, "first", f"ส่วนแรกของ{title}", f"first of {number}"),
            Element(2, "second", f"ส่วนที่สองของ{title}", f"second of {number}"),
        ),
        words={},
    )


ITEMS = [
    (1, "โครงสร้าง"),
    (2, "ข้อมูลผู้บริหาร"),
    (3, "อำนาจหน้าที่"),
    (10, "แผนดำเนินงาน"),
    (34, "นโยบายไม่รับของขวัญ"),
    (42, "มาตรการ"),
]


@pytest.fixture
def rubric() -> Rubric:
    """Six items in four sub-indicators of both indicators."""
    groups = [("9.1", ["O1", "O2", "O3"]), ("9.2", ["O10"]), ("10.1", ["O34"]), ("10.2", ["O42"])]
    book = Book(
        year=2565,
        status="complete",
        source="fictional",
        sub_indicators=tuple(SubIndicator(n, f"กลุ่ม {n}", f"Group {n}", tuple(items)) for n, items in groups),
        sentences=SENTENCES,
        words={},
    )
    return Rubric(book=book, items={f"O{n}": entry(n, title) for n, title in ITEMS}, digest="ab" * 32)


def met(
    text: str = "สำนักงานแบ่งเป็น ๓ กลุ่ม", url: str = f"{SITE}/about", page: int = 0, place: str = "paragraph"
) -> Finding:
    """A finding with a quote."""
    return Finding(Status.MET, "found", (Quote(url, text, page, place),), (url,))


def unmet(code: str = "not-found", **facts: str) -> Finding:
    """A finding that lists where it looked."""
    return Finding(Status.UNMET, code, (), (f"{SITE}/", f"{SITE}/menu"), facts)


def verdict(item: str, first: Finding, second: Finding, **more: object) -> ItemVerdict:
    """The verdict that two findings make."""
    status = item_status([first.status, second.status])
    deciding = first if first.status is status else second
    return ItemVerdict(
        item=item,
        check_name="check",
        status=status,
        code="complete" if status is Status.MET else deciding.code,
        facts=deciding.facts,
        elements=(ElementVerdict(item, 1, "first", first), ElementVerdict(item, 2, "second", second)),
        **more,
    )


@pytest.fixture
def verdicts() -> list[ItemVerdict]:
    """One verdict of every status."""
    better = f"{SITE}/people/"
    moved = Finding(
        Status.UNMET, "found-elsewhere", (Quote(better, "นายสมชาย ใจดี"),), (f"{SITE}/x",), {"better_url": better}
    )
    closed = Finding(Status.UNREACHABLE, "unreachable", (), (f"{SITE}/o3",), {"url": f"{SITE}/o3", "cause": "http-403"})
    picture = Finding(Status.UNCLEAR, "picture-only", (Quote(f"{SITE}/plan.pdf", "แผน ๒๕๖๕", 3, "table 2, row 5"),), ())
    broken = Finding(Status.BROKEN, "check-failed", (), (), {"detail": "KeyError"})
    exempt = Finding(Status.EXEMPT, "not-assigned")
    return [
        verdict("O1", met(), met(place="footer cell"), url=f"{SITE}/about", basis="site", owes_link=True),
        verdict("O2", moved, moved, url=f"{SITE}/x", better_url=better, basis="submitted"),
        verdict("O3", closed, closed, url=f"{SITE}/o3", basis="submitted"),
        verdict("O10", met(), unmet(), url=f"{SITE}/plan", basis="index"),
        verdict("O34", picture, broken),
        verdict("O42", exempt, exempt),
    ]


@pytest.fixture
def make(rubric: Rubric, verdicts: list[ItemVerdict]) -> Callable[..., AgencyReport]:
    """Make a report; any field of the report or the judgement can be given."""

    def build(
        *, code: str = "ban-suan", name: str = "อบต.บ้านสวน", items: Sequence[ItemVerdict] | None = None, **more: object
    ) -> AgencyReport:
        chosen = tuple(verdicts if items is None else items)
        oit, indicators = score(rubric, chosen)
        judgement = Judgement(code, name, 2565, "2022-04-25", "2565/abab", chosen, oit, indicators)
        report = AgencyReport(
            judgement=judgement,
            rubric=rubric,
            agency_url=f"{SITE}/",
            run_id="run-1",
            started_at="2022-04-25T20:00:00+00:00",
            finished_at="2022-04-25T20:05:00+00:00",
            judged_at="2022-04-25T20:06:00+00:00",
            pages=12,
            documents=3,
            failures=(Failure(f"{SITE}/o3", "http-403", "site"), Failure(f"{SITE}/gone", "http-404", "site")),
            submitted=(Submitted("O2", f"{SITE}/x"), Submitted("O3", f"{SITE}/o3")),
        )
        return dataclasses.replace(report, **more)

    return build


def page(report: AgencyReport, out: Path, lang: str = "th") -> BeautifulSoup:
    """The agency's page, parsed."""
    write([report], out, lang=lang)
    return BeautifulSoup((out / "ban-suan.html").read_text(encoding="utf-8"), "html.parser")


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    """The only element that a selector finds."""
    found = soup.select(selector)
    assert len(found) == 1, (selector, found)
    return found[0]


def hrefs(tag: Tag) -> list[str]:
    """Targets of the links in ``tag``."""
    return [str(a["href"]) for a in tag.select("a[href]")]


@pytest.fixture
def full(make: Callable[..., AgencyReport]) -> Callable[..., AgencyReport]:
    """Make a report in which every part of an agency's page has something to show."""
    picture = io.BytesIO()
    Image.new("RGB", (160, 100), "white").save(picture, "PNG")

    def build(**more: object) -> AgencyReport:
        filled = {
            "limits": ("pages",),
            "notes": ("tls-incomplete:www.example.go.th",),
            "since": {"O2": "2022-04-01T20:00:00+07:00"},
            "officers": {"O2": "นางสาวปาริฉัตร ทองแท้"},
            "history": tuple(Point(f"2022-04-{day:02}T20:00:00+07:00", 3.0 * day, 5.0 * day) for day in range(1, 15)),
            "strips": {"O1": (*tuple(Status)[:4], Status.MET), "O2": (Status.MET, Status.UNMET)},
            "thumbnails": {"O1": picture.getvalue(), "O10": picture.getvalue()},
            "fetched": {f"{SITE}/plan": "2022-04-24T23:30:00+07:00"},
            "surveys": Surveys(85.6, 85.9),
            "published": (Published(2564, 91.46, "A", 85.0, 88.0, 98.9),),
            "deadline": "ส่งลิงก์ ภายใน 30 เมษายน 2565 (อีก 5 วัน)",
        }
        return make(**{**filled, **more})

    return build


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}")
    with sync_playwright() as playwright:
        args = ["--no-sandbox"] if os.geteuid() == 0 else []
        running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=args)
        yield running
        running.close()
