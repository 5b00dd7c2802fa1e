"""The house inspects itself: sizes, rooms, words that have no place, and a sentence for every code."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from checks.rubric import available, load

ROOT = Path(__file__).parents[1]
SOURCES = sorted(p for room in ("checks", "crawler", "reports") for p in (ROOT / room).rglob("*.py"))
ITEMS = sorted(p for p in (ROOT / "checks" / "items").glob("*.py") if p.name != "__init__.py")

# The year's table: elements of each item (the contract of `latest_elements`).
ELEMENTS = [
    2, 5, 1, 2, 4, 1, 2, 2, 1, 4, 3, 5, 3, 2, 1, 1, 2, 3, 2, 4, 1, 2, 9, 4, 2, 1, 5, 3, 4, 3, 3, 2, 1, 2, 2, 3, 1, 2,
    4, 3, 4, 4, 1,
]  # fmt: skip


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_file_is_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    assert "utils" not in path.stem


@pytest.mark.parametrize("path", ITEMS, ids=lambda p: p.stem)
def test_a_check_is_short_and_holds_no_thai_words(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 160
    tree = ast.parse(text)
    documented = (ast.Module, ast.FunctionDef, ast.ClassDef)
    docs = {ast.get_docstring(n, clean=False) for n in ast.walk(tree) if isinstance(n, documented)}
    strings = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    assert [s for s in strings if re.search("[\u0e00-\u0e7f]", s) and s not in docs] == []


def test_the_book_has_43_items_with_the_elements_of_the_table() -> None:
    rubric = load(2565)
    assert [len(rubric.items[f"O{n}"].elements) for n in range(1, 44)] == ELEMENTS
    assert len(rubric.items) == 43


def test_every_check_is_used_by_a_book() -> None:
    used = {i.check for year in available() for i in load(year).items.values() if not i.by_hand}
    assert {p.stem for p in ITEMS} == used


@pytest.mark.parametrize("year", [year for year in available() if load(year).status == "complete"])
def test_every_code_has_a_sentence(year: int) -> None:
    rubric = load(year)
    shared = set(rubric.book.sentences)
    for item in rubric.items.values():
        source = (ROOT / "checks" / "items" / f"{item.check}.py").read_text(encoding="utf-8")
        assert _codes(source) - shared - set(item.sentences) == set(), item.item


def _codes(source: str) -> set[str]:
    """Literal codes given to met, unmet, unclear, present: by keyword or by place."""
    found = set()
    for call in (n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Call)):
        name = getattr(call.func, "id", "")
        place = {"unmet": 1, "unclear": 1, "met": 1}.get(name)
        values = [k.value for k in call.keywords if k.arg in ("code", "missing")]
        if place is not None and len(call.args) > place:
            values.append(call.args[place])
        found |= {v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str)}
    return found


def test_nothing_names_a_machine_or_a_registry() -> None:
    tracked = [p for p in ROOT.glob("*") if p.is_file()] + SOURCES + sorted((ROOT / "docs").rglob("*.md"))
    text = "\n".join(p.read_text(encoding="utf-8", errors="ignore") for p in tracked)
    assert re.findall(r"/(?:root|home|work)/|pypi\.org|files\.pythonhosted", text) == []


def test_the_lock_has_a_hash_for_every_package() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = re.split(r"\n(?=[a-z])", lock.strip())
    assert [p.split()[0] for p in pins if "--hash=sha256:" not in p] == []
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {p.split("==")[0] for p in pins}
    assert {re.split(r"[<>=\[]", w)[0] for w in wanted} <= names
