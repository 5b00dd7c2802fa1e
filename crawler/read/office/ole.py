"""Files of the old office programs: small file systems (OLE2) with streams for text, tables and pictures.

Only what is needed is read: the names of the streams, and a stream by its name. Chains that lead in circles or out of
the file end where they do.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator

import msgspec

from crawler.read.found import FileText
from crawler.read.office.package import FileError

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER = struct.Struct("<8s22x2H14xL4x2L4xL")
_ENTRY_BYTES = 128
_LAST_SECTOR = 0xFFFFFFFA
_STREAM, _ROOT = 2, 5
_MOST_ENTRIES = 20_000
_SHIFTS = range(7, 17)
_DIFAT_IN_HEADER = 109


class _Entry(msgspec.Struct, frozen=True):
    name: str
    kind: int
    start: int
    size: int


class OleFile:
    """An OLE2 file. Raises FileError (damaged) where its directory cannot be read."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        try:
            magic, shift, mini_shift, directory, cutoff, mini, difat = _HEADER.unpack_from(body)
        except struct.error as error:
            raise FileError("damaged") from error
        if magic != MAGIC or shift not in _SHIFTS or mini_shift > shift:
            raise FileError("damaged")
        self._size, self._mini_size, self._cutoff = 1 << shift, 1 << mini_shift, cutoff
        self._table = self._allocation(difat)
        self._entries = list(self._directory(directory))
        root = next((e for e in self._entries if e.kind == _ROOT), None)
        if root is None:
            raise FileError("damaged")
        self._mini_table = _numbers(b"".join(self._chain(mini)))
        self._mini_body = b"".join(self._chain(root.start))

    @property
    def names(self) -> frozenset[str]:
        """The names of the streams."""
        return frozenset(entry.name for entry in self._entries if entry.kind == _STREAM)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream, none where no stream has that name. Raises FileError where some are lost."""
        entry = next((e for e in self._entries if e.kind == _STREAM and e.name == name), None)
        if entry is None:
            return b""
        pieces = self._chain(entry.start) if entry.size >= self._cutoff else self._mini_chain(entry.start)
        data = b"".join(pieces)[: entry.size]
        if len(data) < entry.size:
            raise FileError("damaged")
        return data

    def _sector(self, number: int) -> bytes:
        return self._body[(number + 1) * self._size : (number + 2) * self._size]

    def _allocation(self, difat: int) -> tuple[int, ...]:
        """The table that says for every sector which one follows it."""
        sectors = list(_numbers(self._body[76 : 76 + 4 * _DIFAT_IN_HEADER]))
        seen: set[int] = set()
        while difat < _LAST_SECTOR and difat not in seen and (piece := self._sector(difat)):
            seen.add(difat)
            more = _numbers(piece)
            sectors += more[:-1]
            difat = more[-1] if more else _LAST_SECTOR
        used = dict.fromkeys(number for number in sectors if number < _LAST_SECTOR)
        return tuple(itertools.chain.from_iterable(_numbers(self._sector(number)) for number in used))

    def _chain(self, number: int) -> Iterator[bytes]:
        seen: set[int] = set()
        while number < len(self._table) and number not in seen and (piece := self._sector(number)):
            seen.add(number)
            yield piece
            number = self._table[number]

    def _mini_chain(self, number: int) -> Iterator[bytes]:
        seen: set[int] = set()
        while number < len(self._mini_table) and number not in seen:
            seen.add(number)
            yield self._mini_body[number * self._mini_size : (number + 1) * self._mini_size]
            number = self._mini_table[number]

    def _directory(self, start: int) -> Iterator[_Entry]:
        data = b"".join(self._chain(start))[: _MOST_ENTRIES * _ENTRY_BYTES]
        for at in range(0, len(data) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
            length, kind = struct.unpack_from("<HB", data, at + 64)
            first, size = struct.unpack_from("<2L", data, at + 116)
            name = data[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            yield _Entry(name, kind, first, size)


def stream_names(body: bytes) -> frozenset[str]:
    """The names of the streams of an OLE2 file; none where it is damaged."""
    try:
        return OleFile(body).names
    except FileError:
        return frozenset()


def read_locked(_body: bytes) -> FileText:
    """An office file with a password: it is wrapped in an OLE2 file as one encrypted stream."""
    return FileText("encrypted")


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack_from(f"<{len(data) // 4}L", data)
