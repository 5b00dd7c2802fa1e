"""What the doctor finds beyond the files: deadlines, secrets, and what the province's database knows."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from checks.decisions import Decision
from checks.evidence import Agency
from checks.verdict import Status
from crawler.office.doctor import look_over
from crawler.office.fault import Fault
from crawler.store import Store
from crawler.store.decisions import WITHDRAWN
from crawler.store.links import LinkRow
from crawler.store.moments import BANGKOK
from tests.crawler.running import Crawler

NOW = datetime(2022, 4, 25, 9, 0, tzinfo=BANGKOK)
TOML = """\
name = "จังหวัดสีพนา"
fiscal_year = 2565
contact = "oit@sriphana.example"
"""
AGENCIES = """\
code,name,website,hosts
prov,จังหวัดสีพนา,http://www.sriphana.example/,
town,เทศบาลเมืองสีพนา,http://www.town.example/,
"""


def make(folder: Path, more: str = "", agencies: str = AGENCIES) -> Path:
    (folder / "province.toml").write_text(TOML + more, encoding="utf-8")
    (folder / "agencies.csv").write_text(agencies, encoding="utf-8")
    return folder


def found(folder: Path) -> list[tuple[str, str]]:
    return [(fault.code, fault.severity) for fault in look_over(folder, now=NOW)]


def test_a_folder_without_a_fault(tmp_path: Path) -> None:
    assert look_over(make(tmp_path), now=NOW) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert found(tmp_path / "none") == [("folder-missing", "error")]
    assert not (tmp_path / "none").exists()


def test_an_own_deadline_in_the_past_is_said_with_its_day(tmp_path: Path) -> None:
    entries = "".join(
        f'[[calendar]]\ntitle_th = "{title}"\nends = "{day}"\n'
        for title, day in (("รอบแรก", "2022-03-31"), ("รอบสอง", "2022-05-31"))
    )
    [fault] = look_over(make(tmp_path, entries), now=NOW)
    assert (fault.code, fault.severity) == ("deadline-past", "warning")
    assert "รอบแรก" in fault.thai
    assert "31/3/2565" in fault.thai


def test_the_day_that_stands_for_today_is_the_provinces(tmp_path: Path) -> None:
    entry = 'as_of = "2022-01-10"\n[[calendar]]\ntitle_th = "รอบแรก"\nends = "2022-03-31"\n'
    assert found(make(tmp_path, entry)) == []


def test_secrets_that_are_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OIT_TEST_NOTICES", raising=False)
    notices = '[notices]\nsecretariat = "env:OIT_TEST_NOTICES"\nagency_mail = "file:mail.secret"\n'
    assert found(make(tmp_path, notices)) == [("secret-missing", "warning")] * 2
    monkeypatch.setenv("OIT_TEST_NOTICES", "json://notices.example/")
    secret = tmp_path / "mail.secret"
    secret.write_text("mailtos://user:word@mail.example?to={to}\n", encoding="utf-8")
    secret.chmod(0o644)
    assert found(tmp_path) == [("secret-exposed", "warning")]
    secret.chmod(0o600)
    faults = look_over(tmp_path, now=NOW)
    assert faults == []


def test_a_secret_is_never_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OIT_TEST_NOTICES", "nonsense-4711")
    faults = look_over(make(tmp_path, '[notices]\nsecretariat = "env:OIT_TEST_NOTICES"\n'), now=NOW)
    assert [fault.code for fault in faults] == ["secret-missing"]
    assert "4711" not in str(faults)


def crawled(folder: Path, moved_to: str, code: str = "town") -> None:
    with Store(folder / "oit.db", now=lambda: NOW) as store:
        run = store.start_run(
            agency=Agency(code, "http://www.town.example/"),
            fiscal_year=2565,
            as_of="2022-04-25",
            submitted=[],
            settings={},
        )
        stats: dict[str, float | int | str] = {"moved-to": moved_to} if moved_to else {}
        store.finish_run(run, outcome="finished", limits=[], stats=stats)


def of_agencies(folder: Path) -> list[Fault]:
    return [fault for fault in look_over(folder, now=NOW) if fault.code != "links-missing"]


def test_a_site_that_moved_is_said_with_its_row_and_new_address(tmp_path: Path) -> None:
    make(tmp_path)
    crawled(tmp_path, "https://town.new.example/home")
    [fault] = of_agencies(tmp_path)
    assert (fault.code, fault.severity, fault.file, fault.row) == ("site-moved", "warning", "agencies.csv", 3)
    assert "https://town.new.example/home" in fault.thai
    make(tmp_path, agencies=AGENCIES.replace("www.town.example/,", "www.town.example/,town.new.example"))
    assert of_agencies(tmp_path) == []


def test_a_crawl_notes_that_the_start_page_led_elsewhere(tmp_path: Path, crawler: Crawler, server: HTTPServer) -> None:
    with HTTPServer(host="127.0.0.1", threaded=True) as new:
        page = "<html lang=th><body><h1>เทศบาลเมืองสีพนา</h1><p>ยินดีต้อนรับสู่เว็บไซต์ใหม่</p></body></html>"
        new.expect_request("/home").respond_with_data(page, content_type="text/html; charset=utf-8")
        server.expect_request("/").respond_with_data("", 301, {"Location": new.url_for("/home")})
        crawl = crawler.run(
            f"url={server.url_for('/')}",
            "agency=town",
            "as_of=2022-04-25",
            settings={"OIT_DB": str(tmp_path / "oit.db")},
        )
        moved_to = new.url_for("/home")
    assert crawl.code == 0, crawl.said
    make(tmp_path, agencies=AGENCIES.replace("http://www.town.example/", server.url_for("/")))
    assert [(fault.code, moved_to in fault.english) for fault in of_agencies(tmp_path)] == [("site-moved", True)]


def test_only_the_newest_run_tells_whether_a_site_moved(tmp_path: Path) -> None:
    make(tmp_path)
    crawled(tmp_path, "https://town.new.example/")
    later = datetime(2022, 4, 26, 9, 0, tzinfo=BANGKOK)
    with Store(tmp_path / "oit.db", now=lambda: later) as store:
        agency = Agency("town", "http://www.town.example/")
        run = store.start_run(agency=agency, fiscal_year=2565, as_of="2022-04-26", submitted=[], settings={})
        store.finish_run(run, outcome="finished", limits=[], stats={})
    assert of_agencies(tmp_path) == []


def test_agencies_without_submitted_links_are_named(tmp_path: Path) -> None:
    make(tmp_path)
    with Store(tmp_path / "oit.db", now=lambda: NOW) as store:
        store.links.add("links.xlsx", "0" * 64, 1, 2565, [LinkRow("ลิงก์", "C2", "prov", "O1", "http://x.example/")])
    [fault] = look_over(tmp_path, now=NOW)
    assert (fault.code, fault.severity) == ("links-missing", "info")
    assert "เทศบาลเมืองสีพนา" in fault.thai
    assert "จังหวัดสีพนา" not in fault.thai


def test_links_and_decisions_of_a_code_that_was_changed_are_told(tmp_path: Path) -> None:
    make(tmp_path)
    with Store(tmp_path / "oit.db", now=lambda: NOW) as store:
        rows = [
            LinkRow("ลิงก์", f"C{n}", code, "O1", "http://x.example/") for n, code in enumerate(("prov", "town", "old"))
        ]
        store.links.add("links.xlsx", "0" * 64, 1, 2565, rows)
        numbers = {code: decided(store, code) for code in ("prov", "older", "withdrawn")}
        store.decisions.end(numbers["withdrawn"], WITHDRAWN)
        decided(store, "last-year", 2564)
    [fault] = look_over(tmp_path, now=NOW)
    assert (fault.code, fault.severity) == ("code-gone", "warning")
    assert "old, older" in fault.english


def decided(store: Store, agency: str, year: int = 2565) -> int:
    decision = Decision("O1", 0, Status.UNMET, "สมหญิง", "ไม่มี", "")
    about = {"element": "", "evidence": {}, "evidence_key": "", "machine_status": "met", "machine_code": "found"}
    return store.decisions.record(agency=agency, fiscal_year=year, decision=decision, run_id="r", judged_by="", **about)


def test_a_database_that_is_none_is_a_fault_and_stays_as_it_is(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / "oit.db").write_bytes(b"no database at all, but a text of somebody" * 50)
    before = (tmp_path / "oit.db").read_bytes()
    assert found(tmp_path) == [("database-bad", "error")]
    assert (tmp_path / "oit.db").read_bytes() == before


def test_no_database_is_made_by_looking(tmp_path: Path) -> None:
    look_over(make(tmp_path), now=NOW)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["agencies.csv", "province.toml"]
