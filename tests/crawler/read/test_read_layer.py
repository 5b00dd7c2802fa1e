"""The doctor of text layers: sound text stays text, repairable damage is told, false text goes to the picture."""

from __future__ import annotations

import random

import pytest

from checks.evidence import Layer
from crawler.read.layer import diagnose, examine, together

OFFICE = (
    "องค์การบริหารส่วนตำบลหนองกระทุ่มได้จัดทำรายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ "
    "พ.ศ. ๒๕๖๕ โดยมีวัตถุประสงค์เพื่อให้เจ้าหน้าที่ปฏิบัติงานด้วยความซื่อสัตย์ และอำนวยความสะดวกแก่ประชาชนในพื้นที่ "
    "ทั้งนี้ได้กำหนดมาตรการ จำนวน ๓ ข้อ และสำนักปลัดเป็นผู้รับผิดชอบ"
)
NAMES = "สมชาย ใจดี\nวิชัย ศรีสุข\nณัฐวุฒิ พงษ์ไพบูลย์\nกิตติศักดิ์ วัฒนากุล\nชญานิษฐ์ ทองสุข\nปิยะพงศ์ เกษมสันต์\nธัญญาเรศ บุญมา\n" * 3
NUMBERS = "\n".join(f"{n} 1,2{n}0,500.00 9{n},000.00 8{n}.25 - -" for n in range(40))
FORM = "\n".join(
    f"ข้าพเจ้า{'.' * 60}อายุ{'.' * 12}ปี \uf0a8 บ้านเลขที่{'…' * 20}หมู่ที่ _______ โทรศัพท์{'.' * 30}" for _ in range(9)
)
ENGLISH = (
    "The office publishes its annual procurement report so that citizens may see what was bought, at which price and "
    "from whom. Complaints about corruption are handled by the legal unit within fifteen working days."
)
ROMANISED = "Nakhon Sai Thong Province, Mueang District, Somchai Jaidee, Wichai Srisuk, Ban Nong Bua, Tha Phrai, " * 2
CODES = "PVC DN100 TIS 17-2561 KW HP RPM A4 80 GSM LED 18 W T8 CAT6 UTP RJ45 USB HDMI SSD 512 GB DDR4 " * 3
GLYPHS = (
    "ljffiun?unlr lprurnirnirr ri'r ra rir ai r u : 1 r n'l : $ a y {ril 6'u ftn rtJ uo::u qfl vn,nr iraoum 1:ilfr " * 4
)


def _shuffled(text: str, seed: int) -> str:
    """What a font with a false map gives: every Thai letter stands for another one."""
    letters = [chr(code) for code in (*range(0x0E01, 0x0E2F), *range(0x0E30, 0x0E3A), *range(0x0E40, 0x0E4D))]
    others = random.Random(seed).sample(letters, len(letters))  # noqa: S311 - the same on every run
    return text.translate(dict(zip(map(ord, letters), others, strict=True)))


@pytest.mark.parametrize("text", [OFFICE, NAMES, NUMBERS, ENGLISH, ROMANISED, CODES, "แผนพัฒนา ๒๕๖๕", "- ๓ -", "ITA"])
def test_sound_text_is_text(text: str) -> None:
    assert examine(text).decision == "text"


def test_forms_of_leaders_and_boxes_are_no_garbage() -> None:
    assert examine(FORM).decision in ("text", "repaired")
    assert examine("สารบัญ" + "." * 400 + "๑\n" + "-" * 300).decision == "text"


@pytest.mark.parametrize(
    ("damaged", "figure"),
    [
        (OFFICE.replace("ำ", "า"), "sara-am"),
        (OFFICE.replace("ำ", " า"), "sara-am"),
        (OFFICE.replace("ำ", "\u0e4dา"), "sara-am"),
        (OFFICE.replace("า", "ำ"), "sara-am"),
        (OFFICE.replace("ี่", "่ี").replace("ั้", "้ั"), "impossible-marks"),
        (OFFICE.replace("่", "\uf70a").replace("้", "\uf70b"), "private-use"),
        (OFFICE.replace("ำ", "\ufffdำ"), "replacement"),
    ],
)
def test_what_folding_mends_is_repaired(damaged: str, figure: str) -> None:
    layer = examine(damaged)
    assert layer.decision == "repaired"
    assert layer.figures[figure] > examine(OFFICE).figures[figure]
    assert 0 < layer.damage < 0.5


@pytest.mark.parametrize("lost", ["่้๊๋", "่้๊๋์็ัิีึืุู"])
def test_text_without_its_marks_can_still_be_read(lost: str) -> None:
    assert examine(OFFICE.translate(dict.fromkeys(map(ord, lost)))).decision in ("text", "repaired")


@pytest.mark.parametrize("seed", range(5))
def test_fonts_with_a_false_map_are_read_as_pictures(seed: int) -> None:
    layer = examine(_shuffled(OFFICE, seed))
    assert layer.decision == "picture"
    assert layer.damage > 0.5
    assert layer.figures["dictionary"] < 0.45


@pytest.mark.parametrize(
    "text",
    [
        "พพศศศ5558ฏฏ ฑฆฌฌซซ" * 40,
        "!\"#$%&'()*+,/:;<=>?@[\\]^" * 10,
        GLYPHS,
        "\ufffd\ufffdก\ufffd " * 60,
        "".join(chr(0x0100 + (ord(c) * 7) % 0x80) for c in OFFICE),
    ],
)
def test_garbage_is_read_as_a_picture(text: str) -> None:
    assert examine(text).decision == "picture"


def test_thai_in_a_western_table_is_decoded_again() -> None:
    text, layer = diagnose(OFFICE.encode("cp874").decode("latin-1"))
    assert text == OFFICE
    assert (layer.decision, layer.figures["mojibake"]) == ("repaired", 1.0)


def test_no_text_is_nothing_to_decide() -> None:
    assert examine(" \n . . .") == Layer()


def test_false_parts_count_only_where_there_are_no_others() -> None:
    sound, mended, false = examine(OFFICE), examine(OFFICE.replace("ำ", "า")), examine("พพศศศ5558ฏฏ ฑฆฌฌซซ" * 40)
    assert together([(100, sound), (100, false)]).decision == "text"
    assert together([(100, sound), (300, mended), (5, Layer())]) == Layer(
        "repaired", round(0.75 * mended.damage, 3), together([(100, sound), (300, mended)]).figures
    )
    assert together([(100, false)]).decision == "picture"
    assert together([]) == Layer()
