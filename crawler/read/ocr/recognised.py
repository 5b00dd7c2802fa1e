"""What was recognised in one picture: plain data, kept for ever beside the content hash of what was read."""

from __future__ import annotations

from typing import Literal

import msgspec

RecognisedState = Literal["read", "no-text", "limit", "damaged", "reader-missing", "too-small"]
"""``read``: there are lines. ``no-text``: a photo, an empty page. ``limit``: our time or memory ended it.
``damaged``: no picture can be made of the bytes. ``reader-missing``: no OCR on this machine. ``too-small``: an icon or
a banner's edge that cannot carry text, not tried."""


class Box(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Place in the picture after it was turned and made straight, in pixels of ``Recognised.width`` × ``height``."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.top + self.bottom) / 2

    def around(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


class Word(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Letters that stand together, with the engine's confidence in percent."""

    text: str
    confidence: int
    box: Box


class Line(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Words side by side. Words that lie apart like columns are in one line only where no ruling parts them.

    group: lines of one part of the page (a column of text) have the same number, those of a cell or a box a negative
    one.
    height: of its letters without marks, in pixels. cell: (table, row, column) in a ruled table, from 1; else zeros.
    """

    words: tuple[Word, ...]
    group: int
    height: int
    cell: tuple[int, int, int] = (0, 0, 0)

    @property
    def text(self) -> str:
        """Its words with a space between them."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        """The smallest box around its words."""
        found = self.words[0].box
        for word in self.words[1:]:
            found = found.around(word.box)
        return found

    @property
    def confidence(self) -> int:
        """Mean confidence of its characters in percent."""
        return mean_confidence(self.words)


class Recognised(msgspec.Struct, frozen=True, omit_defaults=True):
    """The lines of a picture in reading order.

    width, height: pixels of the picture as it was read (turned, straightened, scaled). confidence: mean percent of
    the characters. turned: degrees clockwise (0, 90, 180, 270) by which it was turned to stand upright. skew: degrees
    by which it was then turned counter-clockwise to make its lines level.
    """

    state: RecognisedState
    lines: tuple[Line, ...] = ()
    width: int = 0
    height: int = 0
    confidence: int = 0
    turned: int = 0
    skew: float = 0.0


def mean_confidence(words: tuple[Word, ...] | list[Word]) -> int:
    """Confidence of words, each weighing as much as it has characters; 1 at least, 0 where there are none."""
    letters = sum(len(word.text) for word in words)
    return max(1, round(sum(word.confidence * len(word.text) for word in words) / letters)) if letters else 0
