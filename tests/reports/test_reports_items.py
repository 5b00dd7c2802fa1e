"""The page of an item: good examples first, then what the others lack."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from checks.verdict import Finding, Quote, Status
from reports import AgencyReport, write
from reports.item_page import EXAMPLES
from reports.words import words

from .conftest import SITE, hrefs, met, one, unmet, verdict

Make = Callable[..., AgencyReport]
SAY = words("th")


def page(reports: list[AgencyReport], out: Path, item: str = "O1", lang: str = "th") -> BeautifulSoup:
    """The page of an item, parsed."""
    write(reports, out, lang=lang)
    return BeautifulSoup((out / f"item-{item}.html").read_text(encoding="utf-8"), "html.parser")


def test_what_is_required_and_its_elements_stand_on_top(make: Make, tmp_path: Path) -> None:
    soup = page([make()], tmp_path)
    assert one(soup, "h1").text == "O1 โครงสร้าง"
    assert "ต้องมีโครงสร้าง" in one(soup, ".head").text
    assert [li.text for li in soup.select(".parts li")] == ["ส่วนแรกของโครงสร้าง", "ส่วนที่สองของโครงสร้าง"]
    english = page([make()], tmp_path, lang="en")
    assert [li.text for li in english.select(".parts li")] == ["first of 1", "second of 1"]


def test_the_plainest_examples_come_first(make: Make, tmp_path: Path) -> None:
    seen = Finding(Status.MET, "found", (Quote(f"{SITE}/scan.pdf", "ภาพ", 1, "", 80),), ())
    reports = [
        make(code="content", items=[verdict("O1", met(), met(), url=f"{SITE}/1", basis="content")]),
        make(code="site", items=[verdict("O1", met(), met(), url=f"{SITE}/2", basis="site")]),
        make(code="scan", items=[verdict("O1", seen, seen, url=f"{SITE}/3", basis="submitted")]),
        make(code="sent", items=[verdict("O1", met(), met(), url=f"{SITE}/4", basis="submitted")]),
    ]
    examples = page(reports, tmp_path).select(".example")
    assert [hrefs(example)[-1] for example in examples] == [
        "sent.html#O1",
        "scan.html#O1",
        "site.html#O1",
        "content.html#O1",
    ]
    assert hrefs(examples[0])[0] == f"{SITE}/4"
    assert SAY("basis.submitted") in examples[0].text


def test_an_example_quotes_each_element_once(make: Make, tmp_path: Path) -> None:
    same = verdict("O1", met(), met(), url=f"{SITE}/about", basis="site")
    differ = verdict("O1", met("แรก"), met("สอง", f"{SITE}/p.pdf", 3), url=f"{SITE}/about", basis="site")
    first = page([make(items=[same])], tmp_path)
    assert len(first.select(".quote")) == 1
    second = page([make(items=[differ])], tmp_path)
    assert [quote.text for quote in second.select("blockquote")] == ["แรก", "สอง"]
    assert f"{SITE}/p.pdf#page=3" in hrefs(second.select(".quote")[1])


def test_more_examples_are_named(make: Make, tmp_path: Path) -> None:
    good = [verdict("O1", met(), met(), basis="site")]
    reports = [make(code=f"a{n}", name=f"อบต.{n}", items=good) for n in range(EXAMPLES + 3)]
    soup = page(reports, tmp_path)
    assert len(soup.select(".example")) == EXAMPLES
    assert [hrefs(li) for li in soup.select(".names li")] == [[f"a{n}.html#O1"] for n in range(EXAMPLES, EXAMPLES + 3)]


def test_what_the_others_lack_is_said_in_one_sentence_by_status(make: Make, tmp_path: Path) -> None:
    closed = Finding(Status.UNREACHABLE, "unreachable", (), (), {"url": f"{SITE}/o1", "cause": "http-403"})
    reports = [
        make(code="none", items=[verdict("O1", unmet(), unmet())]),
        make(code="half", items=[verdict("O1", met(), unmet())]),
        make(code="closed", items=[verdict("O1", closed, closed)]),
        make(code="exempt", items=[verdict("O1", *[Finding(Status.EXEMPT, "not-assigned")] * 2)]),
    ]
    soup = page(reports, tmp_path)
    sections = {str(s["aria-labelledby"]).removesuffix("-title"): s for s in soup.select("main > section")}
    assert list(sections) == ["examples", "unmet", "unreachable", "exempt"]
    said = {hrefs(li)[0]: li.select("span")[0].text for li in sections["unmet"].select("li")}
    assert said == {"none.html#O1": "ไม่พบโครงสร้าง", "half.html#O1": "ไม่พบส่วนที่สองของโครงสร้าง"}
    assert SAY("cause.http-403.name") in sections["unreachable"].text
    assert SAY("itempage.examples_none") in sections["examples"].text
    assert SAY("itempage.count_met", met=0, asked=3) in one(soup, ".head").text


def test_neighbours_and_the_province_are_one_step_away(make: Make, tmp_path: Path) -> None:
    first, middle, last = (page([make()], tmp_path, item) for item in ("O1", "O10", "O42"))
    assert hrefs(first.nav) == ["index.html", "item-O2.html"]
    assert hrefs(middle.nav) == ["index.html", "item-O3.html", "item-O34.html"]
    assert hrefs(last.nav) == ["index.html", "item-O34.html"]


def test_an_item_of_which_nothing_is_known_has_a_page(make: Make, tmp_path: Path) -> None:
    assert SAY("itempage.nobody") in page([make(items=[])], tmp_path).text


@pytest.mark.parametrize("item", ["O1", "O42"])
def test_pages_are_sealed(make: Make, tmp_path: Path, item: str) -> None:
    soup = page([make()], tmp_path, item)
    policy = str(one(soup, "meta[http-equiv=Content-Security-Policy]")["content"])
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src" not in policy
    assert not soup.select("script, [style], [onclick], link[rel=stylesheet]")
