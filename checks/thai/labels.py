"""Item labels at the beginning of a link or a row: O1, OIT 3, ๐๑, ข้อ-028, /o29/.

A label names an item of some year's list, not of every year's: the caller confirms it by the title behind it.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from checks.thai.fold import Folded

HIGHEST_ITEM: Final = 43
"""The most items that any year's list has had so far."""

LabelStrength = Literal["letter", "zero", "bare"]
"""``letter``: O1, OIT1, /o29/. ``zero``: ๐๑, 019, ข้อ-028, a zero or a word for "item" in place of the letter.
``bare``: 19, 30การประเมิน, ข้อ ๔, the weakest."""


class ItemLabel(NamedTuple):
    """A label: the item's number, the original words after it, and how plainly it is a label."""

    number: int
    rest: str
    strength: LabelStrength


_OPENING: Final = r"^[\s(\[{\"'•*#>.:/-]*"
_NUMBER: Final = r"(?P<number>\d{1,2})"
# A number that goes on (9.1, 1/2565, 10,000, 19-21, 8%) counts or dates something and labels nothing.
_ENDS: Final = r"(?!\d|[.,/:]\d|-\d{4,}|-\d{3}-|%)"
_AFTER: Final = r"(?P<after>[\s)\]}.:_/-]*)"
_LETTER: Final = re.compile(rf"{_OPENING}(?:ข้?อ(?:ที่)?[ .:-]*)?(?:oit|o)[ .:_-]?0?{_NUMBER}{_ENDS}(?![a-z]){_AFTER}")
_CLAUSE: Final = re.compile(rf"{_OPENING}ข้?อ(?:ที่)?[ .:-]*0{_NUMBER}{_ENDS}(?![a-z]){_AFTER}")
_PLAIN_CLAUSE: Final = re.compile(rf"{_OPENING}ข้?อ(?:ที่)?[ .:-]*{_NUMBER}{_ENDS}(?!-\d|[a-z]){_AFTER}")
_ZERO: Final = re.compile(rf"{_OPENING}0{_NUMBER}{_ENDS}(?:-0\d\d(?![\d-])|(?!-?\d|[a-z]\d)){_AFTER}")
_BARE: Final = re.compile(rf"{_OPENING}{_NUMBER}{_ENDS}(?!-\d| ?[a-z]\d){_AFTER}")
_COUNTED: Final = re.compile(
    r"(?:ม\.?ค|ก\.?พ|มี\.?ค|เม\.?ย|พ\.?ค|มิ\.?ย|ก\.?ค|ส\.?ค|ก\.?ย|ต\.?ค|พ\.?ย|ธ\.?ค)\."
    r"|มกร|กุมภา|มีนา|เมษา|พฤษ|มิถุนา|กรก|สิงหา|กันยา|ตุลา|พฤศ|ธันวา|บาท|คน|ราย(?!งาน|ชื่อ|การ|ละ)|ครั้ง|วัน|ปี(?!งบ)|เดือน"
)
_OXYGEN: Final = re.compile(r"o2(?!\d)[^ก-๛]*(?:sat|level|ออกซิเจน|saturation)|o2[^.]{0,12}ออกซิเจน")


def item_label(text: str) -> ItemLabel | None:
    """Return the item label that a text begins with; None when there is none, or it belongs to another kind of list.

    >>> item_label("O39 : แผนปฏิบัติการ")
    ItemLabel(number=39, rest='แผนปฏิบัติการ', strength='letter')
    >>> [item_label(text)[::2] for text in ("๐๑ โครงสร้าง", "029ประกาศ", "ข้อ-028", "30การประเมิน", "OIT 3")]
    [(1, 'zero'), (29, 'zero'), (28, 'zero'), (30, 'bare'), (3, 'letter')]
    >>> [item_label(text) for text in ("CLO1", "ศธ. 02", "EB1", "MOIT1", "9.1 ข้อมูลพื้นฐาน", "LPA 5", "2565")]
    [None, None, None, None, None, None, None]
    """
    folded = Folded(text)
    plain = _read(folded, _LETTER, "letter") or _read(folded, _CLAUSE, "zero")
    return plain or _read(folded, _PLAIN_CLAUSE, "bare") or _weaker(folded)


def _weaker(folded: Folded) -> ItemLabel | None:
    """Read a label without the letter: never where the number counts or dates something."""
    label = _read(folded, _ZERO, "zero") or _read(folded, _BARE, "bare")
    clause = folded.text.lstrip(" ([").startswith("ข")  # "ข้อ 38 คนใสสะอาด" counts no people
    return None if label and not clause and _COUNTED.match(Folded(label.rest).text) else label


def _read(folded: Folded, pattern: re.Pattern[str], strength: LabelStrength) -> ItemLabel | None:
    """Read a label of one form."""
    match = pattern.match(folded.text)
    if not match or not 1 <= int(match["number"]) <= HIGHEST_ITEM:
        return None
    if strength == "letter" and _OXYGEN.match(folded.text.lstrip(" ([")):
        return None
    end = match.end("after") or match.end("number")
    rest = folded.original[folded.original_span(match.start("number"), end).end :].strip()
    return ItemLabel(int(match["number"]), rest, strength)
