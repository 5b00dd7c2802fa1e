"""Addresses, labels and names as people type them."""

from __future__ import annotations

from typing import get_args

import pytest

from checks.rubric import load
from crawler.books import PACKAGED
from crawler.office.agency_names import AgencyNames
from crawler.office.link_items import Items
from crawler.office.link_urls import is_blank, read_addresses
from crawler.office.link_words import LINK_COUNTS, LINK_WORDS, LinkFault, LinkNote, sentences
from crawler.office.model import Listed

KO = "%E0%B8%81"


@pytest.mark.parametrize(
    ("cell", "urls"),
    [
        ("www.x.example", ["http://www.x.example"]),
        ("x.example/a", ["http://x.example/a"]),
        ("//x.example/a", ["http://x.example/a"]),
        ("http//x.example/a", ["http://x.example/a"]),
        ("http:/x.example", ["http://x.example"]),
        ("https:www.x.example", ["https://www.x.example"]),
        ("https;//x.example", ["https://x.example"]),
        ("htpp://x.example", ["http://x.example"]),
        ("https://https://x.example/a", ["https://x.example/a"]),
        ("http:\\\\x.example\\a", ["http://x.example/a"]),
        ("https://x.example/ a", ["https://x.example/a"]),
        ("https://www. x.example/a", ["https://www.x.example/a"]),
        ("https://x.example/แ a.pdf", ["https://x.example/%E0%B9%81%20a.pdf"]),
        ("https://x.example/a หน้าแรก", ["https://x.example/a"]),
        ("https://x.example/a\n/b.pdf", ["https://x.example/a/b.pdf"]),
        ("https://x.example/\u200ba\ufeff", ["https://x.example/a"]),
        ("https://x.example/ก?a=ก", [f"https://x.example/{KO}?a={KO}"]),
        ("http://ตัวอย่าง.ไทย/", [f"http://{'ตัวอย่าง.ไทย'.encode('idna').decode()}/"]),
        ("http://%E0%B8%95%E0%B8%B1%E0%B8%A7.ไทย/", [f"http://{'ตัว.ไทย'.encode('idna').decode()}/"]),
        ("ดูที่ https://x.example/a", ["https://x.example/a"]),
        ("<https://x.example/a>", ["https://x.example/a"]),
        ("(https://x.example/a)", ["https://x.example/a"]),
        ("http://user:secret@x.example/a", ["http://x.example/a"]),
    ],
)
def test_mended(cell: str, urls: list[str]) -> None:
    found = read_addresses(cell)
    assert [address.url for address in found] == urls
    assert all(address.mended and "secret" not in address.written for address in found)


@pytest.mark.parametrize(
    "url",
    ["https://x.example/a(1).pdf", "https://x.example/index.php/a,1", "https://x.example/r?u=https://y.example/b",
     "https://archive.example/web/2022/https://y.example/b", "http://x.example/%E0%B8", "HTTPS://X.example/A#/b",
     "https://xn--12c.example:8443/?a=[1]&b=~"],
)  # fmt: skip
def test_sound_addresses_stay_as_they_are(url: str) -> None:
    (address,) = read_addresses(url)
    assert (address.url.lower(), address.fault) == (url.lower(), None)


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("https://x.example/a\nhttps://x.example/b", 2),
        ("https://x.example/a,https://x.example/b", 2),
        ("https://x.example/a https://x.example/b; www.y.example/c", 3),
        ("x.example/a, y.example/b", 2),
        ("https://x.example/2565https://x.example/2566", 2),
        ("ก. https://x.example/a ข. https://x.example/b", 2),
    ],
)
def test_several_in_a_cell(cell: str, count: int) -> None:
    found = read_addresses(cell)
    assert len(found) == count
    assert all(address.fault is None for address in found)


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("รอดำเนินการ", "not-web"),
        ("มี", "not-web"),
        ("http://", "not-web"),
        ("https://x", "not-web"),
        ("http://x.example:99999/", "not-web"),
        ("http://2130706433/", "not-web"),
        ("ftp://x.example/a", "not-web"),
        ("https://x.example/" + "a" * 3000, "not-web"),
        ("C:\\งาน\\แผน.pdf", "file-path"),
        ("\\\\server\\share\\a.pdf", "file-path"),
        ("file:///c:/a.pdf", "file-path"),
        ("../a.pdf", "file-path"),
        ("desk@x.example", "e-mail"),
        ("mailto:desk@x.example", "e-mail"),
        ("javascript:alert(1)", "script"),
        ("data:text/html,x", "script"),
        ("http://127.0.0.1/", "private"),
        ("http://10.0.0.1:8080/a", "private"),
        ("http://[::1]/", "private"),
        ("http://169.254.169.254/latest", "private"),
        ("http://localhost/", "private"),
        ("http://oit.local/", "private"),
    ],
)
def test_refused(cell: str, fault: str) -> None:
    assert [address.fault for address in read_addresses(cell)] == [fault]


def test_private_addresses_where_they_are_allowed() -> None:
    assert [a.fault for a in read_addresses("http://127.0.0.1:8000/\nhttp://localhost/", allow_private=True)] == [
        None
    ] * 2


