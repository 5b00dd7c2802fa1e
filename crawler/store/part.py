"""What the parts of the store share: the open database, its path for messages, the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from crawler.store.moments import stamp


class Part:
    """A group of tables of the store. Methods raise `StoreError` as those of the store do."""

    def __init__(self, db: Database, path: Path, now: Callable[[], datetime]) -> None:
        self._db = db
        self._path = path
        self._now = now

    def _moment(self) -> str:
        """This moment, as the store writes it."""
        return stamp(self._now())
