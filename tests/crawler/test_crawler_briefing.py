"""From real databases to what the pages say: provinces new, small and large, sites that did not open, lost books."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from PIL import Image

from checks.evidence import Agency, Failure
from checks.rubric import load
from checks.score import score
from checks.verdict import ElementVerdict, Finding, ItemVerdict, Judgement, Quote, Status
from crawler.books import PACKAGED, Books, copy_book
from crawler.briefing import brief, report_runs
from crawler.line import fingerprint
from crawler.office.model import Assigned, Listed, Province
from crawler.read import read
from crawler.store import Store
from crawler.store.links import LinkRow
from crawler.store.moments import BANGKOK
from crawler.store.pictures import Screenshot
from crawler.thumbnails import LARGEST
from reports.agency_report import Published, Surveys

RUBRIC = load(2565)
NOW = datetime(2022, 3, 10, 9, tzinfo=BANGKOK)
FIRST_NIGHT = datetime(2022, 3, 1, 20, tzinfo=BANGKOK)


class Clock:
    """Time that stands still until it is set."""

    moment = FIRST_NIGHT

    def __call__(self) -> datetime:
        """The moment."""
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with Store(tmp_path / "oit.db", now=clock) as opened:
        yield opened


def url(code: str) -> str:
    return f"http://{code}.example/"


def listed(code: str, **more: object) -> Listed:
    fields = {"kind": "tambon", "role": "unit", "website": url(code), **more}
    return Listed(code=code, name=f"หน่วยงาน {code}", **fields)  # type: ignore[arg-type]


def province(folder: Path, *agencies: Listed, **more: object) -> Province:
    return Province(folder, "จังหวัดสมมติ", 2565, "oit@test.example", agencies, **more)  # type: ignore[arg-type]


def verdict(item: str, status: Status, code: str) -> ItemVerdict:
    quotes = (Quote(f"{url(code)}{item}", "คำที่พบ"),) if status is Status.MET else ()
    answer = "found" if quotes else "not-found"
    elements = tuple(
        ElementVerdict(item, e.no, e.key, Finding(status, answer, quotes)) for e in RUBRIC.items[item].elements
    )
    deciding = f"{url(code)}{item}" if quotes else ""
    return ItemVerdict(item, RUBRIC.items[item].check, status, answer, elements, url=deciding)


def crawl(
    store: Store,
    code: str,
    statuses: Mapping[str, Status],
    *,
    year: int = 2565,
    body: bytes = b"",
    night: int = 0,
) -> str:
    """A run that was judged so, of a site with this home page and a page an item; gives its id."""
    run = store.start_run(
        agency=Agency(code, url(code)), fiscal_year=year, as_of="2022-03-01", settings={}, night=night
    )
    for depth, address in enumerate([url(code), *(f"{url(code)}{item}" for item in statuses)] if body else []):
        page = read(body, url=address, final_url=address, content_type="text/html; charset=utf-8")
        reason = "menu" if depth else "start"
        store.add_document(run, page, body=body, status=200, headers=[], referrer="", depth=depth, reason=reason)
    if not body:
        failure = Failure(url(code), "timeout", "network")
        store.add_failure(run, failure, referrer="", depth=0, reason="start")
    store.finish_run(run, outcome="finished", limits=[], stats={})
    items = tuple(verdict(item, status, code) for item, status in statuses.items())
    oit, indicators = score(RUBRIC, items)
    said = Judgement(code, f"หน่วยงาน {code}", year, "2022-03-01", fingerprint(RUBRIC), items, oit, indicators)
    store.save_judgement(run, said, lambda found: found.code)
    return run


def test_nights_make_history_strips_changes_and_since(store: Store, clock: Clock, tmp_path: Path) -> None:
    page = b"<p>O8</p>"
    for day, status in enumerate((Status.UNMET, Status.UNMET, Status.MET)):
        clock.moment = FIRST_NIGHT + timedelta(days=day)
        night = store.nights.begin(2565, ["ban-rai"])
        clock.moment += timedelta(minutes=1)
        crawl(store, "ban-rai", {"O1": Status.MET, "O8": status}, body=page, night=night)
    store.links.add("round.xlsx", "0" * 64, 1, 2565, [LinkRow("1", "A1", "ban-rai", "O8", f"{url('ban-rai')}O8")])
    found = brief(store, province=province(tmp_path, listed("ban-rai")), now=NOW)
    (agency,) = found.agencies
    assert agency.strips["O8"] == (Status.UNMET, Status.UNMET, Status.MET)
    assert [point.started_at[:10] for point in agency.history] == ["2022-03-01", "2022-03-02", "2022-03-03"]
    assert agency.history[0].low < agency.history[2].low
    assert (agency.since["O1"][:10], agency.since["O8"][:10]) == ("2022-03-01", "2022-03-03")
    assert [(one.item, one.kind) for one in found.changes] == [("O8", "became-met")]
    assert set(agency.fetched) == {f"{url('ban-rai')}O1", f"{url('ban-rai')}O8"}
    assert found.last_night == "2022-03-03T20:00:00.000+07:00"
    assert found.changes[0].since >= found.last_night
    assert found.last_round == "2022-03-03T20:01:00.000+07:00"
    assert found.made_at == "2022-03-10T09:00:00.000+07:00"


def test_strips_show_the_last_fourteen_runs(store: Store, clock: Clock) -> None:
    for day in range(16):
        clock.moment = FIRST_NIGHT + timedelta(days=day)
        crawl(store, "ban-rai", {"O1": Status.UNMET if day == 1 else Status.MET if day == 2 else Status.UNCLEAR})
    (agency,) = brief(store, now=NOW).agencies
    assert agency.strips["O1"] == (Status.MET, *[Status.UNCLEAR] * 13)
    assert len(agency.history) == 16


def test_a_change_before_the_last_night_is_not_of_it(store: Store, clock: Clock) -> None:
    for day, status in enumerate((Status.UNMET, Status.MET, Status.MET)):
        clock.moment = FIRST_NIGHT + timedelta(days=day)
        crawl(store, "ban-rai", {"O1": status}, body=b"<p>O1</p>")
    found = brief(store, now=NOW)
    assert found.last_night == "2022-03-03T20:00:00.000+07:00"  # without nights: the newest run
    assert [one.since < found.last_night for one in found.changes] == [True]
    assert (found.name, found.owing, found.last_round, found.deadlines) == ("", None, "", ())


def test_the_folder_says_what_sorts_agencies_and_what_they_owe(store: Store, tmp_path: Path) -> None:
    unit = listed("ban-rai", groups=("อำเภอเมือง",))
    office = listed("ban-nok", role="office", parent="ban-rai", kind="office")
    for code in ("ban-rai", "ban-nok"):
        crawl(store, code, {"O1": Status.MET})
    links = [LinkRow("1", f"A{no}", "ban-nok", "O1", f"{url('ban-nok')}{no}") for no in (1, 2)]
    store.links.add("round.xlsx", "0" * 64, 1, 2565, links)
    told = province(
        tmp_path,
        unit,
        office,
        assignment=(Assigned("O8", ("ban-rai",)),),
        surveys={"ban-rai": Surveys(85.6, 85.9)},
        published={"ban-rai": (Published(2564, 91.46, "A"),)},
    )
    found = brief(store, province=told, now=NOW)
    below, above = found.agencies
    assert (above.kind, above.groups, above.parent, above.office) == ("tambon", ("อำเภอเมือง",), "", False)
    assert (below.kind, below.parent, below.office) == ("office", "หน่วยงาน ban-rai", True)
    assert found.owing == {"ban-rai": 43, "ban-nok": 41}  # O8 is not asked of it, O1 has links
    assert (above.surveys.iit, above.published[0].total, below.published) == (85.6, 91.46, ())


def test_deadlines_count_the_days_and_the_next_one_is_told_to_each_agency(store: Store, tmp_path: Path) -> None:
    crawl(store, "ban-rai", {"O1": Status.MET})
    entries = (
        {"key": "links-round-1", "ends": "2022-03-20", "closes": "16:30"},
        {"key": "publish", "ends": "2022-03-02"},
    )
    told = province(tmp_path, listed("ban-rai"), own_calendar=entries)
    found = brief(store, province=told, now=NOW)
    own = [one for one in found.deadlines if one.whose == "province"]
    assert [(one.key, one.ends, one.closes, one.days, one.state) for one in own] == [
        ("links-round-1", "2022-03-20", "16.30", 10, "open"),
        ("publish", "2022-03-02", "", -8, "over"),
    ]
    assert found.deadlines[0] is own[0]
    assert "20 มีนาคม 2565 เวลา 16.30 น. (อีก 10 วัน)" in found.agencies[0].deadline
    english = brief(store, province=told, now=NOW, lang="en").agencies[0].deadline
    assert "20 March 2022 at 16.30 (10 days left)" in english


def test_a_calendar_that_cannot_be_read_costs_the_calendar_only(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    crawl(store, "ban-rai", {"O1": Status.MET})
    told = province(tmp_path, listed("ban-rai"), own_calendar=({"key": "publish", "ends": "tomorrow"},))
    with caplog.at_level(logging.WARNING):
        found = brief(store, province=told, now=NOW)
    assert (found.deadlines, found.agencies[0].deadline, len(found.agencies)) == ((), "", 1)
    assert "tomorrow" in caplog.text


def test_who_waits_and_why(store: Store, tmp_path: Path) -> None:
    crawl(store, "done", {"O1": Status.MET})
    night = store.nights.begin(2565, ["done", "broke", "late"])
    store.nights.finish(night, "broke", "failed", exit_code=1)
    store.nights.end(night, "partial")
    told = province(
        tmp_path, *map(listed, ("done", "broke", "late", "new")), listed("guest", website="", role="office")
    )
    found = brief(store, province=told, now=NOW)
    assert [(one.name, one.why) for one in found.waiting] == [
        ("หน่วยงาน broke", "failed"),
        ("หน่วยงาน late", "left"),
        ("หน่วยงาน new", "not-yet"),
        ("หน่วยงาน guest", "no-site"),
    ]


def shop_page(shop: str, words: str) -> bytes:
    parts = "".join(f'<div class="{shop}-{part} box"><p>{words}</p></div>' for part in "abcdefghijklmnop")
    return f'<html><link rel="stylesheet" href="/{shop}/theme.css"><body id="{shop}">{parts}</body></html>'.encode()


def test_agencies_with_the_same_template_are_known_by_its_fingerprint(store: Store) -> None:
    bodies = {"one": shop_page("dee", "ก"), "two": shop_page("dee", "ข"), "odd": shop_page("sai", "ก"), "bare": b"<p>"}
    for code, body in bodies.items():
        crawl(store, code, {"O1": Status.MET}, body=body)
    template = {one.judgement.agency: one.template for one in brief(store, now=NOW).agencies}
    assert template["one"] == template["two"] != ""
    assert (template["odd"], template["bare"]) == ("", "")


def test_pictures_become_small_and_broken_ones_are_left_out(store: Store) -> None:
    run = crawl(store, "ban-rai", {"O1": Status.MET})
    out = io.BytesIO()
    Image.effect_noise((1280, 5000), 90).save(out, "PNG")
    for item, png in (("O1", out.getvalue()), ("O2", out.getvalue()), ("O3", b"\x89PNG broken")):
        store.save_screenshot(run, Screenshot(item, url("ban-rai"), 0, png))
    store.save_screenshot(run, Screenshot("O4", url("ban-rai"), 0, b"\x89PNG large", small=b"\x89PNG small"))
    (agency,) = brief(store, now=NOW).agencies
    assert set(agency.thumbnails) == {"O1", "O2", "O4"}
    assert agency.thumbnails["O4"] == b"\x89PNG small"
    assert 0 < len(agency.thumbnails["O1"]) <= LARGEST
    assert Image.open(io.BytesIO(agency.thumbnails["O1"])).format == "PNG"


def test_a_province_without_runs_has_a_page(store: Store, tmp_path: Path) -> None:
    told = province(tmp_path, listed("ban-rai"))
    found = brief(store, province=told, now=NOW)
    assert (found.agencies, found.changes, found.owing) == ((), (), {"ban-rai": 43})
    index = report_runs(store, tmp_path / "out", province=told, now=NOW)
    assert "หน่วยงาน ban-rai" in index.read_text(encoding="utf-8")
    assert [path.name for path in (tmp_path / "out").glob("ban-*")] == []


def test_a_database_without_runs_has_a_page(store: Store, tmp_path: Path) -> None:
    found = brief(store, now=NOW)
    assert (found.agencies, found.rubric, found.waiting) == ((), None, ())
    assert report_runs(store, tmp_path / "out", now=NOW).exists()


def test_an_agency_that_nobody_could_reach_has_a_page(store: Store, tmp_path: Path) -> None:
    crawl(store, "ban-rai", dict.fromkeys(RUBRIC.items, Status.UNREACHABLE))
    index = report_runs(store, tmp_path / "out", now=NOW)
    assert "หน่วยงาน ban-rai" in index.read_text(encoding="utf-8")
    assert "http://ban-rai.example/" in (tmp_path / "out" / "ban-rai.html").read_text(encoding="utf-8")


def test_two_hundred_agencies_have_pages(store: Store, tmp_path: Path) -> None:
    codes = [f"agency-{number}" for number in range(200)]
    for code in codes:
        crawl(store, code, {"O1": Status.MET})
    told = province(tmp_path, *map(listed, codes))
    index = report_runs(store, tmp_path / "out", province=told, now=NOW)
    said = index.read_text(encoding="utf-8")
    assert all(f"หน่วยงาน {code}" in said for code in codes)
    assert len(list((tmp_path / "out").glob("agency-*.html"))) == 200


def test_runs_of_another_year_are_not_shown(store: Store, clock: Clock, tmp_path: Path) -> None:
    crawl(store, "old", {"O1": Status.MET}, year=2566)
    clock.moment += timedelta(days=1)
    crawl(store, "new", {"O1": Status.MET})
    told = province(tmp_path, listed("old"), listed("new"))
    found = brief(store, province=told, now=NOW)
    assert [one.judgement.agency for one in found.agencies] == ["new"]
    assert [(one.name, one.why) for one in found.waiting] == [("หน่วยงาน old", "not-yet")]
    alone = brief(store, now=NOW)
    assert (alone.fiscal_year, [one.judgement.agency for one in alone.agencies]) == (2565, ["new"])
    assert [(one.name, one.why) for one in alone.waiting] == [("old", "other-year")]
    assert report_runs(store, tmp_path / "out", now=NOW).exists()


@pytest.fixture
def without_o8(tmp_path: Path) -> Books:
    """Own books: that of 2565 has lost an item."""
    root = tmp_path / "books"
    book = copy_book(PACKAGED, 2565, 2565, root).folder
    (book / "o08.toml").unlink()
    text = (book / "book.toml").read_text(encoding="utf-8")
    (book / "book.toml").write_text(text.replace('"O8"', "").replace(", ,", ",").replace("[, ", "["), encoding="utf-8")
    return Books(root)


def test_a_book_that_lost_an_item_leaves_it_out(store: Store, tmp_path: Path, without_o8: Books) -> None:
    crawl(store, "ban-rai", {"O1": Status.MET, "O8": Status.UNMET, "O9": Status.UNMET})
    found = brief(store, books=without_o8, now=NOW)
    assert [one.item for one in found.agencies[0].judgement.items] == ["O1", "O9"]
    index = report_runs(store, tmp_path / "out", books=without_o8, now=NOW)
    assert "หน่วยงาน ban-rai" in index.read_text(encoding="utf-8")


def test_a_book_that_is_gone_leaves_its_agencies_waiting(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    crawl(store, "ban-rai", {"O1": Status.MET}, year=2599)
    told = msgspec.structs.replace(province(tmp_path, listed("ban-rai"), listed("ban-nok")), fiscal_year=2599)
    with caplog.at_level(logging.WARNING):
        found = brief(store, province=told, now=NOW)
    assert (found.rubric, found.agencies) == (None, ())
    assert [one.why for one in found.waiting] == ["no-book", "not-yet"]
    assert "2599" in caplog.text
    assert [one.why for one in brief(store, now=NOW).waiting] == ["no-book"]
    assert report_runs(store, tmp_path / "out", province=told, now=NOW).exists()
