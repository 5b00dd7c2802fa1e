"""Takes in what a crawl gathers: compressed at once, written in small transactions, nothing written twice."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from checks.evidence import Document, Failure
from crawler.store.opening import writing
from crawler.store.packing import pack, pack_blocks, to_json, words

MAX_ENTRIES = 32
"""Entries of one transaction; an entry is at most three rows."""

MAX_BYTES = 8 * 1024 * 1024
"""Compressed bytes that wait for the next transaction: a row of large documents must not fill the memory."""

MAX_SECONDS = 1.0
"""A transaction at least this often while evidence arrives: what a power cut or a kill may lose."""

Row = dict[str, Any]
ReadingKey = tuple[str, str, str, str]


class Intake:
    """A buffer before the tables of evidence. Rows keep the order in which they came in."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._bodies: dict[str, Row] = {}
        self._readings: dict[ReadingKey, Row] = {}
        self._fetches: list[tuple[ReadingKey, Row]] = []
        self._failures: list[Row] = []
        self._bytes = 0
        self._written = time.monotonic()

    def document(self, document: Document, body: bytes, row: Row) -> None:
        """Take in a page or document; body and reading are stored only where they are not stored yet."""
        key = (document.sha256, document.reader, document.final_url, document.content_type)
        if document.sha256 not in self._bodies and not self._has_body(document.sha256):
            packed = pack(body)
            self._bodies[document.sha256] = {"sha256": document.sha256, "size": len(body), "zstd": packed}
            self._bytes += len(packed)
        if key not in self._readings and self._reading_id(key) is None:
            self._readings[key] = reading_row(document)
            self._bytes += len(self._readings[key]["blocks"]) + len(self._readings[key]["text"])
        self._fetches.append((key, row))
        self._write_when_due()

    def failure(self, failure: Failure, row: Row) -> None:
        """Take in a URL that gave no evidence."""
        told = {"cause": failure.cause, "owner": failure.owner, "detail": failure.detail, "status": failure.status}
        self._failures.append({"url": failure.url, **told, **row})
        self._write_when_due()

    def flush(self) -> None:
        """Write what waits, in one transaction; when that fails, it all waits on for the next try."""
        if not self._fetches and not self._failures:
            return
        with writing(self._db):
            self._insert_bodies()
            self._insert("readings", list(self._readings.values()), ignore=True)
            self._insert("fetches", [{**row, "reading_id": self._reading_id(key)} for key, row in self._fetches])
            self._insert("failed_fetches", self._failures)
        self._bodies.clear()
        self._readings.clear()
        self._fetches.clear()
        self._failures.clear()
        self._bytes = 0
        self._written = time.monotonic()

    def _write_when_due(self) -> None:
        entries = len(self._fetches) + len(self._failures)
        if (
            entries >= MAX_ENTRIES
            or self._bytes >= MAX_BYTES
            or time.monotonic() - self._written >= MAX_SECONDS  # slow sites: every answer is written as it comes
        ):
            self.flush()

    def _insert(self, table: str, rows: list[Row], *, ignore: bool = False) -> None:
        if rows:
            self._db.table(table).insert_all(rows, ignore=ignore)

    def _insert_bodies(self) -> None:
        self._db.conn.executemany(
            """
            INSERT INTO bodies (sha256, size, zstd) VALUES (:sha256, :size, :zstd)
            ON CONFLICT (sha256) DO UPDATE SET zstd = excluded.zstd WHERE length(bodies.zstd) = 0
            """,
            list(self._bodies.values()),
        )

    def _has_body(self, sha256: str) -> bool:
        """Are the bytes here? Those of a body that was pruned are stored again when they come again."""
        sql = "SELECT 1 FROM bodies WHERE sha256 = ? AND length(zstd) > 0"
        return self._db.execute(sql, (sha256,)).fetchone() is not None

    def _reading_id(self, key: ReadingKey) -> int | None:
        found = self._db.execute(
            "SELECT id FROM readings WHERE sha256 = ? AND reader = ? AND final_url = ? AND content_type = ?", key
        ).fetchone()
        return found[0] if found else None


def reading_row(document: Document) -> Row:
    """What a reader made of a body."""
    return {
        "sha256": document.sha256,
        "reader": document.reader,
        "final_url": document.final_url,
        "content_type": document.content_type,
        "kind": document.kind,
        "state": document.state,
        "title": document.title,
        "pages": document.pages,
        "text": words(document.blocks),
        "blocks": pack_blocks(document.blocks),
        "layer": to_json(document.layer),
        "notes": to_json(document.notes),
    }


def place_row(run_id: str, referrer: str, depth: int, reason: str) -> Row:
    """How an address was reached."""
    return {"run_id": run_id, "referrer": referrer, "depth": depth, "reason": reason}


def answer_row(document: Document, status: int, headers: Sequence[tuple[str, str]], notes: Sequence[str]) -> Row:
    """What a server answered, apart from the content."""
    return {
        "url": document.url,
        "status": status,
        "headers": to_json(list(headers)),
        "fetched_at": document.fetched_at,
        "notes": to_json(list(notes)),
    }
