"""Where books of rules are found: the province's own folder first, then those that come with the program."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from checks.rubric import HERE, Rubric, available, load

OWN = Path("books")
"""Folder of own books, where no other is named."""

COPIED = "คัดลอกจากเกณฑ์ปี {old} ยังไม่ได้ยืนยันกับคู่มือของปี {new}"
"""What a new year's book says of its source until somebody writes the real one."""

_STRING = r"""(?:"{3}(?:\\.|[^\\])*?"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_SOURCE = re.compile(rf"^[ \t]*source[ \t]*=[ \t]*{_STRING}", re.MULTILINE | re.DOTALL)
"""The source with its value, which may be any of TOML's strings, also one of several lines."""

_STATUS = re.compile(rf"^[ \t]*status[ \t]*=[ \t]*{_STRING}", re.MULTILINE | re.DOTALL)


class Books:
    """The books of an own folder and of the program; a year that both have is the folder's.

    folder: one folder a year (``2566/book.toml``); it may be missing, then only the program's own books count.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder

    def years(self) -> list[int]:
        """Fiscal years for which there is a book."""
        own = available(self.folder) if self.folder is not None else []
        return sorted({*own, *available()})

    def root(self, year: int) -> Path:
        """The folder in which a year's book stands (or would be looked for)."""
        return self.folder if self.folder is not None and year in available(self.folder) else HERE

    def load(self, year: int) -> Rubric:
        """The book of a year.

        Raises:
            RubricError: there is none, or it is broken.
        """
        return load(year, self.root(year))


PACKAGED = Books()
"""The books of the program alone."""


def books_of(settings: Mapping[str, Any], given: Path | None = None) -> Books:
    """The books of the folder that was given, else of the one that Scrapy's settings name (``OIT_BOOKS``)."""
    folder = given or settings.get("OIT_BOOKS")
    return Books(Path(folder)) if folder else PACKAGED


class Stale(msgspec.Struct, frozen=True):
    """A line of a copied book that speaks of years: file, line (1-based), its words."""

    file: str
    line: int
    text: str


class Copied(msgspec.Struct, frozen=True):
    """A book that was copied: where it stands, lines whose years were moved on, lines of word lists that name years."""

    folder: Path
    rubric: Rubric
    moved: tuple[Stale, ...]
    named: tuple[Stale, ...]


def copy_book(books: Books, old: int, new: int, root: Path) -> Copied:
    """Copy the whole book of ``old`` to ``root``, as a draft of ``new``.

    Years that the texts name (the year assessed and the one before) are moved on with it, word lists stay as they are.
    The same year twice makes an own copy for mending: nothing is changed but a seal, which is taken off.

    Raises:
        RubricError: there is no good book of ``old``, or its copy would be none; nothing is written then.
        FileExistsError: there is something in the new place already.
        OSError: the folder cannot be written.
    """
    books.load(old)
    source, target = books.root(old) / str(old), root / str(new)
    if target.exists():
        raise FileExistsError(str(target))
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(source.glob("*.toml"))}
    texts["book.toml"] = re.sub(r"(?m)^sealed\s*=.*\n?", "", texts["book.toml"])
    moved: list[Stale] = []
    named: list[Stale] = []
    if old != new:
        years = {old: new, old - 1: new - 1}
        texts["book.toml"] = _draft(texts["book.toml"], COPIED.format(old=old, new=new))
        texts = {name: _moved_on(name, text, years, moved, named) for name, text in texts.items()}
    _write(target, texts)
    return Copied(target, load(new, root), tuple(moved), tuple(named))


def _draft(text: str, source: str) -> str:
    text = _SOURCE.sub(lambda _: f'source = "{source}"', text, count=1)
    return _STATUS.sub('status = "draft"', text, count=1)


def _moved_on(name: str, text: str, years: dict[int, int], moved: list[Stale], named: list[Stale]) -> str:
    """The text with its years moved on outside the word lists; what was moved and what was left is noted."""
    pattern = re.compile(rf"(?<!\d)(?:{'|'.join(map(str, years))})(?!\d)")
    lines, in_words = [], False
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        if line.startswith("["):
            in_words = line.startswith("[words")
        later = line if in_words or line.startswith("source") else pattern.sub(lambda m: str(years[int(m[0])]), line)
        if later != line and not line.startswith("year"):
            moved.append(Stale(name, number, later.strip()))
        elif in_words and pattern.search(line):
            named.append(Stale(name, number, line.strip()))
        lines.append(later)
    return "".join(lines)


def _write(target: Path, texts: dict[str, str]) -> None:
    """All of it or nothing: a half-written or broken book would be taken for one that somebody began."""
    beside = target.with_name(f".{target.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    book = beside / target.name  # a book's folder must bear its year
    book.mkdir(parents=True)
    try:
        for name, text in texts.items():
            (book / name).write_text(text, encoding="utf-8", newline="\n")
        load(int(target.name), beside)
        book.rename(target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
