"""Which verdicts survive when what decides is taken away? Prints, for every kind of mutation, what survived.

    PYTHONPATH=. python bench/mutation.py [agency …] [--kind years …] [--pages]

Agencies are judged from their recorded evidence (``fixtures/recorded``).
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from checks.rubric import load
from crawler.accuracy.evidence import recorded
from fixtures.cases import page_case, page_fixtures
from fixtures.mutation import KINDS, Example

PAGES = Path(__file__).parents[1] / "fixtures" / "pages"


def examples(names: list[str], *, pages: bool) -> Iterator[Example]:
    """The fixture pages, and the fictional agencies of these names."""
    rubric = load(2565)
    for fixture in page_fixtures(PAGES) if pages else []:
        item, case = page_case(fixture, rubric)
        yield Example(f"{fixture.check}/{fixture.path.stem}", case, rubric, (item,))
    for name in names:
        yield Example(name, recorded(name), rubric)


def main() -> None:
    """Mutate, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("agency", nargs="*", help="folder names below fixtures/agencies")
    parser.add_argument("--kind", action="append", choices=list(KINDS), help="only these kinds (default: all)")
    parser.add_argument("--pages", action="store_true", help="also the fixture pages")
    given = parser.parse_args()
    asked: Counter[str] = Counter()
    left: Counter[str] = Counter()
    spent: Counter[str] = Counter()
    for example in examples(given.agency, pages=given.pages or not given.agency):
        for kind in given.kind or KINDS:
            start = time.perf_counter()
            for outcome in KINDS[kind](example):
                asked[kind] += 1
                left[kind] += outcome.survived
                if outcome.survived:
                    print(f"{kind:9} {outcome.name}  {outcome.quote}")
            spent[kind] += round(1000 * (time.perf_counter() - start))
    for kind in asked:
        print(f"{kind:9} {asked[kind]:5} examples {left[kind]:4} survived {spent[kind] / 1000:6.1f} s")


if __name__ == "__main__":
    main()