@pytest.mark.parametrize("cell", ["", " ", "-", "–", "...", "ไม่มี", " N/A ", "None"])
def test_blank(cell: str) -> None:
    assert is_blank(cell)
    assert read_addresses(cell) == ()


@pytest.fixture(scope="module")
def items() -> Items:
    return Items(load(2565), PACKAGED)


@pytest.mark.parametrize(
    ("label", "item"),
    [("O1", "O1"), ("o 16", "O16"), ("OIT 3", "O3"), ("OIT1", "O1"), ("๐๘", "O8"), ("0๒๒", "O22"), ("019", "O19"),
     ("ข้อ-028", "O28"), ("7", "O7"), ("010", "O10"), ("01", "O1"), ("ข้อ ๐๘ Q&A", "O8"), ("O๔๓.", "O43"),
     ("3. O1 โครงสร้าง", "O1"), ("O1 โครงสร้าง (ลิงก์)", "O1"), ("โครงสร้าง", "O1")],
)  # fmt: skip
def test_labels(items: Items, label: str, item: str) -> None:
    assert (items.find(label).item, items.find(label).fault) == (item, None)


@pytest.mark.parametrize(
    ("label", "fault"),
    [("", "no-item"), ("O44", "unknown-item"), ("O0", "unknown-item"), ("CLO1", "unknown-item"),
     ("แผน", "unknown-item"), ("O39-O41", "several-items"), ("O10, O18", "several-items"),
     ("O10/O18", "several-items"), ("O39 - 41", "several-items"), ("10 และ 18", "several-items")],
)  # fmt: skip
def test_labels_refused(items: Items, label: str, fault: str) -> None:
    assert items.find(label).fault == fault


def test_every_title_of_the_year_confirms_its_number(items: Items) -> None:
    for item in load(2565).items.values():
        for title in (item.title_th, item.title_en):
            assert items.find(f"{item.item} {title}").fault is None
            assert items.find(item.item, title).fault is None


def test_another_years_numbering_is_seen(items: Items) -> None:
    now = load(2565).items
    for item in load(2566).items.values():
        moved = item.title_th != now[item.item].title_th
        assert (items.find(item.item, item.title_th).fault == "title-disagrees") == moved, item.item


AGENCIES = tuple(
    Listed(code, name, "local", "unit", f"https://{code}.example/")
    for code, name in (
        ("ban-rai", "องค์การบริหารส่วนตำบลบ้านไร่"),
        ("tha-muang", "เทศบาลตำบลท่าม่วง"),
        ("agri", "สำนักงานเกษตรจังหวัดศรีพนา"),
        ("ban-mai-1", "อบต.บ้านใหม่ อ.เมือง"),
        ("ban-mai-2", "องค์การบริหารส่วนตำบลบ้านใหม่ อำเภอท่าวัง"),
        ("hospital", "รพ.ศรีพนา"),
        ("sriphana", "จังหวัดศรีพนา"),
        ("twin-1", "เทศบาลตำบลคู่แฝด"),
        ("twin-2", "เทศบาลตำบลคู่แฝด"),
    )
)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("BAN-RAI", ["ban-rai"]),
        ("องค์การบริหารส่วน ตำบลบ้านไร่ ", ["ban-rai"]),
        ("อบต.บ้านไร่", ["ban-rai"]),
        ("อบต บ้านไร่", ["ban-rai"]),
        ("ทต.ท่าม่วง อ.เมือง จ.ศรีพนา", ["tha-muang"]),
        ("ทต.ท่าม่วง จ.อื่น", []),
        ("สนง.เกษตร จ.ศรีพนา", ["agri"]),
        ("สำนักงานเกษตรจังหวัด", ["agri"]),
        ("โรงพยาบาลศรีพนา", ["hospital"]),
        ("จ.ศรีพนา", ["sriphana"]),
        ("จังหวัด", []),
        ("อบต.บ้านใหม่ อ.ท่าวัง", ["ban-mai-2"]),
        ("อบต.บ้านใหม่", ["ban-mai-1", "ban-mai-2"]),
        ("อบต.บ้านใหม่ อ.อื่น", []),
        ("ทต.คู่แฝด", ["twin-1", "twin-2"]),
        ("เทศบาลตำบลท่าเมือง", []),
        ("บ้านไร่", []),
    ],
)
def test_agencies_by_code_and_name(text: str, codes: list[str]) -> None:
    found = AgencyNames(AGENCIES, "จังหวัดศรีพนา").find(text)
    assert [agency.code for agency in found.agencies] == codes


def test_the_nearest_names_help() -> None:
    assert AgencyNames(AGENCIES).find("เทศบาลตำบลท่าเมือง").nearest == ("เทศบาลตำบลท่าม่วง (tha-muang)",)


def test_every_code_has_sentences_in_both_languages() -> None:
    codes = {*get_args(LinkFault), *get_args(LinkNote)}
    assert set(LINK_WORDS) == codes
    assert set(LINK_COUNTS) == set(get_args(LinkFault))
    for code in codes:
        said = {sentences(thai, code, agency="a", item="O1", detail="d") for thai in (True, False)}
        assert len(said) == 2
