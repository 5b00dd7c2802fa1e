"""Running the agency spider in a process of its own, as whoever types ``scrapy crawl agency`` does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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


def start_leashed(arguments: Mapping[str, str], settings: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
    """Start a crawl that dies with us and is not reached by our terminal's Ctrl-C: whoever starts it passes that on.

    The system watches the thread that starts it: call this from the main thread. log: a new file for all that the
    crawl says.

    Raises:
        OSError: the log cannot be written, or no process can be started.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    log.unlink(missing_ok=True)
    leash = [sys.executable, "-m", "crawler.commands.leashed", str(os.getpid())]
    with log.open("ab") as troubles:
        return subprocess.Popen(  # noqa: S603 - our own interpreter, no shell
            [*leash, *_crawl(arguments, {**settings, "LOG_FILE": str(log)})],
            env={**os.environ, **_ENVIRONMENT},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=troubles,
            process_group=0,
        )


def _crawl(arguments: Mapping[str, str], settings: Mapping[str, str]) -> list[str]:
    """Scrapy's command with its arguments; empty ones are left out."""
    command = ["crawl", "agency"]
    command += [part for name, value in arguments.items() if value for part in ("-a", f"{name}={value}")]
    return command + [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
