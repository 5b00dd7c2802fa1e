"""A second look at years in Thai digits, of which the engine knows only half.

Tesseract's Thai model has ๐ ๑ ๒ ๓ ๕ and no ๔ ๖ ๗ ๘ ๙ (its own list of signs): it reads 2565 as ๒๕๒๕, whatever is done
to the picture, and asking it again is no second opinion. Where it reads what may be a year, the four glyphs are cut out
and compared with the digits of the Thai fonts. A year that is certain is written in Arabic digits (2565), all else
stays as it was read, in Thai digits, which nobody believes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec
from PIL import Image

from crawler.read.ocr.engine import Piece
from crawler.read.ocr.glyphs import CLOSE, FOUR, Glyphs, four_glyphs
from crawler.read.ocr.recognised import Box
from crawler.read.ocr.shapes import Shape, shape_of, templates

YEARS: Final = range(2545, 2576)
"""Years that are decided: what an agency publishes, no laws of long ago."""

CLEARLY = 0.012
"""How much more every digit must differ from any other class, as a share of the weight of a digit."""

NO_VOTE = 0.03
"""The same where the engine's reading is no vote: it saw more or fewer digits than four, or letters."""

ALIKE = 0.4
"""How much the year may differ from the shapes it is taken for, as a share of its weight."""

SPACED = 0.9
"""White space, in heights of the line, between the digits of a year that is spaced out."""

STANDS_FOR: Final[Mapping[str, str]] = {"๐": "06", "๑": "1679", "๒": "26", "๓": "379", "๕": "45789"}
"""What the digits stand for that the engine knows, counted on 1,031 years of scans: its reading is a vote too."""

_YEAR = re.compile("๒[๐-๙]{2,5}(?![๐-๙])")
_NAMED = re.compile(
    r"(?:ศ\.?|ปี|ประมาณ|คม|ยน|พันธ์) ?((?:[๐-๙]{1,3} ){1,3}[๐-๙]{1,3}|[๐-๙]{0,5}[A-Za-z]{1,6}[๐-๙]{0,5})(?!\S)"
)
"""Behind words that announce a year: one with spaces in it, or letters that were read for its digits."""

_OTHER_YEARS = re.compile(r"(?:๒[๐-๙]{3,4} ?[-–]? ?)+$")
_NO_YEAR_BEFORE = re.compile(r"(?:[๐-๙\d][ .,]?|[๐-๙\d] ?[-–] ?|,|(?:โทร\S*|เลขที่) ?|(?<!\S)[๐0] \S+ )$")
_NUMBER_OF_YEAR = re.compile(r"(?<![๐-๙\d/.,-])[๐-๙]{1,3}/$")
_NO_YEAR_BEHIND = re.compile(
    r"[๐-๙\d]|[,.] ?[๐-๙\d]|/[๐-๙\d]| ?(?:บาท|คน|ราย|แห่ง)| ?[-–] ?(?!๒[๐-๙]{2,4}(?![๐-๙]))[๐-๙\d]| (?!๒๕)[๐-๙\d]{3}"
)


class _Run(msgspec.Struct, frozen=True):
    """Pieces of a line, from first to last, that may be a year, and what the engine read there.

    tail: a bracket that the engine read in one piece with it.
    """

    first: int
    last: int
    text: str
    tail: str = ""


def with_years(line: Sequence[Piece], picture: Image.Image, without: str = "") -> list[Piece]:
    """The pieces of one line with its certain years in Arabic digits, each as one piece.

    picture: grey, the one in which the pieces have their boxes. without: a font to leave out, to measure what this is
    worth on fonts that are not installed.
    """
    found: list[Piece] = []
    done = 0
    for seen in _runs(line):
        glyphs = _cut_out(line, seen, picture) if seen.first >= done else None
        if glyphs is None:
            continue
        run = _whole(line, seen, glyphs.box)
        year = _year(run.text, glyphs, without) if run.first >= done else ""
        if year:
            held = line[run.first : run.last + 1]
            confidence = sum(piece.confidence for piece in held) / len(held)
            found += [
                *line[done : run.first],
                Piece(year + seen.tail, confidence, glyphs.box, held[0].line, held[0].spaced),
            ]
            done = run.last + 1
    return [*found, *line[done:]]


