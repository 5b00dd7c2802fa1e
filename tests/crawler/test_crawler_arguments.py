"""Arguments of the crawl: mended, refused, filled in."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.addresses import mend_url
from crawler.arguments import AgencyArguments, ArgumentError, choose_agency, parse
from crawler.submitted import LinksRow


def refused(**given: object) -> str:
    with pytest.raises(ArgumentError) as caught:
        parse(given)
    assert caught.value.thai
    return str(caught.value)


def test_unknown_argument_is_refused_with_the_known_ones() -> None:
    message = refused(url="http://x.go.th", yaer="2565")
    assert "yaer" in message
    assert all(name in message for name in AgencyArguments.__struct_fields__)


@pytest.mark.parametrize("given", [{}, {"url": "http://x.go.th", "year": "soon"}])
def test_missing_url_and_year_that_is_no_number(given: dict[str, object]) -> None:
    assert refused(**given)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "   ",
        "ftp://x.go.th",
        "http://",
        "http:///a",
        "no host",
        "http://x.go.th:99999/",
        "localhost-of-mine",
        "file:///etc/passwd",
    ],
)
def test_no_web_address(url: str) -> None:
    refused(url=url)


@pytest.mark.parametrize(
    ("text", "url", "mended"),
    [
        ("https://www.x.go.th/", "https://www.x.go.th/", False),
        ("www.x.go.th", "http://www.x.go.th", True),
        ("x.go.th:8080/a", "http://x.go.th:8080/a", True),
        (" <http://x.go.th/> ", "http://x.go.th/", True),
        ("//x.go.th/a", "http://x.go.th/a", True),
        ("127.0.0.1:8000", "http://127.0.0.1:8000", True),
        ("http://localhost:8000/", "http://localhost:8000/", False),
        ("http://จังหวัด.ไทย/", "http://จังหวัด.ไทย/", False),
    ],
)
def test_url_mended(text: str, url: str, mended: bool) -> None:
    assert mend_url(text) == (url, mended)


def test_what_was_mended_is_said() -> None:
    assert any("http://x.go.th" in note for note in parse({"url": "x.go.th"}).notes)


@pytest.mark.parametrize(
    ("now", "as_of"),
    [
        (datetime(2022, 4, 24, 18, 0, tzinfo=UTC), "2022-04-25"),  # already tomorrow in Bangkok
        (datetime(2026, 1, 1, tzinfo=UTC), "2022-09-30"),
    ],
)
def test_as_of_is_today_in_bangkok_at_most_the_end_of_the_year(now: datetime, as_of: str) -> None:
    assert parse({"url": "http://x.go.th"}, now=lambda: now).as_of == as_of


def test_as_of_given() -> None:
    assert parse({"url": "http://x.go.th", "as_of": "2022-04-25"}).as_of == "2022-04-25"


@pytest.mark.parametrize("as_of", ["25/04/2022", "2565-04-25", "2022-10-01", "2022-02-30"])
def test_as_of_refused(as_of: str) -> None:
    assert as_of in refused(url="http://x.go.th", as_of=as_of)


def test_a_year_whose_book_is_a_draft_is_noted() -> None:
    assert [note for note in parse({"url": "http://x.go.th", "year": "2566"}).notes if "2566" in note]
    assert not [note for note in parse({"url": "http://x.go.th", "year": "2565"}).notes if "2565" in note]


def test_year_without_a_book_is_refused() -> None:
    assert "2500" in refused(url="http://x.go.th", year="2500")


@pytest.mark.parametrize(
    ("given", "code", "name"),
    [
        ("", "x.go.th", ""),
        ("sriphana-province", "sriphana-province", ""),
        ("จังหวัดศรีพนา", "x.go.th", "จังหวัดศรีพนา"),
    ],
)
def test_agency_is_a_code_or_a_name(given: str, code: str, name: str) -> None:
    agency = parse({"url": "https://www.x.go.th/", "agency": given}).agency
    assert (agency.code, agency.name) == (code, name)


def test_further_hosts_are_addresses() -> None:
    hosts = parse({"url": "http://x.go.th", "hosts": "data.x.go.th, https://m.go.th/site/x/"}).hosts
    assert hosts == ("http://data.x.go.th", "https://m.go.th/site/x/")
    assert "no!host" in refused(url="http://x.go.th", hosts="no!host")


def test_agencies_of_one_host_have_codes_of_their_own() -> None:
    codes = {parse({"url": f"http://m.go.th/site/{name}/"}).agency.code for name in ("a", "b")}
    assert codes == {"m.go.th-site-a", "m.go.th-site-b"}


def test_links_of_this_agency_are_taken_others_counted_bad_ones_told(tmp_path: Path) -> None:
    file = tmp_path / "links.csv"
    file.write_text(
        "agency,item,url\nจังหวัดศรีพนา,O1,http://x.go.th/1\nอื่น,O1,http://y.go.th/1\nจังหวัดศรีพนา,O99,http://x.go.th/2\n",
        encoding="utf-8",
    )
    plan = parse({"url": "http://x.go.th", "links": str(file), "agency": "จังหวัด ศรีพนา"})
    assert [(s.item, s.url) for s in plan.submitted] == [("O1", "http://x.go.th/1")]
    assert (plan.skipped, plan.bad_rows) == (1, 1)
    assert any("row 4" in note for note in plan.notes)


def test_unreadable_links_file_is_refused(tmp_path: Path) -> None:
    assert "missing.csv" in refused(url="http://x.go.th", links=str(tmp_path / "missing.csv"))


def rows(*pairs: tuple[str, str]) -> tuple[LinksRow, ...]:
    return tuple(LinksRow(n, agency, "O1", url) for n, (agency, url) in enumerate(pairs, 2))


def test_without_a_name_most_links_on_the_site_decide() -> None:
    some = rows(("a", "http://x.go.th/1"), ("a", "http://drive.test/2"), ("b", "http://y.go.th/1"))
    assert choose_agency(some, [""], "http://www.x.go.th/") == {"a"}
    assert choose_agency(some, [""], "http://z.go.th/") == set()


def test_without_a_name_the_only_agency_of_the_file_is_meant() -> None:
    assert choose_agency(rows(("a", "http://drive.test/2")), [""], "http://x.go.th/") == {"a"}


def test_two_agencies_with_equally_many_links_must_be_told_apart() -> None:
    with pytest.raises(ArgumentError, match="-a agency="):
        choose_agency(rows(("a", "http://x.go.th/1"), ("b", "http://x.go.th/2")), [""], "http://x.go.th/")
