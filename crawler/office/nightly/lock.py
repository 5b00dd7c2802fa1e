"""One night at a time in a province's folder. The lock of a process that was killed is free."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import msgspec

from crawler.store.moments import stamp

NAME = "nightly.lock"


class Holder(msgspec.Struct, frozen=True):
    """Who holds a lock: its process, and since when; 0 and empty where that cannot be read."""

    pid: int = 0
    started_at: str = ""


class BusyError(Exception):
    """Another night goes on in the folder."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(f"process {holder.pid} has been at it since {holder.started_at}")
        self.holder = holder


@contextmanager
def locked(folder: Path, now: datetime) -> Iterator[None]:
    """Hold the lock of a province's folder while the context lasts; the file names its holder.

    The file itself stays: if it were deleted, two runs could hold locks of two files of the same name.

    Raises:
        BusyError: another process holds it.
        OSError: the file cannot be written.
    """
    with (folder / NAME).open("a+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(_holder(folder / NAME)) from None
        file.truncate(0)
        file.write(msgspec.json.encode(Holder(os.getpid(), stamp(now))))
        file.flush()
        yield


def _holder(path: Path) -> Holder:
    with suppress(OSError, msgspec.MsgspecError):
        return msgspec.json.decode(path.read_bytes(), type=Holder)
    return Holder()
