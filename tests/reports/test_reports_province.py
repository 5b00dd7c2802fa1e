"""The province's page holds what it must: figures, deadlines, the map, what changed, who could not be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from bs4 import BeautifulSoup, Tag

from checks.evidence import Failure
from checks.rubric import Rubric
from checks.verdict import Finding, ItemVerdict, Status
from reports import AgencyReport, Change, Deadline, ProvinceReport, Responses, Waiting, write
from reports.agency_report import Point
from reports.render import SYMBOLS
from reports.words import ASSETS, words

from .conftest import SITE, hrefs, met, one, unmet, verdict

Make = Callable[..., AgencyReport]
SAY = words("th")
NIGHT = "2022-04-25T20:00:00+07:00"


def province(agencies: list[AgencyReport], **more: object) -> ProvinceReport:
    """A province of these agencies; any field can be given."""
    fields: dict[str, object] = {
        "name": "จังหวัดศรีพนา",
        "fiscal_year": 2565,
        "made_at": "2022-04-26T04:00:00+07:00",
        "rubric": agencies[0].rubric if agencies else None,
        "agencies": tuple(agencies),
    }
    return ProvinceReport(**{**fields, **more})  # type: ignore[arg-type]


def shown(report: ProvinceReport, out: Path, lang: str = "th") -> BeautifulSoup:
    """The province's page, parsed."""
    return BeautifulSoup(write(report, out, lang=lang).read_text(encoding="utf-8"), "html.parser")


def change(item: str, kind: str, since: str = NIGHT, *, agency: str = "ban-suan", cause: str = "site") -> Change:
    """A change of an item."""
    now = f"{SITE}/now/{item}" if kind == "became-met" else ""
    return Change(
        agency=agency, item=item, kind=kind, cause=cause, since=since, url=now, before_url=f"{SITE}/was/{item}"
    )


def due(key: str, days: int, state: str, *, asks: bool = True) -> Deadline:
    """A deadline on the last day of April."""
    return Deadline(
        key=key, title=key, ends="2022-04-30", closes="16.30", days=days, state=state, whose="province", asks=asks
    )


def silent(make: Make, code: str, **more: object) -> AgencyReport:
    """An agency of which nothing could be read."""
    closed = Finding(Status.UNREACHABLE, "unreachable", (), (f"{SITE}/",), {"url": f"{SITE}/", "cause": "timeout"})
    items = [verdict(item, closed, closed) for item in ("O1", "O2", "O3", "O10", "O34", "O42")]
    failures = (Failure(f"{SITE}/a", "http-404", "site"), Failure(f"{SITE}/", "timeout", "network"))
    return make(code=code, name=code, items=items, pages=0, documents=0, failures=failures, **more)


def texts(tags: list[Tag]) -> list[str]:
    """The words of tags without line breaks."""
    return [" ".join(tag.text.split()) for tag in tags]


def test_the_head_shows_the_mean_of_the_assessed_units_and_all_items(make: Make, tmp_path: Path) -> None:
    won = [verdict(item, met(), met()) for item in ("O1", "O2", "O3", "O10", "O34", "O42")]
    report = province(
        [make(), make(code="b", items=won), make(code="office", office=True, items=won)],
        waiting=(Waiting(name="อบต.ไทรงาม", why="not-yet"),),
    )
    soup = shown(report, tmp_path)
    low = (make().judgement.oit.low + 100) / 2
    assert one(soup, "h1").text == "จังหวัดศรีพนา"
    assert one(soup, ".mean .big").text.startswith(f"{low:.2f}")
    assert SAY("province.mean_of", count=2) in one(soup, ".mean").text
    assert texts(soup.select(".figures .big"))[1:] == ["13", "3"]  # one and two times six; three agencies
    assert SAY("province.judged_of", listed=4) in one(soup, ".figures").text
    counts = {str(li["class"][0]): int(one(li, "b").text) for li in soup.select(".head .legend li")}
    assert counts == {"met": 13, "unmet": 2, "unreachable": 1, "exempt": 1, "broken": 1}


