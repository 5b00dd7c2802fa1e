"""Running the agency spider in a process of its own, as whoever types ``scrapy crawl agency`` does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any


@contextmanager
def crawling(arguments: Mapping[str, str], settings: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A crawl with these ``-a`` arguments and ``-s`` settings; it has come to its end when the context has.

    Its standard output are the records that `records` reads. Ctrl-C in a terminal reaches the crawl too: it then
    stores, judges and reports what it has, and is waited for.
    """
    command = [sys.executable, "-m", "scrapy", "crawl", "agency", "-o", "-:jsonlines"]
    command += [part for name, value in arguments.items() if value for part in ("-a", f"{name}={value}")]
    command += [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    own = {"SCRAPY_SETTINGS_MODULE": "crawler.settings", "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
    process = subprocess.Popen(  # noqa: S603 - our own interpreter, no shell
        command, env={**os.environ, **own}, stdout=subprocess.PIPE, text=True, encoding="utf-8"
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
