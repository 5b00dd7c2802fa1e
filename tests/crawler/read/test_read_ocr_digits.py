"""Years in Thai digits, cut out of scans of real fonts: decided where they are certain, never at the cost of others."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator

import pytest
from PIL import Image, ImageDraw, ImageFont

from crawler.read.ocr import ENGINE, blocks_of, recognise_picture, shapes
from crawler.read.ocr.digits import with_years
from crawler.read.ocr.engine import Piece
from crawler.read.ocr.recognised import Box
from fixtures.scan import Scanner, scanned

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
READ_AS = str.maketrans("0123456789", "๐๑๒๓๕๕๒๓๕๓")
"""What the engine makes of the digits it does not know."""


def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(f"{name}.ttf", size)


def _line(*words: tuple[str, str], font: str = "Laksaman", size: int = 46) -> tuple[list[Piece], Image.Image]:
    """A scan of words, and pieces with what the engine read in each: one a letter, as it gives them."""
    paper, face = Image.new("L", (1400, 160), 255), _font(font, size)
    pen, at, pieces = ImageDraw.Draw(paper), 60.0, []
    for printed, read in words:
        pen.text((at, 50), printed, font=face, fill=0)
        left, top, right, bottom = face.getbbox(printed)
        step = (right - left) / len(read)
        for n, letter in enumerate(read):
            box = Box(*map(round, (at + left + n * step, 50 + top, at + left + (n + 1) * step, 50 + bottom)))
            pieces.append(Piece(letter, 90.0, box, (1, 1, 1), n == 0))
        at += face.getlength(printed) + (face.getlength(" ") if printed[-1] not in "/,-.(" else 0)
    return pieces, scanned(paper, Scanner(skew=0.0))


def _words(pieces: list[Piece]) -> str:
    return "".join(f" {piece.text}" if piece.spaced else piece.text for piece in pieces).strip()


def _year(year: int) -> tuple[str, str]:
    return str(year).translate(THAI), str(year).translate(READ_AS)


@pytest.mark.parametrize("font", ["Laksaman", "Laksaman-Bold", "Norasi", "Garuda", "Waree-Bold"])
def test_years_of_known_fonts_are_decided(font: str) -> None:
    years = range(2560, 2570)
    found = [_words(with_years(*_line(("ปี", "ปี"), _year(year), font=font))) for year in years]
    wrong = [
        (year, text) for year, text in zip(years, found, strict=True) if text[-4:].isascii() and text != f"ปี {year}"
    ]
    assert wrong == []
    assert sum(text[-4:].isascii() for text in found) >= 7


def test_no_year_of_an_unknown_font_is_decided_wrongly() -> None:
    fonts, years = ("Laksaman", "Norasi", "Loma", "Waree"), range(2558, 2570, 2)
    found = [
        (year, with_years(*_line(("ปี", "ปี"), _year(year), font=font), without=font)[-1].text)
        for font, year in itertools.product(fonts, years)
    ]
    decided = [(year, text) for year, text in found if len(text) == 4]
    assert [(year, text) for year, text in decided if text != str(year)] == []
    assert len(decided) >= len(found) / 4


def test_a_decided_year_is_one_piece_in_its_place() -> None:
    line, picture = _line(("พ.ศ.", "พ.ศ."), _year(2565), ("นี้", "นี้"))
    before, year, after = line[:4], *[p for p in with_years(line, picture) if p.text == "2565"], line[8:]
    assert with_years(line, picture) == [*before, year, *after]
    assert (year.line, year.spaced, year.confidence) == ((1, 1, 1), True, 90.0)
    assert abs(year.box.left - line[4].box.left) < 8
    assert abs(year.box.right - line[7].box.right) < 8


@pytest.mark.parametrize(
    "read",
    ["๒๕๒", "๒๕๒๐๕", "beoe"],
    ids=["a digit lost", "a digit too many", "letters in their place"],
)
def test_what_the_engine_made_of_a_year_does_not_matter(read: str) -> None:
    assert _words(with_years(*_line(("ปี", "ปี"), ("๒๕๖๕", read)))) == "ปี 2565"


def test_a_bracket_behind_a_year_is_no_digit_of_it() -> None:
    assert _words(with_years(*_line(("ปี", "ปี"), ("๒๕๖๗)", "๒๕๒๐๓)")))) == "ปี 2567)"


def test_a_year_torn_in_two_is_put_together() -> None:
    line, picture = _line(("ปี", "ปี"), ("๒๕๖๕", "๒๕๒๕"))
    torn = [*line[:-1], Piece("๕", 80.0, line[-1].box, (1, 1, 1), spaced=True)]
    assert _words(with_years(torn, picture)) == "ปี 2565"


def _unchanged() -> Iterator[tuple[tuple[str, str], ...]]:
    yield (("ปี", "ปี"), ("2565", "2565"))
    yield (("เงิน", "เงิน"), ("๒,๕๖๕.๐๐", "๒,๕๒๕.๐๐"))
    yield (("เงิน", "เงิน"), ("๒๕๖๕.๐๐", "๒๕๒๕.๐๐"))
    yield (("เงิน", "เงิน"), ("๒๕๖๕", "๒๕๒๕"), ("บาท", "บาท"))
    yield (("โทร.", "โทร."), ("๐", "๐"), ("๗๗๑๒", "๓๓๑๒"), ("๒๕๖๕", "๒๕๒๕"))
    yield (("โทร.", "Ins."), ("๐", "๐"), ("๗๗๑๒", "aoe"), ("๒๕๖๕", "๒๕๒๕"))
    yield (("โทร.", "โทร."), ("๐๗๗-๒๕๖๕๖๗", "๐๓๓-๒๕๒๕๒๓"))
    yield (("นร", "นร"), ("๐๑๐๘/ว", "๐๑๐๕/ว"), ("๒๕๖", "๒๕๒"))
    yield (("ที่", "ที่"), ("๗๘๙๐๑/๒๕๖๕", "๓๕๓๐๑/๒๕๒๕"))
    yield (("พ.ศ.", "พ.ศ."), ("๒๕๓๔", "๒๕๓๕"))  # a law of long ago
    yield (("ปี", "ปี"), ("๒๕๖๕๑", "๒๕๒๕๑"))


@pytest.mark.parametrize("words", list(_unchanged()), ids=lambda words: words[-1][0])
def test_other_numbers_are_left_alone(words: tuple[tuple[str, str], ...]) -> None:
    line, picture = _line(*words)
    assert with_years(line, picture) == line


def test_a_reading_that_speaks_against_the_shapes_is_a_doubt() -> None:
    line, picture = _line(("ปี", "ปี"), ("๒๕๖๕", "๒๕๒๑"))
    assert with_years(line, picture) == line


def test_pale_or_missing_ink_decides_nothing() -> None:
    line, picture = _line(("ปี", "ปี"), _year(2565))
    assert with_years(line, picture.point(lambda level: 220 + level // 10)) == line
    assert with_years(line, Image.new("L", picture.size, 255)) == line


def test_a_machine_without_thai_fonts_takes_no_second_look(monkeypatch: pytest.MonkeyPatch) -> None:
    line, picture = _line(("ปี", "ปี"), _year(2565))
    assert ENGINE.endswith(f"/digits-{shapes.known_as()}")
    caches = (shapes.fonts, shapes.known_as, shapes.templates)
    monkeypatch.setattr(shapes, "FAMILIES", ("No Such Font",))
    for cache in caches:
        cache.cache_clear()
    try:
        assert (shapes.known_as(), with_years(line, picture)) == ("", line)
    finally:
        for cache in caches:
            cache.cache_clear()


def test_years_of_a_scan_come_in_arabic_digits() -> None:
    paper = Image.new("L", (1000, 420), 255)
    pen = ImageDraw.Draw(paper)
    lines = (
        "แผนปฏิบัติการป้องกันการทุจริต",
        "ประจำปีงบประมาณ พ.ศ. ๒๕๖๕",
        "ใช้จ่ายไปแล้ว ๒,๕๖๔.๐๐ บาท",
        "ประกาศ ณ วันที่ ๑๔ มีนาคม ๒๕๖๔",
    )
    for n, text in enumerate(lines):
        pen.text((70, 50 + 70 * n), text, font=_font("Laksaman", 34), fill=0)
    pen.rectangle((60, 330, 940, 400), outline=0, width=3)
    pen.text((75, 340), "แผนพัฒนาท้องถิ่น ปี ๒๕๖๓", font=_font("Laksaman", 34), fill=0)
    body = io.BytesIO()
    scanned(paper, Scanner(skew=-1.5)).save(body, "PNG")
    text = "\n".join(block.text for block in blocks_of(recognise_picture(body.getvalue(), seconds=60)))
    assert [year for year in ("2563", "2564", "2565") if text.count(year) != 1] == []
