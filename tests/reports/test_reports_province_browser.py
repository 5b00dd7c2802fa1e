"""The province's page in a real browser: the map by keyboard, sorted, filtered, shared, without scripts, on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from reports import AgencyReport, ProvinceReport, write
from reports.words import words

from .conftest import met, unmet, verdict

Make = Callable[..., AgencyReport]
SAY = words("th")
ITEMS = ("O1", "O2", "O3", "O10", "O34", "O42")
NAMES = ("อบต.กงหรา", "อบต.เขาชัน", "อบต.ไทรงาม")
"""In the order of a dictionary. The first lacks O1 and O2, the second nothing, the third O42."""


def lacking(*items: str) -> list:
    """Verdicts on all items, complete but for some."""
    return [verdict(item, unmet() if item in items else met(), met()) for item in ITEMS]


@pytest.fixture
def index(make: Make, tmp_path: Path) -> Path:
    """A province of three agencies."""
    agencies = (
        make(code="c", name=NAMES[2], items=lacking("O42"), groups=("ท้องถิ่น",), office=True),
        make(code="a", name=NAMES[0], items=lacking("O1", "O2"), groups=("ท้องถิ่น",)),
        make(code="b", name=NAMES[1], items=lacking(), groups=("ส่วนราชการ",)),
    )
    return write(
        ProvinceReport(
            name="จังหวัดศรีพนา",
            fiscal_year=2565,
            made_at="2022-04-26T04:00:00+07:00",
            rubric=agencies[0].rubric,
            agencies=agencies,
        ),
        tmp_path,
    )


@pytest.fixture
def page(browser: Browser, index: Path) -> Iterator[Page]:
    """The province's page, open on a desk; nothing may complain or ask the network."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("console", lambda message: wrong.append(message.text))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("request", lambda asked: None if asked.url.startswith("file:") else wrong.append(asked.url))
    opened.goto(index.as_uri())
    yield opened
    context.close()
    assert [text for text in wrong if not text.startswith("data:")] == []


def seen(page: Page) -> list[str]:
    """Names of the agencies that the map shows, from above."""
    return page.locator("#cells tbody tr:visible th").all_inner_texts()


def cell(page: Page, row: int, column: int) -> Locator:
    """A cell's link, or the cell itself; row 0 holds the items, column 0 the names."""
    line = page.locator("#cells thead tr:last-child, #cells tbody tr").nth(row)
    found = line.locator("th, td").nth(column)
    return found.locator("a") if column != 1 and (row, column) != (0, 0) else found


def test_arrows_walk_through_the_map(page: Page) -> None:
    expect(page.get_by_role("grid")).to_be_visible()
    assert page.locator("#cells [tabindex='0']").count() == 1
    cell(page, 1, 0).focus()
    for key, row, column in [
        ("ArrowRight", 1, 1),
        ("ArrowRight", 1, 2),
        ("ArrowDown", 2, 2),
        ("End", 2, 7),
        ("ArrowRight", 2, 7),
        ("ArrowUp", 1, 7),
        ("ArrowUp", 0, 7),
        ("ArrowUp", 0, 7),
        ("PageDown", 3, 7),
        ("Home", 3, 0),
        ("Control+Home", 0, 0),
        ("Control+End", 3, 7),
        ("PageUp", 0, 7),
        ("ArrowLeft", 0, 6),
    ]:
        page.keyboard.press(key)
        expect(cell(page, row, column)).to_be_focused()
        expect(cell(page, row, column)).to_have_attribute("tabindex", "0")
        assert page.locator("#cells [tabindex='0']").count() == 1
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('#cells')")  # one stop for the whole map


def test_enter_opens_the_item_of_the_agency(page: Page) -> None:
    cell(page, 1, 0).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**/a.html#O1")


