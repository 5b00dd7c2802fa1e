"""No page breaks a rule of WCAG 2.2 AA that axe can see: every kind of page, light and dark, desk and phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from checks.rubric import Rubric
from reports import AgencyReport, write
from reports.province_report import Change, Deadline, ProvinceReport, Waiting

from .conftest import SITE

Make = Callable[..., AgencyReport]

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}


@pytest.fixture
def folder(full: Make, rubric: Rubric, tmp_path: Path) -> Path:
    """Every kind of page: a province with something in every part, its agencies, items, and one that is empty."""
    province = ProvinceReport(
        name="จังหวัดศรีพนา",
        fiscal_year=2565,
        made_at="2022-04-26T04:00:00+07:00",
        rubric=rubric,
        agencies=(
            full(),
            full(code="b", name="อบต.เขาชัน", office=True, groups=("ตำบล",), kind="local"),
            full(code="c", name="อบต.ไทรงาม", items=[]),
        ),
        waiting=(Waiting(name="อบต.ควนขนุน", why="failed"),),
        deadlines=(
            Deadline(
                key="links", title="ส่งลิงก์", ends="2022-04-30", closes="16.30", days=5, state="open", whose="province"
            ),
        ),
        changes=(
            Change(
                agency="ban-suan",
                item="O2",
                kind="lost",
                cause="site",
                since="2022-04-25T20:00:00+07:00",
                url=f"{SITE}/x",
                before_url=f"{SITE}/people/",
            ),
            Change(
                agency="b",
                item="O1",
                kind="became-met",
                cause="links",
                since="2022-04-25T20:00:00+07:00",
                url=f"{SITE}/about",
                before_url="",
            ),
        ),
        last_night="2022-04-25T20:00:00+07:00",
        last_round="2022-04-20T10:00:00+07:00",
        owing={"ban-suan": 3},
    )
    write(province, tmp_path)
    write([], tmp_path / "empty")
    return tmp_path


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_breaks_a_rule(browser: Browser, folder: Path, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    for name in ("index.html", "ban-suan.html", "c.html", "item-O2.html", "item-O42.html", "empty/index.html"):
        page.goto((folder / name).as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        found = Axe().run(page, options=RULES).response["violations"]
        said = [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]
        assert not said, (name, said[:10])
    context.close()
