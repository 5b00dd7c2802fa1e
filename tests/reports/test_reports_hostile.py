"""Words and addresses from crawled sites do no harm on our pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from checks.evidence import Failure, Submitted
from checks.verdict import Finding, Quote, Status
from reports import AgencyReport, write
from reports.hostile import LONGEST_URL, clean, link, shorten

from .conftest import verdict

Make = Callable[..., AgencyReport]

NASTY = [
    "<script>alert(1)</script>",
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
        assert href.startswith(("https://ban-suan.example.go.th", "#", "index.html"))
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


def _with(make: Make, text: str, url: str) -> AgencyReport:
    """A report in which every field from outside holds ``text`` or ``url``."""
    hurt = Finding(
        Status.UNMET, "found-elsewhere", (Quote(url, text, 2, text),), (url, url + "2"), {"better_url": url, "x": text}
    )
    gap = Finding(Status.UNREACHABLE, "unreachable", (), (url,), {"url": text, "cause": text})
    return make(
        name=text,
        items=[
            verdict("O1", hurt, gap, url=url, better_url=url),
            verdict("O2", Finding(Status.BROKEN, text, (), (), {"detail": text}), hurt, url=url),
        ],
        agency_url=url,
        run_id=text,
        limits=(text,),
        notes=(text, f"tls-incomplete:{text}"),
        failures=(Failure(url, "tls", "site", text),),
        submitted=(Submitted("O1", url),),
    )


def _page(report: AgencyReport, out: Path, lang: str) -> BeautifulSoup:
    write([report], out, lang=lang)
    return BeautifulSoup((out / "ban-suan.html").read_bytes(), "html.parser", from_encoding="utf-8")
