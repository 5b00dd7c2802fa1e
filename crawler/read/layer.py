"""The doctor of text layers: how damaged the text of a document is, and whether it may be read at all.

Most of the damage in Thai documents is mended by folding (`checks.thai.fold`): lost or swapped ``ำ``, marks in the
wrong order, private-use glyphs. Text in fonts with a false character map is not: it must be read as a picture. What
tells sound text from false text is the language itself: the commonest words of offices and, only where those leave a
doubt, the words of a dictionary. Numbers, leaders and names are no damage.
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Sequence

from checks.evidence import Decision, Layer
from checks.thai.characters import MARKS, TONES, VOWEL_MARKS
from checks.thai.fold import fold, skeleton_of_folded
from crawler.read.mojibake import repair

SAMPLE = 20_000
"""Characters that are looked at."""

DICTIONARY_SAMPLE = 3_000
"""Thai characters that are cut into words where the commonest words leave a doubt."""

REPAIRED = 0.02
"""Damage from which text counts as repaired."""

UNREADABLE = 0.5
"""Damage from which the picture of a page says more than its text. All that folding repairs stays below it."""

REPAIRABLE = 0.4
"""The most damage that folding mends."""

FEW = 25
"""Letters, or signs, below which nothing can be said about the text they make."""

COMMON_EVERY = 60
"""Sound Thai of offices has one of the commonest words at least once in so many letters (real pages: 9 to 45)."""

WORDS_SHARE = 0.45
"""Share of Thai letters in words of the dictionary below which a text is no Thai (real pages: 0.59 to 1)."""

PAIRS_SHARE = 0.31
"""Share of common letter pairs below which Latin letters make no words (English and romanised names: 0.4 to 0.6)."""

SHORTEST_WORD = 2
"""Letters of the shortest word that counts."""

LATIN_LETTERS = 80
"""Latin letters below which their pairs say nothing."""

ACCENTED_SHARE = 0.3
"""Share of letters outside ASCII that no language in Latin letters reaches: Thai in a table of western letters, or the
numbers of glyphs taken for letters."""

LOST_SHARE = 0.2
"""Share of lost characters from which too little is left to read."""

_COMMON = re.compile("การ|ของ|และ|ตาม|โดย|งาน|ราย|จาก|บาท|ราคา|นาย|นาง|ประ|ความ|เปน|แผน|หนวย|บรหาร|จดซอ")
_LETTER = re.compile(r"[^\W\d_]")
_THAI = re.compile(r"[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e4e]")
_THAI_RUN = re.compile(r"[\u0e01-\u0e4e]+")
_LATIN_WORD = re.compile(r"[A-Za-z]+")
_ACCENTED = re.compile("[\u00a1-\u036f]")
_CAPITALS = re.compile(r"[A-Z]{1,5}")
_MARK = re.compile(f"[{MARKS}]")
_MISPLACED = re.compile(
    rf"(?<![\u0e01-\u0e2e\uf700\uf70f{MARKS}])[{MARKS}]|[{TONES}][{VOWEL_MARKS}]|[{VOWEL_MARKS}]{{2}}|([{TONES}])\1"
)
_LEADERS = re.compile(r"[\s._…\-–—|•·*=]+|[\uf000-\uf0ff](?![\uf000-\uf0ff])")
_SIGN = re.compile(r"[^\w\u0e01-\u0e5b\uf700-\uf71a]")
_PRIVATE = re.compile("[\uf700-\uf71a]")
_LOST = re.compile("[\ufffd\ufffe\uffff\x00-\x08\x0e-\x1f]")

_CONSONANT = "[\u0e01-\u0e2e][\u0e48-\u0e4b]?"
_SPACED = re.compile(rf"{_CONSONANT} +[าำ](?!\s)")
_DECOMPOSED = re.compile("[\u0e4d\uf711][\u0e48-\u0e4b]? ?า")
_WITHOUT = re.compile(
    "สานัก|จานวน|อาเภอ|ตาบล|ประจา|อานวย|อานาจ|กาหนด|ดาเนิน|สาคัญ|สาหรับ|สาเร็จ|จาเป็น|คาสั่ง|คานึง|ลาดับ|กากับ|กาไร|ตาแหน่ง|ชานาญ"
)
_SWAPPED = re.compile("กำร(?!า)|งำน|ควำม|รำย|ตำม|ทำง|จำก|สำมำ|หำร|กำศ")

_PAIRS = frozenset(
    re.findall(
        "..",
        "thheineranreonatenndtiesorteofedisitalarsttontngsehaasouiolevecomedehiriroicneearacelichllbemasiomur",
    )
)
"""The commonest pairs of letters in English; romanised Thai has nearly as many of them."""


def examine(text: str) -> Layer:
    """Tell how damaged a text is; ``pictures`` stays empty.

    Text too short to judge counts as sound, an empty one as ``none``. Figures: ``thai`` (share of letters), ``signs``
    (neither letters nor digits, leaders apart), ``sara-am`` (share of its places that are damaged), ``private-use``,
    ``replacement`` (lost characters), ``impossible-marks`` (share of marks), ``common`` (letters in the commonest
    words), ``dictionary`` (letters in words; only where ``common`` left a doubt), ``latin-pairs`` (common pairs of
    Latin letters; only where most letters are Latin).
    """
    text = text[:SAMPLE]
    dense = _LEADERS.sub("", text)
    if not dense:
        return Layer()
    thai, letters = len(_THAI.findall(text)), len(_LETTER.findall(text)) + len(_MARK.findall(text))
    figures = {
        "thai": thai / max(1, letters),
        "signs": len(_SIGN.findall(dense)) / len(dense),
        "private-use": len(_PRIVATE.findall(dense)) / len(dense),
        "replacement": len(_LOST.findall(dense)) / len(dense),
        "sara-am": _sara_am(text),
        "impossible-marks": _misplaced(text),
    }
    unreadable = _unreadable_signs(figures) if len(dense) >= FEW else 0.0
    if thai >= FEW:
        unreadable = max(unreadable, _unreadable_thai(text, thai, figures))
    if letters - thai >= max(LATIN_LETTERS, thai):
        unreadable = max(unreadable, _unreadable_latin(text, figures))
    repairable = max(figures["sara-am"], figures["impossible-marks"], min(1.0, 10 * figures["private-use"]))
    damage = round(max(unreadable, REPAIRABLE * repairable, min(REPAIRABLE, figures["replacement"])), 3)
    return Layer(_decide(damage), damage, {name: round(share, 3) for name, share in figures.items()})


def diagnose(text: str) -> tuple[str, Layer]:
    """Examine a text after undoing wrong decodings, which folding does not mend; the text that was examined.

    Figure ``mojibake`` (1) where something was undone.
    """
    mended, notes = repair(text)
    layer = examine(mended)
    if not notes:
        return text, layer
    damage = max(layer.damage, REPAIRABLE)
    return mended, Layer(_decide(damage), damage, {**layer.figures, "mojibake": 1.0})


def _decide(damage: float) -> Decision:
    if damage >= UNREADABLE:
        return "picture"
    return "repaired" if damage >= REPAIRED else "text"


def together(parts: Sequence[tuple[int, Layer]]) -> Layer:
    """One layer for the parts of a document, each with its weight in letters.

    Parts to be read as pictures count only where there are no others.
    """
    known = [(max(1, weight), layer) for weight, layer in parts if layer.decision != "none"]
    if not known:
        return Layer()
    decisions = {layer.decision for _, layer in known}
    decision: Decision = "picture"
    if decisions != {"picture"}:
        known = [(weight, layer) for weight, layer in known if layer.decision != "picture"]
        decision = "repaired" if "repaired" in decisions else "text"
    total = sum(weight for weight, _ in known)
    figures: dict[str, float] = {}
    for name in dict.fromkeys(name for _, layer in known for name in layer.figures):
        having = [(weight, layer.figures[name]) for weight, layer in known if name in layer.figures]
        figures[name] = round(sum(w * share for w, share in having) / sum(w for w, _ in having), 3)
    return Layer(decision, round(sum(weight * layer.damage for weight, layer in known) / total, 3), figures)


def _sara_am(text: str) -> float:
    """Share of the places of ``ำ`` that lost it, split it, or hold it for ``า``."""
    if text.count("ำ") > max(FEW // 5, text.count("า")):  # sound Thai has ten times as many า
        return 1.0
    swapped = len(_SWAPPED.findall(text))
    broken = len(_SPACED.findall(text)) + len(_DECOMPOSED.findall(text)) + len(_WITHOUT.findall(text)) + swapped
    whole = max(0, text.count("ำ") - swapped)
    return broken / (broken + whole) if broken else 0.0


def _misplaced(text: str) -> float:
    marks = len(_MARK.findall(text))
    return min(1.0, len(_MISPLACED.findall(text)) / marks) if marks else 0.0


def _unreadable_signs(figures: dict[str, float]) -> float:
    """Mostly signs, or mostly lost characters: letters that were mapped to whatever stood at their code."""
    signs, lost = figures["signs"], figures["replacement"]
    return max(signs if signs >= UNREADABLE else 0.0, min(1.0, 2.5 * lost) if lost >= LOST_SHARE else 0.0)


def _unreadable_thai(text: str, thai: int, figures: dict[str, float]) -> float:
    """0 where office words or, in doubt, words of the dictionary fill the text; up to 1 where there are none."""
    key = skeleton_of_folded(fold(text))
    found = sum(map(len, _COMMON.findall(key)))
    figures["common"] = min(1.0, found / thai)
    if found * COMMON_EVERY >= 3 * thai:
        return 0.0
    figures["dictionary"] = known = _in_words(text)
    return 0.0 if known >= WORDS_SHARE else round(1 - known, 3)


def _unreadable_latin(text: str, figures: dict[str, float]) -> float:
    """0 where Latin letters follow each other as they do in English or in romanised names."""
    if len(_ACCENTED.findall(text)) >= ACCENTED_SHARE * len(_LEADERS.sub("", text)):
        return 1.0
    words = [word for word in _LATIN_WORD.findall(text) if not _CAPITALS.fullmatch(word)]
    pairs = [word[at : at + 2].lower() for word in words for at in range(len(word) - 1)]
    if len(pairs) * 2 < LATIN_LETTERS:
        single = sum(len(word) == 1 for word in _LATIN_WORD.findall(text))
        return UNREADABLE if single * 2 > LATIN_LETTERS else 0.0
    figures["latin-pairs"] = share = sum(pair in _PAIRS for pair in pairs) / len(pairs)
    return 0.0 if share >= PAIRS_SHARE else 1 - share


def _in_words(text: str) -> float:
    """Share of the Thai letters of a folded sample that stand in words of the dictionary, of two letters or more."""
    runs, size = [], 0
    for run in _THAI_RUN.findall(fold(text[: 2 * DICTIONARY_SAMPLE])):
        runs.append(run[: DICTIONARY_SAMPLE - size])
        size += len(runs[-1])
        if size >= DICTIONARY_SAMPLE:
            break
    return sum(map(_words().letters, runs)) / max(1, size)


class _Words:
    """Cuts folded Thai into words of a folded dictionary: half a second and 90 MB when first made."""

    def __init__(self) -> None:
        os.environ["PYTHAINLP_OFFLINE"] = "1"  # the library asks at import
        from pythainlp import corpus  # heavy, and most documents need no dictionary
        from pythainlp.util import Trie

        names = corpus.thai_family_names() | corpus.thai_male_names() | corpus.thai_female_names()
        self._words = {word for word in map(fold, corpus.thai_words() | names) if len(word) >= SHORTEST_WORD}
        self._trie = Trie(self._words)

    def letters(self, run: str) -> int:
        """Letters of a run that stand in words."""
        from pythainlp.tokenize import word_tokenize

        words = word_tokenize(run, custom_dict=self._trie, engine="newmm-safe")
        return sum(len(word) for word in words if word in self._words)


@functools.cache
def _words() -> _Words:
    return _Words()
