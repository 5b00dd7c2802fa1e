"""The reader of slides of PowerPoint 97 to 2003 (.ppt).

The file is a row of records, saved again and again behind each other: a directory says which of them are still valid.
Texts of titles and bodies stand together in the document's outline, texts of boxes in the drawing of their slide.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

import msgspec

from checks.evidence import BlockKind
from crawler.read.found import FileText
from crawler.read.lines import BREAK
from crawler.read.office.gather import FullError, Pieces, Sheaf
from crawler.read.office.ole import OleFile
from crawler.read.office.package import FileError

READER = "ppt/1"

MAX_SLIDES = 500
MAX_EDITS = 1_000
MAX_DEPTH = 20

_HEAD = struct.Struct("<HHL")
_CONTAINER = 0xF
_LOCKED = 0xF3D1C4DF
_DOCUMENT, _SLIDE, _PERSIST, _OUTLINE, _DRAWING = 1000, 1006, 1011, 4080, 1036
_KIND, _CHARS, _BYTES, _OUTLINE_TEXT = 3999, 4000, 4008, 3998
_EDIT, _DIRECTORY = 4085, 6002
_TITLES = frozenset({0, 6})
_BODIES = frozenset({1, 5, 7, 8})


class _Record(msgspec.Struct, frozen=True):
    kind: int
    instance: int
    holds: bool
    start: int
    end: int


class _Text(msgspec.Struct, frozen=True):
    kind: int
    text: str


def read_ppt(body: bytes) -> FileText:
    """Titles and texts, slide by slide; ``page`` is the number of the slide."""
    try:
        file = OleFile(body)
        user = file.stream("Current User")
        if len(user) < 20:  # noqa: PLR2004 - up to the offset of the last edit
            return FileText("damaged")
        token, edit = struct.unpack_from("<2L", user, 12)
        if token == _LOCKED:
            return FileText("encrypted")
        return _Show(file.stream("PowerPoint Document"), edit).read()
    except FileError as error:
        return error.as_text()


class _Show:
    """The records of one file."""

    def __init__(self, data: bytes, edit: int) -> None:
        self._data = data
        self._offsets, self._document = self._directory(edit)
        self._sheaf = Sheaf()

    def read(self) -> FileText:
        document = self._record(self._offsets.get(self._document, -1))
        if document is None or document.kind != _DOCUMENT:
            raise FileError("damaged")
        slides = list(self._outline(document))
        try:
            for self._sheaf.page, (reference, texts) in list(enumerate(slides, start=1))[:MAX_SLIDES]:
                self._slide(self._record(self._offsets.get(reference, -1)), texts)
        except FullError:
            pass
        return self._sheaf.finish(pages=len(slides))

    def _record(self, at: int) -> _Record | None:
        if at < 0 or at + _HEAD.size > len(self._data):
            return None
        flags, kind, length = _HEAD.unpack_from(self._data, at)
        start = at + _HEAD.size
        return _Record(kind, flags >> 4, flags & 0xF == _CONTAINER, start, min(start + length, len(self._data)))

    def _inside(self, record: _Record) -> Iterator[_Record]:
        at = record.start
        while at < record.end and (inner := self._record(at)):
            yield inner
            at = inner.end

    def _all(self, record: _Record, depth: int = 0) -> Iterator[_Record]:
        for inner in self._inside(record):
            yield inner
            if inner.holds and depth < MAX_DEPTH:
                yield from self._all(inner, depth + 1)

    def _directory(self, edit: int) -> tuple[dict[int, int], int]:
        """Where each object was saved last, and which of them is the document."""
        offsets: dict[int, int] = {}
        document, seen = 0, set[int]()
        while edit and edit not in seen and len(seen) < MAX_EDITS:
            seen.add(edit)
            record = self._record(edit)
            if record is None or record.kind != _EDIT or record.end - record.start < 20:  # noqa: PLR2004
                break
            edit, directory, this = struct.unpack_from("<3L", self._data, record.start + 8)
            document = document or this
            for identifier, offset in self._entries(self._record(directory)):
                offsets.setdefault(identifier, offset)
        return offsets, document

    def _entries(self, record: _Record | None) -> Iterator[tuple[int, int]]:
        if record is None or record.kind != _DIRECTORY:
            return
        words = struct.unpack_from(f"<{(record.end - record.start) // 4}L", self._data, record.start)
        at = 0
        while at < len(words):
            first, count = words[at] & 0xFFFFF, words[at] >> 20
            yield from enumerate(words[at + 1 : at + 1 + count], start=first)
            at += 1 + count

    def _outline(self, document: _Record) -> Iterator[tuple[int, list[_Text]]]:
        """The slides in their order, each with the texts of its title and bodies."""
        for group in self._inside(document):
            if group.kind != _OUTLINE or group.instance:  # other instances: masters and notes
                continue
            slide: tuple[int, list[_Text]] | None = None
            kind = 0
            for record in self._inside(group):
                if record.kind == _PERSIST and record.end - record.start >= 4:  # noqa: PLR2004
                    if slide:
                        yield slide
                    slide = (struct.unpack_from("<L", self._data, record.start)[0], [])
                elif record.kind == _KIND:
                    kind = self._number(record)
                elif slide and record.kind in (_CHARS, _BYTES):
                    slide[1].append(_Text(kind, self._text(record)))
            if slide:
                yield slide

    def _slide(self, slide: _Record | None, outline: Sequence[_Text]) -> None:
        texts = list(self._drawn(slide, outline)) if slide and slide.kind == _SLIDE else list(outline)
        for text in sorted(texts, key=lambda text: text.kind not in _TITLES):
            if text.kind in _TITLES:
                self._sheaf.line(_broken(text.text.replace("\r", "\v")), "heading", 1)
                continue
            kind: BlockKind = "item" if text.kind in _BODIES else "paragraph"
            for line in text.text.split("\r"):
                self._sheaf.line(_broken(line), kind)

    def _drawn(self, slide: _Record, outline: Sequence[_Text]) -> Iterator[_Text]:
        """The texts of a slide's shapes; of those that the outline holds, only their number stands there."""
        used: set[int] = set()
        kind = 0
        for part in (p for p in self._inside(slide) if p.kind == _DRAWING):
            for record in self._all(part):
                if record.kind == _KIND:
                    kind = self._number(record)
                elif record.kind in (_CHARS, _BYTES):
                    yield _Text(kind, self._text(record))
                elif record.kind == _OUTLINE_TEXT and (n := self._number(record)) < len(outline) and n not in used:
                    used.add(n)
                    yield outline[n]
        yield from (text for n, text in enumerate(outline) if n not in used)

    def _number(self, record: _Record) -> int:
        return int.from_bytes(self._data[record.start : min(record.start + 4, record.end)], "little")

    def _text(self, record: _Record) -> str:
        data = self._data[record.start : record.end]
        return data.decode("utf-16-le" if record.kind == _CHARS else "latin-1", "replace")


def _broken(text: str) -> Pieces:
    """A paragraph with its line breaks."""
    pieces: Pieces = []
    for line in text.split("\v"):
        pieces += [line, BREAK]
    return pieces[:-1]
