"""A crawl that a night's server forks: Scrapy, killed by the system when the server dies, as that is with the night.

Without the leash a crawl whose night was killed would go on beside its own retry.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path

from crawler.exits import FAILED
from crawler.read.orphans import end_with_parent

_STDIN, _STDOUT, _STDERR = range(3)


def run(arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
    """Run a Scrapy command in a group of its own; it ends the process with its own exit code.

    log: what is printed to standard error is added to it; what goes to standard output is lost.
    """
    server = os.getpgrp()  # the server leads its group, of which a fork is a part until it leaves
    os.setpgid(0, 0)
    end_with_parent()
    if os.getppid() != server:  # it died before the leash was on
        raise SystemExit(FAILED)
    _own_signals()
    _own_streams(log)
    os.environ.update(environment)
    from scrapy.cmdline import execute  # here: whoever only starts crawls need not have Scrapy loaded

    execute(["scrapy", *arguments])


def _own_signals() -> None:
    """What the server does not listen to is meant for its crawls."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for one in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(one, signal.SIG_DFL)


def _own_streams(log: Path) -> None:
    """The server's streams are those of the night: a crawl has nothing to ask or say there."""
    with log.open("ab") as troubles, Path(os.devnull).open("r+b") as nothing:
        os.dup2(nothing.fileno(), _STDIN)
        os.dup2(nothing.fileno(), _STDOUT)
        os.dup2(troubles.fileno(), _STDERR)
