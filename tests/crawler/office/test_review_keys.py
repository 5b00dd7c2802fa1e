"""The fingerprint of evidence: what changes it, and what changes every night and does not."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from checks.evidence import Case, Document, Failure, Submitted
from checks.judge import judge
from checks.links import url_key
from checks.rubric import load
from checks.verdict import Quote
from crawler.office.review.keys import SUBMITTED, Contents, Standing, evidence_key
from crawler.office.review.steady import lines_of
from tests.crawler.office.reviewed_agency import FILE, FRAME_TOMORROW, LAW, LAWS, SITE, case, file, laws_of, page

AT_LAW, AT_FILE = url_key(LAW), url_key(FILE)


def evidence(of: Case) -> dict[str, str]:
    return Contents(of).evidence(laws_of(judge(of, load(2565))), 1)


def standing(then: Case, now: Case) -> Standing:
    return Contents(now).standing(evidence(then), evidence(now))


def test_a_verdict_rests_on_the_page_that_decided() -> None:
    assert AT_LAW in evidence(case())
    assert AT_FILE in evidence(case(further=[file("a")]))


def test_the_same_site_is_the_same_evidence() -> None:
    assert standing(case(), case()) == Standing()


def test_counters_dates_and_frames_are_no_evidence() -> None:
    assert standing(case(), case(frame=FRAME_TOMORROW)) == Standing()
    assert standing(case(*LAWS, "ผู้เข้าชม : 1,204 ครั้ง"), case(*LAWS, "ผู้เข้าชม : 1,310 ครั้ง")) == Standing()


@pytest.mark.parametrize("then", ["แผนปี 2564", "ยอดเงิน 1,200 บาท", "ข่าวเด่น: งานบุญ ปี 2564", "2564"])
def test_other_figures_and_years_are_a_change(then: str) -> None:
    now = then.replace("2564", "2565").replace("1,200", "1,300")
    assert standing(case(*LAWS, then), case(*LAWS, now)).changed == (AT_LAW,)


def test_a_file_counts_by_its_bytes() -> None:
    changed = standing(case(further=[file("a")]), case(further=[file("b")]))
    assert changed.changed == (AT_FILE,)
    assert standing(case(further=[file("a")]), case(further=[file("a")])) == Standing()


def test_what_cannot_be_opened_is_not_known_to_have_changed() -> None:
    down = case(failures=[Failure(LAW, "timeout", "network")])
    assert standing(case(), down) == Standing((), (AT_LAW,))
    assert standing(case(), case(failures=[Failure(LAW, "http-404", "site")])).changed == (AT_LAW,)


def test_what_a_run_that_was_cut_short_did_not_ask_for_may_stand() -> None:
    contents = Contents(Case(case().agency, 2565, "2022-04-25", limits=("interrupted",)))
    assert contents.standing(evidence(case()), {}).unseen
    whole = Contents(Case(case().agency, 2565, "2022-04-25", limits=("pictures",)))
    assert whole.standing(evidence(case()), {}).changed


def test_a_further_paper_that_decides_is_a_change() -> None:
    assert AT_FILE in standing(case(), case(further=[file("a")])).changed


def test_another_program_that_quotes_other_words_ends_nothing() -> None:
    then, now = case(), case(frame=FRAME_TOMORROW)
    verdict = laws_of(judge(now, load(2565)))
    finding = verdict.elements[0].finding
    news = SITE + "/news/1"
    elsewhere = replace(finding, quotes=(Quote(news, "เล่าเรื่องกิจกรรมชุมชน"),), looked=(news,))
    other = replace(verdict, url=news, elements=(replace(verdict.elements[0], finding=elsewhere),))
    contents, decided = Contents(now), evidence(then)
    assert contents.standing(decided, contents.evidence(other, 1)).changed
    assert contents.standing_since(Contents(then), decided, other, 1, url="", quote="") == Standing()
    for changed in (case(*LAWS, "ใหม่"), replace(now, submitted=(Submitted("O6", news),))):
        since = Contents(changed).standing_since(Contents(then), decided, other, 1, url="", quote="")
        assert since.changed


def test_other_submitted_links_are_a_change() -> None:
    now = replace(case(), submitted=(Submitted("O6", LAW),))
    assert standing(case(), now).changed == (SUBMITTED,)


def test_a_key_tells_agencies_and_elements_apart() -> None:
    found = evidence(case())
    keys = {evidence_key(agency, "O6", number, found) for agency in ("a", "b") for number in (0, 1)}
    assert len(keys) == 4
    assert evidence_key("a", "O6", 1, dict(reversed(found.items()))) == evidence_key("a", "O6", 1, found)


def steady(*words: str) -> list[str]:
    return [kept.strip() for _, kept in lines_of(page("/x", *words))]


@pytest.mark.parametrize(
    ("today", "tomorrow"),
    [
        (["วันนี้", "49", "ทั้งหมด", "12,400"], ["วันนี้", "51", "ทั้งหมด", "12,451"]),
        (["วันนี้ 49", "เมื่อวาน 20", "รวม 1,000"], ["วันนี้ 5", "เมื่อวาน 49", "รวม 1,049"]),
        (["วันศุกร์ที่ 1 เมษายน พ.ศ. 2565 เวลา 08:30 น."], ["วันเสาร์ที่ 2 เมษายน พ.ศ. 2565 เวลา 09:00 น."]),
        (["อัปเดต 10:01:22"], ["อัปเดต 23:59:01"]),
        (["Visitors: 200"], ["Visitors: 3,000"]),
    ],
)
def test_what_counts_and_ticks_is_struck_out(today: list[str], tomorrow: list[str]) -> None:
    assert steady(*today) == steady(*tomorrow)


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (["เวลา 08.30-16.30 น."], ["เวลา 09.30-16.30 น."]),
        (["สถิติผู้เข้าชม ปี 2564"], ["สถิติผู้เข้าชม ปี 2565"]),
        (["ทั้งหมด 12 โครงการ"], ["ทั้งหมด 13 โครงการ"]),
        (["วันนี้", "49", "2564"], ["วันนี้", "49", "2565"]),
        (["ประกาศ ณ วันที่ 4 มกราคม 2565"], ["ประกาศ ณ วันที่ 5 มกราคม 2565"]),
    ],
)
def test_what_a_page_says_stays(then: list[str], now: list[str]) -> None:
    assert steady(*then) != steady(*now)


def test_tokens_in_addresses_are_no_evidence_but_where_links_lead_is() -> None:
    def led(href: str) -> list[str]:
        made: Document = page("/x", links=[("ดาวน์โหลด", href)])
        return [kept for _, kept in lines_of(made)]

    assert led("http://a.example/f.php?token=1") == led("http://a.example/f.php?token=2")
    assert led("http://a.example/f.php") != led("http://b.example/f.php")


def test_a_home_page_counts_by_what_was_quoted_there() -> None:
    def at_home(*words: str, seen: str = "") -> str:
        home = page("/", *words)
        found = Contents(Case(case().agency, 2565, "2022-04-25", (home,)))
        verdict = laws_of(judge(case(), load(2565)))
        return found.evidence(verdict, 1, url=home.url, quote=seen)[url_key(home.url)]

    assert at_home("ข่าววันแรก") == at_home("ข่าววันที่สอง")
    assert at_home("โทร 0 7461 0000", "ข่าว", seen="โทร 0 7461 0000") != at_home("ข่าว", seen="โทร 0 7461 0000")