def test_deadlines_say_how_many_days_are_left(make: Make, tmp_path: Path) -> None:
    deadlines = (
        due("today", 0, "open"),
        due("week", 7, "open"),
        due("month", 30, "ahead"),
        due("later", 31, "ahead"),
        due("nacc", 3, "ahead", asks=False),
        due("gone", -4, "over"),
    )
    soup = shown(province([make()], deadlines=deadlines), tmp_path)
    open_ones = soup.select("section > .deadlines li")
    assert [li["class"] for li in open_ones] == [["soon"], ["soon"], ["near"], ["far"]]
    left = [one(li, ".left").text for li in open_ones]
    assert left == [SAY("province.deadline_today")] + [SAY("province.deadline_left", days=n) for n in (7, 30, 31)]
    folded = [one(li, ".left").text for li in soup.select("details .deadlines li")]
    assert folded == [SAY("province.deadline_left", days=3), SAY("province.deadline_over", days=4)]
    assert "30 เมษายน 2565 เวลา 16.30 น." in open_ones[0].text


def test_the_map_has_a_cell_for_each_agency_and_item(make: Make, tmp_path: Path) -> None:
    few = [verdict("O1", met(), met()), verdict("O77", unmet(), unmet())]
    soup = shown(province([make(), make(code="few", name="อบต.เขาชัน", items=few)]), tmp_path)
    rows = soup.select("#cells tbody tr")
    assert texts([one(row, "th[scope=row]") for row in rows]) == ["อบต.เขาชัน", "อบต.บ้านสวน"]
    cells = rows[1].select("td:not(.s)")
    assert [cell["class"][0] for cell in cells] == ["met", "unmet", "unreachable", "unmet", "broken", "exempt"]
    assert [hrefs(cell) for cell in cells] == [
        [f"ban-suan.html#{item}"] for item in ("O1", "O2", "O3", "O10", "O34", "O42")
    ]
    assert [cell.text for cell in cells] == [SAY(f"status.{cell['class'][0]}") for cell in cells]
    assert [cell.get("class") for cell in rows[0].select("td:not(.s)")] == [["met"], *[None] * 5]
    assert texts(rows[0].select("td:not(.s)"))[1] == SAY("province.no_result")


def test_heads_of_the_map_lead_to_the_pages_of_items(make: Make, tmp_path: Path) -> None:
    soup = shown(province([make()]), tmp_path)
    heads = soup.select("#cells thead tr:last-child th[data-band]")
    assert [hrefs(head)[0] for head in heads] == [f"item-{i}.html" for i in ("O1", "O2", "O3", "O10", "O34", "O42")]
    assert all((tmp_path / hrefs(head)[0]).is_file() for head in heads)
    assert {th["scope"] for th in soup.select("#cells th")} == {"col", "colgroup", "row"}
    assert [th["colspan"] for th in soup.select("th[scope=colgroup]")] == ["3", "1", "1", "1"]


def test_signs_of_the_style_sheet_are_those_of_the_statuses() -> None:
    css = (ASSETS / "province.css").read_text(encoding="utf-8")
    found = re.findall(r'\.heat \.(\w+) a::before \{ content: "(.)"; content: "(.)" / ""; \}', css)
    assert {status: sign for status, sign, _ in found} == SYMBOLS
    assert all(sign == silent_sign for _, sign, silent_sign in found)


def test_rows_can_be_told_by_group_role_and_kind(make: Make, tmp_path: Path) -> None:
    report = province(
        [
            make(groups=("ท้องถิ่น", 'อำเภอ|"เมือง"'), kind="subdistrict"),
            make(code="b", office=True, kind="strange"),
        ]
    )
    soup = shown(report, tmp_path)
    tags = [row["data-tags"] for row in soup.select("#cells tbody tr")]
    values = [option["value"] for option in soup.select("#group option[value]:not([value=''])")]
    assert set(values) == {
        "group:ท้องถิ่น",
        'group:อำเภอ/"เมือง"',
        "role:unit",
        "role:office",
        "kind:subdistrict",
        "kind:strange",
    }
    assert [sum(f"|{value}|" in row for row in tags) for value in values] == [1] * len(values)
    assert SAY("province.kind.subdistrict") in texts(soup.select("#group option"))


