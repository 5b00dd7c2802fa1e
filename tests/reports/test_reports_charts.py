"""Charts: what they show, that no text breaks out of them, that the same figures make the same drawing."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from checks.verdict import Status
from reports.agency_report import Point, Published
from reports.charts import group_bars, months_calendar, published_chart, score_chart, sparkline
from reports.figures import Group
from reports.words import words

TH = words("th")
HOSTILE = '<script>alert(1)</script>"\u202e\x00 &amp;'
POINTS = [
    Point("2022-01-31T20:00:00+00:00", 40.0, 60.0),
    Point("2022-02-01T20:00:00+00:00", 40.0, 60.0),
    Point("2022-03-01T20:00:00+00:00", 62.5, 70.25),
]
GROUPS = [
    Group(
        "9.1",
        f"ข้อมูลพื้นฐาน {HOSTILE}",
        None,
        (("O1", "ก", Status.MET), ("O2", "ข", Status.UNMET), ("O3", "ค", Status.MET)),
    ),
    Group("9.2", "การบริหารงาน", None, (("O10", "ง", Status.UNCLEAR),)),
    Group("9.3", "ว่าง", None, ()),
]
PAST = [Published(2565, 91.45, "A"), Published(2564, 38.0, HOSTILE)]
MONTHS = [("ต.ค. 2564", Status.MET), (HOSTILE, Status.UNMET), ("ธ.ค. 2564", Status.UNCLEAR)]


def drawn() -> dict[str, str]:
    """One chart of each kind."""
    return {
        "score": str(score_chart(POINTS, TH)),
        "spark": str(sparkline(POINTS, TH)),
        "groups": str(group_bars(GROUPS, TH)),
        "months": str(months_calendar(MONTHS, TH)),
        "published": str(published_chart(PAST, TH)),
    }


def tree(chart: str) -> ET.Element:
    """The chart as a tree; it is well-formed XML."""
    return ET.fromstring(f"<div>{chart}</div>")  # noqa: S314 - our own drawing


def texts(chart: str, kind: str = "") -> list[str]:
    """The texts of the drawing, those of one class."""
    return [e.text or "" for e in tree(chart).iter("text") if not kind or e.get("class") == kind]


@pytest.mark.parametrize("name", drawn())
def test_each_is_an_image_with_a_name_and_nothing_that_the_policy_refuses(name: str) -> None:
    root = tree(drawn()[name])
    [svg] = root.iter("svg")
    assert svg.get("role") == "img"
    assert svg[0].tag == "title"
    assert svg[0].text
    used = {key for element in root.iter() for key in element.attrib}
    assert not used & {"style", "id", "fill", "stroke"}
    assert not [key for key in used if key.startswith("on")]
    assert {element.tag for element in root.iter()} & {"script", "style", "image", "use", "a"} == set()


@pytest.mark.parametrize("name", drawn())
def test_the_same_figures_make_the_same_drawing(name: str) -> None:
    assert drawn()[name] == drawn()[name]
    assert "\u202e" not in drawn()[name]
    assert "\x00" not in drawn()[name]


def test_a_score_chart_has_thai_days_and_a_table_of_each_change() -> None:
    root = tree(score_chart(POINTS, TH))
    assert {"1 กุมภาพันธ์ 2565", "2 มีนาคม 2565"} <= set(texts(score_chart(POINTS, TH), "tick"))
    rows = [[cell.text for cell in row] for row in root.iter("tr")][1:]
    assert rows == [["2 มีนาคม 2565", "62.50", "70.25"], ["1 กุมภาพันธ์ 2565", "40.00", "60.00"]]
    assert texts(score_chart(POINTS, TH), "value") == ["62.50"]


def test_time_runs_evenly_and_higher_scores_stand_higher() -> None:
    path = next(e for e in tree(score_chart(POINTS, TH)).iter("path") if e.get("class") == "low")
    at = [tuple(map(float, point.split(","))) for point in re.findall(r"[\d.]+,[\d.]+", path.get("d", ""))]
    days = (at[1][0] - at[0][0]) / (at[2][0] - at[0][0])
    assert days == pytest.approx(1 / 29, abs=0.01)
    assert at[0][1] == at[1][1] > at[2][1]


@pytest.mark.parametrize("points", [[], [Point("", 1, 2)], [Point("yesterday", 1, 2)]])
def test_runs_without_a_time_make_no_chart(points: list[Point]) -> None:
    assert score_chart(points, TH) == ""
    assert sparkline(points, TH) == ""


def test_a_single_run_is_a_point_and_no_line() -> None:
    assert texts(score_chart(POINTS[:1], TH), "value") == ["40.00"]
    assert sparkline(POINTS[:1], TH) == ""


@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_sparkline_stays_small_however_many_nights_there_were(lang: str) -> None:
    nights = [
        Point(f"20{20 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}", n % 90, n % 90 + 10) for n in range(900)
    ]
    assert len(sparkline(nights, words(lang)).encode()) < 600


def test_a_year_of_nights_does_not_bury_the_page() -> None:
    nights = [Point(f"2022-{n // 28 + 1:02}-{n % 28 + 1:02}", n % 97, 99) for n in range(336)]
    assert len(score_chart(nights, TH).encode()) < 40_000


def test_group_bars_tell_each_status_by_sign_and_count_and_in_a_table() -> None:
    chart = str(group_bars(GROUPS, TH))
    assert texts(chart, "sign") == ["✓ 2", "✗ 1", "? 1"]
    rows = [[cell.text for cell in row][1:] for row in tree(chart).iter("tr")]
    assert rows == [["ครบ", "ต้องให้คนตรวจ", "ยังขาด"], ["2", "0", "1"], ["0", "1", "0"]]
    assert group_bars([GROUPS[2]], TH) == ""


def test_months_are_told_by_name_sign_and_description() -> None:
    chart = str(months_calendar(MONTHS, TH))
    assert texts(chart, "sign")[::2][0] == "ต.ค. 2564"
    assert texts(chart, "sign")[1::2] == ["✓", "✗", "?"]
    [desc] = tree(chart).iter("desc")
    assert (desc.text or "").startswith(f"ต.ค. 2564 {TH('part.met')}, <script>")
    assert months_calendar([], TH) == ""
    assert months_calendar(MONTHS * 4, TH).count("<rect") == 12


def test_published_totals_stand_oldest_first_with_level() -> None:
    chart = str(published_chart([*PAST, *(Published(2550 + n, 50, "") for n in range(9))], TH))
    ticks = texts(chart, "tick")
    assert [tick for tick in ticks if tick.startswith("25") and len(tick) == 4][-2:] == ["2564", "2565"]
    assert len(list(tree(chart).iter("rect"))) == 6
    assert published_chart([], TH) == ""


def test_a_figure_outside_the_scale_stays_in_the_drawing() -> None:
    for y in re.findall(r'\by="(-?[\d.]+)"', published_chart([Published(2560, 250.0), Published(2561, -5.0)], TH)):
        assert 0 <= float(y) <= 210
