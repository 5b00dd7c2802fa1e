"""What can be wrong with a database, in words for logs and in Thai for whoever runs the crawler."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PRIMARY_CODE = 0xFF
"""SQLite keeps the kind of an error in the low byte of its extended code."""

_KINDS: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_FULL: (
        "the disk is full; free some space and start again",
        "พื้นที่ดิสก์เต็ม โปรดเพิ่มพื้นที่ว่างแล้วเริ่มใหม่",
    ),
    sqlite3.SQLITE_BUSY: (
        "another program keeps the database locked; close it and start again",
        "มีโปรแกรมอื่นใช้ฐานข้อมูลอยู่ โปรดปิดโปรแกรมนั้นแล้วเริ่มใหม่",
    ),
    sqlite3.SQLITE_READONLY: (
        "the file may not be written; change its permissions or give another path with -s OIT_DB=…",
        "ไม่มีสิทธิ์เขียนไฟล์ โปรดแก้สิทธิ์ หรือระบุไฟล์อื่นด้วย -s OIT_DB=…",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "the file cannot be opened; check the folder and its permissions",
        "เปิดไฟล์ไม่ได้ โปรดตรวจสอบโฟลเดอร์และสิทธิ์การใช้งาน",
    ),
    sqlite3.SQLITE_IOERR: (
        "reading or writing the disk failed; check that it is not full, and start again",
        "อ่านหรือเขียนดิสก์ไม่สำเร็จ โปรดตรวจสอบว่าดิสก์ไม่เต็ม แล้วเริ่มใหม่",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "the file is damaged; restore a copy, or begin a new one with -s OIT_DB=…",
        "ไฟล์เสียหาย โปรดใช้สำเนาสำรอง หรือเริ่มไฟล์ใหม่ด้วย -s OIT_DB=…",
    ),
    sqlite3.SQLITE_NOTADB: (
        "it is no SQLite database; give another path with -s OIT_DB=…",
        "ไฟล์นี้ไม่ใช่ฐานข้อมูล SQLite โปรดระบุไฟล์อื่นด้วย -s OIT_DB=…",
    ),
}
_KINDS[sqlite3.SQLITE_LOCKED] = _KINDS[sqlite3.SQLITE_BUSY]
_KINDS[sqlite3.SQLITE_PERM] = _KINDS[sqlite3.SQLITE_READONLY]

_OTHER = ("see the message", "โปรดดูข้อความประกอบ")
_KEPT = ("what was stored before stays", "ข้อมูลที่เก็บไว้ก่อนหน้านี้ยังอยู่ครบ")


class StoreError(Exception):
    """The database cannot be used or written. The text is for logs; ``thai`` is for whoever runs the crawler."""

    def __init__(self, message: str, thai: str) -> None:
        super().__init__(message)
        self.thai = thai


def explained(error: sqlite3.Error | OSError, path: Path) -> StoreError:
    """The error in plain words: which file, what is wrong, what to do next."""
    kind = (getattr(error, "sqlite_errorcode", None) or 0) & PRIMARY_CODE
    mend, thai = _KINDS.get(kind, _OTHER)
    return StoreError(
        f"database {path}: {error}: {mend}; {_KEPT[0]}",
        f"ฐานข้อมูล {path}: {thai} ({error}) {_KEPT[1]}",
    )


@contextmanager
def explaining(path: Path) -> Iterator[None]:
    """Turn SQLite's and the system's errors into `StoreError`."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise explained(error, path) from error