def test_changes_since_the_night_and_since_the_round_stand_apart_lost_first(make: Make, tmp_path: Path) -> None:
    changes = (
        change("O2", "lost"),
        change("O1", "became-met", cause="person"),
        change("O10", "lost", "2022-04-22T20:00:00+07:00"),
        change("O3", "lost", "2022-04-01T20:00:00+07:00"),
        change("O34", "lost", cause="rules"),
        change("O1", "lost", "2022-04-22T20:00:00+07:00"),  # became met again since
        change("O9", "lost", agency="<b>gone</b>"),
    )
    report = province([make()], changes=changes, last_night=NIGHT, last_round="2022-04-20T03:00:00+00:00")
    night, round_ = shown(report, tmp_path).select("#news .sheet")
    lost = night.select("h4.unmet + .lines > li")
    assert [hrefs(li) for li in lost] == [
        ["", f"{SITE}/was/O9"],
        ["ban-suan.html#O2", f"{SITE}/was/O2"],
    ]
    assert "<b>gone</b>" in lost[0].text
    assert [hrefs(part) for part in night.select(".gained .lines > li")] == [["ban-suan.html#O1"]]
    assert SAY("province.cause.person") in one(night, ".gained").text
    ours = night.select("details:not(.gained) .lines li")
    assert [hrefs(li) for li in ours] == [["ban-suan.html#O34"]]
    assert [hrefs(li)[0] for li in round_.select("h4.unmet + .lines > li")] == [
        "",
        "ban-suan.html#O2",
        "ban-suan.html#O10",
    ]


def test_without_a_night_or_a_round_all_changes_are_shown(make: Make, tmp_path: Path) -> None:
    soup = shown(province([make()], changes=(change("O2", "lost", "no time"),)), tmp_path)
    assert hrefs(one(soup, "#news .lines li"))[0] == "ban-suan.html#O2"
    assert not shown(province([make()]), tmp_path / "none").select("#news")


def test_items_are_ordered_by_how_many_miss_them(make: Make, tmp_path: Path) -> None:
    others = [verdict("O10", unmet(), unmet()), verdict("O1", unmet(), met()), verdict("O42", unmet(), met())]
    soup = shown(province([make(), make(code="b", items=others), make(code="c", items=others)]), tmp_path)
    found = soup.select("#missed li")
    assert [hrefs(li) for li in found] == [[f"item-{item}.html"] for item in ("O10", "O1", "O42", "O2")]
    assert one(found[0], ".count").text == SAY("province.missed_count", unmet=3, asked=3)
    assert one(found[2], ".count").text == SAY("province.missed_count", unmet=2, asked=2)  # O42 is not asked of one
    assert [rect["width"] for rect in found[1].select("rect")] == ["2", "1"]


def test_who_could_not_be_read_stands_with_cause_owner_and_remedy(make: Make, tmp_path: Path) -> None:
    report = province(
        [make(), silent(make, "quiet")],
        waiting=(Waiting(name="อบต.<b>เขาชัน</b>", why="no-site"), Waiting(name="อบต.ไทรงาม", why="failed")),
    )
    soup = shown(report, tmp_path)
    wholly = soup.select("#unread .sheet > .lines > li")
    assert [hrefs(li) for li in wholly] == [["quiet.html#failures", f"{SITE}/"]]
    for key in ("cause.timeout.name", "cause.timeout.do", "owner.network"):  # of the home page, not the commonest
        assert SAY(key) in wholly[0].text
    partly = soup.select("#unread details li")
    assert [hrefs(li)[0] for li in partly] == ["ban-suan.html#failures"]
    assert SAY("cause.http-403.name") in partly[0].text
    waiting = texts(soup.select("#waiting li"))
    assert "อบต.<b>เขาชัน</b>" in waiting[0]
    assert SAY("province.waiting.no-site.do") in waiting[0]
    assert SAY("province.waiting.failed.name") in waiting[1]


