"""Running the agency spider in a process of its own, as whoever types ``scrapy crawl agency`` does."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing.context import ForkServerProcess
from multiprocessing.forkserver import ensure_running
from pathlib import Path
from typing import Any

from crawler.commands.leashed import run

WARM = "OIT_WARM"
"""The environment variable that makes a process a server of crawls: fiscal year, a colon, folder of own books."""

_SERVER = "crawler.office.nightly.warm"
"""The module that a server loads: a name only, for whoever starts crawls need not load all that they need."""

_SERVER_DIED = 255
"""What `multiprocessing` gives for the exit code of a process whose server died; its leash has killed it then."""

_TRIES, _BETWEEN_TRIES = 20, 0.1
"""How often, and every how many seconds, a server is asked that is just dying."""

_ENVIRONMENT = {"SCRAPY_SETTINGS_MODULE": "crawler.settings", "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}


@contextmanager
def crawling(arguments: Mapping[str, str], settings: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A crawl with these ``-a`` arguments and ``-s`` settings; it has come to its end when the context has.

    Its standard output are the records that `records` reads. Ctrl-C in a terminal reaches the crawl too: it then
    stores, judges and reports what it has, and is waited for.
    """
    command = [sys.executable, "-m", "scrapy", *_crawl(arguments, settings), "-o", "-:jsonlines"]
    process = subprocess.Popen(  # noqa: S603 - our own interpreter, no shell
        command, env={**os.environ, **_ENVIRONMENT}, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        yield process
    except KeyboardInterrupt:
        pass
    except BaseException:
        process.terminate()
        raise
    finally:
        process.communicate()


def records(process: subprocess.Popen[str]) -> Iterator[dict[str, Any]]:
    """What the crawl writes while it goes on: one record for each address (``crawler.records``)."""
    if process.stdout is None:
        return
    for line in process.stdout:
        if line.startswith("{"):
            yield json.loads(line)


class Leashed:
    """A crawl that a night started: its process id, and what may be done with it."""

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process
        self.pid = process.pid or 0

    def poll(self) -> int | None:
        """The exit code where it has ended; negative: the signal that killed it."""
        code = self._process.exitcode
        return -signal.SIGKILL if code == _SERVER_DIED else code

    def wait(self) -> None:
        """Wait until it has ended."""
        self._process.join()

    def send_signal(self, number: signal.Signals) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill it with what it started itself, unless it has ended."""
        if self.poll() is not None:
            return
        with suppress(ProcessLookupError, PermissionError):
            try:
                os.killpg(self.pid, signal.SIGKILL)
            except ProcessLookupError:  # in its first moments it has no group of its own yet
                os.kill(self.pid, signal.SIGKILL)


def warm_up(year: int, books: Path) -> None:
    """Let the server of a night's crawls begin to load while the night gets ready; call this from the main thread."""
    multiprocessing.get_context("forkserver").set_forkserver_preload([_SERVER])
    with _in_environment({**_ENVIRONMENT, WARM: f"{year}:{books}"}):
        ensure_running()


def start_leashed(arguments: Mapping[str, str], settings: Mapping[str, str], log: Path, *, year: int) -> Leashed:
    """Start a crawl that dies with us and is not reached by our terminal's Ctrl-C: whoever starts it passes that on.

    It is forked by a server that has all loaded, also the book of a fiscal year (`crawler.office.nightly.warm`); the
    first call starts the server. The system watches the thread that does so: call this from the main thread.

    log: a new file for all that the crawl says.

    Raises:
        OSError: the log cannot be written, or no process can be started.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_bytes(b"")
    crawl = _crawl(arguments, {**settings, "LOG_FILE": str(log)})
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_SERVER])
    process = context.Process(target=run, args=(crawl, _ENVIRONMENT, log), daemon=True)
    with _in_environment({**_ENVIRONMENT, WARM: f"{year}:{settings['OIT_BOOKS']}"}):
        _start(process)
    return Leashed(process)


def _start(process: ForkServerProcess) -> None:
    """Let the server fork a crawl; one that has just died is refused for a moment before it is known to be dead."""
    for left in reversed(range(_TRIES)):
        try:
            process.start()
        except EOFError:
            raise OSError("the server of the crawls died while it was loading") from None
        except ConnectionRefusedError:
            if not left:
                raise
            time.sleep(_BETWEEN_TRIES)
        else:
            return


@contextmanager
def _in_environment(values: Mapping[str, str]) -> Iterator[None]:
    """Let processes that are started meanwhile have these variables; a server that died is started anew with them."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _crawl(arguments: Mapping[str, str], settings: Mapping[str, str]) -> list[str]:
    """Scrapy's command with its arguments; empty ones are left out."""
    command = ["crawl", "agency"]
    command += [part for name, value in arguments.items() if value for part in ("-a", f"{name}={value}")]
    return command + [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
