"""What earlier runs of an agency know: which answer an address gave, and what a reader made of the same bytes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import msgspec

from checks.evidence import Document, Layer
from crawler.store.errors import explaining
from crawler.store.moments import stamp
from crawler.store.packing import from_json, unpack_blocks
from crawler.store.part import Part

NOT_MODIFIED = "not-modified"
"""Note of a fetch whose content the server did not send again: it said that what is stored is still what it has."""

CUT_OFF = "cut-off"
"""Note of a fetch whose body ended before its time."""

DRAWN = "browser:"
"""Beginning of the notes of a reading that a browser drew: its bytes are not those that the server sent."""


class Answer(msgspec.Struct, frozen=True):
    """What an address answered the last time: the hash of the content, and the headers."""

    sha256: str
    headers: tuple[tuple[str, str], ...]

    def header(self, name: str) -> str:
        """The first value of a header; empty for none."""
        return next((value for given, value in self.headers if given.lower() == name), "")


class Revisits(Part):
    """Answers and readings of earlier runs. Nothing is written here."""

    def answers(self, agency: str, *, but: str, since: datetime) -> dict[str, Answer]:
        """The newest answers of an agency's addresses in runs that began since a moment, by the address that answered.

        Only answers whose bytes are kept as the server sent them, and that came whole within that time. but: a run
        that does not count.
        """
        with explaining(self._path):
            rows = self._db.execute(
                """
                SELECT d.final_url, d.sha256, f.headers, f.notes, d.notes
                FROM runs r JOIN fetches f ON f.run_id = r.run_id JOIN readings d ON d.id = f.reading_id
                    JOIN bodies b ON b.sha256 = d.sha256
                WHERE r.agency = ? AND r.started_at >= ? AND r.run_id <> ? AND f.status = 200 AND length(b.zstd) > 0
                ORDER BY r.started_at, f.id
                """,
                (agency, stamp(since), but),
            )
            newest: dict[str, tuple[str, str]] = {}
            whole: set[tuple[str, str]] = set()
            for url, sha256, headers, fetch_notes, reading_notes in rows:
                notes = from_json(fetch_notes, tuple[str, ...])
                if CUT_OFF in notes or any(note.startswith(DRAWN) for note in from_json(reading_notes, list[str])):
                    newest.pop(url, None)
                    continue
                if NOT_MODIFIED not in notes:
                    whole.add((url, sha256))
                newest[url] = (sha256, headers)
        return {
            url: Answer(sha256, from_json(headers, tuple[tuple[str, str], ...]))
            for url, (sha256, headers) in newest.items()
            if (url, sha256) in whole
        }

    def reading(self, sha256: str, final_url: str, content_type: str, readers: Collection[str]) -> Document | None:
        """What one of the readers made of the same bytes from the same address; None when none of them read them.

        The document has no ``url`` and no time: they belong to the answer. Readings that a browser drew, that
        our limits ended, or that a reader missing on this machine could not make, are none.
        """
        with explaining(self._path):
            rows = self._db.execute(
                """
                SELECT reader, kind, state, title, pages, layer, notes, blocks FROM readings
                WHERE sha256 = ? AND final_url = ? AND content_type = ? AND state NOT IN ('limit', 'reader-missing')
                """,
                (sha256, final_url, content_type),
            )
            for reader, kind, state, title, pages, layer, told, blocks in rows:
                notes = from_json(told, tuple[str, ...])
                if reader in readers and not any(note.startswith(DRAWN) for note in notes):
                    return Document(
                        url="",
                        final_url=final_url,
                        kind=kind,
                        content_type=content_type,
                        sha256=sha256,
                        reader=reader,
                        state=state,
                        title=title,
                        blocks=unpack_blocks(blocks),
                        pages=pages,
                        layer=from_json(layer, Layer),
                        notes=notes,
                    )
        return None
