"""Words in a page's pictures: what was recognised in a content picture is read where the picture stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from checks.evidence import TEXT_KINDS, Block, Document
from checks.links import url_key


def with_pictures(documents: Iterable[Document]) -> list[Document]:
    """Pages with the words of their content pictures behind each picture; other documents as they are.

    Only what stands in a page's own content: a banner in the frame says the same on every page.
    """
    kept = list(documents)
    words = {url_key(d.url): _words(d) for d in kept if d.kind == "document" and d.layer.recognised and not d.pages}
    words = {key: blocks for key, blocks in words.items() if blocks}
    return [_with(d, words) if words and d.kind == "page" else d for d in kept]


def _words(document: Document) -> tuple[Block, ...]:
    return tuple(b for b in document.blocks if b.ocr and b.kind in TEXT_KINDS)


def _with(page: Document, words: Mapping[str, tuple[Block, ...]]) -> Document:
    blocks = tuple(_placed(page, words))
    return page if len(blocks) == len(page.blocks) else replace(page, blocks=blocks)


def _placed(page: Document, words: Mapping[str, tuple[Block, ...]]) -> Iterator[Block]:
    tables = max((b.table for b in page.blocks), default=0)
    shown: set[str] = set()
    for block in page.blocks:
        yield block
        key = url_key(block.href) if block.kind == "image" and block.href and block.region == "main" else ""
        if key not in words or key in shown:
            continue
        shown.add(key)
        for word in words[key]:
            # Its tables are numbered on behind those of the page; a picture inside a table's cell ends no row of it.
            yield replace(word, table=word.table + tables if word.table else 0, page=0)
        tables += max(word.table for word in words[key])
