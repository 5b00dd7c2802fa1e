"""What reads as a change, by whose doing, and since when; what is only our failure never does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from checks.evidence import GONE
from crawler.store import Store
from crawler.store.history import Change
from tests.crawler.store.nights import HOME, LIST, PAPER, SITE, Nights

HOME_ONLY = {HOME: ""}
WITHOUT_PAPER = {HOME: "", LIST: HOME}
NEW = f"{SITE}new"

DOCUMENT = Path(__file__).parents[3] / "docs" / "database.md"


@pytest.fixture
def nights() -> Nights:
    return Nights()


@pytest.fixture
def store(path: Path, nights: Nights) -> Iterator[Store]:
    with Store(path, now=nights) as opened:
        yield opened


def told(store: Store) -> list[tuple[str, str]]:
    return [(change.kind, change.cause) for change in store.history.changes(2565)]


def test_what_was_met_and_is_gone_is_lost_with_its_last_good_copy(store: Store, nights: Nights) -> None:
    before = nights.night(store, "met")
    run = nights.night(store, "unmet", way=WITHOUT_PAPER, failed={PAPER: "http-404"})
    (change,) = store.history.changes(2565)
    (copy,) = store.history.last_good(change)
    assert change == Change(
        "ban-rai", 2565, "O11", "lost", "site", nights.now.isoformat(timespec="milliseconds"), "not-found", "complete",
        "", PAPER, run, before, copy.sha256,
    )  # fmt: skip
    assert (copy.url, copy.body) == (PAPER, f"body of {PAPER}".encode())


def test_what_became_met_says_where(store: Store, nights: Nights) -> None:
    nights.night(store, "unmet", way=WITHOUT_PAPER)
    nights.night(store, "met")
    (change,) = store.history.changes(2565)
    assert (change.kind, change.cause, change.url, change.before_url) == ("became-met", "site", PAPER, "")
    assert change.before_sha256 == ""


@pytest.mark.parametrize("between", ["unclear", "unreachable", "broken", "exempt"])
def test_what_decides_nothing_is_passed_over(store: Store, nights: Nights, between: str) -> None:
    first = nights.night(store, "met")
    nights.night(store, between, way=HOME_ONLY)
    assert told(store) == []
    nights.night(store, "met")
    assert told(store) == []
    nights.night(store, between, way=HOME_ONLY)
    last = nights.night(store, "unmet", way=WITHOUT_PAPER)
    (change,) = store.history.changes(2565)
    assert (change.kind, change.run_id) == ("lost", last)
    assert change.before_run > first


@pytest.mark.parametrize("cause", sorted(GONE))
def test_what_the_visitor_does_not_see_either_is_lost(store: Store, nights: Nights, cause: str) -> None:
    nights.night(store, "met")
    nights.night(store, "unmet", way=WITHOUT_PAPER, failed={PAPER: cause})
    assert told(store) == [("lost", "site")]


OUR_FAILURES = {
    "the paper timed out": {"way": WITHOUT_PAPER, "failed": {PAPER: "timeout"}},
    "the paper was refused": {"way": WITHOUT_PAPER, "failed": {PAPER: "http-403"}},
    "the list that leads to it failed": {"way": HOME_ONLY, "failed": {LIST: "http-5xx"}},
    "the time ran out": {"way": WITHOUT_PAPER, "limits": ["time"]},
    "the budget of pages ran out": {"way": WITHOUT_PAPER, "limits": ["depth", "pages"]},
    "it was stopped": {"way": WITHOUT_PAPER, "outcome": "interrupted"},
    "it was killed": {"way": WITHOUT_PAPER, "outcome": ""},
    "it failed": {"way": WITHOUT_PAPER, "outcome": "failed"},
    "nothing was opened": {"way": {}},
}


@pytest.mark.parametrize("why", OUR_FAILURES)
def test_a_gap_that_is_only_our_failure_is_no_change(store: Store, nights: Nights, why: str) -> None:
    nights.night(store, "met")
    nights.night(store, "unmet", **OUR_FAILURES[why])
    assert told(store) == []
    nights.night(store, "met")
    assert told(store) == []
    nights.night(store, "unmet", way=WITHOUT_PAPER)
    assert told(store) == [("lost", "site")]


@pytest.mark.parametrize("why", OUR_FAILURES)
def test_what_our_failure_had_hidden_did_not_become_met(store: Store, nights: Nights, why: str) -> None:
    nights.night(store, "unmet", **OUR_FAILURES[why])
    nights.night(store, "met")
    assert told(store) == []


THEIR_DOING = {
    "nothing links to it any more": {"way": WITHOUT_PAPER},
    "the list is gone, too": {"way": HOME_ONLY, "failed": {LIST: "http-404"}},
    "nothing links to the list": {"way": HOME_ONLY},
    "another page failed": {"way": WITHOUT_PAPER, "failed": {NEW: "timeout"}},
    "the paper says something else": {"limits": ["time"]},
    "too deep, as ever": {"way": WITHOUT_PAPER, "limits": ["depth"]},
    "a crawl cut short, in which it was gone": {
        "way": WITHOUT_PAPER, "failed": {PAPER: "http-404"}, "outcome": "interrupted",
    },
}  # fmt: skip


@pytest.mark.parametrize("why", THEIR_DOING)
def test_what_the_site_did_is_lost_whatever_else_failed(store: Store, nights: Nights, why: str) -> None:
    nights.night(store, "met")
    nights.night(store, "unmet", **THEIR_DOING[why])
    assert told(store) == [("lost", "site")]


def test_every_proof_must_have_been_opened_again(store: Store, nights: Nights) -> None:
    nights.night(store, "met", url=LIST, proofs=[LIST, PAPER])
    nights.night(store, "unmet", way=WITHOUT_PAPER, failed={PAPER: "timeout"})
    assert told(store) == []


def test_words_in_pictures_that_were_not_read_this_time_are_not_lost(store: Store, nights: Nights) -> None:
    nights.night(store, "met", ocr=80)
    nights.night(store, "unmet", limits=["no-ocr"])
    assert told(store) == []
    nights.night(store, "unmet")
    assert told(store) == [("lost", "site")]


@pytest.mark.parametrize(("pages", "read"), [("500", [("became-met", "site")]), ("900", [])])
def test_a_large_site_gains_only_under_the_same_budget(
    store: Store, nights: Nights, pages: str, read: list[tuple[str, str]]
) -> None:
    nights.night(store, "unmet", way=WITHOUT_PAPER, limits=["pages"], settings={"OIT_MAX_PAGES": "500"})
    nights.night(store, "met", limits=["pages"], settings={"OIT_MAX_PAGES": pages})
    assert told(store) == read


@pytest.mark.parametrize(("depth", "read"), [("4", [("lost", "site")]), ("1", [])])
def test_a_smaller_depth_of_ours_is_no_loss(
    store: Store, nights: Nights, depth: str, read: list[tuple[str, str]]
) -> None:
    nights.night(store, "met", settings={"DEPTH_LIMIT": "4"})
    nights.night(store, "unmet", way=HOME_ONLY, limits=["depth"], settings={"DEPTH_LIMIT": depth})
    assert told(store) == read
    nights.night(store, "met", settings={"DEPTH_LIMIT": "4"})
    assert len(told(store)) == 2 * len(read)


def test_our_own_rules_and_program_stand_apart(store: Store, nights: Nights) -> None:
    nights.night(store, "met")
    nights.night(store, "unmet", rubric="2565/b")
    nights.night(store, "met", rubric="2565/b", program="p2")
    assert told(store) == [("lost", "rules"), ("became-met", "rules")]


def test_a_run_judged_again_by_the_new_program_is_the_side_to_compare_with(store: Store, nights: Nights) -> None:
    nights.night(store, "met")
    stale = nights.night(store, "met")
    nights.judge(store, stale, "unmet", program="p2")
    nights.night(store, "unmet", program="p2")
    assert told(store) == [("lost", "rules")]
    nights.night(store, "met", program="p2")
    assert told(store)[-1] == ("became-met", "site")


def test_another_reading_of_the_same_bytes_is_ours(store: Store, nights: Nights) -> None:
    nights.night(store, "met", readers={PAPER: "pdf/2"})
    nights.night(store, "unmet", readers={PAPER: "pdf/2+ocr/1"})
    assert told(store) == [("lost", "rules")]


@pytest.mark.parametrize(("reader", "cause"), [("pdf/3", "rules"), ("pdf/2+ocr/1", "site"), ("html/9", "site")])
def test_another_file_read_by_a_newer_reader_is_ours_too(store: Store, nights: Nights, reader: str, cause: str) -> None:
    nights.night(store, "met", readers={PAPER: "pdf/2"})
    nights.night(store, "unmet", readers={PAPER: reader}, bodies={PAPER: b"another"})
    assert told(store) == [("lost", cause)]


def test_other_links_submitted_are_a_cause_of_their_own(store: Store, nights: Nights) -> None:
    nights.night(store, "unmet", links={"O11": LIST})
    nights.night(store, "met", links={"O11": PAPER, "O12": LIST})
    nights.night(store, "met", links={"O11": PAPER})
    nights.night(store, "unmet", links={"O11": HOME}, way=HOME_ONLY, limits=["time"])
    assert told(store) == [("became-met", "links"), ("lost", "links")]


def test_a_persons_decision_is_a_cause_while_it_comes_or_ends(store: Store, nights: Nights) -> None:
    nights.night(store, "unmet")
    nights.night(store, "met", person="ผู้ตรวจ")
    nights.night(store, "met", person="ผู้ตรวจ")
    nights.night(store, "unmet")
    assert told(store) == [("became-met", "person"), ("lost", "person")]


def test_agencies_years_and_items_have_their_own_histories(store: Store, nights: Nights) -> None:
    nights.night(store, "met")
    nights.night(store, "unmet", agency="other")
    nights.night(store, "unmet", year=2566)
    nights.night(store, "unmet", item="O12")
    assert told(store) == []


def test_since_a_day(store: Store, nights: Nights) -> None:
    nights.night(store, "met")
    nights.night(store, "unmet")
    nights.pass_days(10)
    nights.night(store, "met")
    assert [change.kind for change in store.history.changes(2565, "2022-04-05")] == ["became-met"]
    assert len(store.history.changes(2565)) == 2
    assert store.history.changes(2566) == []


def test_a_status_stands_since_the_first_run_of_its_streak(store: Store, nights: Nights) -> None:
    nights.night(store, "unmet")
    first = store.run(nights.night(store, "met")).started_at
    nights.night(store, "unclear")
    nights.night(store, "unmet", way=WITHOUT_PAPER, failed={PAPER: "timeout"})
    doubtful = store.run(store.latest_runs()[0].run_id).started_at
    assert store.history.standing("ban-rai", 2565) == {"O11": doubtful}
    nights.night(store, "met")
    assert store.history.standing("ban-rai", 2565) == {"O11": first}
    unclear = store.run(nights.night(store, "unclear")).started_at
    nights.night(store, "unclear")
    assert store.history.standing("ban-rai", 2565) == {"O11": unclear}
    assert store.history.standing("nobody", 2565) == {}


def test_scores_run_by_run(store: Store, nights: Nights) -> None:
    first = store.run(nights.night(store, "unmet")).started_at
    second = store.run(nights.night(store, "met")).started_at
    assert store.history.scores(2565) == [("ban-rai", first, 0.0, 100.0), ("ban-rai", second, 50.0, 100.0)]


def test_the_documented_questions_are_answered(store: Store, nights: Nights) -> None:
    nights.night(store, "met")
    nights.night(store, "unmet")
    (block,) = re.findall(r"```sql\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    answers = [store._db.execute(question).fetchall() for question in block.split(";") if question.strip()]
    assert [len(answer) for answer in answers] == [0, 1, 0, 2]
