"""The agency's own index: labels, titles that confirm them, and lists that only look alike."""

from __future__ import annotations

import msgspec
import pytest

from checks.evidence import Block, Document
from checks.identity import Identifier
from checks.index_page import rows_of
from checks.lexicon import Lexicon
from checks.reading import Reading
from checks.rubric import load

SITE = "http://x.example/"
RUBRIC = load(2565)
NAMED = Identifier(RUBRIC, Lexicon.of(RUBRIC))


def index(rows: list[tuple[str, str]], heading: str = "ITA 2565") -> Reading:
    blocks = [Block("heading", heading, level=1)]
    for row, (text, href) in enumerate(rows, 1):
        blocks += [Block("cell", text, table=1, row=row, col=1)]
        blocks += [Block("link", "เปิด", href=SITE + href, table=1, row=row, col=2)]
    url = SITE + "ita"
    document = Document(url, url, "page", "text/html", "0" * 64, "html/1", "read", blocks=tuple(blocks))
    return Reading(document, Lexicon.of(RUBRIC))


def found(reading: Reading) -> dict[str, str]:
    return {r.item: r.url.removeprefix(SITE) for r in rows_of(reading, NAMED, RUBRIC)}


TITLED = [(f"O{n} {RUBRIC.items[f'O{n}'].title_th}", f"o{n}") for n in range(1, 10)]


def test_lettered_rows_are_read() -> None:
    assert found(index(TITLED)) == {f"O{n}": f"o{n}" for n in range(1, 10)}


def test_a_row_with_another_title_is_believed_among_confirmed_ones() -> None:
    assert found(index([*TITLED, ("O33 จิตอาสาร่วมกันขุดลอกคลอง", "canal")]))["O33"] == "canal"


def test_numbers_of_another_list_are_not_believed() -> None:
    rows = [(f"O{n} รายการอื่นลำดับที่ {n}", f"x{n}") for n in range(1, 20)]
    assert found(index(rows)) == {}


def test_bare_numbers_need_confirmed_titles() -> None:
    bare = [(f"{n}. {RUBRIC.items[f'O{n}'].title_th}", f"o{n}") for n in range(1, 12)]
    assert len(found(index(bare))) == 11
    assert found(index([(f"{n}. หมู่บ้านที่ {n}", f"v{n}") for n in range(1, 12)])) == {}


def test_last_years_index_is_not_this_years() -> None:
    assert found(index(TITLED, heading="ITA 2564")) == {}


def test_a_row_that_links_to_nothing_names_nothing() -> None:
    assert "O9" not in found(index([*TITLED[:8], (TITLED[8][0], "ita#")]))


def test_a_row_that_several_items_share_is_a_row_of_each() -> None:
    plans = found(index([*TITLED, ("O39-O41 แผนปฏิบัติการป้องกันการทุจริตและรายงานผล", "plan")]))
    assert [plans.get(item) for item in ("O38", "O39", "O40", "O41", "O42")] == [None, "plan", "plan", "plan", None]
    pair = found(index([*TITLED, ("O10, O18 แผนดำเนินงานประจำปีและแผนการใช้จ่ายงบประมาณประจำปี", "both")]))
    assert [pair.get(item) for item in ("O10", "O11", "O18")] == ["both", None, "both"]


@pytest.mark.parametrize("words", ["02-123-4567 โทรศัพท์กลาง", "01 มีนาคม 2565", "010 โครงการของปีนี้"])
def test_a_zero_behind_the_number_is_no_further_item(words: str) -> None:
    rows = rows_of(index([*TITLED[:7], (f"O8 {words}", "board"), TITLED[8]]), NAMED, RUBRIC)
    assert [(r.item, r.text) for r in rows if r.url == SITE + "board"] == [("O8", words)]