def test_scores_stand_with_those_of_earlier_runs_links_owed_and_surveys(make: Make, tmp_path: Path) -> None:
    history = (Point("2022-04-20T20:00:00+07:00", 10, 20), Point("2022-04-24T20:00:00+07:00", 12.5, 30))
    unit = make(code="unit", history=history, responses=(Responses("IIT", 30, 30), Responses("EIT1", 12, 100)))
    report = province([unit, make(code="office", office=True, parent="จังหวัดศรีพนา")], owing={"unit": 4})
    soup = shown(report, tmp_path)
    heads = texts(soup.select(".standings thead th"))
    rows = {
        hrefs(row)[0]: dict(zip(heads, row.select("th, td"), strict=True)) for row in soup.select(".standings tbody tr")
    }
    first, second = rows["unit.html"], rows["office.html"]
    assert f"{unit.judgement.oit.low:.2f}–{unit.judgement.oit.high:.2f}" in first[SAY("province.score")].text
    assert "12.50–30.00" in first[SAY("province.before")].text
    assert "24 เมษายน 2565" in first[SAY("province.before")].text
    assert first[SAY("province.line")].select("svg")
    assert SAY("province.before_none") in second[SAY("province.before")].text
    assert [first[name].text for name in (SAY("province.owing"), "EIT1", "IIT")] == ["4", "12 / 100", "✓ 30 / 30"]
    assert [second[name].text for name in (SAY("province.owing"), "EIT1", "IIT")] == ["–", "–", "–"]
    assert SAY("province.office") in second[SAY("province.agency")].text
    assert SAY("province.office") not in first[SAY("province.agency")].text
    assert [first[f"{SYMBOLS[s]} {SAY(f'status.{s}')}"].text for s in ("met", "unmet", "unclear")] == ["1", "2", "0"]


def test_drafts_and_other_years_are_told(make: Make, rubric: Rubric, tmp_path: Path) -> None:
    draft = msgspec.structs.replace(rubric, book=msgspec.structs.replace(rubric.book, status="draft"))
    older = msgspec.structs.replace(rubric, book=msgspec.structs.replace(rubric.book, year=2564))
    judged = msgspec.structs.replace(make().judgement, agency="old", fiscal_year=2564)
    soup = shown(province([make(), make(code="d", rubric=draft), make(rubric=older, judgement=judged)]), tmp_path)
    said = {hrefs(row)[0]: row.th.text for row in soup.select(".standings tbody tr")}
    assert {href for href, text in said.items() if SAY("province.draft") in text} == {"d.html"}
    assert {href for href, text in said.items() if SAY("province.year", year=2564) in text} == {"old.html"}
    assert {hrefs(row)[0] for row in soup.select("#cells tbody tr")} == {"ban-suan.html", "d.html"}
    assert not soup.select(".top .warning")
    assert shown(province([make(rubric=draft)]), tmp_path / "draft").select(".top .warning")


def test_the_province_s_own_unit_shows_the_ita_as_a_whole(make: Make, rubric: Rubric, tmp_path: Path) -> None:
    own = [make(kind="province", code="own"), make(kind="subdistrict")]
    assert bool(shown(province(own), tmp_path).select("#whatif")) == (rubric.book.ita is not None)
    assert not shown(province(own[1:]), tmp_path).select("#whatif")


