"""Lines of a table of contents are no evidence; figures behind dots are."""

from __future__ import annotations

from checks.contents import contents
from checks.evidence import Block


def _found(*texts: str, page: int = 1) -> set[int]:
    return contents([Block("paragraph", text, page=page) for text in texts])


def test_lines_below_the_title_that_end_with_a_page() -> None:
    assert _found("สารบัญ", "เรื่อง", "บทที่ 1 การสรรหา 1", "บทที่ 2 การบรรจุ ๑๒") == {0, 1, 2, 3}


def test_an_entry_may_be_broken() -> None:
    assert _found("สารบัญ", "หลักเกณฑ์การสรรหา", "และเลือกสรร ..... 3") == {0, 1, 2}


def test_what_stands_on_the_next_page_is_none() -> None:
    blocks = [Block("paragraph", "สารบัญ", page=2), Block("paragraph", "ครบ 60", page=3)]
    assert contents(blocks) == {0}


def test_sentences_below_it_are_none() -> None:
    below = ["ให้รับสมัครทางเว็บไซต์", "ให้ผู้บังคับบัญชาประเมิน", "ให้แจ้งผล", "คะแนนเต็ม 100"]
    assert _found("สารบัญ", "บทที่ 1 ..... 1", *below) == {0, 1}


def test_a_run_of_rising_pages_needs_no_title() -> None:
    assert _found("บทที่ 1 ........ 1", "บทที่ 2 ........ 4", "บทที่ 3 ........ 9") == {0, 1, 2}


def test_figures_behind_dots_are_figures() -> None:
    assert _found("แจ้งเกิด ........ 45", "แจ้งตาย ........ 31", "ย้ายเข้า ........ 72") == set()
    assert _found("ตุลาคม ........ 45", "พฤศจิกายน ........ 61", "ธันวาคม ........ 72") == set()
