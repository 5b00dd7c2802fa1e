"""The browser as processes of this machine: where it is, what it weighs, and how it ends for certain."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def executable(playwrights_own: str) -> str:
    """Path of a Chromium: the one Playwright installed itself, else the system's; empty where there is none."""
    if playwrights_own and Path(playwrights_own).exists():
        return playwrights_own
    return next((path for path in map(shutil.which, _NAMES) if path), "")


def weight(group: int) -> int:
    """Bytes of memory that the processes of a group hold for themselves; 0 where the system does not tell."""
    total = 0
    for process in _members(group):
        with contextlib.suppress(OSError, ValueError, IndexError):
            resident, shared = map(int, (process / "statm").read_text().split()[1:3])
            total += max(resident - shared, 0) * _PAGE
    return total


def _members(group: int) -> list[Path]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError):
            if os.getpgid(int(process.name)) == group:
                found.append(process)
    return found


def kill(group: int) -> None:
    """End a process group at once, the processes that hang included."""
    if group > 1 and group != os.getpgrp():
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)
