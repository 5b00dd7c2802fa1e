"""The agency page holds what it must, in the right place."""

from __future__ import annotations

import base64
import hashlib
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from bs4 import BeautifulSoup

from checks.evidence import Failure, FailureCause
from checks.rubric import Rubric
from checks.verdict import Finding, Status
from reports import AgencyReport, write
from reports.agency_report import Point
from reports.gains import gains
from reports.words import words

from .conftest import SITE, hrefs, met, one, page, unmet, verdict

Make = Callable[..., AgencyReport]


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
    oit = report.judgement.oit
    soup = page(report, tmp_path)
    assert f"{oit.low:.2f}" in one(soup, ".main-score .figure").text
    assert [dd.text for dd in soup.select(".steps dd")] == [f"{oit.low:.2f}", f"{oit.high:.2f}", "100.00"]
    widths = [float(str(rect["width"])) for rect in soup.select(".main-score > .bar rect")]
    assert widths == pytest.approx([100, 100 - oit.high, oit.low, oit.high - oit.low], abs=0.01)
    found = {str(li["class"][0]): int(one(li, ".count").text) for li in soup.select(".counts li")}
    assert found == {"met": 1, "unmet": 2, "unclear": 0, "unreachable": 1, "exempt": 1, "broken": 1}
    assert len(soup.select(".indicators dd")) == 2


def test_what_nobody_asks_is_no_part_of_the_highest_score(make: Make, tmp_path: Path) -> None:
    exempt = Finding(Status.EXEMPT, "not-assigned")
    items = [verdict("O1", met(), met()), verdict("O42", exempt, exempt)]
    soup = page(make(items=items), tmp_path)
    assert [dd.text for dd in soup.select(".steps dd")] == ["100.00", "100.00"]
    assert not soup.select(".tasks li")
    assert not soup.select("#only-gaps")


def test_the_next_deadline_stands_at_the_head_in_the_calendars_words(make: Make, tmp_path: Path) -> None:
    soup = page(make(deadline="ส่งลิงก์ <b>ภายใน</b> 30 เมษายน 2565"), tmp_path)
    assert one(soup, "#summary .deadline-day").text == "ส่งลิงก์ <b>ภายใน</b> 30 เมษายน 2565"
    assert not page(make(), tmp_path).select(".deadline")


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


def test_first_comes_what_brings_most(make: Make, rubric: Rubric, tmp_path: Path) -> None:
    soup = page(make(), tmp_path)
    assert [hrefs(li)[0] for li in soup.select(".tasks li")] == ["#O10", "#O2"]
    # O10 is alone in 9.2 of two sub-indicators (9.1 and 9.2) of one of two indicators: 100 / 2 / 2; O2 is one of three.
    assert [li.text for li in soup.select(".tasks .points")] == ["+25", "+8.33"]
    lacks = [p.text for p in soup.select(".tasks .lack")]
    assert lacks == ["ไม่พบส่วนที่สองของแผนดำเนินงาน", words("th")("todo.only_link")]
    after = f"{make().judgement.oit.low + 100 / 4 + 100 / 12:.2f}"
    assert one(soup, ".after").text == words("th")("todo.after", count=2, score=after)
    assert [v.item for v, _ in gains(rubric, make().judgement.items)] == ["O10", "O2"]


def test_five_gaps_are_told_first_and_the_others_are_folded(make: Make, rubric: Rubric, tmp_path: Path) -> None:
    items = [verdict(name, unmet(), unmet()) for name in rubric.items]
    soup = page(make(items=items), tmp_path)
    assert len(soup.select(".todo > .tasks li")) == 5
    assert [hrefs(li) for li in soup.select(".todo details .tasks li")] == [["#O3"]]
    assert one(soup, ".todo details .tasks")["start"] == "6"


def test_complete_items_can_be_hidden_without_a_script(make: Make, tmp_path: Path) -> None:
    soup = page(make(), tmp_path)
    box = one(soup, "#only-gaps")
    assert one(soup, "label")["for"] == box["id"]
    assert "4" in one(soup, "label").text  # all but the complete item and the exempt one
    assert box.find_next_siblings(class_="cards")
    complete = [[str(c["id"]) for c in g.select(".card")] for g in soup.select(".cards-group.complete")]
    assert complete == [["O42"]]


def test_every_item_is_in_the_contents_with_its_sign(make: Make, tmp_path: Path) -> None:
    soup = page(make(), tmp_path)
    chips = soup.select(".contents .chip")
    assert [hrefs(li)[0] for li in soup.select(".contents li")] == [f"#{c['id']}" for c in soup.select("article.card")]
    assert [c.text.split()[0] for c in chips] == ["✓", "✗", "!", "✗", "※", "–"]


def test_pictures_of_the_score_and_the_groups_are_named(make: Make, tmp_path: Path) -> None:
    history = (Point("2022-04-01T20:00:00+07:00", 20, 40), Point("2022-04-02T20:00:00+07:00", 30, 40))
    drawings = page(make(history=history), tmp_path).select("#overview svg[role=img]")
    assert len(drawings) == 2
    assert all(one(svg, "title").text for svg in drawings)
    assert len(page(make(), tmp_path).select("#overview svg[role=img]")) == 1  # no line through one run


def test_a_long_list_of_owed_links_is_folded(make: Make, rubric: Rubric, tmp_path: Path) -> None:
    more = {f"O{n}": msgspec.structs.replace(rubric.items["O1"], item=f"O{n}") for n in range(50, 57)}
    whole = msgspec.structs.replace(rubric, items={**rubric.items, **more})
    items = [verdict(name, met(), met(), owes_link=True) for name in more]
    soup = page(make(items=items, rubric=whole), tmp_path)
    assert len(one(soup, "#todo > details").select("li")) == 7
    assert [str(c["id"]) for c in soup.select("article.card")] == list(more)  # in no group of the book, and still there


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


def test_items_that_the_book_does_not_know_are_left_out(make: Make, tmp_path: Path) -> None:
    odd = [verdict("O1", met(), met()), verdict("O77", unmet(), unmet())]
    assert [c["id"] for c in page(make(items=odd), tmp_path).select("article.card")] == ["O1"]


@pytest.mark.parametrize("lang", ["th", "en"])
def test_pages_are_sealed_and_accessible(make: Make, tmp_path: Path, lang: str) -> None:
    write([make()], tmp_path, lang=lang)
    for file in sorted(tmp_path.glob("*.html")):
        soup = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        assert one(soup, "html")["lang"] == lang
        policy = str(one(soup, "meta[http-equiv=Content-Security-Policy]")["content"])
        assert policy.startswith("default-src 'none';")
        assert "unsafe" not in policy
        for inline in soup.select("style, script"):
            text = inline.string or ""
            assert (
                f"{inline.name}-src 'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
                in policy
            )
            assert "http" not in text
        assert not soup.select("link[rel=stylesheet], script[src], img:not([src^='data:']), [style], [onclick], form")
        assert one(soup, "a.skip")["href"] == f"#{one(soup, 'main')['id']}"
        assert one(soup, "h1").text
        assert all(th.has_attr("scope") for th in soup.select("th"))
        levels = [int(h.name[1]) for h in soup.select("h1, h2, h3, h4, h5")]
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