def _runs(line: Sequence[Piece]) -> Iterator[_Run]:
    """What may be a year standing alone; parts of amounts, of telephone and document numbers are none."""
    text, owners = "", []
    for n, piece in enumerate(line):
        part = f" {piece.text}" if piece.spaced and text else piece.text
        text += part
        owners += [n] * len(part)
    spans = sorted({*(m.span() for m in _YEAR.finditer(text)), *(m.span(1) for m in _NAMED.finditer(text))})
    for start, end in spans:
        first, last = owners[start], owners[end - 1]
        tail = text[end : end + 1] if text[end : end + 1] == ")" and owners[end] == last else ""
        after = end + len(tail)
        whole = (start == 0 or text[start - 1] == " " or owners[start - 1] != first) and (
            after == len(text) or owners[after] != last
        )
        if whole and _alone(text[:start], text[after:]):
            yield _Run(first, last, text[start:end], tail)


def _alone(before: str, behind: str) -> bool:
    before = _OTHER_YEARS.sub("", before)
    if before.endswith("/"):
        return bool(_NUMBER_OF_YEAR.search(before)) and not _NO_YEAR_BEHIND.match(behind)
    return not _NO_YEAR_BEFORE.search(before) and not _NO_YEAR_BEHIND.match(behind)


def _cut_out(line: Sequence[Piece], run: _Run, picture: Image.Image) -> Glyphs | None:
    return four_glyphs(
        picture,
        [piece.box for piece in line[run.first : run.last + 1]],
        before=run.first > 0 and not line[run.first].spaced,
        behind=run.last + 1 < len(line) and not line[run.last + 1].spaced,
        close=SPACED if " " in run.text else CLOSE,
    )


def _whole(line: Sequence[Piece], run: _Run, box: Box) -> _Run:
    """The run with the digits beside it that belong to the same four glyphs: the engine sees spaces where none are."""

    def belongs(piece: Piece) -> bool:
        return piece.text in STANDS_FOR and box.left < (piece.box.left + piece.box.right) / 2 < box.right

    first, last = run.first, run.last
    while first > 0 and belongs(line[first - 1]):
        first -= 1
    while last + 1 < len(line) and belongs(line[last + 1]):
        last += 1
    return _Run(first, last, "".join(piece.text for piece in line[first : last + 1]))


def _year(read: str, glyphs: Glyphs, without: str) -> str:
    """The year in Arabic digits, or nothing where there is a doubt. read: what the engine made of it."""
    votes = len(read) == FOUR and all(sign in STANDS_FOR for sign in read)
    year = decided(glyphs, CLEARLY if votes else NO_VOTE, without)
    if not year or int(year) not in YEARS:
        return ""
    against = votes and any(digit not in STANDS_FOR[sign] for sign, digit in zip(read, year, strict=True))
    return "" if against else year


def decided(glyphs: Glyphs, clearly: float, without: str = "") -> str:
    """Four Arabic digits, or nothing where one of them is in doubt. clearly: as `CLEARLY`; without: as above.

    Each digit is judged twice, stretched and also by how high it stands, and both must say the same.
    """
    classes = templates(without)
    if not classes[0]:
        return ""
    shapes = [shape_of(glyphs.ink, (box.left, box.top, box.right, box.bottom)) for box in glyphs.boxes]
    weight = sum(shape.weight for shape in shapes)
    digits, differs = "", 0
    for shape in shapes:
        apart = [[_apart(shape, known) for known in shown] for shown in classes]
        both = [min(sum(one) for one in shown) for shown in apart]
        stretched = [min(one for _, one in shown) for shown in apart]
        first, second, *_ = sorted(both)
        digit = both.index(first)
        if stretched[digit] > min(stretched) or second - first < clearly * weight / FOUR:
            return ""
        digits += str(digit)
        differs += first
    return digits if differs <= ALIKE * weight else ""


def _apart(one: Shape, other: Shape) -> tuple[int, int]:
    return (one.standing ^ other.standing).bit_count(), (one.stretched ^ other.stretched).bit_count()
