"""The agency page and the index page hold what they must, in the right place."""

from __future__ import annotations

import base64
import hashlib
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from bs4 import BeautifulSoup, Tag

from checks.evidence import Failure, FailureCause
from checks.rubric import Rubric
from checks.verdict import Status
from reports import AgencyReport, Responses, write
from reports.gains import gains
from reports.words import words

from .conftest import SITE, met, unmet, verdict

Make = Callable[..., AgencyReport]


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


def test_the_head_names_agency_year_and_dates(make: Make, tmp_path: Path) -> None:
    soup = page(make(), tmp_path)
    assert one(soup, "h1").text == "อบต.บ้านสวน"
    facts = one(soup, ".facts").text
    assert "2565" in facts
    assert "25 เมษายน 2565" in facts
    assert "26 เมษายน 2565 เวลา 03.05 น." in facts  # Bangkok is seven hours ahead of the stored time
    assert hrefs(one(soup, ".facts")) == [f"{SITE}/"]


def test_score_and_counts_are_those_of_the_judgement(make: Make, tmp_path: Path) -> None:
    report = make()
    soup = page(report, tmp_path)
    figure = one(soup, ".main-score .figure").text
    assert f"{report.judgement.oit.low:.2f}" in figure
    assert f"{report.judgement.oit.high:.2f}" in figure
    found = {str(li["class"][0]): int(one(li, ".count").text) for li in soup.select(".counts li")}
    assert found == {"met": 1, "unmet": 2, "unclear": 0, "unreachable": 1, "exempt": 1, "broken": 1}
    assert len(soup.select(".score")) == 3


def test_every_item_has_a_card_in_order_with_word_and_sign(make: Make, tmp_path: Path) -> None:
    soup = page(make(), tmp_path)
    cards = soup.select("article.card")
    assert [c["id"] for c in cards] == ["O1", "O2", "O3", "O10", "O34", "O42"]
    badges = [one(c, "header .badge").text.split(maxsplit=1) for c in cards]
    say = words("th")
    statuses = ("met", "unmet", "unreachable", "unmet", "broken", "exempt")
    assert [word for _, word in badges] == [say(f"status.{s}") for s in statuses]
    assert len({sign for sign, _ in badges}) == len(set(statuses))
    assert all(len(c.select(".element")) == 2 for c in cards)


def test_quotes_carry_words_link_page_and_place(make: Make, tmp_path: Path) -> None:
    soup = page(make(), tmp_path)
    quote = one(soup, "#O34 .quote")
    assert one(quote, "blockquote").text == "แผน ๒๕๖๕"
    assert hrefs(quote) == [f"{SITE}/plan.pdf#page=3"]
    assert "หน้า 3" in quote.text
    assert "ตารางที่ 2 แถวที่ 5" in quote.text


def test_a_gap_that_is_only_a_wrong_link_shows_the_better_one(make: Make, tmp_path: Path) -> None:
    card = one(page(make(), tmp_path), "#O2")
    assert hrefs(one(card, ".better")) == [f"{SITE}/people/"]
    assert [a for a in hrefs(one(card, ".links")) if a == f"{SITE}/x"]
    assert f"ส่ง {SITE}/people/" in one(card, ".do").text
    assert len(card.select(".do li")) == 1  # the same advice for both elements is given once
    assert len(card.select(".quote")) == 1  # and the same quote is shown once


def test_looked_at_addresses_are_folded_away(make: Make, tmp_path: Path) -> None:
    looked = one(page(make(), tmp_path), "#O10 .element:last-child details.looked")
    assert not looked.has_attr("open")
    assert hrefs(looked) == [f"{SITE}/", f"{SITE}/menu"]


def test_a_link_still_owed_is_said(make: Make, tmp_path: Path) -> None:
    soup = page(make(), tmp_path)
    assert soup.select("#O1 .owes")
    assert not soup.select("#O2 .owes")
    assert "#O1" in hrefs(one(soup, "#todo"))