def test_icons_of_social_networks_below_the_last_row_name_nothing() -> None:
    reading = index(TITLED)
    icons = (
        Block("link", "", href="https://www.facebook.com/nakhonsai.example"),
        Block("link", "", href="https://lin.ee/abc"),
    )
    document = msgspec.structs.replace(reading.document, blocks=reading.document.blocks + icons)
    rows = rows_of(Reading(document, Lexicon.of(RUBRIC)), NAMED, RUBRIC)
    assert {r.url for r in rows if r.item == "O9"} == {SITE + "o9"}


def grouped(per_group: list[range], numbers: list[str]) -> Reading:
    """A list by sub-indicators whose rows bear a bare number and a clerk's own words."""
    blocks = [Block("heading", "ข้อมูลสาธารณะ ปี 65", level=1)]
    for number, items in zip(numbers, per_group, strict=True):
        blocks.append(Block("heading", f"+ {number}", level=3))
        for n in items:
            blocks += [Block("item", f"{n} เรื่องที่เขียนเอง"), Block("link", "เรื่องที่เขียนเอง", href=f"{SITE}o{n}")]
    url = SITE + "ita"
    return Reading(
        Document(url, url, "page", "text/html", "0" * 64, "html/1", "read", blocks=tuple(blocks)), Lexicon.of(RUBRIC)
    )


def test_numbers_of_sub_indicators_confirm_the_rows_below_them() -> None:
    subs = RUBRIC.book.sub_indicators
    numbers = [sub.number for sub in subs]
    this_year = [range(int(sub.items[0][1:]), int(sub.items[-1][1:]) + 1) for sub in subs]
    assert found(grouped(this_year, numbers)) == {f"O{n}": f"o{n}" for n in range(1, 44)}
    # Another year's book has the same numbers in other groups.
    other_year = [range(items.start + 2 * bool(n), items.stop + 2) for n, items in enumerate(this_year)]
    assert found(grouped(other_year, numbers)) == {}


def test_a_whole_list_of_bare_numbers_is_believed_unless_its_titles_deny_it() -> None:
    own = [RUBRIC.items[f"O{n}"].title_th if n % 4 == 0 else "เรื่องที่เขียนเอง" for n in range(1, 44)]
    assert len(found(index([(f"{n} {title}", f"o{n}") for n, title in enumerate(own, 1)]))) == 43
    shifted = [own[0], *own[:-1]]
    assert found(index([(f"{n} {title}", f"o{n}") for n, title in enumerate(shifted, 1)])) == {}


def test_a_whole_list_is_believed_though_few_rows_say_the_official_title() -> None:
    said = {n: RUBRIC.items[f"O{n}"].title_th if n % 5 == 0 else f"เรื่องของเรา {n}" for n in range(1, 44)}
    rows = [(f"{'ข้อ ' if n % 3 else 'O'}{n} {said[n]}", f"o{n}") for n in range(1, 44)]
    assert found(index(rows)) == {f"O{n}": f"o{n}" for n in range(1, 44)}


def test_a_numbered_list_inside_a_lettered_row_names_no_items() -> None:
    inside = [("1. เดือนแรก", "m1"), ("2. เดือนต่อมา", "m2")]
    assert found(index([*TITLED, *inside])) == {f"O{n}": f"o{n}" for n in range(1, 10)}


def test_what_stands_beside_or_below_the_list_belongs_to_no_row() -> None:
    blocks = [Block("heading", "ITA 2565", level=1)]
    for text, href in TITLED:
        blocks += [Block("paragraph", f"{text} เปิดดู"), Block("link", "เปิดดู", href=SITE + href)]
    blocks += [Block("paragraph", "ลิงก์ที่น่าสนใจ", region="side"), Block("link", "กรม", href=SITE + "dla", region="side")]
    blocks += [Block("paragraph", "นโยบายคุกกี้"), Block("link", "คุกกี้", href=SITE + "cookie")]
    document = msgspec.structs.replace(index([]).document, blocks=tuple(blocks))
    rows = rows_of(Reading(document, Lexicon.of(RUBRIC)), NAMED, RUBRIC)
    assert [r.url.removeprefix(SITE) for r in rows if r.item == "O9"] == ["o9"]
