"""RAR and 7z archives as a stream of members, by libarchive's ``bsdtar``."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
import tempfile
import threading
from collections.abc import Iterator
from typing import IO

from crawler.read.office.package import FileError
from crawler.read.orphans import end_with_parent

SECONDS = 40
"""Time that unpacking may take: less than a whole file may, so that what came till then is read."""

_NEEDS_PASSWORD = (b"passphrase", b"encrypt")
_CANNOT = (b"unsupported", b"not supported", b"multivolume", b"multi-volume")
_ERRORS = 8_000


class _Counted:
    """A stream that ends in an error once more than ``limit`` bytes were read."""

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        self._stream, self._left = stream, limit

    def read(self, size: int) -> bytes:
        """Some bytes."""
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise FileError("limit", "too-large-unpacked")
        return data


def streamed(body: bytes, most: int, total: int) -> Iterator[tuple[str, bytes, str]]:
    """Name, bytes and, where there are none, the reason, for each file of an archive.

    most: bytes of one member; total: bytes of all. Raises FileError where the archive cannot be read or read further:
    reader-missing, encrypted, damaged, limit.
    """
    program = shutil.which("bsdtar")
    if program is None:
        raise FileError("reader-missing", "program-missing:bsdtar")
    with tempfile.TemporaryFile(prefix="oit-") as source, tempfile.TemporaryFile(prefix="oit-") as errors:
        source.write(body)
        source.flush()
        source.seek(0)
        process = subprocess.Popen(  # noqa: S603 - no shell, no name from outside
            [program, "--format=pax", "-cf", "-", "@-"], stdin=source, stdout=subprocess.PIPE, stderr=errors,
            env={**os.environ, "LC_ALL": "C.UTF-8"}, preexec_fn=end_with_parent,  # noqa: PLW1509 - no thread yet
        )  # fmt: skip
        timer = threading.Timer(SECONDS, process.kill)
        timer.start()
        try:
            yield from _members(process, most, total)
            process.wait()
            if why := _complaint(process, errors, late=not timer.is_alive()):
                raise why
        except (tarfile.TarError, OSError, EOFError) as error:
            process.kill()
            process.wait()
            raise _complaint(process, errors, late=not timer.is_alive()) or FileError("damaged") from error
        finally:
            timer.cancel()
            process.kill()
            process.wait()
            if process.stdout:
                process.stdout.close()


def _members(process: subprocess.Popen[bytes], most: int, total: int) -> Iterator[tuple[str, bytes, str]]:
    if process.stdout is None:
        return
    with tarfile.open(fileobj=_Counted(process.stdout, total), mode="r|", errorlevel=0) as archive:  # type: ignore[call-overload]
        for entry in archive:
            if entry.issym() or entry.islnk():
                yield entry.name, b"", "link"
            elif entry.isreg() and entry.size > most:
                yield entry.name, b"", "too-large"
            elif entry.isreg():
                content = archive.extractfile(entry)
                yield entry.name, content.read() if content else b"", ""


def _complaint(process: subprocess.Popen[bytes], errors: IO[bytes], *, late: bool) -> FileError | None:
    """What the program said was wrong, or nothing."""
    if late:
        return FileError("limit", f"seconds:{SECONDS}")
    if process.returncode == 0:
        return None
    errors.seek(0)
    said = errors.read(_ERRORS).lower()
    if any(word in said for word in _NEEDS_PASSWORD):
        return FileError("encrypted")
    if any(word in said for word in _CANNOT):
        return FileError("reader-missing", "archive-kind")
    return FileError("damaged")
