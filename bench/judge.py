"""Judging 43 items over 300 stored pages, and the five slowest checks. One process, one core, no network."""

from __future__ import annotations

import resource
import tempfile
import time
from collections import Counter
from pathlib import Path

from site_of_pages import page

from checks import attempt
from checks.evidence import Agency
from checks.judge import judge
from checks.lexicon import Lexicon
from checks.rubric import load
from crawler.read import read
from crawler.store import Store
from fixtures.serve import load_site

PAGES = 300
ROOT = Path(__file__).resolve().parents[1]
SITE = "http://bench.example/"


def fill(store: Store) -> str:
    """Store ``PAGES`` pages: those of a bundled agency, the rest generated (20 to 60 kB, 200 menu links each)."""
    agency = ROOT / "fixtures" / "agencies" / "sriphana-province"
    name = load_site(agency).name
    run = store.start_run(
        agency=Agency("bench", SITE, name), fiscal_year=2565, as_of="2022-04-25", submitted=(), settings={}
    )
    files = sorted(p for p in (agency / "site").rglob("*") if p.suffix in (".html", ".pdf"))
    bodies = [(p.relative_to(agency / "site").as_posix().removesuffix("index.html"), p.read_bytes()) for p in files]
    bodies += [(f"p/{n}.html", page(n, PAGES)) for n in range(PAGES - len(bodies))]
    for path, body in bodies:
        kind = "application/pdf" if path.endswith(".pdf") else "text/html; charset=utf-8"
        document = read(body, url=SITE + path, final_url=SITE + path, content_type=kind)
        store.add_document(run, document, body=body, status=200, headers=(), referrer="", depth=1, reason="bench")
    store.finish_run(run, outcome="finished", limits=(), stats={})
    return run


def main() -> None:
    """Load, judge, judge again with a clock around each check, and print."""
    rubric = load(2565)
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "bench.db") as store:
        run = fill(store)
        started = time.process_time()
        Lexicon.of(rubric)
        begun = time.process_time()
        case = store.load_case(run)
        loaded = time.process_time()
        judge(case, rubric)
        judged = time.process_time()
        spent: Counter[str] = Counter()
        plain = attempt.elements

        def timed(check: str) -> tuple[object, ...]:
            def wrap(function):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
                def inner(bundle):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
                    start = time.process_time()
                    try:
                        return function(bundle)
                    finally:
                        spent[check] += int(1e6 * (time.process_time() - start))

                return inner

            return tuple(wrap(f) for f in plain(check))

        attempt.elements = timed  # type: ignore[assignment]
        judge(case, rubric)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(case.documents)} documents: load {loaded - begun:.2f} s, judge {judged - loaded:.2f} s CPU (goal: 2 s), "
        f"after {begun - started:.2f} s once a process for the words of the book"
    )
    print(f"peak memory of everything here {memory:.0f} MB (goal: under 400 MB)")
    print("slowest checks: " + ", ".join(f"{check} {micro / 1e6:.2f} s" for check, micro in spent.most_common(5)))


if __name__ == "__main__":
    main()
