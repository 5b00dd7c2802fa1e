"""Office files that are ZIP archives of XML parts: opened within limits, and without what XML could be misused for.

The directory of the archive is looked at before anything is unpacked: a file of some kilobytes may declare petabytes.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from typing import Any

import msgspec
from lxml import etree  # type: ignore[import-untyped]

from checks.evidence import DocumentState
from crawler.read.found import FileText

Node = Any
"""An element of lxml, which has no types."""

MAX_DIRECTORY = 4_000_000
"""Bytes of an archive's directory that are read: some 50,000 members."""

MAX_PARTS = 10_000
MAX_UNPACKED = 200_000_000
"""Bytes that all parts together may declare."""

MAX_PART = 120_000_000
"""Bytes that one part may have; sheets are read as a stream."""

MAX_TREE = 40_000_000
"""Bytes of a part that is read as a tree, which takes some eight times as much memory."""

SMALL_PART = 10_000_000
"""Parts up to this size may be packed as tightly as they like."""

MAX_RATIO = 300
"""Larger parts that grow more than this are bombs; sheets full of empty rows stay below it."""

ENTITIES_AT = 10_000
"""Bytes at the start of a document that cannot be parsed in which declared entities are looked for."""

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_SEE_64 = 0xFFFFFFFF
_LOCATOR = struct.Struct("<4sLQL")
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, struct.error)
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
)


class FileError(Exception):
    """A file that cannot be read: the state that says why, and a stable code where the state does not say enough."""

    def __init__(self, state: DocumentState, note: str = "") -> None:
        super().__init__(note or state)
        self.state = state
        self.note = note

    def as_text(self) -> FileText:
        """The file without its content."""
        return FileText(self.state, notes=(self.note,) if self.note else ())


class Relation(msgspec.Struct, frozen=True):
    """What a part of an OOXML file points to: the kind of relation (its last word), an address or a part's name."""

    kind: str
    target: str
    external: bool


def directory(body: bytes) -> list[zipfile.ZipInfo]:
    """The members of a ZIP archive; nothing is unpacked. Raises FileError: damaged, or a directory beyond the limit."""
    try:
        if _directory_size(body) > MAX_DIRECTORY:
            raise FileError("limit", "directory-too-large")
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return archive.infolist()
    except _ZIP_ERRORS as error:
        raise FileError("damaged") from error


def _directory_size(body: bytes) -> int:
    """Bytes of the directory as the end record declares them; of the 64-bit record where there is one."""
    end = body.rfind(b"PK\x05\x06")
    if end < 0 or len(body) < end + _END.size:
        raise zipfile.BadZipFile
    size = int(_END.unpack_from(body, end)[5])
    if body[max(0, end - _LOCATOR.size) : end].startswith(b"PK\x06\x07"):
        size = max(size if size < _SEE_64 else 0, int(_END64.unpack_from(body, end - _LOCATOR.size - _END64.size)[8]))
    return size


def refusal(members: list[zipfile.ZipInfo]) -> str:
    """Why an archive is not unpacked, as a stable code, or empty."""
    if len(members) > MAX_PARTS:
        return "too-many-parts"
    if sum(m.file_size for m in members) > MAX_UNPACKED:
        return "too-large-unpacked"
    return "bomb" if any(map(is_bomb, members)) else ""


def is_bomb(member: zipfile.ZipInfo) -> bool:
    """Whether a member grows beyond all measure when it is unpacked."""
    return member.file_size > SMALL_PART and member.file_size > MAX_RATIO * max(1, member.compress_size)


class Package:
    """An OOXML or ODF file. Raises FileError where it is damaged, locked or beyond a limit."""

    def __init__(self, body: bytes) -> None:
        members = directory(body)
        if why := refusal(members):
            raise FileError("limit", why)
        # Some writers put backslashes and capitals into names; all readers forgive it.
        self._members = {m.filename.replace("\\", "/").lower(): m for m in members}
        self._archive = zipfile.ZipFile(io.BytesIO(body))

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    def names(self, prefix: str) -> list[str]:
        """Parts whose (lower-case) name begins so."""
        return [name for name in self._members if name.startswith(prefix)]

    def read(self, name: str, limit: int = MAX_PART) -> bytes:
        """The bytes of a part."""
        member = self._members.get(name.lower())
        if member is None:
            raise FileError("damaged", "part-missing")
        if member.flag_bits & 1:
            raise FileError("encrypted")
        if member.file_size > limit:
            raise FileError("limit", "part-too-large")
        try:
            return self._archive.read(member)
        except _ZIP_ERRORS as error:
            raise FileError("damaged") from error

    def tree(self, name: str) -> Node:
        """The root element of an XML part."""
        return parse(self.read(name, MAX_TREE))

    def optional(self, name: str) -> Node | None:
        """The root element of a part that the file can be read without; None where it is missing or damaged."""
        try:
            return self.tree(name) if name in self else None
        except FileError as error:
            if error.state == "limit":
                raise
            return None

    def relations(self, part: str) -> dict[str, Relation]:
        """What an OOXML part points to, by the identifiers used in it."""
        folder, name = posixpath.split(part)
        root = self.optional(posixpath.join(folder, "_rels", name + ".rels"))
        found = {}
        for node in [] if root is None else root:
            external = node.get("TargetMode") == "External"
            target = node.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target.partition("#")[0])).lstrip("/")
            found[node.get("Id", "")] = Relation(node.get("Type", "").rpartition("/")[2], target, external)
        return found


def parse(data: bytes) -> Node:
    """The root element of some XML. A document that declares entities is refused: no office program writes them."""
    try:
        root = etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        if b"<!ENTITY" in data[:ENTITIES_AT]:
            raise FileError("limit", "entities-refused") from error
        raise FileError("damaged") from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise FileError("limit", "entities-refused")
    return root


def name_of(node: Node) -> str:
    """The name of an element without its namespace (strict and transitional files differ in it); empty for others."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value_of(node: Node | None, name: str = "val", default: str = "") -> str:
    """An attribute by its name without namespace."""
    if node is not None:
        for key, value in node.attrib.items():
            if key.rpartition("}")[2] == name:
                return str(value)
    return default


def child(node: Node | None, *names: str) -> Node | None:
    """The first child of that name, and of that its first child of the next name, and so on."""
    for name in names:
        node = next((inner for inner in node if name_of(inner) == name), None) if node is not None else None
    return node


def children(node: Node | None, *names: str) -> list[Node]:
    """The elements inside the element that ``child`` finds."""
    found = child(node, *names)
    return [] if found is None else [inner for inner in found if name_of(inner)]


def number(text: str, default: int = 0) -> int:
    """A whole number as attributes hold it."""
    try:
        return int(text)
    except ValueError:
        return default


def truthy(node: Node | None) -> bool:
    """Whether a switch such as ``<w:vanish/>`` is there and on."""
    return node is not None and value_of(node, "val", "1") not in ("0", "false", "off", "none")
