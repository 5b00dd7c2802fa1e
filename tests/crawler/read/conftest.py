"""Pages and PDFs made on the spot: real bytes through the real reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from checks.evidence import Block, Document
from crawler.read import read
from fixtures.bad.make_pdf import Placed, Sheet, document

PAGE = "http://nakhonsai.example/site/index.php"


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


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    """A PDF with Thai words at given places, in a font of its own (`fixtures.bad.make_pdf`)."""

    def make(*pages: Sheet | Sequence[Placed], title: str = "", locked: bool = False, link: str = "") -> bytes:
        return document(*pages, title=title, link=link, password="1234" if locked else None)

    return make