def test_first_comes_what_brings_most(make: Make, rubric: Rubric, tmp_path: Path) -> None:
    soup = page(make(), tmp_path)
    assert [hrefs(li)[0] for li in soup.select(".tasks li")] == ["#O10", "#O2"]
    # O10 is alone in 9.2 of two sub-indicators (9.1 and 9.2) of one of two indicators: 100 / 2 / 2; O2 is one of three.
    assert [li.text.split()[0] for li in soup.select(".tasks .points")] == ["+25.00", "+8.33"]
    assert [v.item for v, _ in gains(rubric, make().judgement.items)] == ["O10", "O2"]


def test_causes_are_told_in_words_not_codes(make: Make, tmp_path: Path) -> None:
    assert words("th")("cause.http-403.name") in one(page(make(), tmp_path), "#O3 .headline").text


@pytest.mark.parametrize("lang", ["th", "en"])
def test_failures_of_every_cause_stand_apart_with_owner_and_remedy(make: Make, tmp_path: Path, lang: str) -> None:
    causes = get_args(FailureCause)
    failures = tuple(Failure(f"{SITE}/{cause}", cause, "network") for cause in causes)
    soup = page(make(items=[], failures=failures), tmp_path, lang)
    groups = soup.select("#failures .failure")
    assert [hrefs(g) for g in groups] == [[f"{SITE}/{cause}"] for cause in causes]
    for group, cause in zip(groups, causes, strict=True):
        assert words(lang)(f"cause.{cause}.do") in group.text
        assert words(lang)("owner.network") in group.text
    assert not soup.select("#items .failure")


def test_limits_and_notes_are_plain_words(make: Make, tmp_path: Path) -> None:
    notes = ("tls-incomplete:www.a.example", "row 3 left out")
    found = [li.text for li in page(make(limits=("pages", "odd", "pages"), notes=notes), tmp_path).select(".limits li")]
    assert len(found) == 4
    assert found[0] == words("th")("limit.pages")
    assert "odd" in found[1]
    assert "www.a.example" in found[2]
    assert found[3] == "row 3 left out"


def test_a_code_without_a_sentence_does_not_lose_the_page(make: Make, tmp_path: Path) -> None:
    soup = page(make(items=[verdict("O1", unmet("brand-new"), unmet("brand-new"))]), tmp_path)
    assert "brand-new" in one(soup, "#O1").text


def test_items_that_the_book_does_not_know_are_left_out(make: Make, tmp_path: Path) -> None:
    odd = [verdict("O1", met(), met()), verdict("O77", unmet(), unmet())]
    assert [c["id"] for c in page(make(items=odd), tmp_path).select("article.card")] == ["O1"]


@pytest.mark.parametrize("lang", ["th", "en"])
def test_pages_are_sealed_and_accessible(make: Make, tmp_path: Path, lang: str) -> None:
    write([make()], tmp_path, lang=lang)
    for file in ("index.html", "ban-suan.html"):
        soup = BeautifulSoup((tmp_path / file).read_text(encoding="utf-8"), "html.parser")
        assert one(soup, "html")["lang"] == lang
        style = one(soup, "style").string or ""
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        policy = str(one(soup, "meta[http-equiv=Content-Security-Policy]")["content"])
        assert policy.startswith("default-src 'none';")
        assert f"'sha256-{digest}'" in policy
        assert "http" not in style
        assert not soup.select("script, link[rel=stylesheet], img, [style], [onclick]")
        assert one(soup, "a.skip")["href"] == f"#{one(soup, 'main')['id']}"
        assert one(soup, "h1").text
        assert all(th.has_attr("scope") for th in soup.select("th"))
        levels = [int(h.name[1]) for h in soup.select("h1, h2, h3, h4")]
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
        ids = [tag["id"] for tag in soup.select("[id]")]
        assert len(ids) == len(set(ids))
        assert all(href.removeprefix("#") in ids for href in hrefs(soup) if href.startswith("#"))


def test_english_pages_hold_no_thai_words_of_ours(make: Make, tmp_path: Path) -> None:
    soup = page(make(name="Ban Suan", items=[], limits=("pages",)), tmp_path, "en")
    for group in soup.select(".group"):
        group.decompose()
    assert not [c for c in one(soup, "body").text if "ก" <= c <= "๛"]
    assert "26 April 2022, 03:05" in one(soup, ".facts").text


def test_both_languages_have_the_same_keys() -> None:
    assert sorted(words("th")) == sorted(words("en"))
    for status in Status:
        assert f"status.{status}" in words("th")
        assert f"part.{status}" in words("th")


