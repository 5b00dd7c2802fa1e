"""The real book through the real judge: a site that answers nothing still gets a page with all of its items."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from checks.evidence import Agency, Case, Failure
from checks.judge import judge
from checks.rubric import load
from reports import AgencyReport, write

URL = "https://silent.example.go.th/"


@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_item_of_the_book_has_a_card(tmp_path: Path, lang: str) -> None:
    rubric = load(2565)
    dead = Failure(URL, "timeout", "network")
    case = Case(Agency("silent", URL), 2565, "2022-04-25", failures=(dead,))
    report = AgencyReport(
        judgement=judge(case, rubric),
        rubric=rubric,
        agency_url=URL,
        run_id="run-1",
        started_at="",
        finished_at="",
        judged_at="",
        pages=0,
        documents=0,
        failures=(dead,),
    )
    write([report], tmp_path, lang=lang)
    soup = BeautifulSoup((tmp_path / "silent.html").read_text(encoding="utf-8"), "html.parser")
    cards = soup.select("article.card")
    assert [card["id"] for card in cards] == [f"O{n}" for n in range(1, 44)]
    assert len(soup.select(".element")) == sum(len(item.elements) for item in rubric.items.values())
    assert all("unreachable" in card["class"] for card in cards)
    assert len(soup.select(".chip")) == len(cards)
    assert not soup.select(".tasks li")  # nothing could be opened, so nothing is a gap
