"""Letters back to words, and lines cut where white space is as wide as between columns."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from crawler.read.ocr.engine import Piece
from crawler.read.ocr.recognised import Box, Line, Word, mean_confidence

COLUMN = 2.5
"""White space between two columns, in widths of a letter."""

TORN = 0.5
"""White space, in widths of a letter, below which two pieces of one row of a cell are one word."""

_MARK = re.compile(r"[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0e33]")
_THAI = re.compile(r"[\u0e01-\u0e2e\u0e30-\u0e4e]")


def letter_width(pieces: Sequence[Piece]) -> float:
    """Width of a letter in pixels: the median over letters that have a box of their own."""
    widths = [
        (piece.box.right - piece.box.left) / len(letters)
        for piece in pieces
        if (letters := _MARK.sub("", piece.text)) and piece.box.right > piece.box.left
    ]
    return max(1.0, statistics.median(widths)) if widths else 1.0


def runs(pieces: Sequence[Piece], width: float) -> Iterator[list[Word]]:
    """Words of one line, cut where the gap is as wide as between columns. ``width``: of a letter on this line."""
    words: list[Word] = []
    held: list[Piece] = []
    right = 0
    for piece in pieces:
        gap = piece.box.left - right
        if held and (piece.spaced or gap > COLUMN * width) and not _MARK.match(piece.text):
            words.append(_word(held))
            held = []
            if gap > COLUMN * width:
                yield words
                words = []
        held.append(piece)
        right = piece.box.right if len(held) == 1 else max(right, piece.box.right)
    if held:
        words.append(_word(held))
    if words:
        yield words


def _word(held: list[Piece]) -> Word:
    text = tidy("".join(piece.text for piece in held))
    letters = sum(len(piece.text) for piece in held)
    confidence = sum(piece.confidence * len(piece.text) for piece in held) / letters
    return Word(text, round(confidence), around(piece.box for piece in held))


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all."""
    first, *rest = boxes
    for box in rest:
        first = first.around(box)
    return first


def one_line(lines: Sequence[Line]) -> Line:
    """Lines side by side as one; letters that the engine tore apart inside a word come together again."""
    first, *rest = lines
    words = list(first.words)
    for line in rest:
        gap = line.words[0].box.left - words[-1].box.right
        letter = (words[-1].box.right - words[-1].box.left) / max(1, len(_MARK.sub("", words[-1].text)))
        if gap < TORN * letter and is_thai(words[-1].text[-1]) and is_thai(line.words[0].text[0]):
            words[-1:] = [_both(words[-1], line.words[0])]
            words += line.words[1:]
        else:
            words += line.words
    return msgspec.structs.replace(first, words=tuple(words), height=max(line.height for line in lines))


def _both(one: Word, other: Word) -> Word:
    return Word(one.text + other.text, mean_confidence((one, other)), one.box.around(other.box))


def rows_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines side by side; rows from above, each from the left."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.box.middle):
        last = rows[-1] if rows else []
        if last and abs(line.box.middle - last[0].box.middle) <= max(line.height, last[0].height) / 2:
            last.append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.box.left) for row in rows]


def tidy(text: str) -> str:
    r"""Signs that the engine names differently from the way they are typed; no digit is touched.

    >>> tidy("จ\u0e4dานวน") == "จำนวน" and tidy("เเผน") == "แผน" and tidy("น\u0e4d\u0e49า") == "น้ำ"
    True
    """
    text = re.sub("\u0e4d([\u0e48-\u0e4b]?)\u0e32", "\\1\u0e33", text)
    return text.replace("เเ", "แ")


def is_thai(text: str) -> bool:
    """Whether there is a Thai letter or mark in it; digits are none."""
    return bool(_THAI.search(text))
