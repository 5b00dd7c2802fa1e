"""Pages and PDFs made on the spot: real bytes through the real reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pytest

from checks.evidence import Block, Document
from crawler.read import read

PAGE = "http://nakhonsai.example/site/index.php"

Placed = tuple[float, float, str]
"""Left edge, baseline and words, in points from the lower left corner."""


@pytest.fixture
def read_page() -> Callable[..., Document]:
    """Read HTML as fetched from ``PAGE``."""

    def fetch(html: str | bytes, content_type: str = "text/html; charset=utf-8") -> Document:
        body = html.encode() if isinstance(html, str) else html
        return read(body, url=PAGE, final_url=PAGE, content_type=content_type)

    return fetch


@pytest.fixture
def blocks_of(read_page: Callable[..., Document]) -> Callable[..., list[Block]]:
    """Blocks of some HTML, of one kind or all."""

    def blocks(html: str, kind: str = "") -> list[Block]:
        return [block for block in read_page(html).blocks if kind in ("", block.kind)]

    return blocks


def _stream(data: str) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data.encode("latin-1"))


def _contents(words: Iterable[Placed]) -> str:
    shown = [f"BT /F1 14 Tf 1 0 0 1 {x} {y} Tm <{text.encode('cp874').hex()}> Tj ET" for x, y, text in words]
    return "\n".join(shown)


_TO_UNICODE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Own def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
2 beginbfrange <20> <7E> <0020> <A1> <FB> <0E01> endbfrange
endcmap end end"""

_SHAPES = (
    "500 0 40 0 460 600 d1 40 0 420 600 re f",  # a letter
    "0 0 -300 650 -60 900 d1 -300 650 240 250 re f",  # a mark over the letter before it
    "0 0 -300 -200 -60 -50 d1 -300 -200 240 150 re f",  # a mark under it
)


def _shape(code: int) -> int:
    char = bytes((code,)).decode("cp874", "replace")
    if char in "\u0e38\u0e39\u0e3a":
        return 2
    return 1 if char in "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e" else 0


def _font() -> bytes:
    """A font of boxes whose codes are those of TIS-620; objects 5 to 8 are its map and shapes."""
    codes = range(0x20, 0xFC)
    names = " ".join(f"/g{code}" for code in codes)
    shapes = " ".join(f"/g{code} {6 + _shape(code)} 0 R" for code in codes)
    widths = " ".join("0" if _shape(code) else "500" for code in codes)
    return (
        "<< /Type /Font /Subtype /Type3 /FontBBox [-300 -200 500 900] /FontMatrix [0.001 0 0 0.001 0 0]"
        f" /FirstChar 32 /LastChar 251 /Widths [{widths}] /Encoding << /Type /Encoding /Differences [32 {names}] >>"
        f" /CharProcs << {shapes} >> /ToUnicode 5 0 R /Resources << >> >>"
    ).encode()


def _assemble(objects: Sequence[bytes], trailer: bytes) -> bytes:
    body, places = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(body))
    return body + head + table + end


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    """A PDF with Thai words at given places, in a font of its own."""

    def make(*pages: Sequence[Placed], title: str = "", locked: bool = False, link: str = "") -> bytes:
        first = 9
        kids = b" ".join(b"%d 0 R" % (first + 2 * n) for n in range(len(pages)))
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
            _font(),
            b"null",
            _stream(_TO_UNICODE),
            *map(_stream, _SHAPES),
        ]
        for number, words in enumerate(pages):
            annotation = b""
            if link and number == 0:
                annotation = (
                    b" /Annots [<< /Type /Annot /Subtype /Link /Rect [60 690 300 720] /A << /S /URI /URI (%s) >> >>]"
                    % link.encode()
                )
            objects.append(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
                b" /Resources << /Font << /F1 3 0 R >> >>%s >>" % (first + 2 * number + 1, annotation)
            )
            objects.append(_stream(_contents(words)))
        trailer = b""
        if title:
            objects.append(b"<< /Title <FEFF%s> >>" % title.encode("utf-16-be").hex().encode())
            trailer += b"/Info %d 0 R " % len(objects)
        if locked:
            # No password fits these check values: PDFium refuses the file as it does any locked one.
            objects.append(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"4f" * 32, b"55" * 32))
            trailer += b"/Encrypt %d 0 R /ID [<00> <00>] " % len(objects)
        return _assemble(objects, trailer)

    return make
