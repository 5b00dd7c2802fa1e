"""``-a province=FOLDER``: everything about an agency comes from the province's folder and database."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from checks.evidence import Submitted
from crawler.arguments import ArgumentError, parse
from crawler.commands.links_in import take_in
from crawler.commands.voice import Voice
from crawler.exits import OK
from crawler.fictional_province import PROVINCE, ROUNDS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The bundled province's folder, with its made-up hosts."""
    return Path(shutil.copytree(PROVINCE, tmp_path / "province"))


def test_address_name_kind_year_and_day_come_from_the_folder(folder: Path) -> None:
    plan = parse({"province": str(folder), "agency": "nong-bua-thong"})
    assert plan.agency.url == "http://nong-bua-thong.example/"
    assert plan.agency.name == "องค์การบริหารส่วนตำบลหนองบัวทอง"
    assert plan.agency.kind == "subdistrict"
    assert (plan.fiscal_year, plan.as_of) == (2565, "2022-04-25")
    assert (plan.submitted, plan.exempt) == ((), {})


def test_an_office_is_not_asked_what_others_answer_for_and_hears_who_they_are(folder: Path) -> None:
    plan = parse({"province": str(folder), "agency": "sriphana-energy"})
    assert plan.exempt["O10"] == "จังหวัดศรีพนา"
    assert plan.exempt["O15"] == "สำนักงานเกษตรจังหวัดศรีพนา, สำนักงานสาธารณสุขอำเภอหนองสวรรค์"
    assert "O1" not in plan.exempt
    assert len(parse({"province": str(folder), "agency": "sriphana-agri"}).exempt) < len(plan.exempt)


def test_links_are_those_that_count_now(folder: Path) -> None:
    assert take_in(Voice(), folder, folder / ROUNDS[0], 1, dry_run=False) == OK
    first = parse({"province": str(folder), "agency": "pak-khlong-town"}).submitted
    assert take_in(Voice(), folder, folder / ROUNDS[1], 2, dry_run=False) == OK
    second = parse({"province": str(folder), "agency": "pak-khlong-town"}).submitted
    assert {link.item for link in first} < {link.item for link in second}
    assert Submitted("O8", "http://pak-khlong-town.example/webboard.php") in second


def test_what_is_given_beside_the_province_wins(folder: Path, tmp_path: Path) -> None:
    links = tmp_path / "links.csv"
    links.write_text("agency,item,url\nnong-bua-thong,O7,http://nong-bua-thong.example/news\n", encoding="utf-8")
    given = {
        "province": str(folder),
        "agency": "องค์การบริหารส่วนตำบล หนองบัวทอง",
        "links": str(links),
        "as_of": "2022-03-01",
    }
    plan = parse(given)
    assert plan.agency.code == "nong-bua-thong"
    assert plan.as_of == "2022-03-01"
    assert [link.item for link in plan.submitted] == ["O7"]


@pytest.mark.parametrize("agency", ["NONG-BUA-THONG", "อบต. หนองบัวทอง", "อบต.หนองบัวทอง จ.ศรีพนา"])
def test_an_agency_may_be_called_as_people_call_it(folder: Path, agency: str) -> None:
    assert parse({"province": str(folder), "agency": agency}).agency.code == "nong-bua-thong"


@pytest.mark.parametrize("agency", ["", "nobody"])
def test_an_agency_must_be_named_that_the_province_lists(folder: Path, agency: str) -> None:
    with pytest.raises(ArgumentError, match="lists no agency") as caught:
        parse({"province": str(folder), "agency": agency})
    assert caught.value.thai


def test_a_folder_that_is_no_province_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError) as caught:
        parse({"province": str(tmp_path), "agency": "x"})
    assert caught.value.thai
