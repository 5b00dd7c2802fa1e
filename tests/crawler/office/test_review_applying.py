"""Decisions night after night: they hold, lapse in sight of everybody, end, and the machine's answer comes back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from checks.evidence import Failure
from checks.rubric import load
from checks.verdict import Status
from crawler.line import judged_under
from crawler.office.review.applying import decisions_key, with_decisions
from crawler.office.review.deciding import Given, answered, decide, withdraw
from crawler.office.review.docket import ReviewError
from crawler.office.review.needs_eyes import needs_eyes
from crawler.store import Store
from tests.crawler.office.reviewed_agency import (
    FRAME_TOMORROW,
    LAW,
    LAWS,
    Clock,
    case,
    docket,
    element,
    file,
    gather,
    judge_night,
    judge_with_people,
    laws_of,
)

WORDS = "พระราชบัญญัติสภาตำบลและองค์การบริหารส่วนตำบล พ.ศ. 2537"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "oit.db", now=Clock()) as opened:
        yield opened


def change(store: Store, sql: str) -> None:
    """Change the database behind the store's back, as another version of the program would have written it."""
    connection = sqlite3.connect(store.path)
    with connection:
        connection.execute(sql)
    connection.close()


def says(decision: str, *, url: str = "", quote: str = "", reason: str = "เปิดดูแล้ว") -> Given:
    return Given(decision, "ผู้ตรวจ ก", reason, url, quote)


def decided(store: Store, place: str, given: Given) -> int:
    """Decide on the newest run and judge it again."""
    before = docket(store)
    number = decide(store, before, place, answered(given))
    judge_with_people(store, before.run_id)
    return number


def test_a_decision_is_kept_with_what_it_rests_on(store: Store) -> None:
    judge_night(store, case())
    number = decided(store, "O6.1", says("ไม่ครบ"))
    one = store.decisions.at(number)
    assert one is not None
    assert (one.place, one.element, one.decision.status, one.ended_at) == ("O6.1", "laws", Status.UNMET, "")
    assert (one.machine_status, one.machine_code) == ("met", "found")
    assert one.decision.decided_at.endswith("+07:00")
    assert any(key.endswith("/law") for key in one.evidence)
    assert element(docket(store).judgement, "O6", 1).finding.code == "by-person-unmet"


def test_it_holds_while_only_counters_and_dates_change(store: Store) -> None:
    judge_night(store, case())
    decided(store, "O6", says("unmet"))
    judgement = judge_night(store, case(frame=FRAME_TOMORROW))
    assert laws_of(judgement).code == "by-person-unmet"
    assert store.decisions.lapsed() == []


@pytest.mark.parametrize("laws", [(*LAWS[:2], "ระเบียบ พ.ศ. 2565"), (*LAWS, "พระราชบัญญัติข้อมูลข่าวสาร พ.ศ. 2540")])
def test_it_lapses_in_sight_when_the_page_says_something_else(store: Store, laws: tuple[str, ...]) -> None:
    judge_night(store, case())
    number = decided(store, "O6.1", says("unmet", reason="ไม่ใช่กฎหมายของหน่วยงาน"))
    judgement = judge_night(store, case(*laws))
    assert laws_of(judgement).code == "complete"
    one = store.decisions.at(number)
    assert one is not None
    assert (one.ended_why, bool(one.ended_at), "/law" in one.ended_detail) == ("evidence-changed", True, True)
    (first, *_) = needs_eyes(store, [docket(store)])
    assert (first.why, first.place, first.was) == ("lapsed", "O6.1", one)


def test_it_lapses_when_a_file_changes(store: Store) -> None:
    judge_night(store, case(further=[file("a")]))
    decided(store, "O6.1", says("unmet"))
    assert laws_of(judge_night(store, case(further=[file("a")]))).status is Status.UNMET
    assert laws_of(judge_night(store, case(further=[file("b")]))).status is Status.MET


