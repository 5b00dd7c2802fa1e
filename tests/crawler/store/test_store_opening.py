"""New, old, newer, foreign and broken database files."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.store import Store, StoreError
from crawler.store.opening import open_database
from crawler.store.schema import APPLICATION_ID, MIGRATIONS

TRIAL = (*MIGRATIONS, ("ALTER TABLE agencies ADD COLUMN province TEXT NOT NULL DEFAULT 'x'",))
BROKEN = (*MIGRATIONS, ("ALTER TABLE agencies ADD COLUMN province TEXT", "ALTER TABLE nothing ADD COLUMN a"))


def made(path: Path) -> Path:
    with Store(path) as store:
        store._db.table("agencies").insert({"code": "a", "url": "", "name": "", "kind": ""})
    return path


def columns(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    names = {row[1] for row in connection.execute("PRAGMA table_info(agencies)")}
    connection.close()
    return names


def test_a_new_file_and_its_folder_are_made(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "oit.db"
    with Store(path) as store:
        pragmas = {
            name: store._db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "busy_timeout", "user_version", "application_id")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 1,
        "busy_timeout": 30_000,
        "user_version": len(MIGRATIONS),
        "application_id": APPLICATION_ID,
    }


def test_an_empty_file_counts_as_new(path: Path) -> None:
    path.touch()
    with Store(path) as store:
        assert store.latest_runs() == []


def test_an_older_schema_is_brought_up_to_date_after_a_copy(path: Path) -> None:
    made(path)
    db = open_database(path, TRIAL)
    assert [row[0] for row in db.execute("SELECT province FROM agencies")] == ["x"]
    db.close()
    (copy,) = path.parent.glob(f"oit.schema-{len(MIGRATIONS)}.*.db")
    assert "province" not in columns(copy)
    with Store(copy) as old:
        assert old._db.execute("SELECT code FROM agencies").fetchall() == [("a",)]


def test_a_migration_that_fails_changes_nothing(path: Path) -> None:
    made(path)
    with pytest.raises(StoreError, match=f"from schema {len(MIGRATIONS)} to {len(BROKEN)}"):
        open_database(path, BROKEN)
    assert "province" not in columns(path)
    with Store(path) as store:
        assert store._db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


def test_a_newer_schema_is_refused_untouched(path: Path) -> None:
    made(path)
    open_database(path, TRIAL).close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer version") as caught:
        Store(path)
    assert "รุ่นใหม่กว่า" in caught.value.thai
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"agency,item,url\n", b"%PDF-1.4" + bytes(5000), b"\0"])
def test_a_file_that_is_no_database_is_refused_untouched(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreError, match="no SQLite database"):
        Store(path)
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


def test_another_programs_database_is_refused_untouched(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE runs (id)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        Store(path)
    assert path.read_bytes() == before


def test_a_damaged_database_is_refused(path: Path) -> None:
    made(path)
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * (len(content) - 100))
    with pytest.raises(StoreError):
        Store(path)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        Store(tmp_path)


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError):
        Store(tmp_path / "file" / "oit.db")


def test_several_processes_may_be_the_first(path: Path) -> None:
    code = "import sys; from pathlib import Path; from crawler.store import Store; Store(Path(sys.argv[1])).close()"
    openers = [subprocess.Popen([sys.executable, "-c", code, str(path)]) for _ in range(4)]
    assert [opener.wait(60) for opener in openers] == [0, 0, 0, 0]
    assert not list(path.parent.glob("*.schema-*"))
