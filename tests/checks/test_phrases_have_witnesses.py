"""Every word of the rubric has a witness: a line of ``fixtures/phrases/oNN.toml`` in which it matches.

``[title] names = […]`` are titles that must name the item, ``others = […]`` near misses that must not;
``[purpose] lines = […]`` are lines in which the words of that purpose stand.

A complete book owes witnesses for every word. A draft owes them (in ``fixtures/phrases/<year>/``) for items that no
complete book has; its other items are copies of a complete book's.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from checks.identity import Identifier
from checks.lexicon import Lexicon
from checks.rubric import Rubric, available, load

PHRASES = Path(__file__).parents[2] / "fixtures" / "phrases"
BOOKS = [load(year) for year in available()]
COMPLETE = [rubric for rubric in BOOKS if rubric.status == "complete"]
MEANINGS = {item.check for rubric in COMPLETE for item in rubric.items.values()}
OWED = [(rubric, item) for rubric in COMPLETE for item in rubric.items] + [
    (rubric, item.item)
    for rubric in BOOKS
    for item in rubric.items.values()
    if rubric.status == "draft" and item.check not in MEANINGS
]
each = pytest.mark.parametrize(("rubric", "item"), OWED, ids=lambda x: x if isinstance(x, str) else str(x.year))


def _witnesses(rubric: Rubric, item: str) -> dict[str, dict[str, list[str]]]:
    folder = PHRASES / str(rubric.year) if rubric.status == "draft" else PHRASES
    return tomllib.loads((folder / f"o{int(item[1:]):02d}.toml").read_text(encoding="utf-8"))


@each
def test_every_word_matches_a_witness(rubric: Rubric, item: str) -> None:
    lexicon = Lexicon.of(rubric)
    lines = [line for group in _witnesses(rubric, item).values() for some in group.values() for line in some]
    seen = {(m.key, m.phrase) for line in lines for m in lexicon.scan(line)}
    listed = rubric.items[item].words.items()
    words = {
        (f"{item}.{purpose}", p.removeprefix("|").removesuffix("|")) for purpose, phrases in listed for p in phrases
    }
    assert sorted(words - seen) == []


@each
def test_titles_name_the_item_and_near_misses_do_not(rubric: Rubric, item: str) -> None:
    identifier = Identifier(rubric, Lexicon.of(rubric))
    title = _witnesses(rubric, item)["title"]
    assert [t for t in title["names"] if item not in identifier.items(t)] == []
    assert [t for t in title.get("others", []) if item in identifier.items(t)] == []
