"""The rule of the total in a year's book: a wrong one is refused with its place, a changed one is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from checks.rubric import HERE, RubricError, load
from checks.rubric.difference import differences
from crawler.books import Books, copy_book

WEIGHTS = "weights = { IIT = 0.30, EIT = 0.30, OIT = 0.40 }"
LOWEST = 'name_en = "F", least = 0.0'


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A copy of the book of 2565."""
    shutil.copytree(HERE / "2565", tmp_path / "2565")
    return tmp_path / "2565" / "book.toml"


def change(book: Path, old: str, new: str) -> None:
    """Change one place of the book."""
    text = book.read_text(encoding="utf-8")
    assert old in text
    book.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("OIT = 0.40 }", "OIT = 0.50 }", "make 1.1"),
        ("OIT = 0.40 }", "OIT = 0.40, EIT1 = 0.1 }", "EIT1"),
        ("IIT = 0.30, EIT = 0.30, OIT = 0.40", "IIT = 1.0, EIT = -0.4, OIT = 0.4", "make 1"),
        ("passes = 85.0", "passes = 185.0", "between 0 and 100"),
        (LOWEST, 'name_en = "F", least = 1.0', "not open below"),
        (LOWEST, 'name_en = "F", least = 0.0, each = 5.0', "not open below"),
        ('name_en = "B", least = 75.0', 'name_en = "B", least = 85.0', "do not go down"),
        ('name_th = "B"', 'name_th = "A"', "name of its own"),
        ("passes = 85.0", 'passes = "85"', "float"),
        ("passes = 85.0", "pass = 85.0", "pass"),
    ],
)
def test_a_rule_that_cannot_be_reckoned_with_is_refused_at_its_line(book: Path, old: str, new: str, said: str) -> None:
    change(book, old, new)
    with pytest.raises(RubricError) as refused:
        load(2565, book.parents[1])
    [fault] = refused.value.faults
    first = book.read_text(encoding="utf-8").splitlines().index("[ita]") + 1
    assert said in fault.problem
    assert first <= fault.line <= first + 12
    assert fault.mend


def test_a_book_may_go_without_a_rule(book: Path) -> None:
    text = book.read_text(encoding="utf-8")
    start, end = text.index("[ita]"), text.index("# Words of pages")
    book.write_text(text[:start] + text[end:], encoding="utf-8")
    assert load(2565, book.parents[1]).book.ita is None


def test_a_changed_rule_is_told(book: Path) -> None:
    change(book, 'name_en = "A", least = 85.0', 'name_en = "A", least = 86.0')
    [found] = differences(load(2565), load(2565, book.parents[1]))
    assert (found.what, found.before, found.after) == ("ita.levels.A", "A: 85, 0", "A: 86, 0")
    said = {one.what for one in differences(load(2565), load(2566)) if one.what.startswith("ita.")}
    assert {"ita.weights.EIT1", "ita.weights.EIT", "ita.levels.AA"} <= said


def test_a_copied_book_keeps_the_rule_with_its_source(tmp_path: Path) -> None:
    copied = copy_book(Books(), 2565, 2567, tmp_path)
    assert copied.rubric.status == "draft"
    assert copied.rubric.book.ita == load(2565).book.ita
