"""The file in which recorded evidence is kept: compressed, complete, ready to be judged again."""

from __future__ import annotations

from pathlib import Path

import msgspec
import zstandard

from checks.evidence import Case

SUFFIX = ".evidence"
LEVEL = 19
"""Written seldom, kept in the repository for ever: as small as it gets."""


class Recording(msgspec.Struct, frozen=True):
    """What was gathered of an agency. files: hash of the folder's files it was gathered from; empty for a real site."""

    files: str
    case: Case


def write(path: Path, recording: Recording) -> None:
    """Keep recorded evidence."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(zstandard.ZstdCompressor(level=LEVEL).compress(msgspec.msgpack.encode(recording)))


def load(path: Path) -> Recording:
    """Give back what `write` kept."""
    return msgspec.msgpack.decode(zstandard.ZstdDecompressor().decompress(path.read_bytes()), type=Recording)
