"""The shape of one fiscal year's book: items, elements, words, periods, responsible units, sentences."""

from __future__ import annotations

import string
from collections.abc import Mapping
from typing import Literal

import msgspec

from checks.thai.periods import thai_date

Period = Literal["none", "year", "previous-year", "cover", "first-half"]
"""What time the evidence must be about: nothing required; the fiscal year assessed; the year before; a range that
covers the year; its first six months."""

Gather = Literal["one", "many", "any"]
"""``one``: a single page or document (with what it links to) must carry all elements. ``many``: elements may be spread
over several pages (the five criteria of O27, the footer and the map of O5). ``any``: an event that any page of the site
may tell of, whatever its title (O33, O35, O38)."""

Lang = Literal["th", "en"]

DECIDED_AT = "decided_at"
"""The fact that is an ISO time: Thai sentences say its day in the Buddhist era, English ones as it is."""


class Sentence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a code says to a reader (``th``, ``en``), and what to do about it (``do_th``, ``do_en``, may be empty).

    ``{name}`` stands for a fact of the finding; ``{element}``, ``{title}`` and ``{year}`` are always there.
    """

    th: str
    en: str
    do_th: str = ""
    do_en: str = ""


class Element(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One required element: its number in the year's table, a stable key, its name in both languages."""

    no: int
    key: str
    name_th: str
    name_en: str


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One item of the book.

    check: the meaning, a module of ``checks/items``. requirement_th: what must be published, for readers.
    by_hand: no check of this meaning exists yet; the judge shows candidates and leaves every element to a person.
    wording: the official sentences; text near them on a page is a heading, not evidence.
    home: the home page itself is a candidate (contact block, social icons, chat widget).
    parent_serves: a law, manual or criteria of the parent body counts.
    sees_pictures: the check tells pictures apart itself (portraits, maps, icons): a picture beside little text leaves
        nothing undecided.
    words: accepted phrases by purpose. ``title`` names the item's evidence; ``near`` are longer phrases that look
    alike and mean something else; ``not`` are words that, anywhere in the same line, say it is something else.
    """

    item: str
    check: str
    title_th: str
    title_en: str
    requirement_th: str
    period: Period
    responsible: tuple[str, ...]
    elements: tuple[Element, ...]
    words: dict[str, tuple[str, ...]]
    wording: tuple[str, ...] = ()
    leans_on: str = ""
    gather: Gather = "one"
    home: bool = False
    parent_serves: bool = False
    sees_pictures: bool = False
    by_hand: bool = False
    sentences: dict[str, Sentence] = {}

    @property
    def number(self) -> int:
        """The item's number: 23 for ``O23``."""
        return int(self.item[1:])


class SubIndicator(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A group of items whose mean is one figure of the score, as ``9.1``."""

    number: str
    title_th: str
    title_en: str
    items: tuple[str, ...]


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A level of the ITA: its name, the least total, and the least figure that each tool must have for it."""

    name_th: str
    name_en: str
    least: float
    each: float = 0.0


class Ita(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[ita]``: how the year's total is made of IIT, EIT and OIT, and which level it is.

    weights: share of the total by tool, 1 together: ``IIT``, ``EIT`` (or its parts, ``EIT1`` and ``EIT2``), ``OIT``.
    passes: the least total that passes. levels: highest first; the last is open below.
    """

    source: str
    passes: float
    weights: dict[str, float]
    levels: tuple[Level, ...]


class Book(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``book.toml``: what holds for the whole year.

    status: a ``draft`` says so wherever it is used. sealed: the fingerprint that the book had when its year was closed;
    a book that was changed since is refused. Empty while the year is open. ita: None where the rule of the year's total
    is not known.
    """

    year: int
    status: Literal["complete", "draft"]
    source: str
    sub_indicators: tuple[SubIndicator, ...]
    sentences: dict[str, Sentence]
    words: dict[str, tuple[str, ...]]
    sealed: str = ""
    ita: Ita | None = None


class Rubric(msgspec.Struct, frozen=True):
    """A year's book, loaded and checked. digest: its fingerprint, SHA-256 of all its files but for the seal."""

    book: Book
    items: dict[str, Item]
    digest: str

    @property
    def year(self) -> int:
        """Fiscal year, Buddhist era."""
        return self.book.year

    @property
    def status(self) -> str:
        """``complete`` or ``draft``."""
        return self.book.status

    @property
    def sub_indicators(self) -> tuple[tuple[str, str, list[str]], ...]:
        """Number, Thai title and items of each sub-indicator, in order."""
        return tuple((s.number, s.title_th, list(s.items)) for s in self.book.sub_indicators)

    def sentence(self, item: str, code: str, facts: Mapping[str, str], lang: Lang = "th", element: str = "") -> str:
        """What ``code`` means in plain words, for the item or (``element`` = its key) for one of its elements.

        Raises:
            KeyError: the book has no sentence for the code.
        """
        sentence = self._sentence(item, code)
        return self._fill(sentence.th if lang == "th" else sentence.en, item, facts, lang, element)

    def remedy(self, item: str, element: str, code: str, facts: Mapping[str, str], lang: Lang = "th") -> str:
        """What the agency should do about ``code``; empty where nothing is to be done."""
        sentence = self._sentence(item, code)
        return self._fill(sentence.do_th if lang == "th" else sentence.do_en, item, facts, lang, element)

    def _sentence(self, item: str, code: str) -> Sentence:
        own = self.items[item].sentences.get(code)
        return own if own is not None else self.book.sentences[code]

    def _fill(self, template: str, item: str, facts: Mapping[str, str], lang: Lang, element: str) -> str:
        entry = self.items[item]
        named = next((e for e in entry.elements if e.key == element), None)
        title = entry.title_th if lang == "th" else entry.title_en
        name = title if named is None else (named.name_th if lang == "th" else named.name_en)
        values = {"element": name, "title": title, "year": str(self.year), "last_year": str(self.year - 1), **facts}
        if DECIDED_AT in facts:
            values[DECIDED_AT] = thai_date(facts[DECIDED_AT]) if lang == "th" else facts[DECIDED_AT][:10]
        return string.Formatter().vformat(template, (), _Gaps(values))


class _Gaps(dict[str, str]):
    """A fact that a finding did not give is shown as an ellipsis rather than losing the whole sentence."""

    def __missing__(self, key: str) -> str:
        return "…"
