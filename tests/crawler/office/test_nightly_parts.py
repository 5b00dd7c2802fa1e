"""The parts of a night: order, lock, servers that agencies share, what the end of a crawl means, lines of the log."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from crawler.exits import BAD_INPUT, FAILED, INTERRUPTED, NOTHING, OK
from crawler.office.model import Listed, Province
from crawler.office.nightly.crawl import MAX_ATTEMPTS, end_of_turn
from crawler.office.nightly.lock import NAME, BusyError, locked
from crawler.office.nightly.night import settings_of
from crawler.office.nightly.order import fair_order
from crawler.office.nightly.progress import as_line
from crawler.office.nightly.servers import servers_of
from crawler.store.moments import BANGKOK
from crawler.store.nights import Past

NOW = datetime(2022, 4, 25, 20, 0, tzinfo=BANGKOK)
HOLD = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from crawler.office.nightly.lock import locked
with locked(Path(sys.argv[1]), datetime.now(UTC)):
    print("held", flush=True)
    time.sleep(60)
"""


def listed(*codes: str) -> list[Listed]:
    return [Listed(code, code, "other", "unit", f"http://{code}.example/") for code in codes]


def test_the_order_is_new_then_failed_or_left_then_stale() -> None:
    past = {
        "fresh": Past("done", "2022-04-24"),
        "stale": Past("done", "2022-04-20"),
        "failed": Past("failed", "2022-04-24"),
        "left": Past("left", "2022-04-23"),
        "never-good": Past("failed", ""),
        "crawled-by-hand": Past("", "2022-04-22"),
        "nothing-yet": Past("done", ""),
    }
    codes = ["fresh", "new-1", "failed", "stale", "left", "nothing-yet", "never-good", "crawled-by-hand", "new-2"]
    assert fair_order(listed(*codes), past) == [
        *("new-1", "nothing-yet", "new-2"),
        *("never-good", "left", "failed"),
        *("stale", "crawled-by-hand", "fresh"),
    ]


def test_equals_keep_the_order_of_the_list() -> None:
    assert fair_order(listed("b", "c", "a"), {code: Past("done", "2022-04-24") for code in "abc"}) == ["b", "c", "a"]


def test_a_lock_is_held_once_and_free_when_its_holder_was_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(BusyError) as caught, locked(tmp_path, NOW):
            pass
        assert caught.value.holder.pid == holder.pid
        assert datetime.fromisoformat(caught.value.holder.started_at).utcoffset() == NOW.utcoffset()
        holder.kill()
    with locked(tmp_path, NOW):
        pass
    assert f'"pid":{os.getpid()}' in (tmp_path / NAME).read_text()


def test_agencies_share_a_server_by_name_or_by_address() -> None:
    def look_up(host: str) -> frozenset[str]:
        known = {
            "a.example": "192.0.2.1",
            "b.example": "192.0.2.1",
            "c.example": "192.0.2.3",
            "docs.example": "192.0.2.4",
        }
        if host not in known:
            raise OSError(host)
        return frozenset({known[host]})

    agencies = [
        *listed("a", "b", "lost"),
        Listed("c", "c", "other", "unit", "https://c.example/site/one/", hosts=("docs.example",)),
        Listed("d", "d", "other", "unit", "docs.example"),
        Listed("e", "e", "other", "unit", "http://lost.example:8080/other/"),
    ]
    found = servers_of(agencies, look_up=look_up)
    sharing = {
        frozenset((one.code, other.code))
        for one in agencies
        for other in agencies
        if one.code != other.code and found[one.code] & found[other.code]
    }
    assert sharing == {frozenset("ab"), frozenset("cd"), frozenset(("e", "lost"))}
    assert found["lost"] == {"lost.example"}


@pytest.mark.parametrize(
    ("code", "why", "killed", "attempt", "expected"),
    [
        (OK, "", False, 1, ("done", "")),
        (OK, "night", False, 1, ("done", "")),
        (NOTHING, "", False, 1, ("done", "nothing-read")),
        (FAILED, "", False, 1, ("failed", "our-failure")),
        (BAD_INPUT, "", False, 1, ("failed", "bad-input")),
        (INTERRUPTED, "", False, 1, ("failed", "exit-130")),
        (INTERRUPTED, "time", False, 1, ("failed", "cut-time")),
        (-9, "time", True, 1, ("failed", "killed-time")),
        (INTERRUPTED, "night", False, 1, ("left", "cut-night")),
        (-9, "stop", True, 1, ("waiting", "killed-stop")),
        (-2, "stop", False, MAX_ATTEMPTS, ("waiting", "cut-stop")),
        (-11, "", False, MAX_ATTEMPTS - 1, ("waiting", "crashed")),
        (-11, "", False, MAX_ATTEMPTS, ("failed", "crashed-repeatedly")),
    ],
)
def test_what_the_end_of_a_crawl_means(
    code: int, why: str, killed: bool, attempt: int, expected: tuple[str, str]
) -> None:
    assert end_of_turn(code, why, killed=killed, attempt=attempt) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "why", "expected"),
    [
        (-2, "stop", ("done", "found-ended")),
        (-9, "time", ("done", "found-ended")),
        (-11, "", ("done", "found-ended")),
        (FAILED, "", ("failed", "our-failure")),
    ],
)
def test_a_crawl_that_died_after_its_run_was_judged_is_not_repeated(
    code: int, why: str, expected: tuple[str, str]
) -> None:
    assert end_of_turn(code, why, killed=False, attempt=1, whole=True) == expected  # type: ignore[arg-type]


def test_a_line_of_the_log_stays_one_line() -> None:
    said = as_line({"agency": 'a"b\nc', "detail": "", "met": 3})
    assert said == 'agency="a\\"b c" detail="" met=3'


def test_what_a_night_needs_wins_over_settings_of_the_province_and_those_given(tmp_path: Path) -> None:
    province = Province(
        tmp_path, "จ", 2565, "a@b.example", (), settings={"OIT_OCR_PAGES": "3", "DEPTH_LIMIT": "2", "OIT_DB": "x"}
    )
    made = settings_of(province, {"DEPTH_LIMIT": "1", "OIT_REPORT": "1"})
    assert (made["OIT_OCR_PAGES"], made["DEPTH_LIMIT"], made["OIT_REPORT"]) == ("3", "1", "0")
    assert (made["OIT_DB"], made["CLOSESPIDER_TIMEOUT"]) == (str(province.db), "720")
