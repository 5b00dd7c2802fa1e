"""The block about the ITA as a whole: totals, levels, gains, goals; and ticking gaps in a real browser."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from markupsafe import escape
from playwright.sync_api import sync_playwright

from checks.rubric import Rubric, load
from checks.verdict import Status
from reports import AgencyReport
from reports.agency_page import agency_page
from reports.agency_report import Published, Surveys
from reports.render import render_agency
from reports.whatif import WhatIf, what_if
from reports.words import words

from .conftest import met, unmet, verdict

CHROMIUM = Path("/usr/bin/chromium")
TH = words("th")
Make = Callable[..., AgencyReport]


def with_rule(rubric: Rubric, year: int = 2565, status: str = "complete") -> Rubric:
    """The small book with the rule of a year."""
    book = msgspec.structs.replace(rubric.book, ita=load(year).book.ita, status=status)
    return msgspec.structs.replace(rubric, book=book)


@pytest.fixture
def shown(make: Make, rubric: Rubric) -> Callable[..., WhatIf]:
    """Makes the block of an agency: O1 and O34 met, O2, O3, O10 and O42 lack something. OIT is 41.67."""
    items = [
        verdict(item, met(), met() if item in ("O1", "O34") else unmet())
        for item in ("O1", "O2", "O3", "O10", "O34", "O42")
    ]

    def build(year: int = 2565, **more: object) -> WhatIf:
        report = make(items=more.pop("items", items), **{"rubric": with_rule(rubric, year), **more})
        found = what_if(report, TH)
        assert found is not None
        return found

    return build


def test_total_and_level_now(shown: Callable[..., WhatIf]) -> None:
    found = shown(surveys=Surveys(85.57, 85.92))
    assert (found.total and found.total.low, found.level, found.passes) == ("64.78", "D", "no")
    assert [(tool.name, tool.figure, tool.share, tool.brings) for tool in found.tools] == [
        ("IIT", "85.57", "30", "25.67"),
        ("EIT", "85.92", "30", "25.78"),
        ("OIT", "33.33", "40", "13.33"),
    ]


def test_what_each_gap_gives_and_the_level_reached_with_it(shown: Callable[..., WhatIf]) -> None:
    found = shown(surveys=Surveys(85.57, 85.92))
    assert [(s.item, s.gain, s.after and s.after.low, s.level, s.higher) for s in found.first] == [
        ("O10", "+10", "74.78", "C", True),
        ("O42", "+10", "84.78", "B", True),
        ("O2", "+3.33", "88.11", "A", True),
        ("O3", "+3.33", "91.45", "A", False),
    ]
    assert found.further == ()


def test_the_fewest_gaps_to_each_level_above(shown: Callable[..., WhatIf]) -> None:
    goals = shown(surveys=Surveys(85.57, 85.92)).goals
    assert [(goal.level, goal.oit, goal.way, [item for item, _ in goal.items]) for goal in goals] == [
        ("C", "33.87", "gaps", ["O10"]),
        ("B", "58.87", "gaps", ["O10", "O42"]),
        ("A", "83.87", "gaps", ["O10", "O42", "O2"]),
        ("AA", "", "beyond", []),
    ]


def test_a_survey_below_a_later_years_bound_is_named_as_what_stands_in_the_way(shown: Callable[..., WhatIf]) -> None:
    found = shown(2566, surveys=Surveys(84.99, None, (99.0, 99.0)))
    assert found.level == "ต้องปรับปรุงโดยด่วน"
    assert [(goal.way, goal.surveys) for goal in found.goals] == [
        ("gaps", ()),
        ("gaps", ()),
        ("survey", ("IIT (84.99)",)),
        ("survey", ("IIT (84.99)",)),
    ]


def test_what_is_undecided_counts_in_the_high_end_only(make: Make, rubric: Rubric) -> None:
    report = make(rubric=with_rule(rubric), surveys=Surveys(85.0, 85.0))  # O42 is exempt, O3 and O34 are undecided
    found = what_if(report, TH)
    assert found is not None
    assert (found.total and (found.total.low, found.total.high)) == ("54.33", "77.67")
    assert found.level == TH("whatif.levels", low="E", high="B")
    assert [step.item for step in found.first] == ["O10", "O2"]
    assert [goal.way for goal in found.goals] == ["gaps", "gaps", "undecided", "undecided", "beyond"]
    assert found.passes == "no"


def test_a_pass_that_hangs_on_what_is_undecided(make: Make, rubric: Rubric) -> None:
    found = what_if(make(rubric=with_rule(rubric), surveys=Surveys(100.0, 100.0)), TH)
    assert found is not None
    assert found.passes == "perhaps"
    assert [goal.level for goal in found.goals] == ["C", "B", "A", "AA"]


def test_without_a_survey_it_says_what_is_needed_of_it(shown: Callable[..., WhatIf]) -> None:
    found = shown(surveys=Surveys(iit=90.0))
    assert (found.total, found.level, found.passes, found.goals, found.trial) == (None, "", "", (), None)
    assert found.unknown == ("EIT",)
    assert [(need.level, need.figure) for need in found.needs] == [("C", "82.21"), ("D", "48.88")]
    assert [(step.gain, step.after) for step in found.first][:1] == [("+10", None)]


def test_all_is_won(shown: Callable[..., WhatIf]) -> None:
    items = [verdict(item, met(), met()) for item in ("O1", "O2", "O3", "O10", "O34", "O42")]
    found = shown(items=items, surveys=Surveys(95.0, 95.0))
    assert (found.level, found.passes, found.first, found.goals, found.trial) == ("AA", "yes", (), (), None)


def test_an_office_has_no_total_and_a_book_without_a_rule_shows_past_results_only(make: Make, rubric: Rubric) -> None:
    past = (Published(2563, 67.44, "C"), Published(2564, 91.46, "A", 85.03, 87.97, 98.9))
    assert what_if(make(rubric=with_rule(rubric), office=True, published=past), TH) is None
    assert what_if(make(), TH) is None
    found = what_if(make(published=past), TH)
    assert found is not None
    assert found.tools == ()
    assert [(one.year, one.total, one.level, one.figures) for one in found.past] == [
        (2564, "91.46", "A", ("85.03", "87.97", "98.90")),
        (2563, "67.44", "C", ("", "", "")),
    ]


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("surveys", [Surveys(), Surveys(85.57), Surveys(85.57, 85.92)])
@pytest.mark.parametrize("status", list(Status))
def test_every_state_has_a_page(make: Make, rubric: Rubric, lang: str, surveys: Surveys, status: Status) -> None:
    items = [v for v in make().judgement.items if v.status in (status, Status.UNMET)]
    for year, state in ((2565, "complete"), (2566, "draft")):
        report = make(
            items=items,
            rubric=with_rule(rubric, year, state),
            surveys=surveys,
            published=(Published(2564, 91.46, "<b>A</b>"),),
        )
        html = render_agency(agency_page(report, words(lang)), lang=lang).decode()
        assert 'id="whatif"' in html
        assert "<b>A</b>" not in html
        assert (escape(words(lang)("ita.draft")) in html) == (state == "draft")


@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM}")
def test_ticking_gaps_says_the_total_that_the_page_says(make: Make, rubric: Rubric, tmp_path: Path) -> None:
    items = [
        verdict(item, met(), met() if item in ("O1", "O34") else unmet())
        for item in ("O1", "O2", "O3", "O10", "O34", "O42")
    ]
    report = make(items=items, rubric=with_rule(rubric), surveys=Surveys(85.57, 85.92))
    path = tmp_path / "page.html"
    path.write_bytes(render_agency(agency_page(report, TH), lang="th"))
    with sync_playwright() as playwright:
        args = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=args)
        page = browser.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path.as_uri())
        said = [page.locator("#whatif output").inner_text()]
        for box in page.locator("#whatif [data-adds] input").all():
            box.focus()
            page.keyboard.press("Space")
            said.append(page.locator("#whatif output").inner_text())
        assert said == [
            TH("whatif.trial_says", count=n, low=total, high=total, level=level)
            for n, (total, level) in enumerate(
                [("64.78", "D"), ("74.78", "C"), ("84.78", "B"), ("88.11", "A"), ("91.45", "A")]
            )
        ]
        assert complaints == []
        still = browser.new_context(java_script_enabled=False).new_page()
        still.goto(path.as_uri())
        assert not still.locator(".whatif-trial").is_visible()
        assert still.locator("#whatif [data-adds]").count() == 4
        browser.close()
