"""Manifests of judged runs, each linked to the one before it; they stay when evidence and verdicts are pruned.

A night's manifest says almost what the night before said: it is compressed beside an earlier one of its agency.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import zstandard

from checks.evidence import Document, Failure
from crawler.appeal.verify import GENESIS, digest, link_of
from crawler.store.errors import StoreError, explaining
from crawler.store.opening import writing
from crawler.store.packing import LEVEL, from_json
from crawler.store.part import Part
from crawler.store.runs import documents, failures

_COLUMNS = "number, run_id, agency, fiscal_year, recorded_at, sha256, previous, link"

WORTH = 0.5
"""A manifest that shrinks less than so much beside an earlier one is stored by itself, for later ones to lie beside."""


class Manifest(msgspec.Struct, frozen=True):
    """A manifest's place in the chain. previous, link: the link before it, and its own; sha256: of its bytes."""

    number: int
    run_id: str
    agency: str
    fiscal_year: int
    recorded_at: str
    sha256: str
    previous: str
    link: str


class Answer(msgspec.Struct, frozen=True):
    """A page or document as it was fetched: what was read of it, and what the server said. headers: name, value."""

    document: Document
    status: int
    headers: tuple[tuple[str, str], ...]


class Missed(msgspec.Struct, frozen=True):
    """An address that gave no evidence, and when that was known."""

    failure: Failure
    failed_at: str


class Shot(msgspec.Struct, frozen=True):
    """A picture of the page that decided an item. page: of a document; 0 for a page of the site."""

    item: str
    url: str
    page: int
    taken_at: str
    sha256: str


class Manifests(Part):
    """The chain of manifests, and what a manifest is made of."""

    def append(self, run_id: str, agency: str, fiscal_year: int, *, recorded_at: str, content: bytes) -> Manifest:
        """Add a manifest to the end of the chain, whoever else adds one at the same time."""
        sha256 = digest(content)
        with explaining(self._path), writing(self._db):
            last = self._db.execute("SELECT number, link FROM manifests ORDER BY number DESC LIMIT 1").fetchone()
            number, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
            beside, packed = self._packed(agency, fiscal_year, content)
            link = link_of(number, previous, sha256)
            made = Manifest(number, run_id, agency, fiscal_year, recorded_at, sha256, previous, link)
            self._db.table("manifests").insert({**msgspec.structs.asdict(made), "beside": beside, "zstd": packed})
        return made

    def newest(self, run_id: str, fiscal_year: int) -> Manifest | None:
        """The last manifest of a run under a year's book; None for none."""
        where = "WHERE run_id = ? AND fiscal_year = ? ORDER BY number DESC LIMIT 1"
        return next(iter(self._some(where, (run_id, fiscal_year))), None)

    def head(self) -> Manifest | None:
        """The end of the chain; None where there is none yet."""
        return next(iter(self._some("ORDER BY number DESC LIMIT 1", ())), None)

    def chain(self) -> list[Manifest]:
        """All of it, from its beginning."""
        return self._some("ORDER BY number", ())

    def content(self, number: int) -> bytes:
        """The bytes of a manifest.

        Raises:
            StoreError: there is none of that number, or it cannot be unpacked.
        """
        with explaining(self._path):
            row = self._db.execute("SELECT beside, zstd FROM manifests WHERE number = ?", (number,)).fetchone()
        try:
            if row is not None:
                return _unpack(row[1], self.content(row[0]) if row[0] else b"")
        except zstandard.ZstdError:
            pass
        raise StoreError(
            f"database {self._path}: manifest {number} is missing or damaged; use a copy of the database",
            f"ฐานข้อมูล {self._path}: บันทึกการตรวจลำดับที่ {number} หายไปหรือเสียหาย โปรดใช้สำเนาสำรองของฐานข้อมูล",
        )

    def moment(self) -> str:
        """This moment, as manifests name it."""
        return self._moment()

    def answers(self, run_id: str) -> list[Answer]:
        """Pages and documents of a run that are still kept, in the order in which they answered."""
        with explaining(self._path):
            told = self._db.execute("SELECT status, headers FROM fetches WHERE run_id = ? ORDER BY id", (run_id,))
            return [
                Answer(document, status, from_json(headers, tuple[tuple[str, str], ...]))
                for document, (status, headers) in zip(documents(self._db, run_id), told, strict=True)
            ]

    def missed(self, run_id: str) -> list[Missed]:
        """Addresses of a run that gave no evidence."""
        with explaining(self._path):
            told = self._db.execute("SELECT failed_at FROM failed_fetches WHERE run_id = ? ORDER BY id", (run_id,))
            return [Missed(one, when) for one, (when,) in zip(failures(self._db, run_id), told, strict=True)]

    def shots(self, run_id: str) -> list[Shot]:
        """Screenshots of a run, by item."""
        with explaining(self._path):
            sql = "SELECT item, url, page, taken_at, sha256 FROM screenshots WHERE run_id = ?"
            return [Shot(*row) for row in self._db.execute(f"{sql} ORDER BY length(item), item", (run_id,))]

    def picture(self, sha256: str) -> bytes:
        """A screenshot as PNG; empty where it is not kept."""
        with explaining(self._path):
            row = self._db.execute("SELECT png FROM screenshot_files WHERE sha256 = ?", (sha256,)).fetchone()
        return bytes(row[0]) if row else b""

    def program(self, run_id: str, fiscal_year: int) -> str:
        """Fingerprint of the code that judged a run last under a year's book; empty where it is not known."""
        with explaining(self._path):
            row = self._db.execute(
                "SELECT program FROM judged_runs WHERE run_id = ? AND fiscal_year = ?", (run_id, fiscal_year)
            ).fetchone()
        return str(row[0]) if row else ""

    def _some(self, where: str, values: Sequence[Any]) -> list[Manifest]:
        with explaining(self._path):
            rows = self._db.execute(f"SELECT {_COLUMNS} FROM manifests {where}", tuple(values))  # noqa: S608 - ours
            return [Manifest(*row) for row in rows]

    def _packed(self, agency: str, fiscal_year: int, content: bytes) -> tuple[int, bytes]:
        """The number of the manifest beside which this one is stored (0: none), and its compressed bytes."""
        alone = _pack(content)
        row = self._db.execute(
            "SELECT max(number) FROM manifests WHERE agency = ? AND fiscal_year = ? AND beside = 0",
            (agency, fiscal_year),
        ).fetchone()
        if row[0] is None:
            return 0, alone
        packed = _pack(content, self.content(row[0]))
        return (row[0], packed) if len(packed) < WORTH * len(alone) else (0, alone)


def _beside(earlier: bytes) -> zstandard.ZstdCompressionDict | None:
    """What is the same as in earlier bytes is not stored again; None for nothing earlier."""
    return zstandard.ZstdCompressionDict(earlier, dict_type=zstandard.DICT_TYPE_RAWCONTENT) if earlier else None


def _pack(content: bytes, earlier: bytes = b"") -> bytes:
    return zstandard.ZstdCompressor(level=LEVEL, dict_data=_beside(earlier)).compress(content)


def _unpack(packed: bytes, earlier: bytes) -> bytes:
    return zstandard.ZstdDecompressor(dict_data=_beside(earlier)).decompress(packed)
