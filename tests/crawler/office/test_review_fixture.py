"""A decision becomes a fixture: the evidence comes back, the machine is compared, nobody is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from checks.rubric import load
from checks.verdict import Status
from crawler.accuracy import labels_of
from crawler.accuracy.__main__ import main
from crawler.accuracy.page import agreement_with_people
from crawler.accuracy.recording import load as load_recording
from crawler.accuracy.reviewed import reviewed
from crawler.exits import NOTHING, OK
from crawler.office.review.deciding import Given, answered, decide, withdraw
from crawler.office.review.docket import ReviewError
from crawler.office.review.fixture import write_fixture
from crawler.store import Store
from tests.crawler.office.reviewed_agency import Clock, case, docket, judge_night

NAME, REASON = "สมหญิง ช่างสังเกต", "เปิดดูทุกบรรทัดแล้ว"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "oit.db", now=Clock()) as opened:
        judge_night(opened, case())
        yield opened


def kept(store: Store, place: str, decision: str, root: Path) -> Path:
    number = decide(store, docket(store), place, answered(Given(decision, NAME, REASON)))
    one = store.decisions.at(number)
    assert one is not None
    return write_fixture(store, one, load(2565), root)


def test_the_evidence_and_the_answers_come_back(store: Store, tmp_path: Path) -> None:
    folder = kept(store, "O6.1", "met", tmp_path)
    assert kept(store, "O5", "unmet", tmp_path) == folder
    labels = labels_of(folder)
    assert labels[("O6", 1)] == ("met",)
    assert {no for item, no in labels if item == "O5"} == {1, 2, 3, 4}
    assert load_recording(folder / "case.evidence").case == store.load_case(docket(store).run_id)


def test_nobody_is_named(store: Store, tmp_path: Path) -> None:
    folder = kept(store, "O6.1", "unmet", tmp_path)
    text = (folder / "labels.toml").read_text(encoding="utf-8") + repr(load_recording(folder / "case.evidence"))
    assert NAME not in text
    assert REASON not in text


def test_the_machine_is_held_to_what_people_decided(store: Store, tmp_path: Path) -> None:
    root = tmp_path / "reviewed"
    kept(store, "O6.1", "unmet", root)
    (row,) = reviewed(root)
    assert (row.element, row.label, row.status, row.outcome) == ("O6.1", ("unmet",), Status.MET, "false met")
    assert "false met 1 (100.0 %)" in agreement_with_people([row])
    assert main(["--reviewed", str(root)]) == OK
    assert main(["--reviewed", str(tmp_path / "nothing")]) == NOTHING


def test_a_decision_that_was_withdrawn_is_no_label(store: Store, tmp_path: Path) -> None:
    number = decide(store, docket(store), "O6.1", answered(Given("unmet", NAME, REASON)))
    withdraw(store, number, NAME, REASON)
    one = store.decisions.at(number)
    assert one is not None
    with pytest.raises(ReviewError) as refused:
        write_fixture(store, one, load(2565), tmp_path / "reviewed")
    assert refused.value.code == "withdrawn"
    assert not (tmp_path / "reviewed").exists()
