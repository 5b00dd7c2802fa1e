"""The corpus is wide enough to measure by: every element is met and unmet often, in different ways, by every kind."""

from __future__ import annotations

from collections import defaultdict

from crawler.accuracy import labels_of
from crawler.accuracy.rounds import load_rounds
from crawler.accuracy.sheets import FIRST_CONTACT, read_sheets
from crawler.fictional import folders
from fixtures.serve import load_site

LEAST_MET, LEAST_UNMET = 4, 3
KINDS = frozenset({
    "province", "district", "municipality", "subdistrict", "health-office", "department-office", "police",
    "school-area", "hospital", "department", "state-enterprise",
})  # fmt: skip


def test_every_element_is_met_and_unmet_often_enough() -> None:
    found: dict[tuple[str, int], list[tuple[str, ...]]] = defaultdict(list)
    for folder in folders():
        for element, label in labels_of(folder).items():
            found[element].append(label)
    assert len(found) == 116
    assert [e for e, labels in found.items() if labels.count(("met",)) < LEAST_MET] == []
    assert [e for e, labels in found.items() if labels.count(("unmet",)) < LEAST_UNMET] == []


def test_every_kind_of_agency_is_there() -> None:
    assert {load_site(folder).kind for folder in folders()} >= KINDS


def test_every_blind_agency_is_recorded_in_its_round() -> None:
    recorded = {contact.agency: entry.number for entry in load_rounds(FIRST_CONTACT) for contact in entry.agencies}
    assert recorded == {
        folder.name: site.blind_round for folder in folders() if (site := load_site(folder)).blind_round
    }


def test_what_went_wrong_in_the_last_rounds_is_explained_element_by_element() -> None:
    sheets = read_sheets(FIRST_CONTACT)
    for entry in load_rounds(FIRST_CONTACT)[-2:]:
        for contact in entry.agencies:
            wrong = {row.element for row in sheets[contact.agency] if row.outcome != "right"}
            assert {element for elements in contact.why for element in elements.split()} == wrong, contact.agency
