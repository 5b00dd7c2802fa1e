"""Opening a database: a new one is made, an older one is brought up to date, anything else is refused untouched."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from crawler.store.errors import StoreError, explaining
from crawler.store.moments import bangkok_now
from crawler.store.schema import APPLICATION_ID, MIGRATIONS

HEADER = b"SQLite format 3\0"

BUSY_SECONDS = 30.0
"""How long a write waits for another writer."""

Migrations = Sequence[Sequence[str]]


def open_database(path: Path, migrations: Migrations = MIGRATIONS) -> Database:
    """Open the database at ``path`` in its newest schema; a missing file (and its folder) is made.

    Before an older one is changed, a copy is left beside it.

    Raises:
        StoreError: it is no SQLite database, not ours, from a newer version, damaged, or cannot be written.
    """
    _refuse_other_files(path)
    with explaining(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    db = Database(connection)
    try:
        _refuse_other_schemas(db, path, migrations)
        with explaining(path):
            _enter_wal(db)
            # WAL with NORMAL loses at most the last transactions on a power cut, never the file.
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute("PRAGMA foreign_keys = ON")
        _bring_up_to_date(db, path, migrations)
    except BaseException:
        db.close()
        raise
    return db


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """One transaction that takes the write lock at once: what is read inside still holds when it is written."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.conn.in_transaction:
            db.execute("ROLLBACK")
        raise


def _refuse_other_files(path: Path) -> None:
    with explaining(path):
        if path.is_dir():
            raise StoreError(
                f"database {path} is a folder; give a file, as -s OIT_DB={path / 'oit.db'}",
                f"{path} เป็นโฟลเดอร์ โปรดระบุไฟล์ฐานข้อมูล เช่น -s OIT_DB={path / 'oit.db'}",
            )
        if not path.exists() or not path.stat().st_size:
            return
        with path.open("rb") as file:
            start = file.read(len(HEADER))
    if start != HEADER:
        raise StoreError(
            f"{path} is no SQLite database; nothing was changed; give another path with -s OIT_DB=…",
            f"ไฟล์ {path} ไม่ใช่ฐานข้อมูล SQLite จึงไม่ได้แก้ไขไฟล์นี้ โปรดระบุไฟล์อื่นด้วย -s OIT_DB=…",
        )


def _refuse_other_schemas(db: Database, path: Path, migrations: Migrations) -> None:
    with explaining(path):
        empty = not _one(db, "SELECT count(*) FROM sqlite_master")
        ours = _one(db, "PRAGMA application_id") == APPLICATION_ID
        version = _one(db, "PRAGMA user_version")
    if empty:
        return
    if not ours:
        raise StoreError(
            f"{path} belongs to another program; nothing was changed; give another path with -s OIT_DB=…",
            f"ไฟล์ {path} เป็นฐานข้อมูลของโปรแกรมอื่น จึงไม่ได้แก้ไขไฟล์นี้ โปรดระบุไฟล์อื่นด้วย -s OIT_DB=…",
        )
    if version > len(migrations):
        raise StoreError(
            f"{path} was written by a newer version of this program (schema {version}, this one knows "
            f"{len(migrations)}); nothing was changed; update the program or give another path with -s OIT_DB=…",
            f"ไฟล์ {path} สร้างด้วยโปรแกรมรุ่นใหม่กว่า (โครงสร้างรุ่น {version} รุ่นนี้รู้จักถึง {len(migrations)}) "
            f"จึงไม่ได้แก้ไขไฟล์นี้ โปรดปรับปรุงโปรแกรม หรือระบุไฟล์อื่นด้วย -s OIT_DB=…",
        )


def _enter_wal(db: Database) -> None:
    """Switch to write-ahead logging; the switch ignores the busy time-out, so two first openers try in turn."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _bring_up_to_date(db: Database, path: Path, migrations: Migrations) -> None:
    newest = len(migrations)
    with explaining(path):
        version = _one(db, "PRAGMA user_version")
        if version == newest:
            return
        try:
            with writing(db):
                version = _one(db, "PRAGMA user_version")  # another process may have been quicker
                if 0 < version < newest:
                    _copy_beside(path, version)
                _migrate(db, migrations, version)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                raise
            raise StoreError(
                f"{path} cannot be brought from schema {version} to {newest} ({error}); nothing was changed; "
                "begin a new file with -s OIT_DB=…",
                f"ปรับโครงสร้างฐานข้อมูล {path} จากรุ่น {version} เป็นรุ่น {newest} ไม่ได้ ({error}) "
                "ข้อมูลเดิมยังอยู่ครบ โปรดเริ่มไฟล์ใหม่ด้วย -s OIT_DB=…",
            ) from error


def _migrate(db: Database, migrations: Migrations, version: int) -> None:
    for statements in migrations[version:]:
        for statement in statements:
            db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {len(migrations)}")


def _copy_beside(path: Path, version: int) -> None:
    """Copy the database through a connection of its own: the write lock that is held lets others read."""
    copy = path.with_name(f"{path.stem}.schema-{version}.{bangkok_now():%Y%m%dT%H%M%S}{path.suffix}")
    source, target = sqlite3.connect(path), sqlite3.connect(copy)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()


def _one(db: Database, sql: str) -> int:
    return int(db.execute(sql).fetchone()[0])
