"""The pages in a real browser: no sideways scrolling, nothing asked of the network, and what a reader does on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from checks.verdict import Status
from reports import AgencyReport, write
from reports.words import words

from .conftest import SITE, met, unmet, verdict

Make = Callable[..., AgencyReport]


@pytest.fixture
def agency(browser: Browser, full: Make, tmp_path: Path) -> Iterator[Page]:
    """The page of an agency, open on a desk."""
    write([full()], tmp_path)
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.goto((tmp_path / "ban-suan.html").as_uri())
    yield page
    context.close()


@pytest.mark.parametrize("width", [360, 1280, 1587])
def test_pages_fit_and_keep_to_themselves(browser: Browser, full: Make, tmp_path: Path, width: int) -> None:
    long_url = f"https://www.example.go.th/{'index-of-documents-' * 20}.pdf"
    items = [
        verdict("O1", met("ก" * 5000, long_url), met("W" * 5000), url=long_url),
        verdict("O2", unmet("found-elsewhere", better_url=long_url), unmet(), url=long_url, better_url=long_url),
        *full().judgement.items[2:],
    ]
    write([full(items=items, name="W" * 300, deadline="W" * 300)], tmp_path)
    page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    for name in ("index.html", "ban-suan.html", "item-O2.html"):
        page.goto((tmp_path / name).as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert page.evaluate("getComputedStyle(document.body).lineHeight") == "27.2px"  # the style sheet is in force
    assert complaints == []
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    page.context.close()


def test_score_deadline_and_what_to_do_first_are_seen_without_scrolling(agency: Page) -> None:
    for place in (".main-score .figure", ".deadline-day", ".tasks li:first-child"):
        expect(agency.locator(place).first).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("scripts", [True, False])
def test_complete_items_are_hidden_on_the_screen_and_never_on_paper(
    browser: Browser, full: Make, tmp_path: Path, scripts: bool
) -> None:
    write([full()], tmp_path)
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto((tmp_path / "ban-suan.html").as_uri())
    page.get_by_label(words("th")("card.only_gaps", count=4)).check()
    shown = {card.item: page.locator(f"#{card.item}") for card in full().judgement.items}
    for verdict_ in full().judgement.items:
        hidden = verdict_.status in {Status.MET, Status.EXEMPT}
        expect(shown[verdict_.item]).to_be_visible(visible=not hidden)
    page.emulate_media(media="print")
    for card in shown.values():
        expect(card).to_be_visible()
    expect(page.locator("#O1 .quote").first).to_be_visible()  # folded on the screen, open on paper
    expect(page.locator("#only-gaps")).to_be_hidden()
    context.close()


def test_a_link_to_a_hidden_item_shows_it_with_its_proof(agency: Page) -> None:
    agency.locator("#only-gaps").check()
    agency.locator(".contents a[href='#O1']").click()
    expect(agency.locator("#O1 .quote").first).to_be_in_viewport()
    expect(agency.locator("#only-gaps")).not_to_be_checked()


def test_the_better_address_is_copied_whole(agency: Page) -> None:
    agency.locator("#O2 .better button").click()
    expect(agency.locator("#O2 .better button")).to_have_text(words("th")("copy.done"))
    assert agency.evaluate("getSelection().toString()") == f"{SITE}/people/"


def test_the_contents_stay_in_sight(agency: Page) -> None:
    for width in (1280, 390):
        agency.set_viewport_size({"width": width, "height": 800})
        agency.locator("#failures").scroll_into_view_if_needed()
        expect(agency.locator(".contents a[href='#O1']")).to_be_in_viewport()


def test_the_page_is_walked_through_with_the_tabulator_key(agency: Page) -> None:
    agency.keyboard.press("Tab")
    expect(agency.locator(".skip")).to_be_focused()
    expect(agency.locator(".skip")).to_be_in_viewport()
    agency.keyboard.press("Enter")
    expect(agency.locator("main")).to_be_focused()
    agency.keyboard.press("Tab")
    expect(agency.locator("#todo .tasks a").first).to_be_focused()
