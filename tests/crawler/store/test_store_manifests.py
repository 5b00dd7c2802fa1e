"""The chain of manifests grows by one link at a time, whoever writes, and is never pruned."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.appeal.verify import GENESIS, link_of
from crawler.office.model import Keep
from crawler.store import Store, StoreError
from tests.crawler.store.nights import Nights

ROOT = Path(__file__).parents[3]
WHEN = "2022-04-25T09:00:00+07:00"

WRITER = """
import sys
from pathlib import Path
from crawler.store import Store
with Store(Path(sys.argv[1])) as store:
    for number in range(10):
        content = f'{sys.argv[2]} {number}'.encode()
        store.manifests.append(sys.argv[2], 'a', 2565, recorded_at='2022-04-25T09:00:00+07:00', content=content)
"""


def append(store: Store, content: bytes, *, run: str = "r", agency: str = "ban-rai") -> int:
    return store.manifests.append(run, agency, 2565, recorded_at=WHEN, content=content).number


def test_an_empty_chain_has_no_end(store: Store) -> None:
    assert store.manifests.head() is None
    assert store.manifests.newest("r", 2565) is None
    with pytest.raises(StoreError):
        store.manifests.content(1)


def test_manifests_come_out_as_they_went_in(store: Store) -> None:
    contents = [f"ก{number}".encode() * 50 for number in range(3)]
    numbers = [append(store, content) for content in contents]
    assert numbers == [1, 2, 3]
    assert [store.manifests.content(number) for number in numbers] == contents
    last = store.manifests.newest("r", 2565)
    assert last == store.manifests.head()
    assert store.manifests.newest("r", 2566) is None


def test_processes_that_write_at_once_make_one_chain(path: Path) -> None:
    Store(path).close()
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), name], cwd=ROOT) for name in "xyz"]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]
    with Store(path) as store:
        chain = store.manifests.chain()
        assert len(chain) == 30
        link = GENESIS
        for place, one in enumerate(chain, 1):
            assert (one.number, one.previous) == (place, link)
            link = link_of(place, link, one.sha256)
            assert one.link == link


def test_what_repeats_from_night_to_night_is_stored_once(store: Store) -> None:
    def night(number: int) -> bytes:
        pages = [{"sha256": f"{page * 7919:064x}", "url": f"/{page}", "at": number} for page in range(300)]
        return json.dumps(pages).encode()

    for number in range(4):
        append(store, night(number))
        append(store, night(number), agency="other")
    sizes = store._db.execute("SELECT length(zstd), beside FROM manifests WHERE agency = 'ban-rai'").fetchall()
    assert [beside for _, beside in sizes] == [0, 1, 1, 1]
    assert all(size < sizes[0][0] / 2 for size, _ in sizes[1:])
    assert store.manifests.content(7) == night(3)


def test_the_chain_outlives_what_it_tells_of(tmp_path: Path) -> None:
    nights = Nights()
    with Store(tmp_path / "p.db", now=nights) as store:
        runs = [nights.night(store, "met") for _ in range(3)]
        for run in runs:
            append(store, run.encode(), run=run)
        nights.pass_days(1000)
        done = store.history.prune(Keep(bodies=1, evidence=1, verdicts=1))
        assert (done.runs, done.judged) == (2, 1)
        assert [one.run_id for one in store.manifests.chain()] == runs
        assert [store.manifests.content(n).decode() for n in (1, 2, 3)] == runs