def test_it_stays_while_its_evidence_cannot_be_opened_and_says_so(store: Store) -> None:
    judge_night(store, case())
    decided(store, "O6.1", says("unmet"))
    down = judge_night(store, case(failures=[Failure(LAW, "timeout", "network")]))
    finding = element(down, "O6", 1).finding
    assert (finding.code, finding.facts["unseen"].endswith("/law")) == ("by-person-unmet", True)
    assert "unseen" not in element(judge_night(store, case()), "O6", 1).finding.facts


def test_met_where_the_machine_saw_nothing_needs_words_and_keeps_them(store: Store) -> None:
    judge_night(store, case())
    with pytest.raises(ReviewError) as refused:
        decided(store, "O43.1", says("met"))
    assert refused.value.code == "quote-missing"
    decided(store, "O43.1", says("met", url=LAW, quote=WORDS))
    for judgement in (docket(store).judgement, judge_night(store, case())):
        finding = element(judgement, "O43", 1).finding
        assert (finding.status, finding.quotes[0].url, finding.quotes[0].text) == (Status.MET, LAW, WORDS)


def test_withdrawn_the_machines_answer_comes_back(store: Store) -> None:
    judge_night(store, case())
    number = decided(store, "O6", says("unmet"))
    one = withdraw(store, number, "ผู้ตรวจ ข", "ดูผิดหน้า")
    assert laws_of(judge_with_people(store, one.run_id)).code == "complete"
    ended = store.decisions.at(number)
    assert ended is not None
    assert (ended.ended_why, ended.ended_by, ended.ended_detail) == ("withdrawn", "ผู้ตรวจ ข", "ดูผิดหน้า")
    with pytest.raises(ReviewError) as refused:
        withdraw(store, number, "ผู้ตรวจ ข", "อีกครั้ง")
    assert refused.value.code == "ended"


def test_a_later_decision_takes_the_place_of_the_earlier(store: Store) -> None:
    judge_night(store, case())
    first, second = decided(store, "O6.1", says("unmet")), decided(store, "O6", says("met"))
    ended = [(one.number, one.ended_why) for one in store.decisions.every()]
    assert ended == [(second, ""), (first, "replaced")]
    machine = store.decisions.every()[0]
    assert (machine.machine_status, machine.machine_code) == ("met", "found")


def test_an_item_that_is_not_asked_cannot_be_decided_and_stays_exempt(store: Store) -> None:
    judge_night(store, case())
    decided(store, "O6.1", says("unmet"))
    exempt = judge_night(store, replace(case(), exempt={"O6": "สำนักงานจังหวัด"}))
    assert laws_of(exempt).status is Status.EXEMPT
    with pytest.raises(ReviewError) as refused:
        decided(store, "O6", says("met"))
    assert refused.value.code == "exempt"


def test_another_program_ends_a_decision_only_where_the_site_changed(store: Store) -> None:
    judge_night(store, case())
    number = decided(store, "O6.1", says("unmet"))
    now = gather(store, case(frame=FRAME_TOMORROW))
    change(store, "UPDATE decisions SET judged_by = 'older', evidence = '{\"elsewhere\": \"absent\"}'")
    assert laws_of(judge_with_people(store, now)).code == "by-person-unmet"
    change(store, "UPDATE runs SET pruned_at = '2022-05-01' WHERE run_id IN (SELECT run_id FROM decisions)")
    assert laws_of(judge_with_people(store, now)).code == "complete"
    assert [one.number for one in store.decisions.lapsed()] == [number]


def test_a_number_that_means_another_element_now_is_not_decided(store: Store) -> None:
    judge_night(store, case())
    number = decided(store, "O6.1", says("unmet"))
    change(store, "UPDATE decisions SET element = 'another'")
    assert laws_of(judge_night(store, case())).code == "complete"
    assert [one.number for one in store.decisions.held("thung", 2565)] == [number]


def test_older_runs_and_trying_end_nothing(store: Store) -> None:
    old = gather(store, case(*LAWS, "เพิ่มเติมภายหลัง"))
    judge_night(store, case())
    number = decided(store, "O6.1", says("unmet"))
    assert laws_of(judge_with_people(store, old)).code == "complete"
    changed = gather(store, case(*LAWS, "ใหม่"))
    tried = with_decisions(store, changed, judged_under(store, changed, load(2565)), load(2565))
    assert [one.number for one, _ in tried.lapsed] == [number]
    assert [one.number for one in store.decisions.held("thung", 2565)] == [number]


