"""The printer of scans: pictures only, small, and the same every time."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest
from PIL import Image

from fixtures.scan import MAX_PAGE_BYTES, Scanner, scan_pdf


@pytest.fixture(scope="module")
def source() -> bytes:
    """Two pages with a grey bar each."""
    pages = [Image.new("L", (595, 842), 255) for _ in range(2)]
    for n, page in enumerate(pages):
        page.paste(60, (80, 100 + 300 * n, 500, 140 + 300 * n))
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:])
    return out.getvalue()


@pytest.mark.parametrize("scanner", [Scanner(), Scanner(turn=90), Scanner(fax=True)])
def test_scans_are_small_pictures_and_always_the_same(source: bytes, scanner: Scanner) -> None:
    body = scan_pdf(source, scanner)
    assert body == scan_pdf(source, scanner)
    assert len(body) <= 2 * MAX_PAGE_BYTES
    document = pdfium.PdfDocument(body)
    assert len(document) == 2
    assert document[0].get_textpage().count_chars() == 0
    width, height = document[0].get_size()
    assert (width > height) == (scanner.turn == 90)
