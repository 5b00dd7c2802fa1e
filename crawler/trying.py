"""Trying an item's word lists against stored evidence: where each phrase stands, without storing anything."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from checks.bundle import Bundle
from checks.evidence import Case
from checks.identity import Identifier
from checks.lexicon import Lexicon
from checks.reading import Reading
from checks.rubric import Item, Rubric

Words = dict[str, tuple[str, ...]]


class TryError(ValueError):
    """Words that cannot be tried. The text is English; ``thai`` says the same."""

    def __init__(self, message: str, thai: str) -> None:
        super().__init__(message)
        self.thai = thai


class Hit(msgspec.Struct, frozen=True):
    """A phrase found. place: ``title``, ``link``, or the block's kind and place. text: the words around it.

    url: of the page or document; for a link of the page that holds it, and ``to`` is where it leads. names: items that
    the title or link speaks of, all of them having competed for its words.
    """

    agency: str
    url: str
    place: str
    text: str
    page: int = 0
    to: str = ""
    names: tuple[str, ...] = ()


class _File(msgspec.Struct):
    """The part of an item's file that is tried; the rest of it may be there and does not count."""

    words: Words


def words_of(path: Path) -> Words:
    """The word lists of an item's file, or of a file that holds only ``[words]``.

    Raises:
        TryError: it cannot be read, or has no such lists.
    """
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File).words
    except (OSError, ValueError, msgspec.ValidationError) as error:
        raise TryError(f"no word lists in {path}: {error}", f"อ่านรายการคำจาก {path} ไม่ได้: {error}") from error


def edited(rubric: Rubric, name: str, lists: Mapping[str, Sequence[str]], more: Sequence[str]) -> Rubric:
    """A book with other words for one item.

    lists: purposes whose phrases take the place of the book's. more: ``PURPOSE=PHRASE``, added to what is there.

    Raises:
        TryError: a purpose is unknown, or a phrase is empty or has no purpose.
    """
    item = rubric.items[name]
    words = {**item.words, **{purpose: tuple(phrases) for purpose, phrases in lists.items()}}
    for given in more:
        purpose, _, phrase = given.partition("=")
        words[purpose] = (*words.get(purpose, ()), phrase.strip())
    known = ", ".join(item.words)
    for purpose, phrases in words.items():
        if purpose not in item.words or not all(phrase.strip(" |…") for phrase in phrases):
            raise TryError(
                f"{purpose!r} must be one of {known}, as in --word title=PHRASE, and no phrase may be empty",
                f"{purpose!r} ต้องเป็นรายการคำที่มี ({known}) เช่น --word title=คำ และคำต้องไม่ว่าง",
            )
    changed = msgspec.structs.replace(item, words=words)
    digest = hashlib.sha256(rubric.digest.encode() + msgspec.json.encode(changed)).hexdigest()
    return msgspec.structs.replace(rubric, items={**rubric.items, name: changed}, digest=digest)


def changed_words(before: Item, after: Item) -> tuple[Words, Words]:
    """Phrases that were added and that were removed, by purpose."""
    purposes = dict.fromkeys([*after.words, *before.words])
    added = {p: tuple(w for w in after.words.get(p, ()) if w not in before.words.get(p, ())) for p in purposes}
    removed = {p: tuple(w for w in before.words.get(p, ()) if w not in after.words.get(p, ())) for p in purposes}
    return {p: w for p, w in added.items() if w}, {p: w for p, w in removed.items() if w}


class Trial:
    """Looks for phrases of one item in cases, each wording of an agency once."""

    def __init__(self, rubric: Rubric, name: str, words: Words) -> None:
        self._item = msgspec.structs.replace(rubric.items[name], words=words)
        book = msgspec.structs.replace(rubric.book, words={})
        self._lexicon = Lexicon(Rubric(book, {name: self._item}, ""))
        self._identifier = Identifier(rubric, Lexicon.of(rubric))
        listed = [(purpose, phrase) for purpose, phrases in words.items() for phrase in phrases]
        self.hits: dict[tuple[str, str], list[Hit]] = {place: [] for place in listed}
        """Where each phrase stands, by purpose and phrase as they are listed."""
        self._place = {(f"{name}.{purpose}", phrase.strip("|")): (purpose, phrase) for purpose, phrase in listed}

    def look(self, case: Case) -> None:
        """Look through the evidence of a run."""
        seen: set[tuple[tuple[str, str], str, str]] = set()
        for document in case.documents:
            for place, hit in self._in(Reading(document, self._lexicon), case.agency.code):
                if (place, hit.place, hit.text) not in seen:
                    seen.add((place, hit.place, hit.text))
                    self.hits[place].append(hit)

    def _in(self, reading: Reading, agency: str) -> Iterator[tuple[tuple[str, str], Hit]]:
        names = [("title", reading.document.title, ""), *(("link", b.text, b.href) for b in reading.links)]
        for kind, text, to in names:
            for match in self._lexicon.scan(text):
                found = tuple(self._identifier.items(text))
                yield self._of(match.key, match.phrase), Hit(agency, reading.url, kind, text, 0, to, found)
        for spot in reading.spots(*(f"{self._item.item}.{p}" for p in self._item.words), everywhere=True, pasted=True):
            if not Bundle.is_link_text(reading, spot.line):
                quote = spot.quote()
                head = spot.line.block.kind == "heading"
                found = tuple(self._identifier.items(spot.line.text)) if head else ()
                place = f"{quote.place}, pasted wording" if spot.line.pasted else quote.place
                hit = Hit(agency, reading.url, place, quote.text, quote.page, "", found)
                yield self._of(spot.match.key, spot.match.phrase), hit

    def _of(self, key: str, phrase: str) -> tuple[str, str]:
        return self._place[key, phrase.strip("|")]
