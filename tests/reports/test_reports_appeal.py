"""The statement of an appeal file: what it says, and that it asks nothing and runs nothing in a real browser."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, sync_playwright

from checks.decisions import CODES
from checks.verdict import Finding, Quote, Status
from reports import AgencyReport
from reports.appeal import Appeal, Seen, readme, render_statement, statement, statement_text
from reports.notices import Notice, render_notice

from .conftest import SITE, met, verdict
from .test_reports_hostile import BAD_URLS, NASTY

CHROMIUM = Path("/usr/bin/chromium")

Make = Callable[..., AgencyReport]


def appeal(make: Make, first: Finding, second: Finding, **more: object) -> Appeal:
    item = verdict("O1", first, second, url=f"{SITE}/about")
    report = make(items=[item])
    seen = Seen(
        url=f"{SITE}/about",
        final_url=f"{SITE}/about/",
        status=200,
        fetched_at="2022-04-25T02:00:00+00:00",
        sha256="ab" * 32,
        copy="copies/ab.html.txt",
        text="texts/cd.txt",
    )
    made = Appeal(
        judgement=report.judgement,
        rubric=report.rubric,
        agency_url=f"{SITE}/",
        run_id="run-1",
        started_at="2022-04-25T20:00:00+07:00",
        recorded_at="2022-04-25T20:10:00+07:00",
        number=7,
        sha256="12" * 32,
        link="34" * 32,
        evidence={"O1": (seen,)},
        pieces={first.quotes[0]: 1} if first.quotes else {},
        screenshots={"O1": "screenshots/ef.png"},
    )
    return dataclasses.replace(made, **more)


def by_person() -> Finding:
    facts = {"person": "นางสาวสมมติ", "reason": "เห็นลายมือชื่อ", "decided_at": "2022-04-24T10:00:00+07:00"}
    return Finding(Status.MET, CODES[Status.MET], (Quote(f"{SITE}/sign", "ลงนาม"),), (), facts)


def test_it_says_what_is_claimed_why_where_when_and_who_decided(make: Make) -> None:
    page = statement(appeal(make, met(), by_person()))
    (claim,) = page.claims
    first, second = claim.parts
    assert (page.fiscal_year, page.number, page.link) == (2565, 7, "34" * 32)
    assert first.quotes[0].seen == "25 เมษายน 2565 เวลา 09.00 น."
    assert first.quotes[0].note == ""
    assert second.quotes[0].note
    assert "นางสาวสมมติ" in second.by
    assert "24 เมษายน 2565" in second.by
    assert claim.sources[0].final is not None
    assert (claim.sources[0].sha256, claim.screenshot) == ("ab" * 32, "screenshots/ef.png")


def test_the_same_proof_is_shown_once(make: Make) -> None:
    parts = statement(appeal(make, met(), met())).claims[0].parts
    assert [(len(part.quotes), part.same_as) for part in parts] == [(1, 0), (0, 1)]


def test_the_text_says_the_same_as_the_page(make: Make) -> None:
    given = appeal(make, met(), by_person())
    shown = BeautifulSoup(render_statement(given), "html.parser").get_text()
    text = statement_text(given)
    for words in ("สำนักงานแบ่งเป็น ๓ กลุ่ม", "โครงสร้าง", "34" * 32, "12" * 32, "ab" * 32, "นางสาวสมมติ"):
        assert words in shown
        assert words in text


def test_a_copy_that_is_gone_is_said_to_be(make: Make) -> None:
    given = appeal(make, met(), by_person())
    gone = dataclasses.replace(given.evidence["O1"][0], copy="")
    html = BeautifulSoup(render_statement(dataclasses.replace(given, evidence={"O1": (gone,)})), "html.parser")
    assert "ไม่มีสำเนา" in html.get_text()
    assert not [a for a in html.find_all("a") if a["href"].startswith("copies/")]


def test_the_readme_tells_how_to_check_in_both_languages() -> None:
    assert "python3 verify.py" in readme()
    assert "ไม่พิสูจน์อะไร" in readme()
    assert "What it does not prove" in readme()


def test_the_notice_to_the_secretariat_pins_the_end_of_the_chain() -> None:
    link = f"7 {'34' * 32}"
    assert link in render_notice(Notice(province="จังหวัดสมมติ", today="2022-04-25", chain=link)).body
    assert "สายโซ่" not in render_notice(Notice(province="จังหวัดสมมติ", today="2022-04-25")).body


@pytest.mark.parametrize("text", NASTY)
def test_hostile_words_stay_words(make: Make, text: str) -> None:
    hurt = Finding(Status.MET, "found", (Quote(text, text, 1, text),), (text,))
    html = BeautifulSoup(render_statement(appeal(make, hurt, hurt, agency_url=text, run_id=text)), "html.parser")
    calm = BeautifulSoup(render_statement(appeal(make, met(), met())), "html.parser")
    for name in ("script", "img", "iframe", "h1", "style", "title", "svg"):
        assert len(html.find_all(name)) == len(calm.find_all(name))
    told = statement_text(appeal(make, hurt, hurt, agency_url=text, run_id=text))
    assert not {ord(c) for c in told + html.get_text()} & {
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        *range(9),
        0x1B,
    }


@pytest.mark.parametrize("url", BAD_URLS)
def test_only_plain_web_addresses_and_files_beside_it_become_links(make: Make, url: str) -> None:
    hurt = Finding(Status.MET, "found", (Quote(url, "ก"),), (url,))
    html = BeautifulSoup(render_statement(appeal(make, hurt, hurt, agency_url=url)), "html.parser")
    for anchor in html.find_all("a"):
        assert anchor["href"].startswith((SITE, "#", "copies/", "texts/", "screenshots/"))


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


@pytest.mark.parametrize("width", [360, 1280])
def test_a_browser_shows_hostile_words_as_text_and_asks_for_nothing(
    browser: Browser, make: Make, tmp_path: Path, width: int
) -> None:
    texts = [*NASTY, '<img src="http://evil.example/x.png" onerror="document.title=1">', "<svg onload=alert(1)>"]
    hurt = Finding(Status.MET, "found", tuple(Quote(f"{SITE}/about", text) for text in texts))
    file = tmp_path / "statement.html"
    file.write_bytes(render_statement(appeal(make, hurt, by_person(), agency_url='javascript:document.title="x"')))
    page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
    complaints: list[str] = []
    requests: list[str] = []
    dialogs: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.goto(file.as_uri())
    assert page.title().startswith("คำชี้แจงเพิ่มเติม")
    assert page.get_by_text("<script>alert(1)</script>", exact=True).count() == 1
    assert page.locator("main img, main svg, main script").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(media="print")
    assert page.pdf(format="A4").startswith(b"%PDF")
    assert (complaints, dialogs) == ([], [])
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    page.context.close()