@pytest.mark.parametrize("count", [0, 1, 200])
def test_the_index_has_a_row_for_each_agency(make: Make, tmp_path: Path, count: int) -> None:
    index = write([make(code=f"a-{n}", name=f"หน่วยงาน {n:03}", items=[]) for n in range(count)], tmp_path)
    soup = BeautifulSoup(index.read_text(encoding="utf-8"), "html.parser")
    rows = soup.select("tbody tr")
    assert len(rows) == count
    assert sorted(hrefs(one(soup, "main"))) == sorted(p.name for p in tmp_path.glob("a-*.html"))
    assert bool(soup.select("table")) == bool(count)


def test_the_index_shows_counts_and_score(make: Make, tmp_path: Path) -> None:
    report = make()
    row = one(BeautifulSoup(write([report], tmp_path).read_text(encoding="utf-8"), "html.parser"), "tbody tr")
    assert [td.text for td in row.select("td.narrow")] == ["1", "2", "0", "1", "1", "1"]
    assert f"{report.judgement.oit.low:.2f}–{report.judgement.oit.high:.2f}" in one(row, ".score-cell").text


def test_the_index_says_which_results_rest_on_a_draft(make: Make, rubric: Rubric, tmp_path: Path) -> None:
    book = msgspec.structs.replace(rubric.book, status="draft")
    reports = [make(), make(code="other", rubric=msgspec.structs.replace(rubric, book=book))]
    soup = BeautifulSoup(write(reports, tmp_path).read_text(encoding="utf-8"), "html.parser")
    said = {str(one(row, "a")["href"]): words("th")("index.draft") in row.text for row in soup.select("tbody tr")}
    assert said == {"ban-suan.html": False, "other.html": True}


def test_the_index_shows_survey_answers_beside_the_score_and_who_only_contributes(make: Make, tmp_path: Path) -> None:
    unit = make(code="unit", responses=(Responses("IIT", 30, 30), Responses("EIT1", 12, 100)))
    index = write([unit, make(code="office", office=True)], tmp_path)
    soup = BeautifulSoup(index.read_text(encoding="utf-8"), "html.parser")
    assert [th.text for th in soup.select("thead th")][-2:] == ["EIT1", "IIT"]
    rows = {str(one(row, "a")["href"]): row for row in soup.select("tbody tr")}
    cells = [td.text for td in rows["unit.html"].select("td")[-2:]]
    assert cells == ["12 / 100", "✓ 30 / 30"]
    assert [td.text for td in rows["office.html"].select("td")[-2:]] == ["–", "–"]
    assert {href for href, row in rows.items() if words("th")("index.office") in row.text} == {"office.html"}


def test_an_index_without_survey_answers_has_no_columns_for_them(make: Make, tmp_path: Path) -> None:
    soup = BeautifulSoup(write([make()], tmp_path).read_text(encoding="utf-8"), "html.parser")
    assert not {th.text for th in soup.select("thead th")} & {"IIT", "EIT1", "EIT2"}


def test_agencies_without_a_judgement_are_named_on_the_index(make: Make, tmp_path: Path) -> None:
    index = write([make()], tmp_path, waiting=["อบต.ไทรงาม", "อบต.<b>เขาชัน</b>"])
    soup = BeautifulSoup(index.read_text(encoding="utf-8"), "html.parser")
    assert one(soup, "main .warning").text == words("th")("index.waiting", names="อบต.<b>เขาชัน</b>, อบต.ไทรงาม")


def test_a_card_says_since_when_and_who_is_responsible(make: Make, tmp_path: Path) -> None:
    started = make().started_at
    since = {"O1": "2022-04-01T20:00:00.000+07:00", "O2": started}
    soup = page(make(since=since, officers={"O2": "นางสาวปาริฉัตร <i>ทองแท้</i>"}), tmp_path)
    said = {str(card["id"]): [p.text for p in card.select(".headline + .aside")] for card in soup.select("article.card")}
    assert said["O1"] == [words("th")("card.since", date="1 เมษายน 2565")]
    assert said["O2"] == [f"{words('th')('card.officer')}: นางสาวปาริฉัตร <i>ทองแท้</i>"]
    assert said["O3"] == []
