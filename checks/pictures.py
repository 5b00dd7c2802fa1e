"""Words in a page's pictures: what was recognised in a content picture is read where the picture stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from checks.evidence import TEXT_KINDS, Block, Document
from checks.links import url_key

UNREAD_PICTURES = "pictures-unread"
"""Note of a page with content pictures that were fetched and not read."""


def with_pictures(documents: Iterable[Document]) -> list[Document]:
    """Pages with the words of their content pictures behind each picture; other documents as they are.

    Only what stands in a page's own content: a banner in the frame says the same on every page. A page with a picture
    that was not read says so in a note.
    """
    kept = list(documents)
    pictures = {url_key(d.url): d for d in kept if d.kind == "document" and d.layer.pictures and not d.pages}
    words = {key: found for key, d in pictures.items() if (found := _words(d))}
    unread = {key for key, d in pictures.items() if d.layer.unread}
    return [_noted(_with(d, words), unread) if pictures and d.kind == "page" else d for d in kept]


def _noted(page: Document, unread: AbstractSet[str]) -> Document:
    shown = (b for b in page.blocks if b.kind == "image" and b.href and b.region == "main")
    return (
        replace(page, notes=(*page.notes, UNREAD_PICTURES)) if any(url_key(b.href) in unread for b in shown) else page
    )


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
