"""Archives: their members read by the readers of their kinds, within limits of number, size, growth and depth.

ZIP is read by Python itself, RAR and 7z through libarchive's ``bsdtar``, which turns them into a tar stream: members
are never written to the disk, so that neither their names nor their links lead anywhere.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator

import msgspec

from checks.evidence import Block, DocumentState
from crawler.read.archive_stream import streamed
from crawler.read.encoding import decode
from crawler.read.found import FileText
from crawler.read.kinds import Kind, kind_of
from crawler.read.office.package import MAX_UNPACKED, FileError, directory, is_bomb

READER = "archive/1"

MAX_LISTED = 200
"""Members that are looked at, in the order of the archive."""

MAX_READ = 60
"""Members that are read, those of inner archives included."""

MAX_MEMBER = 30_000_000
"""Bytes of one member."""

MAX_DEPTH = 2
"""An archive, and archives in it."""

ARCHIVES: frozenset[Kind] = frozenset({"zip", "rar", "7z"})

ReadMember = Callable[[str, bytes], FileText]
"""Name and bytes of a member to its text."""

_LITTER = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
_UTF8_NAME = 0x800
_LOCKED = 0x1
_WORST: tuple[DocumentState, ...] = (
    "encrypted", "limit", "damaged", "garbled", "reader-missing", "no-text", "preview-only", "empty",
)  # fmt: skip


class Member(msgspec.Struct, frozen=True):
    """A file in an archive: its label, and its bytes or why there are none (a stable code)."""

    name: str
    body: bytes = b""
    why: str = ""


class _Budget(msgspec.Struct):
    """What may still be read, over all levels."""

    members: int
    size: int


def read_archive(body: bytes, read_member: ReadMember) -> FileText:
    """The members one after the other: a heading with the name, then the blocks; ``pages`` counts the members.

    Members that are not read are noted as ``member-unread:<name>:<why>``, where why is a state of documents or
    ``link``, ``bomb``, ``depth``, ``too-many``, ``too-large``. Archives inside are opened one level deep.
    """
    found = _Contents(read_member, _Budget(MAX_READ, MAX_UNPACKED))
    try:
        found.add(body, 1, "")
    except FileError as error:
        if not found.blocks:
            return error.as_text()
        found.notes.append(f"archive-cut:{error.note or error.state}")
    return found.finish()


class _Contents:
    """What was found in an archive and in those inside it."""

    def __init__(self, read_member: ReadMember, budget: _Budget) -> None:
        self.blocks: list[Block] = []
        self.notes: list[str] = []
        self._read_member, self._budget = read_member, budget
        self._members = self._tables = 0
        self._reasons: Counter[str] = Counter()
        self._read = 0
        self._title = ""

    def add(self, body: bytes, depth: int, path: str) -> None:
        """Read the members of an archive."""
        members = _zip_members(body) if kind_of(body) == "zip" else _streamed_members(body)
        for member in members:
            self._members += 1
            if self._members > MAX_LISTED:
                self.notes.append(f"members-cut:{MAX_LISTED}")
                return
            self._add_member(msgspec.structs.replace(member, name=path + member.name), depth)

    def _add_member(self, member: Member, depth: int) -> None:
        if member.why:
            self._unread(member.name, member.why)
        elif kind_of(member.body) in ARCHIVES:
            self._add_archive(member, depth)
        elif self._budget.members <= 0:
            self._unread(member.name, "too-many")
        elif len(member.body) > self._budget.size:
            self._unread(member.name, "too-large")
        else:
            self._budget.members -= 1
            self._budget.size -= len(member.body)
            self._add_text(member.name, self._read_member(member.name, member.body))

    def _add_archive(self, member: Member, depth: int) -> None:
        if depth >= MAX_DEPTH:
            self._unread(member.name, "depth")
            return
        try:
            self.add(member.body, depth + 1, member.name + "/")
        except FileError as error:
            self._unread(member.name, error.state)

    def _add_text(self, name: str, text: FileText) -> None:
        if text.state != "read":
            self._unread(name, text.state)
        if not text.blocks:
            return
        self._read += text.state == "read"
        self._title = self._title or text.title
        self.blocks.append(Block("heading", name, level=1))
        tables = self._tables
        numbers: dict[tuple[int, int], int] = {}  # some readers count tables from 1 on every page
        for block in text.blocks:
            if block.table:
                number = numbers.setdefault((block.page, block.table), tables + len(numbers) + 1)
                block = msgspec.structs.replace(block, table=number)  # noqa: PLW2901 - the same block, renumbered
            self.blocks.append(block)
        self._tables += len(numbers)
        self.notes += [f"{note}:{name}" for note in text.notes]

    def _unread(self, name: str, why: str) -> None:
        self._reasons[why] += 1
        self.notes.append(f"member-unread:{name}:{why}")

    def finish(self) -> FileText:
        """The archive as read: ``read`` if any member was."""
        title = self._title if self._read == 1 else ""
        return FileText(self._state(), tuple(self.blocks), title, self._members, notes=tuple(self.notes))

    def _state(self) -> DocumentState:
        if self._read:
            return "read"
        return next((state for state in _WORST if self._reasons[state]), "limit" if self._reasons else "empty")


def _zip_members(body: bytes) -> Iterator[Member]:
    """The members of a ZIP archive. Raises FileError: damaged, limit."""
    entries = directory(body)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise FileError("limit", "too-large-unpacked")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        for entry in entries:
            name = _label(_zip_name(entry))
            if not entry.is_dir() and not _is_litter(name):
                yield _zip_member(archive, entry, name)


def _zip_member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Member:
    reasons = {
        "link": stat.S_ISLNK(entry.external_attr >> 16),
        "encrypted": bool(entry.flag_bits & _LOCKED),
        "bomb": is_bomb(entry),
        "too-large": entry.file_size > MAX_MEMBER,
    }
    if why := next((why for why, holds in reasons.items() if holds), ""):
        return Member(name, why=why)
    try:
        return Member(name, archive.read(entry))
    except NotImplementedError:  # a method of compression that Python does not know
        return Member(name, why="reader-missing")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        return Member(name, why="damaged")


def _zip_name(entry: zipfile.ZipInfo) -> str:
    """A member's name; names without the mark for UTF-8 are in the code page of whoever packed them.

    >>> _zip_name(zipfile.ZipInfo("แผนงาน".encode("cp874").decode("cp437")))
    'แผนงาน'
    """
    if entry.flag_bits & _UTF8_NAME or entry.filename.isascii():
        return entry.filename
    try:
        text, _, notes = decode(entry.filename.encode("cp437"), "")
    except UnicodeEncodeError:
        return entry.filename
    return entry.filename if "guessed" in notes else text


def _streamed_members(body: bytes) -> Iterator[Member]:
    for name, content, why in streamed(body, MAX_MEMBER, MAX_UNPACKED):
        label = _label(name)
        if not _is_litter(label):
            yield Member(label, content, why)


def _label(name: str) -> str:
    """A name as a label: what could not be printed is gone; it never becomes a path."""
    return " ".join("".join(c if c.isprintable() else " " for c in name.replace("\\", "/")).split())


def _is_litter(name: str) -> bool:
    return name.lower().startswith(_LITTER[0]) or name.lower().rpartition("/")[2].endswith(_LITTER[1:])