def test_the_focused_cell_is_never_behind_what_stays(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    cell(page, 1, 7).focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    assert page.evaluate("""() => {
      const box = document.activeElement.getBoundingClientRect();
      return document.activeElement.contains(
        document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
    }""")


def test_what_one_is_on_is_told_in_words(page: Page) -> None:
    cell(page, 1, 2).hover()
    expect(page.locator(".here")).to_have_text(f"{NAMES[0]} · O1 โครงสร้าง: {SAY('status.unmet')}")


def test_names_scores_and_gaps_sort(page: Page) -> None:
    assert seen(page) == list(NAMES)
    for sort, order in [("best", (1, 0, 2)), ("worst", (2, 0, 1)), ("gaps", (0, 2, 1)), ("name", (0, 1, 2))]:
        page.locator("#sort").select_option(sort)
        assert seen(page) == [NAMES[at] for at in order], sort


def test_a_status_leaves_the_agencies_that_have_it(page: Page) -> None:
    page.locator("#status").select_option("unmet")
    assert seen(page) == [NAMES[0], NAMES[2]]
    assert page.locator("#cells td.hit").count() == 3
    said = SAY(
        "province.shown_status", rows=2, allrows=3, columns=6, allcolumns=6, status=f"✗ {SAY('status.unmet')}", cells=3
    )
    expect(page.get_by_role("status")).to_have_text(said)


def test_groups_and_roles_leave_their_agencies(page: Page) -> None:
    page.locator("#group").select_option("group:ท้องถิ่น")
    assert seen(page) == [NAMES[0], NAMES[2]]
    page.locator("#group").select_option("role:office")
    assert seen(page) == [NAMES[2]]
    expect(page.get_by_role("status")).to_have_text(SAY("province.shown", rows=1, allrows=3, columns=6, allcolumns=6))


def test_items_and_sub_indicators_leave_their_columns(page: Page) -> None:
    page.locator("#item").select_option("9.1")
    heads = page.locator("#cells thead tr:last-child th[data-band]:visible")
    assert [text.strip().split()[0] for text in heads.all_inner_texts()] == ["O1", "O2", "O3"]
    assert page.locator("th[scope=colgroup]:visible").count() == 1
    page.locator("#item").select_option("O42")
    page.locator("#status").select_option("unmet")
    assert seen(page) == [NAMES[2]]
    cell(page, 3, 0).focus()  # the third agency stays in its place
    page.keyboard.press("End")
    expect(page.locator("#cells tbody tr:visible td.hit a")).to_be_focused()


def test_a_view_can_be_shared_by_its_address(browser: Browser, page: Page) -> None:
    page.locator("#sort").select_option("gaps")
    page.locator("#group").select_option("group:ท้องถิ่น")
    page.locator("#item").select_option("9.1")
    other = browser.new_page()
    other.goto(page.url)
    assert seen(other) == seen(page) == [NAMES[0], NAMES[2]]
    assert other.locator("#item").input_value() == "9.1"
    other.locator("#reset").click()
    assert seen(other) == list(NAMES)
    assert other.url.endswith("#map")
    other.goto(page.url.partition("#")[0] + "#sort=nonsense&status=unmet&item=%3Cscript%3E&x=1")
    assert seen(other) == [NAMES[0], NAMES[2]]
    assert other.locator("#item").input_value() == ""
    other.close()


def test_without_scripts_everything_is_shown_as_plain_links(browser: Browser, index: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(index.as_uri())
    assert seen(page) == list(NAMES)
    assert page.locator("#cells tbody td a:visible").count() == 18
    assert page.locator(".tools").is_hidden()
    assert page.locator("[role=grid], [tabindex='0'][href]").count() == 0
    page.locator("#cells td.unmet a").first.click()
    page.wait_for_url("**/a.html#O1")
    context.close()


def test_the_head_of_the_map_stays_in_sight(make: Make, browser: Browser, tmp_path: Path) -> None:
    index = write([make(code=f"a{n}", name=f"อบต.{n:03}") for n in range(60)], tmp_path)
    page = browser.new_page(viewport={"width": 390, "height": 700})
    page.goto(index.as_uri())
    page.locator(".heat").evaluate(
        "(frame) => { frame.scrollIntoView(); frame.scrollTo(frame.scrollWidth, frame.scrollHeight); }"
    )
    expect(page.locator("#cells thead tr:last-child th").last).to_be_in_viewport()
    expect(page.locator("#cells tbody tr").last.locator("th")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_on_paper_the_map_is_whole_and_its_tools_are_gone(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.locator(".tools")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.querySelector('.heat')).overflow") == "visible"
    assert page.evaluate("getComputedStyle(document.querySelector('#map')).page") == "map"


def test_cells_are_large_enough_to_be_hit(page: Page) -> None:
    box = cell(page, 1, 2).bounding_box()
    assert box is not None
    assert box["width"] >= 23  # the cell without its line; with it 24
    assert box["height"] >= 24


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', "W" * 5000])
def test_hostile_names_and_groups_stay_words(make: Make, browser: Browser, tmp_path: Path, name: str) -> None:
    index = write([make(name=name, groups=(name, "b"), kind=name), make(code="b", kind="x")], tmp_path)
    page = browser.new_page(viewport={"width": 390, "height": 700})
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(index.as_uri())
    page.locator("#group").select_option(index=1)
    cell(page, 1, 2).hover()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("img, main script").count() == 0
    assert dialogs == []
    page.close()
