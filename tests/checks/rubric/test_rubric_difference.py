"""What two books do not have in common, by meaning."""

from __future__ import annotations

import msgspec

from checks.rubric import Item, Rubric, load
from checks.rubric.difference import Difference, differences


def with_item(rubric: Rubric, name: str, **changes: object) -> Rubric:
    item: Item = msgspec.structs.replace(rubric.items[name], **changes)
    return msgspec.structs.replace(rubric, items={**rubric.items, name: item})


def test_a_book_is_like_itself() -> None:
    assert differences(load(2565), load(2565)) == []


def test_words_that_came_and_went_are_told_by_purpose() -> None:
    rubric = load(2565)
    words = rubric.items["O6"].words
    other = with_item(rubric, "O6", words={**words, "title": (*words["title"][1:], "กฎหมายใหม่")})
    assert differences(rubric, other) == [
        Difference("O6", "laws", "words.title", "", "กฎหมายใหม่"),
        Difference("O6", "laws", "words.title", words["title"][0], ""),
    ]


def test_fields_elements_and_sentences_are_told() -> None:
    rubric = load(2565)
    item = rubric.items["O34"]
    elements = (msgspec.structs.replace(item.elements[0], key="other"), item.elements[1])
    sentences = {code: s for code, s in item.sentences.items() if code != "lower-post"}
    other = with_item(rubric, "O34", period="cover", elements=elements, sentences=sentences)
    found = {(d.what, bool(d.before), bool(d.after)) for d in differences(rubric, other)}
    assert found == {
        ("period", True, True),
        ("element.policy", True, False),
        ("element.other", False, True),
        ("sentence.lower-post", True, False),
    }


def test_renumbered_items_are_matched_by_meaning() -> None:
    found = differences(load(2565), load(2566))
    whole = {d.check: (d.before, d.after) for d in found if d.what == "item"}
    assert whole["monthly_procurement"] == ("O23", "O21")
    assert whole["privacy_policy"] == ("", "O10")
    assert whole["head_participation"] == ("O35", "")


def test_the_books_own_years_and_numbers_are_no_difference() -> None:
    old = with_item(load(2565), "O23", requirement_th="ของปี 2565 ตามข้อ O21 และปี 2564")
    new = with_item(load(2566), "O21", requirement_th="ของปี 2566 ตามข้อ O19 และปี 2565")
    assert not [d for d in differences(old, new) if d.check == "monthly_procurement" and d.what == "requirement_th"]


def test_a_number_written_to_thai_letters_is_a_number() -> None:
    old = with_item(load(2565), "O23", requirement_th="ตามข้อO21ของหน่วยงาน")
    new = with_item(load(2566), "O21", requirement_th="ตามข้อO19ของหน่วยงาน")
    assert not [d for d in differences(old, new) if d.check == "monthly_procurement" and d.what == "requirement_th"]
