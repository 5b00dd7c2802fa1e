"""The server of a night's crawls: what it has loaded, what it must not hold, and that nothing outlives it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from checks.rubric import load
from crawler.commands.spider_process import WARM, Leashed, start_leashed
from crawler.exits import BAD_INPUT

ROOT = Path(__file__).parents[3]
LOOK = """
import json, os, sys
import crawler.office.nightly.warm
from checks.lexicon import Lexicon
print(json.dumps({
    "threads": len(os.listdir("/proc/self/task")),
    "reactor": "twisted.internet.reactor" in sys.modules,
    "databases": [name for name in map(os.path.realpath, os.listdir("/proc/self/fd")) if name.endswith(".db")],
    "books": list(Lexicon._made),
    "leads": os.getpgrp() == os.getpid(),
    "told": "OIT_WARM" in os.environ,
    "crawls": "crawler.commands.scrapy_commands.crawl" in sys.modules,
    "handlers": "scrapy.core.downloader.handlers.http11" in sys.modules,
}))
"""


def look(warm: str | None) -> dict[str, object]:
    """What a process holds that has loaded the module of the server."""
    environment = {**os.environ, "SCRAPY_SETTINGS_MODULE": "crawler.settings"}
    if warm is not None:
        environment[WARM] = warm
    found = subprocess.run([sys.executable, "-c", LOOK], cwd=ROOT, env=environment, capture_output=True, check=True)
    return dict(json.loads(found.stdout))


def start(folder: Path) -> Leashed:
    """A crawl whose province is missing: it ends at once with that."""
    arguments = {"province": str(folder / "nowhere"), "agency": "a"}
    settings = {"OIT_BOOKS": str(folder / "books"), "OIT_DB": str(folder / "x.db")}
    return start_leashed(arguments, settings, folder / "logs" / "a.log", year=2565)


def test_a_server_has_all_loaded_and_holds_nothing_that_a_fork_would_not_survive(tmp_path: Path) -> None:
    found = look(f"2565:{tmp_path}")
    assert (found["threads"], found["reactor"], found["databases"], found["told"]) == (1, False, [], False)
    assert found["books"] == [load(2565).digest]
    assert (found["leads"], found["crawls"], found["handlers"]) == (True, True, True)


def test_a_book_that_cannot_be_used_keeps_no_server_from_starting(tmp_path: Path) -> None:
    assert look(f"2499:{tmp_path}")["books"] == []


def test_who_is_not_told_to_be_a_server_is_none() -> None:
    assert look(None)["books"] == []


def test_a_crawl_ends_with_its_own_exit_code_and_speaks_to_its_own_log(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    crawl = start(tmp_path)
    assert os.getpgid(crawl.pid) != os.getpgrp()
    crawl.wait()
    assert crawl.poll() == BAD_INPUT
    assert str(tmp_path / "nowhere") in (tmp_path / "logs" / "a.log").read_text(encoding="utf-8")
    assert capfd.readouterr() == ("", "")
    assert WARM not in os.environ
    crawl.kill()
    crawl.send_signal(signal.SIGINT)
    assert crawl.poll() == BAD_INPUT


def test_when_the_server_dies_its_crawls_die_with_it_and_the_next_one_has_a_new_server(tmp_path: Path) -> None:
    crawl = start(tmp_path)
    os.kill(crawl.pid, signal.SIGSTOP)
    server = psutil.Process(crawl.pid).parent()
    assert server is not None
    server.kill()
    crawl.wait()
    assert crawl.poll() == -signal.SIGKILL
    again = start(tmp_path)
    again.wait()
    assert again.poll() == BAD_INPUT
