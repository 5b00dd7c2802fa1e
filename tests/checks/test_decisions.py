"""People's answers over the machine's: elements, items, scores; what stays as the machine said."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from checks.decisions import Decision, by_person, decided, homeless
from checks.rubric import available, load
from checks.score import score
from checks.verdict import ElementVerdict, Finding, ItemVerdict, Judgement, Quote, Status

RUBRIC = load(2565)
PAGE = "http://www.banrai.example/qna"
WORDS = Quote(PAGE, "กระดานถามตอบ", place="heading")
FOUND = Finding(Status.MET, "found", (WORDS,), (PAGE,))
MISSING = Finding(Status.UNMET, "no-replies-seen", (), (PAGE,), {"count": "3"})
AT = "2022-04-25T09:00:00+07:00"


def judgement(*findings: Finding, better_url: str = "") -> Judgement:
    """O8 with these findings, every other item met."""
    items = []
    for item in RUBRIC.items.values():
        said = findings if item.item == "O8" else (FOUND,) * len(item.elements)
        elements = tuple(ElementVerdict(item.item, e.no, e.key, f) for e, f in zip(item.elements, said, strict=True))
        gap = next((f for f in said if f.status is not Status.MET), None)
        status, code = (gap.status, gap.code) if gap is not None else (Status.MET, "complete")
        items.append(
            ItemVerdict(item.item, item.check, status, code, elements, PAGE, better_url if item.item == "O8" else "")
        )
    oit, indicators = score(RUBRIC, items)
    return Judgement("ban-rai", "", 2565, "2022-04-25", "2565/x", tuple(items), oit, indicators)


def says(status: Status, element: int = 2, *, item: str = "O8", quote: str = "", url: str = "") -> Decision:
    return Decision(item, element, status, "ผู้ตรวจ ก", "เปิดกระทู้ดูแล้ว", AT, url, quote)


def qna(found: Judgement) -> ItemVerdict:
    return next(verdict for verdict in found.items if verdict.item == "O8")


def test_a_decided_element_carries_its_item_and_the_score() -> None:
    machine = judgement(FOUND, MISSING)
    now = decided(machine, [says(Status.MET, quote="ตอบแล้ว", url=PAGE)], RUBRIC)
    verdict, finding = qna(now), qna(now).elements[1].finding
    assert (verdict.status, verdict.code) == (Status.MET, "complete")
    assert (finding.status, finding.code, finding.quotes) == (Status.MET, "by-person-met", (Quote(PAGE, "ตอบแล้ว"),))
    assert finding.facts == {
        "person": "ผู้ตรวจ ก", "reason": "เปิดกระทู้ดูแล้ว", "decided_at": AT, "machine": "unmet",
        "machine_code": "no-replies-seen",
    }  # fmt: skip
    assert (now.oit.low, machine.oit.low < 100.0) == (100.0, True)
    assert qna(now).elements[0] == qna(machine).elements[0]


def test_unmet_outranks_a_machine_that_was_taken_in() -> None:
    now = decided(judgement(FOUND, FOUND), [says(Status.UNMET)], RUBRIC)
    verdict = qna(now)
    assert (verdict.status, verdict.code, verdict.facts["machine"]) == (Status.UNMET, "by-person-unmet", "met")
    assert verdict.elements[1].finding.quotes == (WORDS,)
    assert now.oit.high < 100


def test_a_whole_item_is_decided_in_all_its_elements() -> None:
    verdict = qna(decided(judgement(FOUND, MISSING), [says(Status.MET, 0, quote="ถามและตอบ", url=PAGE)], RUBRIC))
    assert [e.finding.code for e in verdict.elements] == ["by-person-met"] * 2
    assert verdict.elements[0].finding.quotes == (Quote(PAGE, "ถามและตอบ"), WORDS)


def test_the_last_decision_on_an_element_counts() -> None:
    decisions = [says(Status.UNMET, 0), says(Status.MET, quote="ตอบแล้ว", url=PAGE)]
    codes = [e.finding.code for e in qna(decided(judgement(FOUND, MISSING), decisions, RUBRIC)).elements]
    assert codes == ["by-person-unmet", "by-person-met"]


def test_met_is_never_said_without_words() -> None:
    with pytest.raises(ValueError, match="without a quote"):
        decided(judgement(FOUND, MISSING), [says(Status.MET)], RUBRIC)


def test_what_is_exempt_stays_exempt() -> None:
    exempt = Finding(Status.EXEMPT, "not-assigned")
    machine = judgement(exempt, exempt)
    assert decided(machine, [says(Status.UNMET, 0)], RUBRIC) == machine


def test_a_better_address_goes_with_the_gap_it_was_for() -> None:
    moved = Finding(Status.UNMET, "found-elsewhere", (WORDS,), (PAGE,))
    machine = judgement(FOUND, moved, better_url=PAGE)
    assert qna(decided(machine, [says(Status.MET)], RUBRIC)).better_url == ""
    assert qna(decided(machine, [says(Status.MET, 1)], RUBRIC)).better_url == PAGE


def test_what_could_not_be_opened_is_said() -> None:
    unseen = replace(says(Status.UNMET), unseen=("www.banrai.example/qna",))
    facts = qna(decided(judgement(FOUND, FOUND), [unseen], RUBRIC)).elements[1].finding.facts
    assert facts["unseen"] == "www.banrai.example/qna"


def test_what_the_book_does_not_have_is_told_and_changes_nothing() -> None:
    machine = judgement(FOUND, MISSING)
    strange = [says(Status.UNMET, 9), says(Status.UNMET, 1, item="O99")]
    assert homeless([*strange, says(Status.UNMET)], RUBRIC) == strange
    assert decided(machine, strange, RUBRIC) == machine


@pytest.mark.parametrize("year", available())
@pytest.mark.parametrize("code", ["by-person-met", "by-person-unmet"])
def test_books_say_who_decided_when_and_why(year: int, code: str) -> None:
    facts = {"person": "ผู้ตรวจ ก", "reason": "เห็นกับตา", "decided_at": AT}
    thai, english = (load(year).sentence("O8", code, facts, lang) for lang in ("th", "en"))  # type: ignore[arg-type]
    assert all(word in thai for word in ("ผู้ตรวจ ก", "เห็นกับตา", "25 เมษายน 2565"))
    assert all(word in english for word in ("ผู้ตรวจ ก", "เห็นกับตา", "2022-04-25"))


def test_a_persons_finding_is_known_by_its_code() -> None:
    verdict = qna(decided(judgement(FOUND, MISSING), [says(Status.UNMET)], RUBRIC))
    assert [by_person(e.finding) for e in verdict.elements] == [False, True]