def test_the_key_of_decisions_follows_those_that_hold(store: Store) -> None:
    judge_night(store, case())
    assert decisions_key(store, "thung", 2565) == ""
    number = decided(store, "O6.1", says("unmet"))
    held = decisions_key(store, "thung", 2565)
    assert held
    assert decisions_key(store, "thung", 2566) == ""
    withdraw(store, number, "ผู้ตรวจ ข", "ดูผิดหน้า")
    assert decisions_key(store, "thung", 2565) == ""


@pytest.mark.parametrize(
    ("place", "given", "code"),
    [
        ("O99", says("met"), "no-such-item"),
        ("ข้อแปด", says("met"), "no-such-item"),
        ("O6.9", says("met"), "no-such-element"),
        ("O6.0", says("met"), "no-such-element"),
        ("O6", says("maybe"), "wrong-word"),
        ("O6", Given("met", " \u202e ", "x"), "name-missing"),
        ("O6", Given("met", "ก", "\t"), "reason-missing"),
        ("O6", Given("met", "ก" * 81, "x"), "name-long"),
        ("O6", Given("met", "ก", "x" * 301), "reason-long"),
        ("O6", says("met", url=LAW, quote="x" * 321), "quote-long"),
        ("O6", says("met", url="javascript:alert(1)"), "bad-url"),
        ("O6", says("met", quote="คำ"), "url-missing"),
    ],
)
def test_what_cannot_be_taken_is_refused_at_the_door(store: Store, place: str, given: Given, code: str) -> None:
    judge_night(store, case())
    with pytest.raises(ReviewError) as refused:
        decided(store, place, given)
    assert (refused.value.code, bool(refused.value.thai)) == (code, True)
    assert store.decisions.every() == []


@pytest.mark.parametrize("place", ["O6.1", "o6.1", "6.1", "O๖.๑", "O 6.1"])
def test_a_place_is_understood_as_people_write_it(store: Store, place: str) -> None:
    judge_night(store, case())
    verdict, number = docket(store).at(place)
    assert (verdict.item, number) == ("O6", 1)


def test_what_needs_eyes_brings_most_points_first_and_leaves_out_what_is_decided(store: Store) -> None:
    unreadable = replace(file("a"), state="no-text", blocks=())
    judge_night(store, case(further=[unreadable]))
    eyes = needs_eyes(store, [docket(store)])
    assert [(eye.place, eye.why) for eye in eyes if eye.verdict.item == "O6"] == [("O6.1", "unclear")]
    assert [eye.points for eye in eyes] == sorted((eye.points for eye in eyes), reverse=True)
    assert needs_eyes(store, [docket(store)], whys=["unreachable"]) == []
    decided(store, "O6.1", says("met", url=LAW, quote=WORDS))
    assert needs_eyes(store, [docket(store)], item="O6") == []


def test_what_came_and_went_needs_eyes(store: Store) -> None:
    judge_night(store, case())
    judge_night(store, case("ยังไม่มีข้อมูล"))
    changed = needs_eyes(store, [docket(store)], whys=["changed"])
    assert [(eye.place, eye.status) for eye in changed] == [("O6.1", Status.UNMET)]


def test_a_change_needs_eyes_for_a_week(tmp_path: Path) -> None:
    clock = Clock()
    with Store(tmp_path / "oit.db", now=clock) as store:
        judge_night(store, case())
        judge_night(store, case("ยังไม่มีข้อมูล"))
        for days, places in ((3, ["O6.1"]), (3, ["O6.1"]), (3, [])):
            clock.moment += timedelta(days=days)
            judge_night(store, case("ยังไม่มีข้อมูล"))
            assert [eye.place for eye in needs_eyes(store, [docket(store)], whys=["changed"])] == places
