"""Verdicts are compared with labels, counted, kept as sheets, and published."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.verdict import ElementVerdict, Finding, ItemVerdict, Judgement, Quote, Score, Status
from crawler.accuracy import Compared, compare
from crawler.accuracy.__main__ import main
from crawler.accuracy.page import write_page
from crawler.accuracy.rounds import Contact, Round, load_rounds
from crawler.accuracy.sheets import FIRST_CONTACT, read_sheet, read_sheets, write_sheet
from crawler.accuracy.tables import Figures, agreement, by_element, by_item, changes, confusion, figures, worst
from crawler.exits import BAD_INPUT


@pytest.fixture
def agency(tmp_path: Path) -> Path:
    text = '[O1]\nwhy = "x"\n1 = ["met"]\n2 = ["met", "unclear"]\n3 = ["unmet"]\n4 = ["unmet"]\n5 = ["met"]\n'
    (tmp_path / "labels.toml").write_text(text)
    return tmp_path


def row(element: str, label: str, status: Status, code: str = "found", quote: str = "", agency: str = "a") -> Compared:
    item, _, no = element.partition(".")
    return Compared(agency, item, int(no), tuple(label.split("/")), status, code, "http://h/p?q=1", quote)


def some() -> list[Compared]:
    return [
        row("O10.1", "met", Status.MET),
        row("O2.1", "unmet", Status.MET, "found", "คำ\tที่ลวง|ตา"),
        row("O2.1", "met", Status.UNMET, "not-found", agency="b"),
        row("O2.2", "met/unclear", Status.UNCLEAR, "look"),
        row("O3.1", "met", Status.UNMET, "not-found"),
        row("O3.1", "met", Status.UNREACHABLE, "timeout", agency="b"),
    ]


def test_verdicts_are_compared_with_labels(agency: Path) -> None:
    met = Finding(Status.MET, "found", (Quote("http://a/", "คำ"),))
    unmet, unclear = Finding(Status.UNMET, "not-found", (), ("http://b/",)), Finding(Status.UNCLEAR, "look")
    elements = tuple(ElementVerdict("O1", no, "e", f) for no, f in enumerate((unmet, unclear, met, unclear), 1))
    item = ItemVerdict("O1", "structure", Status.UNMET, "not-found", elements)
    judgement = Judgement("a", "", 2565, "2022-04-25", "x", (item,), Score(0, 0), {})
    found = list(compare(agency, judgement))
    assert [row.outcome for row in found] == ["false unmet", "right", "false met", "undecided", "undecided"]
    assert [(row.url, row.quote) for row in found][:3] == [("http://b/", ""), ("", ""), ("http://a/", "คำ")]
    assert found[4].code == "no-verdict"


def test_outcomes_are_counted_by_element_and_item_in_the_order_of_the_book() -> None:
    assert figures(some()) == Figures(right=2, false_met=1, false_unmet=2, undecided=1)
    assert list(by_element(some())) == ["O2.1", "O2.2", "O3.1", "O10.1"]
    assert by_item(some())["O2"] == Figures(right=1, false_met=1, false_unmet=1)
    assert figures(some()).cells() == ["6", "2 (33.3 %)", "1 (16.7 %)", "2 (33.3 %)", "1 (16.7 %)"]


def test_labels_and_verdicts_are_confused_as_they_were() -> None:
    table = confusion(some())
    assert list(table) == ["met", "unmet", "met/unclear"]
    assert table["met"][Status.UNMET] == 2
    assert table["unmet"] == dict.fromkeys(table["met"], 0) | {Status.MET: 1}


def test_the_worst_element_is_the_one_with_a_false_met() -> None:
    assert [(element, len(wrong)) for element, wrong in worst(some())] == [("O2.1", 2), ("O3.1", 2)]


def test_a_sheet_keeps_what_was_said(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    write_sheet(path, some()[:2])
    first, second = read_sheet(path)
    assert (first.element, first.label, first.status, first.url) == ("O10.1", ("met",), Status.MET, "/p?q=1")
    assert second.quote == "คำ ที่ลวง|ตา"  # a tab in a quote must not shift columns
    write_sheet(path, read_sheet(path))
    assert read_sheet(path) == [first, second]


def test_what_changed_since_the_last_run_is_named() -> None:
    before = {"a": [row("O1.1", "met", Status.MET), row("O1.2", "met", Status.MET)]}
    after = {"a": [row("O1.1", "met", Status.MET), row("O1.2", "met", Status.UNMET, "not-found")], "new": some()}
    assert [(old.status, new.status, new.element) for old, new in changes(before, after)] == [
        (Status.MET, Status.UNMET, "O1.2")
    ]


def test_two_people_agree_where_their_labels_share_an_answer() -> None:
    first = {("O1", 1): ("met",), ("O1", 2): ("met", "unclear"), ("O2", 1): ("unmet",), ("O3", 1): ("met",)}
    second = {("O1", 1): ("met",), ("O1", 2): ("unclear",), ("O2", 1): ("met",)}
    assert agreement(first, second) == (2, 1, 3)


def test_a_round_has_figures_or_a_sheet(tmp_path: Path) -> None:
    head = '[[rounds]]\nnumber = 1\nhow = "h"\nfailed = "f"\n[[rounds.agencies]]\nagency = "a"\nabout = "x"\n'
    (tmp_path / "rounds.toml").write_text(head)
    with pytest.raises(ValueError, match="neither figures nor a sheet"):
        load_rounds(tmp_path)
    write_sheet(tmp_path / "a.tsv", some())
    assert load_rounds(tmp_path)[0].agencies[0].figures == figures(some())


def test_the_page_says_first_contact_and_what_is_still_wrong_apart(tmp_path: Path) -> None:
    rounds = [Round(1, "crawled", "everything", (Contact("a", "a kind", Figures(right=9, false_met=1)),))]
    write_sheet(tmp_path / "a.tsv", some())
    write_page(tmp_path / "x.md", rounds, read_sheets(tmp_path), {"a": [row("O1.1", "met", Status.UNMET, "gone")]}, [])
    text = (tmp_path / "x.md").read_text(encoding="utf-8")
    contact, after = text.split("## After mending")
    assert "| 1 | a kind | 10 | 9 (90.0 %) | 1 (10.0 %) | 0 | 0 |" in contact
    assert "misled by `คำ ที่ลวง|ตา`" in contact
    assert "| a | O1.1 | false unmet | `gone` |" in after


def test_a_first_contact_is_never_written_again(capsys: pytest.CaptureFixture[str]) -> None:
    recorded = next(iter(read_sheets(FIRST_CONTACT)))
    before = (FIRST_CONTACT / f"{recorded}.tsv").read_bytes()
    assert main([recorded, "--first-contact", "--judge-only"]) == BAD_INPUT
    assert recorded in capsys.readouterr().err
    assert (FIRST_CONTACT / f"{recorded}.tsv").read_bytes() == before
