"""Notices as text: the order of things, hostile words, bounds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checks.rubric import Rubric
from reports import AgencyReport
from reports.notices import LISTED, LONGEST_SUBJECT, Due, Gap, Moved, Notice, Silent, render_notice, worst_gaps

HOSTILE = 'ข่าว\u202e<a href="javascript:1">*x*</a>\n- ปลอม\x1b[31m @channel `rm` [here](http://evil.example/)'


def due(days: int = 3, *, new: bool = True) -> Due:
    return Due(title="ส่งลิงก์ครั้งที่ 2", ends="2026-06-05", closes="17.00", days=days, own=True, new=new)


def moved(item: str, url: str = "https://a.example/o8") -> Moved:
    return Moved(agency="อบต.บ้านสวน", item=item, title="ถาม-ตอบ", url=url, since="2026-06-01T01:00:00.000+07:00")


def notice(**more: object) -> Notice:
    return Notice(province="จังหวัดศรีพนา", today="2026-06-02", **more)  # type: ignore[arg-type]


def test_first_what_is_due_then_what_was_lost_then_what_is_there_now() -> None:
    body = render_notice(notice(due=[due()], lost=[moved("O8")], met=[moved("O9")], report="out/index.html")).body
    places = [body.index(words) for words in ("5 มิถุนายน 2569 เวลา 17.00 น.", "O8 ", "O9 ", "out/index.html")]
    assert places == sorted(places)
    assert "https://a.example/o8" in body


def test_an_agency_is_told_what_to_do_and_not_by_its_own_name_in_every_line() -> None:
    gap = Gap(item="O1", title="โครงสร้าง", remedy="เผยแพร่โครงสร้าง", points="2.22")
    text = render_notice(notice(agency="อบต.บ้านสวน", lost=[moved("O8")], gaps=[gap]))
    assert text.body.count("อบต.บ้านสวน") == 1
    assert "+2.22" in text.body
    assert "อบต.บ้านสวน" in text.subject


@pytest.mark.parametrize(
    "said",
    [
        notice(agency=HOSTILE, gaps=[Gap(item="O1", title=HOSTILE, remedy=HOSTILE, points="1.00")]),
        notice(
            lost=[Moved(agency=HOSTILE, item="O8", title=HOSTILE, url=f"https://a.example/{HOSTILE}", since="2026")]
        ),
        notice(silent=[Silent(agency=HOSTILE, url=HOSTILE, since="2026-06-01", nights=2)]),
    ],
)
def test_hostile_words_stay_one_line_without_signs_that_are_obeyed(said: Notice) -> None:
    text = render_notice(said)
    assert not any(line.startswith("- ปลอม") for line in text.body.splitlines())
    assert [sign for sign in "<>*[]`@\x1b\u202e" if sign in text.subject + text.body] == []
    assert "\n" not in text.subject


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/ก.pdf", "https://a.example/%E0%B8%81.pdf"),
        ("https://a.example/x[1]*`<b>.pdf?q=1&r=%20", "https://a.example/x%5B1%5D%2A%60%3Cb%3E.pdf?q=1&r=%20"),
    ],
)
def test_an_address_can_be_followed(url: str, shown: str) -> None:
    assert shown in render_notice(notice(lost=[moved("O8", url)])).body.split()


def test_an_address_that_is_none_is_no_link() -> None:
    assert "javascript:alert(1)\n" in render_notice(notice(lost=[moved("O8", "javascript:alert(1)")])).body


def test_a_large_province_gets_a_notice_that_fits_a_messenger() -> None:
    everything = [moved(f"O{n}", f"https://a.example/{'ก' * 300}") for n in range(1, 44)] * 30
    silent = [Silent(agency="ก" * 500, url="https://b.example/" * 50, since="2026-06-01", nights=9)] * 60
    text = render_notice(notice(due=[due()] * 5, lost=everything, met=everything, silent=silent))
    assert len(text.body) < 9000
    assert f"{len(everything) - LISTED} ข้อ" in text.body
    assert len(text.subject) <= LONGEST_SUBJECT + 1


def test_the_subject_names_a_deadline_only_when_it_is_news() -> None:
    assert "ครบกำหนด" in render_notice(notice(due=[due()])).subject
    assert "ครบกำหนด" not in render_notice(notice(due=[due(new=False)], met=[moved("O9")])).subject
    assert "วันนี้" in render_notice(notice(due=[due(0)])).subject


def test_the_gaps_worth_most_come_with_what_to_do(make: Callable[..., AgencyReport], rubric: Rubric) -> None:
    found = worst_gaps(make().judgement, rubric)
    assert [gap.item for gap in found] == ["O10", "O2"]
    assert "https://ban-suan.example.go.th/people/" in found[1].remedy
    assert all(float(gap.points) > 0 for gap in found)
