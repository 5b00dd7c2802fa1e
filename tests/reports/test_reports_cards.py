"""A card holds what is asked, what was found and where, what is missing, what to do, how sure that is, who says so."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from bs4 import BeautifulSoup
from PIL import Image

from checks.decisions import Decision, decided
from checks.rubric import Rubric
from checks.verdict import Finding, ItemVerdict, Quote, Status
from reports import AgencyReport, write
from reports.confidence import confidence
from reports.months import months_shown
from reports.strips import strip
from reports.words import words

from .conftest import SITE, hrefs, met, one, page, unmet, verdict

Make = Callable[..., AgencyReport]


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
    assert [a for a in hrefs(one(card, ".pairs")) if a == f"{SITE}/x"]
    assert f"ส่ง {SITE}/people/" in one(card, ".do").text
    assert len(card.select(".do li")) == 1  # the same advice for both elements is given once
    assert len(card.select(".quote")) == 1  # and the same quote is shown once
    assert one(card, ".better .copyable").text == f"{SITE}/people/"  # whole, as it must be submitted


def test_looked_at_addresses_are_folded_away(make: Make, tmp_path: Path) -> None:
    looked = one(page(make(), tmp_path), "#O10 .element:last-child details.looked")
    assert not looked.has_attr("open")
    assert hrefs(looked) == [f"{SITE}/", f"{SITE}/menu"]


def test_a_link_still_owed_is_said(make: Make, tmp_path: Path) -> None:
    soup = page(make(), tmp_path)
    assert soup.select("#O1 .owes")
    assert not soup.select("#O2 .owes")
    assert "#O1" in hrefs(one(soup, "#todo"))


def test_a_code_without_a_sentence_does_not_lose_the_page(make: Make, tmp_path: Path) -> None:
    soup = page(make(items=[verdict("O1", unmet("brand-new"), unmet("brand-new"))]), tmp_path)
    assert "brand-new" in one(soup, "#O1").text


def test_a_card_says_since_when_and_who_is_responsible(make: Make, tmp_path: Path) -> None:
    started = make().started_at
    since = {"O1": "2022-04-01T20:00:00.000+07:00", "O2": started}
    soup = page(make(since=since, officers={"O2": "นางสาวปาริฉัตร <i>ทองแท้</i>"}), tmp_path)
    assert {str(s.find_parent("article")["id"]): s.text for s in soup.select(".since")} == {
        "O1": words("th")("card.since", date="1 เมษายน 2565")
    }
    assert [dd.text for dd in soup.select(".officer dd")] == ["นางสาวปาริฉัตร <i>ทองแท้</i>"]


def test_what_is_missing_is_one_sentence(make: Make, rubric: Rubric, tmp_path: Path) -> None:
    many = tuple(msgspec.structs.replace(rubric.items["O1"].elements[0], no=n, key=f"e{n}") for n in range(1, 6))
    entry = msgspec.structs.replace(rubric.items["O1"], elements=many)
    book = msgspec.structs.replace(rubric, items={**rubric.items, "O1": entry})
    part = verdict("O1", unmet("not-found"), unmet("brand-new")).elements
    parts = tuple(msgspec.structs.replace(part[n % 2], element_no=n, element=f"e{n}") for n in range(1, 6))
    items = [msgspec.structs.replace(verdict("O1", unmet(), unmet()), elements=parts), verdict("O2", met(), unmet())]
    soup = page(make(items=items, rubric=book), tmp_path)
    name = many[0].name_th
    assert one(soup, "#O1 .headline").text == words("th")("todo.lacks_more", names=", ".join([name] * 3), more=2)
    assert one(soup, "#O2 .headline").text == "ไม่พบส่วนที่สองของข้อมูลผู้บริหาร"


def test_what_is_asked_stands_on_the_card_with_its_source(make: Make, rubric: Rubric, tmp_path: Path) -> None:
    entry = msgspec.structs.replace(rubric.items["O10"], wording=("แสดงแผน", "เป็นแผนของปี <b>2565</b>"))
    soup = page(make(rubric=msgspec.structs.replace(rubric, items={**rubric.items, "O10": entry})), tmp_path)
    assert entry.requirement_th in one(soup, "#O10 .asked").text
    assert [li.text for li in soup.select("#O10 .wording li")] == list(entry.wording)
    assert hrefs(one(soup, "#O10 .wording")) == ["#source"]
    assert "fictional" in one(soup, "#source").text


def test_quotes_say_when_they_were_read(make: Make, tmp_path: Path) -> None:
    soup = page(make(fetched={f"{SITE}/plan.pdf": "2022-04-23T20:00:00+00:00"}), tmp_path)
    assert words("th")("card.fetched", date="24 เมษายน 2565") in one(soup, "#O34 figcaption").text
    assert words("th")("card.fetched", date="") not in one(soup, "#O10 figcaption").text


def test_other_agencies_are_shown_where_one_of_them_is_a_good_example(make: Make, tmp_path: Path) -> None:
    write([make(), make(code="other", items=[verdict("O2", met(), met()), verdict("O10", unmet(), met())])], tmp_path)
    soup = BeautifulSoup((tmp_path / "ban-suan.html").read_text(encoding="utf-8"), "html.parser")
    linked = [href for href in hrefs(soup) if href.startswith("item-")]
    assert linked == ["item-O2.html"]
    assert (tmp_path / linked[0]).exists()
    assert not [href for href in hrefs(page(make(), tmp_path / "alone")) if href.startswith("item-")]


def test_a_thumbnail_is_a_picture_in_the_page(make: Make, tmp_path: Path) -> None:
    file = io.BytesIO()
    Image.new("RGB", (40, 25)).save(file, "PNG")
    soup = page(make(thumbnails={"O10": file.getvalue(), "O2": b"<svg onload=alert(1)>", "O3": b""}), tmp_path)
    image = one(soup, "img")
    assert image.find_parent("article")["id"] == "O10"
    assert str(image["src"]).startswith("data:image/png;base64,")
    assert (image["width"], image["height"], image["loading"]) == ("40", "25", "lazy")
    assert "O10" in str(image["alt"])


def test_history_is_told_in_signs_and_in_words(make: Make, tmp_path: Path) -> None:
    strips = {"O1": (Status.UNMET,) * 3 + (Status.MET,) * 2, "O2": (Status.UNMET,)}
    soup = page(make(strips=strips), tmp_path)
    shown = one(soup, ".strip")
    assert shown.find_parent("article")["id"] == "O1"
    assert [i.text for i in shown.select("[aria-hidden] i")] == ["✗", "✗", "✗", "✓", "✓"]
    say = words("th")
    told = [say("strip.run", status=say(f"status.{s}"), count=n) for s, n in (("unmet", 3), ("met", 2))]
    assert one(shown, ".sr").text == say("strip.text", count=5, told=", ".join(told))


def test_a_strip_ends_with_the_newest_run() -> None:
    found = strip([Status.UNCLEAR] * 30 + [Status.MET], words("th"))
    assert found is not None
    assert len(found.statuses) == 14
    assert found.statuses[-1] is Status.MET


def test_a_persons_decision_names_the_person_the_day_and_what_the_program_said(
    make: Make, rubric: Rubric, tmp_path: Path
) -> None:
    decision = Decision(
        "O34", 1, Status.MET, "น.ส.กานดา <b>ศรีสุข</b>", "เปิดดูแล้ว", "2022-04-20T10:00:00+07:00", f"{SITE}/p"
    )
    report = make()
    soup = page(make(items=decided(report.judgement, [decision], rubric).items), tmp_path)
    say = words("th")
    said = say("decider.person", person="น.ส.กานดา <b>ศรีสุข</b>", date="20 เมษายน 2565", machine=say("part.unclear"))
    decider = next(div for div in soup.select("#O34 .pairs > div") if one(div, "dt").text == say("card.decider"))
    assert [bdi.text for bdi in decider.select("bdi")] == [said, say("decider.rest")]
    assert say("card.person") in one(soup, "#O34 .element:first-child .element-name").text
    other = next(div for div in soup.select("#O10 .pairs > div") if one(div, "dt").text == say("card.decider"))
    assert one(other, "dd").text == say("decider.machine")


def _read(percent: int) -> Finding:
    return Finding(Status.MET, "found", (Quote(f"{SITE}/scan.pdf", "แผน", 1, "", percent),), (f"{SITE}/scan.pdf",))


@pytest.mark.parametrize(
    ("found", "cut_short", "level"),
    [
        (verdict("O1", met(), met(), url=f"{SITE}/a", basis="submitted"), False, "high"),
        (verdict("O1", met(), met(), url=f"{SITE}/a", basis="index"), True, "high"),
        (verdict("O1", met(), met(), url=f"{SITE}/a", basis="site"), False, "medium"),
        (verdict("O1", met(), met(), url=f"{SITE}/a", basis="content"), False, "low"),
        (verdict("O1", met(), _read(90), url=f"{SITE}/a", basis="submitted"), False, "medium"),
        (verdict("O1", met(), _read(61), url=f"{SITE}/a", basis="submitted"), False, "low"),
        (verdict("O1", unmet(), _read(61), url=f"{SITE}/a", basis="submitted"), False, "high"),
        (verdict("O1", unmet(), unmet()), False, "medium"),
        (verdict("O1", unmet(), unmet()), True, "low"),
        (verdict("O1", unmet("by-person-unmet"), met()), True, "high"),
        (verdict("O1", Finding(Status.UNCLEAR, "picture-only"), met(), url=f"{SITE}/a", basis="site"), False, None),
    ],
)
def test_confidence_has_three_levels_with_a_reason(found: ItemVerdict, cut_short: bool, level: str | None) -> None:
    for lang in ("th", "en"):
        sure = confidence(found, cut_short=cut_short, words=words(lang))
        assert (sure.level if sure else None) == level
        assert sure is None or sure.reason


def test_the_months_of_procurement_stand_as_a_calendar(make: Make, rubric: Rubric, tmp_path: Path) -> None:
    entry = msgspec.structs.replace(rubric.items["O10"], check="monthly_procurement")
    book = msgspec.structs.replace(rubric, items={**rubric.items, "O10": entry})

    def shown(finding: Finding, lang: str = "th") -> list[tuple[str, Status]]:
        found = verdict("O10", finding, met())
        first = msgspec.structs.replace(found.elements[0], element="months")
        whole = msgspec.structs.replace(found, elements=(first, found.elements[1]))
        calendar = page(make(items=[whole], rubric=book), tmp_path).select("#O10 svg.months")
        months = months_shown(entry, whole, 2565, words(lang))
        assert bool(calendar) == bool(months)
        return list(months)

    names = ["ต.ค. 2564", "พ.ย. 2564", "ธ.ค. 2564", "ม.ค. 2565", "ก.พ. 2565", "มี.ค. 2565"]
    assert shown(met()) == [(name, Status.MET) for name in names]
    assert shown(unmet("month-missing", months="ธ.ค. 2564, มี.ค. 2565")) == [
        (name, Status.UNMET if name in {"ธ.ค. 2564", "มี.ค. 2565"} else Status.MET) for name in names
    ]
    assert shown(met(), "en")[0] == ("Oct 2021", Status.MET)
    assert shown(unmet("link-dead")) == []
    assert months_shown(rubric.items["O10"], verdict("O10", met(), met()), 2565, words("th")) == ()
