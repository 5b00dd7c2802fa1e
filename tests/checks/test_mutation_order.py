"""What has nothing to do with a verdict changes, and the verdict must not: order, other pages, clocks, other years."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checks.evidence import Case
from checks.judge import judge, judge_items
from checks.links import url_key
from checks.rubric import load
from checks.verdict import ItemVerdict
from crawler.accuracy.evidence import recorded
from fixtures import mutate
from fixtures.cases import page_case, page_fixtures

RUBRIC = load(2565)
PAGES = page_fixtures(Path(__file__).parents[2] / "fixtures" / "pages")
WORDINGS = [words for item in RUBRIC.items.values() for words in item.wording]

HARMLESS: dict[str, Callable[[Case], Case]] = {
    "reversed": mutate.reversed_order,
    "shuffled": lambda case: mutate.shuffled(case, 1),
    "shuffled again": lambda case: mutate.shuffled(case, 2),
    "unrelated": mutate.with_unrelated,
    "pasted": lambda case: mutate.with_pasted(case, WORDINGS),
    "clock": mutate.with_clock,
}

Said = dict[str, tuple[tuple[str, str], ...]]


def verdicts(case: Case, items: tuple[str, ...]) -> dict[str, ItemVerdict]:
    found = judge_items(case, RUBRIC, items)
    return {item: found[item] for item in items}


def said(found: dict[str, ItemVerdict]) -> Said:
    return {i: tuple((str(e.finding.status), e.finding.code) for e in v.elements) for i, v in found.items()}


def seen(found: dict[str, ItemVerdict]) -> set[str]:
    """Everything that the verdicts name: quoted, looked at, considered."""
    findings = [e.finding for v in found.values() for e in v.elements]
    urls = {q.url for f in findings for q in f.quotes} | {u for f in findings for u in f.looked}
    return {url_key(u) for u in urls | {u for v in found.values() for u, _ in v.considered}}


def unrelated(case: Case, found: dict[str, ItemVerdict]) -> list[str]:
    """Pages that no verdict names, that link to none it names and to which none of those links."""
    named = seen(found) | {url_key(case.agency.url)}
    links = {d.final_url: {url_key(b.href) for b in d.blocks if b.href and b.kind == "link"} for d in case.documents}
    by_named = {link for url, targets in links.items() if url_key(url) in named for link in targets}
    away = [d for d in case.documents if url_key(d.final_url) not in named | by_named]
    own = [{url_key(b.href) for b in d.blocks if b.href and b.kind == "link" and b.region == "main"} for d in away]
    return [d.final_url for d, targets in zip(away, own, strict=True) if not targets & named]


@pytest.mark.parametrize("change", HARMLESS)
def test_pages_are_judged_alike(change: str) -> None:
    changed: dict[str, Said] = {}
    for fixture in PAGES[::3]:
        item, case = page_case(fixture, RUBRIC)
        if said(verdicts(case, (item,))) != (now := said(verdicts(HARMLESS[change](case), (item,)))):
            changed[fixture.path.name] = now
    assert changed == {}


@pytest.mark.parametrize("name", ["sriphana-energy"])
def test_agencies_are_judged_alike(name: str) -> None:
    case, every = recorded(name), tuple(RUBRIC.items)
    found = verdicts(case, every)
    quoted = {q.url for v in found.values() for e in v.elements for q in e.finding.quotes} - {case.agency.url}
    changes = {**HARMLESS, "other years": lambda c: mutate.with_other_years(c, quoted)}
    gone = unrelated(case, found)
    changes["without unrelated"] = lambda c: mutate.without_documents(c, gone[:5])
    was = said(found)
    flipped = {
        (change, item): (was[item], now[item])
        for change, make in changes.items()
        for now in (said(verdicts(make(case), every)),)
        for item in every
        if now[item] != was[item]
    }
    assert flipped == {}


def test_items_judged_alone_are_judged_as_in_the_whole() -> None:
    case = recorded("sriphana-energy")
    whole = {v.item: v for v in judge(case, RUBRIC).items}
    for item in ("O2", "O19", "O37", "O43"):
        assert judge_items(case, RUBRIC, (item,))[item] == whole[item]
