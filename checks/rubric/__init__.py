"""The books of rules, one folder a fiscal year: loading them, and saying exactly what is wrong with a broken one."""

from __future__ import annotations

import functools
import hashlib
import importlib
import importlib.util
import re
import string
import tomllib
from pathlib import Path
from typing import TypeVar

import msgspec

from checks.rubric.schema import Book, Element, Ita, Item, Level, Rubric, Sentence, SubIndicator
from checks.rubric.weighing import rule_problems

__all__ = [
    "BY_HAND", "HERE", "Book", "Element", "Fault", "Ita", "Item", "Level", "Rubric", "RubricError", "Sentence",
    "SubIndicator", "available", "load",
]  # fmt: skip

HERE = Path(__file__).parent

BY_HAND = "not-checked-yet"
"""The code of every element of an item for which no check exists yet."""

_SEAL = re.compile(rb"^[ \t]*sealed[ \t]*=.*(?:\n|\Z)", re.MULTILINE)

T = TypeVar("T", Book, Item)


class Fault(msgspec.Struct, frozen=True):
    """One thing wrong with a book: file, line (1-based, 0 unknown), what, and how to mend it."""

    file: str
    line: int
    problem: str
    mend: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.problem} → {self.mend}"


class RubricError(ValueError):
    """A book that cannot be used; ``faults`` lists everything that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


def available(root: Path = HERE) -> list[int]:
    """Fiscal years for which there is a book; none where the folder is missing."""
    if not root.is_dir():
        return []
    return sorted(int(p.name) for p in root.iterdir() if p.name.isdigit() and (p / "book.toml").exists())


def load(year: int, root: Path = HERE) -> Rubric:
    """Load the book of a fiscal year (Buddhist era); it is read once, and again when its files have changed.

    Raises:
        RubricError: there is no such book, or something in it is wrong; every fault with file, line and mend.
    """
    states = [(path.name, path.stat()) for path in sorted((root / str(year)).glob("*.toml"))]
    return _load(year, root, tuple((name, state.st_mtime_ns, state.st_size) for name, state in states))


@functools.lru_cache(maxsize=8)
def _load(year: int, root: Path, _state: tuple[tuple[str, int, int], ...]) -> Rubric:
    folder = root / str(year)
    if not (folder / "book.toml").exists():
        years = ", ".join(map(str, available(root))) or "none"
        raise RubricError([Fault(str(folder), 0, f"no book for fiscal year {year}", f"use one of: {years}")])
    faults: list[Fault] = []
    digest = hashlib.sha256()
    book = _read(folder / "book.toml", Book, faults, digest)
    items = [_read(path, Item, faults, digest) for path in sorted(folder.glob("o*.toml"))]
    found = sorted((i for i in items if i is not None), key=lambda i: i.number)
    if book is not None and not faults:
        faults += _whole(folder, book, found)
    for entry in found:
        faults += _one(folder, entry)
    if book is not None and book.sealed not in ("", digest.hexdigest()):
        faults.append(_broken_seal(digest.hexdigest()))
    if book is None or faults:
        raise RubricError(faults)
    return Rubric(book=book, items={i.item: i for i in found}, digest=digest.hexdigest())


def _broken_seal(found: str) -> Fault:
    problem = f"the year was closed, but the book was changed since: its fingerprint is {found}"
    return Fault("book.toml", 0, problem, "undo the change, or open the year again: remove sealed and say so")


def _read(path: Path, kind: type[T], faults: list[Fault], digest: hashlib._Hash) -> T | None:
    raw = path.read_bytes()
    digest.update(path.name.encode() + b"\0" + _SEAL.sub(b"", raw))
    try:
        return msgspec.convert(tomllib.loads(raw.decode("utf-8")), kind)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        faults.append(Fault(path.name, line, "not UTF-8", "save the file as UTF-8"))
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        faults.append(Fault(path.name, int(at[1]) if at else 0, str(error), "correct the TOML at that line"))
    except msgspec.ValidationError as error:
        faults.append(_shape_fault(path.name, raw.decode("utf-8"), str(error)))
    return None


def _shape_fault(name: str, text: str, message: str) -> Fault:
    where = re.search(r"`\$\.?([^`]*)`$", message)
    keys = re.findall(r"[\w-]+", where[1]) if where else []
    keys += re.findall(r"field `([\w-]+)`", message)
    line = next((n for key in reversed(keys) if not key.isdigit() for n in [_line_of(text, key)] if n), 0)
    return Fault(name, line, message, "give the field the type and name that docs/rubric.md lists")


def _line_of(text: str, key: str) -> int:
    at = re.search(rf"^[ \t]*(?:\[+[^\]\n]*\b{re.escape(key)}\b|{re.escape(key)}[ \t]*=)", text, re.MULTILINE)
    return text[: at.start()].count("\n") + 1 if at else 0


def _whole(folder: Path, book: Book, items: list[Item]) -> list[Fault]:
    faults = []
    if str(book.year) != folder.name:
        faults.append(Fault("book.toml", 1, f"year is {book.year}", f"write year = {folder.name}"))
    counted = [item for sub in book.sub_indicators for item in sub.items]
    have = {i.item for i in items}
    faults += [
        Fault("book.toml", 0, f"{missing} is counted but has no file", f"add o{int(missing[1:]):02d}.toml")
        for missing in sorted(set(counted) - have)
    ]
    faults += [
        Fault("book.toml", 0, f"{extra} is in no sub-indicator", "add it to one")
        for extra in sorted(have - set(counted))
    ]
    if len(counted) != len(set(counted)):
        faults.append(Fault("book.toml", 0, "an item is counted twice", "list each item once"))
    leaning = {i.item: i.leans_on for i in items if i.leans_on}
    faults += [
        Fault(f"{i.lower()}.toml", 0, f"leans on {on}, which is not in the book", "name an item of this book")
        for i, on in leaning.items()
        if on not in have
    ]
    by_hand = [i for i in items if i.by_hand]
    if by_hand and book.status != "draft":
        problem = f"status is {book.status}, but {by_hand[0].item} has no check yet"
        faults.append(Fault("book.toml", 0, problem, 'write status = "draft"'))
    if by_hand and BY_HAND not in book.sentences:
        faults.append(Fault("book.toml", 0, f"no sentence for {BY_HAND}", f"write [sentences.{BY_HAND}]"))
    if book.ita is not None:
        text = (folder / "book.toml").read_text(encoding="utf-8")
        faults += [Fault("book.toml", _line_of(text, key), *said) for key, *said in rule_problems(book.ita)]
    for code, sentence in book.sentences.items():
        faults += _sentence_faults("book.toml", code, sentence)
    return faults


def _one(folder: Path, entry: Item) -> list[Fault]:
    name = f"o{entry.number:02d}.toml"
    faults = []
    if not (folder / name).exists():
        faults.append(Fault(name, 1, f"item is {entry.item}", f"call the file {name}"))
    exists = entry.check.isidentifier() and importlib.util.find_spec(f"checks.items.{entry.check}") is not None
    if entry.by_hand and exists:
        faults.append(Fault(name, 0, f"by_hand, but there is a check {entry.check}", "remove by_hand"))
    elif not exists and not entry.by_hand:
        mend = "use a module name of checks/items, or by_hand = true while there is none"
        faults.append(Fault(name, 0, f"no check is called {entry.check}", mend))
    elif exists:
        wanted = len(importlib.import_module(f"checks.items.{entry.check}").ELEMENTS)
        if wanted != len(entry.elements):
            problem = f"{len(entry.elements)} elements, the check {entry.check} judges {wanted}"
            faults.append(Fault(name, 0, problem, "list one element for each of the check's functions"))
    if [e.no for e in entry.elements] != list(range(1, len(entry.elements) + 1)):
        faults.append(Fault(name, 0, "element numbers are not 1, 2, 3 …", "number them in order without gaps"))
    if not entry.words.get("title"):
        faults.append(Fault(name, 0, "no words.title", "list at least one phrase that names the item"))
    for purpose, phrases in entry.words.items():
        faults += [
            Fault(name, 0, f"words.{purpose} has an empty phrase", "remove it") for p in phrases if not p.strip(" |…")
        ]
    for code, sentence in entry.sentences.items():
        faults += _sentence_faults(name, code, sentence)
    return faults


def _sentence_faults(name: str, code: str, sentence: Sentence) -> list[Fault]:
    faults = []
    for field in ("th", "en", "do_th", "do_en"):
        try:
            list(string.Formatter().parse(getattr(sentence, field)))
        except ValueError as error:
            faults.append(Fault(name, 0, f"sentence {code}.{field}: {error}", "close every { with a }"))
    if not sentence.th or not sentence.en:
        faults.append(Fault(name, 0, f"sentence {code} lacks Thai or English", "write both th and en"))
    return faults
