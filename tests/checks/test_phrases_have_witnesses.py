"""Every word of the rubric has a witness: a line of ``fixtures/phrases/oNN.toml`` in which it matches.

``[title] names = […]`` are titles that must name the item, ``others = […]`` near misses that must not;
``[purpose] lines = […]`` are lines in which the words of that purpose stand.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from checks.identity import Identifier
from checks.lexicon import Lexicon
from checks.rubric import load

PHRASES = Path(__file__).parents[2] / "fixtures" / "phrases"
ITEMS = sorted(load(2565).items)


def _witnesses(item: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((PHRASES / f"o{int(item[1:]):02d}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("item", ITEMS)
def test_every_word_matches_a_witness(item: str) -> None:
    rubric = load(2565)
    lexicon = Lexicon.of(rubric)
    lines = [line for group in _witnesses(item).values() for some in group.values() for line in some]
    seen = {(m.key, m.phrase) for line in lines for m in lexicon.scan(line)}
    listed = rubric.items[item].words.items()
    words = {
        (f"{item}.{purpose}", p.removeprefix("|").removesuffix("|")) for purpose, phrases in listed for p in phrases
    }
    assert sorted(words - seen) == []


@pytest.mark.parametrize("item", ITEMS)
def test_titles_name_the_item_and_near_misses_do_not(item: str) -> None:
    rubric = load(2565)
    identifier = Identifier(rubric, Lexicon.of(rubric))
    title = _witnesses(item)["title"]
    assert [t for t in title["names"] if item not in identifier.items(t)] == []
    assert [t for t in title.get("others", []) if item in identifier.items(t)] == []
