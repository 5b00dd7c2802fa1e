"""Header, meta tag, byte order mark and content may all lie; Thai comes out right anyway."""

from __future__ import annotations

import codecs
import itertools
from collections.abc import Callable

import pytest

from checks.evidence import Document
from crawler.read.encoding import GARBLED, decode

THAI = "สำนักงานเทศบาลตำบลหนองไทร เรื่อง แผนปฏิบัติการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๕ เธอเน้นย้ำ “โปร่งใส” – 100 บาท"
DECLARED = ["", "utf-8", "tis-620", "windows-874", "iso-8859-11", "windows-1252", "iso-8859-1", "utf-16", "x-nonsense"]
ENCODERS = {
    "utf-8": lambda text: text.encode(),
    "utf-8-bom": lambda text: codecs.BOM_UTF8 + text.encode(),
    "cp874": lambda text: text.encode("cp874"),
    "bom-that-lies": lambda text: codecs.BOM_UTF8 + text.encode("cp874"),
    "utf-16-le-bom": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "utf-16-be-bom": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
}


def _page(text: str, meta: str) -> str:
    declared = f'<meta http-equiv="Content-Type" content="text/html; charset={meta}">' if meta else ""
    return f"<html><head>{declared}<title>x</title></head><body><p>{text}</p></body></html>"


def _shown_as(encoding: str, raw: bytes) -> str:
    """Bytes as browsers show them in a wrong encoding: bytes without a letter become control characters."""
    shown = []
    for byte in raw:
        try:
            shown.append(bytes((byte,)).decode(encoding))
        except UnicodeDecodeError:
            shown.append(chr(byte))
    return "".join(shown)


@pytest.mark.parametrize("written", ENCODERS)
@pytest.mark.parametrize(("header", "meta"), list(itertools.product(DECLARED, DECLARED)))
def test_what_is_declared_does_not_matter(written: str, header: str, meta: str) -> None:
    page = _page(THAI, meta)
    content_type = f"text/html; charset={header}" if header else "text/html"
    text, _, notes = decode(ENCODERS[written](page), content_type)
    assert text == page
    assert notes == ()


@pytest.mark.parametrize("declared", DECLARED)
@pytest.mark.parametrize(
    ("mangled", "note"),
    [
        (_shown_as("latin-1", THAI.encode()), "utf-8-as-latin-1"),
        (_shown_as("cp1252", THAI.encode()), "utf-8-as-latin-1"),
        (_shown_as("latin-1", _shown_as("latin-1", THAI.encode()).encode()), "utf-8-as-latin-1"),
        (_shown_as("cp874", THAI.encode()), "utf-8-as-tis-620"),
        (_shown_as("latin-1", THAI.encode("cp874")), "tis-620-as-latin-1"),
        (_shown_as("cp1252", THAI.encode("cp874")), "tis-620-as-latin-1"),
    ],
)
def test_mojibake_saved_as_utf8_is_undone(mangled: str, note: str, declared: str) -> None:
    text, _, notes = decode(_page(mangled, declared).encode(), f"text/html; charset={declared}")
    assert THAI.split("“", maxsplit=1)[0] in text
    assert notes == (note,)


def test_entities_of_latin_letters_are_undone() -> None:
    named = "".join(f"&{codecs_name};" for codecs_name in ("Ecirc", "Oacute", "sup1", "Ntilde", "iexcl", "sect"))
    assert decode(f"<p>&lt;{named}&gt; &copy;&nbsp;A".encode(), "").text == "<p>&lt;สำนักง&gt; &copy;&nbsp;A"


@pytest.mark.parametrize(
    "text",
    [
        "เธอเน้นย้ำว่าเนื้อหาเธอเนียน",
        "Crème brûlée à la française, Größe, São Tomé, naïve façade",
        "© 2565 • 30°C ½ «อ้างอิง» ±5",
        "สำนักงาน Café Résumé",
        "Tiếng Việt đặc biệt được ưa chuộng",
        "中文網站 日本語のページ",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert decode(text.encode(), "") == (text, "utf-8", ())


def test_a_few_bad_bytes_leave_a_page_utf8() -> None:
    body = (THAI * 20).encode() + b"\xe0\xb8" + THAI.encode() + b"\xff"
    text, encoding, notes = decode(body, "text/html")
    assert (encoding, notes) == ("utf-8", ("bad-bytes",))
    assert text.count(THAI) == 21


def test_template_and_content_in_different_encodings() -> None:
    body = THAI.encode() + b"\n<td>" + THAI.encode("cp874") + b"</td>\n" + THAI.encode()
    assert decode(body, "")[0] == f"{THAI}\n<td>{THAI}</td>\n{THAI}"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("déjà vu à Paris, où l'été", "cp1252"), ("Привет, мир", "cp1251"), ("日本語の文書", "shift_jis")],
)
def test_other_languages_are_read_as_declared(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), f"text/html; charset={encoding}").text == text
    assert decode(_page(text, encoding).encode(encoding), "text/html").text == _page(text, encoding)


@pytest.mark.parametrize(
    "lost",
    [
        "".join("?" if "\u0e01" <= c <= "\u0e5b" else c for c in THAI * 3),
        THAI.encode("cp874").decode("utf-8", "replace") * 3,
    ],
)
def test_lost_text_is_called_garbled(lost: str, read_page: Callable[..., Document]) -> None:
    assert GARBLED in decode(lost.encode(), "").notes
    assert read_page(_page(lost, "utf-8")).state == "garbled"


def test_questions_are_not_lost_text() -> None:
    assert decode(f"{THAI} จริงหรือ???? <a href='?a=1'>???</a>".encode(), "").notes == ()
