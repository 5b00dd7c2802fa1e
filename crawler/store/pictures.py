"""Pictures: which documents of a run still show words only as pictures, and what was recognised in them, for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

import msgspec
from sqlite_utils import Database

from checks.evidence import Document
from crawler.store.intake import reading_row
from crawler.store.moments import stamp
from crawler.store.opening import writing
from crawler.store.packing import pack, unpack
from crawler.store.runs import documents


class Pictured(msgspec.Struct, frozen=True):
    """A document with pages to read as pictures. reason: why it was asked for; depth: steps from the start."""

    document: Document
    reason: str
    depth: int


def pictured(db: Database, run_id: str) -> list[Pictured]:
    """Documents of a run with pictures to read, each body once, in the order in which they were gathered."""
    places = db.execute("SELECT url, reason, depth FROM fetches WHERE run_id = ? ORDER BY id", (run_id,))
    found: dict[tuple[str, str], Pictured] = {}
    for (url, reason, depth), document in zip(places, documents(db, run_id), strict=True):
        if document.layer.unread and url == document.url:
            found.setdefault((document.sha256, document.final_url), Pictured(document, reason, depth))
    return list(found.values())


def body(db: Database, sha256: str) -> bytes:
    """A stored body; empty where it is not kept."""
    row = db.execute("SELECT zstd FROM bodies WHERE sha256 = ?", (sha256,)).fetchone()
    return unpack(row[0]) if row and row[0] else b""  # a pruned body is an empty field


def recognised(db: Database, sha256: str, engine: str) -> dict[int, bytes]:
    """What an engine recognised in the pages of a body, by page."""
    rows = db.execute("SELECT page, zstd FROM recognised_pictures WHERE sha256 = ? AND engine = ?", (sha256, engine))
    return {page: unpack(packed) for page, packed in rows}


def keep(db: Database, sha256: str, engine: str, pages: Mapping[int, bytes]) -> None:
    """Keep what was recognised: the same bytes are never recognised twice by the same engine."""
    rows = [{"sha256": sha256, "page": page, "engine": engine, "zstd": pack(what)} for page, what in pages.items()]
    with writing(db):
        db.table("recognised_pictures").insert_all(rows, ignore=True)


def reread(db: Database, run_id: str, old: Document, new: Document) -> None:
    """Let a run's fetches of a document point to its new reading; other runs keep the one they had."""
    with writing(db):
        row = reading_row(new)
        db.table("readings").insert(row, ignore=True)
        key = (new.sha256, new.reader, new.final_url, new.content_type)
        before = (run_id, old.sha256, old.reader, old.final_url, old.content_type)
        db.execute(
            """
            UPDATE fetches SET reading_id = (
                SELECT id FROM readings WHERE sha256 = ? AND reader = ? AND final_url = ? AND content_type = ?
            )
            WHERE run_id = ? AND reading_id IN (
                SELECT id FROM readings WHERE sha256 = ? AND reader = ? AND final_url = ? AND content_type = ?
            )
            """,
            (*key, *before),
        )


class Screenshot(msgspec.Struct, frozen=True):
    """The page that decided an item, as a PNG. page: of a document; 0 for a page of the site.

    small: a thumbnail of it for the reports; empty where none was made.
    """

    item: str
    url: str
    page: int
    png: bytes
    small: bytes = b""


def save_screenshot(db: Database, moment: datetime, run_id: str, shot: Screenshot) -> None:
    """Keep the picture of the page that decided an item; pages that decided several are kept once."""
    sha256 = hashlib.sha256(shot.png).hexdigest()
    row = {"run_id": run_id, "item": shot.item, "url": shot.url, "page": shot.page, "taken_at": stamp(moment)}
    with writing(db):
        db.table("screenshot_files").insert({"sha256": sha256, "png": shot.png, "small": shot.small}, ignore=True)
        db.table("screenshots").upsert({**row, "sha256": sha256}, pk=("run_id", "item"))