@pytest.mark.parametrize("lang", ["th", "en"])
def test_an_empty_province_is_readable(tmp_path: Path, lang: str) -> None:
    soup = shown(
        province([], waiting=(Waiting(name="X", why="not-yet"),), deadlines=(due("d", 3, "open"),)), tmp_path, lang
    )
    assert words(lang)("province.none") in one(soup, "main").text
    assert not soup.select("#map, #missed, #standings, nav.contents")
    assert len(soup.select("#waiting li")) == 1
    assert len(soup.select(".deadlines li")) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


def test_a_province_of_silent_agencies_is_readable(make: Make, tmp_path: Path) -> None:
    soup = shown(province([silent(make, code) for code in ("a", "b", "c")]), tmp_path)
    assert len(soup.select("#unread .sheet > .lines > li")) == 3
    assert SAY("province.missed_none") in one(soup, "#missed").text
    assert {cell["class"][0] for cell in soup.select("#cells td:not(.s)") if cell.get("class")} == {"unreachable"}
    nothing = make(items=[], pages=0, documents=0, failures=())
    assert SAY("province.no_cause") in one(shown(province([nothing]), tmp_path / "none"), "#unread").text


def test_an_item_that_the_book_lost_is_left_out(make: Make, rubric: Rubric, tmp_path: Path) -> None:
    items = {name: entry for name, entry in rubric.items.items() if name != "O3"}
    lost = msgspec.structs.replace(rubric, items=items)
    soup = shown(province([make(rubric=lost)], rubric=lost, changes=(change("O3", "lost"),)), tmp_path)
    assert len(soup.select("#cells tbody td:not(.s)")) == 5
    assert not (tmp_path / "item-O3.html").exists()
    assert SAY("agency.as_of") not in one(soup, "#news").text


@pytest.mark.parametrize("count", [1, 59, 200])
def test_size_stays_within_bounds(make: Make, tmp_path: Path, count: int) -> None:
    """A cell of the map may cost 100 bytes, a row of it and of the scores with its history 4 kB, the frame 60 kB."""
    history = tuple(Point(f"2022-03-{day:02}T20:00:00+07:00", day, day + 3) for day in range(1, 31))
    agencies = [make(code=f"agency-{n}", name=f"หน่วยงาน {n:03}", history=history) for n in range(count)]
    index = write(province(agencies), tmp_path)
    assert index.stat().st_size < 60_000 + count * (4_000 + 6 * 100)
    soup = BeautifulSoup(index.read_text(encoding="utf-8"), "html.parser")
    assert len(soup.select("#cells tbody tr")) == len(soup.select(".standings tbody tr")) == count


def test_agencies_alone_make_a_page_without_a_province(make: Make, tmp_path: Path) -> None:
    index = write([make()], tmp_path)
    soup = BeautifulSoup(index.read_text(encoding="utf-8"), "html.parser")
    assert one(soup, "h1").text == SAY("province.title_plain", year=2565)
    assert len(soup.select("#cells tbody tr")) == 1


def twin(make: Make, code: str, template: str, lacks: str) -> AgencyReport:
    """An agency on a template that lacks one item and has another."""
    items: list[ItemVerdict] = [
        verdict(item, unmet() if item == lacks else met(), met()) for item in ("O1", "O2") if item
    ]
    return make(code=code, name=f"อบต.{code}", items=items, template=template)


def test_agencies_on_one_template_that_fail_alike_are_told_together(make: Make, tmp_path: Path) -> None:
    alike = [twin(make, code, "vendor", "O2") for code in ("a", "b", "c")]
    soup = shown(province([*alike, twin(make, "d", "vendor", "O1"), twin(make, "e", "", "O1")]), tmp_path)
    group = one(soup, "#twins .twins")
    assert hrefs(one(group, "p")) == ["a.html", "b.html", "c.html", "d.html"]
    assert [hrefs(li) for li in group.select("li")] == [["item-O2.html"]]
    assert SAY("province.twins_gap", count=3, all=4) in group.text
    assert SAY("province.twins_elsewhere", elsewhere=0, others=1) in group.text
