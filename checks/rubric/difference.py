"""What is different between two books: items matched by the meaning of their check, whatever their numbers.

Years and numbers of items that the texts name are no difference where each book names its own: "ปี 2565" in the one is
"ปี 2566" in the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from checks.rubric.schema import Ita, Item, Rubric, Sentence

FIELDS = (
    "title_th",
    "title_en",
    "requirement_th",
    "period",
    "gather",
    "home",
    "parent_serves",
    "sees_pictures",
    "by_hand",
)
"""Fields of an item with one value."""


class Difference(msgspec.Struct, frozen=True):
    """One thing that differs. Empty before: it is new; empty after: it is gone.

    item: number in the new book (in the old one where the new has none), empty for what holds for the whole year.
    check: the item's meaning. what: ``item``, a field, ``element``, ``words.title``, ``sentence.not-found`` …
    """

    item: str
    check: str
    what: str
    before: str
    after: str


def differences(old: Rubric, new: Rubric) -> list[Difference]:
    """All that differs: first what holds for the year, then the items in the order of the new book, then lost ones."""
    found = list(_of_books(old, new))
    before, after = _by_meaning(old), _by_meaning(new)
    for key, item in after.items():
        found += _of_items(old, new, before[key], item) if key in before else [_whole("", item)]
    found += [_whole(item.item, item) for key, item in before.items() if key not in after]
    return found


def _whole(number: str, item: Item) -> Difference:
    """An item that only one of the books has; number: in the old book, empty where it is new."""
    return Difference(item.item, item.check, "item", number, "" if number else item.item)


def _by_meaning(rubric: Rubric) -> dict[tuple[str, int], Item]:
    seen: Counter[str] = Counter()
    found = {}
    for item in rubric.items.values():
        found[item.check, seen[item.check]] = item
        seen[item.check] += 1
    return found


def _of_books(old: Rubric, new: Rubric) -> Iterator[Difference]:
    for field in ("status", "source"):
        yield from _changed("", "", field, getattr(old.book, field), getattr(new.book, field))
    yield from _keyed("", "", "sub-indicator", _titles(old), _titles(new))
    yield from _keyed("", "", "ita", _rule(old.book.ita), _rule(new.book.ita))
    before, after = _members(old), _members(new)
    for number in dict.fromkeys([*after, *before]):
        yield from _listed("", "", f"sub-indicator.{number}", before.get(number, []), after.get(number, []))
    yield from _words("", "", old.book.words, new.book.words)
    yield from _keyed("", "", "sentence", _sentences(old, old.book.sentences), _sentences(new, new.book.sentences))


def _titles(rubric: Rubric) -> dict[str, str]:
    return {s.number: f"{s.title_th} ({s.title_en})" for s in rubric.book.sub_indicators}


def _rule(rule: Ita | None) -> dict[str, str]:
    """The rule of the total; each of its values by the name that the book has for it."""
    if rule is None:
        return {}
    weights = {f"weights.{tool}": f"{weight:g}" for tool, weight in rule.weights.items()}
    levels = {f"levels.{level.name_en}": f"{level.name_th}: {level.least:g}, {level.each:g}" for level in rule.levels}
    return {"source": rule.source, "passes": f"{rule.passes:g}", **weights, **levels}


def _members(rubric: Rubric) -> dict[str, list[str]]:
    return {s.number: [_meaning(rubric, item) for item in s.items] for s in rubric.book.sub_indicators}


def _of_items(old: Rubric, new: Rubric, before: Item, after: Item) -> Iterator[Difference]:
    at = after.item, after.check
    yield from _changed(*at, "item", before.item, after.item)
    for field in FIELDS:
        yield from _changed(*at, field, _plain(old, getattr(before, field)), _plain(new, getattr(after, field)))
    yield from _changed(*at, "responsible", ", ".join(before.responsible), ", ".join(after.responsible))
    yield from _changed(*at, "leans_on", _meaning(old, before.leans_on), _meaning(new, after.leans_on))
    names = [
        {e.key: _plain(rubric, f"{e.no}. {e.name_th} ({e.name_en})") for e in item.elements}
        for rubric, item in ((old, before), (new, after))
    ]
    yield from _keyed(*at, "element", *names)
    yield from _listed(
        *at, "wording", [_plain(old, w) for w in before.wording], [_plain(new, w) for w in after.wording]
    )
    yield from _words(*at, before.words, after.words)
    yield from _keyed(*at, "sentence", _sentences(old, before.sentences), _sentences(new, after.sentences))


def _meaning(rubric: Rubric, number: str) -> str:
    return rubric.items[number].check if number in rubric.items else number


def _plain(rubric: Rubric, value: object) -> str:
    """A value as text: the book's own years as names, its own numbers of items as their meanings."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = re.sub(rf"(?<!\d){rubric.year}(?!\d)", "{year}", str(value))
    text = re.sub(rf"(?<!\d){rubric.year - 1}(?!\d)", "{last_year}", text)
    return re.sub(r"(?<![A-Za-z0-9])O\d+(?!\d)", lambda m: f"{{{_meaning(rubric, m[0])}}}", text)


def _sentences(rubric: Rubric, sentences: Mapping[str, Sentence]) -> dict[str, str]:
    shown = {code: [s.th, s.en, s.do_th, s.do_en] for code, s in sentences.items()}
    return {code: _plain(rubric, " | ".join(part for part in parts if part)) for code, parts in shown.items()}


def _changed(item: str, check: str, what: str, before: str, after: str) -> Iterator[Difference]:
    if before != after:
        yield Difference(item, check, what, before, after)


def _keyed(
    item: str, check: str, what: str, before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[Difference]:
    for key in dict.fromkeys([*after, *before]):
        yield from _changed(item, check, f"{what}.{key}", before.get(key, ""), after.get(key, ""))


def _words(
    item: str, check: str, before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]
) -> Iterator[Difference]:
    for purpose in dict.fromkeys([*after, *before]):
        yield from _listed(item, check, f"words.{purpose}", before.get(purpose, ()), after.get(purpose, ()))


def _listed(item: str, check: str, what: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Difference]:
    yield from (Difference(item, check, what, "", phrase) for phrase in after if phrase not in before)
    yield from (Difference(item, check, what, phrase, "") for phrase in before if phrase not in after)
