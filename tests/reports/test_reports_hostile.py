"""Words and addresses from crawled sites do no harm on our pages."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from checks.evidence import Failure, Submitted
from checks.rubric import Rubric
from checks.verdict import Finding, Quote, Status
from reports import AgencyReport, write
from reports.agency_report import Point, Published
from reports.hostile import LONGEST_URL, clean, link, shorten
from reports.province_report import Change, Deadline, ProvinceReport, Waiting

from .conftest import verdict

Make = Callable[..., AgencyReport]

NASTY = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "🎉👩‍👩‍👧‍👧🇹🇭" * 40,
    '"><img src=x onerror=alert(1)>',
    "</style></title><h1>x</h1>",
    "\u202eกลับ\u2066ด้าน\u202c",
    '=HYPERLINK("http://evil.example","x")',
    "{{ 7*7 }}{% raw %}",
    "\x00\x07\x1b[31m",
    "\ud800",
    "ก" * 100_000,
    "W" * 100_000,
    "ก" + "้" * 5_000,
    "{title.__class__} {0}",
]
BAD_URLS = [
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil.example",
    "https://[::1",
    "http://a\nb",
    "https://a\u202eb/",
    "file:///etc",
]


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("lang", ["th", "en"])
def test_hostile_words_stay_words(make: Make, tmp_path: Path, text: str, lang: str) -> None:
    calm = _page(_with(make, "คำธรรมดา", "https://a.example/"), tmp_path, lang)
    loud = _page(_with(make, text, "https://a.example/"), tmp_path, lang)
    for name in ("script", "img", "iframe", "h1", "style", "title", "svg"):
        assert len(loud.find_all(name)) == len(calm.find_all(name))
    shown = loud.get_text()
    assert not {ord(c) for c in shown} & {*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(9), 0x1B}
    assert max(len(string) for string in loud.body.stripped_strings) < 600
    assert len(str(loud)) < 150_000


@pytest.mark.parametrize("url", [*BAD_URLS, *NASTY, "https://a.example/" + "x" * LONGEST_URL])
def test_only_plain_web_addresses_become_links(make: Make, tmp_path: Path, url: str) -> None:
    page = _page(_with(make, "ข้อความ", url), tmp_path, "th")
    for anchor in page.find_all("a"):
        href = anchor["href"]
        assert href.startswith(("https://ban-suan.example.go.th", "#", "index.html", "item-O"))
        if href.startswith("http"):
            assert anchor["rel"] == ["noopener", "noreferrer"]


@pytest.mark.parametrize("url", BAD_URLS)
def test_bad_addresses_are_still_shown(url: str) -> None:
    assert link(url).href == ""
    assert link(url).text


def test_thai_addresses_are_readable_but_hosts_are_not_decoded() -> None:
    assert link("https://a.example/%E0%B9%81%E0%B8%9C%E0%B8%99.pdf").text == "https://a.example/แผน.pdf"
    assert "%" in link("https://a.example%2F@evil.example/x").text
    assert link("https://a.example/%CA%D3").text == "https://a.example/%CA%D3"


@pytest.mark.parametrize("length", range(1, 12))
def test_cuts_keep_thai_clusters_whole(length: int) -> None:
    cut = shorten("น้ำที่ตั้งเแห่ง", length).removesuffix("…")
    assert "น้ำที่ตั้งเแห่ง".startswith(cut)
    rest = "น้ำที่ตั้งเแห่ง"[len(cut) :]
    assert not rest or rest[0] not in "ำ้ี่ั็"
    assert not cut or cut[-1] not in "เแโใไ"


def test_cleaning_keeps_what_is_thai() -> None:
    text = "ประกาศ ณ วันที่ ๒๕ เมษายน พ.ศ. ๒๕๖๕ (กฎ ฎีกา ญี่ปุ่น ปั๊ม ก็)"
    assert clean(text) == text


def test_nothing_hostile_happens_in_a_browser(browser: Browser, make: Make, rubric: Rubric, tmp_path: Path) -> None:
    texts = [*NASTY, *BAD_URLS]
    agencies = tuple(
        dataclasses.replace(
            one := _with(make, text, "https://a.example/" if text in NASTY else text),
            judgement=msgspec.structs.replace(one.judgement, agency=f"a-{n:02}"),
        )
        for n, text in enumerate(texts)
    )
    loud = "".join(NASTY[:5])
    province = ProvinceReport(
        name=loud,
        fiscal_year=2565,
        made_at="2022-04-26T04:00:00+07:00",
        rubric=rubric,
        agencies=agencies,
        waiting=tuple(Waiting(name=text, why="failed") for text in NASTY),
        deadlines=(
            Deadline(key="k", title=loud, ends="2022-04-30", closes=loud, days=5, state="open", whose="province"),
        ),
        changes=tuple(
            Change(agency="a-00", item="O1", kind="lost", cause=cause, since=text, url=text, before_url=text)
            for text, cause in zip(texts, ["site", "links", "rules", "person"] * 6, strict=False)
        ),
        last_night="2022-04-25T20:00:00+07:00",
        last_round="2022-04-20T10:00:00+07:00",
    )
    write(province, tmp_path)
    page = browser.new_page()
    happened: list[str] = []
    page.on("dialog", lambda dialog: (happened.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: happened.append(message.text))
    page.on("pageerror", lambda error: happened.append(str(error)))
    page.on("request", lambda request: happened.append(request.url) if request.url.startswith("http") else None)
    files = sorted(tmp_path.glob("*.html"))
    assert len(files) > len(texts)
    for file in files:
        page.goto(file.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert not page.locator("iframe, img[src=x], h1 h1, body > h1").count(), file.name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), file.name
    assert happened == []
    page.close()


def _with(make: Make, text: str, url: str) -> AgencyReport:
    """A report in which every field from outside holds ``text`` or ``url``."""
    hurt = Finding(
        Status.UNMET, "found-elsewhere", (Quote(url, text, 2, text),), (url, url + "2"), {"better_url": url, "x": text}
    )
    gap = Finding(Status.UNREACHABLE, "unreachable", (), (url,), {"url": text, "cause": text})
    person = {"person": text, "reason": text, "decided_at": text, "machine": text}
    return make(
        name=text,
        items=[
            verdict("O1", hurt, gap, url=url, better_url=url),
            verdict("O2", Finding(Status.BROKEN, text, (), (), {"detail": text}), hurt, url=url),
            verdict("O3", Finding(Status.UNMET, "by-person-unmet", (), (url,), person), hurt, url=url, basis=text),
        ],
        agency_url=url,
        run_id=text,
        limits=(text,),
        notes=(text, f"tls-incomplete:{text}"),
        failures=(Failure(url, "tls", "site", text),),
        submitted=(Submitted("O1", url),),
        officers={"O1": text, "O2": text},
        since={"O1": text},
        kind=text,
        groups=(text,),
        parent=text,
        template=text,
        deadline=text,
        fetched={url: text},
        thumbnails={"O1": text.encode("utf-8", "replace")},
        published=(Published(2564, 90.0, text),),
        history=(Point(text, 1, 2), Point("2022-04-01T20:00:00+07:00", 1, 2)),
    )


def _page(report: AgencyReport, out: Path, lang: str) -> BeautifulSoup:
    write([report], out, lang=lang)
    return BeautifulSoup((out / "ban-suan.html").read_bytes(), "html.parser", from_encoding="utf-8")
